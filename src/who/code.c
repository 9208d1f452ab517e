/* Actor codes: country, then role, in blocks of three letters (codebook, section 4). */
#include "who/inside.h"

sayso_code sayso_who_compose(const char *country, const char *role)
{
    return sayso_code_make(strlen(role) > 3 ? "" : country, role);
}

uint32_t sayso_who_traits(const sayso_ctx *c, const char *role)
{
    return strlen(role) == 3 ? sayso_lexicon_role(c->lexicon, role) : 0;
}

const char *sayso_who_country_of(const sayso_ctx *c, const sayso_entity *e)
{
    if (e->country && e->country[0]) return e->country;
    if (e->kind != SAYSO_ENT_PERSON || e->n_offices == 0) return "";
    /* a person without a country of their own: that of the office */
    const char *code = e->offices[e->n_offices - 1].code;
    if (strlen(code) < 6 || sayso_lexicon_role(c->lexicon, code) & SAYSO_ROLE_POLITICAL) return "";
    char *country = sayso_arena_dup(c->arena, code, 3);
    return country ? country : "";
}

/* Is the office one in a government? */
static bool code_governs(const sayso_office *o)
{
    const size_t n = strlen(o->code);
    return n >= 3 && strcmp(o->code + n - 3, "GOV") == 0;
}

/* On no known day: the last office in a government, for which most are in the news, else the last
 * one. */
static const sayso_office *code_latest(const sayso_entity *e)
{
    const sayso_office *best = NULL;
    for (uint32_t i = 0; i < e->n_offices; i++) {
        const sayso_office *o = &e->offices[i];
        const bool governs = code_governs(o), better = best && code_governs(best);
        if (!best || (governs && !better) || (governs == better && o->from >= best->from)) best = o;
    }
    return best;
}

bool sayso_who_take_office(const sayso_ctx *c, who_draft *x, const char *role)
{
    if (c->day.precision != SAYSO_UNDATED || x->m.kind != SAYSO_ENT_PERSON || x->m.entity < 0)
        return false;
    const sayso_entity *e = sayso_ctx_entity(c, (uint32_t)x->m.entity);
    const char *country = sayso_who_country_of(c, e);
    for (uint32_t i = e->n_offices; i > 0; i--) {
        const sayso_code code = sayso_code_read(e->offices[i - 1].code, country);
        if (!role[0] || strcmp(code.role, role) != 0) continue;
        x->m.code = code;
        sayso_who_flags(c, &x->m);
        return true;
    }
    return false;
}

/* Someone out of office has been one of the elite; someone not yet in office has too, as far as
 * news names them. */
static sayso_code code_person(const sayso_ctx *c, const sayso_entity *e)
{
    const char *country = sayso_who_country_of(c, e);
    const sayso_office *office = c->day.precision == SAYSO_UNDATED
                                     ? code_latest(e)
                                     : sayso_entity_office(e, c->day.from);
    if (office) return sayso_code_read(office->code, country);
    return e->n_offices > 0 ? sayso_code_make(country, "ELI") : sayso_code_read(e->code, country);
}

/* The Taliban are insurgents, and a government while they rule: undated reports are of today. */
static sayso_code code_body(const sayso_ctx *c, const sayso_entity *e)
{
    const sayso_office *office = c->day.precision == SAYSO_UNDATED
                                     ? code_latest(e)
                                     : sayso_entity_office(e, c->day.from);
    return sayso_code_read(office ? office->code : e->code, e->country);
}

sayso_code sayso_who_entity_code(const sayso_ctx *c, const sayso_entity *e)
{
    switch (e->kind) {
    case SAYSO_ENT_PERSON: return code_person(c, e);
    case SAYSO_ENT_INHABITANT: return sayso_who_compose(e->country, "CVL");
    case SAYSO_ENT_METONYM: return sayso_who_compose(e->country, "GOV");
    case SAYSO_ENT_COUNTRY:
    case SAYSO_ENT_COUNTRY_ADJ:
    case SAYSO_ENT_CAPITAL:
    case SAYSO_ENT_PLACE: return sayso_code_make(e->country, "");
    default: return code_body(c, e);
    }
}

void sayso_who_flags(const sayso_ctx *c, sayso_mention *m)
{
    m->political = m->armed = false;
    if (!sayso_code_known(m->code)) return;
    uint32_t traits = 0;
    for (const char *role = m->code.role; strlen(role) >= 3; role += 3)
        traits |= sayso_lexicon_role(c->lexicon, role);
    m->armed = traits & SAYSO_ROLE_ARMED;
    m->political = (traits & (SAYSO_ROLE_POLITICAL | SAYSO_ROLE_ARMED)) || !m->code.role[0];
    /* a population acts; a man or a woman is a private person */
    if ((traits & SAYSO_ROLE_PEOPLE) && m->person && !m->plural) m->political = false;
}
