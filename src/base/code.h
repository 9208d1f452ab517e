/* code: actor codes, country and role. sayso.h has sayso_code itself. */
#ifndef SAYSO_BASE_CODE_H
#define SAYSO_BASE_CODE_H

#include "base/base.h"

sayso_code sayso_code_make(const char *country, const char *role);
/* A code as tables write it, of somebody whose country they name ("" none): "RUSGOV", RUS. What
 * does not begin with that country is all role: "IGOUNO". */
sayso_code sayso_code_read(const char *text, const char *country);

static inline bool sayso_code_known(sayso_code c) { return c.country[0] || c.role[0]; }
static inline bool sayso_code_eq(sayso_code a, sayso_code b)
{
    return strcmp(a.country, b.country) == 0 && strcmp(a.role, b.role) == 0;
}

/* Are both of one country, or where none is known of one kind of body? Not where nothing is
 * known. */
static inline bool sayso_code_kin(sayso_code a, sayso_code b)
{
    const char *x = a.country[0] ? a.country : a.role, *y = b.country[0] ? b.country : b.role;
    return x[0] && strncmp(x, y, 3) == 0;
}

#endif
