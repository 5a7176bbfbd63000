/* SPDX-License-Identifier: GPL-3.0-or-later
 * A diagnosis that a test decides, for the windows' tests. Until it does, one thing is wrong, one
 * is skipped and the rest is well. */
#include "config.h"
#include "fake-session.h"
#include "session/diagnosis.h"
#include "session/trace.h"

#define KEY "fake-checks"

static const struct {
  const char *id;
  const char *group;
  const char *title;
  CorVerdict verdict;
} rows[] = {
  { "auth.token",
    "webphone",
    "Signed in to NethVoice CTI",
    { COR_CHECK_PASS, (char *)"The server knows you.", NULL, NULL } },
  { "link.default",
    "links",
    "Cornetta is what opens phone links",
    { COR_CHECK_FAIL, (char *)"Clicks open something else: tel: R&D <Phone>.", "Make Default",
      (char *)"app.mend::link.default" } },
  { "net.server",
    "links",
    "The connection to the server",
    { COR_CHECK_PASS, (char *)"Every step that was tried works.", NULL, NULL } },
  { "desk.test",
    "deskphone",
    "The desk phone rings",
    { COR_CHECK_SKIP, (char *)"Only you can hear it: have it rung.", "Ring My Phone",
      (char *)"app.mend::desk.test" } },
  { "audio.mic.level",
    "audio",
    "The microphone hears something",
    { COR_CHECK_SKIP, (char *)"Nobody spoke. Speak in the first seconds of the diagnosis.", NULL,
      NULL } },
};

static void
add_step (CorCheck *server)
{
  const CorVerdict well = { COR_CHECK_PASS, (char *)"Port 443 of cti.example.org is open.", NULL,
                            NULL };
  g_autoptr (CorCheck) step =
    cor_check_new ("connection.tcp", "connection", "The server accepts connections (TCP)");

  cor_check_take_verdict (step, &well);
  cor_check_add_step (server, step);
}

GListModel *
cor_session_get_checks (CorSession *self)
{
  GListStore *checks = g_object_get_data (G_OBJECT (self), KEY);

  if (checks != NULL)
    return G_LIST_MODEL (checks);
  checks = g_list_store_new (COR_TYPE_CHECK);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CorCheck) check = cor_check_new (rows[i].id, rows[i].group, rows[i].title);

    if (g_str_equal (rows[i].id, "net.server"))
      add_step (check);
    g_list_store_append (checks, check);
  }
  g_object_set_data_full (G_OBJECT (self), KEY, checks, g_object_unref);
  return G_LIST_MODEL (checks);
}

GListModel *
cor_session_get_connection_steps (CorSession *self)
{
  g_autoptr (CorCheck) server = g_list_model_get_item (cor_session_get_checks (self), 2);

  return cor_check_get_steps (server);
}

/* What was tried: "fake-trial". */
gboolean
cor_session_test_connection (CorSession *self, const char *host)
{
  g_object_set_data_full (G_OBJECT (self), "fake-trial", g_strdup (host), g_free);
  return TRUE;
}

const char *
cor_session_get_check_group_title (const char *group)
{
  if (g_str_equal (group, "webphone"))
    return "Calls from This Computer";
  if (g_str_equal (group, "links"))
    return "Clicks on Phone Numbers";
  return g_str_equal (group, "audio") ? "Sound" : "Desk Phone";
}

gboolean
cor_session_diagnose (CorSession *self, const char *only, gboolean may_call)
{
  GListModel *checks = cor_session_get_checks (self);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CorCheck) check = g_list_model_get_item (checks, i);

    cor_check_take_verdict (check, &rows[i].verdict);
  }
  return TRUE;
}

void
cor_session_stop_diagnosis (CorSession *self)
{
}

char *
cor_session_dup_diagnosis_report (CorSession *self)
{
  return g_strdup ("The report");
}

char *
cor_session_dup_message_for_admin (CorSession *self, const char *id)
{
  return g_strdup_printf ("About %s", id);
}

void
cor_session_note_version (CorSession *self, const char *part, const char *version)
{
}

void
cor_session_save_trace_async (CorSession *self,
                              GFile *file,
                              gboolean numbers,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cor_session_save_trace_async);
  g_task_return_boolean (task, TRUE);
}

gboolean
cor_session_save_trace_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
