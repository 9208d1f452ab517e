/* events.tsv, cues.tsv, and CAMEO's codes that events name. */
#include "base/modes.h"
#include "compile/compile.h"
#include <stdlib.h>

/* ---- the closed vocabularies of PLOVER ------------------------------------------------------- */

static const char contexts[] = "military|intelligence|executive|legislative|election|political_institutions|pro_democracy|pro_autocracy|economic|"
    "legal|reparations|human_rights|rights_freedoms|repression|human_security|gender|lgbt|religion_ethnicity|inequality|diplomatic|territory|"
    "peacekeeping|health|asylum|migration|disasters|natural_resources|environment|technology|terrorism|cbrn|cyber|misinformation|crime|corruption|"
    "illegal_drugs|trafficking|humanitarian";

static bool is_in(compile *c, const char *list, const char *word)
{
    const str_list l = compile_split(c, list ? list : "", '|');
    for (uint32_t i = 0; i < l.n; i++)
        if (strcmp(l.at[i], word) == 0) return true;
    return false;
}

/* "visit, phone" of the modes that a type has. */
static const char *modes_of(compile *c, int type)
{
    const char *out = "";
    for (int m = 0; m < SAYSO_N_MODES; m++)
        if (sayso_mode_fits(type, m))
            out = compile_printf(c, "%s%s%s", out, *out ? ", " : "", sayso_mode_name(m));
    return *out ? out : "none";
}

/* ---- cameo.tsv ------------------------------------------------------------------------------- */

void compile_cameo(compile *c)
{
    table t;
    if (!compile_table(c, c->options->knowledge_dir, "knowledge", "cameo.tsv", 3, 3, &t))
        compile_mistake_at(c, compile_printf(c, "%s/cameo.tsv", c->options->knowledge_dir), 0,
                           "missing; events need its codes");
    for (uint32_t i = 0; i < t.n; i++) {
        const row *r = &t.rows[i];
        char *end;
        const double goldstein = strtod(r->cell[2], &end);
        if (strspn(r->cell[0], "0123456789") != strlen(r->cell[0]) || strlen(r->cell[0]) < 2 ||
            strlen(r->cell[0]) > 4)
            compile_mistake(c, r, "%s is no CAMEO code; a code has two to four digits", r->cell[0]);
        else if (!*r->cell[2] || *end || goldstein < -10 || goldstein > 10)
            compile_mistake(c, r, "Goldstein value %s; it is a number from -10 to 10", r->cell[2]);
        else {
            lex_cameo *p = COMPILE_ADD(c, c->cameo, c->n_cameo, c->cap_cameo);
            if (p)
                *p = (lex_cameo){ goldstein, compile_string(c, r->cell[0]),
                                  compile_string(c, r->cell[1]) };
        }
    }
    free(t.rows);
}

static const lex_cameo *cameo_find(const compile *c, const char *code)
{
    for (uint32_t i = 0; i < c->n_cameo; i++)
        if (strcmp(c->pool.at + c->cameo[i].code, code) == 0) return &c->cameo[i];
    return NULL;
}

/* ---- events.tsv ------------------------------------------------------------------------------ */

static int type_of(const char *name)
{
    for (int i = 0; i < SAYSO_N_TYPES; i++)
        if (strcmp(name, sayso_type_name((sayso_type)i)) == 0) return i;
    return -1;
}

/* Type, mode and code; "-" as type makes an entry that stops the search. */
static bool event_coding(compile *c, const row *r, lex_event *e)
{
    const char *type = r->cell[1], *mode = r->cell[2], *code = r->cell[3];
    e->type = -1;
    e->mode = LEX_NONE;
    e->cameo = compile_string(c, "");
    if (!*type) return true;
    if ((e->type = type_of(type)) < 0) {
        compile_mistake(c, r, "unknown type %s; it is one of the 16 of docs/codebook.md", type);
        return false;
    }
    if (*mode && !sayso_mode_fits(e->type, sayso_mode_number(mode))) {
        compile_mistake(c, r, "%s has no mode %s; it has %s", type, mode,
                        modes_of(c, e->type));
        return false;
    }
    const lex_cameo *cameo = cameo_find(c, code);
    if (!cameo) {
        compile_mistake(c, r,
                        "CAMEO code %s is not in knowledge/cameo.tsv (version 1.1b3); correct it",
                        *code ? code : "missing");
        return false;
    }
    if (*mode) e->mode = compile_string(c, mode);
    e->cameo = cameo->code;
    e->goldstein = cameo->goldstein;
    return true;
}

static bool event_contexts(compile *c, const row *r, lex_event *e)
{
    const str_list l = compile_split(c, r->cell[7], '|');
    bool good = true;
    e->context_first = c->strlists.n;
    for (uint32_t i = 0; i < l.n; i++) {
        if (!is_in(c, contexts, l.at[i])) {
            compile_mistake(c, r, "unknown context %s; it is one of PLOVER's 37", l.at[i]);
            good = false;
            continue;
        }
        uint32_t *p = COMPILE_ADD(c, c->strlists.at, c->strlists.n, c->strlists.cap);
        if (p) *p = compile_string(c, l.at[i]);
    }
    e->n_context = c->strlists.n - e->context_first;
    compile_share(c, &c->word_runs, c->strlists.at, sizeof *c->strlists.at, &e->context_first,
                  &c->strlists.n);
    return good;
}

/* A slot list, or the default of the part of speech; an event word of no type needs neither. */
static bool slots_or_default(compile *c, const row *r, const char *cell,
                             const slots_default *standard, const lex_slots *from, lex_slots *out)
{
    if (*cell) return compile_slots(c, r, cell, out);
    *out = *from;
    if (standard->set) return true;
    compile_mistake(
        c, r,
        "no slots and no default; fill in the field, or add a row *.VERB (*.NOUN, *.ADJ) above");
    return false;
}

static bool default_row(compile *c, const row *r, const char *upos_name, slots_default *defaults,
                        const char *first, const char *second)
{
    const sayso_upos upos = sayso_upos_of(sayso_str_of(upos_name));
    slots_default *d = &defaults[upos];
    d->set = true;
    bool good = true;
    if (*first) good &= compile_slots(c, r, first, &d->actor);
    if (*second) good &= compile_slots(c, r, second, &d->recipient);
    return good;
}

/* The entry with one of the cells that its conditions come to. */
static void event_entry(compile *c, language *l, const row *r, const char *lemma, const char *upos,
                        const char *with)
{
    event_draft d = { .lemma = lemma,
                      .language = l->index,
                      .upos = (uint32_t)sayso_upos_of(sayso_str_of(upos)),
                      .order = c->n_events };
    const slots_default *standard = &l->event_default[d.upos];
    bool good = event_coding(c, r, &d.record);
    good &= compile_conditions(c, r, l, with, &d.record.cond_first, &d.record.n_conds);
    if (d.record.type >= 0) {
        good &= slots_or_default(c, r, r->cell[5], standard, &standard->actor, &d.record.actor);
        good &=
            slots_or_default(c, r, r->cell[6], standard, &standard->recipient, &d.record.recipient);
    }
    good &= event_contexts(c, r, &d.record);
    if (!good) return;
    d.record.name = compile_string(c, compile_printf(c, "%s/%s", l->code, r->cell[0]));
    d.record.line = r->line;
    event_draft *p = COMPILE_ADD(c, c->events, c->n_events, c->cap_events);
    if (p) *p = d;
}

static void event_row(compile *c, language *l, const row *r)
{
    const char *lemma, *upos;
    if (!compile_entry(c, r, r->cell[0], &lemma, &upos)) return;
    if (strcmp(lemma, "*") == 0) {
        default_row(c, r, upos, l->event_default, r->cell[5], r->cell[6]);
        return;
    }
    if (strcmp(upos, "PREP") == 0) {
        compile_mistake(c, r, "PREP serves in cues.tsv only; use VERB, NOUN or ADJ");
        return;
    }
    const str_list cells = compile_alternatives(c, r->cell[4]);
    const uint32_t before = c->n_events;
    for (uint32_t i = 0; i < cells.n; i++) event_entry(c, l, r, lemma, upos, cells.at[i]);
    l->record.n_events += c->n_events > before;
}

void compile_events(compile *c, language *l)
{
    table t;
    compile_table(c, l->dir, compile_printf(c, "languages/%s", l->code), "events.tsv", 2, 8, &t);
    for (uint32_t i = 0; i < t.n; i++) event_row(c, l, &t.rows[i]);
    free(t.rows);
}

/* ---- cues.tsv -------------------------------------------------------------------------------- */

static int stance_of(const char *name)
{
    for (int i = 0; i < SAYSO_N_STANCES; i++)
        if (strcmp(name, sayso_stance_name((sayso_stance)i)) == 0) return i;
    return -1;
}

/* The source's slots: written; else the default of cues.tsv; else verbs have their subject and
 * nouns what nouns of events.tsv have as actors. An introducing phrase has its source beside it and
 * needs none. */
static bool cue_source(compile *c, const row *r, const language *l, const cue_draft *d, bool phrase,
                       lex_slots *out)
{
    const slots_default *own = &l->cue_default[d->upos], *events = &l->event_default[d->upos];
    if (*r->cell[3]) return compile_slots(c, r, r->cell[3], out);
    if (phrase) return true;
    if (own->set) *out = own->actor;
    else if (d->upos == SAYSO_NOUN && events->set) *out = events->actor;
    else return compile_slots(c, r, d->upos == SAYSO_NOUN ? "poss" : "subj", out);
    return true;
}

static bool cue_phrase(compile *c, const row *r, const language *l, cue_draft *d)
{
    str_list run;
    const bool fits = compile_run_words(c, l, d->lemma, &run);
    d->record.n_words = run.n;
    free(run.at);
    if (!fits)
        compile_mistake(c, r, "%s has more than %d words; shorten it", d->lemma, LEX_MOST_PARTS);
    return fits;
}

static void cue_entry(compile *c, language *l, const row *r, const char *lemma, const char *upos,
                      const char *with)
{
    const bool phrase = strcmp(upos, "PREP") == 0;
    cue_draft d = { .lemma = lemma,
                    .language = l->index,
                    .upos = (uint32_t)sayso_upos_of(sayso_str_of(upos)),
                    .order = c->n_cues };
    const int stance = stance_of(r->cell[1]);
    bool good = stance >= 0;
    if (!good)
        compile_mistake(c, r, "unknown stance %s; it is assert, confirm, admit, deny or doubt",
                        *r->cell[1] ? r->cell[1] : "-");
    d.record.stance = (uint32_t)(stance < 0 ? 0 : stance);
    d.record.phrase = phrase;
    d.record.n_words = 1;
    if (phrase) good &= cue_phrase(c, r, l, &d);
    good &= compile_conditions(c, r, l, with, &d.record.cond_first, &d.record.n_conds);
    good &= cue_source(c, r, l, &d, phrase, &d.record.source);
    if (*r->cell[4]) good &= compile_slots(c, r, r->cell[4], &d.record.content);
    else if (l->cue_default[d.upos].set) d.record.content = l->cue_default[d.upos].recipient;
    if (!good) return;
    d.record.name = compile_string(c, compile_printf(c, "%s/%s", l->code, r->cell[0]));
    d.record.line = r->line;
    cue_draft *p = COMPILE_ADD(c, c->cues, c->n_cues, c->cap_cues);
    if (p) *p = d;
}

static void cue_row(compile *c, language *l, const row *r)
{
    const char *lemma, *upos;
    if (!compile_entry(c, r, r->cell[0], &lemma, &upos)) return;
    if (strcmp(lemma, "*") == 0) {
        default_row(c, r, upos, l->cue_default, r->cell[3], r->cell[4]);
        return;
    }
    const str_list cells = compile_alternatives(c, r->cell[2]);
    const uint32_t before = c->n_cues;
    const char *expanded = strcmp(upos, "PREP") == 0 ? compile_expanded(c, l, lemma) : NULL;
    for (uint32_t i = 0; i < cells.n; i++) cue_entry(c, l, r, lemma, upos, cells.at[i]);
    for (uint32_t i = 0; expanded && i < cells.n; i++)
        cue_entry(c, l, r, expanded, upos, cells.at[i]);
    l->record.n_cues += c->n_cues > before;
}

void compile_cues(compile *c, language *l)
{
    table t;
    compile_table(c, l->dir, compile_printf(c, "languages/%s", l->code), "cues.tsv", 2, 5, &t);
    for (uint32_t i = 0; i < t.n; i++) cue_row(c, l, &t.rows[i]);
    free(t.rows);
}
