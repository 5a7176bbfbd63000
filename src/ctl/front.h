/* SPDX-License-Identifier: GPL-3.0-or-later
 * Links, numbers and the plain start: handed to the program, which is started
 * when it isn't running. */
#pragma once
#include "bus.h"

G_BEGIN_DECLS

/* Dials by the running program; says what became of it. */
CorExit cor_front_dial (GDBusConnection *bus, const char *number, const char *device);
/* The same with what is selected in any program, or was copied. */
CorExit cor_front_dial_selection (GDBusConnection *bus, gboolean copied);
/* FALSE, after saying so, when `number` can't be read. */
gboolean cor_front_check_number (const char *number);
/* An action of the launcher's menu; argv as below. */
CorExit cor_front_activate (char **argv, const char *action);
/* `argv`: the command's own, for the program when it has to be started directly. */
CorExit cor_front_run (char **argv, GPtrArray *texts, const char *dial);
/* Replaces this process by the program; returns only when that fails. */
CorExit cor_front_start (char **argv);

G_END_DECLS
