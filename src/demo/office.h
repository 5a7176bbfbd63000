/* SPDX-License-Identifier: GPL-3.0-or-later
 * Colleagues talk to each other, and nobody else is in it; and what a user can do about their
 * calls. */
#pragma once
#include "board.h"
#include "rest.h"

typedef struct _CorOffice CorOffice;

/* calls: of operators among themselves that go on when the demo begins. */
CorOffice *cor_office_new (CorDemo *demo, guint calls);
void cor_office_free (CorOffice *office);

/* POST /demo/office {"from", "to", "state": "ringing" | "up" | "over"}: `from` calls `to`, both
 * extensions; again: the call goes on, or is over. */
void cor_office_on_demo (CorRequest *request);
/* POST /astproxy/pickup_conv and recall_on_busy. */
void cor_office_on_pick_up (CorRequest *request);
void cor_office_on_recall (CorRequest *request);
