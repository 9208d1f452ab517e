/* Requests over HTTP. libcurl's multi interface runs them in the calling thread. */
#include "fetch.h"
#include "address.h"
#include "url.h"
#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_HEADER_BYTES = 1 << 16 };

struct sayso_fetcher {
    CURLM *multi;
    sayso_fetcher_options o;
    sayso_fetch **running; uint32_t n, cap;
};

sayso_fetcher *sayso_fetcher_new(const sayso_fetcher_options *o)
{
    sayso_fetcher *f = calloc(1, sizeof *f);
    if (f && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK && (f->multi = curl_multi_init())) {
        f->o = *o;
        return f;
    }
    free(f);
    return NULL;
}

static void stop(sayso_fetcher *f, sayso_fetch *x)
{
    curl_multi_remove_handle(f->multi, x->easy);
    curl_easy_cleanup(x->easy);
    curl_slist_free_all(x->headers);
    x->easy = x->headers = NULL;
}

void sayso_fetcher_free(sayso_fetcher *f)
{
    if (!f) return;
    while (f->n) {
        sayso_fetch *x = f->running[--f->n];
        stop(f, x);
        sayso_fetch_free(x);
    }
    curl_multi_cleanup(f->multi);
    free(f->running);
    free(f);
}

sayso_fetch *sayso_fetch_new(sayso_fetch_kind kind, int64_t of, const char *url)
{
    sayso_fetch *x = calloc(1, sizeof *x);
    if (!x) return NULL;
    x->kind = kind;
    x->of = of;
    x->url = strdup(url);
    x->host = sayso_follow_host(url);
    if (x->url && x->host) return x;
    sayso_fetch_free(x);
    return NULL;
}

static void answer_clear(sayso_fetch *x)
{
    char **const strings[] = { &x->got_etag, &x->got_modified, &x->retry_after,
                               &x->type,     &x->charset,      &x->location };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        free(*strings[i]);
        *strings[i] = NULL;
    }
    x->status = 0;
    x->why[0] = x->refused[0] = x->curl_says[0] = 0;
    x->hopeless = false;
    x->header_bytes = 0;
    sayso_buf_free(&x->body);
}

void sayso_fetch_free(sayso_fetch *x)
{
    if (!x) return;
    answer_clear(x);
    free(x->url);
    free(x->host);
    free(x->rules_of);
    free(x->etag);
    free(x->modified);
    free(x->post);
    free(x->key);
    free(x->moved);
    free(x);
}

/* ---- what libcurl asks us -------------------------------------------------------------------- */

/* Called for the address that a name stands for just before it is connected to: what the name, a
 * redirect or a changed answer of the DNS says does not matter here. */
static curl_socket_t socket_open(void *user, curlsocktype purpose, struct curl_sockaddr *a)
{
    sayso_fetch *x = user;
    if (purpose != CURLSOCKTYPE_IPCXN) return CURL_SOCKET_BAD;
    if (x->kind != SAYSO_FETCH_HOOK && !x->by->o.allow_private &&
        !sayso_follow_address_public(&a->addr)) {
        struct sockaddr_in6 in;
        memcpy(&in, &a->addr, a->addrlen < sizeof in ? a->addrlen : sizeof in);
        const void *at = a->family == AF_INET6 ? (const void *)&in.sin6_addr
                                               : &((const struct sockaddr_in *)(void *)&in)->sin_addr;
        if (!inet_ntop(a->family, at, x->refused, sizeof x->refused))
            snprintf(x->refused, sizeof x->refused, "its address");
        return CURL_SOCKET_BAD;
    }
    return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

static void give_up(sayso_fetch *x, const char *why)
{
    if (!*x->why) snprintf(x->why, sizeof x->why, "%s", why);
    x->hopeless = true;
}

/* Bytes come unpacked, so that the limit holds for what they unpack to. */
static size_t body_take(char *bytes, size_t size, size_t n, void *user)
{
    sayso_fetch *x = user;
    n *= size;
    if (x->body.len + n > x->by->o.most_bytes) {
        give_up(x, "more bytes than --max-bytes allows");
        return 0;
    }
    sayso_buf_put(&x->body, bytes, n);
    return x->body.failed ? 0 : n;
}

static size_t header_take(char *bytes, size_t size, size_t n, void *user)
{
    sayso_fetch *x = user;
    (void)bytes;
    x->header_bytes += n *= size;
    if (x->header_bytes <= MOST_HEADER_BYTES) return n;
    give_up(x, "an endless head");
    return 0;
}

/* ---- asking ---------------------------------------------------------------------------------- */

static void header_add(sayso_fetch *x, const char *name, const char *value, bool *ok)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_buf_printf(&b, "%s: %s", name, value);
    struct curl_slist *grown = b.failed ? NULL : curl_slist_append(x->headers, b.at);
    if (grown) x->headers = grown;
    *ok = *ok && grown;
    sayso_buf_free(&b);
}

static bool headers_make(sayso_fetch *x)
{
    static const char *const accept[] = {
        [SAYSO_FETCH_ROBOTS] = "text/plain, */*;q=0.1",
        [SAYSO_FETCH_FEED] = ("application/rss+xml, application/atom+xml, application/xml;q=0.9, "
                              "text/xml;q=0.9, text/html;q=0.5, */*;q=0.1"),
        [SAYSO_FETCH_PAGE] = "text/html, application/xhtml+xml, */*;q=0.1",
        [SAYSO_FETCH_HOOK] = "*/*",
    };
    bool ok = true;
    header_add(x, "Accept", accept[x->kind], &ok);
    if (x->etag) header_add(x, "If-None-Match", x->etag, &ok);
    if (x->modified) header_add(x, "If-Modified-Since", x->modified, &ok);
    if (x->post) header_add(x, "Content-Type", "application/json", &ok);
    if (x->key) header_add(x, "Idempotency-Key", x->key, &ok);
    return ok;
}

static void limits_set(const sayso_fetcher *f, CURL *e)
{
    const long s = (long)f->o.timeout_s;
    curl_easy_setopt(e, CURLOPT_TIMEOUT, s);
    curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT, s > 3 ? s / 3 : 1);
    curl_easy_setopt(e, CURLOPT_LOW_SPEED_LIMIT, 16L); /* bytes a second: dripping is no answer */
    curl_easy_setopt(e, CURLOPT_LOW_SPEED_TIME, s > 3 ? s / 3 : 1);
    curl_easy_setopt(e, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)f->o.most_bytes);
    curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(e, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(e, CURLOPT_SSL_VERIFYHOST, 2L);
}

bool sayso_fetch_begin(sayso_fetcher *f, sayso_fetch *x)
{
    CURL *e = curl_easy_init();
    answer_clear(x);
    x->easy = e;
    x->by = f;
    if (!e || !headers_make(x) || !sayso_grow(f->running, f->n, f->cap)) {
        curl_easy_cleanup(e);
        curl_slist_free_all(x->headers);
        x->easy = x->headers = NULL;
        return false;
    }
    limits_set(f, e);
    curl_easy_setopt(e, CURLOPT_URL, x->url);
    curl_easy_setopt(e, CURLOPT_USERAGENT, f->o.agent);
    curl_easy_setopt(e, CURLOPT_HTTPHEADER, x->headers);
    curl_easy_setopt(e, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, body_take);
    curl_easy_setopt(e, CURLOPT_WRITEDATA, x);
    curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, header_take);
    curl_easy_setopt(e, CURLOPT_HEADERDATA, x);
    curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, socket_open);
    curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, x);
    curl_easy_setopt(e, CURLOPT_ERRORBUFFER, x->curl_says);
    curl_easy_setopt(e, CURLOPT_PRIVATE, x);
    /* behind a proxy nobody here sees what a name stands for */
    if (x->kind != SAYSO_FETCH_HOOK && !f->o.allow_private) curl_easy_setopt(e, CURLOPT_PROXY, "");
    if (f->o.ca) curl_easy_setopt(e, CURLOPT_CAINFO, f->o.ca); /* the system's folder stays */
    if (x->post) curl_easy_setopt(e, CURLOPT_POSTFIELDS, x->post);
    curl_multi_add_handle(f->multi, e);
    f->running[f->n++] = x;
    return true;
}

/* ---- answers --------------------------------------------------------------------------------- */

static char *header_of(CURL *e, const char *name)
{
    struct curl_header *h;
    return curl_easy_header(e, name, 0, CURLH_HEADER, -1, &h) == CURLHE_OK && *h->value
               ? strdup(h->value)
               : NULL;
}

/* "text/html; charset=utf-8" → type and charset. */
static void type_split(sayso_fetch *x)
{
    static const char word[] = "charset=";
    if (!(x->type = header_of(x->easy, "Content-Type"))) return;
    for (char *s = x->type; *s; s++)
        if (*s >= 'A' && *s <= 'Z') *s |= 0x20;
    const char *at = strstr(x->type, word);
    if (at) {
        at += sizeof word - 1 + (at[sizeof word - 1] == '"');
        x->charset = strndup(at, strcspn(at, "\"; "));
    }
    x->type[strcspn(x->type, "; ")] = 0;
}

static void answer_take(sayso_fetch *x, CURLcode code)
{
    char *to = NULL;
    if (*x->refused) {
        snprintf(x->why, sizeof x->why, "%s is no public address; --allow-private allows such",
                 x->refused);
        x->hopeless = code != CURLE_OK;
    }
    if (code == CURLE_FILESIZE_EXCEEDED) give_up(x, "more bytes than --max-bytes allows");
    if (code != CURLE_OK) {
        if (!*x->why)
            snprintf(x->why, sizeof x->why, "%.160s%s",
                     *x->curl_says ? x->curl_says : curl_easy_strerror(code),
                     code == CURLE_PEER_FAILED_VERIFICATION ? "; --ca trusts more" : "");
        return;
    }
    curl_easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &x->status);
    curl_easy_getinfo(x->easy, CURLINFO_REDIRECT_URL, &to);
    if (to) x->location = strdup(to);
    x->got_etag = header_of(x->easy, "ETag");
    x->got_modified = header_of(x->easy, "Last-Modified");
    x->retry_after = header_of(x->easy, "Retry-After");
    type_split(x);
}

sayso_fetch *sayso_fetch_next(sayso_fetcher *f)
{
    int left;
    const CURLMsg *m;
    curl_multi_perform(f->multi, &left);
    while ((m = curl_multi_info_read(f->multi, &left))) {
        if (m->msg != CURLMSG_DONE) continue;
        char *mine = NULL;
        const CURLcode code = m->data.result;
        curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &mine);
        sayso_fetch *x = (sayso_fetch *)(void *)mine;
        answer_take(x, code);
        stop(f, x);
        uint32_t i = 0;
        while (f->running[i] != x) i++;
        f->running[i] = f->running[--f->n];
        return x;
    }
    return NULL;
}

void sayso_fetch_wait(sayso_fetcher *f, int ms)
{
    curl_multi_poll(f->multi, NULL, 0, ms, NULL);
}

uint32_t sayso_fetch_running(const sayso_fetcher *f) { return f->n; }

bool sayso_fetch_to(const sayso_fetcher *f, const char *host)
{
    for (uint32_t i = 0; i < f->n; i++)
        if (f->running[i]->kind != SAYSO_FETCH_HOOK && strcmp(f->running[i]->host, host) == 0)
            return true;
    return false;
}

bool sayso_fetch_of(const sayso_fetcher *f, sayso_fetch_kind kind, int64_t of)
{
    for (uint32_t i = 0; i < f->n; i++)
        if (f->running[i]->kind == kind && f->running[i]->of == of) return true;
    return false;
}
