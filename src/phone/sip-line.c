/* SPDX-License-Identifier: GPL-3.0-or-later
 * A SIP line: keeps itself registered and carries out its calls' commands.
 * Owner: session. Thread: main context. Observers: session, diagnosis. */
#include "config.h"
#include "phone-private.h"
#include "account.h"
#include "codes.h"
#include "resolve.h"
#include <glib/gi18n-lib.h>

#define LONGEST_WAIT 30 /* seconds between attempts to register */

struct _CorSipLine {
  CorLine parent;
  CorPhone *phone; /* NULL once it has stopped */
  guint id;
  char *user;
  char *domain;
  char *host; /* of the server */
  guint16 port;
  CorTransport transport;
  gboolean wanted; /* told to connect */
  guint attempts;  /* failed in a row */
  guint retry_id;
  GCancellable *resolving; /* NULL when not */
  GPtrArray *calls;        /* CorLineCall */
};

static void control_init (CorCallControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorSipLine,
                               cor_sip_line,
                               COR_TYPE_LINE,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_CALL_CONTROL, control_init))

static void try_to_register (CorSipLine *self);

static void
end_call (CorSipLine *self, CorLineCall *entry, CorCallEnd end, const char *text)
{
  g_autoptr (CorCall) call = g_object_ref (entry->call);

  g_ptr_array_remove (self->calls, entry);
  cor_call_set_control (call, NULL);
  cor_call_set_ended (call, end, text);
  if (self->phone == NULL)
    return;
  if (end == COR_CALL_END_BUSY)
    cor_phone_play_busy (self->phone);
  cor_phone_update_tones (self->phone);
}

static void
post (CorSipLine *self, CorCommand *command)
{
  g_assert (self->phone != NULL);
  cor_phone_post (self->phone, command);
}

/* --- Registration --- */

static void
set_state (CorSipLine *self, CorLineState state, const char *reason)
{
  cor_line_set_state (COR_LINE (self), state, reason);
}

static CorLineState
get_state (CorSipLine *self)
{
  return cor_line_get_state (COR_LINE (self));
}

static gboolean
on_retry (gpointer data)
{
  CorSipLine *self = data;

  self->retry_id = 0;
  try_to_register (self);
  return G_SOURCE_REMOVE;
}

static void
try_again_later (CorSipLine *self, const char *reason)
{
  guint wait = MIN (1U << MIN (self->attempts, 8), LONGEST_WAIT);

  self->attempts++;
  set_state (self, COR_LINE_REGISTERING, reason);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  self->retry_id = g_timeout_add_seconds (wait, on_retry, self);
}

static void
on_server_resolved (GObject *source, GAsyncResult *result, gpointer data)
{
  CorSipLine *self = data; /* gone when cancelled */
  g_autoptr (GError) error = NULL;
  g_autoptr (CorPlace) place = cor_resolve_finish (result, &error);
  g_autofree char *reason = NULL;
  CorCommand *command;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->resolving);
  if (!self->wanted || self->phone == NULL)
    return;
  if (place == NULL) {
    reason = g_strdup_printf (_ ("The server %s can't be found (%s). Trying again."), self->host,
                              error->message);
    try_again_later (self, reason);
    return;
  }
  command = cor_command_new (COR_COMMAND_REGISTER, self->id, 0);
  command->text = cor_place_join (place, self->attempts);
  command->number = place->port;
  post (self, command);
}

static void
stop_trying (CorSipLine *self)
{
  g_clear_handle_id (&self->retry_id, g_source_remove);
  if (self->resolving != NULL)
    g_cancellable_cancel (self->resolving);
  g_clear_object (&self->resolving);
}

static void
try_to_register (CorSipLine *self)
{
  stop_trying (self);
  self->resolving = g_cancellable_new ();
  cor_resolve_async (self->host, self->port, self->transport, self->resolving, on_server_resolved,
                     self);
}

static void
line_connect (CorLine *line)
{
  CorSipLine *self = COR_SIP_LINE (line);

  if (self->phone == NULL || (self->wanted && get_state (self) == COR_LINE_READY))
    return;
  self->wanted = TRUE;
  self->attempts = 0;
  set_state (self, COR_LINE_REGISTERING, NULL);
  try_to_register (self);
}

static void
line_disconnect (CorLine *line)
{
  CorSipLine *self = COR_SIP_LINE (line);

  self->wanted = FALSE;
  stop_trying (self);
  if (self->phone != NULL)
    post (self, cor_command_new (COR_COMMAND_UNREGISTER, self->id, 0));
  set_state (self, COR_LINE_OFFLINE, NULL);
}

void
cor_sip_line_on_network_changed (CorSipLine *self)
{
  if (!self->wanted || get_state (self) == COR_LINE_FAILED)
    return;
  self->attempts = 0;
  try_to_register (self);
}

static void
on_refused (CorSipLine *self, const CorEvent *event)
{
  g_autofree char *reason =
    cor_code_to_reason (event->code, event->text, self->transport, self->host, self->user);

  if (!self->wanted)
    return;
  if (!cor_sip_code_is_final (event->code)) {
    try_again_later (self, reason);
    return;
  }
  self->wanted = FALSE;
  stop_trying (self);
  set_state (self, COR_LINE_FAILED, reason);
}

static void
on_registered (CorSipLine *self)
{
  if (!self->wanted)
    return;
  stop_trying (self);
  self->attempts = 0;
  set_state (self, COR_LINE_READY, NULL);
}

/* --- Calls --- */

static gboolean
on_not_sent (gpointer data)
{
  CorCall *call = data;

  cor_call_set_ended (call, COR_CALL_END_FAILED,
                      _ ("This computer is not connected as a phone: see the line's state."));
  return G_SOURCE_REMOVE;
}

static CorCall *
line_dial (CorLine *line, const CorNumber *number)
{
  CorSipLine *self = COR_SIP_LINE (line);
  CorCall *call =
    cor_call_new (COR_CALL_CONTROL (self), FALSE, number->canonical, _ ("This computer"), TRUE);
  CorLineCall *entry;
  CorCommand *command;

  if (self->phone == NULL || get_state (self) != COR_LINE_READY) {
    cor_call_set_control (call, NULL);
    g_idle_add_full (G_PRIORITY_DEFAULT, on_not_sent, g_object_ref (call), g_object_unref);
    return call;
  }
  entry = cor_line_calls_add (self->calls, call, cor_engine_next_call ());
  entry->post_dial = g_strdup (number->post_dial);
  command = cor_command_new (COR_COMMAND_DIAL, self->id, entry->wire);
  command->text = cor_account_to_uri (self->domain, number->canonical);
  post (self, command);
  cor_phone_hold_peer_calls (self->phone);
  cor_phone_update_tones (self->phone);
  return call;
}

static void
on_incoming (CorSipLine *self, const CorEvent *event)
{
  g_autoptr (CorCall) call =
    cor_call_new (COR_CALL_CONTROL (self), TRUE, event->text, _ ("This computer"), TRUE);

  cor_call_set_name (call, event->name);
  cor_line_calls_add (self->calls, call, event->call);
  g_signal_emit_by_name (self, "incoming", call);
  if (self->phone != NULL)
    cor_phone_update_tones (self->phone);
}

static void
send_digits (CorSipLine *self, CorLineCall *entry, const char *digits)
{
  CorCommand *command = cor_command_new (COR_COMMAND_DIGITS, self->id, entry->wire);

  command->text = g_strdup (digits);
  post (self, command);
}

static void
on_established (CorSipLine *self, CorLineCall *entry)
{
  cor_call_set_state (entry->call, COR_CALL_ACTIVE);
  if (entry->post_dial != NULL)
    send_digits (self, entry, entry->post_dial);
}

static void
take_call_event (CorSipLine *self, CorLineCall *entry, const CorEvent *event)
{
  const char *text;

  switch (event->kind) {
  case COR_EVENT_RINGING:
  case COR_EVENT_EARLY_MEDIA:
    entry->early_media = event->kind == COR_EVENT_EARLY_MEDIA;
    cor_call_set_state (entry->call, COR_CALL_RINGING);
    break;
  case COR_EVENT_ESTABLISHED:
    on_established (self, entry);
    break;
  case COR_EVENT_HELD:
    cor_call_set_held (entry->call, event->on);
    break;
  case COR_EVENT_HELD_BY_PEER:
    cor_call_set_held_by_peer (entry->call, event->on);
    break;
  case COR_EVENT_SECURE:
    cor_call_set_secure (entry->call, event->on);
    break;
  case COR_EVENT_COMMAND_FAILED:
    cor_call_set_trouble (entry->call, _ ("The other side did not accept that. Try again."));
    break;
  case COR_EVENT_ENDED: {
    CorCallEnd end = cor_event_to_end (event, entry->call, &text);

    end_call (self, entry, end, text);
    return;
  }
  case COR_EVENT_REGISTERED:
  case COR_EVENT_REFUSED:
  case COR_EVENT_INCOMING:
  case COR_EVENT_PEER_DESCRIBED:
  case COR_EVENT_PEER_SECURED:
  case COR_EVENT_PEER_FLOWING:
  case COR_EVENT_PEER_FAILED:
  case COR_EVENT_STATS:
  case COR_EVENT_STOPPED:
  default:
    break;
  }
  cor_phone_update_tones (self->phone);
}

void
cor_sip_line_take_event (CorSipLine *self, const CorEvent *event)
{
  CorLineCall *entry = cor_line_calls_find_wire (self->calls, event->call);

  if (event->kind == COR_EVENT_REGISTERED)
    on_registered (self);
  else if (event->kind == COR_EVENT_REFUSED)
    on_refused (self, event);
  else if (event->kind == COR_EVENT_INCOMING)
    on_incoming (self, event);
  else if (entry != NULL)
    take_call_event (self, entry, event);
}

/* NULL for a call that is over. */
static CorCommand *
command_for (CorSipLine *self, CorCall *call, CorCommandKind kind)
{
  CorLineCall *entry = cor_line_calls_find (self->calls, call);

  if (entry == NULL || self->phone == NULL)
    return NULL;
  cor_call_set_trouble (call, NULL);
  return cor_command_new (kind, self->id, entry->wire);
}

static void
post_call (CorCallControl *control, CorCall *call, CorCommandKind kind, guint value)
{
  CorCommand *command = command_for (COR_SIP_LINE (control), call, kind);

  if (command == NULL)
    return;
  if (kind == COR_COMMAND_ANSWER || (kind == COR_COMMAND_HOLD && value == 0))
    cor_phone_hold_peer_calls (COR_SIP_LINE (control)->phone);
  command->number = value;
  command->on = value != 0;
  post (COR_SIP_LINE (control), command);
}

static void
control_answer (CorCallControl *control, CorCall *call)
{
  post_call (control, call, COR_COMMAND_ANSWER, 0);
}

static void
finish (CorCallControl *control, CorCall *call, guint code, CorCallEnd end)
{
  CorSipLine *self = COR_SIP_LINE (control);
  CorLineCall *entry = cor_line_calls_find (self->calls, call);

  post_call (control, call, COR_COMMAND_END, code);
  if (entry != NULL)
    end_call (self, entry, end, NULL);
}

static void
control_decline (CorCallControl *control, CorCall *call)
{
  finish (control, call, 603, COR_CALL_END_DECLINED);
}

static void
control_hang_up (CorCallControl *control, CorCall *call)
{
  finish (control, call, 0, COR_CALL_END_LOCAL);
}

static void
control_set_hold (CorCallControl *control, CorCall *call, gboolean hold)
{
  post_call (control, call, COR_COMMAND_HOLD, hold != FALSE);
}

static void
control_set_mute (CorCallControl *control, CorCall *call, gboolean mute)
{
  post_call (control, call, COR_COMMAND_MUTE, mute != FALSE);
  cor_call_set_muted (call, mute);
}

static void
control_send_digits (CorCallControl *control, CorCall *call, const char *digits)
{
  CorSipLine *self = COR_SIP_LINE (control);
  CorLineCall *entry = cor_line_calls_find (self->calls, call);

  if (entry != NULL && self->phone != NULL)
    send_digits (self, entry, digits);
}

static void
control_transfer (CorCallControl *control, CorCall *call, const char *to)
{
  CorSipLine *self = COR_SIP_LINE (control);
  CorCommand *command = command_for (self, call, COR_COMMAND_TRANSFER);

  if (command == NULL)
    return;
  command->text = cor_account_to_uri (self->domain, to);
  post (self, command);
}

static void
control_init (CorCallControlInterface *iface)
{
  iface->answer = control_answer;
  iface->decline = control_decline;
  iface->hang_up = control_hang_up;
  iface->set_hold = control_set_hold;
  iface->set_mute = control_set_mute;
  iface->send_digits = control_send_digits;
  iface->transfer = control_transfer;
}

/* --- The object --- */

GPtrArray *
cor_sip_line_get_calls (CorSipLine *self)
{
  return self->calls;
}

void
cor_sip_line_detach (CorSipLine *self)
{
  g_autoptr (CorSipLine) keep = g_object_ref (self);

  self->wanted = FALSE;
  stop_trying (self);
  self->phone = NULL;
  while (self->calls->len > 0)
    end_call (self, self->calls->pdata[0], COR_CALL_END_LOCAL, NULL);
  set_state (self, COR_LINE_OFFLINE, NULL);
}

static void
dispose (GObject *object)
{
  CorSipLine *self = COR_SIP_LINE (object);
  CorPhone *phone = self->phone;

  if (phone != NULL) {
    cor_phone_post (phone, cor_command_new (COR_COMMAND_REMOVE_LINE, self->id, 0));
    cor_phone_forget_line (phone, self->id);
    cor_sip_line_detach (self);
    cor_phone_update_tones (phone);
  }
  stop_trying (self);
  G_OBJECT_CLASS (cor_sip_line_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  CorSipLine *self = COR_SIP_LINE (object);

  g_ptr_array_unref (self->calls);
  g_free (self->user);
  g_free (self->domain);
  g_free (self->host);
  G_OBJECT_CLASS (cor_sip_line_parent_class)->finalize (object);
}

static void
cor_sip_line_class_init (CorSipLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  CorLineClass *line_class = COR_LINE_CLASS (klass);

  object_class->dispose = dispose;
  object_class->finalize = finalize;
  line_class->connect = line_connect;
  line_class->disconnect = line_disconnect;
  line_class->dial = line_dial;
}

static void
cor_sip_line_init (CorSipLine *self)
{
  self->calls = cor_line_calls_new ();
}

CorSipLine *
cor_sip_line_new (CorPhone *phone, guint id, const CorSipAccount *account, GError **error)
{
  guint16 port;
  CorLineSetup *setup = cor_account_to_setup (account, &port, error);
  CorSipLine *self;
  CorCommand *command;

  if (setup == NULL)
    return NULL;
  self = g_object_new (COR_TYPE_SIP_LINE, NULL);
  self->phone = phone;
  self->id = id;
  cor_line_set_label (COR_LINE (self), "sip",
                      account->label != NULL ? account->label : account->user);
  self->user = g_strdup (account->user);
  self->domain = g_strdup (account->domain);
  self->host = g_strdup (setup->host);
  self->port = port;
  self->transport = account->transport;
  command = cor_command_new (COR_COMMAND_ADD_LINE, id, 0);
  command->setup = setup;
  post (self, command);
  return self;
}
