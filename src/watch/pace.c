/* When a feed is asked next: by its own word and its own frequency. */
#include "pace.h"
#include "base/day.h"
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    DAY = 86400,
    UNKNOWN = 30 * 60,       /* a feed that shows nothing of its frequency */
    SLOWEST = 6 * 60 * 60,   /* that we wait by what we see; only its own word asks for more */
    LONGEST_RETRY = 2 * DAY
};

/* Of "06:30", "06:30:15.5+02:00", "0630Z": seconds of the day, in UTC; -1 where it is none. */
static int64_t clock_of(const char *s)
{
    unsigned h, m, sec = 0, zh = 0, zm = 0;
    int n = 0;
    if (sscanf(s, "%2u:%2u%n", &h, &m, &n) != 2 || h > 24 || m > 59) return -1;
    s += n;
    if (*s == ':' && sscanf(s, ":%2u%n", &sec, &n) == 1) s += n;
    if (*s == '.') s += 1 + strspn(s + 1, "0123456789");
    while (*s == ' ') s++;
    if (*s == '+' || *s == '-')
        if (sscanf(s + 1, "%2u:%2u", &zh, &zm) < 2) sscanf(s + 1, "%2u%2u", &zh, &zm);
    const int64_t zone = (int64_t)zh * 3600 + zm * 60;
    return (int64_t)h * 3600 + m * 60 + sec + (*s == '-' ? zone : -zone);
}

bool sayso_pace_time(const char *iso, int64_t *out)
{
    char day[11];
    sayso_day d;
    if (!iso || strlen(iso) < 10) return false;
    memcpy(day, iso, 10);
    day[10] = 0;
    if (!sayso_day_parse(day, &d) || d.precision != SAYSO_DAY) return false;
    const int64_t clock = iso[10] ? clock_of(iso + 11) : 0;
    *out = (int64_t)d.from * DAY + (clock < 0 ? 0 : clock);
    return true;
}

const char *sayso_pace_text(int64_t t, char out[SAYSO_PACE_ROOM])
{
    char day[SAYSO_DAY_SIZE];
    const int32_t d = (int32_t)(t / DAY);
    const int s = (int)(t % DAY);
    sayso_day_text((sayso_day){ d, d, SAYSO_DAY }, day);
    snprintf(out, SAYSO_PACE_ROOM, "%.10sT%02d:%02d:%02dZ", day, s / 3600, s / 60 % 60, s % 60);
    return out;
}

void sayso_pace_item(sayso_pace *p, const char *date, int64_t now)
{
    int64_t t;
    if (!date || !date[10] || !sayso_pace_time(date, &t) || t > now) return;
    if (!p->dated || t < p->first) p->first = t;
    if (!p->dated || t > p->last) p->last = t;
    p->dated++;
}

static int64_t within(int64_t x, int64_t least, int64_t most)
{
    return x < least ? least : x > most ? most : x;
}

int64_t sayso_pace_every(const sayso_pace *p, int64_t now)
{
    int64_t seen = UNKNOWN;
    if (p->dated > 1) {
        const int64_t gap = (p->last - p->first) / (p->dated - 1), silence = now - p->last;
        seen = within((gap > silence ? gap : silence) / 2, SAYSO_PACE_LEAST, SLOWEST);
    }
    return within(p->said > seen || (p->said && p->dated < 2) ? p->said : seen, SAYSO_PACE_LEAST,
                  SAYSO_PACE_MOST);
}

int64_t sayso_pace_again(uint32_t n, int64_t first, int64_t most)
{
    while (n-- > 1 && first < most) first *= 2;
    return first < most ? first : most;
}

int64_t sayso_pace_retry_after(const char *value, int64_t now)
{
    char *end;
    if (!value) return 0;
    const long long seconds = strtoll(value, &end, 10);
    if (end != value && !*end) return within(seconds, 0, LONGEST_RETRY);
    const time_t at = curl_getdate(value, NULL);
    return at < 0 ? 0 : within((int64_t)at - now, 0, LONGEST_RETRY);
}
