/* Names from first to last: runs of words, what the lexicon knows by them, and of several countries
 * of one name the one that is meant. */
#include "names/names.h"

bool sayso_names(sayso_ctx *c)
{
    if (!sayso_recognised_find(c) || !sayso_hits_find(c)) return false;
    sayso_namesakes_settle(c);
    sayso_recognised_trim(c);
    return true;
}
