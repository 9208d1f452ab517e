/* Actor codes (codebook, "Codes"). */
#include "base/code.h"

static void part_put(char *to, size_t size, const char *from)
{
    const size_t n = strlen(from);
    memcpy(to, from, n < size ? n : size - 1); /* the rest is zero */
}

sayso_code sayso_code_make(const char *country, const char *role)
{
    sayso_code c = { "", "" };
    part_put(c.country, sizeof c.country, country);
    part_put(c.role, sizeof c.role, role);
    return c;
}

sayso_code sayso_code_read(const char *text, const char *country)
{
    const size_t n = strlen(country);
    return n > 0 && strncmp(text, country, n) == 0 ? sayso_code_make(country, text + n)
                                                   : sayso_code_make("", text);
}

const char *sayso_code_text(sayso_code code, char out[SAYSO_CODE_SIZE])
{
    /* a caller's own struct may lack the NULs */
    const size_t n = strnlen(code.country, sizeof code.country - 1);
    const size_t m = strnlen(code.role, sizeof code.role - 1);
    memcpy(out, code.country, n);
    memcpy(out + n, code.role, m);
    out[n + m] = '\0';
    return out;
}
