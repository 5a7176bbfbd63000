/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everybody who works here: fetched with the profile, told live by the server, and
 * what can be done about them. */
#include "config.h"
#include "session-colleagues.h"
#include "session-reception.h"
#include "cti/colleagues.h"
#include <glib/gi18n-lib.h>

CorColleagueList *
cor_session_get_colleagues (CorSession *self)
{
  return self->colleagues;
}

/* --- Who there is, and what they do. --- */

static void
on_phone (CorSession *self, const CorColleaguePhone *phone)
{
  cor_colleague_list_note_phone (self->colleagues, phone);
}

static void
on_presence (CorSession *self, const char *username, int presence)
{
  cor_colleague_list_note_presence (self->colleagues, username, (CorPresence)presence);
}

static void
on_online (CorSession *self)
{
  cor_colleague_list_set_live (self->colleagues, cor_cti_is_online (self->cti));
}

void
cor_session_watch_colleagues (CorSession *self)
{
  g_signal_connect_object (self->cti, "phone", G_CALLBACK (on_phone), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cti, "presence", G_CALLBACK (on_presence), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cti, "connected", G_CALLBACK (cor_session_fetch_colleagues), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cti, "notify::online", G_CALLBACK (on_online), self,
                           G_CONNECT_SWAPPED);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) colleagues =
    cor_cti_fetch_colleagues_finish (COR_CTI (source), result, &error);

  if (self->cti != COR_CTI (source) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (colleagues != NULL)
    cor_colleague_list_take (self->colleagues, colleagues);
  cor_colleague_list_set_loading (self->colleagues, FALSE, error != NULL ? error->message : NULL);
}

void
cor_session_fetch_colleagues (CorSession *self)
{
  cor_colleague_list_set_loading (self->colleagues, TRUE, NULL);
  cor_cti_fetch_colleagues_async (self->cti, self->profile, self->account_cancellable, on_fetched,
                                  g_object_ref (self));
}

void
cor_session_forget_colleagues (CorSession *self)
{
  cor_colleague_list_clear (self->colleagues);
  cor_colleague_list_set_live (self->colleagues, FALSE);
}

/* --- What can be done. --- */

typedef struct {
  CorColleagueAct act;
  CorColleague *colleague;
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_object_unref (act->colleague);
  g_free (act);
}

static gboolean
may (CorSession *self, CorColleagueAct act)
{
  const CorCtiProfile *profile = self->profile;

  if (profile == NULL || self->cti == NULL)
    return FALSE;
  switch (act) {
  case COR_COLLEAGUE_PICK_UP:
    return profile->pick_up;
  case COR_COLLEAGUE_RECALL:
    return profile->recall && profile->main_extension != NULL;
  case COR_COLLEAGUE_LISTEN:
    return profile->spy;
  case COR_COLLEAGUE_INTRUDE:
    return profile->intrude;
  case COR_COLLEAGUE_STAR:
  case COR_COLLEAGUE_UNSTAR:
  default:
    return TRUE;
  }
}

static CorColleague *
find_colleague (CorSession *self, const char *who)
{
  CorColleague *colleague = cor_colleague_list_find (self->colleagues, who);

  return colleague != NULL ? colleague : cor_colleague_list_find_phone (self->colleagues, who);
}

static void
on_starred (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorSession *self = g_task_get_source_object (task);
  const Act *act = g_task_get_task_data (task);
  GError *error = NULL;
  gint64 favourite;

  if (!cor_cti_star_finish (COR_CTI (source), result, &favourite, &error)) {
    g_task_return_error (task, error);
    return;
  }
  cor_colleague_list_set_favourite (self->colleagues, act->colleague, favourite);
  cor_session_fetch_speed_dials (self);
  g_task_return_boolean (task, TRUE);
}

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Act *act = g_task_get_task_data (task);
  g_autofree char *text = NULL;
  GError *error = NULL;

  if (!cor_cti_colleague_act_finish (COR_CTI (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (act->act == COR_COLLEAGUE_RECALL) {
    /* Translators: %s is a colleague who is in a call. */
    text = g_strdup_printf (_ ("Your phone will ring once %s is free."),
                            cor_colleague_get_name (act->colleague));
    cor_session_emit_told (g_task_get_source_object (task), text);
  }
  g_task_return_boolean (task, TRUE);
}

static void
on_listened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cor_cti_listen_finish (COR_CTI (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Takes the task. Their telephone that is in the call is named, where that is known. */
static void
act_on_call (CorSession *self, GTask *task)
{
  const Act *act = g_task_get_task_data (task);
  const CorColleagueNow *now = cor_colleague_get_now (act->colleague);
  const char *exten = now->at != NULL ? now->at : cor_colleague_get_extension (act->colleague);
  const char *device = cor_session_endpoint_of_device (self, self->texts[PROP_DEVICE]);

  if (device == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                             _ ("Choose a device that the call can ring at first."));
    g_object_unref (task);
  } else if (act->act == COR_COLLEAGUE_PICK_UP) {
    cor_cti_pick_up_async (self->cti, exten, device, self->account_cancellable, on_acted, task);
  } else {
    cor_cti_listen_async (self->cti, exten, device, act->act == COR_COLLEAGUE_INTRUDE, on_listened,
                          task);
  }
}

static void
tell_refused (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CorSession *self = COR_SESSION (source);
  g_autoptr (GError) error = NULL;

  if (!cor_session_act_on_colleague_finish (self, result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cor_session_emit_refused (self, error->message);
}

static void
return_error (GTask *task, const char *text)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", text);
  g_object_unref (task);
}

void
cor_session_act_on_colleague_async (CorSession *self,
                                    CorColleagueAct kind,
                                    const char *who,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback != NULL ? callback : tell_refused, user_data);
  CorColleague *colleague = find_colleague (self, who);
  Act *act;

  g_task_set_source_tag (task, cor_session_act_on_colleague_async);
  if (colleague == NULL) {
    return_error (task, _ ("There is no such colleague."));
    return;
  }
  if (!may (self, kind)) {
    return_error (task, _ ("Your account may not do that."));
    return;
  }
  act = g_new0 (Act, 1);
  act->act = kind;
  act->colleague = g_object_ref (colleague);
  g_task_set_task_data (task, act, act_free);
  if (kind == COR_COLLEAGUE_STAR || kind == COR_COLLEAGUE_UNSTAR)
    cor_cti_star_async (self->cti, colleague, kind == COR_COLLEAGUE_STAR, self->account_cancellable,
                        on_starred, task);
  else if (kind == COR_COLLEAGUE_RECALL)
    cor_cti_recall_async (self->cti, self->profile->main_extension,
                          cor_colleague_get_extension (colleague), self->account_cancellable,
                          on_acted, task);
  else
    act_on_call (self, task);
}

gboolean
cor_session_act_on_colleague_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Actions. --- */

static const struct {
  const char *name;
  CorColleagueAct act;
} acts[] = {
  { "star", COR_COLLEAGUE_STAR },       { "pick-up", COR_COLLEAGUE_PICK_UP },
  { "recall", COR_COLLEAGUE_RECALL },   { "listen", COR_COLLEAGUE_LISTEN },
  { "intrude", COR_COLLEAGUE_INTRUDE },
};

static void
on_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CorSession *self = user_data;
  const char *who = g_variant_get_string (parameter, NULL);
  CorColleague *colleague = find_colleague (self, who);

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++) {
    CorColleagueAct act = acts[i].act;

    if (!g_str_equal (g_action_get_name (G_ACTION (action)), acts[i].name))
      continue;
    if (act == COR_COLLEAGUE_STAR && colleague != NULL &&
        cor_colleague_get_favourite (colleague) != 0)
      act = COR_COLLEAGUE_UNSTAR;
    cor_session_act_on_colleague_async (self, act, who, NULL, NULL);
  }
}

void
cor_session_add_colleague_actions (CorSession *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++) {
    g_autoptr (GSimpleAction) action = g_simple_action_new (acts[i].name, G_VARIANT_TYPE_STRING);

    g_signal_connect (action, "activate", G_CALLBACK (on_activated), self);
    g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  }
}

void
cor_session_update_colleague_actions (CorSession *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++) {
    GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), acts[i].name);

    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), may (self, acts[i].act));
  }
}
