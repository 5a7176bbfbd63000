/* SPDX-License-Identifier: GPL-3.0-or-later
 * A session without phone, server and store. It implements session.h and is
 * linked in the place of the real one. */
#include "config.h"
#include "fake-session.h"
#include "session/control.h"
#include <gtk/gtk.h>

struct _CorSession {
  GObject parent;
  int state, presence, line_state;
  char *texts[16];
  gboolean has_directory;
  double sync_fraction;
  int history_reach;
  guint missed;
  CorDialRequest *waiting;
  CorCallList *calls;
  GListStore *devices, *contacts, *history, *audio;
  GSimpleActionGroup *actions;
  GString *log;
};

static void control_init (CorCallControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorSession,
                               cor_session,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_CALL_CONTROL, control_init))

enum {
  PROP_0,
  PROP_USER_NAME, /* texts first: their ids are the indexes of `texts` */
  PROP_EXTENSION,
  PROP_HOST,
  PROP_LINE_TEXT,
  PROP_LINE_WHY,
  PROP_DEVICE,
  PROP_SIGN_IN_ERROR,
  PROP_TROUBLE,
  PROP_TROUBLE_ACTION,
  PROP_TROUBLE_BUTTON,
  PROP_SHORTCUTS_TROUBLE,
  PROP_AUTOSTART_TROUBLE,
  PROP_RINGTONE_TROUBLE,
  N_TEXTS,
  PROP_STATE = N_TEXTS,
  PROP_PRESENCE,
  PROP_LINE_STATE,
  PROP_HAS_DIRECTORY,
  PROP_SYNC_FRACTION,
  PROP_WAITING,
  PROP_HISTORY_REACH,
  PROP_MISSED,
  N_PROPS,
};

static void say (CorSession *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
say (CorSession *self, const char *format, ...)
{
  va_list args;

  if (self->log->len > 0)
    g_string_append_c (self->log, '\n');
  va_start (args, format);
  g_string_append_vprintf (self->log, format, args);
  va_end (args);
}

guint
fake_session_get_log_length (CorSession *self)
{
  return (guint)self->log->len;
}

char *
fake_session_take_log (CorSession *self)
{
  char *log = g_strdup (self->log->str);

  g_string_truncate (self->log, 0);
  return log;
}

/* --- Calls: what is commanded becomes true at once. --- */

static void
answer (CorCallControl *control, CorCall *call)
{
  cor_call_set_state (call, COR_CALL_ACTIVE);
}

static void
decline (CorCallControl *control, CorCall *call)
{
  cor_call_set_ended (call, COR_CALL_END_DECLINED, "You declined the call");
}

static void
hang_up (CorCallControl *control, CorCall *call)
{
  cor_call_set_ended (call, COR_CALL_END_LOCAL, "You hung up");
}

static void
set_hold (CorCallControl *control, CorCall *call, gboolean hold)
{
  cor_call_set_held (call, hold);
}

static void
set_mute (CorCallControl *control, CorCall *call, gboolean mute)
{
  cor_call_set_muted (call, mute);
}

static void
send_digits (CorCallControl *control, CorCall *call, const char *digits)
{
}

static void
control_init (CorCallControlInterface *iface)
{
  iface->answer = answer;
  iface->decline = decline;
  iface->hang_up = hang_up;
  iface->set_hold = set_hold;
  iface->set_mute = set_mute;
  iface->send_digits = send_digits;
}

CorCall *
fake_session_add_call (CorSession *self,
                       gboolean incoming,
                       const char *number,
                       const char *name,
                       const char *place)
{
  g_autoptr (CorCall) call = cor_call_new (COR_CALL_CONTROL (self), incoming, number, place, TRUE);

  cor_call_set_name (call, name);
  cor_call_list_add (self->calls, call);
  return call;
}

static void
on_call_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CorSession *self = data;
  const char *name = g_action_get_name (G_ACTION (action));
  CorCall *call = cor_call_list_find (self->calls, g_variant_get_uint32 (parameter));

  say (self, "%s %u", name, g_variant_get_uint32 (parameter));
  if (call == NULL)
    return;
  if (g_str_equal (name, "answer"))
    cor_call_answer (call);
  else if (g_str_equal (name, "decline"))
    cor_call_decline (call);
  else if (g_str_equal (name, "hang-up"))
    cor_call_hang_up (call);
  else if (g_str_equal (name, "hold"))
    cor_call_hold (call, !cor_call_is_held (call));
  else if (g_str_equal (name, "mute"))
    cor_call_mute (call, !cor_call_is_muted (call));
}

static void
on_digits (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  guint id;
  const char *digits;

  g_variant_get (parameter, "(u&s)", &id, &digits);
  say (data, "digits %u %s", id, digits);
}

static void
on_transfer (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  guint id;
  const char *to;

  g_variant_get (parameter, "(u&s)", &id, &to);
  say (data, "%s %u %s", g_action_get_name (G_ACTION (action)), id, to);
}

static void
on_dial (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  say (data, "dial %s typed", g_variant_get_string (parameter, NULL));
}

static void
on_plain (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *text = parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL;

  say (data, "%s%s%s", g_action_get_name (G_ACTION (action)), text != NULL ? " " : "",
       text != NULL ? text : "");
}

static void
on_device (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_simple_action_set_state (action, parameter);
  say (data, "device %s", g_variant_get_string (parameter, NULL));
  fake_session_set_text (data, "device", g_variant_get_string (parameter, NULL));
}

/* --- Properties. --- */

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorSession *self = COR_SESSION (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_int (value, self->state);
    break;
  case PROP_PRESENCE:
    g_value_set_int (value, self->presence);
    break;
  case PROP_LINE_STATE:
    g_value_set_int (value, self->line_state);
    break;
  case PROP_HAS_DIRECTORY:
    g_value_set_boolean (value, self->has_directory);
    break;
  case PROP_SYNC_FRACTION:
    g_value_set_double (value, self->sync_fraction);
    break;
  case PROP_HISTORY_REACH:
    g_value_set_int (value, self->history_reach);
    break;
  case PROP_MISSED:
    g_value_set_uint (value, self->missed);
    break;
  case PROP_WAITING:
    g_value_set_object (value, self->waiting);
    break;
  default:
    g_value_set_string (value, self->texts[id]);
  }
}

static GParamSpec *
find (CorSession *self, const char *property)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (self), property);

  g_assert_nonnull (pspec);
  return pspec;
}

void
fake_session_set_text (CorSession *self, const char *property, const char *value)
{
  GParamSpec *pspec = find (self, property);

  g_assert_cmpint (pspec->param_id, <, N_TEXTS);
  g_free (self->texts[pspec->param_id]);
  self->texts[pspec->param_id] = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

void
fake_session_set_int (CorSession *self, const char *property, int value)
{
  GParamSpec *pspec = find (self, property);
  int *fields[] = { &self->state, &self->presence, &self->line_state, &self->has_directory };

  g_assert_cmpint (pspec->param_id, >=, PROP_STATE);
  g_assert_cmpint (pspec->param_id, <=, PROP_HAS_DIRECTORY);
  *fields[pspec->param_id - PROP_STATE] = value;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

void
fake_session_set_reach (CorSession *self, CorHistoryReach reach)
{
  self->history_reach = reach;
  g_object_notify (G_OBJECT (self), "history-reach");
}

void
fake_session_set_missed (CorSession *self, guint missed)
{
  self->missed = missed;
  g_object_notify (G_OBJECT (self), "missed");
}

void
fake_session_say (CorSession *self, const char *text)
{
  say (self, "%s", text);
}

void
fake_session_set_sync_fraction (CorSession *self, double fraction)
{
  self->sync_fraction = fraction;
  g_object_notify (G_OBJECT (self), "sync-fraction");
}

void
fake_session_set_waiting (CorSession *self, CorDialRequest *request)
{
  g_set_object (&self->waiting, request);
  g_object_notify (G_OBJECT (self), "waiting");
}

static void
cor_session_class_init (CorSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  static const char *const texts[N_TEXTS] = {
    NULL,
    "user-name",
    "extension",
    "host",
    "line-text",
    "line-why",
    "device",
    "sign-in-error",
    "trouble",
    "trouble-action",
    "trouble-button",
    "shortcuts-trouble",
    "autostart-trouble",
    "ringtone-trouble",
  };

  object_class->get_property = get_property;
  for (guint i = 1; i < N_TEXTS; i++)
    g_object_class_install_property (
      object_class, i, g_param_spec_string (texts[i], NULL, NULL, NULL, G_PARAM_READABLE));
  g_object_class_install_property (
    object_class, PROP_STATE, g_param_spec_int ("state", NULL, NULL, 0, 9, 0, G_PARAM_READABLE));
  g_object_class_install_property (
    object_class, PROP_PRESENCE,
    g_param_spec_int ("presence", NULL, NULL, 0, 9, 0, G_PARAM_READABLE));
  g_object_class_install_property (
    object_class, PROP_LINE_STATE,
    g_param_spec_int ("line-state", NULL, NULL, 0, 9, 0, G_PARAM_READABLE));
  g_object_class_install_property (
    object_class, PROP_HAS_DIRECTORY,
    g_param_spec_boolean ("has-directory", NULL, NULL, FALSE, G_PARAM_READABLE));
  g_object_class_install_property (
    object_class, PROP_SYNC_FRACTION,
    g_param_spec_double ("sync-fraction", NULL, NULL, -1, 1, -1, G_PARAM_READABLE));
  g_object_class_install_property (
    object_class, PROP_WAITING,
    g_param_spec_object ("waiting", NULL, NULL, COR_TYPE_DIAL_REQUEST, G_PARAM_READABLE));
  g_object_class_install_property (
    object_class, PROP_HISTORY_REACH,
    g_param_spec_int ("history-reach", NULL, NULL, 0, 9, 0, G_PARAM_READABLE));
  g_object_class_install_property (
    object_class, PROP_MISSED,
    g_param_spec_uint ("missed", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE));
  g_signal_new ("ask", COR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                COR_TYPE_QUESTION);
  g_signal_new ("told", COR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);
  g_signal_new ("refused", COR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);
  g_signal_new ("open-uri", COR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                1, G_TYPE_STRING);
  g_signal_new ("raise", COR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);
  g_signal_new ("show-call", COR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                1, COR_TYPE_CALL);
  g_signal_new ("summaries-changed", COR_TYPE_SESSION, 0, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("show-summary", COR_TYPE_SESSION, 0, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                G_TYPE_STRING, G_TYPE_STRING);
  g_signal_new ("shortcut", COR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
cor_session_init (CorSession *self)
{
  static const GActionEntry entries[] = {
    { .name = "dial", .activate = on_dial, .parameter_type = "s" },
    { .name = "answer", .activate = on_call_action, .parameter_type = "u" },
    { .name = "answer-there", .activate = on_call_action, .parameter_type = "u" },
    { .name = "answer-ending", .activate = on_call_action, .parameter_type = "u" },
    { .name = "decline", .activate = on_call_action, .parameter_type = "u" },
    { .name = "hang-up", .activate = on_call_action, .parameter_type = "u" },
    { .name = "hold", .activate = on_call_action, .parameter_type = "u" },
    { .name = "open-url", .activate = on_call_action, .parameter_type = "u" },
    { .name = "mute", .activate = on_call_action, .parameter_type = "u" },
    { .name = "transfer", .activate = on_transfer, .parameter_type = "(us)" },
    { .name = "ask-first", .activate = on_transfer, .parameter_type = "(us)" },
    { .name = "switch-device", .activate = on_transfer, .parameter_type = "(us)" },
    { .name = "record", .activate = on_call_action, .parameter_type = "u" },
    { .name = "record-pause", .activate = on_call_action, .parameter_type = "u" },
    { .name = "conference-add", .activate = on_transfer, .parameter_type = "(us)" },
    { .name = "conference-join", .activate = on_plain },
    { .name = "conference-end", .activate = on_plain },
    { .name = "conference-mute", .activate = on_plain, .parameter_type = "s" },
    { .name = "conference-remove", .activate = on_plain, .parameter_type = "s" },
    { .name = "star", .activate = on_plain, .parameter_type = "s" },
    { .name = "pick-up", .activate = on_plain, .parameter_type = "s" },
    { .name = "intrude", .activate = on_plain, .parameter_type = "s" },
    { .name = "swap", .activate = on_call_action, .parameter_type = "u" },
    { .name = "go-back", .activate = on_call_action, .parameter_type = "u" },
    { .name = "complete-transfer", .activate = on_call_action, .parameter_type = "u" },
    /* The application's, whose windows are not all here. */
    { .name = "transfer-to", .activate = on_call_action, .parameter_type = "u" },
    { .name = "add-to", .activate = on_plain },
    { .name = "park", .activate = on_call_action, .parameter_type = "u" },
    { .name = "call-here", .activate = on_call_action, .parameter_type = "u" },
    { .name = "digits", .activate = on_digits, .parameter_type = "(us)" },
    { .name = "send-post-dial", .activate = on_call_action, .parameter_type = "u" },
    { .name = "drop-post-dial", .activate = on_call_action, .parameter_type = "u" },
    { .name = "device", .activate = on_device, .parameter_type = "s", .state = "'this-computer'" },
    { .name = "sign-out", .activate = on_plain },
    { .name = "retry", .activate = on_plain },
    { .name = "silence", .activate = on_plain },
  };

  self->log = g_string_new (NULL);
  self->sync_fraction = -1;
  self->history_reach = COR_HISTORY_ALL;
  self->has_directory = TRUE;
  self->calls = cor_call_list_new ();
  self->devices = g_list_store_new (COR_TYPE_DEVICE);
  self->contacts = g_list_store_new (COR_TYPE_CONTACT);
  self->history = g_list_store_new (COR_TYPE_HISTORY_ENTRY);
  self->audio = g_list_store_new (G_TYPE_OBJECT);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  fake_session_set_page (self, FALSE);
  fake_session_add_presence (self);
  fake_session_add_reception (self);
}

/* --- session.h --- */

CorSession *
cor_session_new (void)
{
  return g_object_new (COR_TYPE_SESSION, NULL);
}

void
cor_session_start (CorSession *self)
{
  say (self, "start");
}

void
cor_session_stop_async (CorSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  say (self, "stop");
  g_task_return_boolean (task, TRUE);
}

gboolean
cor_session_stop_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

CorCallList *
cor_session_get_calls (CorSession *self)
{
  return self->calls;
}

GListModel *
cor_session_get_devices (CorSession *self)
{
  return G_LIST_MODEL (self->devices);
}

GListStore *
fake_session_get_contact_store (CorSession *self)
{
  return self->contacts;
}

GListStore *
fake_session_get_audio_store (CorSession *self)
{
  return self->audio;
}

GListStore *
fake_session_get_history_store (CorSession *self)
{
  return self->history;
}

GActionGroup *
cor_session_get_actions (CorSession *self)
{
  return G_ACTION_GROUP (self->actions);
}

static const char *
origin_text (CorOrigin origin)
{
  static const char *const texts[] = { "link",    "control",      "typed", "contact",
                                       "history", "notification", "peer" };

  return texts[origin];
}

void
cor_session_dial (CorSession *self, CorDialRequest *request)
{
  const char *device = cor_dial_request_get_device (request);

  say (self, "dial %s %s%s%s", cor_dial_request_get_text (request),
       origin_text (cor_dial_request_get_origin (request)), device != NULL ? " on " : "",
       device != NULL ? device : "");
}

void
cor_session_confirm (CorSession *self, CorDialRequest *request)
{
  const char *device = cor_dial_request_get_device (request);

  say (self, "confirm %s %s", cor_dial_request_get_text (request), device != NULL ? device : "-");
}

void
cor_session_dismiss (CorSession *self, CorDialRequest *request)
{
  say (self, "dismiss %s", cor_dial_request_get_text (request));
}

void
cor_session_remember (CorSession *self, CorQuestion *question, const char *device)
{
  say (self, "remember %s %s", cor_question_get_remember (question), device != NULL ? device : "-");
}

void
cor_session_drop_rule (CorSession *self, GVariant *row)
{
  g_autoptr (GVariant) held = g_variant_ref_sink (row);
  g_autofree char *text = g_variant_print (held, FALSE);

  say (self, "drop-rule %s", text);
}

void
cor_session_drop_waiting (CorSession *self)
{
  say (self, "drop-waiting");
  fake_session_set_waiting (self, NULL);
}

void
cor_session_sign_in (CorSession *self, const char *host, const char *user, const char *password)
{
  say (self, "sign-in %s %s %s", host, user, password);
}

void
cor_session_send_otp (CorSession *self, const char *otp)
{
  say (self, "otp %s", otp);
}

void
cor_session_sign_out (CorSession *self)
{
  say (self, "sign-out");
}

void
cor_session_start_demo (CorSession *self)
{
  say (self, "demo");
}

void
cor_session_get_last_account (CorSession *self, const char **ret_host, const char **ret_user)
{
  *ret_host = self->texts[PROP_HOST];
  *ret_user = self->texts[PROP_USER_NAME];
}

void
cor_session_set_audio_device (CorSession *self, guint role, const char *name)
{
  say (self, "audio %u %s", role, name);
}
