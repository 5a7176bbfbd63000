/* SPDX-License-Identifier: GPL-3.0-or-later
 * A control that writes down what it was told. */
#pragma once
#include "model/call.h"

G_BEGIN_DECLS

#define FAKE_TYPE_CONTROL (fake_control_get_type ())
G_DECLARE_FINAL_TYPE (FakeControl, fake_control, FAKE, CONTROL, GObject)

FakeControl *fake_control_new (void);
/* The commands since it was last asked, each with the call's id: "answer 1;digits 5# 1;". */
char *fake_control_take (FakeControl *self);

G_END_DECLS
