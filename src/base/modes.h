/* modes: PLOVER's modes of event types, a closed vocabulary. Several types share a name. */
#ifndef SAYSO_BASE_MODES_H
#define SAYSO_BASE_MODES_H

#include "base/base.h"

enum { SAYSO_N_MODES = 62 };

const char *sayso_mode_name(int mode);               /* "visit"; mode < SAYSO_N_MODES */
int         sayso_mode_number(const char *name);     /* -1: none of that name; NULL: -1 */
bool        sayso_mode_fits(int type, int mode);     /* is it one of the type's? */

#endif
