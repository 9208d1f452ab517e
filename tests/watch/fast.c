/* Put before the C library (LD_PRELOAD): a day passes in a minute, and hosts of a made-up net answer at this machine's loopback.
 *
 * FAST_BASE and FAST_BEGUN (seconds since 1970): the time of day that is shown, and the true one when it was so; FAST_FACTOR: how
 * many seconds pass in one. Names "hN.example" have the public address 93.184.216.N, which is connected to 127.0.0.1;
 * "inside.example" has the address 127.0.0.1 by itself. */
#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static double number_of(const char *name)
{
    const char *s = getenv(name);
    return s ? strtod(s, NULL) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *t)
{
    const int code = (int)syscall(SYS_clock_gettime, clock, t);
    if (clock != CLOCK_REALTIME) return code;
    const double real = (double)t->tv_sec + (double)t->tv_nsec / 1e9;
    const double shown = number_of("FAST_BASE") + (real - number_of("FAST_BEGUN")) * number_of("FAST_FACTOR");
    t->tv_sec = (time_t)shown;
    t->tv_nsec = (long)((shown - (double)t->tv_sec) * 1e9);
    return code;
}

/* Waiting goes as fast; a millisecond at least, for others to work in. */
int curl_multi_poll(void *multi, void *fds, unsigned n, int ms, int *ready);
int curl_multi_poll(void *multi, void *fds, unsigned n, int ms, int *ready)
{
    static int (*real)(void *, void *, unsigned, int, int *);
    const int wait = (int)(ms / number_of("FAST_FACTOR"));
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "curl_multi_poll");
    return real(multi, fds, n, wait < 1 ? 1 : wait, ready);
}

int getaddrinfo(const char *restrict name, const char *restrict service, const struct addrinfo *restrict hints,
                struct addrinfo **restrict out)
{
    static int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
    char address[40];
    int n, end = 0;
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
    if (name && sscanf(name, "h%d.example%n", &n, &end) == 1 && end && !name[end]) {
        snprintf(address, sizeof address, "93.184.216.%d", n);
        name = address;
    } else if (name && strcmp(name, "inside.example") == 0) name = "127.0.0.1";
    return real(name, service, hints, out);
}

int connect(int fd, __CONST_SOCKADDR_ARG to, socklen_t n) /* a union, in glibc */
{
    struct sockaddr_in in;
    const void *at = to.__sockaddr__;
    if (n >= sizeof in) {
        memcpy(&in, at, sizeof in);
        if (in.sin_family == AF_INET && ntohl(in.sin_addr.s_addr) >> 8 == 0x5db8d8) { /* 93.184.216 */
            in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            return (int)syscall(SYS_connect, fd, &in, sizeof in);
        }
    }
    return (int)syscall(SYS_connect, fd, at, n);
}
