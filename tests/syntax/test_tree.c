/* The tree is the best one: held to trying all. */
#include "syntax/tree.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

enum { COLUMNS = 16 };

static uint64_t state;
static float draw(void)
{
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (float)((state >> 33) % 2048) / 16.0f - 64.0f;
}

static bool is_tree(const uint16_t *heads, uint32_t n)
{
    uint32_t roots = 0;
    for (uint32_t d = 0; d < n; d++) {
        uint32_t v = d, steps = 0;
        roots += heads[d] == SAYSO_ROOT;
        while (heads[v] != SAYSO_ROOT) {
            if (heads[v] >= n || ++steps > n) return false;
            v = heads[v];
        }
    }
    return roots == 1;
}

static float score_of(const float *scores, const uint16_t *heads, uint32_t n)
{
    float sum = 0;
    for (uint32_t d = 0; d < n; d++)
        sum += scores[d * COLUMNS + (heads[d] == SAYSO_ROOT ? n : heads[d])];
    return sum;
}

/* The best score over all (n+1)^n choices of heads. */
static float best_by_trying(const float *scores, uint32_t n)
{
    uint32_t choice[8] = { 0 };
    float best = -1e9f;
    for (;;) {
        uint16_t heads[8];
        uint32_t d = 0;
        for (uint32_t i = 0; i < n; i++)
            heads[i] = choice[i] == n ? SAYSO_ROOT : (uint16_t)choice[i];
        if (is_tree(heads, n) && score_of(scores, heads, n) > best)
            best = score_of(scores, heads, n);
        while (d < n && ++choice[d] > n) choice[d++] = 0;
        if (d == n) return best;
    }
}

static void finds_the_best_tree(void **unused)
{
    (void)unused;
    for (uint32_t n = 1; n <= 5; n++) {
        void *scratch = malloc(sayso_tree_scratch(n));
        assert_non_null(scratch);
        for (unsigned round = 0; round < 300; round++) {
            float scores[8 * COLUMNS];
            uint16_t heads[8];
            for (unsigned i = 0; i < 8 * COLUMNS; i++) scores[i] = draw();
            /* many want to be the root */
            for (uint32_t d = 0; round % 2 && d < n; d++) scores[d * COLUMNS + n] += 200.0f;
            sayso_tree_best(scores, COLUMNS, n, heads, scratch);
            assert_true(is_tree(heads, n));
            assert_true(score_of(scores, heads, n) == best_by_trying(scores, n));
        }
        free(scratch);
    }
}

static void large_and_hostile_scores_give_a_tree(void **unused)
{
    const uint32_t n = SAYSO_MOST_WORDS, columns = 416;
    (void)unused;
    float *scores = malloc((size_t)n * columns * sizeof *scores);
    void *scratch = malloc(sayso_tree_scratch(n));
    uint16_t heads[SAYSO_MOST_WORDS];
    assert_true(scores && scratch);
    for (unsigned kind = 0; kind < 4; kind++) {
        for (size_t i = 0; i < (size_t)n * columns; i++) {
            const uint32_t d = (uint32_t)(i / columns), h = (uint32_t)(i % columns);
            scores[i] = kind == 0   ? draw()
                        : kind == 1 ? 0.0f
                        : kind == 2 ? (h == (d ^ 1u) ? 1e30f : -1e30f)
                                    : __builtin_nanf("");
        }
        sayso_tree_best(scores, columns, n, heads, scratch);
        assert_true(is_tree(heads, n));
    }
    free(scores), free(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(finds_the_best_tree),
                                        cmocka_unit_test(large_and_hostile_scores_give_a_tree) };
    state = 7;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
