/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl miccheck` and `echotest`. */
#pragma once
#include "bus.h"

G_BEGIN_DECLS

/* 1 when the microphone is silent. */
CorExit cor_voice_check_microphone (GDBusConnection *bus, gboolean plays, gboolean json);
/* 1 when nothing comes back. number: NULL is *43. */
CorExit cor_voice_test_echo (GDBusConnection *bus, const char *number, gboolean json);

G_END_DECLS
