/* libFuzzer: any bytes as a list to import: rows taken or told, never a crash. The first byte
 * chooses the kind. */
#include "formats/import/import.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(bool ok, const char *what)
{
    if (ok) return;
    fprintf(stderr, "%s\n", what);
    exit(2);
}

static void tell(void *user, const char *path, uint64_t line, const char *what)
{
    (void)path;
    (void)line;
    ++*(uint64_t *)user;
    if (!strchr(what, ';')) abort(); /* what is wrong; what to do */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static sayso_lexicon *lx;
    static FILE *file;
    static char path[64], lexicon[512];
    sayso_error err;
    if (!lx) {
        snprintf(lexicon, sizeof lexicon, "%s/lexicon.sayso",
                 getenv("SAYSO_DATA") ? getenv("SAYSO_DATA") : ".");
        need(sayso_lexicon_open(&lx, lexicon, &err) == SAYSO_OK && (file = tmpfile()) != NULL,
             "no lexicon, or no temporary file");
        snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(file));
    }
    if (!size) return 0;
    need(ftruncate(fileno(file), 0) == 0 &&
             pwrite(fileno(file), data + 1, size - 1, 0) == (ssize_t)(size - 1),
         "cannot write the temporary file");
    uint64_t told = 0;
    const char *const paths[] = { path };
    sayso_import_counts counts;
    const sayso_import_options o = { .paths = paths,
                                     .n_paths = 1,
                                     .kind = (sayso_import_kind)(data[0] % SAYSO_N_IMPORT_KINDS),
                                     .lexicon = lx,
                                     .mistake = tell,
                                     .user = &told };
    const sayso_status st = sayso_import(&o, &counts, &err);
    if ((st && st != SAYSO_NO_MEMORY) || counts.bad != told) abort();
    return 0;
}
