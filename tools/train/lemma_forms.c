/* Forms that need an entry of their own, since endings would get them wrong. */
#include "syntax/feats.h"
#include "train/lemma_inside.h"
#include <stdlib.h>

enum { TAIL = 2 }; /* letters by which a form is like others */

/* A word of the treebanks as an example of the features that its UPOS and last letters have. */
typedef struct like { uint64_t tail, feats; const sayso_word *word; } like;

static int like_order(const void *a, const void *b)
{
    const like *x = a, *y = b;
    if (x->tail != y->tail) return x->tail < y->tail ? -1 : 1;
    return (x->feats > y->feats) - (x->feats < y->feats);
}

static uint64_t tail_of(const sayso_word *w)
{
    uint64_t endings[SAYSO_LEMMA_OTHERS];
    return sayso_lemma_others(w, endings) >= TAIL ? endings[TAIL - 1] : 0;
}

/* One word for each tail with its features, in order; NULL: out of memory. */
static like *likes_of(const lemma_trainer *t, uint32_t *n)
{
    like *l = malloc((t->n_real + 1u) * sizeof *l);
    uint32_t m = 0;
    *n = 0;
    if (!l) return NULL;
    for (uint32_t i = 0; i < t->n_real; i++) {
        const sayso_word *w = t->items[i].word;
        l[m++] = (like){ tail_of(w), sayso_feats_key(w->feats, w->morph), w };
    }
    qsort(l, m, sizeof *l, like_order);
    for (uint32_t i = 0; i < m; i++)
        if (!i || like_order(&l[i], &l[i - 1])) l[(*n)++] = l[i];
    return l;
}

/* Is the form's lemma what the rules make of it, without features and with all that its like has? */
static bool is_found(const sayso_lemmas *rules, const sayso_word *form, const like *l, uint32_t n,
                     sayso_arena *arena)
{
    const uint64_t tail = tail_of(form);
    uint32_t low = 0, high = n;
    sayso_word w = *form;
    sayso_str lemma;
    while (low < high) {
        const uint32_t mid = (low + high) / 2;
        if (l[mid].tail < tail) low = mid + 1;
        else high = mid;
    }
    sayso_arena_reset(arena);
    bool found = !sayso_lemma_of(rules, &w, arena, &lemma) && sayso_str_eq(lemma, w.lemma);
    for (; found && low < n && l[low].tail == tail; low++) {
        w.feats = l[low].word->feats, w.morph = l[low].word->morph;
        found = !sayso_lemma_of(rules, &w, arena, &lemma) && sayso_str_eq(lemma, w.lemma);
    }
    return found;
}

/* A form with UPOS. */
typedef struct form { uint64_t context; const lemma_item *item; } form;

/* The treebanks' before the lexicon's. */
static int form_order(const void *a, const void *b)
{
    const form *x = a, *y = b;
    if (x->context != y->context) return x->context < y->context ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

/* All items in the order of their forms; NULL: out of memory. */
static form *forms_of(const lemma_trainer *t)
{
    form *f = malloc((t->n_items + 1u) * sizeof *f);
    for (uint32_t i = 0; f && i < t->n_items; i++) {
        uint64_t contexts[SAYSO_LEMMA_CONTEXTS];
        sayso_lemma_contexts(t->items[i].word, contexts);
        f[i] = (form){ contexts[SAYSO_LEMMA_FORM], &t->items[i] };
    }
    if (f) qsort(f, t->n_items, sizeof *f, form_order);
    return f;
}

/* One form's items f[n]: what treebanks have goes first, where they are of one mind. */
static bool form_keep(lemma_trainer *t, const sayso_lemmas *rules, const form *f, uint32_t n,
                      const like *likes, uint32_t n_likes, sayso_arena *arena)
{
    const lemma_item *first = f[0].item, *real_end = t->items + t->n_real;
    for (uint32_t i = 1; i < n && f[i].item < real_end; i++)
        if (f[i].item->rule != first->rule) return true;
    if (is_found(rules, first->word, likes, n_likes, arena)) return true;
    if (!sayso_grow(t->kept, t->n_kept, t->kept_cap)) return false;
    t->kept[t->n_kept++] = (lemma_key){ f[0].context, first->rule };
    return true;
}

bool lemma_forms_keep(lemma_trainer *t, const sayso_lemmas *rules)
{
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    uint32_t n_likes;
    form *f = forms_of(t);
    like *likes = likes_of(t, &n_likes);
    bool ok = f && likes;
    for (uint32_t i = 0, j; ok && i < t->n_items; i = j) {
        for (j = i + 1; j < t->n_items && f[j].context == f[i].context; j++) {}
        ok = form_keep(t, rules, f + i, j - i, likes, n_likes, &arena);
    }
    sayso_arena_free(&arena);
    free(f), free(likes);
    return ok;
}
