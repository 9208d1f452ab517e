/* Completion for bash, zsh and fish, written from the tables in options.c. */
#include "cli.h"

/* ---- bash ---- */

static void bash_options(sayso_buf *b, const cli_command *c)
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
    for (int i = 0; cli_command_nth(i, &c); i++) bash_options(b, &c);
    sayso_buf_puts(b, "    esac\n    case $word in\n    -*) COMPREPLY=($(compgen -W \"$options\" "
                      "-- \"$word\")) ;;\n"
                      "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n    esac\n}\ncomplete -o "
                      "filenames -F _sayso sayso\n");
}

/* ---- zsh ---- */

/* Text within single quotes; what zsh's _arguments takes for its own is escaped. */
static void zsh_text(sayso_buf *b, const char *s)
{
    for (; *s; s++) {
        if (*s == '\'') sayso_buf_puts(b, "'\\''");
        else if (strchr("[]:\\", *s)) sayso_buf_printf(b, "\\%c", *s);
        else sayso_buf_put(b, s, 1);
    }
}

static void zsh_option(sayso_buf *b, const cli_option *o)
{
    sayso_buf_printf(b, " \\\n        '--%s%s[", o->name, o->argument ? "=" : "");
    zsh_text(b, o->help);
    sayso_buf_puts(b, "]");
    if (o->argument) sayso_buf_printf(b, ":%s:_files", o->argument);
    sayso_buf_puts(b, "'");
}

/* Two words of a command are one to zsh: they are looked at together. */
void cli_completion_zsh_put(sayso_buf *b)
{
    sayso_buf_puts(b, "#compdef sayso\n# completion of sayso for zsh; written by `sayso "
                      "--completion-zsh`\n_sayso() {\n    local -a commands=(\n");
    cli_command c;
    for (int i = 0; cli_command_nth(i, &c); i++) {
        sayso_buf_puts(b, "        '");
        zsh_text(b, c.name);
        sayso_buf_puts(b, ":");
        zsh_text(b, c.summary);
        sayso_buf_puts(b, "'\n");
    }
    sayso_buf_puts(b, "    )\n    if (( CURRENT == 2 )); then\n        _describe command commands\n"
                      "        return\n    fi\n    case \"$words[2] $words[3]\" in\n");
    for (int i = 0; cli_command_nth(i, &c); i++) {
        const bool two = strchr(c.name, ' ') != NULL;
        sayso_buf_printf(b, "    \"%s%s\"%s) _arguments", c.name, two ? "" : " ", two ? "" : "*");
        for (int o = 0; o < N_OPTIONS; o++)
            if (cli_options[o].commands & 1u << c.id) zsh_option(b, &cli_options[o]);
        sayso_buf_puts(b, " \\\n        '*:file:_files' ;;\n");
    }
    sayso_buf_puts(b, "    esac\n}\n_sayso \"$@\"\n");
}

/* ---- fish ---- */

static void fish_text(sayso_buf *b, const char *s)
{
    for (; *s; s++) {
        if (strchr("'\\", *s)) sayso_buf_printf(b, "\\%c", *s);
        else sayso_buf_put(b, s, 1);
    }
}

static void fish_options(sayso_buf *b, const cli_command *c)
{
    const int first = (int)strcspn(c->name, " ");
    for (int i = 0; i < N_OPTIONS; i++) {
        const cli_option *o = &cli_options[i];
        if (!(o->commands & 1u << c->id)) continue;
        sayso_buf_printf(b, "complete -c sayso -n '__fish_seen_subcommand_from %.*s", first, c->name);
        if (c->name[first])
            sayso_buf_printf(b, "; and __fish_seen_subcommand_from %s", c->name + first + 1);
        sayso_buf_printf(b, "' -l %s%s", o->name, o->argument ? " -r" : "");
        if (o->letter) sayso_buf_printf(b, " -s %c", o->letter);
        sayso_buf_puts(b, " -d '");
        fish_text(b, o->help);
        sayso_buf_puts(b, "'\n");
    }
}

void cli_completion_fish_put(sayso_buf *b)
{
    sayso_buf_puts(b, "# completion of sayso for fish; written by `sayso --completion-fish`\n");
    cli_command c;
    for (int i = 0; cli_command_nth(i, &c); i++) {
        const int first = (int)strcspn(c.name, " ");
        if (c.name[first])
            sayso_buf_printf(b, "complete -c sayso -f -n '__fish_use_subcommand' -a %.*s\n"
                                "complete -c sayso -f -n '__fish_seen_subcommand_from %.*s' -a %s",
                             first, c.name, first, c.name, c.name + first + 1);
        else sayso_buf_printf(b, "complete -c sayso -f -n '__fish_use_subcommand' -a %s", c.name);
        sayso_buf_puts(b, " -d '");
        fish_text(b, c.summary);
        sayso_buf_puts(b, "'\n");
        fish_options(b, &c);
    }
}
