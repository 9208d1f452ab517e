/* Discourse Network Analyzer: a list of statements as its own CSV export, semicolons between, with the
 * variables of its standard type: person, organization, concept, agreement. A statement is an event
 * that stands under an attribution. */
#include "dna.h"
#include "base/day.h"

static void statement_put(sayso_export *x, sayso_buf *b, int which)
{
    enum { ID, TIME, DOCUMENT, TITLE, PUBLISHER, TEXT };
    const char *date = sayso_export_date(x, sayso_day_first(x->r->day));
    switch (which) {
    case ID: sayso_buf_printf(b, "%llu", (unsigned long long)x->n); break;
    case TIME: if (*date) sayso_buf_printf(b, "%s 00:00:00", date); break;
    case DOCUMENT: sayso_buf_puts(b, x->key); break;
    case TITLE: sayso_buf_puts(b, x->r->title ? x->r->title : x->r->id ? x->r->id : ""); break;
    case PUBLISHER: sayso_buf_puts(b, x->r->publisher ? x->r->publisher : ""); break;
    default: sayso_buf_puts(b, x->row->sentence ? x->row->sentence : "");
    }
}
static void person_put(sayso_export *x, sayso_buf *b, int which)
{
    const sayso_attribution *said = sayso_export_said(x);
    const sayso_actor *a = sayso_export_actor(x, &said->source);
    (void)which;
    if (a && strcmp(a->kind, "person") == 0) sayso_buf_puts(b, a->name);
}
static void organization_put(sayso_export *x, sayso_buf *b, int which)
{
    char code[SAYSO_CODE_SIZE];
    (void)which;
    sayso_buf_puts(b, sayso_dna_source(x, sayso_export_said(x), code));
}
static void concept_put(sayso_export *x, sayso_buf *b, int which)
{
    (void)which;
    sayso_dna_concept_put(x, b);
}
static void agreement_put(sayso_export *x, sayso_buf *b, int which)
{
    (void)which;
    sayso_buf_printf(b, "%d", sayso_dna_agreement(x, sayso_export_said(x)));
}

static const sayso_export_column columns[] = {
    { "statement ID", statement_put, 0 }, { "time", statement_put, 1 },
    { "document ID", statement_put, 2 }, { "document title", statement_put, 3 },
    { "author", NULL, 0 }, { "source", statement_put, 4 }, { "section", NULL, 0 },
    { "type", NULL, 0 }, { "text", statement_put, 5 }, { "person", person_put, 0 },
    { "organization", organization_put, 0 }, { "concept", concept_put, 0 },
    { "agreement", agreement_put, 0 },
};
static const sayso_export_table table = { SAYSO_COLUMNS(columns), ';', "" };

static void head(sayso_export *x)
{
    sayso_export_head(x, &table);
}
static void statement(sayso_export *x)
{
    if (sayso_export_said(x)) sayso_export_row(x, &table);
    else x->n--;
}

const sayso_export_format sayso_export_dna = {
    .name = "dna", .about = "Discourse Network Analyzer's statements, CSV with semicolons",
    .of = SAYSO_EXPORT_EVENTS, .open = head, .record = statement,
};
