/* What stops a reading: the caller's word, or the time that he gave it. */
#include "base.h"
#include <time.h>

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

sayso_watch sayso_watch_begin(const sayso_limits *l)
{
    if (!l) return (sayso_watch){ 0 };
    return (sayso_watch){ l->cancel, l->user, l->most_ms ? now_ms() + l->most_ms : 0, l->most_ms };
}

sayso_status sayso_watch_look(const sayso_watch *w, sayso_error *err)
{
    if (!w) return SAYSO_OK;
    if (w->cancel && w->cancel(w->user))
        return sayso_fail(err, SAYSO_CANCELLED, NULL, SAYSO_NOWHERE,
                          "stopped by the caller; the document was not read to its end");
    if (w->until && now_ms() >= w->until)
        return sayso_fail(err, SAYSO_TOO_LARGE, NULL, SAYSO_NOWHERE,
                          "the document takes more than %u ms; split it or allow more time",
                          w->most_ms);
    return SAYSO_OK;
}
