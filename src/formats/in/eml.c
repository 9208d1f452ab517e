/* Mail (RFC 5322, MIME): subject, date, sender, and the text: its plain part, else its HTML. The
 * message is taken apart by the module "mail". */
#include "formats/modules/modules.h"
#include "in.h"

static sayso_status say(sayso_item *item, sayso_said what, const char *value)
{
    return value ? sayso_item_say(item, what, value, strlen(value)) : item->status;
}

static sayso_status html_read(sayso_item *item, const sayso_mail *m)
{
    const sayso_document head = item->document; /* the mail's own word stands before its page's */
    sayso_html_document(item, m->body, m->body_len, m->charset);
    if (item->status) return item->status;
    if (head.date) item->document.date = head.date;
    if (head.title) item->document.title = head.title;
    if (head.publisher) item->document.publisher = head.publisher;
    item->document.language = head.language;
    item->document.id = head.id;
    return SAYSO_OK;
}

static sayso_status body_read(sayso_item *item, const sayso_mail *m)
{
    if (!m->body)
        return sayso_item_textless(item,
                                   "a mail without a part that is text; save the part that is");
    if (m->html) return html_read(item, m);
    const char *s = m->body;
    size_t n = m->body_len;
    if (sayso_item_utf8(item, m->charset, &s, &n)) return item->status;
    if (!n) return sayso_item_textless(item, "a mail with an empty text");
    item->document.text = sayso_arena_dup(&item->arena, s, n);
    item->document.text_len = n;
    return item->document.text ? SAYSO_OK : sayso_item_no_memory(item);
}

static sayso_status message_read(sayso_item *item, const sayso_mail *m)
{
    if (say(item, SAYSO_SAID_ID, m->id) || say(item, SAYSO_SAID_TITLE, m->subject) ||
        say(item, SAYSO_SAID_DATE, m->date) || say(item, SAYSO_SAID_PUBLISHER, m->sender) ||
        say(item, SAYSO_SAID_LANGUAGE, m->language))
        return item->status;
    return body_read(item, m);
}

sayso_status sayso_eml_document(sayso_item *item, const char *bytes, size_t n)
{
    char why[SAYSO_MODULE_WHY];
    sayso_mail m;
    const sayso_mail_module *mail = sayso_module("sayso-mail.so", "sayso_module_mail", why);
    if (!mail) return sayso_item_fail(item, SAYSO_BAD_DOCUMENT, "mail %s", why);
    if (!mail->open(&m, bytes, n))
        return sayso_item_fail(item, SAYSO_BAD_DOCUMENT, "not readable as mail; give its text");
    message_read(item, &m);
    mail->close(&m);
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
