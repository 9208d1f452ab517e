/* The arena: blocks of growing size, handed out front to back. */
#include "base.h"
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

struct sayso_arena_block {
    sayso_arena_block *older;
    size_t size; /* bytes after the header */
    max_align_t data[];
};

enum { ALIGN = _Alignof(max_align_t), FIRST_BLOCK = 16 * 1024, LARGEST_STEP = 4 * 1024 * 1024 };

static void *block_get(const sayso_allocator *from, size_t n)
{
    return from ? from->alloc(from->user, n) : malloc(n);
}
static void block_free(const sayso_allocator *from, void *p)
{
    if (from) from->free(from->user, p);
    else free(p);
}

static bool arena_block(sayso_arena *a, size_t need)
{
    size_t size = a->head ? a->head->size * 2 : FIRST_BLOCK, bytes;
    if (size > LARGEST_STEP) size = LARGEST_STEP;
#ifdef SAYSO_ARENA_MALLOC
    size = need;
#endif
    if (size < need) size = need;
    if (!sayso_add_size(size, sizeof(sayso_arena_block), &bytes)) return false;
    sayso_arena_block *b = block_get(a->from, bytes);
    if (!b) return false;
    *b = (sayso_arena_block){ .older = a->head, .size = size };
    a->head = b;
    a->next = (char *)b->data;
    a->end = a->next + size;
    a->total += bytes;
    return true;
}

/* With whatever was in it. */
static void *piece(sayso_arena *a, size_t n)
{
    size_t need;
    if (!sayso_add_size(n ? n : 1, ALIGN - 1, &need)) return NULL;
    need &= ~(size_t)(ALIGN - 1);
    if ((!a->head || (size_t)(a->end - a->next) < need) && !arena_block(a, need)) return NULL;
    void *p = a->next;
    a->next += need;
    return p;
}

void *sayso_arena_alloc(sayso_arena *a, size_t n)
{
    void *p = piece(a, n);
    return p ? memset(p, 0, n) : NULL;
}

void *sayso_arena_array(sayso_arena *a, size_t count, size_t size)
{
    size_t n;
    return sayso_mul_size(count, size, &n) ? sayso_arena_alloc(a, n) : NULL;
}

char *sayso_arena_dup(sayso_arena *a, const char *s, size_t n)
{
    size_t with_end;
    char *p = sayso_add_size(n, 1, &with_end) ? piece(a, with_end) : NULL;
    if (!p) return NULL;
    if (n) memcpy(p, s, n);
    p[n] = 0;
    return p;
}

char *sayso_arena_printf(sayso_arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    const int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *p = n < 0 ? NULL : sayso_arena_alloc(a, (size_t)n + 1);
    if (p) vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return p;
}

bool sayso_arena_grow_(sayso_arena *a, void **items, uint32_t n, uint32_t *cap, size_t size)
{
    const uint32_t more = *cap ? 2 * *cap : 32;
    void *grown = more > *cap ? sayso_arena_array(a, more, size) : NULL;
    if (!grown) return false;
    if (n) memcpy(grown, *items, n * size);
    *items = grown;
    *cap = more;
    return true;
}

void sayso_arena_reset(sayso_arena *a)
{
    sayso_arena_block *keep = NULL;
#ifndef SAYSO_ARENA_MALLOC
    for (sayso_arena_block *b = a->head; b; b = b->older)
        if (!keep || b->size > keep->size) keep = b;
#endif
    for (sayso_arena_block *b = a->head, *older; b; b = older) {
        older = b->older;
        if (b != keep) block_free(a->from, b);
    }
    *a = (sayso_arena){ .from = a->from };
    if (!keep) return;
    keep->older = NULL;
    a->head = keep;
    a->next = (char *)keep->data;
    a->end = a->next + keep->size;
    a->total = keep->size + sizeof *keep;
}

void sayso_arena_free(sayso_arena *a)
{
    for (sayso_arena_block *b = a->head, *older; b; b = older) {
        older = b->older;
        block_free(a->from, b);
    }
    *a = (sayso_arena){ .from = a->from };
}
