/* PDF by poppler's pdftotext, as a child process: such files come from anybody, and their reader is
 * large. The child has bounds on time, memory and files, gets the bytes on its standard input and
 * gives its text on a pipe. */
#include "in.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    CHILD_SECONDS = 60,      /* of processor time; chosen by hand, not measured */
    CHILD_MEMORY_MB = 1024,  /* chosen by hand, not measured */
    NOT_FOUND = 127,
    WAIT_MS = 200,
};

typedef struct child { pid_t pid; int in, out; } child;

static void child_run(const int in[2], const int out[2])
{
    const struct rlimit time = { CHILD_SECONDS, CHILD_SECONDS + 1 },
                        memory = { (rlim_t)CHILD_MEMORY_MB << 20, (rlim_t)CHILD_MEMORY_MB << 20 };
    const struct rlimit none = { 0, 0 };
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(in[0], STDIN_FILENO);
    dup2(out[1], STDOUT_FILENO);
    if (nowhere >= 0) dup2(nowhere, STDERR_FILENO);
    for (int fd = STDERR_FILENO + 1; fd < 64; fd++) close(fd);
    setrlimit(RLIMIT_CPU, &time);
    setrlimit(RLIMIT_AS, &memory);
    setrlimit(RLIMIT_CORE, &none);
    signal(SIGPIPE, SIG_DFL);
    execlp("pdftotext", "pdftotext", "-q", "-enc", "UTF-8", "-nopgbrk", "-", "-", (char *)NULL);
    _exit(NOT_FOUND);
}

static bool child_start(child *c)
{
    int in[2] = { -1, -1 }, out[2] = { -1, -1 };
    if (pipe(in) || pipe(out) || (c->pid = fork()) < 0) {
        for (int i = 0; i < 2; i++) {
            if (in[i] >= 0) close(in[i]);
            if (out[i] >= 0) close(out[i]);
        }
        return false;
    }
    if (c->pid == 0) child_run(in, out);
    close(in[0]);
    close(out[1]);
    c->in = in[1];
    c->out = out[0];
    fcntl(c->in, F_SETFL, O_NONBLOCK);
    fcntl(c->in, F_SETFD, FD_CLOEXEC);
    fcntl(c->out, F_SETFD, FD_CLOEXEC);
    return true;
}

/* Gives the bytes and takes the text, both as fast as the other side goes. False where the text is
 * more than `most`, or somebody asked to stop. */
static bool child_talk(child *c, sayso_in *in, sayso_buf *text)
{
    const char *bytes = in->text.at;
    size_t left = in->text.len;
    for (;;) {
        struct pollfd p[2] = { { c->out, POLLIN, 0 }, { c->in, POLLOUT, 0 } };
        if (in->bytes->stopped && in->bytes->stopped(in->bytes->user)) return false;
        if (poll(p, c->in >= 0 ? 2 : 1, WAIT_MS) < 0 && errno != EINTR) return false;
        if (c->in >= 0 && p[1].revents) {
            const ssize_t put = left ? write(c->in, bytes, left) : 0;
            if (put > 0) bytes += put, left -= (size_t)put;
            if (!left || (put < 0 && errno != EAGAIN && errno != EINTR)) {
                close(c->in);
                c->in = -1;
            }
        }
        if (!p[0].revents) continue;
        char piece[1 << 14];
        const ssize_t got = read(c->out, piece, sizeof piece);
        if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN)) return true;
        if (got > 0) sayso_buf_put(text, piece, (size_t)got);
        if (text->failed || text->len > in->most) return false;
    }
}

static int child_end(child *c, bool kill_it)
{
    int how = 0;
    if (c->in >= 0) close(c->in);
    close(c->out);
    if (kill_it) kill(c->pid, SIGKILL);
    while (waitpid(c->pid, &how, 0) < 0 && errno == EINTR) {}
    return how;
}

/* A page number, or nothing at all, is what scanned pages give. */
static bool has_words(const sayso_buf *b)
{
    size_t letters = 0;
    for (size_t i = 0; i < b->len; i++)
        letters += (b->at[i] | 0x20) >= 'a' ? 1 : (uint8_t)b->at[i] >= 0x80;
    return letters >= 20;
}

static sayso_status pdf_read(sayso_in *in, sayso_item *item)
{
    child c;
    sayso_buf text = SAYSO_BUF_EMPTY;
    struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
    if (!child_start(&c))
        return sayso_item_fail(item, SAYSO_IO, "cannot start pdftotext: %s; extract the text first",
                               strerror(errno));
    sigaction(SIGPIPE, &ignore, &before); /* a child that dies early is told by its status */
    const bool done = child_talk(&c, in, &text);
    sigaction(SIGPIPE, &before, NULL);
    const int how = child_end(&c, !done);
    if (!done && text.len > in->most)
        sayso_item_fail(item, SAYSO_TOO_LARGE,
                        "a PDF with more than %zu bytes of text; split it or raise --max-bytes",
                        in->most);
    else if (!done) sayso_item_fail(item, SAYSO_CANCELLED, "interrupted, not read; read it again");
    else if (WIFEXITED(how) && WEXITSTATUS(how) == NOT_FOUND)
        sayso_item_fail(
            item, SAYSO_BAD_DOCUMENT,
            "a PDF, and there is no pdftotext; install poppler-utils, or extract its text first");
    else if (!WIFEXITED(how) || WEXITSTATUS(how) != 0)
        sayso_item_fail(item, SAYSO_BAD_DOCUMENT,
                        "a PDF that pdftotext cannot read, or not within %d seconds and %d MB; "
                        "extract its text first",
                        CHILD_SECONDS, CHILD_MEMORY_MB);
    else if (!has_words(&text))
        sayso_item_textless(item, "a PDF of pictures; have its text recognised first");
    else sayso_item_say(item, SAYSO_SAID_TEXT, text.at, text.len);
    sayso_buf_free(&text);
    return item->status;
}

static bool pdf_next(sayso_in *in, sayso_item *item)
{
    bool *done = in->state;
    if (*done) return false;
    *done = true;
    if (sayso_in_whole(in, item)) pdf_read(in, item);
    return true;
}

static bool pdf_surely(const char *head, size_t n)
{
    return n >= 5 && memcmp(head, "%PDF-", 5) == 0;
}

const sayso_in_format sayso_in_pdf = {
    .name = "pdf", .endings = ".pdf", .surely = pdf_surely, .state = sizeof(bool), .next = pdf_next,
};
