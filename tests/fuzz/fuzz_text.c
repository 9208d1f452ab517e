/* Any bytes split into a text whose spans hold. The first byte chooses a forced language or
 * none. */
#include "check.h"
#include "tiny.h"
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static sayso_textkit *kit(void)
{
    static sayso_tiny tiny; /* libFuzzer keeps no state of ours between calls, so it lives here */
    sayso_error err;
    if (!tiny.kit && sayso_tiny_make(&tiny, &err)) {
        fprintf(stderr, "%s: %s\n", err.name, err.msg);
        abort();
    }
    return tiny.kit;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 || size > 1 << 20) return 0;
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_text *text;
    const uint16_t language = data[0] % 3 < 2 ? data[0] % 3 : SAYSO_NO_LANGUAGE;
    if (sayso_text_split(kit(), (const char *)data + 1, (uint32_t)(size - 1), language, &arena,
                         NULL, &text, NULL) == SAYSO_OK) {
        const char *wrong = sayso_text_wrong(text);
        if (wrong) {
            fprintf(stderr, "%s\n", wrong);
            abort();
        }
    }
    sayso_arena_free(&arena);
    return 0;
}
