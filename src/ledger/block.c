/* Rows of a list made many at a time. */
#include "block.h"
#include "words.h"
#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* A block has few rows at first, so that a page costs what it shows. Rows of a part that nobody
 * wants are read over where they are no more than that between two that somebody does: it costs
 * less than to look for the next. */
enum { FIRST_ROWS = 64, MOST_ROWS = 1024, READ_OVER = 32 };

typedef struct want { int64_t a, b; void *to; } want;
typedef struct word { int64_t number; const char **to; } word;

typedef struct part {
    const sayso_led_part *of;
    sayso_record record;         /* the fields that it fills */
    sayso_field *fields;         /* [record.n]; owned, as all below */
    const char **columns;
    sayso_led_stmt *rows;
} part;

struct sayso_led_block {
    char *made; /* [n] rows as the query's block makes them, in the cursor's arena */
    uint32_t n, at, most;
    want    *stored;             /* [n] the rows as they are stored */
    want    *wants; uint32_t n_wants, cap_wants;
    part     parts[LED_MOST_PARTS]; uint32_t n_parts;
    word    *words; uint32_t n_words, cap_words; /* whose texts are not known yet */
    sayso_led_stmt *held;        /* stands on a row, so that all statements see the same ledger */
    bool     last;
};

/* ---- which part fills which field ---- */

/* Is the table that the column's SQL names first one of those called `alias`? */
static bool column_of(const char *sql, const char *alias)
{
    const size_t dot = strcspn(sql, ".");
    for (size_t n; sql[dot] && *alias; alias += n + (alias[n] == ' ')) {
        n = strcspn(alias, " ");
        if (dot >= n && memcmp(sql + dot - n, alias, n) == 0 &&
            (dot == n || sql[dot - n - 1] == '('))
            return true;
    }
    return false;
}

static bool part_fields(part *p, const sayso_cursor *c, const char *alias)
{
    p->fields = calloc(c->record.n, sizeof *p->fields);
    p->columns = calloc(c->record.n, sizeof *p->columns);
    if (!p->fields || !p->columns) return false;
    p->record = (sayso_record){ c->record.name, p->fields, 0, c->record.size };
    for (size_t i = 0; i < c->record.n; i++) {
        if (!column_of(c->columns[i], alias)) continue;
        p->fields[p->record.n] = c->record.fields[i];
        p->columns[p->record.n++] = c->columns[i];
    }
    return true;
}

static sayso_status part_open(sayso_cursor *c, part *p, const sayso_led_part *of, sayso_error *err)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    const size_t n = strcspn(of->sql, "@");
    p->of = of;
    sayso_status st = part_fields(p, c, of->alias) ? SAYSO_OK : sayso_no_memory(err);
    sayso_buf_put(&b, of->sql, n);
    for (size_t i = 0; i < p->record.n; i++) sayso_buf_printf(&b, ", %s", p->columns[i]);
    sayso_buf_puts(&b, of->sql + n + (of->sql[n] == '@'));
    if (!st && b.failed) st = sayso_no_memory(err);
    if (!st) st = sayso_led_prepare(c->l, b.at, &p->rows, err);
    sayso_buf_free(&b);
    return st;
}

sayso_status sayso_led_block_open(sayso_cursor *c, sayso_error *err)
{
    sayso_led_block *k = c->block = calloc(1, sizeof *k);
    bool any;
    if (!k) return sayso_no_memory(err);
    sayso_status st = SAYSO_OK;
    for (const sayso_led_part *of = c->query->block->parts; !st && of->sql; of++)
        st = part_open(c, &k->parts[k->n_parts++], of, err);
    if (!st) st = sayso_led_prepare(c->l, "SELECT 1 FROM documents LIMIT 2", &k->held, err);
    return st ? st : sayso_led_step(c->l, k->held, &any, err);
}

static void part_close(part *p)
{
    sayso_led_finalize(p->rows);
    free(p->fields);
    free(p->columns);
}

void sayso_led_block_close(sayso_led_block *k)
{
    if (!k) return;
    for (uint32_t i = 0; i < k->n_parts; i++) part_close(&k->parts[i]);
    sayso_led_finalize(k->held);
    free(k->wants);
    free(k->words);
    free(k);
}

/* ---- what the parts give ---- */

bool sayso_led_block_want(sayso_cursor *c, int64_t a, int64_t b, void *to)
{
    sayso_led_block *k = c->block;
    if (!sayso_grow(k->wants, k->n_wants, k->cap_wants)) return false;
    k->wants[k->n_wants++] = (want){ a, b, to };
    return true;
}

static int want_compare(const void *x, const void *y)
{
    const want *a = x, *b = y;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static bool word_give(sayso_cursor *c, int64_t number, const char **to)
{
    sayso_led_block *k = c->block;
    *to = sayso_led_word_text(c->l, number);
    if (*to || !number) return true;
    if (!sayso_led_word_want(c->l, number) || !sayso_grow(k->words, k->n_words, k->cap_words))
        return false;
    k->words[k->n_words++] = (word){ number, to };
    return true;
}

static bool text_give(sayso_cursor *c, const sayso_led_value *v, const char **to)
{
    *to = NULL;
    switch (v->kind) {
    case LED_NULL: return true;
    case LED_WHOLE: return word_give(c, v->whole, to);
    case LED_REAL: *to = sayso_arena_printf(&c->arena, "%.17g", v->real); break;
    default: *to = sayso_arena_dup(&c->arena, v->bytes, v->n);
    }
    return *to != NULL;
}

bool sayso_led_block_text(sayso_cursor *c, sayso_led_stmt *s, int i, const char **to)
{
    const sayso_led_value v = sayso_led_value_of(s, i);
    return text_give(c, &v, to);
}

bool sayso_led_block_word(sayso_cursor *c, sayso_led_stmt *s, int i, int64_t *number)
{
    const sayso_led_value v = sayso_led_value_of(s, i);
    *number = v.kind == LED_WHOLE ? v.whole : 0;
    return sayso_led_word_want(c->l, *number);
}

const char *sayso_led_block_spelt(const sayso_cursor *c, int64_t number)
{
    return sayso_led_word_text(c->l, number);
}

/* What was read before its text was known. */
static sayso_status words_give(sayso_cursor *c, sayso_error *err)
{
    sayso_led_block *k = c->block;
    const sayso_status st = sayso_led_words_ask(c->l, err);
    for (uint32_t i = 0; !st && i < k->n_words; i++)
        *k->words[i].to = sayso_led_block_spelt(c, k->words[i].number);
    k->n_words = 0;
    return st;
}

static bool field_give(sayso_cursor *c, const sayso_field *f, const sayso_led_value *v, void *row)
{
    void *at = (char *)row + f->at;
    const int64_t whole = v->kind == LED_WHOLE ? v->whole : 0;
    switch (f->kind) {
    case SAYSO_FIELD_TEXT: return text_give(c, v, at);
    case SAYSO_FIELD_COUNT: *(uint32_t *)at = (uint32_t)whole; break;
    case SAYSO_FIELD_OFFSET:
        *(uint32_t *)at = v->kind == LED_NULL ? SAYSO_NO_OFFSET : (uint32_t)whole;
        break;
    case SAYSO_FIELD_REAL:
        *(double *)at = v->kind == LED_REAL ? v->real : v->kind == LED_WHOLE ? (double)whole : NAN;
        break;
    default: assert(!"a field that no part gives");
    }
    return true;
}

/* The fields of the part's row; `same` has had them already, NULL: nobody has. */
static bool fields_give(sayso_cursor *c, part *p, const void *same, void *to)
{
    bool ok = true;
    for (size_t i = 0; ok && i < p->record.n; i++) {
        const sayso_field *f = &p->record.fields[i];
        const sayso_led_value v = sayso_led_value_of(p->rows, p->of->first + (int)i);
        if (same && v.kind == LED_TEXT && f->kind == SAYSO_FIELD_TEXT)
            *(const char **)(void *)((char *)to + f->at) =
                *(const char *const *)(const void *)((const char *)same + f->at);
        else ok = field_give(c, f, &v, to);
    }
    return ok;
}

/* One row of the part to all that want it; *at: the first want that is not behind it. */
static bool row_give(sayso_cursor *c, part *p, const want *wants, uint32_t n, uint32_t *at)
{
    const want row = { sayso_led_whole(p->rows, 0), sayso_led_whole(p->rows, 1), NULL };
    const void *same = NULL;
    bool ok = true;
    while (*at < n && want_compare(&wants[*at], &row) < 0) ++*at;
    for (uint32_t i = *at; ok && i < n && want_compare(&wants[i], &row) == 0; i++) {
        ok = fields_give(c, p, same, wants[i].to) &&
             (!p->of->take || p->of->take(c, p->rows, wants[i].to));
        same = wants[i].to;
    }
    return ok;
}

/* The rows of the part from the first to the last of the wants. */
static sayso_status run_read(sayso_cursor *c, part *p, const want *wants, uint32_t n,
                             sayso_error *err)
{
    uint32_t at = 0;
    bool row = false, ok = true;
    sayso_status st;
    sayso_led_int(p->rows, 1, wants[0].a);
    sayso_led_int(p->rows, 2, wants[n - 1].a);
    while (!(st = sayso_led_step(c->l, p->rows, &row, err)) && row)
        if (!(ok = row_give(c, p, wants, n, &at))) break;
    sayso_led_reset(p->rows);
    return st ? st : ok ? SAYSO_OK : sayso_no_memory(err);
}

/* Mostly they are in order already, since rows are asked in the order of their documents. */
static void wants_sort(sayso_led_block *k)
{
    for (uint32_t i = 1; i < k->n_wants; i++)
        if (want_compare(&k->wants[i - 1], &k->wants[i]) > 0) {
            qsort(k->wants, k->n_wants, sizeof *k->wants, want_compare);
            return;
        }
}

static sayso_status part_read(sayso_cursor *c, part *p, sayso_error *err)
{
    sayso_led_block *k = c->block;
    sayso_status st = SAYSO_OK;
    k->n_wants = 0;
    for (uint32_t i = 0; i < k->n; i++)
        if (!p->of->want(c, k->stored[i].to)) return sayso_no_memory(err);
    wants_sort(k);
    const int64_t step = p->of->dear ? 1 : READ_OVER;
    for (uint32_t i = 0, n; !st && i < k->n_wants; i += n) {
        const want *w = k->wants + i;
        for (n = 1; i + n < k->n_wants && w[n].a - w[n - 1].a <= step; n++) {}
        st = run_read(c, p, w, n, err);
    }
    return st;
}

/* ---- blocks ---- */

/* The rows that the list's statement gives next; made whole by the parts. */
static sayso_status rows_read(sayso_cursor *c, sayso_error *err)
{
    sayso_led_block *k = c->block;
    const sayso_led_block_of *of = c->query->block;
    sayso_status st = SAYSO_OK;
    bool any = false;
    while (k->n < k->most && !(st = sayso_led_step(c->l, c->rows, &any, err)) && any) {
        void *row = k->made + k->n * of->size;
        c->more_rows = c->limit && c->n == c->limit;
        if (c->more_rows) break;
        if (++c->n == c->limit) sayso_led_page_token(c, c->n_keys);
        of->begin(c, row);
        k->stored[k->n++] = (want){ sayso_led_key(c, 0), sayso_led_key(c, 1), row };
    }
    k->last = !any || c->more_rows;
    qsort(k->stored, k->n, sizeof *k->stored, want_compare);
    return st;
}

static sayso_status block_read(sayso_cursor *c, sayso_error *err)
{
    sayso_led_block *k = c->block;
    k->most = !k->most ? FIRST_ROWS : k->most < MOST_ROWS ? 4 * k->most : MOST_ROWS;
    k->n = k->at = 0;
    sayso_arena_reset(&c->arena);
    k->made = sayso_arena_array(&c->arena, k->most, c->query->block->size);
    k->stored = sayso_arena_array(&c->arena, k->most, sizeof *k->stored);
    sayso_status st = k->made && k->stored ? rows_read(c, err) : sayso_no_memory(err);
    for (uint32_t i = 0; !st && i < k->n_parts; i++) st = part_read(c, &k->parts[i], err);
    if (!st) st = words_give(c, err);
    for (uint32_t i = 0; !st && i < k->n; i++)
        if (!c->query->block->finish(c, k->stored[i].to)) st = sayso_no_memory(err);
    return st;
}

sayso_status sayso_led_block_next(sayso_cursor *c, const void **row, sayso_error *err)
{
    sayso_led_block *k = c->block;
    sayso_status st = SAYSO_OK;
    if (k->at == k->n && !k->last) st = block_read(c, err);
    if (st || k->at == k->n) sayso_led_reset(k->held);
    else *row = k->made + k->at++ * c->query->block->size;
    return st;
}
