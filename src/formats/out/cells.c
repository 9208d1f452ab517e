/* A record's values as text, for flat formats. */
#include "out.h"
#include <math.h>

static void parties_put(sayso_buf *b, const sayso_field *f, const void *record)
{
    const sayso_party *p = *(const sayso_party *const *)sayso_field_at(f, record);
    const bool codes = f->kind == SAYSO_FIELD_CODES;
    for (uint32_t i = 0; i < sayso_field_count(f, record); i++) {
        const char *z = codes ? p[i].code : p[i].text ? p[i].text : p[i].name;
        if (codes && z && !*z) z = "?";
        if (i) sayso_buf_put(b, "\n", 1);
        for (; z && *z; z++) sayso_buf_put(b, *z == '\n' ? " " : z, 1);
    }
}

/* A number that has no decimals of its own: all figures that a double holds, and no more. */
static void any_put(sayso_buf *b, const sayso_value *v)
{
    switch (v->is) {
    case SAYSO_VALUE_NULL: break;
    case SAYSO_VALUE_WHOLE: sayso_buf_whole(b, v->whole); break;
    case SAYSO_VALUE_REAL: sayso_json_real(b, v->real); break;
    case SAYSO_VALUE_TEXT: sayso_buf_puts(b, v->text); break;
    }
}

static void value_put(sayso_buf *b, const sayso_field *f, const void *record)
{
    int64_t whole;
    char iso[SAYSO_DAY_SIZE], code[SAYSO_CODE_SIZE];
    const char *text = NULL;
    switch (f->kind) {
    case SAYSO_FIELD_CODE:
        text = sayso_code_text(*(const sayso_code *)sayso_field_at(f, record), code);
        break;
    case SAYSO_FIELD_DAY:
        text = sayso_day_text(*(const sayso_day *)sayso_field_at(f, record), iso);
        break;
    case SAYSO_FIELD_TEXT:
    case SAYSO_FIELD_WORD:
        text = sayso_field_text(f, record);
        if (!text && f->instead)
            text = *(const char *const *)(const void *)((const char *)record + f->instead);
        break;
    case SAYSO_FIELD_REAL: {
        const double x = *(const double *)sayso_field_at(f, record);
        if (!isnan(x)) sayso_json_number(b, x, f->digits);
        break;
    }
    case SAYSO_FIELD_FLAG:
        text = *(const bool *)sayso_field_at(f, record) ? "true" : "false";
        break;
    case SAYSO_FIELD_CODES:
    case SAYSO_FIELD_NAMES: parties_put(b, f, record); break;
    case SAYSO_FIELD_VALUE: any_put(b, sayso_field_at(f, record)); break;
    default:
        if (sayso_field_whole(f, record, &whole)) sayso_buf_whole(b, whole);
        else text = sayso_field_name(f, record);
    }
    if (text) sayso_buf_puts(b, text);
}

const char *const *sayso_out_cells(sayso_out *o, const void *record, const void *inner)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_arena_reset(&o->arena);
    for (uint32_t i = 0; i < o->n_columns; i++) {
        b.len = 0;
        value_put(&b, o->columns[i].field, o->columns[i].inner ? inner : record);
        o->cells[i] = b.len ? sayso_arena_dup(&o->arena, b.at, b.len) : NULL;
        if (b.failed || (b.len && !o->cells[i])) o->failed = true;
    }
    sayso_buf_free(&b);
    return o->cells;
}
