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
        return sayso_fail(err, errno == ENOENT ? SAYSO_NOT_FOUND : SAYSO_IO, path, SAYSO_NOWHERE,
                          "cannot open: %s; see the path and its rights", strerror(errno));
    struct stat s;
    sayso_status st = SAYSO_OK;
    if (fstat(fd, &s) != 0)
        st = sayso_fail(err, SAYSO_IO, path, SAYSO_NOWHERE,
                        "cannot read its size: %s; see the file system", strerror(errno));
    else if (!S_ISREG(s.st_mode))
        st = sayso_fail(err, SAYSO_IO, path, SAYSO_NOWHERE, "is not a plain file; name one");
    else if (s.st_size > 0) {
        void *p = mmap(NULL, (size_t)s.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (p == MAP_FAILED)
            st = sayso_fail(err, SAYSO_IO, path, SAYSO_NOWHERE, "cannot map: %s; free some memory",
                            strerror(errno));
        else *out = (sayso_map){ p, (size_t)s.st_size, p };
    }
    close(fd);
    return st ? st : sayso_ok(err);
}

void sayso_map_close(sayso_map *m)
{
    if (m->held) munmap(m->held, m->len);
    *m = SAYSO_MAP_NONE;
}

/* Is there something that no file may take the place of: a device, a pipe, a link to one or to
 * whatever else? */
static bool stands(const char *path)
{
    struct stat s;
    return lstat(path, &s) == 0 && !S_ISREG(s.st_mode);
}

sayso_status sayso_new_file_begin(sayso_new_file *f, const char *path, sayso_error *err)
{
    *f = (sayso_new_file){ .path = path, .direct = stands(path) };
    sayso_buf_puts(&f->temp, path);
    if (!f->direct) sayso_buf_printf(&f->temp, ".%ld.tmp", (long)getpid());
    if (!f->temp.failed && (f->file = fopen(f->temp.at, "wb"))) return sayso_ok(err);
    const sayso_status st = f->temp.failed
                                ? sayso_no_memory(err)
                                : sayso_fail(err, SAYSO_IO, path, SAYSO_NOWHERE,
                                             "cannot create: %s; see the folder and its rights",
                                             strerror(errno));
    sayso_buf_free(&f->temp);
    return st;
}

void sayso_new_file_put(sayso_new_file *f, const void *bytes, size_t n)
{
    if (!f->why && n && fwrite(bytes, 1, n, f->file) != n) f->why = errno ? errno : EIO;
}

sayso_status sayso_new_file_end(sayso_new_file *f, sayso_error *err)
{
    if (fclose(f->file) != 0 && !f->why) f->why = errno;
    if (!f->why && !f->direct && rename(f->temp.at, f->path) != 0) f->why = errno;
    if (f->why && !f->direct) remove(f->temp.at);
    sayso_buf_free(&f->temp);
    return f->why ? sayso_fail(err, SAYSO_IO, f->path, SAYSO_NOWHERE,
                               "cannot write: %s; is the disk full?", strerror(f->why))
                  : sayso_ok(err);
}

void sayso_new_file_drop(sayso_new_file *f)
{
    fclose(f->file);
    if (!f->direct) remove(f->temp.at);
    sayso_buf_free(&f->temp);
}

sayso_status sayso_file_write(const char *path, const void *bytes, size_t n, sayso_error *err)
{
    sayso_new_file f;
    const sayso_status st = sayso_new_file_begin(&f, path, err);
    if (st) return st;
    sayso_new_file_put(&f, bytes, n);
    return sayso_new_file_end(&f, err);
}
