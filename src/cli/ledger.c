/* Opening the ledger that the options name, and waiting for who else writes it. */
#include "cli.h"

typedef struct waiting { const char *path; bool told; } waiting;

static void wait_tell(void *user, uint32_t waited_ms)
{
    waiting *w = user;
    (void)waited_ms;
    if (!w->told) cli_message("%s: another program writes it; waiting", w->path);
    w->told = true;
}

sayso_status cli_ledger_open(const cli_args *args, bool write, sayso_ledger **out, sayso_error *err)
{
    static waiting w; /* as long as the ledger; the program opens one */
    w.path = cli_ledger_path(args);
    const sayso_ledger_options o = { .size = sizeof o,
                                     .wait_ms = (uint32_t)cli_number(args, OPT_WAIT, 60) * 1000,
                                     .waiting = wait_tell,
                                     .user = &w };
    return sayso_ledger_open_with(out, w.path, write, &o, err);
}
