/* Which addresses of the net are public. */
#ifndef SAYSO_WATCH_ADDRESS_H
#define SAYSO_WATCH_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/* May a stranger's word send us there? False of loopback, private, link-local, shared, reserved and
 * multicast addresses, also inside of IPv6 (mapped, NAT64, 6to4), and of what is neither IPv4 nor
 * IPv6. Source: IANA's registries of special-purpose addresses (RFC 6890). */
bool sayso_follow_address_public(const struct sockaddr *a);

#endif
