/* libFuzzer: bytes as an imported knowledge file behind a mended header; every look-up follows what
 * the file says. */
#include "lexicon/knowledge.h"
#include "mend.h"
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static sayso_lexicon *lexicon_open(void)
{
    char path[512];
    sayso_lexicon *lx;
    sayso_error err;
    snprintf(path, sizeof path, "%s/lexicon.sayso",
             getenv("SAYSO_DATA") ? getenv("SAYSO_DATA") : ".");
    if (sayso_lexicon_open(&lx, path, &err) == SAYSO_OK) return lx;
    fprintf(stderr, "%s: %s\n", path, err.msg);
    exit(2);
}

static void use(const sayso_lexicon *lx, const sayso_knowledge *k)
{
    const sayso_word words[] = {
        { .form = SAYSO_STR("Orsolya"), .lemma = SAYSO_STR("Orsolya"), .upos = SAYSO_PROPN },
        { .form = SAYSO_STR("Vantier"), .lemma = SAYSO_STR("Vantier"), .upos = SAYSO_PROPN },
        { .form = SAYSO_STR("Kestrel"), .upos = SAYSO_PROPN },
        { .form = SAYSO_STR("Group"), .upos = SAYSO_PROPN },
        { .form = SAYSO_STR("Veldmark"), .upos = SAYSO_PROPN },
    };
    const uint32_t n = sizeof words / sizeof *words;
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_name_match m[8];
    sayso_gaz_match g[8];
    sayso_imported im = { .knowledge = k, .arena = &arena };
    for (uint32_t l = 0; l < sayso_lexicon_languages(lx); l++)
        for (uint32_t i = 0; i < n; i++) {
            uint32_t found = sayso_imported_match(&im, lx, l, words + i, n - i, m, 8);
            for (uint32_t j = 0; j < found; j++)
                sayso_entity_office(sayso_imported_entity(&im, lx, m[j].entity), 22000);
            found = sayso_knowledge_places(k, lx, l, words + i, n - i, g, 8);
            for (uint32_t j = 0; j < found; j++) {
                sayso_knowledge_place(k, g[j].item);
                sayso_knowledge_place_basis(k, g[j].item, &arena);
            }
        }
    for (uint32_t i = 0; i < sayso_knowledge_n_entities(k) && i < 1000; i++)
        sayso_knowledge_entity(k, i, &arena);
    sayso_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static sayso_lexicon *lx;
    sayso_knowledge *k;
    void *bytes;
    if (!lx) lx = lexicon_open();
    if (size < HEAD || posix_memalign(&bytes, 64, size)) return 0;
    memcpy(bytes, data, size);
    checksums_mend(bytes, size);
    if (sayso_knowledge_open_memory(&k, bytes, size, "fuzz", NULL) == SAYSO_OK) {
        use(lx, k);
        sayso_knowledge_close(k);
    }
    free(bytes);
    return 0;
}
