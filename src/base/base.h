/* base: what every room stands on. Strings, arena, errors, checked sizes, hashing, mapped files.
 * Nothing here knows about language or news. */
#ifndef SAYSO_BASE_H
#define SAYSO_BASE_H

#include "sayso.h"
#include <string.h>

/* A string that is not ended by NUL: `len` bytes at `at`. Owner is whoever made it. */
typedef struct sayso_str { const char *at; uint32_t len; } sayso_str;

#define SAYSO_STR(literal) ((sayso_str){ (literal), (uint32_t)(sizeof(literal) - 1) })
sayso_str sayso_str_of(const char *z); /* z may be NULL: empty */

static inline bool sayso_str_eq(sayso_str a, sayso_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}
int sayso_str_cmp(sayso_str a, sayso_str b); /* by bytes: the order of code points */

/* ---- errors ---------------------------------------------------------------------------------- */

/* Fills err (may be NULL) and returns code, so that `return sayso_fail(…)` is the way out of a
 * function. */
sayso_status sayso_fail(sayso_error *err, sayso_status code, const char *name, uint64_t at,
                        const char *fmt, ...) __attribute__((format(printf, 5, 6)));
sayso_status sayso_ok(sayso_error *err);        /* clears err, returns SAYSO_OK */
sayso_status sayso_no_memory(sayso_error *err); /* fills err, returns SAYSO_NO_MEMORY */

/* A struct that a caller gave, as this version knows it: `size`, its first member, says how much
 * of it the caller knows; the rest of `own` is zero, which of every member is the default.
 * `least`: size of the first version that had it. SAYSO_BAD_ARGUMENT where it is less, or where
 * a newer caller sets a member that is not known here. */
sayso_status sayso_sized(void *own, size_t own_size, size_t least, const void *given,
                         const char *what, sayso_error *err);

/* ---- a reading that may be stopped ----------------------------------------------------------- */

/* What the caller set for the document at hand; `until` in milliseconds of the monotonic clock,
 * 0 none. */
typedef struct sayso_watch {
    bool (*cancel)(void *user);
    void *user;
    int64_t until;
    uint32_t most_ms;
} sayso_watch;
sayso_watch  sayso_watch_begin(const sayso_limits *limits); /* limits NULL: never stops */
/* Asked now and then: SAYSO_OK to go on, SAYSO_CANCELLED, or SAYSO_TOO_LARGE where the time is
 * spent. `w` may be NULL. */
sayso_status sayso_watch_look(const sayso_watch *w, sayso_error *err);

/* ---- checked sizes: false on overflow, *out untouched ---------------------------------------- */

static inline bool sayso_mul_size(size_t a, size_t b, size_t *out)
{
    size_t r;
    if (__builtin_mul_overflow(a, b, &r)) return false;
    *out = r;
    return true;
}
static inline bool sayso_add_size(size_t a, size_t b, size_t *out)
{
    size_t r;
    if (__builtin_add_overflow(a, b, &r)) return false;
    *out = r;
    return true;
}

/* ---- arena: freed at once, addresses never move ---------------------------------------------- */

typedef struct sayso_arena_block sayso_arena_block;
typedef struct sayso_arena {
    sayso_arena_block *head;  /* newest block */
    char  *next, *end;        /* free part of head */
    size_t total;             /* bytes held, all blocks */
    const sayso_allocator *from; /* who gives the blocks; NULL: malloc. Set before the first piece,
                                    kept by reset and free */
} sayso_arena;

#define SAYSO_ARENA_EMPTY ((sayso_arena){ 0 })

/* n zeroed bytes aligned for any type, or NULL without memory. n = 0 gives a valid pointer.
 * With -DSAYSO_ARENA_MALLOC each piece is a malloc of its own, so that sanitizers see overruns. */
void *sayso_arena_alloc(sayso_arena *a, size_t n);
void *sayso_arena_array(sayso_arena *a, size_t count, size_t size); /* NULL on overflow too */
char *sayso_arena_dup(sayso_arena *a, const char *s, size_t n);     /* copy ended by NUL */
char *sayso_arena_printf(sayso_arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* keeps the largest block for reuse; all pieces are gone */
void  sayso_arena_reset(sayso_arena *a);
void  sayso_arena_free(sayso_arena *a);  /* back to SAYSO_ARENA_EMPTY */

/* ---- growing arrays on the heap
 * ------------------------------------------------------------------------------------ A vector
 * is three fields in some struct: T *items; uint32_t n, cap. sayso_grow makes room for one more.
 * On failure nothing changes. */
bool sayso_grow_(void **items, uint32_t *cap, uint32_t need, size_t size);
#define sayso_grow(items, n, cap) \
    ((n) < (cap) || sayso_grow_((void **)&(items), &(cap), (n) + 1, sizeof *(items)))
#define sayso_reserve(items, cap, need) \
    ((need) <= (cap) || sayso_grow_((void **)&(items), &(cap), (need), sizeof *(items)))

/* The same inside an arena, which frees it all at once: room for one more, the items moved and
 * twice the room made where it is full. On failure nothing changes. */
bool sayso_arena_grow_(sayso_arena *a, void **items, uint32_t n, uint32_t *cap, size_t size);
#define sayso_arena_grow(a, items, n, cap) \
    ((n) < (cap) || sayso_arena_grow_((a), (void **)&(items), (n), &(cap), sizeof *(items)))

/* A growing byte string, always ended by NUL once something was put. `failed` stays set after a
 * failed grow. */
typedef struct sayso_buf { char *at; size_t len, cap; bool failed; } sayso_buf;
#define SAYSO_BUF_EMPTY ((sayso_buf){ 0 })
void sayso_buf_put(sayso_buf *b, const void *bytes, size_t n);
void sayso_buf_puts(sayso_buf *b, const char *z);
void sayso_buf_whole(sayso_buf *b, int64_t x); /* in decimal, as "%lld" and far cheaper */
void sayso_buf_printf(sayso_buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void sayso_buf_free(sayso_buf *b);

/* ---- hashing: fixed, so that files made on one machine serve on any -------------------------- */

/* 64-bit hash of n bytes with a seed; little-endian reads, the same on every machine. */
uint64_t sayso_hash(const void *bytes, size_t n, uint64_t seed);
/* finaliser of MurmurHash3 (Appleby, public domain idea) */
static inline uint64_t sayso_hash_mix(uint64_t h)
{
    h ^= h >> 33; h *= 0xff51afd7ed558ccdULL;
    h ^= h >> 33; h *= 0xc4ceb9fe1a85ec53ULL;
    return h ^ (h >> 33);
}

/* ---- files ----------------------------------------------------------------------------------- */

/* A whole file mapped read-only. */
/* held: what is unmapped */
typedef struct sayso_map { const uint8_t *at; size_t len; void *held; } sayso_map;
#define SAYSO_MAP_NONE ((sayso_map){ 0 })
sayso_status sayso_map_open(sayso_map *out, const char *path, sayso_error *err);
void         sayso_map_close(sayso_map *m); /* accepts SAYSO_MAP_NONE */

/* A file in the making, under a temporary name beside `path` until sayso_new_file_end checks the
 * writes and the close and renames it; where anything failed, what stood at `path` is untouched.
 * What is no plain file there, a device, a pipe or a link, is written as it stands. Every begun one
 * must be ended, or dropped: then nothing takes its name. */
typedef struct sayso_new_file {
    void *file;
    const char *path;
    sayso_buf temp;
    int why;
    bool direct; /* no temporary name */
} sayso_new_file;
sayso_status sayso_new_file_begin(sayso_new_file *f, const char *path, sayso_error *err);
/* a failure is kept for the end */
void         sayso_new_file_put(sayso_new_file *f, const void *bytes, size_t n);
sayso_status sayso_new_file_end(sayso_new_file *f, sayso_error *err);
void         sayso_new_file_drop(sayso_new_file *f);
/* Writes a whole file so. */
sayso_status sayso_file_write(const char *path, const void *bytes, size_t n, sayso_error *err);

#endif
