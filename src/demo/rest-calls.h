/* SPDX-License-Identifier: GPL-3.0-or-later
 * A call from one of the user's telephones, for other routes that end in one. */
#pragma once
#include "rest.h"

/* Answers the request, perhaps later. number: clean. */
void cor_rest_originate (CorRequest *request, CorExten *device, const char *number);
/* The call that the body names; NULL: answered. The user must own its extension, or may act on
 * everybody's. */
CorBoardCall *cor_rest_named_call (CorRequest *request);
