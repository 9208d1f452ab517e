/* sayso serve: the ledger in a browser. */
#include "cli.h"
#include <stdio.h>
#include <time.h>

enum { PORT = 8017 };

/* Tells where, with the token behind # (browsers send that to nobody, and no log has it), and waits
 * for an interrupt. */
static int serve_on(const sayso_page_options *o, const sayso_page_server *s)
{
    const char *address = o->listen ? o->listen : "127.0.0.1";
    const bool six = strchr(address, ':') != NULL;
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_buf_printf(&b, "http://%s%s%s:%u/%s%s\n", six ? "[" : "", address, six ? "]" : "",
                     (unsigned)sayso_page_port(s), o->token ? "#edit=" : "",
                     o->token ? o->token : "");
    const bool told = cli_write(&b) && fflush(stdout) == 0;
    sayso_buf_free(&b);
    const struct timespec moment = { .tv_nsec = 100000000 };
    while (told && !cli_interrupted) nanosleep(&moment, NULL);
    return told ? CLI_DONE : CLI_USAGE;
}

int cmd_serve(const cli_args *args)
{
    char token[SAYSO_PAGE_TOKEN_SIZE];
    sayso_page_options o = { .ledger = cli_ledger_path(args),
                             .listen = args->value[OPT_LISTEN],
                             .name = args->value[OPT_NAME],
                             .port = (uint16_t)cli_number(args, OPT_PORT, PORT),
                             .wait_ms = (uint32_t)cli_number(args, OPT_WAIT, 60) * 1000 };
    sayso_error err;
    sayso_ledger *ledger = NULL;
    sayso_page_server *server = NULL;
    cli_interrupts_catch();
    sayso_status st = cli_ledger_settled(args, &ledger, &err);
    sayso_ledger_close(ledger);
    if (!st && args->value[OPT_EDIT]) {
        st = sayso_page_token_make(token, &err);
        o.token = token;
    }
    if (!st) st = sayso_page_serve(&o, &server, &err);
    const int code = st ? cli_fail(&err) : serve_on(&o, server);
    sayso_page_close(server);
    return code;
}
