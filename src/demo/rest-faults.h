/* SPDX-License-Identifier: GPL-3.0-or-later
 * Wrong answers on purpose. */
#pragma once
#include "rest.h"

/* TRUE: the fault that is switched on has answered. */
gboolean cor_fault_answer (CorRequest *request);
/* Takes the connection, writes `text` (or nothing) on it and closes it. */
void cor_answer_raw (CorRequest *request, const char *text);
