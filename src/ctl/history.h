/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl history` and `missed`: the calls of the past. */
#pragma once
#include "bus.h"

G_BEGIN_DECLS

typedef struct {
  const char *only, *from, *to, *whose; /* options; NULL when not given */
  gboolean count, older;
} CorHistoryOptions;

/* Takes them out of `args`; says what is wrong. */
gboolean cor_history_take_options (GPtrArray *args, CorHistoryOptions *ret_options);
CorExit cor_history_run (GDBusConnection *bus,
                         GPtrArray *args,
                         const CorHistoryOptions *options,
                         gboolean json);
/* word: "seen", or NULL to show how many there are. */
CorExit cor_history_run_missed (GDBusConnection *bus, const char *word);

G_END_DECLS
