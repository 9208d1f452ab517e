/* Mail (RFC 5322, MIME): subject, date, sender, and the text: its plain part, else its HTML. By
 * gmime. */
#include "in.h"
#include <gmime/gmime.h>

static sayso_status say(sayso_item *item, sayso_said what, const char *value)
{
    return value ? sayso_item_say(item, what, value, strlen(value)) : item->status;
}

/* The first part of that subtype, plain before HTML, that is no attachment; NULL where there is
 * none. */
static GMimePart *part_of(GMimeObject *top, const char *subtype, int depth)
{
    if (GMIME_IS_MULTIPART(top) && depth < 16) {
        GMimePart *found = NULL;
        for (int i = 0; !found && i < g_mime_multipart_get_count((GMimeMultipart *)top); i++)
            found = part_of(g_mime_multipart_get_part((GMimeMultipart *)top, i), subtype,
                            depth + 1);
        return found;
    }
    GMimeContentDisposition *d = g_mime_object_get_content_disposition(top);
    const bool attached = d && g_mime_content_disposition_is_attachment(d);
    return !attached && GMIME_IS_TEXT_PART(top) &&
                   g_mime_content_type_is_type(g_mime_object_get_content_type(top), "text", subtype)
               ? (GMimePart *)top
               : NULL;
}

/* The part's bytes, its transfer encoding taken off. */
static bool part_bytes(GMimePart *part, sayso_buf *out)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    GMimeStream *to = g_mime_stream_mem_new();
    const bool ok = content && g_mime_data_wrapper_write_to_stream(content, to) >= 0;
    GByteArray *bytes = g_mime_stream_mem_get_byte_array((GMimeStreamMem *)to);
    if (ok) sayso_buf_put(out, bytes->data ? (const char *)bytes->data : "", bytes->len);
    g_object_unref(to);
    return ok && !out->failed;
}

static sayso_status body_read(sayso_item *item, GMimeMessage *m)
{
    GMimeObject *top = g_mime_message_get_mime_part(m);
    GMimePart *plain = top ? part_of(top, "plain", 0) : NULL,
              *html = top && !plain ? part_of(top, "html", 0) : NULL;
    GMimePart *part = plain ? plain : html;
    if (!part)
        return sayso_item_textless(item,
                                   "a mail without a part that is text; save the part that is");
    sayso_buf b = SAYSO_BUF_EMPTY;
    if (!part_bytes(part, &b)) {
        sayso_buf_free(&b);
        return sayso_item_no_memory(item);
    }
    const char *charset = g_mime_object_get_content_type_parameter((GMimeObject *)part, "charset"),
               *s = b.at ? b.at : "";
    size_t n = b.len;
    if (html) {
        const sayso_document head = item->document; /* the mail's own word stands before its page's
                                                       */
        sayso_html_document(item, s, n, charset);
        if (head.date) item->document.date = head.date;
        if (head.title) item->document.title = head.title;
        if (head.publisher) item->document.publisher = head.publisher;
        item->document.id = head.id;
    } else if (!sayso_item_utf8(item, charset, &s, &n)) {
        char *copy = sayso_arena_dup(&item->arena, s, n);
        item->document.text = copy;
        item->document.text_len = n;
        if (!copy) sayso_item_no_memory(item);
        else if (!n) sayso_item_textless(item, "a mail with an empty text");
    }
    sayso_buf_free(&b);
    return item->status;
}

static sayso_status message_read(sayso_item *item, GMimeMessage *m)
{
    InternetAddressList *from = g_mime_message_get_from(m);
    InternetAddress *who = from && internet_address_list_length(from)
                               ? internet_address_list_get_address(from, 0)
                               : NULL;
    const char *name = who ? internet_address_get_name(who) : NULL;
    if (!name && who && INTERNET_ADDRESS_IS_MAILBOX(who))
        name = internet_address_mailbox_get_addr((InternetAddressMailbox *)who);
    if (say(item, SAYSO_SAID_ID, g_mime_message_get_message_id(m)) ||
        say(item, SAYSO_SAID_TITLE, g_mime_message_get_subject(m)) ||
        say(item, SAYSO_SAID_DATE, g_mime_object_get_header((GMimeObject *)m, "Date")) ||
        say(item, SAYSO_SAID_PUBLISHER, name) ||
        say(item, SAYSO_SAID_LANGUAGE,
            g_mime_object_get_header((GMimeObject *)m, "Content-Language")))
        return item->status;
    return body_read(item, m);
}

sayso_status sayso_eml_document(sayso_item *item, const char *bytes, size_t n)
{
    g_mime_init(); /* counts its callers; from any number of threads at once */
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, n);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *m = g_mime_parser_construct_message(parser, NULL);
    if (m) message_read(item, m);
    else sayso_item_fail(item, SAYSO_BAD_DOCUMENT, "not readable as mail; give its text");
    if (m) g_object_unref(m);
    g_object_unref(parser);
    g_object_unref(stream);
    return item->status;
}

static bool eml_next(sayso_in *in, sayso_item *item)
{
    bool *done = in->state;
    if (*done) return false;
    *done = true;
    if (sayso_in_whole(in, item))
        sayso_eml_document(item, in->text.at ? in->text.at : "", in->text.len);
    return true;
}

/* Head lines up to a blank one, among them two that mail has and reports do not. */
static bool eml_likely(const char *head, size_t n)
{
    static const char *const names[] = { "received:",     "message-id:", "mime-version:",
                                         "return-path:",  "from:",       "to:",
                                         "content-type:", "subject:" };
    size_t found = 0;
    for (size_t at = 0; at < n;) {
        const char *lf = memchr(head + at, '\n', n - at);
        const size_t len = lf ? (size_t)(lf - head) - at : n - at;
        if (len <= 1) break;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            const size_t k = strlen(names[i]);
            size_t c = 0;
            while (len > k && c < k && (head[at + c] | 0x20) == names[i][c]) c++;
            found += len > k && c == k;
        }
        at += len + 1;
    }
    return found >= 3;
}

const sayso_in_format sayso_in_eml = {
    .name = "eml",
    .endings = ".eml .mail",
    .likely = eml_likely,
    .state = sizeof(bool),
    .next = eml_next,
};
