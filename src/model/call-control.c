/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who carries out a call's commands. */
#include "model/call-control.h"

G_DEFINE_INTERFACE (CorCallControl, cor_call_control, G_TYPE_OBJECT)

static void
cor_call_control_default_init (CorCallControlInterface *iface)
{
}
