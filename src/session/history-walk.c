/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which page of the server's call records comes next. */
#include "config.h"
#include "history-walk.h"
#include "model/history-entry.h"

#define DAY (24 * 3600)
/* The server's days may begin up to 14 hours before ours and end 12 hours after: see the request.
 */
#define ZONE (14 * 3600)
#define PAGES_MAX 2000

void
cor_history_walk_start (CorHistoryWalk *self, gint64 to)
{
  cor_history_walk_clear (self);
  self->to = to;
  self->page = 1;
  self->rows = self->rows_of_window = self->pages = 0;
  self->oldest = self->newest = 0;
}

void
cor_history_walk_clear (CorHistoryWalk *self)
{
  g_clear_pointer (&self->first, g_free);
}

/* Calls without a time don't say how far back a page goes. */
static gint64
find_oldest (GPtrArray *entries, gint64 *ret_newest)
{
  gint64 oldest = 0, newest = 0;

  for (guint i = 0; i < entries->len; i++) {
    gint64 time = cor_history_entry_get_time (entries->pdata[i]);

    if (time <= 0)
      continue;
    oldest = oldest == 0 ? time : MIN (oldest, time);
    newest = MAX (newest, time);
  }
  *ret_newest = newest;
  return oldest;
}

static gint64
day_of (gint64 time)
{
  return (time + ZONE) / DAY;
}

static void
turn_to (CorHistoryWalk *self, gint64 to)
{
  self->to = to;
  self->page = 1;
  self->rows_of_window = 0;
  g_clear_pointer (&self->first, g_free);
}

/* A server that takes no heed of the page's number has its say once. */
static gboolean
is_same_page (CorHistoryWalk *self, GPtrArray *entries)
{
  const char *first = cor_history_entry_get_id (entries->pdata[0]);
  gboolean same = g_strcmp0 (first, self->first) == 0;

  g_free (self->first);
  self->first = g_strdup (first);
  return same;
}

static CorWalkResult
go_on (CorHistoryWalk *self, gint64 oldest, gboolean same)
{
  if (oldest != 0 && day_of (oldest) < day_of (self->to))
    turn_to (self, oldest);
  else if (same)
    turn_to (self, self->to - DAY);
  else
    self->page++;
  if (self->to <= 0)
    return COR_WALK_END;
  return self->pages < PAGES_MAX ? COR_WALK_ON : COR_WALK_FULL;
}

CorWalkResult
cor_history_walk_take (CorHistoryWalk *self, GPtrArray *entries, guint total)
{
  gint64 newest, oldest = find_oldest (entries, &newest);
  gboolean same;

  self->pages++;
  if (entries->len == 0)
    return COR_WALK_END;
  /* What is newer than was asked for, beyond any zone: the days have not been read. */
  if (self->oldest != 0 && oldest != 0 && day_of (oldest) > day_of (self->to) + 2)
    return COR_WALK_LOST;
  same = is_same_page (self, entries);
  self->rows += entries->len;
  self->rows_of_window += entries->len;
  self->newest = MAX (self->newest, newest);
  if (oldest != 0)
    self->oldest = self->oldest == 0 ? oldest : MIN (self->oldest, oldest);
  if (self->meet != 0 && oldest != 0 && oldest < self->meet)
    return COR_WALK_MET;
  if (self->floor != 0 && oldest != 0 && oldest <= self->floor)
    return COR_WALK_END;
  if (!same && entries->len < COR_WALK_PAGE && self->rows_of_window >= total)
    return COR_WALK_END;
  if (self->rows >= self->limit)
    return COR_WALK_FULL;
  return go_on (self, oldest, same);
}
