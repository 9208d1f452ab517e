/* Addresses: what is written without a gap and is one token in any language. */
#include "split.h"

enum { LOOK = 64 }; /* atoms; longer addresses are cut there, so that time stays linear */

static bool is_word(const sayso_atom *a)
{
    return a->kind == SAYSO_C_LETTER || a->kind == SAYSO_C_DIGIT;
}

/* The end of the run without gaps from `first` on, LOOK atoms or SAYSO_MOST_ATOM bytes at most. */
static uint32_t run_end(const sayso_atom *a, uint32_t n, uint32_t first)
{
    uint32_t i = first + 1;
    while (i < n && i < first + LOOK && a[i].gap == SAYSO_GAP_NONE && a[i].kind != SAYSO_C_BROKEN &&
           a[i].end - a[first].start <= SAYSO_MOST_ATOM)
        i++;
    return i;
}

static uint32_t without_marks(const sayso_atom *a, uint32_t first, uint32_t end)
{
    while (end > first + 1 && !is_word(&a[end - 1]) && a[end - 1].kind != SAYSO_C_SLASH &&
           a[end - 1].kind != SAYSO_C_UNDERSCORE)
        end--;
    return end;
}

/* The end of name (. - _ name)*, the characters of hosts and users; 0 where no dot is in it. */
static uint32_t host_end(const sayso_atom *a, uint32_t first, uint32_t end, bool *dotted)
{
    uint32_t i = first;
    *dotted = false;
    for (; i < end; i++) {
        const uint8_t kind = a[i].kind;
        if (is_word(&a[i]) || kind == SAYSO_C_UNDERSCORE || kind == SAYSO_C_HYPHEN) continue;
        if (kind != SAYSO_C_DOT || i + 1 >= end || !is_word(&a[i + 1])) break;
        *dotted = true;
    }
    return i;
}

static uint32_t name_end(const sayso_atom *a, uint32_t n, uint32_t first)
{
    if (first + 1 >= n || a[first + 1].gap != SAYSO_GAP_NONE || a[first + 1].kind != SAYSO_C_LETTER)
        return 0;
    uint32_t i = first + 1;
    const uint32_t end = run_end(a, n, first);
    while (i < end && (is_word(&a[i]) || a[i].kind == SAYSO_C_UNDERSCORE)) i++;
    return i;
}

static bool opens_url(const sayso_atom *a, uint32_t first, uint32_t end)
{
    return first + 3 < end && a[first].kind == SAYSO_C_LETTER &&
           a[first + 1].kind == SAYSO_C_COLON && a[first + 2].kind == SAYSO_C_SLASH &&
           a[first + 3].kind == SAYSO_C_SLASH;
}

uint32_t sayso_address_end(const sayso_atom *a, uint32_t n, uint32_t first)
{
    if (a[first].kind == SAYSO_C_AT ||
        (a[first].kind == SAYSO_C_HASH && a[first].end - a[first].start == 1))
        return name_end(a, n, first);
    if (!is_word(&a[first]) || first + 2 >= n || a[first + 1].gap != SAYSO_GAP_NONE) return 0;
    const uint8_t next = a[first + 1].kind;
    if (next == SAYSO_C_LETTER && a[first].kind == SAYSO_C_LETTER) return 0;
    const uint32_t end = run_end(a, n, first);
    if (opens_url(a, first, end)) return without_marks(a, first, end);
    bool dotted, far_dotted;
    const uint32_t host = host_end(a, first, end, &dotted);
    if (host < end && host + 1 < end && a[host].kind == SAYSO_C_AT) {
        const uint32_t far = host_end(a, host + 1, end, &far_dotted);
        return far_dotted ? without_marks(a, first, far) : 0;
    }
    static const sayso_str www = { "www", 3 };
    if (dotted && a[first].hash == sayso_word_hash(www)) return without_marks(a, first, end);
    const bool path = dotted && host < end && a[host].kind == SAYSO_C_SLASH && host > first + 2 &&
                      a[host - 1].kind == SAYSO_C_LETTER && a[host - 2].kind == SAYSO_C_DOT &&
                      a[host - 1].chars >= 2 && host + 1 < end && is_word(&a[host + 1]) &&
                      a[first].chars >= 2;
    return path ? without_marks(a, first, end) : 0;
}
