/* The cross-script key of a name's word.
 *
 * Languages write one name in many ways, but they agree on its consonants and, less well, on its
 * vowels. The key spells a word with one letter a sound class and leaves out what the
 * romanisations quarrel about:
 *
 *   h   г, х, ґ; g, h, kh, gh (Sergei, Serhii; Kharkiv)      S   ч, ш, щ; ch, tch, sh, sch,
 *       shch, chtch, č, š, cz, sz
 *   J   ж, дж; j, zh, dj, ž                                  C   ц; ts, tz
 *   v   в; v, w                                              u   у, ю; u, ou, oo
 *   e   е, э, є, ё; e, é …                                   i   и, і, ї, ы, й; i, y, ï, j
 *       after a vowel
 *
 * Doubled letters count once; of a run of vowels, i is left out beside any other (й, ï, y and
 * the i of ia, ie, iou are glides: Choïgou, Shoigu, Шойгу are all "Soihu", then "Sohu"); a final
 * e after a consonant or o is mute (Poutine, Joe). Soft and hard signs and apostrophes say
 * nothing. The tables follow the usual practice of English and French newspapers, the official
 * romanisations of Ukraine (2010) and of Russian passports (2013), and ISO 9; they were put
 * together for this program. */
#include "lexicon/fold.h"
#include "lexicon/lexicon.h"
#include "text/utf8.h"
#include <unicode/unorm2.h>

enum { MOST_LETTERS = 64 };

typedef struct key_word { uint32_t c[MOST_LETTERS]; uint32_t n; } key_word;
typedef struct key_out { char at[MOST_LETTERS * 3]; uint32_t n; } key_out;

static void key_put(key_out *o, const char *sounds)
{
    for (; *sounds && o->n < sizeof o->at; sounds++) o->at[o->n++] = *sounds;
}

/* ---- letters in ---- */

/* Latin letters that are more than a letter with an accent, or whose accent changes the sound. */
static uint32_t key_special(uint32_t c)
{
    switch (c) {
    /* š ş ș č ć ś */
    case 0x161: case 0x15f: case 0x219: case 0x10d: case 0x107: case 0x15b: return 'S';
    case 0x17e: case 0x17c: case 0x111: return 'J';                                   /* ž ż đ */
    case 0xe7: case 0xdf: return 's';                                                 /* ç ß */
    case 0x142: return 'l';
    case 0x131: return 'i';
    case 0xf8: case 0x153: return c == 0xf8 ? 'o' : 'e';
    case 0xe6: return 'e';
    default: return 0;
    }
}

/* c without its accent. */
static uint32_t key_plain(uint32_t c)
{
    const uint32_t special = key_special(c);
    if (special) return special;
    for (int deep = 0; deep < 3 && c > 0x7f && c < 0x2000 && !(c >= 0x400 && c < 0x530); deep++) {
        UErrorCode st = U_ZERO_ERROR;
        UChar parts[8];
        const UNormalizer2 *nfc = unorm2_getNFCInstance(&st);
        const int32_t n = U_SUCCESS(st) ? unorm2_getDecomposition(nfc, (UChar32)c, parts, 8, &st)
                                        : -1;
        if (n < 1 || U_FAILURE(st)) break;
        c = parts[0];
    }
    return c;
}

/* Letters of a folded word. */
static void key_read(const char *folded, uint32_t n, key_word *w)
{
    const uint8_t *p = (const uint8_t *)folded, *end = p + n;
    w->n = 0;
    while (p < end && w->n < MOST_LETTERS) {
        uint32_t c;
        p += sayso_utf8_next(p, end, &c);
        w->c[w->n++] = c < 0x80 || (c >= 0x400 && c < 0x530) ? c : key_plain(c);
    }
}

/* ---- Cyrillic ---- */

static const char *key_cyrillic(uint32_t c)
{
    static const char *const russian[32] = { "a", "b", "v", "h", "d", "e", "J", "z", "i", "i", "k",
                                             "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h",
                                             "C", "S", "S", "S", "",  "i", "",  "e", "u", "a" };
    if (c >= 0x430 && c <= 0x44f) return russian[c - 0x430];
    switch (c) {
    case 0x451: case 0x454: return "e";              /* ё є */
    case 0x456: case 0x457: case 0x458: return "i";  /* і ї ј */
    case 0x45e: return "u";                          /* ў */
    case 0x491: return "h";                          /* ґ */
    case 0x452: case 0x45f: return "J";              /* ђ џ */
    case 0x45b: return "S";                          /* ћ */
    case 0x459: return "l";
    case 0x45a: return "n";
    default: return NULL;
    }
}

/* ---- Latin ---- */

typedef struct key_group { const char *letters, *sounds; } key_group;

/* Groups of letters that stand for one sound; longer ones first. */
static const key_group groups[] = {
    { "chtch", "S" }, { "shch", "S" }, { "tsch", "S" }, { "dzh", "J" },  { "tch", "S" },
    { "sch", "S" },   { "eau", "o" },  { "chr", "kr" }, { "chl", "kl" }, { "sh", "S" },
    { "ch", "S" },    { "cz", "S" },   { "sz", "S" },   { "zh", "J" },   { "dj", "J" },
    { "dJ", "J" },    { "kh", "h" },   { "gh", "h" },   { "ph", "f" },   { "th", "t" },
    { "ts", "C" },    { "tz", "C" },   { "ck", "k" },   { "qu", "k" },   { "ou", "u" },
    { "oo", "u" },    { "x", "ks" },   { "q", "k" },    { "w", "v" },    { "y", "i" },
    { "g", "h" },
};

static bool letters_at(const key_word *w, uint32_t i, const char *letters)
{
    for (; *letters; letters++, i++)
        if (i >= w->n || w->c[i] != (uint8_t)*letters) return false;
    return true;
}

static bool is_vowel(uint32_t c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/* Šojgu, Sergej, and behind a soft consonant Podoljak; but not French Zaloujny. */
static bool j_is_glide(const key_word *w, uint32_t i)
{
    const uint32_t next = i + 1 < w->n ? w->c[i + 1] : 0, before = i > 0 ? w->c[i - 1] : 0;
    const bool french = i > 1 && before == 'u' && w->c[i - 2] == 'o';
    if (is_vowel(next))
        return before == 'l' || before == 'n' || before == 'r' || before == 't' || before == 's';
    return is_vowel(before) && !french;
}

/* Writes the sounds at letter i and returns the letters used. */
static uint32_t key_latin(const key_word *w, uint32_t i, key_out *o)
{
    const uint32_t c = w->c[i], next = i + 1 < w->n ? w->c[i + 1] : 0;
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++)
        if (c == (uint8_t)groups[g].letters[0] && letters_at(w, i, groups[g].letters)) {
            key_put(o, groups[g].sounds);
            /* French gu before e and i is a hard g: Guerassimov */
            const bool mute_u = c == 'g' && groups[g].letters[1] == 0 && next == 'u' &&
                                i + 2 < w->n && (w->c[i + 2] == 'e' || w->c[i + 2] == 'i');
            return (uint32_t)strlen(groups[g].letters) + mute_u;
        }
    if (c == 'c') key_put(o, next == 'e' || next == 'i' || next == 'y' ? "s" : "k");
    else if (c == 'j') key_put(o, j_is_glide(w, i) ? "i" : "J");
    else if (c < 0x80 && ((c - 'a' < 26u) || c == 'S' || c == 'J'))
        key_put(o, (const char[2]){ (char)c, 0 });
    else if (c - '0' < 10u) key_put(o, (const char[2]){ (char)c, 0 });
    return 1;
}

/* ---- the key ---- */

static bool is_sound_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* Doubled letters once; i beside another vowel left out; a final e after a consonant left out. */
static void key_tidy(key_out *o)
{
    uint32_t k = 0, vowels = 0;
    for (uint32_t i = 0; i < o->n; i++) {
        const char c = o->at[i];
        if (k && o->at[k - 1] == c) continue;
        if (c == 'i' && k && is_sound_vowel(o->at[k - 1])) continue;
        if (is_sound_vowel(c) && k && o->at[k - 1] == 'i') k--;
        if (c == 'u' && k && o->at[k - 1] == 'o') k--; /* Belousov is Белоусов and may be Белусов */
        if (k && o->at[k - 1] == c) continue; /* "aia" is one a */
        o->at[k++] = c;
    }
    for (uint32_t i = 0; i < k; i++) vowels += is_sound_vowel(o->at[i]);
    if (k > 2 && vowels > 1 && o->at[k - 1] == 'e' &&
        (!is_sound_vowel(o->at[k - 2]) || o->at[k - 2] == 'o'))
        k--;
    o->n = k;
}

static void key_sounds(const key_word *w, key_out *o)
{
    for (uint32_t i = 0; i < w->n;) {
        if (w->c[i] == 0x434 && i + 1 < w->n && w->c[i + 1] == 0x436) { /* дж */
            key_put(o, "J");
            i += 2;
            continue;
        }
        const char *sounds = w->c[i] < 0x400 ? NULL : key_cyrillic(w->c[i]);
        if (sounds) {
            key_put(o, sounds);
            i++;
        } else i += key_latin(w, i, o);
    }
    key_tidy(o);
}

uint32_t sayso_lex_folded_key(const char *folded, uint32_t n, char *out)
{
    key_word w;
    key_out o;
    o.n = 0;
    key_read(folded, n, &w);
    key_sounds(&w, &o);
    const uint32_t k = o.n < LEX_MOST_BYTES ? o.n : LEX_MOST_BYTES;
    memcpy(out, o.at, k);
    return k;
}

uint32_t sayso_name_key(sayso_str word, char *out, uint32_t cap)
{
    char folded[LEX_MOST_BYTES], key[LEX_MOST_BYTES];
    const uint32_t k = sayso_lex_folded_key(folded, sayso_text_fold(word, folded, sizeof folded),
                                            key),
                   n = k < cap ? k : cap;
    memcpy(out, key, n);
    return n;
}
