/* The rules of reading on trees that a person has checked, so that no model stands between:
 * cases.conllu of a language.
 *
 * A case begins with "# newdoc id = NAME" and is read as one document of 2031-03-05. Its comments
 * say what must come out, one line a record in the order of the text:
 *
 *     # expect = ACCUSE disapprove actual POLGOV -> BLR       type, mode if any, status, actors ->
 * recipients # expect = says deny BLRMIL: crossed                    stance, source: the word that
 * governs what is said # expect = nothing                                      no record at all #
 * known = why                                           the rules do not get this right yet
 *
 * Several participants are joined by "+", one without a code stands in quotes, none is "-"; "says …
 * RUSMED > IRN" is said inside what RUSMED says. A case that is known to fail must fail: when it
 * passes, its "known" line is to go.
 *
 * usage: cases LEXICON LANGUAGE CASES.conllu [--update]; --update writes the records that come out
 * now over the "expect" lines, for review, save where the case is known to fail. */
#include "engine/engine.h"
#include "base/code.h"
#include "base/day.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct one_case {
    char        name[80];
    const char *from, *to;          /* its lines */
    sayso_buf   want, have, known;  /* a record a line */
} one_case;

typedef struct cases {
    sayso_lexicon *lexicon;
    uint16_t       lex_of[1];
    unsigned       passed, failed, known;
    bool           update;
    sayso_buf      rewritten;
} cases;

/* ---- records as lines ---- */

static void side_put(sayso_buf *b, const sayso_participant *p, uint32_t n)
{
    char code[SAYSO_CODE_SIZE];
    if (!n) sayso_buf_puts(b, "-");
    for (uint32_t i = 0; i < n; i++) {
        if (i) sayso_buf_puts(b, "+");
        if (sayso_code_known(p[i].code)) sayso_buf_puts(b, sayso_code_text(p[i].code, code));
        else sayso_buf_printf(b, "\"%s\"", p[i].text);
    }
}

static void event_put(sayso_buf *b, const sayso_event *e)
{
    sayso_buf_printf(b, "%s %s%s%s ", sayso_type_name(e->type), e->mode ? e->mode : "",
                     e->mode ? " " : "", sayso_event_status_name(e->status));
    side_put(b, e->actor, e->n_actor);
    sayso_buf_puts(b, " -> ");
    side_put(b, e->recipient, e->n_recipient);
    sayso_buf_puts(b, "\n");
}

static void source_put(sayso_buf *b, const sayso_ctx *c, const sayso_attribution *a)
{
    if (a->inside >= 0) {
        source_put(b, c, &c->attributions[a->inside]);
        sayso_buf_puts(b, " > ");
    }
    side_put(b, &a->source, a->source.text ? 1 : 0);
}

static bool within(const sayso_ctx *c, const sayso_attribution *a, uint32_t w)
{
    const sayso_span s = c->text->words[w].span;
    for (uint32_t i = 0; i < a->n_content; i++)
        if (s.start >= a->content[i].start && s.end <= a->content[i].end) return true;
    return false;
}

/* The word of the content whose head lies outside of it. */
static void governor_put(sayso_buf *b, const sayso_ctx *c, const sayso_attribution *a)
{
    for (uint32_t w = 0; w < c->text->n_words; w++) {
        const sayso_word *x = &c->text->words[w];
        if (x->upos == SAYSO_PUNCT || !within(c, a, w) ||
            (c->tree.parent[w] != SAYSO_NO_WORD && within(c, a, c->tree.parent[w])))
            continue;
        sayso_buf_printf(b, "%.*s\n", (int)x->form.len, x->form.at);
        return;
    }
    sayso_buf_puts(b, "?\n");
}

static void attribution_put(sayso_buf *b, const sayso_ctx *c, const sayso_attribution *a)
{
    sayso_buf_printf(b, "says %s ", sayso_stance_name(a->stance));
    source_put(b, c, a);
    sayso_buf_puts(b, ": ");
    if (a->n_content) governor_put(b, c, a);
    else sayso_buf_puts(b, "-\n");
}

/* No model is asked: a pronoun stands for whoever grammar lets it and was named last. */
static uint32_t last_named(void *user, const sayso_question *q)
{
    (void)user;
    return q->n > 1;
}

static void records_put(sayso_buf *b, const sayso_ctx *c)
{
    uint32_t e = 0, a = 0;
    while (e < c->n_events || a < c->n_attributions) {
        const bool said =
            e == c->n_events ||
            (a < c->n_attributions && c->attributions[a].cue.start <= c->events[e].cue.start);
        if (said) attribution_put(b, c, &c->attributions[a++]);
        else event_put(b, &c->events[e++]);
    }
    if (!b->len) sayso_buf_puts(b, "nothing\n");
}

/* ---- a case ---- */

static bool die(const char *what, const char *where)
{
    fprintf(stderr, "%s: %s\n", where, what);
    return false;
}

static bool case_read(cases *cs, one_case *k)
{
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_text *text;
    sayso_error err;
    const sayso_document document = { .id = k->name, .date = "2031-03-05" };
    bool ok =
        sayso_conllu_read(k->from, (size_t)(k->to - k->from), &arena, &text, &err) == SAYSO_OK ||
        die(err.msg, k->name);
    if (ok) {
        for (uint32_t i = 0; i < text->n_sents; i++) text->sents[i].language = 0;
        const sayso_referee last = { last_named, NULL };
        sayso_ctx c = { .lexicon = cs->lexicon,
                        .referee = &last,
                        .document = &document,
                        .day = { sayso_day_of(2031, 3, 5), sayso_day_of(2031, 3, 5), SAYSO_DAY },
                        .text = text,
                        .lex_of = cs->lex_of,
                        .arena = &arena };
        ok = !sayso_reading_steps(&c, NULL, NULL) || die("no memory", k->name);
        if (ok) records_put(&k->have, &c);
    }
    sayso_arena_free(&arena);
    return ok && (!k->have.failed || die("no memory", k->name));
}

static bool after(const char *line, size_t len, const char *what, const char **rest, int *n)
{
    const size_t w = strlen(what);
    if (len < w || memcmp(line, what, w) != 0) return false;
    *rest = line + w;
    *n = (int)(len - w);
    return true;
}

/* The comments of a case; with --update, its lines are copied with the expectations anew. */
static void comments_read(one_case *k)
{
    for (const char *p = k->from, *rest; p < k->to;) {
        const char *end = memchr(p, '\n', (size_t)(k->to - p));
        const size_t len = (size_t)((end ? end : k->to) - p);
        int n;
        if (after(p, len, "# newdoc id = ", &rest, &n))
            snprintf(k->name, sizeof k->name, "%.*s", n, rest);
        if (after(p, len, "# expect = ", &rest, &n)) sayso_buf_printf(&k->want, "%.*s\n", n, rest);
        if (after(p, len, "# known = ", &rest, &n)) sayso_buf_printf(&k->known, "%.*s", n, rest);
        p += len + (end != NULL);
    }
}

static void case_rewrite(cases *cs, const one_case *k)
{
    const sayso_buf *now = k->known.len ? &k->want : &k->have;
    for (const char *p = k->from, *rest; p < k->to;) {
        const char *end = memchr(p, '\n', (size_t)(k->to - p));
        const size_t len = (size_t)((end ? end : k->to) - p);
        int n;
        if (!after(p, len, "# expect = ", &rest, &n))
            sayso_buf_printf(&cs->rewritten, "%.*s\n", (int)len, p);
        if (after(p, len, "# text = ", &rest, &n))
            for (const char *r = now->at; r && *r; r += strcspn(r, "\n") + 1)
                sayso_buf_printf(&cs->rewritten, "# expect = %.*s\n", (int)strcspn(r, "\n"), r);
        p += len + (end != NULL);
    }
}

static bool case_run(cases *cs, const char *from, const char *to)
{
    one_case k = { .from = from,
                   .to = to,
                   .want = SAYSO_BUF_EMPTY,
                   .have = SAYSO_BUF_EMPTY,
                   .known = SAYSO_BUF_EMPTY };
    comments_read(&k);
    const bool ok = case_read(cs, &k);
    const bool same = ok && k.want.len && strcmp(k.want.at, k.have.at) == 0;
    if (ok && cs->update) case_rewrite(cs, &k);
    else if (same && k.known.len) {
        cs->failed++;
        printf("%s: passes now; take away \"# known = %s\"\n", k.name, k.known.at);
    } else if (!same && k.known.len) {
        cs->known++;
    } else if (!same) {
        cs->failed++;
        printf("%s: expected\n%sread\n%s\n", k.name, k.want.len ? k.want.at : "(no expectation)\n",
               k.have.len ? k.have.at : "");
    } else {
        cs->passed++;
    }
    sayso_buf_free(&k.want);
    sayso_buf_free(&k.have);
    sayso_buf_free(&k.known);
    return ok;
}

/* Runs every case; false where the file cannot be read. */
static bool file_run(cases *cs, const char *path)
{
    sayso_map map;
    sayso_error err;
    if (sayso_map_open(&map, path, &err)) return die(err.msg, path);
    const char *const bytes = (const char *)map.at, *const end = bytes + map.len;
    static const char mark[] = "# newdoc";
    bool ok = map.len > sizeof mark && memcmp(bytes, mark, sizeof mark - 1) == 0;
    for (const char *p = bytes; ok && p < end;) {
        const char *next = p + 1;
        while (next < end && !(next[-1] == '\n' && (size_t)(end - next) >= sizeof mark &&
                               memcmp(next, mark, sizeof mark - 1) == 0))
            next++;
        ok = case_run(cs, p, next);
        p = next;
    }
    sayso_map_close(&map);
    return ok || die("cannot be run", path);
}

static bool rewrite(const cases *cs, const char *path)
{
    FILE *f = cs->rewritten.failed ? NULL : fopen(path, "wb");
    bool ok = f && fwrite(cs->rewritten.at, 1, cs->rewritten.len, f) == cs->rewritten.len;
    if (f) ok = fclose(f) == 0 && ok;
    return ok || die("cannot be written", path);
}

int main(int argc, char **argv)
{
    if (argc < 4) return 2;
    sayso_error err;
    cases cs = { .lex_of = { UINT16_MAX },
                 .update = argc > 4 && strcmp(argv[4], "--update") == 0,
                 .rewritten = SAYSO_BUF_EMPTY };
    if (sayso_lexicon_open(&cs.lexicon, argv[1], &err)) return die(err.msg, argv[1]), 2;
    for (uint32_t i = 0; i < sayso_lexicon_languages(cs.lexicon); i++)
        if (strcmp(sayso_lexicon_code(cs.lexicon, i), argv[2]) == 0) cs.lex_of[0] = (uint16_t)i;
    bool ok = (cs.lex_of[0] != UINT16_MAX || die("no such language in the lexicon", argv[2])) &&
              file_run(&cs, argv[3]);
    if (ok && cs.update) ok = rewrite(&cs, argv[3]);
    sayso_buf_free(&cs.rewritten);
    sayso_lexicon_close(cs.lexicon);
    printf("%u passed, %u failed, %u known to fail\n", cs.passed, cs.failed, cs.known);
    return ok && !cs.failed && (cs.update || cs.passed) ? 0 : 1;
}
