/* libFuzzer: bytes as the sections of a compiled word list. The header and its checksums are put
 * right first, or nothing behind them would ever be reached; then every lookup follows what the
 * file says. */
#include "lexicon/lexicon.h"
#include "mend.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(const sayso_lexicon *lx)
{
    const sayso_word words[] = {
        { .form = SAYSO_STR("According"), .lemma = SAYSO_STR("accord"), .upos = SAYSO_VERB },
        { .form = SAYSO_STR("to"), .lemma = SAYSO_STR("to"), .upos = SAYSO_ADP },
        { .form = SAYSO_STR("V."), .lemma = SAYSO_STR("v."), .upos = SAYSO_PROPN },
        { .form = { "\xd0\x9f\xd1\x83\xd1\x82\xd1\x96\xd0\xbd\xd0\xb0", 12 },
          .lemma = SAYSO_STR("x"),
          .upos = SAYSO_PROPN },
    };
    const uint32_t n = sizeof words / sizeof *words;
    sayso_name_match m[8];
    sayso_date_word d[8];
    uint32_t count;
    for (uint32_t l = 0; l < sayso_lexicon_languages(lx); l++)
        for (uint32_t i = 0; i < n; i++) {
            sayso_lexicon_word_events(lx, l, &words[i], SAYSO_VERB, &count);
            sayso_lexicon_word_cues(lx, l, &words[i], SAYSO_VERB, &count);
            sayso_lexicon_phrase(lx, l, words + i, n - i);
            sayso_lexicon_date_words(lx, l, words + i, n - i, d, 8);
            for (int c = 0; c < SAYSO_N_CLASSES; c++)
                sayso_lexicon_class(lx, l, (sayso_class)c, words + i, n - i, NULL);
            const uint32_t found = sayso_lexicon_match(lx, l, words + i, n - i, m, 8);
            for (uint32_t k = 0; k < found; k++)
                sayso_entity_office(sayso_lexicon_entity(lx, m[k].entity), 20000);
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sayso_lexicon *lx;
    void *bytes;
    if (size < HEAD || posix_memalign(&bytes, 64, size)) return 0;
    memcpy(bytes, data, size);
    checksums_mend(bytes, size);
    if (sayso_lexicon_open_memory(&lx, bytes, size, "fuzz", NULL) == SAYSO_OK) {
        use(lx);
        sayso_lexicon_close(lx);
    }
    free(bytes);
    return 0;
}
