/* What all commands need of the system: messages, standard output, interrupts. */
#include "cli.h"
#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* ---- messages ---- */

void cli_message(const char *fmt, ...)
{
    char line[1024];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    for (char *s = line; *s; s++) /* names of files may hold anything, also what steers a
                                     terminal */
        if ((uint8_t)*s < 0x20 || *s == 0x7f) *s = ' ';
    fprintf(stderr, "sayso: %s\n", line);
}

int cli_fail(const sayso_error *err)
{
    if (!err->name[0]) cli_message("%s", err->msg);
    else if (err->at == SAYSO_NOWHERE) cli_message("%s: %s", err->name, err->msg);
    else cli_message("%s:%llu: %s", err->name, (unsigned long long)err->at, err->msg);
    switch (err->code) {
    case SAYSO_BAD_MODEL:
    case SAYSO_BAD_DATA: return CLI_BAD_DATA;
    default: return CLI_USAGE;
    }
}

void cli_item_message(const sayso_item *item, const char *what)
{
    const char *file = !item->file                    ? "input"
                       : strcmp(item->file, "-") == 0 ? "standard input"
                                                      : item->file;
    if (item->line) cli_message("%s:%llu: %s", file, (unsigned long long)item->line, what);
    else cli_message("%s: %s", file, what);
}

enum { MOST_TOLD = 20 }; /* times that the same is said of one file: a screen of it */

void cli_notes_end(cli_told *t)
{
    if (t->n > MOST_TOLD)
        cli_message("%s: the same of %llu more documents; %s", t->file,
                    (unsigned long long)(t->n - MOST_TOLD), t->text);
    *t = (cli_told){ .n = 0 };
}

void cli_item_notes(cli_told *t, const sayso_item *item)
{
    for (uint32_t i = 0; i < item->n_notes; i++) {
        const char *text = item->notes[i].text;
        if (strncmp(t->file, item->file, sizeof t->file - 1) != 0 ||
            strncmp(t->text, text, sizeof t->text - 1) != 0) {
            cli_notes_end(t);
            snprintf(t->file, sizeof t->file, "%s", item->file);
            snprintf(t->text, sizeof t->text, "%s", text);
        }
        if (++t->n <= MOST_TOLD) cli_item_message(item, text);
    }
}

void cli_standard_input_tell(const cli_args *args)
{
    if (!args->n_operands && isatty(STDIN_FILENO))
        cli_message("reads what is typed, up to Ctrl-D; name files to read them");
}

/* ---- stdout ---- */

static bool write_failed(void)
{
    cli_message("cannot write to standard output: %s; what was written is not whole",
                strerror(errno));
    return false;
}

bool cli_write(sayso_buf *b)
{
    if (b->failed) {
        cli_message("out of memory; read smaller documents or use fewer jobs");
        return false;
    }
    const bool ok = b->len == 0 || fwrite(b->at, 1, b->len, stdout) == b->len;
    b->len = 0;
    return ok || write_failed();
}

int cli_close_stdout(int code)
{
    const bool had_error = ferror(stdout) != 0;
    if (fclose(stdout) != 0 && !had_error) { /* an earlier error has been told already */
        write_failed();
        return CLI_USAGE;
    }
    return had_error ? CLI_USAGE : code;
}

static bool no_color(void)
{
    const char *s = getenv("NO_COLOR");
    return s && *s;
}

bool cli_bold(void)
{
    const char *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && !no_color() && terminal && strcmp(terminal, "dumb") != 0;
}

void cli_count(cli_progress *p, sayso_status st)
{
    if (!st) p->documents++;
    else if (st == SAYSO_SKIPPED) p->skipped++;
    else p->failed++;
}

void cli_progress_show(const cli_progress *p)
{
    if (p->quiet || p->documents % 16 || isatty(STDOUT_FILENO) || !isatty(STDERR_FILENO)) return;
    fprintf(stderr, "\r%llu documents, %llu words", (unsigned long long)p->documents,
            (unsigned long long)p->words);
    fflush(stderr);
}

void cli_summary(const cli_progress *p)
{
    const uint64_t lost = p->skipped + p->failed, all = p->documents + p->stored + lost;
    const bool terminal = isatty(STDERR_FILENO);
    if (p->quiet || (!terminal && (!lost || all < 2))) return;
    if (terminal) fputs("\r", stderr); /* over the progress, which is shorter */
    fprintf(stderr, "sayso: %llu document%s read", (unsigned long long)p->documents,
            p->documents == 1 ? "" : "s");
    if (p->words) fprintf(stderr, " (%llu words)", (unsigned long long)p->words);
    if (p->stored) fprintf(stderr, ", %llu known before", (unsigned long long)p->stored);
    fprintf(stderr, ", %llu skipped, %llu failed\n", (unsigned long long)p->skipped,
            (unsigned long long)p->failed);
    if (p->undated && terminal)
        fprintf(stderr, "sayso: %llu without a date, nor have most of their events; give --date\n",
                (unsigned long long)p->undated);
}

/* ---- interrupts ---- */

volatile sig_atomic_t cli_interrupted;

static void on_interrupt(int signal)
{
    cli_interrupted = signal;
}

bool cli_cancelled(void *user)
{
    (void)user;
    return cli_interrupted;
}

bool cli_out_of_patience(void *user)
{
    enum { PATIENCE_MS = 500 }; /* chosen by hand: a news report is finished; a book is not
                                   waited for */
    static _Atomic int64_t since; /* of the first look after the interrupt, in any thread */
    (void)user;
    if (!cli_interrupted) return false;
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    const int64_t now = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
    int64_t first = 0;
    if (atomic_compare_exchange_strong(&since, &first, now)) first = now;
    return now - first >= PATIENCE_MS;
}

void cli_interrupts_catch(void)
{
    /* no SA_RESTART: a read from a terminal or pipe must end; SA_RESETHAND: the next one is not
     * caught */
    struct sigaction a = { .sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND };
    sigemptyset(&a.sa_mask);
    sigaction(SIGINT, &a, NULL);
    sigaction(SIGTERM, &a, NULL);
}

int cli_interrupts_raise(void)
{
    const int which = cli_interrupted;
    signal(which, SIG_DFL);
    raise(which);
    return 128 + which; /* process 1 of a container does not die of signals */
}
