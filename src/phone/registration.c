/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keeps a SIP line registered. */
#include "config.h"
#include "registration.h"
#include "codes.h"
#include "resolve.h"
#include "retry.h"
#include <errno.h>
#include <glib/gi18n-lib.h>

struct _CorRegistration {
  CorRegistrationSetup setup;
  gboolean wanted;
  guint failures;          /* in a row */
  guint retry;             /* timer: the next try */
  guint ping;              /* timer: the next question whether the server is there */
  guint patience;          /* timer: it has been asked something */
  gboolean shy;            /* it registers us, but answers no other question */
  gboolean doubted;        /* it has not answered one, and is asked to register us */
  GCancellable *resolving; /* NULL when not */
};

static void ask (CorRegistration *self);

static void
set_state (CorRegistration *self, CorLineState state, const char *reason)
{
  cor_line_set_state (self->setup.line, state, reason);
}

static void
post (CorRegistration *self, CorCommand *command)
{
  self->setup.post (command, self->setup.data);
}

static void
rest (CorRegistration *self)
{
  cor_clock_stop (self->setup.clock, &self->retry);
  cor_clock_stop (self->setup.clock, &self->ping);
  cor_clock_stop (self->setup.clock, &self->patience);
  if (self->resolving != NULL)
    g_cancellable_cancel (self->resolving);
  g_clear_object (&self->resolving);
}

/* --- Asking. --- */

static gboolean
on_retry (gpointer data)
{
  CorRegistration *self = data;

  self->retry = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
try_again_in (CorRegistration *self, guint ms)
{
  const CorClock *clock = self->setup.clock;

  rest (self);
  self->failures++;
  self->retry = cor_clock_start (clock, ms, on_retry, self);
}

static void
on_not_found (CorRegistration *self, const GError *error)
{
  const CorClock *clock = self->setup.clock;
  g_autofree char *reason = g_strdup_printf (_ ("The server %s can't be found (%s). Trying again."),
                                             self->setup.host, error->message);

  try_again_in (self,
                cor_retry_wait (cor_retry_find (0), self->failures, 0, cor_clock_random (clock)));
  set_state (self, COR_LINE_REGISTERING, reason);
}

/* The stack goes on asking for half a minute: that nobody answers is true before. */
static gboolean
on_patience_lost (gpointer data)
{
  CorRegistration *self = data;
  const CorRegistrationSetup *setup = &self->setup;
  g_autofree char *reason = NULL;

  self->patience = 0;
  self->doubted = FALSE;
  if (cor_line_get_state (setup->line) == COR_LINE_FAILED)
    return G_SOURCE_REMOVE;
  reason =
    cor_code_to_reason (0, g_strerror (ETIMEDOUT), setup->transport, setup->host, setup->user);
  set_state (self, COR_LINE_REGISTERING, reason);
  return G_SOURCE_REMOVE;
}

static void
on_server_resolved (GObject *source, GAsyncResult *result, gpointer data)
{
  CorRegistration *self = data; /* gone when cancelled */
  g_autoptr (GError) error = NULL;
  g_autoptr (CorPlace) place = cor_resolve_finish (result, &error);
  CorCommand *command;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->resolving);
  if (place == NULL) {
    on_not_found (self, error);
    return;
  }
  command = cor_command_new (COR_COMMAND_REGISTER, self->setup.id, 0);
  command->text = cor_place_join (place, self->failures);
  command->number = place->port;
  post (self, command);
  self->patience =
    cor_clock_start (self->setup.clock, COR_REGISTRATION_PATIENCE_MS, on_patience_lost, self);
}

static void
ask (CorRegistration *self)
{
  rest (self);
  self->resolving = g_cancellable_new ();
  cor_resolve_async (self->setup.host, self->setup.port, self->setup.transport, self->resolving,
                     on_server_resolved, self);
}

/* --- Whether the server is there. --- */

/* Some servers answer to nothing but what they need: registering tells for sure. */
static gboolean
on_ping_unanswered (gpointer data)
{
  CorRegistration *self = data;

  self->patience = 0;
  self->doubted = TRUE;
  ask (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_ping_due (gpointer data)
{
  CorRegistration *self = data;
  const CorClock *clock = self->setup.clock;

  self->ping = 0;
  self->patience = cor_clock_start (clock, COR_REGISTRATION_PATIENCE_MS, on_ping_unanswered, self);
  post (self, cor_command_new (COR_COMMAND_PING, self->setup.id, 0));
  return G_SOURCE_REMOVE;
}

/* One that is gone would be noticed by the next refresh alone, and a router on the way forgets who
 * says nothing for a minute. */
static void
ping_later (CorRegistration *self)
{
  const CorClock *clock = self->setup.clock;

  if (!self->shy)
    self->ping = cor_clock_start (clock, COR_REGISTRATION_PING_MS, on_ping_due, self);
}

static void
on_alive (CorRegistration *self)
{
  /* Late, when it has been asked to register us meanwhile. */
  if (!self->wanted || self->ping != 0 || self->patience == 0 || self->doubted ||
      cor_line_get_state (self->setup.line) != COR_LINE_READY)
    return;
  rest (self);
  ping_later (self);
}

/* --- What the server says of the registration. --- */

static void
on_registered (CorRegistration *self)
{
  if (!self->wanted)
    return;
  rest (self);
  self->failures = 0;
  self->shy |= self->doubted;
  self->doubted = FALSE;
  set_state (self, COR_LINE_READY, NULL);
  ping_later (self);
}

static char *
describe (CorRegistration *self, const CorEvent *event, gboolean final)
{
  const CorRegistrationSetup *setup = &self->setup;

  if (!final && event->number > 0)
    return g_strdup_printf (
      /* Translators: what the server said, such as “503 Service Unavailable”, and seconds. */
      _ ("The server answered “%s” and asks to wait for %u s. Trying again then."), event->text,
      event->number);
  return cor_code_to_reason (event->code, event->text, setup->transport, setup->host, setup->user);
}

static void
on_refused (CorRegistration *self, const CorEvent *event)
{
  const CorClock *clock = self->setup.clock;
  const CorRetry *retry = cor_retry_find (event->code);
  gboolean stood = cor_line_get_state (self->setup.line) == COR_LINE_READY;
  g_autofree char *reason = NULL;
  guint wait;

  if (!self->wanted)
    return;
  self->doubted = FALSE;
  reason = describe (self, event, retry->final);
  wait = cor_retry_wait (retry, self->failures, event->number, cor_clock_random (clock));
  if (stood && retry->at_once)
    ask (self);
  else if (wait > 0)
    try_again_in (self, wait);
  else
    cor_registration_stop (self);
  set_state (self, retry->final ? COR_LINE_FAILED : COR_LINE_REGISTERING, reason);
}

void
cor_registration_take_event (CorRegistration *self, const CorEvent *event)
{
  if (event->kind == COR_EVENT_REGISTERED)
    on_registered (self);
  else if (event->kind == COR_EVENT_REFUSED)
    on_refused (self, event);
  else if (event->kind == COR_EVENT_ALIVE)
    on_alive (self);
}

/* --- What the line wants. --- */

void
cor_registration_start (CorRegistration *self)
{
  if (self->wanted && cor_line_get_state (self->setup.line) == COR_LINE_READY)
    return;
  self->wanted = TRUE;
  self->failures = 0;
  set_state (self, COR_LINE_REGISTERING, NULL);
  ask (self);
}

void
cor_registration_stop (CorRegistration *self)
{
  self->wanted = FALSE;
  rest (self);
}

void
cor_registration_hurry (CorRegistration *self)
{
  if (!self->wanted)
    return;
  self->failures = 0;
  self->shy = FALSE;
  ask (self);
}

CorRegistration *
cor_registration_new (const CorRegistrationSetup *setup)
{
  CorRegistration *self = g_new0 (CorRegistration, 1);

  self->setup = *setup;
  self->setup.user = g_strdup (setup->user);
  self->setup.host = g_strdup (setup->host);
  return self;
}

void
cor_registration_free (CorRegistration *self)
{
  if (self == NULL)
    return;
  rest (self);
  g_free ((char *)self->setup.user);
  g_free ((char *)self->setup.host);
  g_free (self);
}
