/* Serving the page over HTTP: GET only, and POST of changes to who has the token where there is
 * one, for hosts that were told, under a policy that lets the page load nothing from elsewhere. */
#include "edit.h"
#include "ready.h"
#include "formats/out/out.h"
#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

enum {
    THREADS = 4, CONNECTIONS = 128, IDLE_SECONDS = 30, PIECE = 1 << 16,
    LONG_NS = 5000000 /* of processor time: an answer that took it is kept */
};

struct sayso_page_server {
    struct MHD_Daemon *daemon;
    sayso_page_options o;
    pthread_key_t ledgers;     /* one a thread, as ledgers want it */
    bool          keyed;
    sayso_page_keep *keep;
    sayso_page_ready *ready;
    uint16_t      port;
};

/* Scripts, styles and data from this address alone; nothing in frames, no forms sent anywhere. */
static const char *const headers[][2] = {
    { "Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; "
                                 "connect-src 'self'; img-src 'self' data:; base-uri 'none'; "
                                 "form-action 'none'; frame-ancestors 'none'" },
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "no-referrer" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cache-Control", "no-cache" }, /* kept, but asked for anew */
};

static const char token_header[] = "X-Sayso-Token";

static const char *header_of(struct MHD_Connection *c, const char *name)
{
    return MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);
}

/* Sends the response, and is done with it. What is unavailable is so while another program writes. */
static enum MHD_Result respond(struct MHD_Connection *c, unsigned code, const char *type,
                            struct MHD_Response *r)
{
    if (!r) return MHD_NO;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        MHD_add_response_header(r, headers[i][0], headers[i][1]);
    if (type) MHD_add_response_header(r, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    if (code == MHD_HTTP_SERVICE_UNAVAILABLE)
        MHD_add_response_header(r, MHD_HTTP_HEADER_RETRY_AFTER, "2");
    const enum MHD_Result sent = MHD_queue_response(c, code, r);
    MHD_destroy_response(r);
    return sent;
}

/* Sends what is in b, and frees it. */
static enum MHD_Result send_buf(struct MHD_Connection *c, unsigned code, sayso_buf *b)
{
    enum MHD_Result sent = MHD_NO;
    if (!b->failed && b->at)
        sent = respond(c, code, "application/json",
                    MHD_create_response_from_buffer(b->len, b->at, MHD_RESPMEM_MUST_COPY));
    sayso_buf_free(b);
    return sent;
}

static enum MHD_Result send_error(struct MHD_Connection *c, unsigned code, const char *what)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_buf_puts(&b, "{\"error\":");
    sayso_json_string(&b, what);
    sayso_buf_puts(&b, "}\n");
    return send_buf(c, code, &b);
}

static enum MHD_Result send_not_allowed(const sayso_page_server *s, struct MHD_Connection *c)
{
    static char nothing[] = "{\"error\":\"only GET is served; --edit serves POST, too\"}\n";
    struct MHD_Response *r = MHD_create_response_from_buffer(sizeof nothing - 1, nothing,
                                                             MHD_RESPMEM_PERSISTENT);
    if (r) MHD_add_response_header(r, MHD_HTTP_HEADER_ALLOW,
                                   s->o.token ? "GET, HEAD, POST" : "GET, HEAD");
    return respond(c, MHD_HTTP_METHOD_NOT_ALLOWED, "application/json", r);
}

static unsigned code_of(sayso_status st)
{
    return st == SAYSO_NOT_FOUND      ? MHD_HTTP_NOT_FOUND
           : st == SAYSO_BAD_ARGUMENT ? MHD_HTTP_BAD_REQUEST
           : st == SAYSO_BUSY         ? MHD_HTTP_SERVICE_UNAVAILABLE
                                      : MHD_HTTP_INTERNAL_SERVER_ERROR;
}

/* ---- who may ask ---- */

/* The host of a Host header, without its port and the brackets of IPv6, in out. */
static bool host_read(const char *header, char *out, size_t size)
{
    const bool six = *header == '[';
    const char *at = header + six;
    const size_t n = strcspn(at, six ? "]" : ":");
    const char *end = at + n + six;
    if (!n || n >= size || (six && at[n] != ']') || (*end && *end != ':')) return false;
    if (*end && (!end[1] || strspn(end + 1, "0123456789") != strlen(end + 1))) return false;
    memcpy(out, at, n);
    out[n] = 0;
    return true;
}

static bool is_address(const char *host)
{
    struct addrinfo want = { .ai_flags = AI_NUMERICHOST }, *found = NULL;
    if (getaddrinfo(host, NULL, &want, &found)) return false;
    freeaddrinfo(found);
    return true;
}

/* A page of another site can make a browser ask here under that site's name, by letting the name
 * point here. So a name has to be one that was told; an address is none. */
static bool host_allowed(const sayso_page_server *s, const char *header)
{
    char host[256];
    return header && host_read(header, host, sizeof host) &&
           (strcmp(host, "localhost") == 0 || (s->o.name && strcmp(host, s->o.name) == 0) ||
            is_address(host));
}

/* ---- the page's files ---- */

static const sayso_page_asset *asset_named(const char *name)
{
    const sayso_page_asset *a;
    for (size_t i = 0; (a = sayso_page_asset_nth(i)); i++)
        if (strcmp(a->name, *name ? name : "index.html") == 0) return a;
    return NULL;
}

static enum MHD_Result send_asset(struct MHD_Connection *c, const sayso_page_asset *a)
{
    const char *has = header_of(c, MHD_HTTP_HEADER_IF_NONE_MATCH);
    const char *takes = header_of(c, MHD_HTTP_HEADER_ACCEPT_ENCODING);
    const bool same = has && strstr(has, a->tag), packed = takes && strstr(takes, "gzip");
    const void *bytes = packed ? a->packed : a->bytes;
    const size_t n = same ? 0 : packed ? a->n_packed : a->n;
    union { const void *given; void *taken; } at = { bytes }; /* which reads it only */
    struct MHD_Response *r = MHD_create_response_from_buffer(n, at.taken, MHD_RESPMEM_PERSISTENT);
    if (!r) return MHD_NO;
    MHD_add_response_header(r, MHD_HTTP_HEADER_ETAG, a->tag);
    MHD_add_response_header(r, MHD_HTTP_HEADER_VARY, MHD_HTTP_HEADER_ACCEPT_ENCODING);
    if (packed && !same) MHD_add_response_header(r, MHD_HTTP_HEADER_CONTENT_ENCODING, "gzip");
    return respond(c, same ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK, a->type, r);
}

/* ---- what it asks ---- */

static const char *value_of(void *user, const char *name)
{
    return MHD_lookup_connection_value(user, MHD_GET_ARGUMENT_KIND, name);
}

static void ledger_close(void *l)
{
    sayso_ledger_close(l);
}

static sayso_status ledger_of_thread(const sayso_page_server *s, sayso_ledger **out,
                                     sayso_error *err)
{
    *out = pthread_getspecific(s->ledgers);
    if (*out) return SAYSO_OK;
    const sayso_status st = sayso_page_look(s->o.ledger, out, err);
    if (!st && pthread_setspecific(s->ledgers, *out)) {
        sayso_ledger_close(*out);
        return sayso_no_memory(err);
    }
    return st;
}

/* Processor time of this thread, ns. */
static int64_t spent_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static enum MHD_Result question_put(void *to, enum MHD_ValueKind kind, const char *name,
                                    const char *value)
{
    (void)kind;
    sayso_page_question_put(to, name, value);
    return MHD_YES;
}

/* The answer of the ledger; or the one that was kept, where the ledger has not been written since.
 * Kept are rows that took long to find, as what is worked out over the whole ledger. */
static sayso_status answer_find(const sayso_page_server *s, struct MHD_Connection *c,
                                const char *path, sayso_buf *b, sayso_error *err)
{
    const sayso_page_ask ask = { path, value_of, c };
    sayso_ledger *l;
    sayso_buf question = SAYSO_BUF_EMPTY;
    sayso_status st = SAYSO_OK;
    const uint64_t stamp = sayso_page_keep_stamp(s->keep);
    const int64_t begun = spent_ns();
    if (strncmp(path, "rows/", 5) == 0) {
        sayso_page_question_begin(&question, path);
        MHD_get_connection_values(c, MHD_GET_ARGUMENT_KIND, question_put, &question);
        sayso_buf_put(&question, "", 1);
    }
    const char *asked = question.failed ? NULL : question.at;
    if (!asked || !sayso_page_keep_get(s->keep, asked, stamp, b)) {
        st = ledger_of_thread(s, &l, err);
        if (!st) st = sayso_page_answer(l, &ask, b, err);
        if (!st && asked && spent_ns() - begun >= LONG_NS)
            sayso_page_keep_put(s->keep, asked, stamp, b);
    }
    sayso_buf_free(&question);
    return st;
}

static enum MHD_Result send_answer(const sayso_page_server *s, struct MHD_Connection *c,
                                   const char *path)
{
    sayso_error err;
    sayso_buf b = SAYSO_BUF_EMPTY;
    const sayso_status st = answer_find(s, c, path, &b, &err);
    if (!st) return send_buf(c, MHD_HTTP_OK, &b);
    sayso_buf_free(&b);
    return send_error(c, code_of(st), err.msg);
}

/* ---- downloads: a list of any length, written as it is read ---- */

typedef struct download {
    sayso_ledger *l;
    sayso_cursor *cursor;
    sayso_out *out;
    sayso_buf b;
    size_t    sent;            /* of b */
    bool      ended;
} download;

static void download_free(void *user)
{
    download *d = user;
    sayso_out_close(d->out);
    sayso_cursor_close(d->cursor);
    sayso_ledger_close(d->l);
    sayso_buf_free(&d->b);
    free(d);
}

/* Fills d->b anew. False where the list cannot be gone on with. */
static bool download_fill(download *d)
{
    const void *row;
    d->b.len = d->sent = 0;
    while (!d->ended && d->b.len < PIECE) {
        if (sayso_cursor_next(d->cursor, &row, NULL) || d->b.failed) return false;
        if (row) sayso_out_record(d->out, row);
        else {
            sayso_out *o = d->out;
            d->out = NULL;
            d->ended = true;
            if (!sayso_out_close(o)) return false;
        }
    }
    return true;
}

static ssize_t download_read(void *user, uint64_t at, char *to, size_t most)
{
    download *d = user;
    (void)at;
    if (d->sent == d->b.len && !d->ended && !download_fill(d)) return MHD_CONTENT_READER_END_WITH_ERROR;
    const size_t left = d->b.len - d->sent, n = left < most ? left : most;
    if (!n) return MHD_CONTENT_READER_END_OF_STREAM;
    memcpy(to, d->b.at + d->sent, n);
    d->sent += n;
    return (ssize_t)n;
}

static sayso_status download_open(const sayso_page_server *s, struct MHD_Connection *c,
                                  const char *list, const sayso_out_format *f, download *d,
                                  sayso_error *err)
{
    const sayso_page_ask ask = { "", value_of, c };
    sayso_filter filter;
    sayso_status st = sayso_page_filter(&ask, &filter, err);
    filter.limit = 0;
    if (!st) st = sayso_page_look(s->o.ledger, &d->l, err);
    if (!st) st = sayso_ledger_query(&d->cursor, d->l, list, &filter, err);
    if (st) return st;
    d->out = sayso_out_open(f, sayso_cursor_record(d->cursor), false, &d->b);
    return d->out ? SAYSO_OK : sayso_no_memory(err);
}

/* `path` is LIST.FORMAT. */
static enum MHD_Result send_file(const sayso_page_server *s, struct MHD_Connection *c,
                                 const char *path)
{
    char list[64], disposition[128] = "attachment; filename=\"sayso-";
    const char *dot = strchr(path, '.');
    const sayso_out_format *f = dot ? sayso_out_find(dot + 1) : NULL;
    if (!f || (size_t)(dot - path) >= sizeof list || strlen(path) > 80)
        return send_error(c, MHD_HTTP_NOT_FOUND, "no file of that name");
    memcpy(list, path, (size_t)(dot - path));
    list[dot - path] = 0;
    if (!sayso_query_record(list)) return send_error(c, MHD_HTTP_NOT_FOUND, "no file of that name");
    strcat(strcat(disposition, path), "\"");
    sayso_error err;
    download *d = calloc(1, sizeof *d);
    if (!d) return MHD_NO;
    const sayso_status st = download_open(s, c, list, f, d, &err);
    if (st) {
        download_free(d);
        return send_error(c, code_of(st), err.msg);
    }
    struct MHD_Response *r = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, PIECE,
                                                               download_read, d, download_free);
    if (r) MHD_add_response_header(r, MHD_HTTP_HEADER_CONTENT_DISPOSITION, disposition);
    else download_free(d);
    return respond(c, MHD_HTTP_OK, f->bytes ? "application/octet-stream" : "text/plain; charset=utf-8", r);
}

/* ---- changes ---- */

/* A change that comes in. One that is refused is heard out, so that whoever sends it reads why. */
typedef struct change {
    sayso_buf   body;
    unsigned    code;          /* of the refusal; 0: none yet */
    const char *why;
} change;

static void change_refuse(change *x, unsigned code, const char *why)
{
    if (!x->code) x->code = code, x->why = why;
}

static bool is_json(const char *type)
{
    static const char json[] = "application/json";
    return type && strncmp(type, json, sizeof json - 1) == 0 && strchr(" ;", type[sizeof json - 1]);
}

/* What its head says: who asks, and of what kind it is. */
static change *change_begin(const sayso_page_server *s, struct MHD_Connection *c, const char *host)
{
    change *x = calloc(1, sizeof *x);
    if (!x) return NULL;
    if (!sayso_page_token_is(s->o.token, header_of(c, token_header)))
        change_refuse(x, MHD_HTTP_FORBIDDEN,
                      "not the token of this server; open the address that it printed");
    if (!sayso_page_origin_is(header_of(c, MHD_HTTP_HEADER_ORIGIN), host))
        change_refuse(x, MHD_HTTP_FORBIDDEN, "a page from elsewhere may change nothing here");
    if (!is_json(header_of(c, MHD_HTTP_HEADER_CONTENT_TYPE)))
        change_refuse(x, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "a change is application/json");
    return x;
}

static void change_hear(change *x, const char *bytes, size_t n)
{
    if (x->code) return;
    if (n > SAYSO_PAGE_BODY_MOST - x->body.len)
        change_refuse(x, MHD_HTTP_CONTENT_TOO_LARGE, "a change has 65536 bytes at most");
    else sayso_buf_put(&x->body, bytes, n);
    if (x->body.failed) change_refuse(x, MHD_HTTP_INTERNAL_SERVER_ERROR, "no memory");
}

static enum MHD_Result change_end(const sayso_page_server *s, struct MHD_Connection *c,
                                  const char *name, const change *x)
{
    sayso_error err;
    sayso_buf b = SAYSO_BUF_EMPTY;
    if (x->code) return send_error(c, x->code, x->why);
    const sayso_status st = sayso_page_change(&s->o, name, x->body.at, x->body.len, &b, &err);
    if (st) {
        sayso_buf_free(&b);
        return send_error(c, code_of(st), err.msg);
    }
    sayso_page_ready_begin(s->ready);
    return send_buf(c, MHD_HTTP_OK, &b);
}

/* It may wait for another writer longer than a connection is kept that says nothing. */
static enum MHD_Result change_take(const sayso_page_server *s, struct MHD_Connection *c,
                                   const char *host, const char *url, const char *body,
                                   size_t *body_size, void **state)
{
    change *x = *state;
    if (!x) {
        MHD_set_connection_option(c, MHD_CONNECTION_OPTION_TIMEOUT,
                                  IDLE_SECONDS + s->o.wait_ms / 1000);
        *state = x = change_begin(s, c, host);
        return x ? MHD_YES : MHD_NO;
    }
    if (!*body_size)
        return change_end(s, c, strncmp(url, "/api/", 5) == 0 ? url + 5 : "", x);
    change_hear(x, body, *body_size);
    *body_size = 0;
    return MHD_YES;
}

/* What the page's forms offer, to who may send one. */
static enum MHD_Result send_choices(const sayso_page_server *s, struct MHD_Connection *c)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    if (!s->o.token) return send_error(c, MHD_HTTP_NOT_FOUND, "served without --edit");
    if (!sayso_page_token_is(s->o.token, header_of(c, token_header)))
        return send_error(c, MHD_HTTP_FORBIDDEN, "not the token of this server");
    sayso_page_choices_put(&b);
    return send_buf(c, MHD_HTTP_OK, &b);
}

/* ---- requests ---- */

static char begun; /* the state of questions, which have none */

static void request_end(void *user, struct MHD_Connection *c, void **state,
                        enum MHD_RequestTerminationCode how)
{
    (void)user, (void)c, (void)how;
    change *x = *state == &begun ? NULL : *state;
    if (x) sayso_buf_free(&x->body);
    free(x);
    *state = NULL;
}

static enum MHD_Result handle(void *user, struct MHD_Connection *c, const char *url,
                              const char *method, const char *version, const char *body,
                              size_t *body_size, void **state)
{
    const sayso_page_server *s = user;
    (void)version;
    const char *host = header_of(c, MHD_HTTP_HEADER_HOST);
    if (!host_allowed(s, host))
        return send_error(c, MHD_HTTP_MISDIRECTED_REQUEST,
                          "not served under that name; tell it with --name");
    if (s->o.token && strcmp(method, MHD_HTTP_METHOD_POST) == 0)
        return change_take(s, c, host, url, body, body_size, state);
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
        return send_not_allowed(s, c);
    if (!*state) { /* a connection that is answered at the second call is kept for the next question */
        *state = &begun;
        return MHD_YES;
    }
    if (strncmp(url, "/api/file/", 10) == 0) return send_file(s, c, url + 10);
    if (strcmp(url, "/api/edit") == 0) return send_choices(s, c);
    if (strncmp(url, "/api/", 5) == 0) return send_answer(s, c, url + 5);
    if (strcmp(url, "/") == 0) sayso_page_ready_begin(s->ready); /* the page opens */
    const sayso_page_asset *a = *url == '/' ? asset_named(url + 1) : NULL;
    return a ? send_asset(c, a) : send_error(c, MHD_HTTP_NOT_FOUND, "nothing of that name");
}

/* ---- beginning and end ---- */

static sayso_status address_find(const sayso_page_options *o, struct addrinfo **out,
                                 sayso_error *err)
{
    char port[8];
    sayso_buf b = SAYSO_BUF_EMPTY;
    const char *address = o->listen ? o->listen : "127.0.0.1";
    const struct addrinfo want = { .ai_flags = AI_NUMERICHOST | AI_PASSIVE,
                                   .ai_socktype = SOCK_STREAM };
    sayso_buf_whole(&b, o->port);
    sayso_buf_puts(&b, "");
    if (b.failed) return sayso_no_memory(err);
    memcpy(port, b.at, b.len);
    port[b.len] = 0;
    sayso_buf_free(&b);
    if (getaddrinfo(address, port, &want, out))
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, address, SAYSO_NOWHERE,
                          "no address to listen at; give one such as 127.0.0.1 or ::1");
    return SAYSO_OK;
}

/* Does only this machine reach the address? */
static bool is_loopback(const struct addrinfo *at)
{
    const void *address = at->ai_addr;
    if (at->ai_family == AF_INET6)
        return IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)address)->sin6_addr);
    return ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr) >> 24 == 127;
}

static sayso_status daemon_start(sayso_page_server *s, sayso_error *err)
{
    struct addrinfo *at;
    const sayso_status st = address_find(&s->o, &at, err);
    if (st) return st;
    if (s->o.token && !is_loopback(at)) {
        freeaddrinfo(at);
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, s->o.listen, SAYSO_NOWHERE,
                          "other machines reach it, and --edit is for this one only; leave one of "
                          "them out");
    }
    const unsigned six = at->ai_family == AF_INET6 ? MHD_USE_IPv6 : 0;
    s->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_AUTO | six, s->o.port,
                                 NULL, NULL, handle, s, MHD_OPTION_SOCK_ADDR, at->ai_addr,
                                 MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS,
                                 MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
                                 MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
                                 MHD_OPTION_NOTIFY_COMPLETED, request_end, NULL,
                                 MHD_OPTION_END);
    freeaddrinfo(at);
    if (!s->daemon)
        return sayso_fail(err, SAYSO_IO, s->o.listen, SAYSO_NOWHERE,
                          "cannot listen at port %u: %s; give another with --port",
                          (unsigned)s->o.port, strerror(errno));
    const union MHD_DaemonInfo *i = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);
    s->port = i ? i->port : s->o.port;
    return sayso_ok(err);
}

sayso_status sayso_page_serve(const sayso_page_options *options, sayso_page_server **out,
                              sayso_error *err)
{
    *out = NULL;
    if (!sayso_page_built())
        return sayso_fail(err, SAYSO_NOT_FOUND, NULL, SAYSO_NOWHERE,
                          "built without the page, for want of npm; install nodejs and npm and build "
                          "again");
    sayso_page_server *s = calloc(1, sizeof *s);
    if (!s) return sayso_no_memory(err);
    s->o = *options;
    s->keyed = pthread_key_create(&s->ledgers, ledger_close) == 0;
    s->keep = sayso_page_keep_new(options->ledger);
    s->ready = s->keep ? sayso_page_ready_new(s->keep, options->ledger) : NULL;
    const sayso_status st = s->keyed && s->ready ? daemon_start(s, err) : sayso_no_memory(err);
    if (st) {
        sayso_page_close(s);
        return st;
    }
    sayso_page_ready_begin(s->ready);
    *out = s;
    return st;
}

uint16_t sayso_page_port(const sayso_page_server *s)
{
    return s->port;
}

void sayso_page_close(sayso_page_server *s)
{
    if (!s) return;
    if (s->daemon) MHD_stop_daemon(s->daemon);
    sayso_page_ready_free(s->ready);
    if (s->keyed) pthread_key_delete(s->ledgers);
    sayso_page_keep_free(s->keep);
    free(s);
}
