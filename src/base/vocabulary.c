/* Names of the codebook's closed vocabularies. */
#include "base.h"
#include <math.h>
#include <stdio.h>

static const struct { const char *name; int quad;
} types[SAYSO_N_TYPES] = {
    [SAYSO_AGREE] = { "AGREE", 1 },         [SAYSO_CONSULT] = { "CONSULT", 1 },
    [SAYSO_SUPPORT] = { "SUPPORT", 1 },     [SAYSO_CONCEDE] = { "CONCEDE", 1 },
    [SAYSO_COOPERATE] = { "COOPERATE", 2 }, [SAYSO_AID] = { "AID", 2 },
    [SAYSO_RETREAT] = { "RETREAT", 2 },     [SAYSO_REQUEST] = { "REQUEST", 3 },
    [SAYSO_ACCUSE] = { "ACCUSE", 3 },       [SAYSO_REJECT] = { "REJECT", 3 },
    [SAYSO_THREATEN] = { "THREATEN", 3 },   [SAYSO_PROTEST] = { "PROTEST", 4 },
    [SAYSO_SANCTION] = { "SANCTION", 4 },   [SAYSO_MOBILIZE] = { "MOBILIZE", 4 },
    [SAYSO_COERCE] = { "COERCE", 4 },       [SAYSO_ASSAULT] = { "ASSAULT", 4 },
};
static const char *const statuses[SAYSO_N_EVENT_STATUSES] = { "actual", "future", "possible",
                                                              "hypothetical", "denied" };
static const char *const stances[SAYSO_N_STANCES] = { "assert", "confirm", "admit", "deny",
                                                      "doubt" };
static const char *const precisions[SAYSO_N_PRECISIONS] = { "", "day", "month", "year",
                                                            "interval" };

const char *sayso_type_name(sayso_type t)
{
    return (unsigned)t < SAYSO_N_TYPES ? types[t].name : "?";
}
int sayso_type_quad(sayso_type t) { return (unsigned)t < SAYSO_N_TYPES ? types[t].quad : 0; }
const char *sayso_event_status_name(sayso_event_status s)
{
    return (unsigned)s < SAYSO_N_EVENT_STATUSES ? statuses[s] : "?";
}
const char *sayso_stance_name(sayso_stance s)
{
    return (unsigned)s < SAYSO_N_STANCES ? stances[s] : "?";
}
const char *sayso_precision_name(sayso_precision p)
{
    return (unsigned)p < SAYSO_N_PRECISIONS ? precisions[p] : "?";
}

const char *sayso_number_text(const sayso_number *x, char out[SAYSO_NUMBER_SIZE])
{
    char low[20] = "", high[20] = "";
    if (!isnan(x->low)) snprintf(low, sizeof low, "%.0f", x->low);
    if (!isnan(x->high)) snprintf(high, sizeof high, "%.0f", x->high);
    if (x->low == x->high) snprintf(out, SAYSO_NUMBER_SIZE, "%s%s", x->exact ? "" : "~", low);
    else snprintf(out, SAYSO_NUMBER_SIZE, "%s..%s", low, high);
    return out;
}
