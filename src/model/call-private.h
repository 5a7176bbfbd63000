/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a call is made of, for the files that tell it and that change it. */
#pragma once
#include "model/call.h"

struct _CorCall {
  GObject parent;
  guint id;
  CorCallControl *control; /* not referenced: lines and servers outlive their calls */
  gboolean incoming;
  char *number;
  char *shown_number; /* NULL: the number */
  char *name;
  char *place;
  gboolean on_this_computer;
  CorCallState state;
  gboolean held;
  gboolean held_by_peer;
  gboolean muted;
  gboolean secure;
  gint64 started_at;  /* unix us */
  gint64 answered_at; /* monotonic us */
  gint64 ended_at;    /* monotonic us */
  CorCallEnd end;
  char *end_text;
  char *trouble;
  CorCallHint hint;
  gboolean stuck;
  gboolean transferring;
  char *waiting;
  char *also_at;
  gboolean answering, rings_on;
  CorRecording recording;
  char *post_dial;
  char *parting; /* what the end that is coming means, or NULL */
};
