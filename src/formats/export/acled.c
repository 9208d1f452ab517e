/* Like ACLED: its 31 columns as CSV, a row a claim that ACLED would count at all. The mapping from
 * types and modes is ours; a coder of ACLED decides by more. */
#include "export.h"
#include "base/day.h"
#include <math.h>

/* First row whose type and mode fit; mode NULL: any. */
static const struct kind {
    sayso_type type; const char *mode, *disorder, *event, *sub;
} kinds[] = {
#define VIOLENCE "Political violence"
#define REMOTE VIOLENCE, "Explosions/Remote violence"
#define CIVILIANS VIOLENCE, "Violence against civilians"
#define STRATEGIC "Strategic developments", "Strategic developments"
    { SAYSO_ASSAULT, "aerial", REMOTE, "Air/drone strike" },
    { SAYSO_ASSAULT, "drone", REMOTE, "Air/drone strike" },
    { SAYSO_ASSAULT, "suicide-attack", REMOTE, "Suicide bomb" },
    { SAYSO_ASSAULT, "heavy-weapons", REMOTE, "Shelling/artillery/missile attack" },
    { SAYSO_ASSAULT, "explosives", REMOTE, "Remote explosive/landmine/IED" },
    { SAYSO_ASSAULT, "unconventional", REMOTE, "Chemical weapon" },
    { SAYSO_ASSAULT, "abduct", CIVILIANS, "Abduction/forced disappearance" },
    { SAYSO_ASSAULT, "sexual", CIVILIANS, "Sexual violence" },
    { SAYSO_ASSAULT, "torture", CIVILIANS, "Attack" },
    { SAYSO_ASSAULT, "beat", CIVILIANS, "Attack" },
    { SAYSO_ASSAULT, "targeted", CIVILIANS, "Attack" },
    { SAYSO_ASSAULT, "crowd-control", "Demonstrations", "Protests", "Protest with intervention" },
    { SAYSO_ASSAULT, "destroy", STRATEGIC, "Looting/property destruction" },
    { SAYSO_ASSAULT, NULL, VIOLENCE, "Battles", "Armed clash" },
    { SAYSO_PROTEST, "riot", "Political violence; Demonstrations", "Riots", "Violent demonstration" },
    { SAYSO_PROTEST, "vandalize", "Political violence; Demonstrations", "Riots", "Mob violence" },
    { SAYSO_PROTEST, NULL, "Demonstrations", "Protests", "Peaceful protest" },
    { SAYSO_COERCE, "arrest", STRATEGIC, "Arrests" },
    { SAYSO_COERCE, "seize", STRATEGIC, "Looting/property destruction" },
    { SAYSO_RETREAT, "ceasefire", STRATEGIC, "Agreement" },
    { SAYSO_RETREAT, "withdraw", STRATEGIC, "Non-violent transfer of territory" },
    { SAYSO_MOBILIZE, NULL, STRATEGIC, "Change to group/activity" },
};

static const struct kind *kind_of(const sayso_event *e)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].type == e->type &&
            (!kinds[i].mode || (e->mode && strcmp(kinds[i].mode, e->mode) == 0)))
            return &kinds[i];
    return NULL;
}

/* ACLED's words for who takes part. */
static const char *inter_of(const sayso_participant *p)
{
    static const char *const words[][2] = {
        { "GOV", "State forces" },  { "MIL", "State forces" },  { "COP", "State forces" },
        { "SPY", "State forces" },  { "LEG", "State forces" },  { "JUD", "State forces" },
        { "REB", "Rebel group" },   { "INS", "Rebel group" },   { "SEP", "Rebel group" },
        { "IMG", "Rebel group" },   { "UAF", "Political militia" }, { "CRM", "Political militia" },
        { "CVL", "Civilians" },     { "REF", "Civilians" },     { "MED", "Civilians" },
        { "EDU", "Civilians" },     { "LAB", "Protesters" },    { "OPP", "Protesters" },
    };
    char block[4];
    if (!p) return "";
    sayso_export_block(p->code.role, 0, block);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], block) == 0) return words[i][1];
    return *p->code.country && !*block ? "State forces" : "External/Other forces";
}

static void who_put(sayso_export *x, sayso_buf *b, int which)
{
    enum { NAME, INTER, WHATS };
    const sayso_participant *p = which / WHATS ? x->recipient : x->actor;
    if (p && which % WHATS == NAME) sayso_buf_puts(b, sayso_export_name(x, p));
    else sayso_buf_puts(b, inter_of(p));
}
static void others_put(sayso_export *x, sayso_buf *b, int which)
{
    const sayso_event *e = x->e;
    const sayso_participant *p = which ? e->recipient : e->actor;
    const uint32_t n = which ? e->n_recipient : e->n_actor;
    for (uint32_t i = 0; i < n; i++)
        if (&p[i] != x->actor && &p[i] != x->recipient)
            sayso_buf_printf(b, "%s%s", b->len ? "; " : "", sayso_export_name(x, &p[i]));
}
static void both_put(sayso_export *x, sayso_buf *b, int which)
{
    const char *a = inter_of(x->actor), *r = inter_of(x->recipient);
    (void)which;
    if (*a && *r) sayso_buf_printf(b, "%s-%s", a, r);
    else if (*a) sayso_buf_printf(b, "%s only", a);
}
static void civilians_put(sayso_export *x, sayso_buf *b, int which)
{
    (void)which;
    if (strcmp(inter_of(x->recipient), "Civilians") == 0) sayso_buf_puts(b, "Civilian targeting");
}

static void event_put(sayso_export *x, sayso_buf *b, int which)
{
    enum { ID, DATE, YEAR, PRECISION, DISORDER, TYPE, SUB, NOTES, DEAD, STAMP };
    const struct kind *k = kind_of(x->e);
    const sayso_number *dead = sayso_export_count(x, "killed");
    const char *date = sayso_export_date(x, sayso_export_day(x));
    switch (which) {
    case ID: sayso_buf_puts(b, x->claim_id); break;
    case DATE: sayso_buf_puts(b, date); break;
    case YEAR: sayso_buf_printf(b, "%.4s", date); break;
    case PRECISION:
        sayso_buf_puts(b, x->e->date.precision == SAYSO_DAY        ? "1"
                          : x->e->date.precision == SAYSO_INTERVAL ? "2"
                                                                   : "3");
        break;
    case DISORDER: sayso_buf_puts(b, k->disorder); break;
    case TYPE: sayso_buf_puts(b, k->event); break;
    case SUB: sayso_buf_puts(b, k->sub); break;
    case NOTES: sayso_buf_puts(b, x->claim->sentence ? x->claim->sentence : ""); break;
    case DEAD: /* of a range the least, as ACLED has it */
        sayso_json_number(b, !dead ? 0 : isnan(dead->low) ? 0 : dead->low, 0);
        break;
    default: sayso_buf_puts(b, sayso_export_date(x, sayso_day_first(x->r->day)));
    }
}

static void place_put(sayso_export *x, sayso_buf *b, int which)
{
    enum { IN, ADMIN1, NAME, LAT, LON, PRECISION };
    const sayso_place *p = sayso_export_place(x);
    if (!p) return;
    switch (which) {
    case IN: if (*p->country) sayso_buf_puts(b, sayso_export_country(x, p->country)); break;
    case ADMIN1: sayso_buf_puts(b, p->admin1); break;
    case NAME: sayso_buf_puts(b, p->name); break;
    case LAT: if (!isnan(p->lat_deg)) sayso_json_number(b, p->lat_deg, 5); break;
    case LON: if (!isnan(p->lon_deg)) sayso_json_number(b, p->lon_deg, 5); break;
    default: sayso_buf_puts(b, isnan(p->lat_deg) ? "3" : "1");
    }
}

static void source_put(sayso_export *x, sayso_buf *b, int which)
{
    (void)which;
    sayso_buf_puts(b, x->r->publisher ? x->r->publisher : "");
}

static const sayso_export_column columns[] = {
    { "event_id_cnty", event_put, 0 }, { "event_date", event_put, 1 }, { "year", event_put, 2 },
    { "time_precision", event_put, 3 }, { "disorder_type", event_put, 4 },
    { "event_type", event_put, 5 }, { "sub_event_type", event_put, 6 }, { "actor1", who_put, 0 },
    { "assoc_actor_1", others_put, 0 }, { "inter1", who_put, 1 }, { "actor2", who_put, 2 },
    { "assoc_actor_2", others_put, 1 }, { "inter2", who_put, 3 }, { "interaction", both_put, 0 },
    { "civilian_targeting", civilians_put, 0 }, { "iso", NULL, 0 }, { "region", NULL, 0 },
    { "country", place_put, 0 }, { "admin1", place_put, 1 }, { "admin2", NULL, 0 },
    { "admin3", NULL, 0 }, { "location", place_put, 2 }, { "latitude", place_put, 3 },
    { "longitude", place_put, 4 }, { "geo_precision", place_put, 5 }, { "source", source_put, 0 },
    { "source_scale", NULL, 0 }, { "notes", event_put, 7 }, { "fatalities", event_put, 8 },
    { "tags", NULL, 0 }, { "timestamp", event_put, 9 },
};
_Static_assert(sizeof columns / sizeof *columns == 31, "ACLED's export has 31 columns");

static const sayso_export_table table = { SAYSO_COLUMNS(columns), ',', "" };

static void head(sayso_export *x)
{
    sayso_export_head(x, &table);
}

/* ACLED holds what has happened, and not talk. */
static void row(sayso_export *x)
{
    if (kind_of(x->e) && strstr(x->claim->statuses, "actual")) sayso_export_row(x, &table);
    else x->n--;
}

const sayso_export_format sayso_export_acled = {
    .name = "acled", .about = "like ACLED, 31 columns of CSV; a row a claim of violence, protest and the like",
    .of = SAYSO_EXPORT_CLAIMS, .pairs = SAYSO_PAIRS_FIRST, .open = head, .record = row,
};
