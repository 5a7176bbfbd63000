/* SPDX-License-Identifier: GPL-3.0-or-later
 * The calls of a line, each with its number on the stack's thread. Main context. */
#pragma once
#include "watchdog.h"

G_BEGIN_DECLS

typedef struct {
  CorCall *call;
  guint wire;           /* its number with the engine */
  gboolean answered;    /* by the user, though the other side may not have heard yet */
  gboolean early_media; /* the other side sends its own ringback */
  char *post_dial;      /* keys to send once it is answered */
  CorWatchdog watchdog;
} CorLineCall;

/* A list of CorLineCall. */
GPtrArray *cor_line_calls_new (void);
CorLineCall *cor_line_calls_add (GPtrArray *calls, CorCall *call, guint wire);
/* Both: NULL when it is not there (any more). */
CorLineCall *cor_line_calls_find (GPtrArray *calls, CorCall *call);
CorLineCall *cor_line_calls_find_wire (GPtrArray *calls, guint wire);

G_END_DECLS
