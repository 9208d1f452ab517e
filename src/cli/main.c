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

/* "knowledge" alone: which words may stand behind it, with their help where that is asked for. False
 * where there are none. */
static bool family(const char *s, bool help, int *code)
{
    const size_t n = strlen(s);
    sayso_buf b = SAYSO_BUF_EMPTY;
    cli_command c;
    for (int i = 0; cli_command_nth(i, &c); i++) {
        if (strncmp(c.name, s, n) != 0 || c.name[n] != ' ') continue;
        if (b.len) sayso_buf_puts(&b, help ? "\n" : " or ");
        if (help) cli_command_help_put(&b, &c);
        else sayso_buf_printf(&b, "`sayso %s`", c.name);
    }
    const bool any = b.len;
    if (any && help) *code = cli_close_stdout(cli_write(&b) ? CLI_DONE : CLI_USAGE);
    else if (any) {
        sayso_buf_put(&b, "", 1);
        cli_message("%s wants another word behind it: %s", s, b.failed ? "" : b.at);
        *code = CLI_USAGE;
    }
    sayso_buf_free(&b);
    return any;
}

static int without_command(const char *s, bool help)
{
    int code;
    static const struct { const char *name; void (*put)(sayso_buf *); } asks[] = {
        { "--help", cli_help_put },    { "-h", cli_help_put },       { "help", cli_help_put },
        { "--version", version_put },  { "-V", version_put },
        { "--manual", cli_manual_put }, { "--completion", cli_completion_put },
        { "--completion-zsh", cli_completion_zsh_put },
        { "--completion-fish", cli_completion_fish_put },
    };
    for (size_t i = 0; i < sizeof asks / sizeof *asks; i++)
        if (strcmp(s, asks[i].name) == 0) return print(asks[i].put);
    if (family(s, help, &code)) return code;
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
    if (!most) {
        const bool help = argc > 2 && (strcmp(argv[2], "--help") == 0 || strcmp(argv[2], "-h") == 0);
        return without_command(argv[1], help);
    }
    const int code = run(&args, argc, argv, 1 + most);
    return cli_interrupted ? cli_interrupts_raise() : code;
}
