/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which canonical numbers are more than a call to somebody. */
#pragma once
#include "model/number.h"

G_BEGIN_DECLS

CorNumberKind cor_number_classify (const char *canonical);

G_END_DECLS
