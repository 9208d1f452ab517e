/* Text and JSON documents: from bytes to a sayso_document. */
#include "in.h"
#include "base/day.h"
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

sayso_status sayso_item_fail(sayso_item *item, sayso_status st, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(item->message, sizeof item->message, fmt, ap);
    va_end(ap);
    item->document = (sayso_document){ 0 };
    return item->status = st;
}

bool sayso_date_whole(const char *iso)
{
    if (strlen(iso) < 10 || (iso[10] && iso[10] != 'T' && iso[10] != ' ')) return false;
    char day[11];
    memcpy(day, iso, 10);
    day[10] = 0;
    sayso_day said;
    return sayso_day_parse(day, &said) && said.precision == SAYSO_DAY;
}

static sayso_status no_memory(sayso_item *item)
{
    return sayso_item_fail(item, SAYSO_NO_MEMORY,
                           "out of memory; read smaller documents or use fewer jobs");
}

/* ---- text with an optional head ---- */

static const struct { const char *name; size_t field;
} fields[] = {
    { "id", offsetof(sayso_document, id) },
    { "date", offsetof(sayso_document, date) },
    { "title", offsetof(sayso_document, title) },
    { "publisher", offsetof(sayso_document, publisher) },
    { "url", offsetof(sayso_document, url) },
    { "language", offsetof(sayso_document, language) },
};
enum { N_FIELDS = sizeof fields / sizeof *fields };

static const char **field_of(sayso_document *d, int i)
{
    return (const char **)(void *)((char *)d + fields[i].field);
}

static int field_named(const char *name, size_t n)
{
    for (int i = 0; i < N_FIELDS; i++) {
        if (strlen(fields[i].name) != n) continue;
        size_t k = 0;
        while (k < n && (name[k] | 0x20) == fields[i].name[k]) k++;
        if (k == n) return i;
    }
    return -1;
}

/* Length of an ASCII key before its colon, 0 where the line is no `Key: value`. */
static size_t key_len(const char *line, size_t n)
{
    size_t k = 0;
    while (k < n && k < 32 &&
           (((line[k] | 0x20) >= 'a' && (line[k] | 0x20) <= 'z') || (k && line[k] == '-')))
        k++;
    return k && k < n && line[k] == ':' ? k : 0;
}

/* End of the line that begins at `at`, without its line feed; *next is where the next one
 * begins. */
static size_t line_end(const char *bytes, size_t n, size_t at, size_t *next)
{
    const char *lf = memchr(bytes + at, '\n', n - at);
    size_t end = lf ? (size_t)(lf - bytes) : n;
    *next = lf ? end + 1 : n;
    if (end > at && bytes[end - 1] == '\r') end--;
    return end;
}

/* Bytes of the head with its blank line, 0 where there is none. A head is lines `Key: value` with
 * at least one key that we know, up to a blank line: so an article that merely begins with "Kyiv:
 * …" keeps its first line. */
static size_t head_len(const char *bytes, size_t n)
{
    bool known = false;
    for (size_t at = 0, next, lines = 0; at < n && lines < 64; at = next, lines++) {
        const size_t end = line_end(bytes, n, at, &next);
        if (end == at) return known ? next : 0;
        const size_t k = key_len(bytes + at, end - at);
        if (!k) return 0;
        if (field_named(bytes + at, k) >= 0) known = true;
    }
    return 0;
}

static sayso_status head_read(sayso_item *item, const char *bytes, size_t head)
{
    uint64_t line = 1;
    for (size_t at = 0, next; at < head; at = next, line++) {
        const size_t end = line_end(bytes, head, at, &next), k = key_len(bytes + at, end - at);
        const int f = k ? field_named(bytes + at, k) : -1;
        if (f < 0) continue;
        size_t from = at + k + 1, to = end;
        while (from < to && (bytes[from] == ' ' || bytes[from] == '\t')) from++;
        while (to > from && (bytes[to - 1] == ' ' || bytes[to - 1] == '\t')) to--;
        if (from == to) continue;
        const char *value = sayso_arena_dup(&item->arena, bytes + from, to - from);
        if (!value) return no_memory(item);
        if (strcmp(fields[f].name, "date") == 0 && !sayso_date_whole(value)) {
            item->line = line;
            return sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                                   "Date: %.40s is no ISO 8601 day; write YYYY-MM-DD", value);
        }
        *field_of(&item->document, f) = value;
    }
    return SAYSO_OK;
}

sayso_status sayso_text_document(sayso_item *item, const char *bytes, size_t n)
{
    if (n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) { bytes += 3; n -= 3; }
    if (n == 0)
        return sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                               "the file is empty; give a report with text");
    const size_t head = head_len(bytes, n);
    if (head_read(item, bytes, head)) return item->status;
    if (head == n)
        return sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                               "a head without text; write the report after the blank line");
    item->document.text = bytes + head;
    item->document.text_len = n - head;
    return item->status = SAYSO_OK;
}

/* ---- JSON: one object ---- */

/* The string member `name`, copied; *out NULL where absent or null. An id may be a whole number. */
static sayso_status json_field(sayso_item *item, const json_t *object, const char *name,
                               const char **out)
{
    const json_t *v = json_object_get(object, name);
    *out = NULL;
    if (!v || json_is_null(v)) return SAYSO_OK;
    if (strcmp(name, "id") == 0 && json_is_integer(v)) {
        *out = sayso_arena_printf(&item->arena, "%lld", (long long)json_integer_value(v));
        return *out ? SAYSO_OK : no_memory(item);
    }
    if (!json_is_string(v))
        return sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                               "\"%s\" is not a string; write it in quotes or leave it out", name);
    const size_t n = json_string_length(v);
    if (n == 0) return SAYSO_OK;
    if (memchr(json_string_value(v), 0, n))
        return sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                               "\"%s\" holds a NUL character; leave it out", name);
    *out = sayso_arena_dup(&item->arena, json_string_value(v), n);
    return *out ? SAYSO_OK : no_memory(item);
}

static sayso_status json_fill(sayso_item *item, const json_t *object)
{
    for (int f = 0; f < N_FIELDS; f++)
        if (json_field(item, object, fields[f].name, field_of(&item->document, f)))
            return item->status;
    const char *date = item->document.date;
    if (date && !sayso_date_whole(date))
        return sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                               "\"date\": %.40s is no ISO 8601 day; write YYYY-MM-DD", date);
    const json_t *text = json_object_get(object, "text");
    if (!json_is_string(text))
        return sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                               text ? "\"text\" is not a string; write it in quotes"
                                    : "no \"text\"; write {\"id\":…,\"text\":…}");
    const size_t n = json_string_length(text);
    char *copy = sayso_arena_dup(&item->arena, json_string_value(text), n);
    if (!copy) return no_memory(item);
    item->document.text = copy;
    item->document.text_len = n;
    return item->status = SAYSO_OK;
}

sayso_status sayso_json_document(sayso_item *item, const char *bytes, size_t n)
{
    json_error_t e;
    json_t *root = json_loadb(bytes, n, JSON_ALLOW_NUL, &e);
    if (!root)
        return sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                               "%.110s at byte %d; write one JSON object a line", e.text,
                               e.position);
    if (json_is_object(root)) json_fill(item, root);
    else
        sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                        "not a JSON object; write {\"id\":…,\"text\":…} on one line");
    json_decref(root);
    return item->status;
}
