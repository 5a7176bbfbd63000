/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which calls of the history are looked at, and how many there are to look at. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Whose calls are looked at. Other people's are never kept on this computer. */
typedef enum {
  COR_HISTORY_MINE,
  COR_HISTORY_OF_GROUPS, /* the user's */
  COR_HISTORY_OF_EVERYBODY,
} CorHistoryWhose;

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

/* How far back the calls that are kept here go. */
typedef enum {
  COR_HISTORY_MORE, /* the server may have older ones */
  COR_HISTORY_FETCHING,
  COR_HISTORY_ALL,   /* it has none, or none that are to be kept */
  COR_HISTORY_STUCK, /* the last try failed: the next comes when somebody asks for it */
} CorHistoryReach;

G_END_DECLS
