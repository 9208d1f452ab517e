#include "train_text.h"
#include "train_text_gold.h"
#include "train_text_linear.h"
#include "train_text_noise.h"
#include "train_text_tables.h"
#include "text/split.h"
#include "text/utf8.h"
#include <stdio.h>
#include <stdlib.h>

enum { PARA_BYTES = 200000 };
#define NOISE_WEIGHT 0.1f /* of an example from a noisy copy */

/* All that one language's training holds. */
typedef struct trainer {
    sayso_gold gold;
    uint32_t n_written;        /* tokens before the noisy copies */
    sayso_chars *chars;
    sayso_tables tables;
    sayso_splitter splitter;   /* over tables; its scorers stay empty until the end */
    sayso_atoms atoms;
    sayso_tokens tokens;
    uint8_t *starts;           /* by atom: a gold token starts here */
    uint8_t *ends;             /* by token: a gold sentence ends here */
    uint8_t *multi;            /* by token: several words */
    bool noisy;                /* the paragraph that is laid */
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

/* Lays the gold tokens over the atoms; a token that begins inside an atom is one with the token before it. */
static bool lay(trainer *t, const sayso_gold_para *p)
{
    const sayso_gold_token *g = t->gold.tokens + p->first;
    if (!sayso_atoms_read(t->chars, t->gold.text.at, p->start, p->end, &t->atoms) || !room_for_para(t)) return false;
    const sayso_atom *a = t->atoms.items;
    t->tokens.n = 0;
    t->noisy = p->noisy;
    for (uint32_t i = 0, k = 0, first = 0; i <= t->atoms.n; i++) {
        while (i < t->atoms.n && k < p->n && g[k].start < a[i].start) k++;
        const bool starts = i < t->atoms.n && k < p->n && g[k].start == a[i].start;
        if (i < t->atoms.n) t->starts[i] = starts || i == 0;
        if (i == 0 || (i < t->atoms.n && !starts)) continue;
        if (!sayso_grow(t->tokens.items, t->tokens.n, t->tokens.cap)) return false;
        uint32_t last = i < t->atoms.n ? k : p->n; /* gold tokens before `last` lie before this boundary */
        t->ends[t->tokens.n] = last > 0 && g[last - 1].ends_sentence;
        t->multi[t->tokens.n] = last > 0 && g[last - 1].n_words > 1 && g[last - 1].start == a[first].start;
        t->tokens.items[t->tokens.n++] = sayso_token_make(&t->splitter, a, first, i);
        first = i;
    }
    return true;
}

static bool split_examples(trainer *t)
{
    uint32_t features[SAYSO_MOST_TEXT_FEATURES];
    for (uint32_t i = 1, first = 0; i < t->atoms.n; i++) {
        if (sayso_split_asks(t->atoms.items, t->atoms.n, i)) {
            const uint32_t k = sayso_split_features(&t->splitter, t->atoms.items, t->atoms.n, first, i, features);
            if (!sayso_examples_put(&t->split, features, k, t->starts[i], 1)) return false;
        }
        if (t->starts[i]) first = i;
    }
    return true;
}

static bool sent_examples(trainer *t)
{
    uint32_t features[SAYSO_MOST_TEXT_FEATURES];
    sayso_sent_state state = { 0 };
    const sayso_token *w = t->tokens.items;
    for (uint32_t i = 0; i + 1 < t->tokens.n; i++) {
        sayso_sent_step(&state, &w[i]);
        if (sayso_sent_asks(&t->splitter, &w[i], &w[i + 1])) {
            const uint32_t k = sayso_sent_features(w, t->tokens.n, i, &state, features);
            if (!sayso_examples_put(&t->sent, features, k, t->ends[i], t->noisy ? NOISE_WEIGHT : 1)) return false;
        }
        if (t->ends[i]) sayso_sent_begin(&state);
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

/* ---- the gate -------------------------------------------------------------------------------------------------- */

static bool gate_count(trainer *t)
{
    for (uint32_t i = 0; i + 1 < t->tokens.n; i++) {
        const uint32_t l = sayso_token_category(&t->tokens.items[i]), r = sayso_token_category(&t->tokens.items[i + 1]);
        t->gate_all[l][r]++;
        t->gate_yes[l][r] += t->ends[i];
    }
    return true;
}

/* Open where sentences do end, and after final punctuation whatever follows; after commas only where letters' openings
 * make them common. */
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

/* ---- passes ---------------------------------------------------------------------------------------------------- */

typedef enum which { RUNNING, AS_WRITTEN, WITH_TREES } which;

static bool wanted(const sayso_gold_para *p, which w)
{
    if (w == RUNNING) return !p->loose;
    return !p->noisy && !(p->tagged && w == WITH_TREES);
}

static bool each_para(trainer *t, which w, bool (*visit)(trainer *))
{
    for (uint32_t i = 0; i < t->gold.n_paras; i++) {
        if (wanted(&t->gold.paras[i], w) && (!lay(t, &t->gold.paras[i]) || !visit(t))) return false;
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
        if (!sayso_atoms_read(t->chars, t->gold.text.at, g->start, g->end, &t->atoms) || !t->atoms.n) return false;
        const sayso_token token = sayso_token_make(&t->splitter, t->atoms.items, 0, t->atoms.n);
        if (!sayso_tables_expansion(&t->tables, &token, surface, t->gold.forms.at + g->words, g->n_words)) return false;
    }
    return true;
}

typedef struct trained { uint16_t *cells; int32_t log2, bias; } trained;

static sayso_status train(const sayso_examples *e, const sayso_linear_options *o, const char *section, sayso_file_writer *out,
                          int32_t *conf, sayso_error *err)
{
    uint16_t *cells = calloc((size_t)1 << o->log2, sizeof *cells);
    if (!cells) return sayso_no_memory(err);
    const sayso_status st = sayso_linear_train(e, o, cells, &conf[1], err);
    conf[0] = (int32_t)o->log2;
    if (!st) sayso_file_put(out, section, cells, ((size_t)1 << o->log2) * sizeof *cells);
    free(cells);
    return st;
}

static sayso_status train_all(trainer *t, sayso_file_writer *out, sayso_error *err)
{
    static const sayso_linear_options split = { .epochs = 6, .least_count = 2, .alpha = 0.1f, .beta = 1, .l1 = 0.2f, .l2 = 1, .log2 = 16 };
    static const sayso_linear_options sent = { .epochs = 12, .least_count = 2, .alpha = 0.07f, .beta = 1, .l1 = 0.3f, .l2 = 3, .log2 = 17 };
    static const sayso_linear_options mwt = { .epochs = 8, .least_count = 2, .alpha = 0.1f, .beta = 1, .l1 = 0.2f, .l2 = 1, .log2 = 14 };
    int32_t conf[SAYSO_TOK_N_CONF] = { [SAYSO_CONF_VERSION] = SAYSO_TOK_VERSION };
    sayso_status st = train(&t->split, &split, "tok.split", out, &conf[SAYSO_CONF_SPLIT_LOG2], err);
    if (!st) st = train(&t->sent, &sent, "tok.sent", out, &conf[SAYSO_CONF_SENT_LOG2], err);
    if (!st) st = train(&t->mwt, &mwt, "tok.mwt", out, &conf[SAYSO_CONF_MWT_LOG2], err);
    if (!st) sayso_file_put(out, "tok.conf", conf, sizeof conf);
    return st;
}

static sayso_status learn(trainer *t, sayso_file_writer *out, sayso_error *err)
{
    static uint64_t const no_gate[64] = { 0 };
    uint64_t gate[64] = { 0 };
    t->splitter.gate = no_gate;
    sayso_tables_begin(&t->tables, &t->splitter);
    bool ok = each_para(t, AS_WRITTEN, count_words) && gold_expansions(t) && each_para(t, WITH_TREES, count_expansions);
    ok = ok && sayso_tables_build(&t->tables, &t->splitter);
    ok = ok && each_para(t, RUNNING, gate_count);
    gate_write(t, gate);
    t->splitter.gate = gate;
    ok = ok && each_para(t, WITH_TREES, split_examples) && each_para(t, RUNNING, sent_examples) && each_para(t, WITH_TREES, mwt_examples);
    if (!ok) return sayso_no_memory(err);
    sayso_file_put(out, "tok.gate", gate, sizeof gate);
    sayso_tables_write(&t->tables, out);
    return train_all(t, out, err);
}

sayso_status sayso_train_text(const char *const *conllu_paths, size_t n, const char *pack_dir, sayso_file_writer *out, sayso_error *err)
{
    trainer t = { 0 };
    sayso_status st = SAYSO_OK;
    for (size_t i = 0; !st && i < n; i++) st = sayso_gold_read(&t.gold, conllu_paths[i], PARA_BYTES, err);
    if (!st && !(t.chars = malloc(sizeof *t.chars))) st = sayso_no_memory(err);
    if (!st) sayso_chars_fill(t.chars);
    if (!st) st = sayso_tables_pack(&t.tables, pack_dir, &t.gold, err);
    t.n_written = t.gold.n_tokens;
    if (!st && !sayso_gold_noise(&t.gold)) st = sayso_no_memory(err);
    if (!st) st = learn(&t, out, err);
    sayso_examples_free(&t.split);
    sayso_examples_free(&t.sent);
    sayso_examples_free(&t.mwt);
    sayso_tables_free(&t.tables);
    sayso_gold_free(&t.gold);
    free(t.chars);
    free(t.atoms.items);
    free(t.tokens.items);
    free(t.starts);
    free(t.ends);
    free(t.multi);
    if (!st && out->failed) st = sayso_no_memory(err);
    return st;
}
