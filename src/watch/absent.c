/* In a build without libcurl: that it is one. */
#include "watch.h"

#define FIELD_NONE { .name = "" }
static const sayso_field none[] = { FIELD_NONE };
const sayso_record sayso_follow_failure_record = { "failure", none, 0, 0 };
const sayso_record sayso_follow_feed_record = { "feed", none, 0, 0 };

static sayso_status absent(sayso_error *err)
{
    return sayso_fail(err, SAYSO_SKIPPED, NULL, SAYSO_NOWHERE,
                      "this sayso is built without libcurl, which follows feeds; build it where "
                      "libcurl4-openssl-dev is installed");
}

bool sayso_follow_alert_ok(const char *text)
{
    (void)text;
    return true;
}

sayso_status sayso_follow_run(const sayso_follow_options *o, sayso_ledger *ledger,
                              const sayso_engine *engine, sayso_follow_count *count,
                              sayso_error *err)
{
    (void)o, (void)ledger, (void)engine;
    *count = (sayso_follow_count){ 0 };
    return absent(err);
}

sayso_status sayso_follow_journal(const char *state, void (*row)(void *, const void *), void *user,
                                  sayso_error *err)
{
    (void)state, (void)row, (void)user;
    return absent(err);
}

sayso_status sayso_follow_feeds(const char *state, void (*row)(void *, const void *), void *user,
                                sayso_error *err)
{
    (void)state, (void)row, (void)user;
    return absent(err);
}
