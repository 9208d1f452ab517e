/* JSON: an object a line, objects over several lines, arrays of objects, and answers of services
 * that hold such an array. */
#include "in.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- one object ------------------------------------------------------------------------------ */

enum { DEEP = 6, NESTED = 1000 }; /* NESTED: rank of a name within an inner object, behind all of
                                     the outer one's */

typedef struct picked { json_t *value; uint32_t rank; } picked;

/* Inner objects whose members belong to the document: fundus' "html", schema.org's "publisher" has
 * a name, … */
static bool opens(const char *name)
{
    static const char *const names[] = { "html",    "meta",   "metadata", "source_info",
                                         "article", "fields", "_source",  "attributes" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0) return true;
    return false;
}

static void pick(json_t *object, picked best[SAYSO_N_SAID], uint32_t rank_from, int depth)
{
    for (void *it = json_object_iter(object); it;
         it = json_object_iter_next(object, it)) {
        const char *name = json_object_iter_key(it);
        json_t *v = json_object_iter_value(it);
        uint32_t rank = 0;
        const int what = sayso_said_named(name, strlen(name), &rank);
        if (json_is_null(v) || (json_is_string(v) && !json_string_length(v))) continue;
        if (json_is_object(v) && opens(name)) {
            if (depth < DEEP) pick(v, best, rank_from + NESTED, depth + 1);
        } else if (what >= 0 && rank + rank_from < best[what].rank)
            best[what] = (picked) { v, rank + rank_from };
    }
}

/* All strings within, in their order, a blank line between them: paragraphs, sections of
 * paragraphs. */
static void strings_put(sayso_buf *b, json_t *v, int depth)
{
    if (json_is_string(v) && json_string_length(v)) {
        if (b->len) sayso_buf_puts(b, "\n\n");
        sayso_buf_put(b, json_string_value(v), json_string_length(v));
    }
    for (size_t i = 0; json_is_array(v) && depth < DEEP && i < json_array_size(v); i++)
        strings_put(b, json_array_get(v, i), depth + 1);
    for (void *it = json_is_object(v) && depth < DEEP ? json_object_iter(v)
                                                      : NULL;
         it; it = json_object_iter_next(v, it))
        strings_put(b, json_object_iter_value(it), depth + 1);
}

/* A value that is one thing: itself, the first of a list, or what an object is called. */
static const json_t *single(const json_t *v)
{
    static const char *const names[] = { "name", "title", "main",   "rendered", "$date",
                                         "$oid", "value", "domain", "id" };
    for (int depth = 0; depth < DEEP && v && (json_is_array(v) || json_is_object(v)); depth++) {
        if (json_is_array(v)) v = json_array_get(v, 0);
        else {
            const json_t *inner = NULL;
            for (size_t i = 0; !inner && i < sizeof names / sizeof *names; i++) {
                inner = json_object_get(v, names[i]);
                if (json_is_null(inner)) inner = NULL;
            }
            v = inner;
        }
    }
    return v;
}

static sayso_status take(sayso_item *item, sayso_said what, json_t *value)
{
    char number[32];
    if (what == SAYSO_SAID_TEXT && !json_is_string(value)) {
        sayso_buf b = SAYSO_BUF_EMPTY;
        strings_put(&b, value, 0);
        const sayso_status st = b.failed ? sayso_item_no_memory(item)
                                         : sayso_item_say(item, what, b.at ? b.at : "", b.len);
        sayso_buf_free(&b);
        return st;
    }
    const json_t *v = single(value);
    if (json_is_string(v))
        return sayso_item_say(item, what, json_string_value(v), json_string_length(v));
    if (json_is_integer(v)) {
        snprintf(number, sizeof number, "%lld", (long long)json_integer_value(v));
        return sayso_item_say(item, what, number, strlen(number));
    }
    if (json_is_real(v) && what == SAYSO_SAID_DATE) { /* seconds with a fraction */
        snprintf(number, sizeof number, "%.0f", json_real_value(v));
        return sayso_item_say(item, what, number, strlen(number));
    }
    if (v || (what == SAYSO_SAID_DATE && json_object_size(value)))
        sayso_item_note(item, "input", "\"%s\" is neither text nor number; it is left out",
                        sayso_said_name(what));
    return item->status;
}

/* `anew`: a reading is read anew, from its text. */
static sayso_status object_read(sayso_item *item, json_t *object, bool anew)
{
    if (!anew && sayso_json_is_reading(object)) return sayso_json_reading_take(item, object);
    picked best[SAYSO_N_SAID];
    for (int w = 0; w < SAYSO_N_SAID; w++) best[w] = (picked){ NULL, UINT32_MAX };
    pick(object, best, 0, 0);
    for (int w = 0; w < SAYSO_N_SAID; w++)
        if (best[w].value && take(item, (sayso_said)w, best[w].value)) return item->status;
    sayso_item_title_read(item);
    if (!item->document.text)
        return sayso_item_textless(
            item, "write {\"id\":…,\"text\":…}, or see docs/inputs.md for other names");
    return item->status = SAYSO_OK;
}

static unsigned escape_at(const char *s, size_t n) /* the unit of \uXXXX; 0 where there is none */
{
    char digits[5] = "", *end;
    if (n < 6 || s[0] != '\\' || s[1] != 'u') return 0;
    memcpy(digits, s + 2, 4);
    const unsigned unit = (unsigned)strtoul(digits, &end, 16);
    return end == digits + 4 ? unit : 0;
}

/* Halves of surrogate pairs, as programs write that cut texts at so many units, become U+FFFD. NULL
 * without memory. */
static char *halves_mended(sayso_arena *a, const char *bytes, size_t n)
{
    char *s = sayso_arena_dup(a, bytes, n);
    for (size_t i = 0; s && i < n; i++) {
        if (s[i] != '\\') continue;
        const unsigned unit = escape_at(s + i, n - i);
        const bool high = unit >= 0xd800 && unit < 0xdc00, low = unit >= 0xdc00 && unit < 0xe000;
        const unsigned next = high && n - i > 6 ? escape_at(s + i + 6, n - i - 6) : 0;
        if (next >= 0xdc00 && next < 0xe000) i += 6; /* a whole pair */
        else if (high || low) memcpy(s + i + 2, "fffd", 4);
        i += unit ? 5 : 1;
    }
    return s;
}

static sayso_status parse(sayso_item *item, const char *bytes, size_t n, json_t **root)
{
    json_error_t e;
    if (sayso_item_utf8(item, NULL, &bytes, &n)) return item->status;
    *root = json_loadb(bytes, n, JSON_ALLOW_NUL, &e);
    if (!*root && json_error_code(&e) == json_error_invalid_syntax && strstr(e.text, "Unicode")) {
        const char *mended = halves_mended(&item->arena, bytes, n);
        if (!mended) return sayso_item_no_memory(item);
        *root = json_loadb(mended, n, JSON_ALLOW_NUL, &e);
        if (*root) sayso_item_note(item, "encoding", "half a character in it is read as U+FFFD");
    }
    if (!*root)
        return sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                               "%.110s at byte %d; write one JSON object a line", e.text,
                               e.position);
    return SAYSO_OK;
}

/* ---- files ----------------------------------------------------------------------------------- */

typedef enum mode { UNKNOWN, LINES, VALUES } mode;
typedef struct json_state {
    mode     how;
    json_t  *list;     /* array of a service's answer, whose objects are handed out one by one;
                          owned by root */
    json_t  *root;
    size_t   next;     /* in list */
    uint64_t first;    /* line on which the value at hand begins */
    bool     lost;     /* a quote was left open: the next object begins at the beginning of a line */
} json_state;

/* The list of documents that an object holds in place of being one; NULL. */
static json_t *held_list(json_t *object)
{
    static const char *const names[] = { "articles", "items",   "results",  "documents",
                                         "stories",  "entries", "data",     "docs",
                                         "news",     "hits",    "response", "value" };
    for (int depth = 0; depth < 3; depth++) {
        json_t *inner = NULL;
        for (size_t i = 0; !inner && i < sizeof names / sizeof *names; i++)
            inner = json_object_get(object, names[i]);
        if (json_is_array(inner)) return json_is_object(json_array_get(inner, 0)) ? inner : NULL;
        if (!json_is_object(inner)) return NULL;
        object = inner;
    }
    return NULL;
}

/* Also the mark that RFC 7464 puts before each value. */
static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0x1e;
}

/* An object on each line, or values that go on over lines? By the first one that is not blank. */
static mode mode_of(sayso_in *in)
{
    sayso_stream *s = in->bytes;
    size_t first = 0, at, end;
    for (;;) {
        for (first = s->at; first < s->n && is_blank(s->chunk[first]); first++) {}
        const char *lf = memchr(s->chunk + first, '\n', s->n - first);
        end = lf ? (size_t)(lf - s->chunk) : s->n;
        if (lf || (s->at == 0 && s->n == SAYSO_CHUNK) || !sayso_stream_fill(s)) break;
    }
    if (first == s->n || s->chunk[first] == '[') return first == s->n ? LINES : VALUES;
    for (at = end; at > first && is_blank(s->chunk[at - 1]); at--) {}
    if (end == s->n && !s->eof) return LINES; /* a line longer than the chunk */
    if (s->chunk[at - 1] == '}') return LINES;
    /* the first line does not end its object: is it broken, with others below it, or is it
     * pretty-printed? */
    for (at = end; at < s->n && is_blank(s->chunk[at]); at++) {}
    return at < s->n && s->chunk[at] == '{' && at - first > 2 ? LINES : VALUES;
}

static bool read_failed(sayso_in *in, sayso_item *item)
{
    if (!*in->bytes->why) return false;
    sayso_item_fail(item, SAYSO_IO, "%s", in->bytes->why);
    in->bytes->why[0] = 0;
    return true;
}

/* The answer of a service becomes its list; any other object is the document. */
static bool object_or_list(sayso_in *in, sayso_item *item, const char *bytes, size_t n)
{
    json_state *j = in->state;
    if (parse(item, bytes, n, &j->root)) return true;
    const bool objects = json_is_array(j->root) &&
                         (!json_array_size(j->root) || json_is_object(json_array_get(j->root, 0)));
    j->list = objects ? j->root : held_list(j->root);
    if (j->list) {
        j->next = 0;
        return false;
    }
    if (json_is_object(j->root)) object_read(item, j->root, in->forced);
    else
        sayso_item_fail(item, SAYSO_BAD_DOCUMENT, "not a JSON object; write {\"id\":…,\"text\":…}");
    json_decref(j->root);
    j->root = NULL;
    return true;
}

static bool list_next(sayso_in *in, sayso_item *item)
{
    json_state *j = in->state;
    if (j->next < json_array_size(j->list)) {
        item->line = j->how == LINES ? in->line : j->first;
        json_t *v = json_array_get(j->list, j->next++);
        if (json_is_object(v)) object_read(item, v, in->forced);
        else
            sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                            "not a JSON object; write {\"id\":…,\"text\":…}");
        if (!item->status && !item->document.id)
            item->document.id = sayso_arena_printf(&item->arena, "%s:%llu#%zu", in->path,
                                                   (unsigned long long)item->line, j->next);
        return true;
    }
    json_decref(j->root);
    j->root = j->list = NULL;
    return false;
}

typedef enum step { ITEM, LIST, END } step; /* LIST: its objects are to be handed out first */

static step line_step(sayso_in *in, sayso_item *item)
{
    /* a character takes at most three times its UTF-8 bytes when escaped; the rest is for the other
     * fields */
    const size_t most = in->most * 3 + SAYSO_CHUNK;
    for (;;) {
        const sayso_gathered g = sayso_stream_line(in->bytes, &in->text, most);
        if (g == SAYSO_NO_LINE) return read_failed(in, item) ? ITEM : END;
        item->line = ++in->line;
        const char *s = in->text.at;
        size_t n = in->text.len, at = 0;
        if (g == SAYSO_LINE && in->line == 1 && n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0) at = 3;
        while (g == SAYSO_LINE && at < n && is_blank(s[at])) at++;
        if (g == SAYSO_LINE && at == n && !in->text.failed) continue;
        step got = ITEM;
        if (g == SAYSO_LINE_TOO_LONG)
            sayso_item_fail(
                item, SAYSO_TOO_LARGE,
                "a line of more than %zu bytes; split the document or raise --max-bytes", most);
        else if (in->text.failed) sayso_item_no_memory(item);
        else if (!object_or_list(in, item, s + at, n - at)) got = LIST;
        if (in->text.failed || in->text.cap > (1u << 20)) sayso_buf_free(&in->text);
        return got;
    }
}

/* Goes to the next line that begins with an object. False at the end. */
static bool line_find(sayso_in *in)
{
    sayso_stream *s = in->bytes;
    for (bool begins = true; s->at < s->n || sayso_stream_fill(s); s->at++) {
        const char c = s->chunk[s->at];
        if (begins && c == '{') return true;
        if (c == '\n') in->line++;
        begins = c == '\n' || (begins && is_blank(c));
    }
    return false;
}

/* The next value among others: an object, from its bracket to the one that closes it. What lies
 * between values (commas, the brackets of the array around them) is passed over. */
static bool value_gather(sayso_in *in, size_t most, bool *too_long)
{
    sayso_stream *s = in->bytes;
    json_state *j = in->state;
    uint32_t depth = 0;
    bool quoted = false, escaped = false;
    in->text.len = 0;
    *too_long = false;
    if (j->lost && !line_find(in)) return false;
    j->lost = false;
    for (;;) {
        if (s->at == s->n && !sayso_stream_fill(s)) return in->text.len > 0 || *too_long;
        bool ended = false;
        for (; s->at < s->n && !ended; s->at++) {
            const char c = s->chunk[s->at];
            if (c == '\n') in->line++;
            if (quoted) {
                j->lost = c == '\n'; /* no string goes over lines */
                quoted = !j->lost && (escaped || c != '"');
                escaped = !escaped && c == '\\';
                ended = j->lost || (!quoted && !depth); /* or a string that is a value of its own */
            } else if (c == '"') {
                quoted = true;
                if (!depth) j->first = in->line;
            }
            else if (c == '{' || (c == '[' && depth)) {
                if (!depth++) j->first = in->line;
            }
            else if ((c == '}' || c == ']') && depth) ended = --depth == 0;
            if (!depth && !ended && !quoted) { /* between values */
                if (!is_blank(c) && c != ',' && c != '[' && c != ']' && (uint8_t)c < 0x80)
                    sayso_buf_put(&in->text, &c, 1);
                if (is_blank(c) && in->text.len) ended = true; /* something that is no object: told
                                                                  as such */
                continue;
            }
            if (in->text.len >= most) *too_long = true;
            else sayso_buf_put(&in->text, &c, 1);
        }
        if (ended) return true;
    }
}

static step value_step(sayso_in *in, sayso_item *item)
{
    const size_t most = in->most * 3 + SAYSO_CHUNK;
    json_state *j = in->state;
    bool too_long;
    if (in->line == 0) in->line = 1;
    j->first = in->line;
    if (!value_gather(in, most, &too_long)) return read_failed(in, item) ? ITEM : END;
    item->line = j->first;
    if (too_long)
        sayso_item_fail(item, SAYSO_TOO_LARGE,
                        "a value of more than %zu bytes; split the file or raise --max-bytes",
                        most);
    else if (in->text.failed) sayso_item_no_memory(item);
    else if (!object_or_list(in, item, in->text.at, in->text.len)) return LIST;
    return ITEM;
}

static bool json_next(sayso_in *in, sayso_item *item)
{
    json_state *j = in->state;
    for (;;) {
        if (j->list && list_next(in, item)) return true;
        if (j->how == UNKNOWN) j->how = mode_of(in);
        const step got = j->how == LINES ? line_step(in, item) : value_step(in, item);
        if (got != LIST) return got == ITEM;
        sayso_item_clear(item); /* notes of the list as a whole are none of a document's */
    }
}

static void json_close(sayso_in *in)
{
    json_decref(((json_state *)in->state)->root);
}

static bool json_likely(const char *head, size_t n)
{
    size_t at = 0;
    while (at < n && is_blank(head[at])) at++;
    if (at < n && head[at] == '{') return true;
    if (at == n || head[at] != '[') return false;
    for (at++; at < n && is_blank(head[at]); at++) {}
    return at < n && head[at] == '{'; /* "[Music] …" is text */
}

const sayso_in_format sayso_in_jsonl = {
    .name = "jsonl",
    .endings = ".jsonl .ndjson .json .jl",
    .likely = json_likely,
    .state = sizeof(json_state),
    .next = json_next,
    .close = json_close,
};
