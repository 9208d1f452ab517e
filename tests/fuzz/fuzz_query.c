/* Any filters and ids against a small ledger: rows, no rows or a refusal, and the ledger stays as it was. The first byte
 * chooses the question; strings between NULs fill the filter. */
#include "base/base.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool ok, const char *what)
{
    if (ok) return;
    fprintf(stderr, "%s\n", what);
    abort();
}

/* One report: Borland shelled Ardia in Tolm, and its ministers deny it. */
static sayso_ledger *ledger_make(void)
{
    static const char text[] = "Borland shelled Tolm. Ministers denied the shelling.";
    static const char *const languages[] = { "en" };
    static const sayso_sentence sentences[] = { { { 0, 21 }, "en", "# text = x\n" }, { { 22, 52 }, "en", NULL } };
    static const sayso_actor actors[] = { { .name = "Borland", .code = { "BLR", "" }, .kind = "country" } };
    static const sayso_place places[] = { { { 16, 20 }, "Tolm", "UKR", "UA-63", 50, 36, "test" } };
    static const sayso_participant who[] = { { { 0, 7 }, "Borland", { "BLR", "" }, 0, "subj" } }, whom[] = { { { 16, 20 }, "Tolm", { "UKR", "" }, -1, "obj" } };
    static const sayso_span content[] = { { 39, 51 } };
    static const sayso_attribution attributions[] = { { .sentence = 1, .source = { { 22, 31 }, "Ministers", { "BLR", "GOV" }, -1, "subj" }, .source_kind = "institution",
        .cue = { 32, 38 }, .cue_text = "denied", .content = content, .n_content = 1, .stance = SAYSO_DENY, .inside = -1, .rule = "en/deny" } };
    static const sayso_event events[] = {
        { .sentence = 0, .type = SAYSO_ASSAULT, .cameo = "190", .cue = { 8, 15 }, .cue_text = "shelled", .actor = who, .n_actor = 1, .recipient = whom, .n_recipient = 1,
          .date = { 22405, 22405, SAYSO_DAY }, .date_via = "text", .place = 0, .attribution = -1, .rule = "en/shell" },
        { .sentence = 1, .type = SAYSO_ASSAULT, .status = SAYSO_DENIED, .cue = { 43, 51 }, .cue_text = "shelling", .actor = who, .n_actor = 1, .place = -1, .attribution = 0 } };
    static const sayso_reading reading = { .id = "d", .date = "2031-05-06", .day = { 22405, 22405, SAYSO_DAY }, .text = text, .text_len = sizeof text - 1, .languages = languages, .n_languages = 1,
        .sentences = sentences, .n_sentences = 2, .actors = actors, .n_actors = 1, .places = places, .n_places = 1, .events = events, .n_events = 2,
        .attributions = attributions, .n_attributions = 1 };
    static char path[] = "/tmp/sayso-fuzz-XXXXXX";
    sayso_ledger *l = NULL;
    const int fd = mkstemp(path);
    insist(fd >= 0, "no place for a ledger");
    close(fd);
    sayso_error err;
    insist(!sayso_ledger_open(&l, path, true, &err) && !sayso_ledger_add(l, &reading, false, NULL, NULL, &err) && !sayso_ledger_settle(l, &err), err.msg);
    unlink(path);
    return l;
}

static bool event_row(void *n, const sayso_event_row *r) { return ++*(int *)n, r->id && r->type; }
static bool claim_row(void *n, const sayso_claim_row *r) { return ++*(int *)n, r->id && r->type; }
static bool position_row(void *n, const sayso_position_row *r) { return ++*(int *)n, r->n_stances > 0; }
static bool document_row(void *n, const sayso_document_row *r) { return ++*(int *)n, r->key != NULL; }

static void ask(sayso_ledger *l, uint8_t question, const sayso_filter *f, const char *id)
{
    sayso_explanation *x = NULL;
    sayso_error err = { .code = SAYSO_OK };
    int n = 0;
    sayso_status st;
    switch (question % 5) {
    case 0: st = sayso_ledger_events(l, f, event_row, &n, &err); break;
    case 1: st = sayso_ledger_claims(l, f, claim_row, &n, &err); break;
    case 2: st = sayso_ledger_positions(l, f, position_row, &n, &err); break;
    case 3: st = sayso_ledger_documents(l, f, document_row, &n, &err); break;
    default: st = sayso_ledger_explain(l, id, &x, &err); sayso_explanation_free(x);
    }
    insist(st == SAYSO_OK || st == SAYSO_BAD_ARGUMENT || (st == SAYSO_NOT_FOUND && question % 5 == 4), "a question that the store refused");
    insist(st == err.code && (st == SAYSO_OK || strchr(err.msg, ';')), "an error that does not say what to do");
    n = 0;
    insist(!sayso_ledger_events(l, NULL, event_row, &n, &err) && n == 2, "a question that changed the ledger");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static sayso_ledger *l;
    if (!l) l = ledger_make();
    if (size < 2 || size > 4096) return 0;
    char *z = malloc(size);
    insist(z != NULL, "no memory");
    memcpy(z, data + 1, size - 1);
    z[size - 1] = 0;
    sayso_filter f = { .size = sizeof f };
    const char **fields[] = { &f.actor, &f.recipient, &f.type, &f.since, &f.until, &f.place, &f.status, &f.source };
    const char *at = z;
    for (size_t i = 0; i < 8 && at < z + size; at += strlen(at) + 1, i++)
        if (*at) *fields[i] = at;
    ask(l, data[0], &f, z);
    free(z);
    return 0;
}
