/* Splitting, with a small model trained on the spot, and bytes that mean harm. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include "check.h"
#include "tiny.h"
#include "train/text_raw.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static sayso_tiny tiny;

static int make_tiny(void **state)
{
    (void)state;
    sayso_error err;
    const sayso_status st = sayso_tiny_make(&tiny, &err);
    if (st) print_error("%s: %s\n", err.name, err.msg);
    return st ? -1 : 0;
}
static int free_tiny(void **state)
{
    (void)state;
    sayso_tiny_free(&tiny);
    return 0;
}

static sayso_text *split(sayso_arena *arena, const char *bytes, size_t len, uint16_t language)
{
    sayso_text *t = NULL;
    sayso_error err;
    assert_int_equal(sayso_text_split(tiny.kit, bytes, (uint32_t)len, language, arena, NULL, &t,
                                      &err),
                     SAYSO_OK);
    const char *wrong = sayso_text_wrong(t);
    if (wrong) print_error("%s\n", wrong);
    assert_null(wrong);
    return t;
}

/* Surface tokens with | between, sentences with newlines, words of a multiword token in
 * brackets. */
static void splits_to(uint16_t language, const char *text, const char *want)
{
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_buf b = SAYSO_BUF_EMPTY;
    const sayso_text *t = split(&arena, text, strlen(text), language);
    for (uint32_t i = 0; i < t->n_sents; i++)
        for (uint32_t k = 0; k < t->sents[i].n_words; k++) {
            const sayso_word *w = &t->words[t->sents[i].first_word + k];
            const char *before = k ? w->mwt_index ? "+" : "|" : i ? "\n" : "";
            sayso_buf_printf(&b, "%s%s%.*s%s", before, w->mwt_len > 1 && !w->mwt_index ? "[" : "",
                             (int)w->form.len, w->form.at,
                             w->mwt_len > 1 && w->mwt_index + 1 == w->mwt_len ? "]" : "");
        }
    assert_string_equal(b.at ? b.at : "", want);
    sayso_buf_free(&b);
    sayso_arena_free(&arena);
}

static void tokens_and_sentences(void **state)
{
    (void)state;
    splits_to(0, "The minister rejected the plan. He left.",
              "The|minister|rejected|the|plan|.\nHe|left|.");
    splits_to(0, "Mr. Smith met Dr. Brown in the U.S. capital.",
              "Mr.|Smith|met|Dr.|Brown|in|the|U.S.|capital|.");
    splits_to(0, "1,000.50 tons came at 10:30 to the town.",
              "1,000.50|tons|came|at|10:30|to|the|town|.");
    splits_to(1, "L'armée a dit qu'il partirait aujourd'hui.",
              "L'|armée|a|dit|qu'|il|partirait|aujourd'hui|.");
}

static void words_of_multiword_tokens(void **state)
{
    (void)state;
    splits_to(0, "We don't agree.", "We|[do+n't]|agree|.");
    splits_to(0, "He didn't come.", "He|[did+n't]|come|.");
    splits_to(0, "The general cannot come.", "The|general|[can+not]|come|.");
    splits_to(1, "Le chef du parti", "Le|chef|[de+le]|parti");
    splits_to(1, "Le roi va au port.", "Le|roi|va|[à+le]|port|.");
    splits_to(1, "AU MATIN", "[À+LE]|MATIN");
    splits_to(1, "Au matin", "[À+le]|matin");
}

static void words_of_a_token_have_their_parts_of_it(void **state)
{
    (void)state;
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    const sayso_text *t = split(&arena, "We don't agree.", 15, 0);
    assert_int_equal(t->words[1].span.start, 3);
    assert_int_equal(t->words[1].span.end, 5);
    assert_int_equal(t->words[2].span.start, 5);
    assert_int_equal(t->words[2].span.end, 8);
    t = split(&arena, "Le chef du parti", 16, 1); /* *de* and *le* are not in *du* */
    assert_int_equal(t->words[2].span.start, 8);
    assert_int_equal(t->words[3].span.start, 8);
    assert_int_equal(t->words[3].span.end, 10);
    sayso_arena_free(&arena);
}

static void ambiguous_tokens_ask_their_neighbours(void **state)
{
    (void)state;
    splits_to(1, "Les chefs des armées", "Les|chefs|[de+les]|armées");
    splits_to(1, "Il vend des armes", "Il|vend|des|armes");
}

static void a_paragraph_ends_a_sentence(void **state)
{
    (void)state;
    splits_to(0, "Talks end in Geneva\n\nThe army left.", "Talks|end|in|Geneva\nThe|army|left|.");
    splits_to(0, "Talks end\nThe army left.", "Talks|end\nThe|army|left|.");
}

static void hard_wrapped_lines_are_joined(void **state)
{
    (void)state;
    static const char text[] =
        "The minister who spoke on Monday rejected the plan that\n"
        "the army and the group wrote to the general in the town\n"
        "of Geneva and the chief of the army said that the other\n"
        "plan is over.\n";
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    const sayso_text *t = split(&arena, text, sizeof text - 1, 0);
    assert_int_equal(t->n_paras, 1);
    assert_int_equal(t->n_sents, 1);
    sayso_arena_free(&arena);
}

/* Scanned columns cut words: the paragraph goes on behind the hyphen, whatever the lines'
 * widths. */
static void lines_that_cut_words_are_joined(void **state)
{
    (void)state;
    static const char text[] =
        "The minister said on Mon-\nday that the army and the peo-\nple left.\nA list-\nof few\n";
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    const sayso_text *t = split(&arena, text, sizeof text - 1, 0);
    assert_int_equal(t->n_paras, 3);
    sayso_arena_free(&arena);
}

static void lists_are_not_joined(void **state)
{
    (void)state;
    static const char text[] = "Tanks\nShips of the line\nArms\nMen and women of the town\n";
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    assert_int_equal(split(&arena, text, sizeof text - 1, 0)->n_paras, 4);
    sayso_arena_free(&arena);
}

static void each_paragraph_has_its_language(void **state)
{
    (void)state;
    static const char text[] =
        "Le ministre a vu les chefs des armées\n\nThe minister said that the army left the town before the people came back to it.\n\n"
        "J. Hale\n\nDer Minister hat das nicht für die Soldaten gesagt.\n\nΟ υπουργός μίλησε\n\n12:30\n";
    static const char *const want[] = { "fr", "en", "en", "de", "el", "el" };
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    const sayso_text *t = split(&arena, text, sizeof text - 1, SAYSO_NO_LANGUAGE);
    assert_int_equal(t->n_paras, 6);
    for (uint32_t i = 0; i < 6; i++) assert_string_equal(t->paras[i].code, want[i]);
    assert_int_equal(t->paras[0].language, 1);
    assert_int_equal(t->paras[3].language, SAYSO_NO_LANGUAGE);
    for (uint32_t i = 0; i < t->n_sents; i++)
        assert_int_equal(t->sents[i].language, t->paras[t->sents[i].paragraph].language);
    sayso_arena_free(&arena);
}

static uint32_t with_flag(const sayso_text *t, unsigned flag)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->n_words; i++) n += (t->words[i].flags & flag) != 0;
    return n;
}

static void lost_case_is_marked(void **state)
{
    (void)state;
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    static const char capitals[] = "THE ARMY LEFT THE TOWN", title[] = "Army Leaves Burning Town",
                      plain[] = "The army left the Town.",
                      small[] = "the army left the town", short_one[] = "the army";
    assert_int_equal(
        with_flag(split(&arena, capitals, sizeof capitals - 1, 0), SAYSO_WORD_CASE_LOST), 5);
    assert_int_equal(with_flag(split(&arena, title, sizeof title - 1, 0), SAYSO_WORD_CASE_LOST), 4);
    assert_int_equal(with_flag(split(&arena, plain, sizeof plain - 1, 0), SAYSO_WORD_CASE_LOST), 0);
    assert_int_equal(with_flag(split(&arena, small, sizeof small - 1, 0), SAYSO_WORD_CASE_LOST), 5);
    assert_int_equal(with_flag(split(&arena, short_one, sizeof short_one - 1, 0), SAYSO_WORD_CASE_LOST), 0);
    sayso_arena_free(&arena);
}

static void broken_bytes_are_marked_where_they_are(void **state)
{
    (void)state;
    static const char text[] = "The \xff\xfe""Zelen\xd0sky spoke.";
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    const sayso_text *t = split(&arena, text, sizeof text - 1, 0);
    assert_int_equal(t->n_broken, 2);
    assert_int_equal(t->broken[0].start, 4);
    assert_int_equal(t->broken[0].end, 6);
    assert_int_equal(t->broken[1].start, 11);
    assert_int_equal(with_flag(t, SAYSO_WORD_BROKEN), 2);
    sayso_arena_free(&arena);
}

/* ---- hostile input ---- */

static void nothing_and_nearly_nothing(void **state)
{
    (void)state;
    static const struct { const char *bytes; uint32_t len; } cases[] = {
        { "", 0 }, { "\n", 1 }, { " \t\r\n\n  ", 8 }, { "\0", 1 }, { "\0\0\0a\0", 5 }, { "\xff", 1 }, { ".", 1 },
        { "\xef\xbb\xbf", 3 }, { "\xc2\xad", 2 }, { "\xcc\x81", 2 }, { "\xe2\x80\x8d\xe2\x80\x8d", 6 }, { "a\n\xe2\x80\x8b\nb", 7 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (uint32_t language = 0; language < 3; language++) {
            sayso_arena arena = SAYSO_ARENA_EMPTY;
            split(&arena, cases[i].bytes, cases[i].len,
                  language < 2 ? (uint16_t)language : (uint16_t)SAYSO_NO_LANGUAGE);
            sayso_arena_free(&arena);
        }
}

static void random_bytes(void **state)
{
    (void)state;
    static const char alphabet[] =
        "aA .,\"'-\n\n9é\xd0\xbf\xff\0([«»“!?:/@#\xf0\x9f\x98\x80\xe2\x80\x99\xcc\x81";
    const uint64_t seed = 20310101;
    uint64_t x = seed;
    print_message("seed %llu\n", (unsigned long long)seed);
    char bytes[3000];
    for (int round = 0; round < 400; round++) {
        for (size_t i = 0; i < sizeof bytes; i++) {
            x = x * 6364136223846793005ULL + 1442695040888963407ULL;
            bytes[i] = round % 2 ? (char)(x >> 56) : alphabet[(x >> 33) % (sizeof alphabet - 1)];
        }
        sayso_arena arena = SAYSO_ARENA_EMPTY;
        split(&arena, bytes, (size_t)(x >> 33) % sizeof bytes,
              round % 3 ? (uint16_t)SAYSO_NO_LANGUAGE : 0);
        sayso_arena_free(&arena);
    }
}

/* A text of `piece` over and over. */
static char *repeated(const char *piece, size_t len)
{
    char *p = malloc(len + 1);
    const size_t n = strlen(piece);
    assert_non_null(p);
    for (size_t i = 0; i < len; i++) p[i] = piece[i % n];
    p[len] = 0;
    return p;
}

static void long_and_strange_texts(void **state)
{
    (void)state;
    static const char *const pieces[] = { "x",
                                          "a b ",
                                          "\"",
                                          "« ",
                                          "(",
                                          "word. ",
                                          "-",
                                          "a-",
                                          "é",
                                          "don't",
                                          "\xf0\x9f\x98\x80",
                                          "9",
                                          "9 999 ",
                                          ". ",
                                          "\n",
                                          "a\n",
                                          "\xff",
                                          "\xe2\x80\x8d",
                                          "\xcc\x81",
                                          "A. ",
                                          "'",
                                          "a'",
                                          "http://" };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        char *text = repeated(pieces[i], 30000);
        sayso_arena arena = SAYSO_ARENA_EMPTY;
        const sayso_text *t = split(&arena, text, 30000, 0);
        for (uint32_t k = 0; k < t->n_words; k++)
            assert_true(t->words[k].span.end - t->words[k].span.start <= 1004);
        sayso_arena_free(&arena);
        free(text);
    }
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double time_of(const char *piece, size_t len)
{
    char *text = repeated(piece, len);
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_text *t;
    sayso_error err;
    const double begin = seconds();
    assert_int_equal(sayso_text_split(tiny.kit, text, (uint32_t)len, SAYSO_NO_LANGUAGE, &arena,
                                      NULL, &t, &err),
                     SAYSO_OK);
    const double took = seconds() - begin;
    sayso_arena_free(&arena);
    free(text);
    return took;
}

/* One line of 50 MB: ten times the text takes about ten times as long, whatever it is made of. */
static void time_is_linear(void **state)
{
    (void)state;
    static const struct {
        const char *piece;
        unsigned mb;
    } cases[] = { { "The \"minister (who didn't speak) said, that; ", 50 },
                  { "xyz", 20 },
                  { "\" « ( ", 5 } };
    for (size_t i = 0; i < 3; i++) {
        const double whole = time_of(cases[i].piece, (size_t)cases[i].mb * 1000000),
                     tenth = time_of(cases[i].piece, (size_t)cases[i].mb * 100000);
        print_message("%u MB in %.2f s, a tenth in %.2f s\n", cases[i].mb, whole, tenth);
        assert_true(whole < 40 * tenth + 1);
    }
}

static void no_sentence_is_too_long(void **state)
{
    (void)state;
    char *text = repeated("the army of the town, and ", 26 * 500);
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    const sayso_text *t = split(&arena, text, 26 * 500 - 1, 0);
    assert_true(t->n_sents > 5);
    for (uint32_t i = 0; i + 1 < t->n_sents; i++) { /* cut at commas */
        const sayso_word *last = &t->words[t->sents[i].first_word + t->sents[i].n_words - 1];
        assert_true(sayso_str_eq(last->form, SAYSO_STR(",")));
    }
    sayso_arena_free(&arena);
    free(text);
}

/* ---- models ---- */

static void kits_need_whole_models(void **state)
{
    (void)state;
    static const char *const codes[] = { "en" };
    const sayso_file *models[] = { &tiny.ident }; /* has no "tok…" sections */
    sayso_textkit *kit;
    sayso_error err;
    assert_int_equal(sayso_textkit_new(&kit, models, codes, 1, NULL, &err), SAYSO_BAD_MODEL);
    assert_null(kit);
    assert_int_equal(sayso_textkit_new(&kit, models, codes, 0, NULL, &err), SAYSO_BAD_ARGUMENT);
    models[0] = &tiny.models[0];
    assert_int_equal(sayso_textkit_new(&kit, models, codes, 1, &tiny.models[1], &err),
                     SAYSO_BAD_MODEL);
    assert_int_equal(sayso_textkit_new(&kit, models, codes, 1, NULL, &err), SAYSO_OK);
    sayso_textkit_free(kit);
    sayso_textkit_free(NULL);
}

/* Sections whose checksums are right and whose content is not: written anew with one byte
 * changed. */
static void sections_are_checked(void **state)
{
    (void)state;
    static const char *const names[] = { "tok.conf", "tok.gate",   "tok.split",  "tok.sent",
                                         "tok.mwt",  "tok.traits", "tok.expand", "tok.pool" };
    static const char *const codes[] = { "en" };
    static const char text[] = "The minister's aide didn't say. Mr. Smith cannot come at 10:30, "
                               "\"We don't agree,\" he said.";
    for (size_t broken = 0; broken < 8; broken++)
        for (size_t round = 0; round < 60; round++) {
            sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
            sayso_buf b = SAYSO_BUF_EMPTY;
            for (size_t i = 0; i < 8; i++) {
                size_t len;
                const void *section = sayso_file_section(&tiny.models[0], names[i], &len);
                uint8_t *copy = malloc(len + 1);
                memcpy(copy, section, len);
                if (i == broken && len) copy[round * 7919 % len] ^= (uint8_t)(1u << round % 8);
                sayso_file_put(&w, names[i], copy, i == broken && round % 10 == 9 ? len - 1 : len);
                free(copy);
            }
            assert_int_equal(sayso_file_finish(&w, "model", &b, NULL), SAYSO_OK);
            void *bytes = aligned_alloc(64, (b.len + 64) / 64 * 64);
            memcpy(bytes, b.at, b.len);
            sayso_file f;
            const sayso_file *models[] = { &f };
            sayso_textkit *kit = NULL;
            sayso_error err;
            assert_int_equal(sayso_file_open_memory(&f, bytes, b.len, "changed", "model", &err),
                             SAYSO_OK);
            const sayso_status st = sayso_textkit_new(&kit, models, codes, 1, NULL, &err);
            assert_true(st == SAYSO_OK || st == SAYSO_BAD_MODEL);
            if (!st) { /* whatever it says now, it says it safely */
                sayso_arena arena = SAYSO_ARENA_EMPTY;
                sayso_text *t;
                assert_int_equal(sayso_text_split(kit, text, sizeof text - 1, 0, &arena, NULL, &t,
                                                  &err),
                                 SAYSO_OK);
                assert_null(sayso_text_wrong(t));
                sayso_arena_free(&arena);
            }
            sayso_textkit_free(kit);
            free(bytes);
            sayso_buf_free(&b);
            sayso_file_writer_free(&w);
        }
}

/* A line without a mark at its end comes alone and joined with the next one; a blank line parts
 * documents. */
static void running_text_is_read_by_lines(void **state)
{
    (void)state;
    static const char text[] = "Talks fail\nThe talks failed.\n«They left»\n\nA headline\n";
    static sayso_chars chars;
    char path[] = "/tmp/sayso-raw-XXXXXX";
    sayso_raw raw = { 0 };
    sayso_error err;
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(sayso_file_write(path, text, sizeof text - 1, &err), SAYSO_OK);
    sayso_chars_fill(&chars);
    assert_int_equal(sayso_raw_read(&raw, &chars, path, &err), SAYSO_OK);
    assert_int_equal(raw.n, 5);
    /* after the headline alone comes the headline with the next line */
    const sayso_raw_para *p = &raw.paras[1];
    assert_memory_equal(raw.text.at + p->start, "Talks fail The talks failed.", p->end - p->start);
    assert_memory_equal(raw.text.at + p->joint, "The talks", 9);
    for (uint32_t i = 0; i < raw.n; i++) assert_int_equal(raw.paras[i].joint != 0, i == 1);
    sayso_raw_free(&raw);
    unlink(path);
    assert_int_equal(sayso_raw_read(&raw, &chars, path, &err), SAYSO_NOT_FOUND);
}

static void final_marks_are_seen_through_quotes(void **state)
{
    (void)state;
    const sayso_token t[] = { { .kind = SAYSO_C_LETTER, .last_kind = SAYSO_C_LETTER },
                              { .kind = SAYSO_C_DOT, .last_kind = SAYSO_C_DOT },
                              { .kind = SAYSO_C_QUOTE_CLOSE, .last_kind = SAYSO_C_QUOTE_CLOSE },
                              { .kind = SAYSO_C_COLON, .last_kind = SAYSO_C_COLON } };
    const bool want[] = { false, true, true, false };
    for (uint32_t i = 0; i < 4; i++) assert_int_equal(sayso_raw_final(t, i), want[i]);
}

/* What has no width is no token by itself, and belongs to the word that it stands behind. */
static void hidden_characters_are_no_tokens(void **state)
{
    (void)state;
    splits_to(0, "\u200b", "");
    splits_to(0, "The \u200b army \u00adleft \u2060.", "The|army|left|.");
    splits_to(0, "The ar\u00admy left.", "The|ar\u00admy|left|.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_and_sentences),
        cmocka_unit_test(words_of_multiword_tokens),
        cmocka_unit_test(words_of_a_token_have_their_parts_of_it),
        cmocka_unit_test(ambiguous_tokens_ask_their_neighbours),
        cmocka_unit_test(a_paragraph_ends_a_sentence),
        cmocka_unit_test(hard_wrapped_lines_are_joined),
        cmocka_unit_test(lines_that_cut_words_are_joined),
        cmocka_unit_test(lists_are_not_joined),
        cmocka_unit_test(each_paragraph_has_its_language),
        cmocka_unit_test(lost_case_is_marked),
        cmocka_unit_test(broken_bytes_are_marked_where_they_are),
        cmocka_unit_test(nothing_and_nearly_nothing),
        cmocka_unit_test(random_bytes),
        cmocka_unit_test(long_and_strange_texts),
        cmocka_unit_test(no_sentence_is_too_long),
        cmocka_unit_test(time_is_linear),
        cmocka_unit_test(kits_need_whole_models),
        cmocka_unit_test(sections_are_checked),
        cmocka_unit_test(running_text_is_read_by_lines),
        cmocka_unit_test(final_marks_are_seen_through_quotes),
        cmocka_unit_test(hidden_characters_are_no_tokens),
    };
    return cmocka_run_group_tests(tests, make_tiny, free_tiny);
}
