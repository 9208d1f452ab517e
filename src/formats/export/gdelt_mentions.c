/* GDELT 2.0 mentions: 16 columns between tabs, no head; a row a report of an event. */
#include "gdelt.h"
#include <math.h>

static void id_put(sayso_export *x, sayso_buf *b, int which)
{
    (void)which;
    sayso_gdelt_id_put(x, b);
}
static void time_put(sayso_export *x, sayso_buf *b, int which)
{
    sayso_gdelt_time_put(b, which ? sayso_day_first(x->r->day) : sayso_export_day(x));
}
static void type_put(sayso_export *x, sayso_buf *b, int which)
{
    (void)which;
    sayso_buf_puts(b, x->r->url ? "1" : "2"); /* on the web; a citation only */
}
static void source_put(sayso_export *x, sayso_buf *b, int which)
{
    (void)which;
    sayso_buf_puts(b, x->r->publisher ? x->r->publisher : "");
}
static void document_put(sayso_export *x, sayso_buf *b, int which)
{
    (void)which;
    sayso_buf_puts(b, x->r->url ? x->r->url : x->r->id ? x->r->id : "");
}
static void sentence_put(sayso_export *x, sayso_buf *b, int which)
{
    (void)which;
    sayso_buf_printf(b, "%u", x->e->sentence + 1);
}
static void place_put(sayso_export *x, sayso_buf *b, int which)
{
    const uint32_t at[] = { x->actor ? x->actor->span.start : SAYSO_NO_OFFSET,
                            x->recipient ? x->recipient->span.start : SAYSO_NO_OFFSET,
                            x->e->cue.start };
    sayso_buf_whole(b, sayso_export_chars(x, at[which]));
}
static void raw_put(sayso_export *x, sayso_buf *b, int which)
{
    (void)x, (void)which;
    sayso_buf_puts(b, "1");
}
static void confidence_put(sayso_export *x, sayso_buf *b, int which)
{
    const double sure = isnan(x->e->confidence) ? 1 : x->e->confidence;
    (void)which;
    sayso_buf_printf(b, "%d", (int)(10 * round(1 + 9 * sure))); /* 10, 20 … 100 */
}
static void length_put(sayso_export *x, sayso_buf *b, int which)
{
    (void)which;
    sayso_buf_whole(b, sayso_export_chars(x, x->r->text_len));
}

static const sayso_export_column columns[] = {
    { "GLOBALEVENTID", id_put, 0 }, { "EventTimeDate", time_put, 0 },
    { "MentionTimeDate", time_put, 1 }, { "MentionType", type_put, 0 },
    { "MentionSourceName", source_put, 0 }, { "MentionIdentifier", document_put, 0 },
    { "SentenceID", sentence_put, 0 }, { "Actor1CharOffset", place_put, 0 },
    { "Actor2CharOffset", place_put, 1 }, { "ActionCharOffset", place_put, 2 },
    { "InRawText", raw_put, 0 }, { "Confidence", confidence_put, 0 },
    { "MentionDocLen", length_put, 0 }, { "MentionDocTone", NULL, 0 },
    { "MentionDocTranslationInfo", NULL, 0 }, { "Extras", NULL, 0 },
};
_Static_assert(sizeof columns / sizeof *columns == 16, "GDELT 2.0 mentions have 16 columns");

static const sayso_export_table table = { SAYSO_COLUMNS(columns), '\t', "" };

static void row(sayso_export *x)
{
    sayso_export_row(x, &table);
}

const sayso_export_format sayso_export_gdelt_mentions = {
    .name = "gdelt-mentions",
    .about = "GDELT 2.0 mentions, 16 columns between tabs, without a head",
    .of = SAYSO_EXPORT_EVENTS, .pairs = SAYSO_PAIRS_FIRST, .record = row,
};
