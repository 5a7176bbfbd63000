/* SPDX-License-Identifier: GPL-3.0-or-later
 * Following the running program by its signals. */
#pragma once
#include "bus.h"

G_BEGIN_DECLS

/* Prints the state, then each signal, until the program ends. */
CorExit cor_watch_monitor (GDBusConnection *bus, gboolean json);
/* Until Status's `key` reads `value`; "calls" is how many there are, "call" the
 * state of any of them. The program may start while this waits. */
CorExit cor_watch_wait (GDBusConnection *bus, const char *key, const char *value, guint seconds);

G_END_DECLS
