/* SPDX-License-Identifier: GPL-3.0-or-later
 * What works and what does not: one diagnosis for the window, the command line
 * and D-Bus, so that all see the same. */
#include "config.h"
#include "diagnosis-table.h"
#include "model/redact.h"
#include "session-looks.h"
#include "session/diagnosis.h"
#include <glib/gi18n-lib.h>

/* --- Looking --- */

static void
look (CorRun *run, CorLook what, gpointer session)
{
  switch (what) {
  case COR_LOOK_CONNECTION:
    cor_look_at_connection (session, run);
    break;
  case COR_LOOK_MIRROR:
    cor_look_at_mirror (session, run);
    break;
  case COR_LOOK_LINKS:
    cor_look_at_links (run);
    break;
  case COR_LOOK_SERVICE:
    cor_look_at_service (run);
    break;
  case COR_LOOK_BROWSERS:
    cor_look_at_browsers (run);
    break;
  case COR_LOOK_PHONE:
    cor_look_at_desk_phone (session, run);
    break;
  case COR_LOOK_SOUND:
    cor_look_at_sound (session, run);
    break;
  case COR_LOOK_MICROPHONE:
    cor_look_at_microphone (session, run);
    break;
  case COR_N_LOOKS:
  default:
    break;
  }
}

GListModel *
cor_session_get_checks (CorSession *self)
{
  return cor_diagnosis_get_checks (self->diagnosis);
}

GListModel *
cor_session_get_connection_steps (CorSession *self)
{
  return cor_diagnosis_get_steps (self->diagnosis);
}

const char *
cor_session_get_check_group_title (const char *group)
{
  const char *title = cor_check_group_title (group);

  return title != NULL ? _ (title) : NULL;
}

gboolean
cor_session_diagnose (CorSession *self, const char *only, gboolean may_call)
{
  return cor_diagnosis_run (self->diagnosis, only, may_call);
}

gboolean
cor_session_test_connection (CorSession *self, const char *host)
{
  if (self->state == COR_SESSION_READY)
    return FALSE;
  g_free (self->trial_host);
  self->trial_host = g_strdup (host);
  return cor_diagnosis_run (self->diagnosis, "connection", FALSE);
}

void
cor_session_stop_diagnosis (CorSession *self)
{
  cor_diagnosis_cancel (self->diagnosis);
}

/* --- As values --- */

static GVariant *list_checks (GListModel *checks, const char *group);

static GVariant *
describe (CorCheck *check)
{
  GListModel *steps = cor_check_get_steps (check);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "id", "s", cor_check_get_id (check));
  g_variant_dict_insert (&dict, "group", "s", cor_check_get_group (check));
  g_variant_dict_insert (&dict, "title", "s", cor_check_get_title (check));
  g_variant_dict_insert (&dict, "status", "s",
                         cor_check_result_to_word (cor_check_get_result (check)));
  g_variant_dict_insert (&dict, "reason", "s", cor_check_get_reason (check));
  if (cor_check_get_action (check) != NULL) {
    g_variant_dict_insert (&dict, "fix", "s", cor_check_get_fix (check));
    g_variant_dict_insert (&dict, "action", "s", cor_check_get_action (check));
  }
  if (g_list_model_get_n_items (steps) > 0)
    g_variant_dict_insert_value (&dict, "steps", list_checks (steps, ""));
  return g_variant_dict_end (&dict);
}

/* group: or "" for all. */
static GVariant *
list_checks (GListModel *checks, const char *group)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < g_list_model_get_n_items (checks); i++) {
    g_autoptr (CorCheck) check = g_list_model_get_item (checks, i);

    if (*group == '\0' || g_str_equal (group, cor_check_get_group (check)))
      g_variant_builder_add_value (&builder, describe (check));
  }
  return g_variant_builder_end (&builder);
}

static CorCheck *
find_check (CorSession *self, const char *id)
{
  GListModel *checks = cor_session_get_checks (self);

  for (guint i = 0; i < g_list_model_get_n_items (checks); i++) {
    g_autoptr (CorCheck) check = g_list_model_get_item (checks, i);

    if (g_str_equal (id, cor_check_get_id (check)))
      return check; /* the list keeps it */
  }
  return NULL;
}

/* The first thing about it that fails; else how its way is. */
static const char *
describe_phone (CorSession *self)
{
  static const char *const ids[] = { "desk.assigned", "desk.registered", "desk.route", "desk.ping",
                                     "desk.firewall" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    CorCheck *check = find_check (self, ids[i]);

    if (cor_check_get_result (check) == COR_CHECK_FAIL)
      return cor_check_get_reason (check);
  }
  return cor_check_get_reason (find_check (self, "desk.ping"));
}

static void
add_phone (CorSession *self, GVariantDict *answer)
{
  CorDevice *phone = cor_look_find_desk_phone (self);
  const CorReach *reach =
    phone != NULL ? cor_session_get_reach (self, cor_device_get_id (phone)) : NULL;

  g_variant_dict_insert (answer, "reason", "s", describe_phone (self));
  g_variant_dict_insert (answer, "reachable", "b",
                         reach != NULL && reach->probed && reach->result == COR_PROBE_OPEN);
  if (phone != NULL)
    g_variant_dict_insert (answer, "device", "s", cor_device_get_id (phone));
  if (reach != NULL && reach->probed)
    g_variant_dict_insert (answer, "ms", "u", reach->ms);
}

/* only: as of cor_session_diagnose_async() */
static GVariant *
build (CorSession *self, const char *only)
{
  GVariantDict answer;

  g_variant_dict_init (&answer, NULL);
  if (g_str_equal (only, "line"))
    g_variant_dict_insert_value (&answer, "checks", cor_session_check_lines (self));
  else if (g_str_equal (only, "connection"))
    g_variant_dict_insert_value (&answer, "checks",
                                 list_checks (cor_session_get_connection_steps (self), ""));
  else
    g_variant_dict_insert_value (&answer, "checks",
                                 list_checks (cor_session_get_checks (self), only));
  if (g_str_equal (only, "deskphone"))
    add_phone (self, &answer);
  return g_variant_ref_sink (g_variant_dict_end (&answer));
}

static void
answer (CorSession *self, GTask *task)
{
  g_task_return_pointer (task, build (self, g_task_get_task_data (task)),
                         (GDestroyNotify)g_variant_unref);
  g_object_unref (task);
}

static void
on_running_changed (CorSession *self)
{
  cor_session_notify (self, PROP_DIAGNOSING);
  if (cor_diagnosis_is_running (self->diagnosis))
    return;
  g_clear_pointer (&self->trial_host, g_free);
  while (self->diagnoses->len > 0)
    answer (self, g_ptr_array_steal_index (self->diagnoses, 0));
}

void
cor_session_diagnose_async (CorSession *self,
                            const char *only,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cor_session_diagnose_async);
  g_task_set_task_data (task, g_strdup (only), g_free);
  if (g_str_equal (only, "line")) {
    answer (self, task);
    return;
  }
  g_ptr_array_add (self->diagnoses, task);
  if (cor_session_diagnose (self, only, g_str_equal (only, "connection")))
    return;
  g_ptr_array_remove (self->diagnoses, task);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("There are no checks “%s”. There are: webphone, links, deskphone, "
                              "audio, connection, line."),
                           only);
  g_object_unref (task);
}

GVariant *
cor_session_diagnose_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- As text --- */

static void
write_check (GString *text, CorCheck *check, const char *indent)
{
  static const char *const words[] = { [COR_CHECK_WAITING] = N_ ("Not tried"),
                                       [COR_CHECK_PASS] = N_ ("OK"),
                                       [COR_CHECK_FAIL] = N_ ("Trouble"),
                                       [COR_CHECK_SKIP] = N_ ("Skipped") };
  GListModel *steps = cor_check_get_steps (check);

  g_string_append_printf (text, "%s[%s] %s (%s)\n", indent, _ (words[cor_check_get_result (check)]),
                          cor_check_get_title (check), cor_check_get_id (check));
  if (*cor_check_get_reason (check) != '\0')
    g_string_append_printf (text, "%s    %s\n", indent, cor_check_get_reason (check));
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (CorCheck) step = g_list_model_get_item (steps, i);

    write_check (text, step, "    ");
  }
}

char *
cor_session_dup_diagnosis_report (CorSession *self)
{
  GListModel *checks = cor_session_get_checks (self);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *group = "";

  g_string_append_printf (text, "Cornetta %s\n", COR_VERSION);
  for (guint i = 0; i < g_list_model_get_n_items (checks); i++) {
    g_autoptr (CorCheck) check = g_list_model_get_item (checks, i);

    if (!g_str_equal (group, cor_check_get_group (check))) {
      group = cor_check_get_group (check);
      g_string_append_printf (text, "\n%s\n", cor_session_get_check_group_title (group));
    }
    write_check (text, check, "");
  }
  return cor_redact_text (text->str);
}

char *
cor_session_dup_message_for_admin (CorSession *self, const char *id)
{
  CorCheck *check = find_check (self, id);

  if (check == NULL)
    return g_strdup ("");
  /* Translators: a user's name, a server, then what is missing. */
  return g_strdup_printf (_ ("Cornetta, user %s at %s: %s"),
                          self->texts[PROP_USER_NAME] != NULL ? self->texts[PROP_USER_NAME] : "?",
                          self->texts[PROP_HOST] != NULL ? self->texts[PROP_HOST] : "?",
                          cor_check_get_reason (check));
}

/* --- Life --- */

void
cor_session_start_diagnosis (CorSession *self)
{
  self->versions = g_string_new (NULL);
  self->diagnoses = g_ptr_array_new ();
  self->diagnosis = cor_diagnosis_new (look, self, self->clock);
  g_signal_connect_object (self->diagnosis, "notify::running", G_CALLBACK (on_running_changed),
                           self, G_CONNECT_SWAPPED);
  cor_session_add_mending (self);
}

void
cor_session_end_diagnosis (CorSession *self)
{
  g_object_unref (self->diagnosis);
  g_ptr_array_unref (self->diagnoses);
  g_string_free (self->versions, TRUE);
  g_free (self->phone_rang_text);
  g_free (self->trial_host);
}
