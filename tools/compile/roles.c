/* What an actor code is made of: a country, and what knowledge/roles.tsv has. */
#include "compile/compile.h"
#include <stdlib.h>

static const struct { const char *name; uint32_t trait; } traits[] = {
    { "political", SAYSO_ROLE_POLITICAL }, { "armed", SAYSO_ROLE_ARMED }, { "party", SAYSO_ROLE_PARTY }, { "state", SAYSO_ROLE_STATE },
    { "people", SAYSO_ROLE_PEOPLE }, { "local", SAYSO_ROLE_LOCAL }, { "local-body", SAYSO_ROLE_LOCAL_BODY },
    { "domestic", SAYSO_ROLE_DOMESTIC }, { "insurgent", SAYSO_ROLE_INSURGENT },
};

static uint32_t traits_of(compile *c, const row *r, const char *cell)
{
    const str_list names = compile_split(c, cell, '|');
    uint32_t all = 0;
    for (uint32_t i = 0; i < names.n; i++) {
        size_t t = 0;
        while (t < sizeof traits / sizeof *traits && strcmp(traits[t].name, names.at[i]) != 0) t++;
        if (t < sizeof traits / sizeof *traits) all |= traits[t].trait;
        else
            compile_mistake(c, r, "unknown trait %s; the table's head says which there are",
                            names.at[i]);
    }
    return all;
}

static bool is_block(const char *code)
{
    return strlen(code) == 3 && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static int role_order(const void *a, const void *b)
{
    return strcmp(((const lex_role *)a)->code, ((const lex_role *)b)->code);
}

static bool is_role(const compile *c, const char *code)
{
    for (uint32_t i = 0; i < c->n_roles; i++)
        if (strncmp(c->roles[i].code, code, 3) == 0) return true;
    return false;
}

void compile_role_codes(compile *c)
{
    table t;
    if (!compile_table(c, c->options->knowledge_dir, "knowledge", "roles.tsv", 4, 4, &t))
        compile_mistake_at(c, compile_printf(c, "%s/roles.tsv", c->options->knowledge_dir), 0,
                           "missing; codes need its roles");
    for (uint32_t i = 0; i < t.n; i++) {
        const row *r = &t.rows[i];
        const char *kind = r->cell[1];
        if (!is_block(r->cell[0]))
            compile_mistake(c, r, "%s is no block of three capitals",
                            *r->cell[0] ? r->cell[0] : "an empty code");
        else if (is_role(c, r->cell[0]))
            compile_mistake(c, r, "%s stands twice; leave one row", r->cell[0]);
        else if (strcmp(kind, "role") != 0 && strcmp(kind, "body") != 0 &&
                 strcmp(kind, "region") != 0)
            compile_mistake(c, r, "unknown kind %s; the kinds are role, body and region",
                            *kind ? kind : "-");
        else {
            lex_role *p = COMPILE_ADD(c, c->roles, c->n_roles, c->cap_roles);
            if (!p) break;
            memcpy(p->code, r->cell[0], 3);
            p->traits = traits_of(c, r, r->cell[2]);
        }
    }
    if (c->n_roles) qsort(c->roles, c->n_roles, sizeof *c->roles, role_order);
    free(t.rows);
}

country *compile_country(compile *c, const char *iso3)
{
    for (uint32_t i = 0; i < c->n_countries; i++)
        if (strncmp(c->countries[i].iso3, iso3, 3) == 0) return &c->countries[i];
    return NULL;
}

bool compile_code_fits(compile *c, const row *r, const char *code)
{
    const size_t n = strlen(code);
    const bool good = n >= 3 && n % 3 == 0 && n <= 15 &&
                      strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == n &&
                      (compile_country(c, code) || is_role(c, code));
    if (!good)
        compile_mistake(
            c, r,
            "%s is no actor code; write a country or region and a role, blocks of three capitals",
            *code ? code : "an empty code");
    return good;
}
