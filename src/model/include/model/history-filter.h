/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which calls of the history are looked at. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  COR_HISTORY_ANY,
  COR_HISTORY_ONLY_MISSED,
  COR_HISTORY_ONLY_RECEIVED, /* to us and answered */
  COR_HISTORY_ONLY_MADE,
  COR_HISTORY_ONLY_QUEUE, /* came by a queue, answered or not */
} CorHistoryKind;

typedef struct {
  CorHistoryKind kind;
  gint64 from, to; /* unix seconds, `to` exclusive; 0: without an end */
} CorHistoryFilter;

G_END_DECLS
