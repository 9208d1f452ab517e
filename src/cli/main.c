/* sayso: which command. */
#include "cli.h"

static int print(void (*put)(sayso_buf *))
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    put(&b);
    const bool ok = cli_write(&b);
    sayso_buf_free(&b);
    return cli_close_stdout(ok ? CLI_DONE : CLI_USAGE);
}

static void version_put(sayso_buf *b)
{
    sayso_buf_printf(b, "sayso %s\n", sayso_version());
}

static int without_command(const char *s)
{
    static const struct { const char *name; void (*put)(sayso_buf *); } asks[] = {
        { "--help", cli_help_put },    { "-h", cli_help_put },       { "help", cli_help_put },
        { "--version", version_put },  { "-V", version_put },
        { "--manual", cli_manual_put }, { "--completion", cli_completion_put },
    };
    for (size_t i = 0; i < sizeof asks / sizeof *asks; i++)
        if (strcmp(s, asks[i].name) == 0) return print(asks[i].put);
    const size_t n = strlen(s);
    cli_command c;
    for (int i = 0; cli_command_nth(i, &c); i++)
        if (strncmp(c.name, s, n) == 0 && c.name[n] == ' ') {
            cli_message("`sayso %s` wants another word behind it, as in `sayso %s`; `sayso --help` "
                        "lists the commands",
                        s, c.name);
            return CLI_USAGE;
        }
    cli_message("no command %s; `sayso --help` lists them", s);
    return CLI_USAGE;
}

static int run(cli_args *args, int argc, char **argv, int from)
{
    if (!cli_parse(args, argc, argv, from)) return CLI_USAGE;
    if (args->value[OPT_VERSION]) return print(version_put);
    if (args->value[OPT_HELP]) {
        sayso_buf b = SAYSO_BUF_EMPTY;
        cli_command_help_put(&b, &args->command);
        const bool ok = cli_write(&b);
        sayso_buf_free(&b);
        return cli_close_stdout(ok ? CLI_DONE : CLI_USAGE);
    }
    return cli_close_stdout(args->command.run(args));
}

/* How many arguments name the command: "knowledge import" is two. 0: they name another. */
static int command_words(const char *name, int argc, char **argv)
{
    const char *blank = strchr(name, ' ');
    if (!blank) return strcmp(argv[1], name) == 0;
    const size_t n = (size_t)(blank - name);
    return argc > 2 && strlen(argv[1]) == n && memcmp(argv[1], name, n) == 0 &&
                   strcmp(argv[2], blank + 1) == 0
               ? 2
               : 0;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        cli_message("a command is missing; `sayso --help` lists them");
        return CLI_USAGE;
    }
    cli_args args = { 0 };
    cli_command c;
    int most = 0; /* "claims merge" is another command than "claims" */
    for (int i = 0; cli_command_nth(i, &c); i++) {
        const int words = command_words(c.name, argc, argv);
        if (words <= most) continue;
        most = words;
        args.command = c;
    }
    if (!most) return without_command(argv[1]);
    const int code = run(&args, argc, argv, 1 + most);
    return cli_interrupted ? cli_interrupts_raise() : code;
}
