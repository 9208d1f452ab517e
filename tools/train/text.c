#include "train/text.h"
#include "train/text_gold.h"
#include "train/text_linear.h"
#include "train/text_noise.h"
#include "train/text_raw.h"
#include "train/text_tables.h"
#include "text/split.h"
#include "text/utf8.h"
#include <stdio.h>
#include <stdlib.h>

enum { PARA_BYTES = 200000 };
#define NOISE_WEIGHT 0.1f  /* of an example from a noisy copy, */
#define RAW_WEIGHT 0.5f    /* from within a line of running text, */
#define JOINT_WEIGHT                                                                               \
    0.2f /* and from between a headline and what stands below it; gold text weighs 1 */

/* All that one language's training holds. */
typedef struct trainer {
    sayso_gold gold;
    sayso_raw raw;
    uint32_t n_written;        /* tokens before the noisy copies */
    sayso_chars *chars;
    sayso_tables tables;
    sayso_splitter splitter;   /* over tables; its scorers stay empty until the end */
    sayso_atoms atoms;
    sayso_tokens tokens;
    uint8_t *starts;           /* by atom: a gold token starts here */
    uint8_t *ends;             /* by token: a gold sentence ends here */
    uint8_t *multi;            /* by token: several words */
    bool noisy, loose;         /* the paragraph that is laid */
    uint32_t cap_starts, cap_tokens;
    sayso_examples split, sent, mwt;
    uint32_t gate_yes[64][64], gate_all[64][64];
} trainer;

static bool room_for_para(trainer *t)
{
    if (t->atoms.n > t->cap_starts) {
        free(t->starts);
        t->starts = malloc(t->atoms.n);
        free(t->ends);
        t->ends = malloc(t->atoms.n);
        free(t->multi);
        t->multi = malloc(t->atoms.n);
        t->cap_starts = t->atoms.n;
    }
    return t->starts && t->ends && t->multi;
}

/* Lays the gold tokens over the atoms; a token that begins inside an atom is one with the token
 * before it. */
static bool lay(trainer *t, const sayso_gold_para *p)
{
    const sayso_gold_token *g = t->gold.tokens + p->first;
    if (!sayso_atoms_read(t->chars, t->gold.text.at, p->start, p->end, &t->atoms) ||
        !room_for_para(t))
        return false;
    const sayso_atom *a = t->atoms.items;
    t->tokens.n = 0;
    t->noisy = p->noisy;
    t->loose = p->loose;
    for (uint32_t i = 0, k = 0, first = 0; i <= t->atoms.n; i++) {
        while (i < t->atoms.n && k < p->n && g[k].start < a[i].start) k++;
        const bool starts = i < t->atoms.n && k < p->n && g[k].start == a[i].start;
        if (i < t->atoms.n) t->starts[i] = starts || i == 0;
        if (i == 0 || (i < t->atoms.n && !starts)) continue;
        if (!sayso_grow(t->tokens.items, t->tokens.n, t->tokens.cap)) return false;
        /* gold tokens before `last` lie before this boundary */
        uint32_t last = i < t->atoms.n ? k : p->n;
        t->ends[t->tokens.n] = last > 0 && g[last - 1].ends_sentence;
        t->multi[t->tokens.n] =
            last > 0 && g[last - 1].n_words > 1 && g[last - 1].start == a[first].start;
        t->tokens.items[t->tokens.n++] = sayso_token_make(&t->splitter, a, first, i);
        first = i;
    }
    return true;
}

/* The same with tokens as the reader will cut them: tagged text has its own habits (*тыс|.*), its
 * sentence ends serve. */
static bool lay_cut(trainer *t, const sayso_gold_para *p)
{
    const sayso_gold_token *g = t->gold.tokens + p->first;
    if (!sayso_atoms_read(t->chars, t->gold.text.at, p->start, p->end, &t->atoms) ||
        !room_for_para(t))
        return false;
    if (!sayso_tokens_read(&t->splitter, &t->atoms, &t->tokens)) return false;
    t->noisy = p->noisy;
    t->loose = p->loose;
    for (uint32_t i = 0, k = 0; i < t->tokens.n; i++) {
        t->ends[i] = false;
        for (; k < p->n && g[k].end <= t->tokens.items[i].end; k++) t->ends[i] = g[k].ends_sentence;
    }
    return true;
}

static bool split_examples(trainer *t)
{
    uint32_t features[SAYSO_MOST_TEXT_FEATURES];
    for (uint32_t i = 1, first = 0; i < t->atoms.n; i++) {
        if (sayso_split_asks(t->atoms.items, t->atoms.n, i)) {
            const uint32_t k =
                sayso_split_features(&t->splitter, t->atoms.items, t->atoms.n, first, i, features);
            if (!sayso_examples_put(&t->split, features, k, t->starts[i], 1)) return false;
        }
        if (t->starts[i]) first = i;
    }
    return true;
}

/* Sentences that were not neighbours in their text: what ends without a mark may end so only for
 * want of its context. */
static bool unsure_end(const trainer *t, uint32_t i)
{
    return t->loose && t->ends[i] && !sayso_raw_final(t->tokens.items, i);
}

static bool sent_examples(trainer *t)
{
    uint32_t features[SAYSO_MOST_TEXT_FEATURES];
    sayso_sent_state state = { 0 };
    const sayso_token *w = t->tokens.items;
    for (uint32_t i = 0; i + 1 < t->tokens.n; i++) {
        sayso_sent_step(&state, &w[i]);
        if (sayso_sent_asks(&t->splitter, &w[i], &w[i + 1]) && !unsure_end(t, i)) {
            const uint32_t k = sayso_sent_features(w, t->tokens.n, i, &state, features);
            if (!sayso_examples_put(&t->sent, features, k, t->ends[i], t->noisy ? NOISE_WEIGHT : 1))
                return false;
        }
        if (t->ends[i]) sayso_sent_begin(&state);
    }
    return true;
}

/* ---- running text ---------------------------------------------------------------------------- */

static bool count_raw(trainer *t)
{
    for (uint32_t i = 0; i < t->raw.n; i++) {
        const sayso_raw_para *p = &t->raw.paras[i];
        if (p->joint) continue;
        if (!sayso_atoms_read(t->chars, t->raw.text.at, p->start, p->end, &t->atoms) ||
            !sayso_tables_count_raw(&t->tables, &t->atoms))
            return false;
    }
    return true;
}

/* No sentence ends in a line but after a mark; one ends at a joint. What follows a mark teaches
 * nothing. */
static bool raw_example(trainer *t, uint32_t i, const sayso_raw_para *p,
                        const sayso_sent_state *state)
{
    uint32_t features[SAYSO_MOST_TEXT_FEATURES];
    const sayso_token *w = t->tokens.items;
    const bool at_joint = w[i + 1].start == p->joint;
    if (p->joint && !at_joint) return true;
    if (sayso_raw_final(w, i) || !sayso_sent_asks(&t->splitter, &w[i], &w[i + 1])) return true;
    const uint32_t k = sayso_sent_features(w, t->tokens.n, i, state, features);
    const float weight = at_joint ? JOINT_WEIGHT : RAW_WEIGHT;
    return sayso_examples_put(&t->sent, features, k, at_joint, weight);
}

static bool raw_examples(trainer *t)
{
    for (uint32_t k = 0; k < t->raw.n; k++) {
        const sayso_raw_para *p = &t->raw.paras[k];
        if (!sayso_atoms_read(t->chars, t->raw.text.at, p->start, p->end, &t->atoms) ||
            !sayso_tokens_read(&t->splitter, &t->atoms, &t->tokens))
            return false;
        sayso_sent_state state = { 0 };
        const sayso_token *w = t->tokens.items;
        for (uint32_t i = 0; i + 1 < t->tokens.n; i++) {
            sayso_sent_step(&state, &w[i]);
            if (!raw_example(t, i, p, &state)) return false;
            if (sayso_raw_final(w, i) && w[i + 1].shape != SAYSO_SHAPE_LOWER)
                sayso_sent_begin(&state);
        }
    }
    return true;
}

static bool mwt_examples(trainer *t)
{
    uint32_t features[SAYSO_MOST_TEXT_FEATURES], cut;
    const sayso_token *w = t->tokens.items;
    for (uint32_t i = 0; i < t->tokens.n; i++) {
        const sayso_expansion *e = sayso_expansion_of(&t->splitter, t->gold.text.at, &w[i], &cut);
        if (!e || e->always) continue;
        const uint32_t k = sayso_mwt_features(w, t->tokens.n, i, e, features);
        if (!sayso_examples_put(&t->mwt, features, k, t->multi[i], 1)) return false;
    }
    return true;
}

/* ---- the gate -------------------------------------------------------------------------------- */

static bool gate_count(trainer *t)
{
    for (uint32_t i = 0; i + 1 < t->tokens.n; i++) {
        const uint32_t l = sayso_token_category(&t->tokens.items[i]),
                       r = sayso_token_category(&t->tokens.items[i + 1]);
        t->gate_all[l][r]++;
        t->gate_yes[l][r] += t->ends[i] && !unsure_end(t, i);
    }
    return true;
}

/* Open where sentences do end, and after final punctuation whatever follows; after commas only
 * where letters' openings make them common. */
static void gate_write(const trainer *t, uint64_t *gate)
{
    for (uint32_t l = 0; l < 64; l++)
        for (uint32_t r = 0; r < 64; r++) {
            const uint32_t yes = t->gate_yes[l][r], all = t->gate_all[l][r];
            const bool final = l == SAYSO_C_DOT || l == SAYSO_C_FINAL || l == SAYSO_C_ELLIPSIS;
            const uint32_t one_in = l == SAYSO_C_COMMA ? 20 : 500;
            if (final || (yes >= 2 && (uint64_t)yes * one_in >= all)) gate[l] |= UINT64_C(1) << r;
        }
}

/* ---- passes ---------------------------------------------------------------------------------- */

typedef enum which { RUNNING, AS_WRITTEN, WITH_TREES } which;

static bool wanted(const sayso_gold_para *p, which w)
{
    if (w == RUNNING) return !(p->loose && p->noisy);
    return !p->noisy && !(p->tagged && w == WITH_TREES);
}

static bool each_para(trainer *t, which w, bool (*visit)(trainer *))
{
    for (uint32_t i = 0; i < t->gold.n_paras; i++) {
        const sayso_gold_para *p = &t->gold.paras[i];
        if (!wanted(p, w)) continue;
        if (!(w == RUNNING && p->tagged && t->splitter.split.cells ? lay_cut(t, p) : lay(t, p)) ||
            !visit(t))
            return false;
    }
    return true;
}

static bool count_words(trainer *t)
{
    return sayso_tables_count(&t->tables, &t->atoms, &t->tokens, t->ends);
}

static bool count_expansions(trainer *t)
{
    for (uint32_t i = 0; i < t->tokens.n; i++)
        if (!sayso_tables_token(&t->tables, &t->tokens.items[i])) return false;
    return true;
}

static bool gold_expansions(trainer *t)
{
    for (uint32_t i = 0; i < t->n_written; i++) {
        const sayso_gold_token *g = &t->gold.tokens[i];
        if (g->n_words < 2) continue;
        const sayso_str surface = { t->gold.text.at + g->start, g->end - g->start };
        if (!sayso_atoms_read(t->chars, t->gold.text.at, g->start, g->end, &t->atoms) ||
            !t->atoms.n)
            return false;
        const sayso_token token = sayso_token_make(&t->splitter, t->atoms.items, 0, t->atoms.n);
        if (!sayso_tables_expansion(&t->tables, &token, surface, t->gold.forms.at + g->words,
                                    g->n_words))
            return false;
    }
    return true;
}

/* Trains one classifier into `section` and leaves its cells in *cells, the caller's to free. */
static sayso_status train(const sayso_examples *e, const sayso_linear_options *o,
                          const char *section, sayso_file_writer *out, int32_t *conf,
                          uint16_t **cells, sayso_error *err)
{
    *cells = calloc((size_t)1 << o->log2, sizeof **cells);
    if (!*cells) return sayso_no_memory(err);
    const sayso_status st = sayso_linear_train(e, o, *cells, &conf[1], err);
    conf[0] = (int32_t)o->log2;
    if (!st) sayso_file_put(out, section, *cells, ((size_t)1 << o->log2) * sizeof **cells);
    return st;
}

/* Tokens first: running text is cut by what was learnt before it can teach sentences. */
static sayso_status train_all(trainer *t, sayso_file_writer *out, sayso_error *err)
{
    static const sayso_linear_options split = {
        .epochs = 6, .least_count = 2, .alpha = 0.1f, .beta = 1, .l1 = 0.2f, .l2 = 1, .log2 = 16
    };
    static const sayso_linear_options sent = {
        .epochs = 12, .least_count = 2, .alpha = 0.07f, .beta = 1, .l1 = 0.3f, .l2 = 3, .log2 = 17
    };
    static const sayso_linear_options mwt = {
        .epochs = 8, .least_count = 2, .alpha = 0.1f, .beta = 1, .l1 = 0.2f, .l2 = 1, .log2 = 14
    };
    int32_t conf[SAYSO_TOK_N_CONF] = { [SAYSO_CONF_VERSION] = SAYSO_TOK_VERSION };
    uint16_t *cells[3] = { NULL, NULL, NULL };
    sayso_status st =
        train(&t->split, &split, "tok.split", out, &conf[SAYSO_CONF_SPLIT_LOG2], &cells[0], err);
    t->splitter.split = (sayso_scorer){ cells[0], 32 - split.log2, conf[SAYSO_CONF_SPLIT_BIAS] };
    if (!st && !(each_para(t, RUNNING, sent_examples) && raw_examples(t)))
        st = sayso_no_memory(err);
    if (!st)
        st = train(&t->sent, &sent, "tok.sent", out, &conf[SAYSO_CONF_SENT_LOG2], &cells[1], err);
    if (!st) st = train(&t->mwt, &mwt, "tok.mwt", out, &conf[SAYSO_CONF_MWT_LOG2], &cells[2], err);
    if (!st) sayso_file_put(out, "tok.conf", conf, sizeof conf);
    for (int i = 0; i < 3; i++) free(cells[i]);
    return st;
}

static sayso_status learn(trainer *t, sayso_file_writer *out, sayso_error *err)
{
    static uint64_t const no_gate[64] = { 0 };
    uint64_t gate[64] = { 0 };
    t->splitter.gate = no_gate;
    sayso_tables_begin(&t->tables, &t->splitter);
    bool ok = each_para(t, AS_WRITTEN, count_words) && count_raw(t) && gold_expansions(t) &&
              each_para(t, WITH_TREES, count_expansions);
    ok = ok && sayso_tables_build(&t->tables, &t->splitter);
    ok = ok && each_para(t, RUNNING, gate_count);
    gate_write(t, gate);
    t->splitter.gate = gate;
    ok = ok && each_para(t, WITH_TREES, split_examples) && each_para(t, WITH_TREES, mwt_examples);
    if (!ok) return sayso_no_memory(err);
    sayso_file_put(out, "tok.gate", gate, sizeof gate);
    sayso_tables_write(&t->tables, out);
    return train_all(t, out, err);
}

sayso_status sayso_train_text(const char *const *conllu_paths, size_t n, const char *raw_path,
                              const char *pack_dir, sayso_file_writer *out, sayso_error *err)
{
    trainer t = { 0 };
    sayso_status st = SAYSO_OK;
    for (size_t i = 0; !st && i < n; i++)
        st = sayso_gold_read(&t.gold, conllu_paths[i], PARA_BYTES, err);
    if (!st && !(t.chars = malloc(sizeof *t.chars))) st = sayso_no_memory(err);
    if (!st) sayso_chars_fill(t.chars);
    if (!st && raw_path) st = sayso_raw_read(&t.raw, t.chars, raw_path, err);
    if (!st) st = sayso_tables_pack(&t.tables, pack_dir, &t.gold, err);
    t.n_written = t.gold.n_tokens;
    if (!st && !sayso_gold_noise(&t.gold)) st = sayso_no_memory(err);
    if (!st) st = learn(&t, out, err);
    sayso_examples_free(&t.split);
    sayso_examples_free(&t.sent);
    sayso_examples_free(&t.mwt);
    sayso_tables_free(&t.tables);
    sayso_gold_free(&t.gold);
    sayso_raw_free(&t.raw);
    free(t.chars);
    free(t.atoms.items);
    free(t.tokens.items);
    free(t.starts);
    free(t.ends);
    free(t.multi);
    if (!st && out->failed) st = sayso_no_memory(err);
    return st;
}
