/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a link may do to calls that go on, once its user said yes: transfer,
 * listen, intrude. */
#include "config.h"
#include "session-move.h"

/* The one that is talked in, or NULL. */
static CorCall *
talking (CorSession *self)
{
  CorCall *call = cor_call_list_get_current (self->calls);

  return call != NULL && cor_call_get_state (call) == COR_CALL_ACTIVE ? call : NULL;
}

void
cor_session_describe_acts (CorSession *self, CorRouteWorld *world)
{
  CorCall *call = talking (self);

  /* A Yes is to the call that was asked about, not to one that came meanwhile. */
  if (world->confirmed && call != NULL && cor_call_get_id (call) != self->asked_call)
    call = NULL;
  world->current_call = call != NULL ? cor_call_get_shown (call) : NULL;
  world->may_listen = self->profile != NULL && self->profile->spy;
  world->may_intrude = self->profile != NULL && self->profile->intrude;
}

void
cor_session_note_asked_call (CorSession *self)
{
  CorCall *call = talking (self);

  self->asked_call = call != NULL ? cor_call_get_id (call) : 0;
}

static void
on_listened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!cor_cti_listen_finish (COR_CTI (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cor_session_emit_refused (self, error->message);
}

void
cor_session_act (CorSession *self, const CorRouteDecision *decision)
{
  const char *number = decision->number->canonical;
  const CorMove transfer = { .kind = COR_CTI_TRANSFER, .to = number };
  const char *endpoint;

  if (decision->kind == COR_ROUTE_TRANSFER) {
    cor_session_move_async (self, talking (self), &transfer, NULL, NULL);
    return;
  }
  endpoint = cor_session_endpoint_of_device (self, self->texts[PROP_DEVICE]);
  if (endpoint != NULL)
    cor_cti_listen_async (self->cti, number, endpoint, decision->kind == COR_ROUTE_INTRUDE,
                          on_listened, g_object_ref (self));
}
