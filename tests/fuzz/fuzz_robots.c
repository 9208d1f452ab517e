/* Any bytes as robots.txt, and any path: an answer, within a bounded time, and /robots.txt itself is always allowed. What stands
 * before the first line feed is the path. */
#include "watch/robots.h"
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
    const size_t n = end ? (size_t)(end - data) : 0;
    char *path = malloc(n + 2);
    if (!path) abort();
    path[0] = '/';
    memcpy(path + 1, data, n);
    path[n + 1] = 0;
    /* bytes of their own, so that a step beyond their end is seen */
    const size_t left = end ? size - n - 1 : size;
    char *robots = malloc(left ? left : 1);
    if (!robots) abort();
    if (left) memcpy(robots, data + (size - left), left);
    sayso_follow_robots_allow(robots, left, "sayso/1 (+x)", path);
    if (!sayso_follow_robots_allow(robots, left, "sayso/1 (+x)", "/robots.txt") ||
        sayso_follow_robots_delay(robots, left, "sayso") > 86400) {
        fprintf(stderr, "rules that forbid to read the rules, or an endless delay\n");
        abort();
    }
    free(robots);
    free(path);
    return 0;
}
