/* A model of any bytes is refused or parses without harm, heads of any bytes are refused or score.
 * Header and checksums are made right first: what lies behind them is what opening must
 * distrust. */
#include "model/softmax.h"
#include "syntax/syntax.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEAD = 48, ENTRY = 40 };

static void put_u64(uint8_t *at, uint64_t v) { memcpy(at, &v, sizeof v); }
static uint64_t u64_at(const uint8_t *at)
{
    uint64_t v;
    memcpy(&v, at, sizeof v);
    return v;
}

static void repair(uint8_t *p, size_t n, const char kind[8])
{
    static const uint8_t head[16] = { 'S', 'A', 'Y', 'S', 'O', '\r', '\n', 0x1a, SAYSO_FILE_VERSION,
                                      0, 0, 0, 4, 3, 2, 1 };
    uint32_t sections;
    memcpy(p, head, sizeof head);
    put_u64(p + 16, n);
    memcpy(p + 24, kind, 8);
    memcpy(&sections, p + 32, sizeof sections);
    if (sections > 64 || HEAD + (size_t)sections * ENTRY > n) return;
    for (uint32_t i = 0; i < sections; i++) {
        uint8_t *e = p + HEAD + (size_t)i * ENTRY;
        const uint64_t at = u64_at(e + 16), len = u64_at(e + 24);
        if (at <= n && len <= n - at) put_u64(e + 32, sayso_digest(p + at, (size_t)len));
    }
    put_u64(p + 40, sayso_hash(p + HEAD, (size_t)sections * ENTRY, 0));
}

static void parse(const sayso_syntax *m)
{
    static const char *const forms[] = { "The",  "port", "\xD0\x9C\xD1\x96\xD0\xBD",
                                         "2031", "\xff", "attacked",
                                         "." };
    sayso_syntax_ws *ws;
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_word words[24];
    for (uint32_t i = 0; i < 24; i++)
        words[i] = (sayso_word){ .form = sayso_str_of(forms[i * 5 % 7]),
                                 .mwt_len = 1,
                                 .flags = (uint8_t)(i % 8) };
    if (sayso_syntax_ws_new(&ws, NULL)) return;
    if (sayso_syntax_parse(m, ws, words, 24, &arena, NULL) == SAYSO_OK)
        for (uint32_t i = 0; i < 24; i++)
            if (words[i].head != SAYSO_ROOT && words[i].head >= 24) abort();
    sayso_syntax_ws_free(ws);
    sayso_arena_free(&arena);
}

/* As many classes as the head says: what the engine expects is one such number. */
static void score(const sayso_file *f)
{
    const uint64_t features[] = { 0, 1, UINT64_C(1) << 60, UINT64_MAX };
    float out[SAYSO_SOFTMAX_MOST_CLASSES];
    sayso_softmax m;
    size_t len;
    const void *head = sayso_file_section(f, "word.head", &len);
    if (!head || len < sizeof m.head) return;
    memcpy(&m.head, head, sizeof m.head);
    if (m.head.n_classes && sayso_softmax_open(&m, f, "word", m.head.n_classes, NULL) == SAYSO_OK)
        sayso_softmax_score(&m, features, sizeof features / sizeof *features, out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sayso_file f;
    sayso_syntax *m;
    if (size < HEAD) return 0;
    uint8_t *copy = aligned_alloc(64, (size + 63) / 64 * 64);
    if (!copy) return 0;
    memcpy(copy, data, size);
    repair(copy, size, "model\0\0");
    if (sayso_file_open_memory(&f, copy, size, "fuzz", "model", NULL) == SAYSO_OK &&
        sayso_syntax_open(&m, &f, NULL) == SAYSO_OK) {
        parse(m);
        sayso_syntax_close(m);
    }
    repair(copy, size, "heads\0\0");
    if (sayso_file_open_memory(&f, copy, size, "fuzz", "heads", NULL) == SAYSO_OK) score(&f);
    free(copy);
    return 0;
}
