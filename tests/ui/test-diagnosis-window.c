/* SPDX-License-Identifier: GPL-3.0-or-later
 * The diagnosis as its user sees it: a sign, a word, a sentence, and a button where one helps. */
#include "config.h"
#include "ui-test.h"
#include "connection-window.h"
#include "diagnosis-window.h"
#include "log-window.h"
#include "model/trace.h"
#include "session/diagnosis.h"

typedef struct {
  CorSession *session;
  CorWindow *main;
  GtkWindow *window;
  GSimpleActionGroup *actions;
  char *mended;
} Fixture;

static void
on_mend (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Fixture *fixture = data;

  g_free (fixture->mended);
  fixture->mended = g_variant_dup_string (parameter, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const GActionEntry entries[] = {
    { .name = "mend", .activate = on_mend, .parameter_type = "s" },
  };

  fixture->session = cor_session_new ();
  fake_session_set_int (fixture->session, "state", COR_SESSION_READY);
  fixture->main = ui_window_new (fixture->session);
  fixture->window = cor_diagnosis_window_new (GTK_WINDOW (fixture->main), fixture->session);
  fixture->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->actions), entries, G_N_ELEMENTS (entries),
                                   fixture);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window), "app",
                                  G_ACTION_GROUP (fixture->actions));
  gtk_window_present (fixture->window);
  ui_draw (GTK_WIDGET (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  gtk_window_destroy (GTK_WINDOW (fixture->main));
  g_object_unref (fixture->actions);
  g_free (fixture->mended);
  g_assert_finalize_object (fixture->session);
}

static void
set (Fixture *fixture, guint i, CorCheckResult result, const char *reason)
{
  g_autoptr (CorCheck) check = g_list_model_get_item (cor_session_get_checks (fixture->session), i);
  const CorVerdict verdict = { result, (char *)reason, NULL, NULL };

  cor_check_take_verdict (check, &verdict);
  ui_draw (GTK_WIDGET (fixture->window));
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_assert_nonnull (ui_find_label (fixture->window, "Clicks on Phone Numbers"));
  g_assert_nonnull (ui_find_label (fixture->window, "OK: The server knows you."));
  g_assert_nonnull (
    ui_find_label (fixture->window, "Trouble: Clicks open something else: tel: R&D <Phone>."));
  g_assert_nonnull (
    ui_find_label (fixture->window, "Skipped: Only you can hear it: have it rung."));
  g_assert_nonnull (ui_find_label (fixture->window, "1 thing needs your attention."));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (ui_find (fixture->window, "AdwExpanderRow")),
                                 TRUE);
  ui_wait_until (ui_find_label (fixture->window, "The server accepts connections (TCP)") != NULL);
}

static void
test_fix (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button =
    ui_find_named (fixture->window, "Make Default, Cornetta is what opens phone links");

  g_assert_nonnull (button);
  gtk_widget_activate (button);
  ui_wait_until (fixture->mended != NULL);
  g_assert_cmpstr (fixture->mended, ==, "link.default");
  set (fixture, 1, COR_CHECK_PASS, "Clicks on phone numbers come here.");
  g_assert_false (gtk_widget_get_mapped (button));
  g_assert_nonnull (ui_find_label (fixture->window, "Nothing is wrong that could be looked at."));
}

/* One by one, while it is looked. */
static void
test_waiting (Fixture *fixture, gconstpointer data)
{
  g_assert_nonnull (ui_find_named (fixture->window, "Run Again"));
  set (fixture, 0, COR_CHECK_WAITING, NULL);
  g_assert_nonnull (ui_find_label (fixture->window, "Looking…"));
  g_assert_nonnull (
    ui_find_label (fixture->window, "4 of 5 looked at. Say a few words, for the microphone."));
  g_assert_true (gtk_widget_get_mapped (ui_find_named (fixture->window, "Stop")));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "diagnosis.again", NULL);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (fixture->window, "OK: The server knows you."));
}

/* What the sign-in form names is tried, and again. */
static void
test_connection (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window =
    cor_connection_window_new (GTK_WINDOW (fixture->main), fixture->session, "cti.example.org");
  GListModel *steps = cor_session_get_connection_steps (fixture->session);
  g_autoptr (CorCheck) step = g_list_model_get_item (steps, 0);
  const CorVerdict refused = { COR_CHECK_FAIL, (char *)"Port 443 refuses.", NULL, NULL };
  const CorVerdict waiting = { .result = COR_CHECK_WAITING };

  gtk_window_present (window);
  ui_draw (GTK_WIDGET (window));
  g_assert_cmpstr (g_object_get_data (G_OBJECT (fixture->session), "fake-trial"), ==,
                   "cti.example.org");
  g_assert_nonnull (ui_find_label (window, "cti.example.org"));
  g_assert_nonnull (ui_find_label (window, "The server is there: sign in."));
  cor_check_take_verdict (step, &waiting);
  g_assert_false (gtk_widget_get_sensitive (ui_find_named (window, "Run Again")));
  cor_check_take_verdict (step, &refused);
  ui_draw (GTK_WIDGET (window));
  g_assert_nonnull (ui_find_label (window, "Trouble: Port 443 refuses."));
  g_assert_nonnull (ui_find_label (window, "The first step with trouble is the one to mend."));
  g_object_set_data (G_OBJECT (fixture->session), "fake-trial", NULL);
  gtk_widget_activate (ui_find_named (window, "Run Again"));
  ui_wait_until (g_object_get_data (G_OBJECT (fixture->session), "fake-trial") != NULL);
  gtk_window_destroy (window);
}

static char *
read_view (GtkWindow *window)
{
  GtkTextBuffer *buffer =
    gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find (window, "GtkTextView")));
  char *text;

  g_object_get (buffer, "text", &text, NULL);
  return text;
}

/* What comes is shown, without secrets and whole numbers; how much of it is chosen here. */
static void
test_log (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window;
  g_autofree char *all = NULL;
  g_autofree char *few = NULL;

  cor_trace_note (COR_TRACE_LOG, "cornetta debug: called 0721405516, password=hunter2x");
  cor_trace_note (COR_TRACE_LOG, "cornetta warning: the sound is late");
  window = cor_log_window_new (NULL);
  gtk_window_present (window);
  all = read_view (window);
  g_assert_nonnull (strstr (all, "called xxxxxxxx16, password=***"));
  g_assert_null (strstr (all, "hunter2x"));
  g_assert_nonnull (strstr (all, "the sound is late"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_find (window, "GtkDropDown")), 2);
  g_assert_cmpstr (cor_trace_get_log_level (), ==, "warning");
  few = read_view (window);
  g_assert_null (strstr (few, "called"));
  g_assert_nonnull (strstr (few, "the sound is late"));
  cor_trace_note (COR_TRACE_LOG, "cornetta warning: again");
  for (gboolean seen = FALSE; !seen;) {
    g_autofree char *now = read_view (window);

    seen = strstr (now, "again") != NULL;
    g_main_context_iteration (NULL, !seen);
  }
  gtk_window_destroy (window);
  cor_trace_set_log_level ("default");
  cor_trace_forget ();
}

void
add_diagnosis_tests (void)
{
  static const struct {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/diagnosis-window/words", test_words },
    { "/diagnosis-window/fix", test_fix },
    { "/diagnosis-window/waiting", test_waiting },
    { "/diagnosis-window/connection", test_connection },
    { "/diagnosis-window/log", test_log },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
}
