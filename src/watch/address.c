/* Blocks of addresses that are not of the public net, by IANA's registries of special-purpose
 * addresses (RFC 6890 and what was registered since). */
#include "address.h"
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

static const struct { uint32_t at; int bits; } blocks4[] = {
    { 0x00000000, 8 },  /* 0.0.0.0: this host */
    { 0x0a000000, 8 },  /* 10.0.0.0: private */
    { 0x64400000, 10 }, /* 100.64.0.0: shared by providers */
    { 0x7f000000, 8 },  /* 127.0.0.0: loopback */
    { 0xa9fe0000, 16 }, /* 169.254.0.0: link-local, and the metadata of clouds */
    { 0xac100000, 12 }, /* 172.16.0.0: private */
    { 0xc0000000, 24 }, /* 192.0.0.0: protocols */
    { 0xc0000200, 24 }, /* 192.0.2.0: documents */
    { 0xc0586300, 24 }, /* 192.88.99.0: relays of 6to4 */
    { 0xc0a80000, 16 }, /* 192.168.0.0: private */
    { 0xc6120000, 15 }, /* 198.18.0.0: measuring */
    { 0xc6336400, 24 }, /* 198.51.100.0: documents */
    { 0xcb007100, 24 }, /* 203.0.113.0: documents */
    { 0xe0000000, 3 },  /* 224.0.0.0: multicast, reserved, broadcast */
};

static bool public4(uint32_t a)
{
    for (size_t i = 0; i < sizeof blocks4 / sizeof *blocks4; i++)
        if (!((a ^ blocks4[i].at) >> (32 - blocks4[i].bits))) return false;
    return true;
}

/* Of IPv6 only 2000::/3 is given out; in it these are not of the public net. */
static const struct { uint8_t at[4]; int bits; } blocks6[] = {
    { { 0x20, 0x01, 0x00, 0x00 }, 23 }, /* 2001::/23: protocols, Teredo, ORCHID */
    { { 0x20, 0x01, 0x0d, 0xb8 }, 32 }, /* 2001:db8::/32: documents */
    { { 0x3f, 0xff, 0x00, 0x00 }, 20 }, /* 3fff::/20: documents */
};

static uint32_t number_of(const uint8_t *b)
{
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static bool public6(const uint8_t b[16])
{
    static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff }, nat64[12] = { 0, 0x64, 0xff,
                                                                                 0x9b };
    if (memcmp(b, mapped, 12) == 0 || memcmp(b, nat64, 12) == 0) return public4(number_of(b + 12));
    if (b[0] == 0x20 && b[1] == 0x02) return public4(number_of(b + 2)); /* 6to4 */
    if (b[0] >> 5 != 1) return false;
    for (size_t i = 0; i < sizeof blocks6 / sizeof *blocks6; i++)
        if (!((number_of(b) ^ number_of(blocks6[i].at)) >> (32 - blocks6[i].bits))) return false;
    return true;
}

bool sayso_follow_address_public(const struct sockaddr *a)
{
    if (a->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, a, sizeof in);
        return public4(ntohl(in.sin_addr.s_addr));
    }
    if (a->sa_family != AF_INET6) return false;
    struct sockaddr_in6 in6;
    memcpy(&in6, a, sizeof in6);
    return public6(in6.sin6_addr.s6_addr);
}
