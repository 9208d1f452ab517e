/* Pages: what they say of themselves, and the article without what stands around it. All pages are
 * invented. */
#include "formats/in/in.h"
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>

static sayso_item read_page(const char *page)
{
    sayso_item i = { 0 };
    sayso_html_document(&i, page, strlen(page), NULL);
    return i;
}

static void check(const char *page, const char *title, const char *date, const char *publisher,
                  const char *url, const char *text)
{
    sayso_item i = read_page(page);
    if (i.status) fail_msg("%s", i.message);
    const char *const got[] = { i.document.title, i.document.date, i.document.publisher,
                                i.document.url },
                      *const want[] = { title, date, publisher, url };
    for (int k = 0; k < 4; k++)
        if (want[k]) assert_string_equal(got[k], want[k]);
        else assert_null(got[k]);
    assert_int_equal(strlen(text), i.document.text_len);
    assert_memory_equal(i.document.text, text, i.document.text_len);
    sayso_item_clear(&i);
}

#define FIRST                                                                                      \
    "The presidents of Korvia and Ardia met in Tolm on Tuesday, their offices said in a joint "    \
    "statement."
#define SECOND                                                                                     \
    "It was the first meeting of the two since the border was closed last year, after weeks of "   \
    "shelling."

static void linked_data_comes_first(void **state)
{
    (void)state;
    check("<!DOCTYPE html><html lang=en><head><title>Talks | The Tolm Post</title>"
          "<meta property=og:title content='Talks in Tolm (og)'><meta property='og:site_name' content='Tolm Post'>"
          "<script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"x\"},"
          "{\"@type\":[\"NewsArticle\"],\"headline\":\"Talks in Tolm\",\"datePublished\":\"2031-05-06T09:30:00Z\",\"publisher\":{\"name\":\"The Tolm Post\"},"
          "\"mainEntityOfPage\":{\"@id\":\"https://tolm.example/1\"}}]}</script></head>"
          "<body><nav><a href=/>Home</a> <a href=/w>World news and everything that happened in it today and yesterday</a></nav>"
          "<div class='page has-sidebar'><article><h1>Talks in Tolm</h1><p>" FIRST "</p><figure><img src=x><figcaption>The presidents in Tolm, as seen by our "
          "photographer, on the stairs of the palace.</figcaption></figure><script>var x = 'A sentence that is long enough to be a paragraph of its own.';</script>"
          "<p>" SECOND "</p><div class=related-articles><p>Read also: another article that has a long title, and then some more words.</p></div></article>"
          "<aside><p>An aside that is long enough to be taken for a paragraph of the article itself.</p></aside></div>"
          "<footer><p>Copyright of the Tolm Post, all rights reserved, and so on and so forth, in 2031.</p></footer></body></html>",
          "Talks in Tolm", "2031-05-06T09:30:00Z", "The Tolm Post", "https://tolm.example/1", "Talks in Tolm\n\n" FIRST "\n\n" SECOND);
}

static void meta_tags_and_time(void **state)
{
    (void)state;
    check("<html><head><meta name=date content='6 May 2031'><meta "
          "property='article:published_time' content='2031-05-06'>"
          "<meta property='og:title' content='Talks'><meta property=og:site_name "
          "content='Post'><link rel=canonical href='https://p.example/2'></head>"
          "<body><div id=main-menu><p>A menu that has been written as a paragraph, for whatever "
          "reason it may be.</p></div>"
          "<div><p>" FIRST "</p><p>" SECOND
          "</p><p>Share</p></div><time datetime='2031-05-01'>1 May</time></body></html>",
          "Talks", "2031-05-06", "Post", "https://p.example/2", "Talks\n\n" FIRST "\n\n" SECOND);
    check("<body><h1>Head <b>line</b></h1><time datetime=2031-05-01>x</time><p>" FIRST, "Head line",
          "2031-05-01", NULL, NULL, "Head line\n\n" FIRST);
}

static void paragraphs_without_markup(void **state)
{
    (void)state;
    check("<div>" FIRST "<br><br>" SECOND "</div>", NULL, NULL, NULL, NULL, FIRST "\n\n" SECOND);
    check("<p>" FIRST "</p><h2>Background</h2><p>" SECOND "</p><h2>Related</h2>", NULL, NULL, NULL,
          NULL, FIRST "\n\nBackground\n\n" SECOND);
    check("<p>Caf\xc3\xa9s &amp; \xd0\xba\xd0\xb0\xd1\x84\xd0\xb5 &laquo;x&raquo;&nbsp;y &#8212; a "
          "sentence that is not short.",
          NULL, NULL, NULL, NULL,
          "Caf\xc3\xa9s & \xd0\xba\xd0\xb0\xd1\x84\xd0\xb5 \xc2\xabx\xc2\xbb y \xe2\x80\x94 a "
          "sentence that is not short.");
}

static void other_encodings_are_read(void **state)
{
    (void)state;
    /* windows-1251, as the page says; then UTF-8 that a page wrongly calls windows-1251 */
    check("<html><head><meta "
          "charset=windows-1251></head><body><p>\xcf\xf0\xe5\xe7\xe8\xe4\xe5\xed\xf2 "
          "\xef\xf0\xe8\xe1\xfb\xeb \xe2 \xd2\xee\xeb\xec "
          "\xe2\xee \xe2\xf2\xee\xf0\xed\xe8\xea.</p></body></html>",
          NULL, NULL, NULL, NULL,
          "\xd0\x9f\xd1\x80\xd0\xb5\xd0\xb7\xd0\xb8\xd0\xb4\xd0\xb5\xd0\xbd\xd1\x82 "
          "\xd0\xbf\xd1\x80\xd0\xb8\xd0\xb1\xd1\x8b\xd0\xbb \xd0\xb2 "
          "\xd0\xa2\xd0\xbe\xd0\xbb\xd0\xbc \xd0\xb2\xd0\xbe "
          "\xd0\xb2\xd1\x82\xd0\xbe\xd1\x80\xd0\xbd\xd0\xb8\xd0\xba.");
    check("<html><head><meta charset=windows-1251></head><body><p>Le pr\xc3\xa9sident est "
          "arriv\xc3\xa9 mardi \xc3\xa0 Tolm.</p></body></html>",
          NULL, NULL, NULL, NULL, "Le pr\xc3\xa9sident est arriv\xc3\xa9 mardi \xc3\xa0 Tolm.");
}

static void pages_without_text_are_refused(void **state)
{
    (void)state;
    static const char *const pages[] = { "", "<html></html>", "<script>let x = 1;</script>",
                                         "<nav><a href=x>Home</a></nav>", "<!-- nothing -->" };
    for (size_t k = 0; k < sizeof pages / sizeof *pages; k++) {
        sayso_item i = read_page(pages[k]);
        assert_int_equal(i.status, SAYSO_BAD_DOCUMENT);
        assert_non_null(strchr(i.message, ';'));
        sayso_item_clear(&i);
    }
}

/* Markup that tries the parser: deep, unclosed, wrongly nested, cut off anywhere. */
static void hostile_pages_do_no_harm(void **state)
{
    (void)state;
    static const char *const bits[] = {
        "<b>",      "<div>", "<p>",      "<table><tr>", "</i>",
        "<a href=", "<!--",  "<script>", "&#x",         "<svg><p>"
    };
    for (size_t k = 0; k < sizeof bits / sizeof *bits; k++) {
        sayso_buf b = SAYSO_BUF_EMPTY;
        for (int n = 0; n < 20000; n++) sayso_buf_puts(&b, bits[k]);
        sayso_buf_puts(&b, "<p>" FIRST);
        sayso_item i = { 0 };
        sayso_html_document(&i, b.at, b.len, NULL);
        assert_true(i.status == SAYSO_OK || i.message[0]);
        sayso_item_clear(&i);
        sayso_buf_free(&b);
    }
    static const char page[] =
        "<html><head><script "
        "type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"x\"}</script><body "
        "class=a id='b'><h1>x</h1><p>" FIRST;
    for (size_t n = 0; n < sizeof page; n++) {
        sayso_item i = { 0 };
        sayso_html_document(&i, page, n, NULL);
        sayso_item_clear(&i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(linked_data_comes_first),
        cmocka_unit_test(meta_tags_and_time),
        cmocka_unit_test(paragraphs_without_markup),
        cmocka_unit_test(other_encodings_are_read),
        cmocka_unit_test(pages_without_text_are_refused),
        cmocka_unit_test(hostile_pages_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
