/* modules: readers of rare formats, which bring large libraries with them. Each is a shared object
 * of its own, opened when the first file asks for it: whoever reads text pays for none of them.
 *
 * A module knows nothing of sayso but this header; what it gives is one table of functions. All of
 * them may be called by any number of threads, each for things of its own. */
#ifndef SAYSO_MODULES_H
#define SAYSO_MODULES_H

#include "sayso.h"
#include <stdbool.h>
#include <stddef.h>

/* ---- mail: libgmime -------------------------------------------------------------------------- */

/* A message; all strings are the message's own, as they stand in it, NULL where it has none. */
typedef struct sayso_mail {
    const char *id, *subject, *date, *sender, *language;
    const char *body;       /* of the plain part, else of the HTML one, its transfer encoding taken
                               off; NULL where no part is text */
    size_t      body_len;
    const char *charset;    /* of the body */
    bool        html;
    void       *held;
} sayso_mail;

typedef struct sayso_mail_module {
    const char *version;    /* SAYSO_VERSION: those of other versions are not taken */
    bool (*open)(sayso_mail *out, const char *bytes, size_t n); /* false: it is no mail */
    void (*close)(sayso_mail *mail);
} sayso_mail_module;

/* ---- unpack: libarchive ---------------------------------------------------------------------- */

/* Packed bytes, piece by piece: how many lie at *bytes, 0 at the end, -1 with what is wrong in
 * *why. */
typedef long sayso_packed_bytes(void *user, const char **bytes, const char **why);

typedef struct sayso_unpack_module {
    const char *version;
    /* NULL: not packed in any way that is known; `why` says so, "" without memory. */
    void *(*open)(sayso_packed_bytes *more, void *user, char *why, size_t room);
    /* Goes to the next entry that is a file: 1, 0 at the end, -1 where it cannot. *name is its path
     * within the archive, NULL where one file is packed without one; it lasts to the next call. */
    int (*next)(void *archive, const char **name);
    long (*read)(void *archive, char *to, size_t n);  /* of the entry: bytes, 0 at its end, -1 */
    const char *(*wrong)(void *archive);              /* what is, after -1 */
    void (*close)(void *archive);
} sayso_unpack_module;

#endif
