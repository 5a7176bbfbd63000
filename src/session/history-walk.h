/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which page of the server's call records comes next. The server counts pages from the newest, and
 * calls are made meanwhile: so pages are turned within a day only, and then it is asked for what is
 * not newer than the oldest known. Pure: no I/O. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

#define COR_WALK_PAGE 200

typedef enum {
  COR_WALK_ON,
  COR_WALK_MET,  /* what is known begins here */
  COR_WALK_FULL, /* as many as were wanted */
  COR_WALK_END,  /* the server has none that is older */
  COR_WALK_LOST, /* the server does not answer what it is asked */
} CorWalkResult;

typedef struct {
  /* What is asked for. */
  gint64 to; /* unix s; whole days of the server's are fetched */
  guint page;
  /* What has come. */
  gint64 oldest, newest; /* unix s; 0: none yet */
  guint rows;            /* of all pages */
  guint rows_of_window;  /* of the pages since `to` changed */
  guint pages;
  char *first; /* id of the first row of the page before */
  /* What is wanted. */
  gint64 meet;  /* unix s: calls from then on are known; 0: none are */
  gint64 floor; /* unix s: older ones are not wanted */
  guint limit;  /* of rows */
} CorHistoryWalk;

/* to: unix s, the newest wanted. */
void cor_history_walk_start (CorHistoryWalk *self, gint64 to);
void cor_history_walk_clear (CorHistoryWalk *self);
/* entries: of CorHistoryEntry, the page that was asked for; total: as the server counts. */
CorWalkResult cor_history_walk_take (CorHistoryWalk *self, GPtrArray *entries, guint total);

G_END_DECLS
