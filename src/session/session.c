/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cornetta without a screen: properties, models, start and stop. */
#include "config.h"
#include "session-account.h"
#include "session-book.h"
#include "session-colleagues.h"
#include "session-company.h"
#include "session-reception.h"
#include "session-conference.h"
#include "session-consult.h"
#include "session-referral.h"
#include "session-second.h"
#include "session-sounds.h"
#include "session-summary.h"
#include "session-switch.h"
#include "store/history.h"
#include "switch-model.h"
#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (CorSession, cor_session, G_TYPE_OBJECT)

enum {
  SIGNAL_ASK,
  SIGNAL_REFUSED,
  SIGNAL_TOLD,
  SIGNAL_OPEN_URI,
  SIGNAL_RAISE,
  SIGNAL_SUMMARIES_CHANGED,
  SIGNAL_SHOW_SUMMARY,
  SIGNAL_SHOW_CALL,
  SIGNAL_SHORTCUT,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

void
cor_session_notify (CorSession *self, guint prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

void
cor_session_set_text (CorSession *self, guint prop, const char *value)
{
  if (g_strcmp0 (self->texts[prop], value) == 0)
    return;
  g_free (self->texts[prop]);
  self->texts[prop] = g_strdup (value);
  cor_session_notify (self, prop);
}

void
cor_session_set_state (CorSession *self, CorSessionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  cor_session_note_state (self);
  cor_session_update_actions (self);
  cor_session_notify (self, PROP_STATE);
}

void
cor_session_emit_refused (CorSession *self, const char *reason)
{
  g_signal_emit (self, signals[SIGNAL_REFUSED], 0, reason);
}

void
cor_session_emit_told (CorSession *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_TOLD], 0, text);
}

void
cor_session_emit_open_uri (CorSession *self, const char *uri)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_URI], 0, uri);
}

void
cor_session_emit_raise (CorSession *self, const char *activation_token)
{
  g_signal_emit (self, signals[SIGNAL_RAISE], 0, activation_token);
}

void
cor_session_emit_ask (CorSession *self, CorQuestion *question)
{
  g_signal_emit (self, signals[SIGNAL_ASK], 0, question);
}

void
cor_session_emit_show_call (CorSession *self, CorCall *call)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_CALL], 0, call);
}

void
cor_session_emit_shortcut (CorSession *self, const char *id, const char *activation_token)
{
  g_signal_emit (self, signals[SIGNAL_SHORTCUT], 0, id, activation_token);
}

/* --- Lists. --- */

static GListModel *
inner_for (CorSession *self, GPtrArray *lists, const char *query)
{
  if (self->store == NULL)
    return NULL;
  if (lists == self->contact_lists)
    return cor_store_list_contacts (self->store, query);
  return cor_store_list_history (self->store, query, FALSE);
}

static void
attach_list (CorSession *self, GPtrArray *lists, CorSwitchModel *list)
{
  g_autoptr (GListModel) inner = inner_for (self, lists, cor_switch_model_get_query (list));

  if (inner != NULL && lists == self->history_lists)
    cor_store_filter_set (inner, cor_switch_model_get_filter (list));
  cor_switch_model_set_inner (list, inner);
}

void
cor_session_attach_store (CorSession *self)
{
  GPtrArray *all[] = { self->contact_lists, self->history_lists };

  for (guint k = 0; k < G_N_ELEMENTS (all); k++)
    for (guint i = 0; i < all[k]->len; i++)
      attach_list (self, all[k], all[k]->pdata[i]);
}

static void
on_list_gone (gpointer lists, GObject *where)
{
  g_ptr_array_remove_fast (lists, where);
  g_ptr_array_unref (lists);
}

static GListModel *
new_list (CorSession *self, GPtrArray *lists, GType item_type)
{
  CorSwitchModel *list = cor_switch_model_new (item_type);

  g_ptr_array_add (lists, list);
  g_object_weak_ref (G_OBJECT (list), on_list_gone, g_ptr_array_ref (lists));
  attach_list (self, lists, list);
  return G_LIST_MODEL (list);
}

/* --- The object. --- */

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
  case PROP_HAS_DIRECTORY:
    g_value_set_boolean (value, self->cti != NULL);
    break;
  case PROP_LINE_STATE:
    g_value_set_int (value,
                     self->line != NULL ? cor_line_get_state (self->line) : COR_LINE_OFFLINE);
    break;
  case PROP_SYNC_FRACTION:
    g_value_set_double (
      value, self->directory != NULL ? cor_directory_get_fraction (self->directory) : -1);
    break;
  case PROP_MISSED:
    g_value_set_uint (value, self->missed);
    break;
  case PROP_DIAGNOSING:
    g_value_set_boolean (value, cor_diagnosis_is_running (self->diagnosis));
    break;
  case PROP_VOICEMAIL_NEW:
    g_value_set_uint (value, cor_voicemail_list_get_new_count (self->voicemail));
    break;
  case PROP_HISTORY_REACH:
    g_value_set_int (value, cor_session_get_history_reach (self));
    break;
  case PROP_WAITING:
    g_value_set_object (value, self->waiting);
    break;
  default:
    g_value_set_string (value, self->texts[id]);
  }
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  g_assert (id == PROP_DEVICE);
  cor_session_choose_device (COR_SESSION (object), g_value_get_string (value));
}

static void
dispose (GObject *object)
{
  CorSession *self = COR_SESSION (object);

  cor_session_stop_around (self);
  cor_session_close_account (self);
  cor_session_drop_line (self);
  cor_session_consults_clear (self);
  cor_session_conference_clear (self);
  cor_session_switch_clear (self);
  cor_session_forget_click (self);
  g_clear_pointer (&self->numbers_thread, g_thread_join);
  g_clear_handle_id (&self->wish_source, g_source_remove);
  g_clear_weak_pointer (&self->gateway);
  cor_ringer_set_phone (self->ringer, NULL);
  g_clear_object (&self->phone);
  g_clear_object (&self->notifier);
  g_clear_pointer (&self->hooks, cor_session_free_hooks);
  g_clear_pointer (&self->badge, cor_badge_free);
  g_clear_object (&self->demo);
  g_clear_object (&self->waiting);
  g_clear_object (&self->asking);
  g_clear_object (&self->stuck);
  g_clear_object (&self->app_monitor);
  g_clear_object (&self->shortcuts);
  g_clear_object (&self->suspend);
  g_clear_object (&self->link_handlers);
  G_OBJECT_CLASS (cor_session_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  CorSession *self = COR_SESSION (object);

  for (guint i = 0; i < N_PROPS; i++)
    g_free (self->texts[i]);
  g_object_unref (self->all_contacts);
  g_object_unref (self->all_history);
  cor_twins_free (self->twins);
  g_object_unref (self->conference);
  g_hash_table_unref (self->reach);
  cor_session_end_diagnosis (self);
  g_ptr_array_unref (self->referrals);
  g_object_unref (self->ringer);
  cor_session_free_url (self->url);
  g_ptr_array_unref (self->qualities);
  g_object_unref (self->calls);
  g_object_unref (self->actions);
  g_object_unref (self->devices);
  g_object_unref (self->colleagues);
  cor_session_free_summaries (self);
  g_object_unref (self->voicemail);
  g_object_unref (self->player);
  cor_session_free_reception (self);
  cor_session_free_around (self);
  g_object_unref (self->settings);
  g_ptr_array_unref (self->contact_lists);
  g_ptr_array_unref (self->history_lists);
  cor_number_free (self->waiting_number);
  cor_policy_free (self->policy);
  g_free (self->country);
  g_free (self->server_trouble);
  g_free (self->mirror_trouble);
  G_OBJECT_CLASS (cor_session_parent_class)->finalize (object);
}

static void
add_text_property (guint prop, const char *name, GParamFlags extra)
{
  props[prop] = g_param_spec_string (name, NULL, NULL, NULL,
                                     extra | G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                       G_PARAM_STATIC_STRINGS);
}

static void
cor_session_class_init (CorSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, COR_SESSION_READY, 0, flags);
  props[PROP_PRESENCE] =
    g_param_spec_int ("presence", NULL, NULL, 0, COR_PRESENCE_CALLFORWARD, 0, flags);
  props[PROP_HAS_DIRECTORY] = g_param_spec_boolean ("has-directory", NULL, NULL, FALSE, flags);
  props[PROP_LINE_STATE] =
    g_param_spec_int ("line-state", NULL, NULL, 0, COR_LINE_FAILED, 0, flags);
  props[PROP_SYNC_FRACTION] = g_param_spec_double ("sync-fraction", NULL, NULL, -1, 1, -1, flags);
  props[PROP_MISSED] = g_param_spec_uint ("missed", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_VOICEMAIL_NEW] =
    g_param_spec_uint ("voicemail-new", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_DIAGNOSING] = g_param_spec_boolean ("diagnosing", NULL, NULL, FALSE, flags);
  props[PROP_HISTORY_REACH] =
    g_param_spec_int ("history-reach", NULL, NULL, 0, COR_HISTORY_STUCK, 0, flags);
  props[PROP_WAITING] = g_param_spec_object ("waiting", NULL, NULL, COR_TYPE_DIAL_REQUEST, flags);
  add_text_property (PROP_USER_NAME, "user-name", 0);
  add_text_property (PROP_EXTENSION, "extension", 0);
  add_text_property (PROP_HOST, "host", 0);
  add_text_property (PROP_LINE_TEXT, "line-text", 0);
  add_text_property (PROP_LINE_WHY, "line-why", 0);
  add_text_property (PROP_DEVICE, "device", G_PARAM_WRITABLE);
  add_text_property (PROP_SIGN_IN_ERROR, "sign-in-error", 0);
  add_text_property (PROP_TROUBLE, "trouble", 0);
  add_text_property (PROP_TROUBLE_ACTION, "trouble-action", 0);
  add_text_property (PROP_TROUBLE_BUTTON, "trouble-button", 0);
  add_text_property (PROP_SHORTCUTS_TROUBLE, "shortcuts-trouble", 0);
  add_text_property (PROP_AUTOSTART_TROUBLE, "autostart-trouble", 0);
  add_text_property (PROP_RINGTONE_TROUBLE, "ringtone-trouble", 0);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[SIGNAL_ASK] = g_signal_new ("ask", COR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                      NULL, G_TYPE_NONE, 1, COR_TYPE_QUESTION);
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", COR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_TOLD] = g_signal_new ("told", COR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_OPEN_URI] = g_signal_new ("open-uri", COR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_RAISE] = g_signal_new ("raise", COR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_SUMMARIES_CHANGED] = g_signal_new (
    "summaries-changed", COR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SHOW_SUMMARY] =
    g_signal_new ("show-summary", COR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_SHOW_CALL] = g_signal_new ("show-call", COR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, COR_TYPE_CALL);
  signals[SIGNAL_SHORTCUT] =
    g_signal_new ("shortcut", COR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
cor_session_init (CorSession *self)
{
  self->settings = g_settings_new (COR_APP_ID);
  self->clock = cor_clock_get_system ();
  self->devices = g_list_store_new (COR_TYPE_DEVICE);
  self->colleagues = cor_colleague_list_new (self->clock);
  self->reception = cor_session_new_reception ();
  cor_session_add_voicemail (self);
  self->contact_lists = g_ptr_array_new ();
  self->history_lists = g_ptr_array_new ();
  self->calls = cor_call_list_new ();
  self->conference = cor_conference_new ();
  self->consults = cor_session_consults_new ();
  self->referrals = cor_session_referrals_new ();
  self->ringer = cor_ringer_new (self->calls);
  self->twins = cor_session_new_twins (self);
  self->all_contacts = new_list (self, self->contact_lists, COR_TYPE_CONTACT);
  self->all_history = new_list (self, self->history_lists, COR_TYPE_HISTORY_ENTRY);
  cor_session_follow_policy (self);
  cor_session_follow_country (self);
  cor_session_follow_voice (self);
  cor_session_follow_sound (self);
  cor_session_follow_ringtone (self);
  cor_session_follow_wish (self);
  cor_session_follow_retention (self);
  self->around = cor_session_new_around ();
  cor_session_add_actions (self);
  cor_session_add_book_actions (self);
  cor_session_add_summaries (self);
  cor_session_add_player (self);
  cor_session_follow_calls (self);
  self->url = cor_session_new_url (self);
  self->hooks = cor_session_new_hooks (self);
  self->qualities = cor_session_new_qualities ();
  cor_session_watch_quality (self);
  cor_session_watch_stuck (self);
  cor_session_start_diagnosis (self);
  cor_session_watch_reach (self);
}

CorSession *
cor_session_new (void)
{
  return g_object_new (COR_TYPE_SESSION, NULL);
}

void
cor_session_start (CorSession *self)
{
  cor_session_announce_calls (self);
  g_signal_connect_object (self->settings, "changed::global-shortcuts",
                           G_CALLBACK (cor_session_update_shortcuts), self, G_CONNECT_SWAPPED);
  cor_session_update_shortcuts (self);
  cor_session_watch_suspend (self);
  cor_session_start_around (self);
  if (!self->plain_sip && self->state == COR_SESSION_SIGNED_OUT)
    cor_session_restore (self);
}

static void
on_phone_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  cor_phone_stop_finish (COR_PHONE (source), result, NULL);
  g_task_return_boolean (task, TRUE);
}

/* Its calls have ended with a word to the server; SIP's own end with the phone. */
static void
on_gateway_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CorSession *self = COR_SESSION (source);
  g_autoptr (GTask) task = user_data;

  if (self->phone != NULL)
    cor_phone_stop_async (self->phone, on_phone_stopped, g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_mirrors_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
  cor_session_stop_gateway_async (COR_SESSION (source), on_gateway_stopped, user_data);
}

static void
on_store_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CorSession *self = g_task_get_source_object (task);

  if (source != NULL)
    cor_store_close_finish (COR_STORE (source), result, NULL);
  cor_session_await_mirrors_async (self, on_mirrors_ended, task);
}

static void
on_default_given_back (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CorSession *self = COR_SESSION (source);
  GTask *task = user_data;
  g_autoptr (CorStore) store = self->store != NULL ? g_object_ref (self->store) : NULL;

  self->stopping = TRUE;
  cor_session_update_shortcuts (self);
  cor_session_stop_around (self);
  cor_session_close_account (self);
  if (store != NULL)
    cor_store_close_async (store, on_store_closed, task);
  else
    on_store_closed (NULL, NULL, task);
}

static void
on_deletions_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  cor_session_give_back_async (COR_SESSION (source), on_default_given_back, user_data);
}

static void
on_secrets_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  cor_session_flush_deletions_async (COR_SESSION (source), on_deletions_sent, user_data);
}

void
cor_session_stop_async (CorSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cor_session_stop_async);
  cor_session_flush_secrets_async (self, on_secrets_kept, task);
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

CorConference *
cor_session_get_conference (CorSession *self)
{
  return self->conference;
}

GActionGroup *
cor_session_get_actions (CorSession *self)
{
  return G_ACTION_GROUP (self->actions);
}

GListModel *
cor_session_list_contacts (CorSession *self)
{
  return new_list (self, self->contact_lists, COR_TYPE_CONTACT);
}

GListModel *
cor_session_list_history (CorSession *self, gboolean missed_only)
{
  GListModel *list = new_list (self, self->history_lists, COR_TYPE_HISTORY_ENTRY);

  if (missed_only)
    cor_session_set_history_filter (self, list,
                                    &(CorHistoryFilter){ .kind = COR_HISTORY_ONLY_MISSED });
  return list;
}

void
cor_session_set_query (CorSession *self, GListModel *model, const char *query)
{
  CorSwitchModel *list = COR_SWITCH_MODEL (model);
  GListModel *inner = cor_switch_model_get_inner (list);

  cor_switch_model_set_query (list, query);
  if (inner != NULL)
    cor_store_query_set (inner, query);
}
