/* sayso-renew FROM TO: a model as this version of sayso writes it, whose checksums take a fraction of a
 * start's time. Exit status 0 done, 2 usage, system or no model. */
#include "model/file.h"
#include <stdio.h>

int main(int argc, char **argv)
{
    sayso_error err;
    if (argc != 3) {
        fputs("usage: sayso-renew FROM TO\n", stderr);
        return 2;
    }
    if (sayso_file_renew(argv[1], argv[2], &err) == SAYSO_OK) return 0;
    fprintf(stderr, "sayso-renew: %s: %s\n", err.name, err.msg);
    return 2;
}
