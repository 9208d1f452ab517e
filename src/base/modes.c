#include "base/modes.h"
#include <string.h>

#define OF(type) (1u << SAYSO_##type)

static const struct { const char *name; uint32_t types; } modes[] = {
    { "visit", OF(CONSULT) },
    { "third-party", OF(CONSULT) },
    { "multilateral", OF(CONSULT) },
    { "phone", OF(CONSULT) },
    { "withdraw", OF(RETREAT) | OF(SANCTION) },
    { "release", OF(RETREAT) },
    { "disarm", OF(RETREAT) },
    { "ceasefire", OF(RETREAT) },
    { "access", OF(RETREAT) },
    { "resign", OF(RETREAT) },
    { "return", OF(RETREAT) },
    { "ease", OF(RETREAT) },
    { "assist", OF(REQUEST) | OF(REJECT) },
    { "change", OF(REQUEST) | OF(REJECT) },
    { "yield", OF(REQUEST) | OF(REJECT) },
    { "meet", OF(REQUEST) | OF(REJECT) },
    { "disapprove", OF(ACCUSE) },
    { "investigate", OF(ACCUSE) },
    { "allege", OF(ACCUSE) },
    { "restrict", OF(THREATEN) | OF(COERCE) },
    { "ban", OF(THREATEN) | OF(COERCE) },
    { "arrest", OF(THREATEN) | OF(COERCE) },
    { "relations", OF(THREATEN) },
    { "expel", OF(THREATEN) | OF(SANCTION) },
    { "territory", OF(THREATEN) },
    { "violence", OF(THREATEN) },
    { "demo", OF(PROTEST) },
    { "riot", OF(PROTEST) },
    { "strike", OF(PROTEST) },
    { "hunger", OF(PROTEST) },
    { "boycott", OF(PROTEST) },
    { "obstruct", OF(PROTEST) },
    { "vandalize", OF(PROTEST) },
    { "convict", OF(SANCTION) },
    { "discontinue", OF(SANCTION) },
    { "troops", OF(MOBILIZE) },
    { "weapons", OF(MOBILIZE) },
    { "police", OF(MOBILIZE) },
    { "militia", OF(MOBILIZE) },
    { "seize", OF(COERCE) },
    { "censor", OF(COERCE) },
    { "curfew", OF(COERCE) },
    { "martial-law", OF(COERCE) },
    { "deport", OF(COERCE) },
    { "withhold", OF(COERCE) },
    { "misinformation", OF(COERCE) },
    { "cyber", OF(COERCE) },
    { "abduct", OF(ASSAULT) },
    { "beat", OF(ASSAULT) },
    { "torture", OF(ASSAULT) },
    { "sexual", OF(ASSAULT) },
    { "targeted", OF(ASSAULT) },
    { "destroy", OF(ASSAULT) },
    { "primitive", OF(ASSAULT) },
    { "firearms", OF(ASSAULT) },
    { "explosives", OF(ASSAULT) },
    { "suicide-attack", OF(ASSAULT) },
    { "aerial", OF(ASSAULT) },
    { "drone", OF(ASSAULT) },
    { "heavy-weapons", OF(ASSAULT) },
    { "crowd-control", OF(ASSAULT) },
    { "unconventional", OF(ASSAULT) },
};
_Static_assert(sizeof modes / sizeof *modes == SAYSO_N_MODES, "a mode for each number");

const char *sayso_mode_name(int mode) { return modes[mode].name; }

int sayso_mode_number(const char *name)
{
    for (int i = 0; name && i < SAYSO_N_MODES; i++)
        if (strcmp(modes[i].name, name) == 0) return i;
    return -1;
}

bool sayso_mode_fits(int type, int mode)
{
    return type >= 0 && mode >= 0 && (modes[mode].types >> type & 1);
}
