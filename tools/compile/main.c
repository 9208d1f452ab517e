/* sayso-compile OUT LANGUAGES KNOWLEDGE: word lists and knowledge tables into one file,
 * lexicon.sayso. Exit status 0 done, 2 usage or system, 3 mistakes in tables (all of them are
 * listed). */
#include "compile/compile.h"
#include <stdio.h>

static const char help[] =
    "usage: sayso-compile [--check] [--keep-going] [--share=DIR] [--depfile=FILE] OUT LANGUAGES KNOWLEDGE\n"
    "Compiles the tables in the folders LANGUAGES and KNOWLEDGE into OUT (lexicon.sayso).\n"
    "  --check          read and report only; OUT is not written\n"
    "  --keep-going     write OUT without the malformed rows, and exit 0\n"
    "  --share=DIR      where iso-codes is installed (default /usr/share); empty: do without\n"
    "  --depfile=FILE   write what was read, for make and ninja\n"
    "Example: sayso-compile lexicon.sayso languages knowledge\n";

typedef struct arguments {
    bool check, keep_going;
    const char *depfile, *out;
    compile_options options;
} arguments;

static bool starts(const char *s, const char *with, const char **rest)
{
    const size_t n = strlen(with);
    if (strncmp(s, with, n) != 0) return false;
    *rest = s + n;
    return true;
}

static bool arguments_read(int argc, char **argv, arguments *a)
{
    const char *places[3] = { NULL }, *value;
    int n = 0;
    *a = (arguments){ .options = { .share_dir = "/usr/share" } };
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--check") == 0) a->check = true;
        else if (strcmp(argv[i], "--keep-going") == 0) a->keep_going = true;
        else if (starts(argv[i], "--share=", &value)) a->options.share_dir = *value ? value : NULL;
        else if (starts(argv[i], "--depfile=", &value)) a->depfile = value;
        else if (argv[i][0] == '-' || n == 3) return false;
        else places[n++] = argv[i];
    }
    a->out = places[0];
    a->options.languages_dir = places[1];
    a->options.knowledge_dir = places[2];
    return n == 3;
}

/* The folders too: a new table changes them. */
static sayso_status depfile_write(const arguments *a, const compile_result *r, sayso_error *err)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_buf_printf(&b, "%s: %s %s", a->out, a->options.languages_dir, a->options.knowledge_dir);
    for (const char *p = r->files.at; p && *p;) {
        const char *end = strchr(p, '\n');
        sayso_buf_puts(&b, " \\\n ");
        sayso_buf_put(&b, p, (size_t)(end - p));
        p = end + 1;
    }
    sayso_buf_puts(&b, "\n");
    const sayso_status st =
        b.failed ? sayso_no_memory(err) : sayso_file_write(a->depfile, b.at, b.len, err);
    sayso_buf_free(&b);
    return st;
}

int main(int argc, char **argv)
{
    arguments a;
    compile_result r;
    sayso_error err;
    if (argc == 2 && strcmp(argv[1], "--help") == 0) return fputs(help, stdout) < 0 ? 2 : 0;
    if (!arguments_read(argc, argv, &a)) {
        fputs(help, stderr);
        return 2;
    }
    sayso_status st = compile_run(&a.options, &r, &err);
    if (!st && r.mistakes.len) fputs(r.mistakes.at, stderr);
    const bool wrong = !st && r.n_mistakes && !a.keep_going;
    if (!st && !a.check && !wrong) st = sayso_file_write(a.out, r.file.at, r.file.len, &err);
    if (!st && a.depfile) st = depfile_write(&a, &r, &err);
    if (st) fprintf(stderr, "sayso-compile: %s: %s\n", err.name, err.msg);
    else if (r.n_mistakes)
        fprintf(stderr, "sayso-compile: %u mistakes in tables%s\n", r.n_mistakes,
                a.keep_going ? "; their rows are left out" : "");
    else if (a.check) fputs(r.summary.at ? r.summary.at : "", stdout);
    compile_result_free(&r);
    return st ? 2 : wrong ? 3 : 0;
}
