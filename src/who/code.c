/* Actor codes: country, then role, in blocks of three letters (codebook, section 4). */
#include "who/inside.h"

#include <stdio.h>

void sayso_who_compose(const char *country, const char *role, char out[16])
{
    if (strlen(role) > 3) snprintf(out, 16, "%s", role);
    else snprintf(out, 16, "%s%s", country, role);
}

const char *sayso_who_role_of(const char *code, const char *country)
{
    const size_t n = strlen(country);
    return n > 0 && strncmp(code, country, n) == 0 ? code + n : code;
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

static const sayso_office *code_latest(const sayso_entity *e)
{
    const sayso_office *best = NULL;
    for (uint32_t i = 0; i < e->n_offices; i++)
        if (!best || e->offices[i].from >= best->from) best = &e->offices[i];
    return best;
}

/* Someone out of office has been one of the elite; someone not yet in office has too, as far as
 * news names them. */
static void code_person(const sayso_ctx *c, const sayso_entity *e, char out[16])
{
    const sayso_office *office = c->day.precision == SAYSO_UNDATED
                                     ? code_latest(e)
                                     : sayso_entity_office(e, c->day.from);
    if (office) snprintf(out, 16, "%s", office->code);
    else if (e->n_offices > 0) snprintf(out, 16, "%sELI", sayso_who_country_of(c, e));
    else snprintf(out, 16, "%s", e->code);
}

void sayso_who_entity_code(const sayso_ctx *c, const sayso_entity *e, char out[16])
{
    out[0] = '\0';
    switch (e->kind) {
    case SAYSO_ENT_PERSON: code_person(c, e, out); break;
    case SAYSO_ENT_INHABITANT: sayso_who_compose(e->country, "CVL", out); break;
    case SAYSO_ENT_METONYM: sayso_who_compose(e->country, "GOV", out); break;
    case SAYSO_ENT_COUNTRY:
    case SAYSO_ENT_COUNTRY_ADJ:
    case SAYSO_ENT_CAPITAL:
    case SAYSO_ENT_PLACE: snprintf(out, 16, "%s", e->country); break;
    default: snprintf(out, 16, "%s", e->code); break;
    }
}

void sayso_who_flags(const sayso_ctx *c, sayso_mention *m)
{
    const size_t n = strlen(m->code), country = strlen(m->country);
    m->political = m->armed = false;
    if (n == 0) return;
    uint32_t traits = 0;
    for (size_t i = country > 0 && strncmp(m->code, m->country, country) == 0 ? country : 0;
         i + 3 <= n; i += 3)
        traits |= sayso_lexicon_role(c->lexicon, m->code + i);
    m->armed = traits & SAYSO_ROLE_ARMED;
    m->political = (traits & (SAYSO_ROLE_POLITICAL | SAYSO_ROLE_ARMED)) || n == country;
    /* a population acts; a man or a woman is a private person */
    if ((traits & SAYSO_ROLE_PEOPLE) && m->person && !m->plural) m->political = false;
}
