/* Mapped files, and files written whole or not at all. */
#define _POSIX_C_SOURCE 200809L
#include "base.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

sayso_status sayso_map_open(sayso_map *out, const char *path, sayso_error *err)
{
    *out = SAYSO_MAP_NONE;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return sayso_fail(err, errno == ENOENT ? SAYSO_NOT_FOUND : SAYSO_IO, path, SAYSO_NOWHERE, "cannot open: %s; see the path and its rights", strerror(errno));
    struct stat s;
    sayso_status st = SAYSO_OK;
    if (fstat(fd, &s) != 0) st = sayso_fail(err, SAYSO_IO, path, SAYSO_NOWHERE, "cannot read its size: %s; see the file system", strerror(errno));
    else if (!S_ISREG(s.st_mode)) st = sayso_fail(err, SAYSO_IO, path, SAYSO_NOWHERE, "is not a plain file; name one");
    else if (s.st_size > 0) {
        void *p = mmap(NULL, (size_t)s.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (p == MAP_FAILED) st = sayso_fail(err, SAYSO_IO, path, SAYSO_NOWHERE, "cannot map: %s; free some memory", strerror(errno));
        else *out = (sayso_map){ p, (size_t)s.st_size };
    }
    close(fd);
    return st ? st : sayso_ok(err);
}

void sayso_map_close(sayso_map *m)
{
    if (m->at) munmap((void *)(uintptr_t)m->at, m->len);
    *m = SAYSO_MAP_NONE;
}

sayso_status sayso_file_write(const char *path, const void *bytes, size_t n, sayso_error *err)
{
    sayso_buf temp = SAYSO_BUF_EMPTY;
    sayso_buf_printf(&temp, "%s.%ld.tmp", path, (long)getpid());
    if (temp.failed) {
        sayso_buf_free(&temp);
        return sayso_no_memory(err);
    }
    FILE *f = fopen(temp.at, "wb");
    sayso_status st = SAYSO_OK;
    if (!f) st = sayso_fail(err, SAYSO_IO, path, SAYSO_NOWHERE, "cannot create: %s; see the folder and its rights", strerror(errno));
    else {
        const bool wrote = fwrite(bytes, 1, n, f) == n && fflush(f) == 0;
        const int why = errno;
        const bool closed = fclose(f) == 0;
        if (!wrote || !closed || rename(temp.at, path) != 0) {
            st = sayso_fail(err, SAYSO_IO, path, SAYSO_NOWHERE, "cannot write: %s; is the disk full?", strerror(wrote ? errno : why));
            remove(temp.at);
        }
    }
    sayso_buf_free(&temp);
    return st ? st : sayso_ok(err);
}
