/* Addresses of documents, by libcurl's parser: the same that asks for them. */
#ifndef SAYSO_WATCH_URL_H
#define SAYSO_WATCH_URL_H

#include "base/base.h"

/* The address in its plain form: scheme and host in small letters, no fragment; `relative` is
 * resolved against `base`, which may be NULL. On the heap; NULL where it is no http or https
 * address, has a user in it, or without memory. */
char *sayso_follow_url(const char *base, const char *relative);
/* "https://t.example" of a plain address: whom one asks. On the heap; NULL without memory. */
char *sayso_follow_host(const char *url);
/* What follows the host: "/a?b", "/" at least. Borrowed from url. */
const char *sayso_follow_path(const char *url);

#endif
