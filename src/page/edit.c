/* Records put right from the page: the same decisions as `sayso correct`, `withdraw`, `claims
 * merge`, `claims split` and `undo` take, by the same functions. */
#include "edit.h"
#include "codes.h"
#include "base/modes.h"
#include "formats/out/out.h"
#include <errno.h>
#include <jansson.h>
#include <sys/random.h>

/* ---- who may ---- */

sayso_status sayso_page_token_make(char token[SAYSO_PAGE_TOKEN_SIZE], sayso_error *err)
{
    static const char digits[] = "0123456789abcdef";
    uint8_t bytes[SAYSO_PAGE_TOKEN_SIZE / 2];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return sayso_fail(err, SAYSO_IO, NULL, SAYSO_NOWHERE, "no random numbers: %s",
                          strerror(errno));
    for (size_t i = 0; i + 1 < SAYSO_PAGE_TOKEN_SIZE; i++)
        token[i] = digits[i % 2 ? bytes[i / 2] & 15 : bytes[i / 2] >> 4];
    token[SAYSO_PAGE_TOKEN_SIZE - 1] = 0;
    return SAYSO_OK;
}

bool sayso_page_token_is(const char token[SAYSO_PAGE_TOKEN_SIZE], const char *given)
{
    unsigned differ = 0;
    if (!given || strlen(given) != SAYSO_PAGE_TOKEN_SIZE - 1) return false;
    for (size_t i = 0; i < SAYSO_PAGE_TOKEN_SIZE; i++) differ |= (unsigned)(token[i] ^ given[i]);
    return !differ;
}

bool sayso_page_origin_is(const char *origin, const char *host)
{
    static const char scheme[] = "http://";
    return !origin || (strncmp(origin, scheme, sizeof scheme - 1) == 0 &&
                       strcmp(origin + sizeof scheme - 1, host) == 0);
}

/* ---- what is asked ---- */

/* The text of that name; "" where it may be missing and is. */
static sayso_status text_get(const json_t *o, const char *name, bool needed, size_t most,
                             const char **out, sayso_error *err)
{
    const json_t *v = json_object_get(o, name);
    *out = json_is_string(v) ? json_string_value(v) : "";
    if (v ? !json_is_string(v) : needed)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, name, SAYSO_NOWHERE, "\"%s\" has to be a text",
                          name);
    return strlen(*out) <= most
               ? SAYSO_OK
               : sayso_fail(err, SAYSO_BAD_ARGUMENT, name, SAYSO_NOWHERE,
                            "\"%s\" has more than %zu bytes", name, most);
}

/* Why, and by whom: "NAME: why", as the ledger has one place for both. NULL: neither is told. */
static sayso_status note_get(const json_t *o, sayso_buf *b, const char **note, sayso_error *err)
{
    const char *why, *by;
    sayso_status st = text_get(o, "note", false, 1000, &why, err);
    if (!st) st = text_get(o, "by", false, 100, &by, err);
    if (st) return st;
    sayso_buf_printf(b, "%s%s%s", by, *by && *why ? ": " : "", why);
    if (b->failed) return sayso_no_memory(err);
    *note = *by || *why ? b->at : NULL;
    return SAYSO_OK;
}

/* ---- changes: `shown` receives the id of what is answered; "" nothing is left to show ---- */

enum { ID_SIZE = 40 };

static sayso_status correct(sayso_ledger *l, const json_t *o, const char *note,
                            char shown[ID_SIZE], sayso_error *err)
{
    const char *id, *field, *value;
    sayso_status st = text_get(o, "id", true, ID_SIZE - 1, &id, err);
    if (!st) st = text_get(o, "field", true, 20, &field, err);
    if (!st) st = text_get(o, "value", true, 60, &value, err);
    if (st) return st;
    strcpy(shown, id);
    return sayso_ledger_correct(l, id, field, value, note, err);
}

static sayso_status undo(sayso_ledger *l, const json_t *o, const char *note, char shown[ID_SIZE],
                         sayso_error *err)
{
    const char *id, *field;
    sayso_status st = text_get(o, "id", true, ID_SIZE - 1, &id, err);
    if (!st) st = text_get(o, "field", false, 20, &field, err);
    if (st) return st;
    if (!json_object_get(o, "field")) field = NULL; /* a withdrawal is taken back */
    strcpy(shown, id);
    return sayso_ledger_undo(l, id, field, note, err);
}

/* An event or attribution. A whole document is not gone by a press of a button. */
static sayso_status withdraw(sayso_ledger *l, const json_t *o, const char *note,
                             char shown[ID_SIZE], sayso_error *err)
{
    const char *id;
    const sayso_status st = text_get(o, "id", true, ID_SIZE - 1, &id, err);
    if (st) return st;
    const char *dash = strrchr(id, '-');
    *shown = 0;
    if (!dash || (dash[1] != 'e' && dash[1] != 'a'))
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, id, SAYSO_NOWHERE,
                          "no event or attribution; a document is taken out by `sayso withdraw`");
    return sayso_ledger_withdraw(l, id, note, err);
}

/* The claim may have another id behind: its first event tells which. */
static sayso_status merge(sayso_ledger *l, const json_t *o, const char *note, char shown[ID_SIZE],
                          sayso_error *err)
{
    const char *claim, *with;
    sayso_status st = text_get(o, "claim", true, ID_SIZE - 1, &claim, err);
    if (!st) st = text_get(o, "with", true, ID_SIZE - 1, &with, err);
    if (st) return st;
    strcpy(shown, claim);
    char *dash = strrchr(shown, '-');
    if (dash && dash[1] == 'c') dash[1] = 'e';
    return sayso_ledger_merge(l, claim, with, note, err);
}

enum { SPLIT_MOST = 256 };

static sayso_status split(sayso_ledger *l, const json_t *o, const char *note, char shown[ID_SIZE],
                          sayso_error *err)
{
    const char *claim, *events[SPLIT_MOST];
    const json_t *list = json_object_get(o, "events");
    const size_t n = json_array_size(list);
    const sayso_status st = text_get(o, "claim", true, ID_SIZE - 1, &claim, err);
    if (st) return st;
    if (!n || n > SPLIT_MOST)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, claim, SAYSO_NOWHERE,
                          "\"events\" has to be a list of 1 to %d ids", SPLIT_MOST);
    for (size_t i = 0; i < n; i++) {
        events[i] = json_string_value(json_array_get(list, i));
        if (!events[i] || strlen(events[i]) >= ID_SIZE)
            return sayso_fail(err, SAYSO_BAD_ARGUMENT, claim, SAYSO_NOWHERE,
                              "one of \"events\" is no id");
    }
    strcpy(shown, events[0]);
    return sayso_ledger_split(l, claim, events, n, note, err);
}

typedef sayso_status change(sayso_ledger *l, const json_t *o, const char *note,
                            char shown[ID_SIZE], sayso_error *err);

static change *change_named(const char *name)
{
    static const struct { const char *name; change *does; } all[] = {
        { "correct", correct }, { "undo", undo },   { "withdraw", withdraw },
        { "merge", merge },     { "split", split },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].name, name) == 0) return all[i].does;
    return NULL;
}

/* Claims are up to date before, since merging and splitting name them, and behind; unless another
 * program has come in between, and then whoever settles next brings them along. */
static sayso_status change_do(sayso_ledger *l, change *does, const json_t *o, sayso_buf *out,
                              sayso_error *err)
{
    char shown[ID_SIZE] = "";
    const char *note = NULL;
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_status st = note_get(o, &b, &note, err);
    if (!st) st = sayso_ledger_settle(l, err);
    if (!st) st = does(l, o, note, shown, err);
    sayso_buf_free(&b);
    if (st) return st;
    if ((st = sayso_ledger_settle(l, err)) && st != SAYSO_BUSY) return st;
    st = SAYSO_OK;
    sayso_buf_puts(out, "{\"record\":");
    if (*shown) st = sayso_page_explanation_put(l, shown, out, err);
    else sayso_buf_puts(out, "null");
    sayso_buf_puts(out, "}\n");
    return st ? st : out->failed ? sayso_no_memory(err) : sayso_ok(err);
}

sayso_status sayso_page_change(const sayso_page_options *o, const char *name, const char *json,
                               size_t n, sayso_buf *out, sayso_error *err)
{
    json_error_t wrong;
    sayso_ledger *l = NULL;
    change *does = change_named(name);
    if (!does)
        return sayso_fail(err, SAYSO_NOT_FOUND, NULL, SAYSO_NOWHERE, "no change of that name");
    json_t *root = json_loadb(json ? json : "", n, JSON_REJECT_DUPLICATES, &wrong);
    sayso_status st = SAYSO_OK;
    if (!json_is_object(root))
        st = sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE, "no JSON object: %.100s",
                        root ? "something else stands there" : wrong.text);
    const sayso_ledger_options with = { .size = sizeof with, .wait_ms = o->wait_ms };
    if (!st) st = sayso_ledger_open_with(&l, o->ledger, true, &with, err);
    if (!st) st = change_do(l, does, root, out, err);
    sayso_ledger_close(l);
    json_decref(root);
    return st;
}

/* ---- what forms offer ---- */

void sayso_page_choices_put(sayso_buf *b)
{
    sayso_buf_puts(b, "{\"modes\":[");
    for (int m = 0; m < SAYSO_N_MODES; m++) {
        sayso_buf_printf(b, "%s[\"%s\"", m ? ",\n" : "", sayso_mode_name(m));
        for (int t = 0; t < SAYSO_N_TYPES; t++)
            if (sayso_mode_fits(t, m))
                sayso_buf_printf(b, ",\"%s\"", sayso_type_name((sayso_type)t));
        sayso_buf_puts(b, "]");
    }
    sayso_buf_puts(b, "],\n\"codes\":");
    sayso_buf_put(b, sayso_page_codes, sizeof sayso_page_codes);
    sayso_buf_puts(b, "}\n");
}
