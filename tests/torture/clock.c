/* Put before the C library (LD_PRELOAD): the time of day jumps between 1970 and 2100 from call to call; durations stay true. */
#include <stdint.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static time_t any_time(void)
{
    static uint64_t seed = 2031;
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (time_t)((seed >> 33) % 4102444800u);
}

int clock_gettime(clockid_t clock, struct timespec *t)
{
    const int code = (int)syscall(SYS_clock_gettime, clock, t);
    if (clock == CLOCK_REALTIME) t->tv_sec = any_time();
    return code;
}

int gettimeofday(struct timeval *restrict t, void *restrict zone)
{
    (void)zone;
    *t = (struct timeval){ .tv_sec = any_time() };
    return 0;
}

time_t time(time_t *out)
{
    const time_t t = any_time();
    if (out) *out = t;
    return t;
}
