/* SPDX-License-Identifier: GPL-3.0-or-later
 * The click that was acted on a moment ago. The moment is measured by turns of
 * the main loop: while it stands still, as a slow machine's does when it shows
 * its first window, what a page opened next waits to be heard, and must not be
 * taken for a click of its own because of that. */
#include "config.h"
#include "session-private.h"

#define TICK_MS 500

static gboolean
on_tick (gpointer user_data)
{
  CorSession *self = user_data;

  self->recent_source = 0;
  if (--self->recent_ticks == 0)
    cor_session_forget_click (self);
  else
    self->recent_source = cor_clock_start (self->clock, TICK_MS, on_tick, self);
  return G_SOURCE_REMOVE;
}

void
cor_session_note_click (CorSession *self, CorDialRequest *request, const CorNumber *number)
{
  cor_session_forget_click (self);
  self->recent_was_link = cor_dial_request_get_origin (request) == COR_ORIGIN_LINK;
  self->recent_canonical = g_strdup (number->canonical);
  self->recent_ticks = COR_ROUTE_RECENT_MS / TICK_MS;
  self->recent_source = cor_clock_start (self->clock, TICK_MS, on_tick, self);
}

void
cor_session_forget_click (CorSession *self)
{
  cor_clock_stop (self->clock, &self->recent_source);
  g_clear_pointer (&self->recent_canonical, g_free);
}
