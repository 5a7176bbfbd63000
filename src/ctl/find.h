/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl find-numbers`: the phone numbers in a text. */
#pragma once
#include "bus.h"

G_BEGIN_DECLS

/* Reads standard input, part by part, and prints each number once. Starts the program when it
 * isn't running and the bus knows how. */
CorExit cor_find_run (GDBusConnection *bus);

G_END_DECLS
