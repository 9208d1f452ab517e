/* Help, manual page and completion, all written from the tables in options.c. */
#include "cli.h"
#include <stdio.h>

/* Text at an indent, broken at blanks before column 80 (counted in characters). */
static void wrapped(sayso_buf *b, const char *text, size_t indent)
{
    size_t column = 0;
    while (*text) {
        const size_t n = strcspn(text, " ");
        size_t width = 0;
        for (size_t i = 0; i < n; i++) width += ((uint8_t)text[i] & 0xc0) != 0x80;
        if (column && column + 1 + width > 79) {
            sayso_buf_puts(b, "\n");
            column = 0;
        }
        if (!column) {
            sayso_buf_printf(b, "%*s", (int)indent, "");
            column = indent;
        } else {
            sayso_buf_puts(b, " ");
            column++;
        }
        sayso_buf_put(b, text, n);
        column += width;
        text += n;
        while (*text == ' ') text++;
    }
    sayso_buf_puts(b, "\n");
}

static void usage(sayso_buf *b, const cli_command *c)
{
    sayso_buf_printf(b, "sayso %s [OPTION]…%s%s", c->name, *c->operands ? " " : "", c->operands);
}

static void option_help(sayso_buf *b, const cli_option *o, const cli_command *c)
{
    char head[48];
    snprintf(head, sizeof head, "  %c%c%s --%s%s%s", o->letter ? '-' : ' ',
             o->letter ? o->letter : ' ', o->letter ? "," : " ", o->name, o->argument ? "=" : "",
             o->argument ? o->argument : "");
    sayso_buf_printf(b, "%-26s", head);
    sayso_buf line = SAYSO_BUF_EMPTY;
    wrapped(&line, o->help, 26);
    if (line.len > 26) sayso_buf_puts(b, line.at + 26);
    sayso_buf_free(&line);
    if (o == &cli_options[OPT_FORMAT] && c->formats && strcmp(c->formats, CLI_EXPORTS) != 0) {
        b->len--;
        sayso_buf_puts(b, ": ");
        cli_formats_put(b, c);
        sayso_buf_puts(b, "\n");
    }
}

/* The formats of an export with what each is; `before` and `behind` stand around their names. */
static void exports_put(sayso_buf *b, const cli_command *c, const char *before, int width,
                        const char *behind)
{
    const sayso_export_format *f;
    if (!c->formats || strcmp(c->formats, CLI_EXPORTS) != 0) return;
    for (size_t i = 0; (f = sayso_export_nth(i)); i++)
        sayso_buf_printf(b, "%s%-*s%s%s\n", before, width, f->name, behind, f->about);
}

void cli_command_help_put(sayso_buf *b, const cli_command *c)
{
    sayso_buf_puts(b, "usage: ");
    usage(b, c);
    sayso_buf_puts(b, "\n");
    wrapped(b, c->text, 0);
    sayso_buf_puts(b, "\n");
    for (int i = 0; i < N_OPTIONS; i++)
        if (cli_options[i].commands & 1u << c->id) option_help(b, &cli_options[i], c);
    if (c->formats && strcmp(c->formats, CLI_EXPORTS) == 0) sayso_buf_puts(b, "\nformats:\n");
    exports_put(b, c, "  ", 14, "  ");
    sayso_buf_printf(b, "\nexample: %s\n", c->example);
}

void cli_help_put(sayso_buf *b)
{
    sayso_buf_puts(
        b,
        "usage: sayso COMMAND [OPTION]… [ARGUMENT]…\n"
        "Reads news reports and keeps a ledger of who did what to whom, and on whose say-so.\n\n");
    cli_command c;
    for (int i = 0; cli_command_nth(i, &c); i++)
        sayso_buf_printf(b, "  %-16s %s\n", c.name, c.summary);
    sayso_buf_puts(
        b,
        "\n`sayso COMMAND --help` shows a command's options, `sayso --version` the version.\n\n");
    cli_command_nth(0, &c);
    sayso_buf_printf(b, "example: %s\n", c.example);
}

/* ---- the manual page ---- */

/* Text with what man's macros would take for their own escaped. */
static void roff(sayso_buf *b, const char *s)
{
    if (*s == '.' || *s == '\'') sayso_buf_puts(b, "\\&");
    for (; *s; s++) {
        if (*s == '\\') sayso_buf_puts(b, "\\e");
        else if (*s == '-') sayso_buf_puts(b, "\\-");
        else if (*s == '\'') sayso_buf_puts(b, "\\(aq");
        else if (*s == '`') sayso_buf_puts(b, "\\(ga");
        else sayso_buf_put(b, s, 1);
    }
}

static void manual_option(sayso_buf *b, const cli_option *o)
{
    sayso_buf_puts(b, ".TP\n");
    if (o->letter) sayso_buf_printf(b, "\\fB\\-%c\\fR, ", o->letter);
    sayso_buf_puts(b, "\\fB\\-\\-");
    roff(b, o->name);
    sayso_buf_puts(b, "\\fR");
    if (o->argument) sayso_buf_printf(b, "=\\fI%s\\fR", o->argument);
    sayso_buf_puts(b, "\n");
    roff(b, o->help);
    sayso_buf_puts(b, ". Commands: ");
    const char *comma = "";
    if (o->commands == (1u << N_COMMANDS) - 1) sayso_buf_puts(b, "all");
    cli_command c;
    for (int i = 0; o->commands != (1u << N_COMMANDS) - 1 && cli_command_nth(i, &c); i++)
        if (o->commands & 1u << c.id) {
            sayso_buf_printf(b, "%s%s", comma, c.name);
            comma = ", ";
        }
    sayso_buf_puts(b, ".\n");
}

static void manual_commands(sayso_buf *b)
{
    sayso_buf_puts(b, ".SH COMMANDS\n");
    cli_command c;
    for (int i = 0; cli_command_nth(i, &c); i++) {
        sayso_buf_printf(b, ".SS %s %s\n", c.name, c.operands);
        roff(b, c.text);
        sayso_buf_puts(b, "\n");
        if (c.formats) {
            sayso_buf_puts(b, "Formats: ");
            cli_formats_put(b, &c);
            sayso_buf_puts(b, ".\n");
        }
        exports_put(b, &c, ".TP\n", 0, "\n");
        sayso_buf_puts(b, ".PP\n.EX\n");
        roff(b, c.example);
        sayso_buf_puts(b, "\n.EE\n");
    }
}

void cli_manual_put(sayso_buf *b)
{
    sayso_buf_printf(b, ".TH SAYSO 1 \"\" \"sayso %s\" \"User Commands\"\n", SAYSO_VERSION);
    sayso_buf_puts(b, ".SH NAME\nsayso \\- read news reports and keep a ledger of events, "
                      "attributions and positions\n"
                      ".SH SYNOPSIS\n.B sayso\n\\fICOMMAND\\fR [\\fIOPTION\\fR]… "
                      "[\\fIARGUMENT\\fR]…\n.SH DESCRIPTION\n");
    roff(b, "Reads news reports and keeps a ledger of who did what to whom, when and where, and on "
            "whose say-so: every event, "
            "attribution and position names the bytes of the text that it was read from.");
    sayso_buf_puts(b, "\n");
    manual_commands(b);
    sayso_buf_puts(b, ".SH OPTIONS\nA long option may be shortened as long as it stays unique. "
                      "\\fB\\-\\-\\fR ends the options.\n");
    for (int i = 0; i < N_OPTIONS; i++) manual_option(b, &cli_options[i]);
    sayso_buf_puts(b, ".SH DOCUMENTS\n");
    roff(b, "A text file is one document. It may begin with lines `Key: value` (Id, Date, Title, "
            "Publisher, Url, Language) and a blank "
            "line. A line of JSON has \"text\" and may have \"id\", \"date\", \"title\", "
            "\"publisher\", \"url\" and \"language\". Of a page, the "
            "title and the article's paragraphs are read. A line of JSON that is a reading (it has "
            "\"text\", \"sentences\", \"events\", \"attributions\" and \"actors\", as --format "
            "jsonl --with-text writes them) goes to the ledger as it is; with --input jsonl its "
            "text is read anew. A document that cannot be read is "
            "reported with file and line; the others are read.");
    sayso_buf_puts(
        b, "\n.SH EXIT STATUS\n"
           ".TP\n0\ndone\n"
           ".TP\n1\nnothing matched, where \\fB\\-\\-exit\\-status\\fR asked, or \\fBexplain\\fR "
           "did not find an id\n"
           ".TP\n2\nwrong usage, or the system refused\n"
           ".TP\n3\na bad model or word list\n"
           ".TP\n4\nsome documents or rows could not be read; the others were\n"
           ".SH ENVIRONMENT\n"
           ".TP\n.B SAYSO_LEDGER\nthe ledger, where \\fB\\-\\-ledger\\fR does not name one\n"
           ".TP\n.B SAYSO_KNOWLEDGE\nimported names, where \\fB\\-\\-knowledge\\fR or "
           "\\fB\\-\\-out\\fR does not name a file\n"
           ".TP\n.B SAYSO_DATA\nfolder of models and word lists, where \\fB\\-\\-data\\fR does not "
           "name one\n"
           ".TP\n.B NO_COLOR\nno bold headings, also on a terminal\n"
           ".SH SIGNALS\nThe first interrupt finishes and commits the document at hand, the second "
           "ends the program at once; "
           "the ledger is whole in either case.\n");
}

/* ---- completion for bash ---- */

static void completion_options(sayso_buf *b, const cli_command *c)
{
    const bool two = strchr(c->name, ' ') != NULL;
    sayso_buf_printf(b, "    \"%s%s\"%s) options=\"", c->name, two ? "" : " ", two ? "" : "*");
    const char *blank = "";
    for (int o = 0; o < N_OPTIONS; o++)
        if (cli_options[o].commands & 1u << c->id) {
            sayso_buf_printf(b, "%s--%s", blank, cli_options[o].name);
            blank = " ";
        }
    sayso_buf_puts(b, "\" ;;\n");
}

void cli_completion_put(sayso_buf *b)
{
    sayso_buf_puts(b,
                   "# completion of sayso for bash; written by `sayso --completion`\n_sayso() {\n"
                   "    local word=${COMP_WORDS[COMP_CWORD]} options=; COMPREPLY=()\n    if [ "
                   "\"$COMP_CWORD\" = 1 ]; then\n        COMPREPLY=($(compgen -W \"");
    cli_command c;
    sayso_buf words = SAYSO_BUF_EMPTY; /* first words, each once */
    for (int i = 0; cli_command_nth(i, &c); i++) {
        const size_t n = strcspn(c.name, " "), from = words.len;
        sayso_buf_printf(&words, " %.*s ", (int)n, c.name);
        if (!words.failed && strstr(words.at, words.at + from) != words.at + from)
            words.at[words.len = from] = 0;
    }
    for (const char *w = words.at; w && *w; w += strcspn(w, " ")) {
        w += strspn(w, " ");
        if (*w) sayso_buf_printf(b, "%.*s ", (int)strcspn(w, " "), w);
    }
    sayso_buf_free(&words);
    sayso_buf_puts(b, "--help --version\" -- \"$word\"))\n        return\n    fi\n    case "
                      "$COMP_CWORD:${COMP_WORDS[1]} in\n");
    for (int i = 0; cli_command_nth(i, &c); i++) {
        const char *second = strchr(c.name, ' ');
        if (second)
            sayso_buf_printf(b, "    2:%.*s) COMPREPLY+=($(compgen -W \"%s\" -- \"$word\")) ;;&\n",
                             (int)(second - c.name), c.name, second + 1);
    }
    sayso_buf_puts(b, "    esac\n    [ ${#COMPREPLY[@]} = 0 ] || return\n    case "
                      "\"${COMP_WORDS[1]} ${COMP_WORDS[2]}\" in\n");
    for (int i = 0; cli_command_nth(i, &c); i++) completion_options(b, &c);
    sayso_buf_puts(b, "    esac\n    case $word in\n    -*) COMPREPLY=($(compgen -W \"$options\" "
                      "-- \"$word\")) ;;\n"
                      "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n    esac\n}\ncomplete -o "
                      "filenames -F _sayso sayso\n");
}
