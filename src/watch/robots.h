/* robots.txt, after RFC 9309. */
#ifndef SAYSO_WATCH_ROBOTS_H
#define SAYSO_WATCH_ROBOTS_H

#include "base/base.h"

enum { SAYSO_ROBOTS_BYTES = 500 * 1024 }; /* that are read of one: as many as the RFC asks for */

/* May a program whose name is `agent` ("sayso"; what stands behind the name, "/0.1 (…)", is not
 * looked at) fetch `path` ("/a?b")? The rules are those of all groups that name it, else of those
 * for "*"; the longest that fits counts, and allowing wins over forbidding. Bytes may be any. Time
 * is bounded: a file that takes a tenth of a second forbids all. */
bool sayso_follow_robots_allow(const char *bytes, size_t n, const char *agent, const char *path);
/* Seconds that the same groups want between two requests (Crawl-delay, which is not of the RFC); 0
 * where they say nothing. */
uint32_t sayso_follow_robots_delay(const char *bytes, size_t n, const char *agent);

#endif
