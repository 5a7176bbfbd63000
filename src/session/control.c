/* SPDX-License-Identifier: GPL-3.0-or-later
 * The session on D-Bus: org.cornetta.Cornetta.Control. */
#include "config.h"
#include "session/control.h"
#include "control-accounts.h"
#include "control-book.h"
#include "control-codecs.h"
#include "control-colleagues.h"
#include "control-company.h"
#include "control-reception.h"
#include "control-conference.h"
#include "control-devices.h"
#include "control-diagnose.h"
#include "control-files.h"
#include "control-find.h"
#include "control-history.h"
#include "control-move.h"
#include "control-numbers.h"
#include "control-policy.h"
#include "control-presence.h"
#include "control-quality.h"
#include "control-record.h"
#include "control-resources.h"
#include "control-search.h"
#include "control-second.h"
#include "control-sign-in.h"
#include "control-summary.h"
#include "session-second.h"
#include "control-sounds.h"
#include "control-trace.h"
#include "control-values.h"
#include "control-voice.h"
#include "session-private.h"
#include <glib/gi18n-lib.h>

#define INTERFACE "org.cornetta.Cornetta.Control"

struct _CorControl {
  GObject parent;
  CorSession *session;
  GDBusConnection *connection;
  char *path;
  guint registration;
  char *refused; /* why the last Dial was refused, or NULL */
  guint status_source;
};

G_DEFINE_FINAL_TYPE (CorControl, cor_control, G_TYPE_OBJECT)

enum { QUIT, DIAL_SELECTION, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- Methods. --- */

static void
return_nothing (GDBusMethodInvocation *invocation)
{
  g_dbus_method_invocation_return_value (invocation, NULL);
}

/* NULL when there is none. */
static const char *
token_of (GVariant *platform)
{
  const char *token = NULL;

  if (!g_variant_lookup (platform, "activation-token", "&s", &token))
    g_variant_lookup (platform, "desktop-startup-id", "&s", &token);
  return token;
}

/* After what was asked for was tried. */
static void
return_outcome (CorControl *self, GDBusMethodInvocation *invocation)
{
  if (self->refused != NULL)
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                   self->refused);
  else
    return_nothing (invocation);
}

static void
on_dial (CorControl *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  const char *number, *device;
  g_autoptr (GVariant) platform = NULL;
  g_autoptr (CorDialRequest) request = NULL;

  g_variant_get (parameters, "(&s&s@a{sv})", &number, &device, &platform);
  request = cor_dial_request_new (number, COR_ORIGIN_CONTROL, *device != '\0' ? device : NULL,
                                  token_of (platform));
  g_clear_pointer (&self->refused, g_free);
  cor_session_dial (self->session, request);
  return_outcome (self, invocation);
}

/* The text is the screen's to read, and this room has none. */
static void
on_dial_selection (CorControl *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) platform = NULL;
  gboolean copied;

  g_variant_get (parameters, "(b@a{sv})", &copied, &platform);
  g_signal_emit (self, signals[DIAL_SELECTION], 0, copied, token_of (platform), invocation);
}

/* 0 means the ringing call for Answer and Decline, the current one for the rest. */
static CorCall *
find_call (CorControl *self, guint id, gboolean ringing, GDBusMethodInvocation *invocation)
{
  CorCallList *calls = self->session->calls;
  CorCall *call;

  if (id != 0)
    call = cor_call_list_find (calls, id);
  else
    call = ringing ? cor_call_list_get_ringing (calls) : cor_call_list_get_current (calls);
  if (call == NULL)
    g_dbus_method_invocation_return_error_literal (
      invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, _ ("There is no such call."));
  return call;
}

static CorCall *
call_of (CorControl *self,
         GVariant *parameters,
         gboolean ringing,
         GDBusMethodInvocation *invocation)
{
  guint id;

  g_variant_get_child (parameters, 0, "u", &id);
  return find_call (self, id, ringing, invocation);
}

static void
on_answer (CorControl *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  CorCall *call = call_of (self, parameters, TRUE, invocation);

  if (call == NULL)
    return;
  cor_call_answer (call);
  return_nothing (invocation);
}

static void
on_answer_there (CorControl *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  CorCall *call = call_of (self, parameters, TRUE, invocation);

  if (call == NULL)
    return;
  if (cor_call_get_also_at (call) == NULL) {
    g_dbus_method_invocation_return_error_literal (
      invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
      _ ("This call rings on no other phone that can be told to answer."));
    return;
  }
  cor_call_answer_there (call);
  return_nothing (invocation);
}

static void
on_decline (CorControl *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  CorCall *call = call_of (self, parameters, TRUE, invocation);

  if (call == NULL)
    return;
  cor_call_decline (call);
  return_nothing (invocation);
}

static void
on_hang_up (CorControl *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  CorCall *call = call_of (self, parameters, FALSE, invocation);

  if (call == NULL)
    return;
  cor_call_hang_up (call);
  return_nothing (invocation);
}

static void
on_hold (CorControl *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  CorCall *call = call_of (self, parameters, FALSE, invocation);
  gboolean hold;

  if (call == NULL)
    return;
  g_variant_get_child (parameters, 1, "b", &hold);
  if (hold)
    cor_call_hold (call, TRUE);
  else
    cor_session_resume (self->session, call);
  return_nothing (invocation);
}

static void
on_mute (CorControl *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  CorCall *call = call_of (self, parameters, FALSE, invocation);
  gboolean mute;

  if (call == NULL)
    return;
  g_variant_get_child (parameters, 1, "b", &mute);
  cor_call_mute (call, mute);
  return_nothing (invocation);
}

static void
on_call_here (CorControl *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  guint id;

  g_variant_get_child (parameters, 0, "u", &id);
  if (cor_session_call_here (self->session, id))
    return_nothing (invocation);
  else
    g_dbus_method_invocation_return_error_literal (
      invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
      _ ("There is no such call that waits for a desk phone."));
}

static void
on_send_digits (CorControl *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  const char *digits;
  CorCall *call;

  g_variant_get_child (parameters, 1, "&s", &digits);
  if (digits[strspn (digits, "0123456789*#ABCD")] != '\0' || strlen (digits) > 64) {
    g_dbus_method_invocation_return_error_literal (
      invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
      _ ("Digits are 0 to 9, *, # and A to D, 64 at most."));
    return;
  }
  call = call_of (self, parameters, FALSE, invocation);
  if (call == NULL)
    return;
  cor_call_send_digits (call, digits);
  return_nothing (invocation);
}

static void
on_status (CorControl *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_dbus_method_invocation_return_value (
    invocation, g_variant_new ("(@a{sv})", cor_control_status (self->session, self->refused)));
}

static void
on_calls (CorControl *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_dbus_method_invocation_return_value (
    invocation, g_variant_new ("(@aa{sv})", cor_control_calls (self->session)));
}

static void
on_sign_out (CorControl *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  cor_session_sign_out (self->session);
  return_nothing (invocation);
}

static void
on_use_here (CorControl *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  cor_session_use_here (self->session);
  return_nothing (invocation);
}

static void
on_rules (CorControl *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  cor_control_rules (self->session, invocation);
}

static void
on_quit (CorControl *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  return_nothing (invocation);
  g_signal_emit (self, signals[QUIT], 0);
}

static const struct {
  const char *name;
  void (*run) (CorControl *self, GVariant *parameters, GDBusMethodInvocation *invocation);
  void (*ask) (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation);
} methods[] = {
  { "Dial", on_dial },
  { "DialSelection", on_dial_selection },
  { "Answer", on_answer },
  { "AnswerThere", on_answer_there },
  { "AnswerEnding", .ask = cor_control_answer_ending },
  { "Decline", on_decline },
  { "HangUp", on_hang_up },
  { "Hold", on_hold },
  { "Transfer", .ask = cor_control_transfer },
  { "Park", .ask = cor_control_park },
  { "Record", .ask = cor_control_record },
  { "Conference", .ask = cor_control_conference },
  { "AddToConference", .ask = cor_control_add_to_conference },
  { "Confer", .ask = cor_control_confer },
  { "SwitchDevice", .ask = cor_control_switch },
  { "Swap", .ask = cor_control_swap },
  { "CompleteTransfer", .ask = cor_control_complete },
  { "GoBack", .ask = cor_control_go_back },
  { "Mute", on_mute },
  { "SendDigits", on_send_digits },
  { "Status", on_status },
  { "Calls", on_calls },
  { "CallStats", .ask = cor_control_call_stats },
  { "Devices", .ask = cor_control_list_devices },
  { "SetDevice", .ask = cor_control_set_device },
  { "SearchContacts", .ask = cor_control_search_contacts },
  { "SearchHistory", .ask = cor_control_search_history },
  { "CreateContact", .ask = cor_control_create_contact },
  { "EditContact", .ask = cor_control_edit_contact },
  { "DeleteContact", .ask = cor_control_delete_contact },
  { "Colleagues", .ask = cor_control_colleagues },
  { "ActOnColleague", .ask = cor_control_act_on_colleague },
  { "Parked", .ask = cor_control_parked },
  { "PickUpParked", .ask = cor_control_pick_up_parked },
  { "SpeedDials", .ask = cor_control_speed_dials },
  { "CallSpeedDial", .ask = cor_control_call_speed_dial },
  { "WriteSpeedDial", .ask = cor_control_write_speed_dial },
  { "DeleteSpeedDial", .ask = cor_control_delete_speed_dial },
  { "MoveSpeedDial", .ask = cor_control_move_speed_dial },
  { "Queues", .ask = cor_control_queues },
  { "ActOnQueue", .ask = cor_control_act_on_queue },
  { "FilterHistory", .ask = cor_control_filter_history },
  { "CountHistory", .ask = cor_control_count_history },
  { "FetchOlderHistory", .ask = cor_control_fetch_older_history },
  { "SeeMissed", .ask = cor_control_see_missed },
  { "ClearHistory", .ask = cor_control_clear_history },
  { "Voicemail", .ask = cor_control_voicemail },
  { "PlaySound", .ask = cor_control_play_sound },
  { "SaveSound", .ask = cor_control_save_sound },
  { "DeleteSound", .ask = cor_control_delete_sound },
  { "Player", .ask = cor_control_player },
  { "ControlPlayer", .ask = cor_control_control_player },
  { "ImportContacts", .ask = cor_control_import_contacts },
  { "ExportContacts", .ask = cor_control_export_contacts },
  { "SetPresence", .ask = cor_control_set_presence },
  { "SetPresenceWhen", .ask = cor_control_set_presence_when },
  { "Rewrite", .ask = cor_control_rewrite },
  { "FindNumbers", .ask = cor_control_find_numbers },
  { "CallHere", on_call_here },
  { "OpenUrl", .ask = cor_control_open_url },
  { "CustomerCards", .ask = cor_control_customer_cards },
  { "Written", .ask = cor_control_written },
  { "Write", .ask = cor_control_write },
  { "CheckMicrophone", .ask = cor_control_check_microphone },
  { "TestEcho", .ask = cor_control_test_echo },
  { "Codecs", .ask = cor_control_codecs },
  { "SetCodecs", .ask = cor_control_set_codecs },
  { "Diagnose", .ask = cor_control_diagnose },
  { "Trace", .ask = cor_control_trace },
  { "LogLevel", .ask = cor_control_log_level },
  { "SignIn", .ask = cor_control_sign_in },
  { "SendCode", .ask = cor_control_send_code },
  { "SignOut", on_sign_out },
  { "UseHere", on_use_here },
  { "Accounts", .ask = cor_control_accounts },
  { "UseAccount", .ask = cor_control_use_account },
  { "ForgetAccount", .ask = cor_control_forget_account },
  { "AddAccount", .ask = cor_control_add_account },
  { "Rules", on_rules },
  { "SetRule", .ask = cor_control_set_rule },
  { "DropRule", .ask = cor_control_drop_rule },
  { "Quit", on_quit },
};

static void
on_method_call (GDBusConnection *connection,
                const char *sender,
                const char *path,
                const char *interface,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  CorControl *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i].name, method)) {
      if (methods[i].run != NULL)
        methods[i].run (self, parameters, invocation);
      else
        methods[i].ask (self->session, parameters, invocation);
      return;
    }
  g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD,
                                         "%s", method);
}

/* --- Signals. --- */

static void
emit (CorControl *self, const char *name, GVariant *dict)
{
  g_dbus_connection_emit_signal (self->connection, NULL, self->path, INTERFACE, name,
                                 g_variant_new ("(@a{sv})", dict), NULL);
}

static void
on_call_added (CorControl *self, CorCall *call)
{
  emit (self, "CallAdded", cor_control_call (call));
}

static void
on_call_changed (CorControl *self, CorCall *call)
{
  emit (self, "CallChanged", cor_control_call (call));
}

static void
on_call_ended (CorControl *self, CorCall *call)
{
  emit (self, "CallEnded", cor_control_call (call));
}

static gboolean
on_status_due (gpointer user_data)
{
  CorControl *self = user_data;

  self->status_source = 0;
  emit (self, "StatusChanged", cor_control_status (self->session, self->refused));
  return G_SOURCE_REMOVE;
}

/* Many properties change together; one signal tells of them. */
static void
on_session_notify (CorControl *self)
{
  if (self->status_source == 0)
    self->status_source = g_idle_add (on_status_due, self);
}

static void
on_refused (CorControl *self, const char *reason)
{
  g_free (self->refused);
  self->refused = g_strdup (reason);
  on_session_notify (self);
}

static void
dispose (GObject *object)
{
  CorControl *self = COR_CONTROL (object);

  g_clear_handle_id (&self->status_source, g_source_remove);
  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  g_clear_object (&self->connection);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cor_control_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  CorControl *self = COR_CONTROL (object);

  g_free (self->path);
  g_free (self->refused);
  G_OBJECT_CLASS (cor_control_parent_class)->finalize (object);
}

static void
cor_control_class_init (CorControlClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[QUIT] =
    g_signal_new ("quit", COR_TYPE_CONTROL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DIAL_SELECTION] =
    g_signal_new ("dial-selection", COR_TYPE_CONTROL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_BOOLEAN, G_TYPE_STRING, G_TYPE_DBUS_METHOD_INVOCATION);
}

static void
cor_control_init (CorControl *self)
{
}

static void
follow_session (CorControl *self)
{
  CorCallList *calls = self->session->calls;

  g_signal_connect_object (calls, "added", G_CALLBACK (on_call_added), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (calls, "changed", G_CALLBACK (on_call_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (calls, "ended", G_CALLBACK (on_call_ended), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify", G_CALLBACK (on_session_notify), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "ask", G_CALLBACK (on_session_notify), self,
                           G_CONNECT_SWAPPED);
  /* How many rows there are is known a little after the sync that brought them. */
  g_signal_connect_object (self->session->all_contacts, "items-changed",
                           G_CALLBACK (on_session_notify), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session->all_history, "items-changed",
                           G_CALLBACK (on_session_notify), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "refused", G_CALLBACK (on_refused), self,
                           G_CONNECT_SWAPPED);
}

CorControl *
cor_control_new (CorSession *session, GDBusConnection *connection, const char *path, GError **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_method_call };
  g_autoptr (GBytes) xml =
    g_resource_lookup_data (cor_control_get_resource (), "/org/cornetta/Cornetta/" INTERFACE ".xml",
                            G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GDBusNodeInfo) node =
    g_dbus_node_info_new_for_xml (g_bytes_get_data (xml, NULL), NULL);
  g_autoptr (CorControl) self = g_object_new (COR_TYPE_CONTROL, NULL);

  self->session = g_object_ref (session);
  self->connection = g_object_ref (connection);
  self->path = g_strdup (path);
  self->registration = g_dbus_connection_register_object (connection, path, node->interfaces[0],
                                                          &vtable, self, NULL, error);
  if (self->registration == 0)
    return NULL;
  follow_session (self);
  return g_steal_pointer (&self);
}

void
cor_control_dial_selection (CorControl *self,
                            GDBusMethodInvocation *invocation,
                            const char *text,
                            const char *token,
                            const GError *error)
{
  if (text == NULL) {
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                   error->message);
    return;
  }
  g_clear_pointer (&self->refused, g_free);
  cor_session_dial_selection (self->session, text, token);
  return_outcome (self, invocation);
}
