/* Mail (RFC 5322, MIME) by gmime: head lines, and the part that is the text. */
#include "modules.h"
#include <gmime/gmime.h>

enum { DEEP = 16 };

/* The first part of that subtype that is no attachment, also of a mail within the mail; NULL where
 * there is none. */
static GMimePart *part_of(GMimeObject *top, const char *subtype, int depth)
{
    if (GMIME_IS_MESSAGE_PART(top) && depth < DEEP) {
        GMimeMessage *inner = g_mime_message_part_get_message((GMimeMessagePart *)top);
        GMimeObject *part = inner ? g_mime_message_get_mime_part(inner) : NULL;
        return part ? part_of(part, subtype, depth + 1) : NULL;
    }
    if (GMIME_IS_MULTIPART(top) && depth < DEEP) {
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

static const char *sender_of(GMimeMessage *m)
{
    InternetAddressList *from = g_mime_message_get_from(m);
    InternetAddress *who = from && internet_address_list_length(from)
                               ? internet_address_list_get_address(from, 0)
                               : NULL;
    const char *name = who ? internet_address_get_name(who) : NULL;
    return !name && who && INTERNET_ADDRESS_IS_MAILBOX(who)
               ? internet_address_mailbox_get_addr((InternetAddressMailbox *)who)
               : name;
}

typedef struct held { GMimeMessage *message; GMimeStream *body; } held;

/* The part's bytes, its transfer encoding taken off, as the body: false where they are blank. */
static bool part_take(sayso_mail *out, held *h, GMimePart *part)
{
    GMimeDataWrapper *content = part ? g_mime_part_get_content(part) : NULL;
    if (!content) return false;
    if (h->body) g_object_unref(h->body);
    out->body = NULL;
    h->body = g_mime_stream_mem_new();
    if (g_mime_data_wrapper_write_to_stream(content, h->body) < 0) return false;
    GByteArray *bytes = g_mime_stream_mem_get_byte_array((GMimeStreamMem *)h->body);
    out->body = bytes->data ? (const char *)bytes->data : "";
    out->body_len = bytes->len;
    out->charset = g_mime_object_get_content_type_parameter((GMimeObject *)part, "charset");
    for (size_t i = 0; i < out->body_len; i++)
        if (!g_ascii_isspace(out->body[i])) return true;
    return false;
}

static void body_take(sayso_mail *out, held *h)
{
    GMimeObject *top = g_mime_message_get_mime_part(h->message);
    if (!top || part_take(out, h, part_of(top, "plain", 0))) return;
    GMimePart *html = part_of(top, "html", 0);
    out->html = html && part_take(out, h, html);
}

static void mail_close(sayso_mail *mail)
{
    held *h = mail->held;
    if (!h) return;
    if (h->body) g_object_unref(h->body);
    g_object_unref(h->message);
    g_free(h);
}

static bool mail_open(sayso_mail *out, const char *bytes, size_t n)
{
    *out = (sayso_mail){ 0 };
    g_mime_init(); /* counts its callers */
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, n);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *m = g_mime_parser_construct_message(parser, NULL);
    g_object_unref(parser);
    g_object_unref(stream);
    if (!m) return false;
    held *h = g_new0(held, 1);
    h->message = m;
    out->held = h;
    out->id = g_mime_message_get_message_id(m);
    out->subject = g_mime_message_get_subject(m);
    out->date = g_mime_object_get_header((GMimeObject *)m, "Date");
    out->sender = sender_of(m);
    out->language = g_mime_object_get_header((GMimeObject *)m, "Content-Language");
    body_take(out, h);
    return true;
}

SAYSO_API extern const sayso_mail_module sayso_module_mail;
const sayso_mail_module sayso_module_mail = { SAYSO_VERSION, mail_open, mail_close };
