/* Modules: shared objects beside the library (modules/modules.h), opened when a file asks for one.
 * They are looked for where the program or library that asks says so (its run path), where the
 * system's libraries are, and where sayso was installed. */
#include "in.h"
#include <dlfcn.h>
#include <stdio.h>

const void *sayso_module(const char *file, const char *table, char why[SAYSO_MODULE_WHY])
{
    char path[512]; /* longer ones are those of nobody's installation */
    /* opened once, whoever asks and how often: GLib bears no unloading */
    const int how = RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE;
    void *handle = dlopen(file, how);
    if (!handle && snprintf(path, sizeof path, "%s/%s", SAYSO_MODULES, file) < (int)sizeof path)
        handle = dlopen(path, how);
    const char *const *version = handle ? dlsym(handle, table) : NULL;
    if (handle) dlclose(handle);
    if (version && strcmp(*version, SAYSO_VERSION) == 0) return version;
    snprintf(why, SAYSO_MODULE_WHY, "needs %s of sayso " SAYSO_VERSION ", which %s; install sayso anew", file,
             version ? "is another one's" : "cannot be loaded");
    return NULL;
}
