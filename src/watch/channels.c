/* Where alerts go: printed, given to a command, posted, put into a feed. What was delivered is taken
 * from the list only then, so that a kill in between repeats it under the same name, and loses
 * none. */
#include "inside.h"
#include <libxml/xmlwriter.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    MOST_POSTS = 4,             /* at once */
    MOST_ENTRIES = 100,         /* of the feed of alerts */
    RETRY = 60, RETRY_MOST = 60 * 60, MOST_TRIES = 80, /* three days */
    COMMAND_S = 60              /* that a command may take */
};
extern char **environ;

/* "webhook:URL": what stands behind the colon; NULL: it is no such channel. */
static const char *channel_of(const char *channel, const char *kind)
{
    const size_t n = strlen(kind);
    return strncmp(channel, kind, n) == 0 && channel[n] == ':' && channel[n + 1] ? channel + n + 1
                                                                                 : NULL;
}

bool sayso_follow_alert_ok(const char *text)
{
    const char *url = channel_of(text, "webhook");
    return strcmp(text, "print") == 0 || channel_of(text, "command") || channel_of(text, "feed") ||
           (url && (strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0));
}

static void delivered(sayso_follower *w, int64_t delivery)
{
    sayso_state_do(w->state, "DELETE FROM deliveries WHERE delivery = ?", "i", delivery);
}

static void refused(sayso_follower *w, int64_t delivery, const char *why)
{
    char channel[400] = "";
    int64_t tries = 1;
    const int64_t now = sayso_follow_now();
    sqlite3_stmt *s = sayso_state_list(
        w->state, "SELECT tries, channel FROM deliveries WHERE delivery = ?", "i", delivery);
    if (sayso_state_row(w->state, s)) {
        tries += sqlite3_column_int64(s, 0);
        snprintf(channel, sizeof channel, "%s", sayso_state_text(s, 1));
        sayso_state_end(s);
    }
    const int64_t due = now + sayso_pace_again((uint32_t)tries, RETRY, RETRY_MOST);
    if (tries >= MOST_TRIES) delivered(w, delivery);
    else
        sayso_state_do(w->state, "UPDATE deliveries SET tries = ?, due = ? WHERE delivery = ?", "iii",
                       tries, due, delivery);
    sayso_follow_problem(w, "alert", channel, why, (uint32_t)tries, tries < MOST_TRIES ? due : 0);
}

/* ---- print ----------------------------------------------------------------------------------- */

/* The next delivery of a channel that is due; 0 none. The column of its alert that is asked for is
 * copied to *out, on the heap. */
static int64_t due(sayso_follower *w, const char *channel, bool body, char **out, char **alert)
{
    sqlite3_stmt *s = sayso_state_list(
        w->state, "SELECT delivery, CASE WHEN ?3 THEN body ELSE line END, alert FROM deliveries JOIN "
                  "alerts USING (alert) WHERE channel = ?1 AND due <= ?2 ORDER BY delivery LIMIT 1",
        "tii", channel, sayso_follow_now(), (int64_t)body);
    if (!sayso_state_row(w->state, s)) return 0;
    const int64_t delivery = sqlite3_column_int64(s, 0);
    const char *text = sayso_state_text(s, 1), *name = sayso_state_text(s, 2);
    *out = strdup(text ? text : "");
    *alert = strdup(name ? name : "");
    sayso_state_end(s);
    if (*out && *alert) return delivery;
    free(*out);
    free(*alert);
    sayso_follow_no_memory(w);
    return 0;
}

static void print_all(sayso_follower *w, const char *channel)
{
    char *line, *alert;
    for (int64_t d; !w->failed.code && (d = due(w, channel, false, &line, &alert));) {
        if (!w->o->print || w->o->print(w->o->user, line)) delivered(w, d);
        else
            sayso_fail(&w->failed, SAYSO_IO, NULL, SAYSO_NOWHERE,
                       "an alert cannot be printed; it is printed by the next run");
        free(line);
        free(alert);
    }
}

/* ---- a command ------------------------------------------------------------------------------- */

/* The alert is its standard input: a file, which takes all of it whether it reads or not. */
static bool command_begin(sayso_follower *w, const char *command, const char *body)
{
    char *const argv[] = { (char[]){ "sh" }, (char[]){ "-c" }, strdup(command), NULL };
    FILE *in = tmpfile();
    pid_t child = 0;
    posix_spawn_file_actions_t actions;
    bool ok = in && argv[2] && fputs(body, in) >= 0 && fflush(in) == 0 &&
              fseek(in, 0, SEEK_SET) == 0 && posix_spawn_file_actions_init(&actions) == 0;
    if (ok) {
        posix_spawn_file_actions_adddup2(&actions, fileno(in), STDIN_FILENO);
        ok = posix_spawn(&child, "/bin/sh", &actions, NULL, argv, environ) == 0;
        posix_spawn_file_actions_destroy(&actions);
    }
    if (in) fclose(in);
    free(argv[2]);
    w->child = ok ? child : 0;
    return ok;
}

/* Has the command at hand ended? */
static void command_look(sayso_follower *w)
{
    int status;
    char why[60];
    pid_t ended = waitpid((pid_t)w->child, &status, WNOHANG);
    if (ended == 0 && sayso_follow_now() - w->child_since > COMMAND_S) {
        kill((pid_t)w->child, SIGKILL);
        ended = waitpid((pid_t)w->child, &status, 0);
    }
    if (ended == 0) return;
    w->child = 0;
    if (ended > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        delivered(w, w->child_of);
        return;
    }
    if (ended > 0 && WIFEXITED(status))
        snprintf(why, sizeof why, "the command ended with status %d", WEXITSTATUS(status));
    else snprintf(why, sizeof why, "the command was stopped");
    refused(w, w->child_of, why);
}

static void command_next(sayso_follower *w, const char *channel, const char *command)
{
    char *body, *alert;
    if (w->child) command_look(w);
    if (w->child) return;
    const int64_t d = due(w, channel, true, &body, &alert);
    if (!d) return;
    w->child_of = d;
    w->child_since = sayso_follow_now();
    if (!command_begin(w, command, body)) refused(w, d, "the command cannot be started");
    free(body);
    free(alert);
}

/* ---- a webhook ------------------------------------------------------------------------------- */

static void post_next(sayso_follower *w, const char *channel, const char *url)
{
    char *body, *alert;
    const int64_t d = due(w, channel, true, &body, &alert);
    if (!d) return;
    sayso_fetch *x = sayso_fetch_new(SAYSO_FETCH_HOOK, d, url);
    if (x) {
        x->post = body;
        x->key = alert;
    }
    if (!x || !sayso_fetch_begin(w->fetcher, x)) {
        sayso_fetch_free(x);
        sayso_follow_no_memory(w);
        return;
    }
    /* not twice at once: it is due again when it has failed */
    sayso_state_do(w->state, "UPDATE deliveries SET due = ? WHERE delivery = ?", "ii",
                   sayso_follow_now() + 86400, d);
    w->posts++;
}

void sayso_follow_hook_done(sayso_follower *w, sayso_fetch *x)
{
    w->posts--;
    if (x->status / 100 == 2) delivered(w, x->of);
    else refused(w, x->of, sayso_follow_why(x));
}

/* ---- a feed ---------------------------------------------------------------------------------- */

static void element(xmlTextWriter *x, const char *name, const char *text)
{
    xmlTextWriterWriteElement(x, (const xmlChar *)name, (const xmlChar *)text);
}

static void entry_write(xmlTextWriter *x, sqlite3_stmt *s)
{
    char at[SAYSO_PACE_ROOM];
    sayso_buf id = SAYSO_BUF_EMPTY;
    sayso_buf_printf(&id, "urn:sayso:alert:%s", sayso_state_text(s, 0));
    xmlTextWriterStartElement(x, (const xmlChar *)"entry");
    element(x, "id", id.at);
    element(x, "title", sayso_state_text(s, 1));
    element(x, "updated", sayso_pace_text(sqlite3_column_int64(s, 4), at));
    xmlTextWriterStartElement(x, (const xmlChar *)"category");
    xmlTextWriterWriteAttribute(x, (const xmlChar *)"term", (const xmlChar *)sayso_state_text(s, 3));
    xmlTextWriterEndElement(x);
    element(x, "content", sayso_state_text(s, 2));
    xmlTextWriterEndElement(x);
    sayso_buf_free(&id);
}

static void head_write(xmlTextWriter *x, int64_t updated)
{
    char at[SAYSO_PACE_ROOM];
    xmlTextWriterStartDocument(x, NULL, "UTF-8", NULL);
    xmlTextWriterStartElementNS(x, NULL, (const xmlChar *)"feed",
                                (const xmlChar *)"http://www.w3.org/2005/Atom");
    element(x, "id", "urn:sayso:alerts");
    element(x, "title", "sayso: reversals and disputes");
    element(x, "updated", sayso_pace_text(updated, at));
    xmlTextWriterStartElement(x, (const xmlChar *)"author");
    element(x, "name", "sayso");
    xmlTextWriterEndElement(x);
}

/* All of the latest alerts, in a file that is put in the old one's place. */
static sayso_status feed_write(sayso_follower *w, const char *path, sayso_error *err)
{
    xmlBuffer *b = xmlBufferCreate();
    xmlTextWriter *x = b ? xmlNewTextWriterMemory(b, 0) : NULL;
    if (x) {
        head_write(x, sayso_state_number(w->state, "SELECT max(made) FROM alerts WHERE line IS NOT "
                                                   "NULL", 0, ""));
        sqlite3_stmt *s = sayso_state_list(
            w->state, "SELECT alert, line, body, kind, made FROM alerts WHERE line IS NOT NULL "
                      "ORDER BY made DESC, alert LIMIT ?", "i", (int64_t)MOST_ENTRIES);
        while (sayso_state_row(w->state, s)) entry_write(x, s);
        xmlTextWriterEndDocument(x);
    }
    xmlFreeTextWriter(x); /* writes what is left */
    const sayso_status st = x ? sayso_file_write(path, xmlBufferContent(b),
                                                 (size_t)xmlBufferLength(b), err)
                              : sayso_no_memory(err);
    xmlBufferFree(b);
    return st;
}

static void feed_renew(sayso_follower *w, const char *channel, const char *path)
{
    sayso_error err;
    static const char sql[] = "SELECT delivery FROM deliveries WHERE channel = ? AND due <= ? LIMIT 1";
    const int64_t now = sayso_follow_now(),
                  d = sayso_state_number(w->state, sql, 0, "ti", channel, now);
    if (!d) return;
    if (feed_write(w, path, &err)) refused(w, d, err.msg);
    else sayso_state_do(w->state, "DELETE FROM deliveries WHERE channel = ?", "t", channel);
}

/* ---- all of them ----------------------------------------------------------------------------- */

void sayso_follow_deliver(sayso_follower *w)
{
    for (size_t i = 0; i < w->o->n_alerts && !w->failed.code; i++) {
        const char *c = w->o->alerts[i], *of;
        if (strcmp(c, "print") == 0) print_all(w, c);
        else if ((of = channel_of(c, "command"))) command_next(w, c, of);
        else if ((of = channel_of(c, "webhook")) && w->posts < MOST_POSTS) post_next(w, c, of);
        else if ((of = channel_of(c, "feed"))) feed_renew(w, c, of);
    }
}

void sayso_follow_channels_begin(sayso_follower *w)
{
    /* what the run before had posted and not heard of */
    sayso_state_do(w->state, "UPDATE deliveries SET due = min(due, ?)", "i", sayso_follow_now());
}

/* Waits a moment for what is under way, so that an orderly end repeats nothing. */
void sayso_follow_channels_end(sayso_follower *w)
{
    enum { MOMENT_NS = 50000000, MOMENTS = 100 };
    const struct timespec moment = { .tv_nsec = MOMENT_NS };
    for (int i = 0; (w->child || w->posts) && i < MOMENTS; i++) {
        sayso_fetch *x;
        while ((x = sayso_fetch_next(w->fetcher))) {
            if (x->kind == SAYSO_FETCH_HOOK) sayso_follow_hook_done(w, x);
            sayso_fetch_free(x);
        }
        if (w->child) command_look(w);
        if (w->child || w->posts) nanosleep(&moment, NULL);
    }
    if (w->child) kill((pid_t)w->child, SIGTERM); /* the next run begins it anew */
}
