/* SPDX-License-Identifier: GPL-3.0-or-later
 * What D-Bus is told of numbers. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

/* Of one call. */
#define COR_CONTROL_NUMBERS_MAX 1000

/* For each number a dictionary as of the method Rewrite; floating. */
GVariant *cor_control_rewrite (CorSession *session, const char *const *numbers);

G_END_DECLS
