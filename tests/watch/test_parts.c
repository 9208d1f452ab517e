/* The parts of following that need no net: addresses, robots.txt, times, what a feed says. */
#include "watch/address.h"
#include "watch/listing.h"
#include "watch/robots.h"
#include "watch/url.h"
#include "watch/watch.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

/* ---- addresses ---- */

static bool is_public(const char *address)
{
    struct sockaddr_in in = { .sin_family = AF_INET };
    struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };
    if (inet_pton(AF_INET, address, &in.sin_addr) == 1)
        return sayso_follow_address_public((const struct sockaddr *)(const void *)&in);
    assert_int_equal(inet_pton(AF_INET6, address, &in6.sin6_addr), 1);
    return sayso_follow_address_public((const struct sockaddr *)(const void *)&in6);
}

static void private_addresses_are_told(void **state)
{
    static const char *const ours[] = {
        "127.0.0.1", "127.255.255.255", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255",
        "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1",
        "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.9", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "fe80::1", "febf::1", "fc00::1", "fdff::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::",
        "2002:c0a8:101::", "2001::1", "2001:db8::1", "100::1", "3fff::1", "::127.0.0.1", "fec0::1",
    };
    static const char *const others[] = {
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255",
        "100.63.255.255", "100.128.0.0", "223.255.255.255", "93.184.216.34", "2606:4700::1111",
        "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "2001:4860::1",
    };
    (void)state;
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (is_public(ours[i])) fail_msg("%s is taken for public", ours[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!is_public(others[i])) fail_msg("%s is taken for private", others[i]);
}

static void urls_are_made_plain(void **state)
{
    static const struct { const char *base, *relative, *whole; } rows[] = {
        { NULL, "HTTPS://T.Example:443/A?b#c", "https://t.example/A?b" },
        { "http://t.example/a/b.xml", "../c.html", "http://t.example/c.html" },
        { "http://t.example/a", "//u.example/x", "http://u.example/x" },
        { "https://t.example/a?x=1", "?y=2", "https://t.example/a?y=2" },
        { NULL, "http://t.example", "http://t.example/" },
        { NULL, "ftp://t.example/a", NULL },
        { NULL, "file:///etc/passwd", NULL },
        { "http://t.example/", "javascript:alert(1)", NULL },
        { NULL, "http://user:word@t.example/", NULL },
        { NULL, "/nowhere", NULL },
        { NULL, "http://", NULL },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *got = sayso_follow_url(rows[i].base, rows[i].relative);
        if (!rows[i].whole) assert_null(got);
        else {
            assert_non_null(got);
            assert_string_equal(got, rows[i].whole);
        }
        free(got);
    }
    char *host = sayso_follow_host("https://t.example:8443/a?b");
    assert_string_equal(host, "https://t.example:8443");
    free(host);
    assert_string_equal(sayso_follow_path("https://t.example/a?b"), "/a?b");
    assert_string_equal(sayso_follow_path("https://t.example"), "/");
}

/* ---- robots.txt ---- */

static bool allowed(const char *robots, const char *path)
{
    return sayso_follow_robots_allow(robots, strlen(robots), "sayso/0.1 (+https://t.example)", path);
}

static void robots_are_obeyed(void **state)
{
    static const struct { const char *robots, *path; bool allow; } rows[] = {
        { "", "/a", true },
        { "User-agent: *\nDisallow: /", "/a", false },
        { "User-agent: *\nDisallow: /", "/robots.txt", true },
        { "User-agent: *\nDisallow:", "/a", true },
        /* the group that names us counts, and no other; in any letters */
        { "User-agent: *\nDisallow: /\n\nUser-agent: SaySo\nDisallow: /x", "/a", true },
        { "User-agent: *\nDisallow: /\n\nUser-agent: SaySo\nDisallow: /x", "/x/y", false },
        { "User-agent: saysobot\nDisallow: /", "/a", true },
        { "User-agent: sayso/9\nDisallow: /", "/a", false },
        /* several groups of one name are one; several names may head one group */
        { "User-agent: sayso\nDisallow: /x\nUser-agent: b\nDisallow: /y\nUser-agent: sayso\nDisallow: /z",
          "/z", false },
        { "User-agent: sayso\nDisallow: /x\nUser-agent: b\nDisallow: /y\nUser-agent: sayso\nDisallow: /z",
          "/y", true },
        { "User-agent: a\nUser-agent: sayso\nDisallow: /x", "/x", false },
        { "User-agent: a\nSitemap: /s\nUser-agent: sayso\nDisallow: /x", "/x", false },
        /* the longest rule counts; allowing wins */
        { "User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true },
        { "User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", false },
        { "User-agent: *\nDisallow: /a\nAllow: /a", "/a", true },
        /* stars and the end */
        { "User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", false },
        { "User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", true },
        { "User-agent: *\nDisallow: /a*b*c", "/a--b--b-c-", false },
        { "User-agent: *\nDisallow: /a*b*c", "/a--c--b", true },
        { "User-agent: *\nDisallow: /$", "/", false },
        { "User-agent: *\nDisallow: /$", "/a", true },
        { "User-agent: *\nDisallow: *", "/a", false },
        /* what is escaped is the same as what is not */
        { "User-agent: *\nDisallow: /%61", "/a", false },
        { "User-agent: *\nDisallow: /\xd0\xb0", "/%D0%B0", false },
        /* comments, ends of lines, blanks, marks */
        { "# none\r\nUser-agent: * # all\r\n  disallow : /a # b\r\n", "/a", false },
        { "\xef\xbb\xbfUser-agent: *\rDisallow: /a", "/a", false },
        { "Disallow: /a", "/a", true },
        { "User-agent: *\nnothing\n: /\nDisallow /a", "/a", true },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (allowed(rows[i].robots, rows[i].path) != rows[i].allow)
            fail_msg("row %zu: %s of %s", i, rows[i].path, rows[i].robots);
}

static void robots_delays(void **state)
{
    static const char text[] = "User-agent: *\nCrawl-delay: 9\n\nUser-agent: sayso\nCrawl-delay: 4\nDisallow:";
    (void)state;
    assert_int_equal(sayso_follow_robots_delay(text, sizeof text - 1, "sayso"), 4);
    assert_int_equal(sayso_follow_robots_delay(text, sizeof text - 1, "other"), 9);
    assert_int_equal(sayso_follow_robots_delay("", 0, "sayso"), 0);
}

/* A file made to keep us busy forbids, and is done with at once. */
static void hostile_robots_end(void **state)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    char path[2000];
    (void)state;
    sayso_buf_puts(&b, "User-agent: *\n");
    while (b.len < SAYSO_ROBOTS_BYTES - 5000) {
        sayso_buf_puts(&b, "Allow: /*");
        for (int i = 0; i < 1000; i++) sayso_buf_puts(&b, "a");
        sayso_buf_puts(&b, "b\n");
    }
    memset(path, 'a', sizeof path);
    path[0] = '/';
    path[sizeof path - 1] = 0;
    assert_false(sayso_follow_robots_allow(b.at, b.len, "sayso", path));
    sayso_buf_free(&b);
}

/* ---- times ---- */

static int64_t at(const char *iso)
{
    int64_t t = -1;
    assert_true(sayso_pace_time(iso, &t));
    return t;
}

static void times_are_read(void **state)
{
    int64_t t;
    char room[SAYSO_PACE_ROOM];
    (void)state;
    assert_int_equal(at("1970-01-02"), 86400);
    assert_int_equal(at("2031-05-06T06:30:00Z"), at("2031-05-06T08:30:00+02:00"));
    assert_int_equal(at("2031-05-06T06:30"), at("2031-05-06 01:30:00.125 -0500"));
    assert_string_equal(sayso_pace_text(at("2031-05-06T06:30:15Z"), room), "2031-05-06T06:30:15Z");
    assert_false(sayso_pace_time("2031-05", &t));
    assert_false(sayso_pace_time("yesterday, at noon", &t));
    assert_false(sayso_pace_time(NULL, &t));
}

static void feeds_set_their_pace(void **state)
{
    const int64_t now = at("2031-05-06T12:00:00Z");
    sayso_pace p = { .said = 0 };
    (void)state;
    assert_int_equal(sayso_pace_every(&p, now), 30 * 60); /* nothing is known */
    sayso_pace_item(&p, "2031-05-06T10:00:00Z", now);
    sayso_pace_item(&p, "2031-05-06T11:00:00Z", now);
    sayso_pace_item(&p, "2031-05-06T12:00:00Z", now);
    sayso_pace_item(&p, "2031-05-07T12:00:00Z", now); /* to come: not looked at */
    sayso_pace_item(&p, "2031-05-01", now);           /* no time of day */
    assert_int_equal(p.dated, 3);
    assert_int_equal(sayso_pace_every(&p, now), 30 * 60); /* half an hour: half the gap */
    assert_int_equal(sayso_pace_every(&p, now + 4 * 3600), 2 * 3600); /* it is silent */
    assert_int_equal(sayso_pace_every(&p, now + 400 * 86400), 6 * 3600); /* for long */
    p.said = 3 * 3600;
    assert_int_equal(sayso_pace_every(&p, now), 3 * 3600); /* it asks for more */
    p.said = 60;
    assert_int_equal(sayso_pace_every(&p, now), 30 * 60); /* it may be asked sooner, and need not */
    p.said = 365 * 86400;
    assert_int_equal(sayso_pace_every(&p, now), SAYSO_PACE_MOST);
    p = (sayso_pace){ .said = 1 };
    assert_int_equal(sayso_pace_every(&p, now), SAYSO_PACE_LEAST);
}

static void failures_are_waited_for(void **state)
{
    const int64_t now = at("2031-05-06T12:00:00Z");
    (void)state;
    assert_int_equal(sayso_pace_again(1, 300, 86400), 300);
    assert_int_equal(sayso_pace_again(3, 300, 86400), 1200);
    assert_int_equal(sayso_pace_again(4000000000u, 300, 86400), 86400);
    assert_int_equal(sayso_pace_retry_after("120", now), 120);
    assert_int_equal(sayso_pace_retry_after("Tue, 06 May 2031 12:10:00 GMT", now), 600);
    assert_int_equal(sayso_pace_retry_after("Tue, 06 May 2031 11:00:00 GMT", now), 0);
    assert_int_equal(sayso_pace_retry_after("99999999999999999999", now), 2 * 86400);
    assert_int_equal(sayso_pace_retry_after("-5", now), 0);
    assert_int_equal(sayso_pace_retry_after("soon", now), 0);
    assert_int_equal(sayso_pace_retry_after(NULL, now), 0);
}

/* ---- listings ---- */

static sayso_listing listing_of(const char *bytes, size_t n, const char *charset)
{
    sayso_listing l;
    assert_int_equal(sayso_listing_read(&l, "http://t.example/a/feed", bytes, n, charset, 1 << 20),
                     SAYSO_OK);
    return l;
}

static void feeds_are_read(void **state)
{
    static const char rss[] =
        "\xef\xbb\xbf <?xml version='1.0'?><!-- a long word before it -->"
        "<rss version='2.0' xmlns:sy='s'><channel><title>Tolm Post</title><ttl>5</ttl>"
        "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
        "<item><title>Talks &amp; tea</title><link>../1.html#x</link><guid>g</guid>"
        "<pubDate>Tue, 06 May 2031 06:30:00 +0000</pubDate><description>They met.</description></item>"
        "<item><link>mailto:a@t.example</link><title>Only that</title></item>"
        "<item><link>/3</link></item><item><guid>http://t.example/4</guid><title>D</title></item>"
        "</channel></rss>";
    (void)state;
    sayso_listing l = listing_of(rss, sizeof rss - 1, NULL);
    assert_int_equal(l.kind, SAYSO_LISTING_FEED);
    assert_string_equal(l.title, "Tolm Post");
    assert_int_equal(l.pace.said, 6 * 3600);
    assert_int_equal(l.n, 4);
    assert_string_equal(l.list[0].url, "http://t.example/1.html");
    assert_string_equal(l.list[0].id, "g");
    assert_string_equal(l.list[0].text_via, "summary");
    assert_string_equal(l.list[0].date, "2031-05-06");
    assert_null(l.list[1].url);
    assert_string_equal(l.list[1].text_via, "title");
    assert_null(l.list[1].id);
    assert_string_equal(l.list[2].url, "http://t.example/3"); /* without a word: the page has it */
    assert_null(l.list[2].text);
    assert_string_equal(l.list[3].url, "http://t.example/4");
    assert_null(l.problem);
    sayso_listing_end(&l);
}

static void lists_of_feeds_are_read(void **state)
{
    static const char opml[] = "<opml><head><title>Mine</title></head><body><outline text='a'><outline "
                               "xmlurl='http://u.example/1'/></outline><outline xmlUrl='ftp://x/'/>"
                               "<outline xmlUrl='2'/></body></opml>";
    static const char index[] = "<sitemapindex><sitemap><loc> http://t.example/s.xml </loc><lastmod>"
                                "2031-05-06</lastmod></sitemap></sitemapindex>";
    static const char page[] = "<!doctype html><html><head><link rel=stylesheet href=a.css><link "
                               "rel='alternate' type='application/atom+xml' href='/atom'></head>";
    (void)state;
    sayso_listing l = listing_of(opml, sizeof opml - 1, NULL);
    assert_int_equal(l.kind, SAYSO_LISTING_OPML);
    assert_int_equal(l.n, 2);
    assert_string_equal(l.title, "Mine");
    assert_string_equal(l.list[0].url, "http://u.example/1");
    assert_string_equal(l.list[1].url, "http://t.example/a/2");
    sayso_listing_end(&l);
    l = listing_of(index, sizeof index - 1, NULL);
    assert_int_equal(l.kind, SAYSO_LISTING_INDEX);
    assert_string_equal(l.list[0].url, "http://t.example/s.xml");
    assert_string_equal(l.list[0].changed, "2031-05-06");
    sayso_listing_end(&l);
    l = listing_of(page, sizeof page - 1, NULL);
    assert_int_equal(l.kind, SAYSO_LISTING_PAGE);
    assert_string_equal(l.list[0].url, "http://t.example/atom");
    sayso_listing_end(&l);
    l = listing_of("<p>Nothing", 10, NULL);
    assert_int_equal(l.kind, SAYSO_LISTING_NONE);
    assert_non_null(l.problem);
    sayso_listing_end(&l);
}

/* The text of the only item of a feed in some encoding. */
static void text_is(const char *bytes, size_t n, const char *charset, const char *text)
{
    sayso_listing l = listing_of(bytes, n, charset);
    assert_int_equal(l.n, 1);
    assert_string_equal(l.list[0].text, text);
    sayso_listing_end(&l);
}

static void encodings_are_turned(void **state)
{
    static const char koi[] = "<?xml version='1.0' encoding='koi8-r'?><rss><item><description>\xed\xc9\xd2"
                              "</description></item></rss>";
    static const char by_http[] = "<rss><item><description>\xcc\xe8\xf0</description></item></rss>";
    char wide[200];
    size_t n = 0;
    (void)state;
    text_is(koi, sizeof koi - 1, NULL, "Мир");
    text_is(by_http, sizeof by_http - 1, "windows-1251", "Мир");
    wide[n++] = (char)0xff;
    wide[n++] = (char)0xfe;
    for (const char *s = "<rss><item><title>Talks</title></item></rss>"; *s; s++) {
        wide[n++] = *s;
        wide[n++] = 0;
    }
    text_is(wide, n, NULL, "Talks");
}

/* What is whole before what is cut is read, and that something is missing is told. */
static void broken_feeds_give_what_they_have(void **state)
{
    static const char cut[] = "<rss><channel><item><title>One</title></item><item><title>Two</title></item>"
                              "<item><title>Thr";
    (void)state;
    sayso_listing l = listing_of(cut, sizeof cut - 1, NULL);
    assert_int_equal(l.kind, SAYSO_LISTING_FEED);
    assert_int_equal(l.n, 2);
    assert_string_equal(l.list[1].title, "Two");
    assert_non_null(l.problem);
    sayso_listing_end(&l);
}

static void ways_of_alerts(void **state)
{
    (void)state;
    assert_true(sayso_follow_alert_ok("print"));
    assert_true(sayso_follow_alert_ok("command:mail -s x y"));
    assert_true(sayso_follow_alert_ok("webhook:https://t.example/"));
    assert_true(sayso_follow_alert_ok("feed:a.xml"));
    assert_false(sayso_follow_alert_ok("webhook:ftp://t.example/"));
    assert_false(sayso_follow_alert_ok("command:"));
    assert_false(sayso_follow_alert_ok("printer"));
    assert_false(sayso_follow_alert_ok(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(private_addresses_are_told),
        cmocka_unit_test(urls_are_made_plain),
        cmocka_unit_test(robots_are_obeyed),
        cmocka_unit_test(robots_delays),
        cmocka_unit_test(hostile_robots_end),
        cmocka_unit_test(times_are_read),
        cmocka_unit_test(feeds_set_their_pace),
        cmocka_unit_test(failures_are_waited_for),
        cmocka_unit_test(feeds_are_read),
        cmocka_unit_test(lists_of_feeds_are_read),
        cmocka_unit_test(encodings_are_turned),
        cmocka_unit_test(broken_feeds_give_what_they_have),
        cmocka_unit_test(ways_of_alerts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
