/* SPDX-License-Identifier: GPL-3.0-or-later
 * Desk phones that are told what to do over their web interface: by the server itself, or, where
 * it cannot reach them ("cloud"), by the user's own computer. */
#pragma once
#include "rest.h"

/* TRUE: answered. kind: "call", "answer", "hold", "dtmf"; what: the number or tone, "" else. */
gboolean
cor_phone_order (CorRequest *request, CorExten *device, const char *kind, const char *what);
/* GET /phone/ID/servlet?key=...: the phone's own web interface, as a Yealink has it. */
gboolean cor_phone_route (CorRequest *request, const char *path);
/* POST /demo/phone. */
void cor_phone_on_demo (CorRequest *request);
