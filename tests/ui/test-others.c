/* SPDX-License-Identifier: GPL-3.0-or-later
 * Other people's calls in the history's pane, where they may be seen. M62 */
#include "config.h"
#include "ui-test.h"

typedef struct {
  CorSession *session;
  CorWindow *window;
  GtkWidget *whose; /* the choice */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->session = cor_session_new ();
  fake_session_set_int (f->session, "state", COR_SESSION_READY);
  fake_session_fill (f->session);
  f->window = ui_window_new (f->session);
  cor_window_show_pane (f->window, "history");
  f->whose = ui_find (f->window, "CorHistoryWhoseButton");
  ui_draw (GTK_WIDGET (f->window));
  g_free (fake_session_take_log (f->session));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_assert_finalize_object (f->session);
}

static void
choose (Fixture *f, guint line)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (adw_bin_get_child (ADW_BIN (f->whose))), line);
  ui_draw (GTK_WIDGET (f->window));
}

static void
test_by_permission (Fixture *f, gconstpointer data)
{
  g_assert_false (gtk_widget_get_visible (f->whose));
  fake_session_set_others (f->session, TRUE);
  g_assert_true (gtk_widget_get_visible (f->whose));
  g_assert_nonnull (ui_find_named (f->window, "Calls of: You"));
  choose (f, 2);
  ui_assert_log (f->session, "others everybody\nothers-fill 0 ");
  g_assert_nonnull (ui_find_named (f->window, "Calls of: Everybody"));
  g_assert_nonnull (ui_find_label (f->window, "To Bob Bianchi"));
  /* What may no longer be seen is not. */
  fake_session_set_others (f->session, FALSE);
  ui_draw (GTK_WIDGET (f->window));
  g_assert_false (gtk_widget_get_visible (f->whose));
  g_assert_null (ui_find_label (f->window, "To Bob Bianchi"));
}

static void
test_filter (Fixture *f, gconstpointer data)
{
  GtkWidget *kinds;

  fake_session_set_others (f->session, TRUE);
  choose (f, 1);
  ui_assert_log (f->session, "others groups\nothers-fill 0 ");
  kinds = ui_find_named (f->window, "Calls: All");
  if (!GTK_IS_DROP_DOWN (kinds))
    kinds = gtk_widget_get_ancestor (kinds, GTK_TYPE_DROP_DOWN);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (kinds), COR_HISTORY_ONLY_MISSED);
  ui_assert_log (f->session, "others-fill 1 ");
  g_assert_nonnull (ui_find_label (f->window, "10+ calls"));
  choose (f, 0);
  g_assert_null (ui_find_label (f->window, "To Bob Bianchi"));
}

/* Digits that the server hides are nothing to call. */
static void
test_masked (Fixture *f, gconstpointer data)
{
  GtkWidget *label;

  fake_session_set_others (f->session, TRUE);
  choose (f, 1);
  label = ui_find_label (f->window, "0721405xxx");
  g_assert_nonnull (label);
  g_assert_null (gtk_widget_get_ancestor (label, g_type_from_name ("CorNumberButton")));
  g_assert_null (ui_find_named (f->window, "Call 0721405xxx"));
  g_assert_null (ui_find_named (f->window, "Call xxx"));
}

/* A missed call that others missed is none that the user has looked at. */
static void
test_missed_stay (Fixture *f, gconstpointer data)
{
  g_autofree char *log = NULL;

  fake_session_set_others (f->session, TRUE);
  choose (f, 1);
  g_free (fake_session_take_log (f->session));
  fake_session_set_missed (f->session, 2);
  ui_draw (GTK_WIDGET (f->window));
  log = fake_session_take_log (f->session);
  g_assert_cmpstr (log, ==, "");
}

void
add_others_tests (void)
{
  static const struct {
    const char *path;
    void (*run) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/others/by-permission", test_by_permission },
    { "/others/filter", test_filter },
    { "/others/masked", test_masked },
    { "/others/missed-stay", test_missed_stay },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
}
