/* sayso explain: why a record is there. */
#include "cli.h"
#include <stdlib.h>

static void line(sayso_buf *b, const char *name, const char *value)
{
    if (value && *value) sayso_buf_printf(b, "%-12s %s\n", name, value);
}

/* The tree as an indented outline is hard to check; the columns that matter of CoNLL-U are not. */
static void tree_put(sayso_buf *b, const char *tree)
{
    sayso_buf_puts(b, "\ntree\n");
    while (*tree) {
        const size_t n = strcspn(tree, "\n");
        if (n && *tree != '#') {
            const char *at = tree, *const end = tree + n;
            for (int column = 0; at < end; column++) {
                const size_t k = strcspn(at, "\t\n");
                /* ID, FORM, LEMMA, UPOS, FEATS, HEAD, DEPREL */
                if (column <= 3 || (column >= 5 && column <= 7)) {
                    sayso_buf_puts(b, column ? "\t" : "  ");
                    sayso_buf_put(b, at, k);
                }
                at += k + 1;
            }
            sayso_buf_puts(b, "\n");
        }
        tree += n + (tree[n] == '\n');
    }
}

static void spans_put(sayso_buf *b, const sayso_explanation *x)
{
    sayso_buf_puts(b, "\n");
    for (uint32_t i = 0; i < x->n_lines; i++) {
        const sayso_explained *l = &x->lines[i];
        sayso_buf_printf(b, "%-12s ", l->what);
        if (l->text) sayso_buf_puts(b, l->text);
        if (l->span.start != SAYSO_NO_OFFSET)
            sayso_buf_printf(b, "  [%u, %u)", l->span.start, l->span.end);
        if (l->via && *l->via) sayso_buf_printf(b, "  via %s", l->via);
        sayso_buf_puts(b, "\n");
    }
}

static void explanation_put(sayso_buf *b, const sayso_explanation *x)
{
    line(b, x->kind, x->id);
    line(b, "document", x->document);
    line(b, "date", x->document_date);
    line(b, "publisher", x->publisher);
    if (x->sentence) {
        sayso_buf_printf(b, "%-12s [%u, %u)\n", "sentence", x->sentence_span.start,
                         x->sentence_span.end);
        sayso_buf_printf(b, "  %s\n", x->sentence);
    }
    spans_put(b, x);
    if (x->tree) tree_put(b, x->tree);
}

/* What goes to a terminal must not steer it: bytes of a document that are no text become blanks or
 * U+FFFD. */
static void safe(sayso_buf *b)
{
    for (size_t i = 0; i < b->len; i++) {
        uint8_t *c = (uint8_t *)&b->at[i];
        if ((*c < 0x20 && *c != '\n' && *c != '\t') || *c == 0x7f) *c = ' ';
    }
}

int cmd_explain(const cli_args *args)
{
    sayso_error err;
    sayso_ledger *ledger = NULL;
    if (cli_ledger_open(args, false, &ledger, &err)) return cli_fail(&err);
    int code = CLI_DONE;
    for (int i = 0; i < args->n_operands && code != CLI_USAGE; i++) {
        sayso_explanation *x = NULL;
        const sayso_status st = sayso_ledger_explain(ledger, args->operands[i], &x, &err);
        if (st == SAYSO_NOT_FOUND) {
            cli_message("%s: no such record in %s; `sayso events` lists ids", args->operands[i],
                        cli_ledger_path(args));
            code = CLI_NOTHING;
        } else if (st) code = cli_fail(&err);
        else {
            sayso_buf b = SAYSO_BUF_EMPTY;
            if (i) sayso_buf_puts(&b, "\n");
            explanation_put(&b, x);
            safe(&b);
            if (!cli_write(&b)) code = CLI_USAGE;
            sayso_buf_free(&b);
        }
        sayso_explanation_free(x);
    }
    sayso_ledger_close(ledger);
    return code;
}
