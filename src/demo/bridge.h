/* SPDX-License-Identifier: GPL-3.0-or-later
 * Shows on the board what the SIP side does. */
#pragma once
#include "demo.h"

typedef struct _CorBridge CorBridge;

CorBridge *cor_bridge_new (CorDemo *demo);
void cor_bridge_free (CorBridge *bridge);
void cor_bridge_on_event (const CorSipEvent *event, gpointer bridge);
