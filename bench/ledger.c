/* ledger LEDGER FILE: adds the readings of FILE to the ledger one by one, working out the claims after each, and prints how many
 * there were and the milliseconds of processor time that one took on average, and the longest. */
#include <sayso.h>
#include <stdio.h>
#include <time.h>

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

int main(int argc, char **argv)
{
    sayso_ledger *l = NULL;
    sayso_input *in = NULL;
    sayso_error err = { .msg = "usage: ledger LEDGER FILE" };
    const sayso_document *d;
    double sum = 0, most = 0;
    unsigned n = 0;
    const sayso_input_options io = { .size = sizeof io, .paths = (const char *const *)argv + 2, .n_paths = 1, .format = "reading" };
    sayso_status st = argc == 3 ? sayso_ledger_open(&l, argv[1], true, &err) : SAYSO_BAD_ARGUMENT;
    if (!st) st = sayso_ledger_settle(l, &err);
    if (!st) st = sayso_input_open(&in, &io, &err);
    while (!st && !(st = sayso_document_next(in, &d, &err)) && d) {
        const double begun = now_ms();
        if (!(st = sayso_ledger_add(l, d->reading, false, NULL, NULL, &err))) st = sayso_ledger_settle(l, &err);
        const double ms = now_ms() - begun;
        sum += ms;
        if (ms > most) most = ms;
        n++;
    }
    sayso_input_close(in);
    sayso_ledger_close(l);
    if (st) return fprintf(stderr, "%s\n", err.msg), 1;
    printf("%u %.2f %.2f\n", n, n ? sum / n : 0, most);
    return 0;
}
