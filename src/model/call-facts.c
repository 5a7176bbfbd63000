/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a call tells of itself. */
#include "config.h"
#include "call-private.h"
#include <glib/gi18n-lib.h>

guint
cor_call_get_id (CorCall *self)
{
  return self->id;
}

gboolean
cor_call_is_incoming (CorCall *self)
{
  return self->incoming;
}

CorCallState
cor_call_get_state (CorCall *self)
{
  return self->state;
}

const char *
cor_call_get_number (CorCall *self)
{
  return self->number;
}

const char *
cor_call_get_shown_number (CorCall *self)
{
  return self->shown_number != NULL ? self->shown_number : self->number;
}

const char *
cor_call_get_name (CorCall *self)
{
  return self->name;
}

const char *
cor_call_get_shown (CorCall *self)
{
  if (self->name != NULL && *self->name != '\0')
    return self->name;
  return *self->number != '\0' ? cor_call_get_shown_number (self) : _ ("Unknown");
}

const char *
cor_call_get_place (CorCall *self)
{
  return self->place;
}

gboolean
cor_call_is_on_this_computer (CorCall *self)
{
  return self->on_this_computer;
}

const char *
cor_call_get_also_at (CorCall *self)
{
  return self->also_at;
}

gboolean
cor_call_is_held (CorCall *self)
{
  return self->held;
}

gboolean
cor_call_is_held_by_peer (CorCall *self)
{
  return self->held_by_peer;
}

gboolean
cor_call_is_muted (CorCall *self)
{
  return self->muted;
}

gboolean
cor_call_is_secure (CorCall *self)
{
  return self->secure;
}

gint64
cor_call_get_started_at (CorCall *self)
{
  return self->started_at;
}

gint64
cor_call_get_answered_at (CorCall *self)
{
  return self->answered_at;
}

gint64
cor_call_get_ended_at (CorCall *self)
{
  return self->ended_at;
}

CorCallEnd
cor_call_get_end (CorCall *self)
{
  return self->end;
}

const char *
cor_call_get_end_text (CorCall *self)
{
  return self->end_text;
}

const char *
cor_call_get_trouble (CorCall *self)
{
  return self->trouble;
}

CorCallHint
cor_call_get_hint (CorCall *self)
{
  return self->hint;
}

gboolean
cor_call_is_stuck (CorCall *self)
{
  return self->stuck;
}

gboolean
cor_call_is_transferring (CorCall *self)
{
  return self->transferring;
}

gboolean
cor_call_is_answering (CorCall *self)
{
  return self->answering;
}

gboolean
cor_call_rings_on (CorCall *self)
{
  return self->rings_on;
}

const char *
cor_call_get_waiting (CorCall *self)
{
  return self->waiting;
}

CorRecording
cor_call_get_recording (CorCall *self)
{
  return self->recording;
}

const char *
cor_call_get_post_dial (CorCall *self)
{
  return self->post_dial;
}
