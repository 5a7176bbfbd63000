/* SPDX-License-Identifier: GPL-3.0-or-later
 * Parking: /astproxy/park and pickup_parking, and what becomes of who waits too long. */
#pragma once
#include "rest.h"

void cor_parking_on_park (CorRequest *request);
void cor_parking_on_pick_up (CorRequest *request);
/* /demo/park {"who", "by"}: somebody waits, whom nobody had to call before. */
void cor_parking_on_demo (CorRequest *request);
/* A CorBoardLate; data is the demo. */
void cor_parking_come_back (const char *who, const char *by, gpointer demo);
