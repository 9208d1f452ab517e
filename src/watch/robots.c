/* robots.txt: who may fetch what (RFC 9309). The file is gone through line by line, first for groups
 * that name us, and where there are none for those of "*". */
#include "robots.h"
#include <strings.h>

enum { MOST_STEPS = 1 << 24 }; /* a tenth of a second; a file that takes more forbids everything */

typedef struct line { sayso_str key, value; } line;

static bool blank(char c) { return c == ' ' || c == '\t'; }

static sayso_str trimmed(const char *s, const char *end)
{
    while (s < end && blank(*s)) s++;
    while (end > s && blank(end[-1])) end--;
    return (sayso_str){ s, (uint32_t)(end - s) };
}

/* The next "key: value", comments taken away; false at the end. Lines without a colon are none. */
static bool line_next(const char **at, const char *end, line *out)
{
    while (*at < end) {
        const char *s = *at, *stop = s, *colon = NULL, *cut = NULL;
        for (; stop < end && *stop != '\n' && *stop != '\r'; stop++) {
            if (*stop == '#' && !cut) cut = stop;
            if (*stop == ':' && !colon && !cut) colon = stop;
        }
        *at = stop < end ? stop + 1 : end;
        if (!colon) continue;
        out->key = trimmed(s, colon);
        out->value = trimmed(colon + 1, cut ? cut : stop);
        return true;
    }
    return false;
}

static bool is(sayso_str s, const char *name)
{
    return s.len == strlen(name) && strncasecmp(s.at, name, s.len) == 0;
}

/* Bytes of the name that a program goes by: letters, - and _. */
static uint32_t name_of(const char *s, size_t n)
{
    uint32_t k = 0;
    while (k < n && (((s[k] | 0x20) >= 'a' && (s[k] | 0x20) <= 'z') || s[k] == '-' || s[k] == '_'))
        k++;
    return k;
}

static bool names(sayso_str value, const char *agent)
{
    if (!agent) return value.len == 1 && *value.at == '*';
    const uint32_t k = name_of(value.at, value.len), own = name_of(agent, strlen(agent));
    return k && k == own && strncasecmp(value.at, agent, k) == 0;
}

typedef struct group_walk {
    const char *at, *end, *agent; /* agent NULL: the groups of "*" */
    bool ours, heads;             /* is the group at hand ours; are we still in its first lines? */
} group_walk;

/* The next rule of a group that is ours. */
static bool rule_next(group_walk *w, line *out)
{
    while (line_next(&w->at, w->end, out)) {
        if (is(out->key, "user-agent")) {
            if (!w->heads) w->ours = false;
            w->heads = true;
            w->ours |= names(out->value, w->agent);
            continue;
        }
        if (!is(out->key, "allow") && !is(out->key, "disallow") && !is(out->key, "crawl-delay"))
            continue; /* a Sitemap line ends no group */
        w->heads = false;
        if (w->ours) return true;
    }
    return false;
}

/* Those that name `agent`, where there are any; else those of "*". */
static group_walk groups_of(const char *bytes, size_t n, const char *agent)
{
    const char *at = bytes, *end = bytes + (n < SAYSO_ROBOTS_BYTES ? n : SAYSO_ROBOTS_BYTES);
    if (n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) at += 3;
    group_walk w = { at, end, NULL, false, false };
    line l;
    while (!w.agent && line_next(&at, end, &l))
        if (is(l.key, "user-agent") && names(l.value, agent)) w.agent = agent;
    return w;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

/* One byte of a path, "%41" and "A" being the same. */
static unsigned byte_of(const char **s, const char *end)
{
    const char *at = *s;
    if (*at == '%' && end - at > 2 && hex(at[1]) >= 0 && hex(at[2]) >= 0) {
        *s += 3;
        return (unsigned)(hex(at[1]) * 16 + hex(at[2]));
    }
    (*s)++;
    return (uint8_t)*at;
}

/* Does the rule fit the path from its beginning? "*" is any bytes, "$" at the end of a rule the end
 * of the path. The last star is the only one that has to be tried again. False where *steps, what
 * may be spent on a file, is spent. */
static bool fits(sayso_str rule, const char *path, uint32_t *steps)
{
    const char *r = rule.at, *rend = rule.at + rule.len, *p = path, *pend = path + strlen(path);
    const char *star = NULL, *from = NULL;
    for (; *steps; --*steps) {
        if (r == rend) return true;
        if (*r == '*') {
            star = ++r;
            from = p;
            continue;
        }
        if (*r == '$' && r + 1 == rend && p == pend) return true;
        if (p < pend && !(*r == '$' && r + 1 == rend)) {
            const char *r2 = r, *p2 = p;
            if (byte_of(&r2, rend) == byte_of(&p2, pend)) {
                r = r2;
                p = p2;
                continue;
            }
        }
        if (!star || from == pend) return false;
        byte_of(&from, pend);
        p = from;
        r = star;
    }
    return false;
}

bool sayso_follow_robots_allow(const char *bytes, size_t n, const char *agent, const char *path)
{
    group_walk w = groups_of(bytes, n, agent);
    line l;
    uint32_t longest = 0, steps = MOST_STEPS;
    bool allow = true;
    while (rule_next(&w, &l)) {
        const bool allows = is(l.key, "allow");
        if ((!allows && !is(l.key, "disallow")) || !l.value.len || l.value.len < longest) continue;
        if ((l.value.len == longest && !allows) || !fits(l.value, path, &steps)) continue;
        longest = l.value.len;
        allow = allows;
    }
    return (allow && steps) || strcmp(path, "/robots.txt") == 0;
}

uint32_t sayso_follow_robots_delay(const char *bytes, size_t n, const char *agent)
{
    enum { MOST = 86400 };
    group_walk w = groups_of(bytes, n, agent);
    line l;
    uint32_t delay = 0;
    while (rule_next(&w, &l)) {
        uint32_t x = 0;
        for (uint32_t i = 0; is(l.key, "crawl-delay") && i < l.value.len && x < MOST; i++) {
            if (l.value.at[i] < '0' || l.value.at[i] > '9') break;
            x = x * 10 + (uint32_t)(l.value.at[i] - '0');
        }
        if (x > delay) delay = x < MOST ? x : MOST;
    }
    return delay;
}
