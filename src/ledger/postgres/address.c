/* Addresses of servers: postgresql://name:password@host:port/database?options */
#include "postgres.h"
#include <stdlib.h>

bool sayso_led_is_address(const char *path)
{
    return strncmp(path, "postgresql://", 13) == 0 || strncmp(path, "postgres://", 11) == 0;
}

char *sayso_led_address_shown(const char *address)
{
    const char *host = strstr(address, "://") + 3;
    const size_t authority = strcspn(host, "/?");
    const char *at = NULL;
    for (size_t i = 0; i < authority; i++)
        if (host[i] == '@') at = host + i;
    const char *colon = at ? memchr(host, ':', (size_t)(at - host)) : NULL;
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_buf_put(&b, address, (size_t)((colon ? colon : host) - address));
    const char *rest = colon ? at : host, *secret = strstr(rest, "password=");
    sayso_buf_put(&b, rest, secret ? (size_t)(secret - rest) : strlen(rest));
    if (secret) sayso_buf_puts(&b, secret + strcspn(secret, "&"));
    if (b.failed) sayso_buf_free(&b);
    return b.at;
}
