/* Actor dictionaries of PETRARCH and CAMEO:
 *
 *   HAMID_KARZAI_  [AFGMIL]  ; comment       a name, words joined with _
 *   +PRESIDENT_KARZAI_                       another name of the same
 *       [AFGGOV 011222-20140929]             a code, from one day to another; <950101 until,
 * >061231 from; YYMMDD or YYYYMMDD [AFGELI]                             a code for all other days
 */
#include "import_inside.h"
#include "base/day.h"

/* years above 30 are of the last century, as PETRARCH has it */
enum { MOST_NAME = 200, MOST_CODE = 15, SHORT_FORM = 3, CENTURY = 30 };

typedef struct actor {
    uint32_t entity;
    bool open, dated, named;
    uint32_t code;
    uint32_t first_office;
} actor;

/* ---- pieces of a line ------------------------------------------------------------------------ */

static sayso_str trimmed(sayso_str s)
{
    while (s.len && strchr(" \t_", s.at[0])) s.at++, s.len--;
    while (s.len && strchr(" \t_", s.at[s.len - 1])) s.len--;
    return s;
}

static sayso_str without_comment(sayso_str s)
{
    for (uint32_t i = 0; i < s.len; i++)
        if (s.at[i] == ';' || s.at[i] == '#') s.len = i;
    return s;
}

/* "HAMID_KARZAI" as "Hamid Karzai": the dictionaries are in capitals, which say nothing then; of
 * one word of three letters they do. Letters beyond ASCII stay. */
static sayso_str name_of(sayso_str s, char out[MOST_NAME])
{
    bool inside = false;
    const bool short_form = s.len <= SHORT_FORM;
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len && n < MOST_NAME - 1; i++) {
        const char c = s.at[i] == '_' ? ' ' : s.at[i];
        out[n++] = inside && !short_form && c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        inside = c != ' ' && c != '-';
    }
    out[n] = 0;
    return (sayso_str){ out, n };
}

static bool digits_day(const char *s, size_t n, int32_t *day)
{
    char iso[16];
    sayso_day said;
    for (size_t i = 0; i < n; i++)
        if (s[i] < '0' || s[i] > '9') return false;
    if (n == 8) snprintf(iso, sizeof iso, "%.4s-%.2s-%.2s", s, s + 4, s + 6);
    else if (n == 6)
        snprintf(iso, sizeof iso, "%s%.2s-%.2s-%.2s",
                 (s[0] - '0') * 10 + s[1] - '0' > CENTURY ? "19" : "20", s, s + 2, s + 4);
    else return false;
    if (!sayso_day_parse(iso, &said)) return false;
    *day = said.from;
    return true;
}

/* "<950101", ">061231", "970101-061231" */
static bool days_of(sayso_str s, int32_t *from, int32_t *to)
{
    const char *dash = memchr(s.at, '-', s.len);
    if (s.at[0] == '<') return digits_day(s.at + 1, s.len - 1, to);
    if (s.at[0] == '>') return digits_day(s.at + 1, s.len - 1, from);
    return dash && digits_day(s.at, (size_t)(dash - s.at), from) &&
           digits_day(dash + 1, s.len - (size_t)(dash - s.at) - 1, to) && *from <= *to;
}

/* ---- entries --------------------------------------------------------------------------------- */

static void office_put(import *im, const actor *a, uint32_t code, int32_t from, int32_t to)
{
    if (!sayso_grow(im->offices, im->n_offices, im->cap_offices)) im->failed = true;
    else {
        im->offices[im->n_offices] = (import_office) { .entity = a->entity,
                                                       .order = im->n_offices,
                                                       .o = { code, 0, from, to } };
        im->n_offices++;
    }
}

/* What is in one pair of brackets. */
static bool code_take(import *im, actor *a, sayso_str s)
{
    char code[MOST_CODE + 1], country[4];
    int32_t from = INT32_MIN, to = INT32_MAX;
    uint32_t n = 0;
    s = trimmed(s);
    for (; n < s.len && s.at[n] >= 'A' && s.at[n] <= 'Z' && n < MOST_CODE; n++) code[n] = s.at[n];
    code[n] = 0;
    if (n == 0 && s.len >= 3 && s.at[0] == '-') return true; /* [---]: names nobody */
    const sayso_str days = trimmed((sayso_str){ s.at + n, s.len - n });
    if (n < 3 || n % 3 || (days.len && (s.at[n] != ' ' && s.at[n] != '\t')) ||
        (days.len && !days_of(days, &from, &to)))
        return false;
    const uint32_t at = sayso_kno_build_intern(&im->b, code);
    kno_entity *e = &im->b.entities[a->entity];
    if (!e->country[0] && sayso_import_country(im, (sayso_str) { code, 3 }, country))
        memcpy(e->country, country, 4);
    if (!days.len || !a->code) a->code = at;
    a->dated |= days.len > 0;
    office_put(im, a, at, from, to);
    return true;
}

/* All brackets of a line; false: some are malformed. */
static bool codes_take(import *im, actor *a, sayso_str s)
{
    while (s.len) {
        const char *open = memchr(s.at, '[', s.len),
                   *close = open ? memchr(open, ']', s.len - (size_t)(open - s.at)) : NULL;
        if (!open) return trimmed(s).len == 0;
        if (!close || !code_take(im, a, (sayso_str) { open + 1, (uint32_t)(close - open - 1) }))
            return false;
        s = (sayso_str){ close + 1, (uint32_t)(s.at + s.len - close - 1) };
    }
    return true;
}

/* Whoever has dates is a person, where the name has two words: bodies keep one code. */
static void entry_end(import *im, actor *a)
{
    if (!a->open) return;
    kno_entity *e = &im->b.entities[a->entity];
    e->code = a->code;
    if (!a->dated || !strchr(im->b.strings.at + e->name, ' ')) im->n_offices = a->first_office;
    else e->kind = SAYSO_ENT_PERSON;
    a->open = false;
}

static void name_put(import *im, actor *a, sayso_str written)
{
    char shown[MOST_NAME];
    const sayso_str name = name_of(trimmed(written), shown);
    if (name.len) sayso_import_name(im, a->entity, name);
}

static void entry_begin(import *im, actor *a, sayso_str written)
{
    char shown[MOST_NAME];
    entry_end(im, a);
    const sayso_str id = trimmed(written), name = name_of(id, shown);
    *a = (actor) { .open = true,
                   .first_office = im->n_offices,
                   .entity = sayso_import_entity(im, SAYSO_ENT_ORGANISATION, id, name, "", 0) };
}

static void row_read(import *im, actor *a, sayso_str line)
{
    const char *open = memchr(line.at, '[', line.len);
    const sayso_str name = { line.at, open ? (uint32_t)(open - line.at) : line.len },
                    codes = { open ? open : "", open ? line.len - name.len : 0 };
    const sayso_str first = trimmed(name);
    if (first.len && first.at[0] == '+') {
        if (!a->open)
            sayso_import_bad(im, im->first_line, "another name of nobody; put it below an entry");
        else name_put(im, a, (sayso_str){ first.at + 1, first.len - 1 });
    } else if (first.len) {
        entry_begin(im, a, first);
        if (!im->b.failed) name_put(im, a, first);
    } else if (!a->open)
        sayso_import_bad(im, im->first_line, "a code of nobody; put it below an entry");
    if (codes.len && a->open && !im->b.failed && !codes_take(im, a, codes))
        sayso_import_bad(im, im->first_line,
                         "a malformed code; write [AFGGOV], [AFGGOV 970101-061231], [AFGGOV "
                         "<980101] or [AFGGOV >20061231]");
}

void sayso_import_actors(import *im)
{
    actor a = { .open = false };
    sayso_str line;
    while (sayso_import_line(im, &line)) {
        if (line.len >= 4 && memcmp(line.at, "<!--", 4) == 0) continue;
        line = without_comment(line);
        if (!trimmed(line).len) continue;
        im->counts->rows++;
        row_read(im, &a, line);
        if (im->failed || im->b.failed || im->b.full) return;
    }
    entry_end(im, &a);
}
