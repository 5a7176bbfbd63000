/* SPDX-License-Identifier: GPL-3.0-or-later
 * A SIP line: keeps itself registered and carries out its calls' commands.
 * Owner: session. Thread: main context. Observers: session, diagnosis. */
#include "config.h"
#include "phone-private.h"
#include "account.h"
#include "codes.h"
#include "model/call-hints.h"
#include "model/party.h"
#include "registration.h"
#include "model/sip-code.h"
#include <glib/gi18n-lib.h>

struct _CorSipLine {
  CorLine parent;
  CorPhone *phone; /* NULL once it has stopped */
  guint id;
  char *domain;
  CorRegistration *registration;
  GPtrArray *calls;      /* CorLineCall */
  GHashTable *referrals; /* numbers of those that are not decided yet */
};

static void control_init (CorCallControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorSipLine,
                               cor_sip_line,
                               COR_TYPE_LINE,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_CALL_CONTROL, control_init))

static void
end_call (CorSipLine *self, CorLineCall *entry, CorCallEnd end, const char *text)
{
  g_autoptr (CorCall) call = g_object_ref (entry->call);

  g_ptr_array_remove (self->calls, entry);
  cor_call_set_control (call, NULL);
  cor_call_set_ended (call, end, text);
  if (self->phone == NULL)
    return;
  cor_phone_play_end (self->phone, call);
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
line_connect (CorLine *line)
{
  CorSipLine *self = COR_SIP_LINE (line);

  if (self->phone != NULL)
    cor_registration_start (self->registration);
}

static void
line_disconnect (CorLine *line)
{
  CorSipLine *self = COR_SIP_LINE (line);

  cor_registration_stop (self->registration);
  if (self->phone != NULL)
    post (self, cor_command_new (COR_COMMAND_UNREGISTER, self->id, 0));
  cor_line_set_state (line, COR_LINE_OFFLINE, NULL);
}

void
cor_sip_line_hurry (CorSipLine *self)
{
  cor_registration_hurry (self->registration);
}

static void
post_for_registration (CorCommand *command, gpointer line)
{
  post (line, command);
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
dial (CorSipLine *self, const CorNumber *number, guint referral)
{
  CorCall *call =
    cor_call_new (COR_CALL_CONTROL (self), FALSE, number->canonical, _ ("This computer"), TRUE);
  CorLineCall *entry;
  CorCommand *command;

  if (self->phone == NULL || cor_line_get_state (COR_LINE (self)) != COR_LINE_READY) {
    cor_call_set_control (call, NULL);
    g_idle_add_full (G_PRIORITY_DEFAULT, on_not_sent, g_object_ref (call), g_object_unref);
    return call;
  }
  entry = cor_line_calls_add (self->calls, call, cor_engine_next_call ());
  entry->post_dial = g_strdup (number->post_dial);
  command = cor_command_new (COR_COMMAND_DIAL, self->id, entry->wire);
  command->text = cor_account_to_uri (self->domain, number->canonical);
  command->number = referral;
  post (self, command);
  cor_phone_hold_peer_calls (self->phone);
  cor_phone_update_tones (self->phone);
  return call;
}

static CorCall *
line_dial (CorLine *line, const CorNumber *number)
{
  return dial (COR_SIP_LINE (line), number, 0);
}

static void
line_refuse (CorLine *line, guint referral)
{
  CorSipLine *self = COR_SIP_LINE (line);
  CorCommand *command;

  if (!g_hash_table_remove (self->referrals, GUINT_TO_POINTER (referral)) || self->phone == NULL)
    return;
  command = cor_command_new (COR_COMMAND_REFUSE, self->id, 0);
  command->number = referral;
  post (self, command);
}

/* A call that is not even sent ends by itself. */
static CorCall *
line_follow (CorLine *line, const CorNumber *number, guint referral)
{
  CorSipLine *self = COR_SIP_LINE (line);

  if (!g_hash_table_contains (self->referrals, GUINT_TO_POINTER (referral)))
    return NULL;
  if (cor_line_get_state (line) != COR_LINE_READY)
    line_refuse (line, referral);
  g_hash_table_remove (self->referrals, GUINT_TO_POINTER (referral));
  return dial (self, number, referral);
}

static void
on_referred (CorSipLine *self, CorLineCall *entry, const CorEvent *event)
{
  g_autoptr (CorCall) call = g_object_ref (entry->call);

  g_hash_table_add (self->referrals, GUINT_TO_POINTER (event->number));
  g_signal_emit_by_name (self, "referred", call, event->text, event->number);
}

/* There was nothing to answer. Its user is to know that somebody called, and why nothing rang. */
static void
on_refused (CorSipLine *self, CorCall *call, const CorEvent *event)
{
  const char *text;
  CorCallEnd end = cor_event_to_refusal (event, &text);

  cor_call_set_control (call, NULL);
  cor_call_set_ended (call, end, text);
  g_signal_emit_by_name (self, "incoming", call);
}

static void
on_incoming (CorSipLine *self, const CorEvent *event)
{
  g_autoptr (CorCall) call =
    cor_call_new (COR_CALL_CONTROL (self), TRUE, event->text, _ ("This computer"), TRUE);

  cor_call_set_name (call, event->name);
  cor_call_set_called (call, event->called);
  if (event->code != 0) {
    on_refused (self, call, event);
    return;
  }
  if (event->on)
    cor_call_set_wants_answer (call);
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

/* What another phone has, by the server's word, is not taken from it by an answer that crossed. */
static void
on_established (CorSipLine *self, CorLineCall *entry)
{
  if (cor_call_get_state (entry->call) == COR_CALL_ENDED) {
    post (self, cor_command_new (COR_COMMAND_END, self->id, entry->wire));
    end_call (self, entry, COR_CALL_END_ELSEWHERE, NULL);
    return;
  }
  cor_call_set_state (entry->call, COR_CALL_ACTIVE);
  if (entry->post_dial != NULL)
    send_digits (self, entry, entry->post_dial);
}

static void
on_transfer_failed (CorLineCall *entry, const CorEvent *event)
{
  g_autofree char *reason = cor_sip_code_to_transfer_reason (event->code);

  cor_call_set_trouble (entry->call, reason);
  cor_call_set_transferring (entry->call, FALSE);
}

static void
set_party (CorCall *call, const CorEvent *event)
{
  g_object_freeze_notify (G_OBJECT (call));
  cor_call_set_name (call, event->name);
  cor_call_set_number (call, event->text);
  g_object_thaw_notify (G_OBJECT (call));
}

/* Others talk in the same call now; what was for those before is not for them. */
static void
on_replaced (CorLineCall *entry, const CorEvent *event)
{
  g_clear_pointer (&entry->post_dial, g_free);
  cor_call_set_trouble (entry->call, NULL);
  cor_call_set_transferring (entry->call, FALSE);
  set_party (entry->call, event);
}

static void
on_ended (CorSipLine *self, CorLineCall *entry, const CorEvent *event)
{
  const char *text;
  CorCallEnd end = cor_event_to_end (event, entry, &text);

  cor_call_set_redirect (entry->call, event->name);
  end_call (self, entry, end, text);
}

static void
take_call_event (CorSipLine *self, CorLineCall *entry, const CorEvent *event)
{
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
  case COR_EVENT_IDENTITY:
    cor_party_take (entry->call, event->text, event->name);
    break;
  case COR_EVENT_COMMAND_FAILED:
    cor_call_set_trouble (entry->call, _ ("The other side did not accept that. Try again."));
    break;
  case COR_EVENT_MOVE_FAILED:
    on_transfer_failed (entry, event);
    break;
  case COR_EVENT_REPLACED:
    on_replaced (entry, event);
    break;
  case COR_EVENT_REFERRED:
    on_referred (self, entry, event);
    return;
  case COR_EVENT_ENDED:
    on_ended (self, entry, event);
    return;
  case COR_EVENT_REGISTERED:
  case COR_EVENT_REFUSED:
  case COR_EVENT_ALIVE:
  case COR_EVENT_HEARD:
  case COR_EVENT_INCOMING:
  case COR_EVENT_PEER_DESCRIBED:
  case COR_EVENT_PEER_SECURED:
  case COR_EVENT_PEER_FLOWING:
  case COR_EVENT_PEER_FAILED:
  case COR_EVENT_STATS:
  case COR_EVENT_MEASURED:
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

  if (event->kind == COR_EVENT_INCOMING)
    on_incoming (self, event);
  else if (entry != NULL)
    take_call_event (self, entry, event);
  else
    cor_registration_take_event (self->registration, event);
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
  CorLineCall *entry = cor_line_calls_find (COR_SIP_LINE (control)->calls, call);

  if (entry != NULL)
    entry->answered = TRUE;
  post_call (control, call, COR_COMMAND_ANSWER, 0);
}

static void
finish (CorCallControl *control, CorCall *call, guint code, CorCallEnd end)
{
  CorSipLine *self = COR_SIP_LINE (control);
  CorLineCall *entry = cor_line_calls_find (self->calls, call);

  post_call (control, call, COR_COMMAND_END, code);
  if (entry != NULL)
    end_call (self, entry, entry->answered ? COR_CALL_END_LOCAL : end, NULL);
}

static void
control_decline (CorCallControl *control, CorCall *call)
{
  finish (control, call, COR_SIP_DECLINED, COR_CALL_END_DECLINED);
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
  cor_call_set_transferring (call, TRUE);
}

static void
control_join (CorCallControl *control, CorCall *call, CorCall *other)
{
  CorSipLine *self = COR_SIP_LINE (control);
  CorLineCall *entry = cor_line_calls_find (self->calls, other);
  CorCommand *command = entry != NULL ? command_for (self, call, COR_COMMAND_JOIN) : NULL;

  if (command == NULL)
    return;
  command->number = entry->wire;
  post (self, command);
  cor_call_set_transferring (call, TRUE);
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
  iface->join = control_join;
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

  cor_registration_stop (self->registration);
  self->phone = NULL;
  while (self->calls->len > 0)
    end_call (self, self->calls->pdata[0], COR_CALL_END_LOCAL, NULL);
  cor_line_set_state (COR_LINE (self), COR_LINE_OFFLINE, NULL);
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
  g_clear_pointer (&self->registration, cor_registration_free);
  G_OBJECT_CLASS (cor_sip_line_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  CorSipLine *self = COR_SIP_LINE (object);

  g_ptr_array_unref (self->calls);
  g_hash_table_unref (self->referrals);
  g_free (self->domain);
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
  line_class->follow = line_follow;
  line_class->refuse = line_refuse;
}

static void
cor_sip_line_init (CorSipLine *self)
{
  self->calls = cor_line_calls_new ();
  self->referrals = g_hash_table_new (NULL, NULL);
}

static CorRegistration *
new_registration (CorSipLine *self, const CorSipAccount *account, const char *host, guint16 port)
{
  const CorRegistrationSetup setup = { .line = COR_LINE (self),
                                       .id = self->id,
                                       .user = account->user,
                                       .host = host,
                                       .port = port,
                                       .transport = account->transport,
                                       .clock = cor_phone_get_clock (self->phone),
                                       .post = post_for_registration,
                                       .data = self };

  return cor_registration_new (&setup);
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
  self->domain = g_strdup (account->domain);
  self->registration = new_registration (self, account, setup->host, port);
  command = cor_command_new (COR_COMMAND_ADD_LINE, id, 0);
  command->setup = setup;
  post (self, command);
  return self;
}
