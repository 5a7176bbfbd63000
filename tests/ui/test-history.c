/* SPDX-License-Identifier: GPL-3.0-or-later
 * The history's pane: which calls, their days, how many, older ones, and the
 * number of those that were missed. */
#include "config.h"
#include "ui-test.h"
#include "format.h"
#include "history-dates.h"
#include "preferences.h"

#define DAY (24 * 3600)

typedef struct {
  CorSession *session;
  CorWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = cor_session_new ();
  fake_session_set_int (fixture->session, "state", COR_SESSION_READY);
  fixture->window = ui_window_new (fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->session);
}

static gint64
noon (int days_ago)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) today =
    g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                           g_date_time_get_day_of_month (now), 12, 0, 0);
  g_autoptr (GDateTime) day = g_date_time_add_days (today, -days_ago);

  return g_date_time_to_unix (day);
}

static void
add (Fixture *fixture, const char *name, CorHistoryDirection direction, gint64 time, gboolean heads)
{
  CorHistoryFields fields = { .id = name,
                              .direction = direction,
                              .time = time,
                              .number = "0721405516",
                              .name = name,
                              .queue = g_str_equal (name, "Quentin") ? "Support" : NULL,
                              .heads_day = heads };
  g_autoptr (CorHistoryEntry) entry = cor_history_entry_new (&fields);

  g_list_store_append (fake_session_get_history_store (fixture->session), entry);
}

static void
show (Fixture *fixture)
{
  add (fixture, "Anna", COR_HISTORY_MISSED, noon (0), TRUE);
  add (fixture, "Bruno", COR_HISTORY_OUT, noon (0) - 60, FALSE);
  add (fixture, "Quentin", COR_HISTORY_IN, noon (1), TRUE);
  add (fixture, "Dario", COR_HISTORY_OUT, noon (20), TRUE);
  add (fixture, "Elena", COR_HISTORY_IN, 0, TRUE);
  cor_window_show_pane (fixture->window, "history");
  ui_draw (GTK_WIDGET (fixture->window));
}

static GtkWidget *
pane_of (Fixture *fixture)
{
  return ui_find (fixture->window, "CorHistoryPane");
}

/* The names that are listed, in order. */
static void
assert_listed (Fixture *fixture, const char *expected)
{
  static const char *const names[] = { "Anna", "Bruno", "Quentin", "Dario", "Elena" };
  g_autoptr (GString) listed = g_string_new (NULL);

  ui_draw (GTK_WIDGET (fixture->window));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (ui_find_label (fixture->window, names[i]) != NULL)
      g_string_append_c (listed, names[i][0]);
  g_assert_cmpstr (listed->str, ==, expected);
}

static void
test_days (Fixture *fixture, gconstpointer data)
{
  g_autofree char *day = cor_format_day (noon (20), noon (0));

  show (fixture);
  g_assert_nonnull (ui_find_label (fixture->window, "Today"));
  g_assert_nonnull (ui_find_label (fixture->window, "Yesterday"));
  g_assert_nonnull (ui_find_label (fixture->window, day));
  g_assert_nonnull (ui_find_label (fixture->window, "Date Unknown"));
  g_assert_nonnull (ui_find_label (fixture->window, "12:00"));
  g_assert_nonnull (ui_find_label (fixture->window, "5 calls"));
}

static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  static const char *const listed[] = { "ABQDE", "A", "QE", "BD", "Q" };
  GtkDropDown *kinds;

  show (fixture);
  kinds =
    GTK_DROP_DOWN (gtk_widget_get_prev_sibling (ui_find (pane_of (fixture), "CorHistoryDates")));
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (kinds)), ==,
                    G_N_ELEMENTS (listed));
  for (guint i = 0; i < G_N_ELEMENTS (listed); i++) {
    gtk_drop_down_set_selected (kinds, i);
    assert_listed (fixture, listed[i]);
  }
  g_assert_nonnull (ui_find_label (fixture->window, "1 call"));
}

static void
choose_span (Fixture *fixture, const char *name)
{
  GtkWidget *dates = ui_find (fixture->window, "CorHistoryDates");
  GtkMenuButton *button = GTK_MENU_BUTTON (ui_find (dates, "GtkMenuButton"));
  GtkWidget *choice;

  gtk_menu_button_popup (button);
  ui_draw (GTK_WIDGET (fixture->window));
  choice = ui_find_named (gtk_menu_button_get_popover (button), name);
  g_assert_nonnull (choice);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (choice), TRUE);
  gtk_menu_button_popdown (button);
}

static void
test_dates (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dates;
  gint64 from, to;
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (noon (20));

  show (fixture);
  dates = ui_find (fixture->window, "CorHistoryDates");
  choose_span (fixture, "Today");
  assert_listed (fixture, "AB");
  choose_span (fixture, "Last 7 Days");
  assert_listed (fixture, "ABQ");
  choose_span (fixture, "Last 30 Days");
  assert_listed (fixture, "ABQD");
  choose_span (fixture, "From Day to Day");
  /* The first day comes first; with it alone the span goes to today. */
  gtk_calendar_select_day (GTK_CALENDAR (ui_find (gtk_menu_button_get_popover (GTK_MENU_BUTTON (
                                                    ui_find (dates, "GtkMenuButton"))),
                                                  "GtkCalendar")),
                           day);
  cor_history_dates_get (COR_HISTORY_DATES (dates), &from, &to);
  g_assert_cmpint (from, <=, noon (20));
  g_assert_cmpint (from, >, noon (20) - DAY);
  g_assert_cmpint (to, >, noon (0));
  assert_listed (fixture, "ABQD");
  choose_span (fixture, "Any Time");
  assert_listed (fixture, "ABQDE");
}

/* The end of what is known is in sight: the session hears of it, not again and again of a failure.
 */
static void
test_older (Fixture *fixture, gconstpointer data)
{
  show (fixture);
  g_free (fake_session_take_log (fixture->session));
  fake_session_set_reach (fixture->session, COR_HISTORY_MORE);
  ui_wait_until (g_strcmp0 (fake_session_take_log (fixture->session), "older") == 0);
  g_assert_nonnull (ui_find_label (fixture->window, "5+ calls"));
  fake_session_set_reach (fixture->session, COR_HISTORY_FETCHING);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (fixture->window, "Fetching older calls…"));
  fake_session_set_reach (fixture->session, COR_HISTORY_STUCK);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (fixture->window, "Older calls can't be fetched."));
  ui_assert_log (fixture->session, "");
  ui_click (fixture->window, "Try Again");
  ui_assert_log (fixture->session, "older");
  fake_session_set_reach (fixture->session, COR_HISTORY_ALL);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_label (fixture->window, "Older calls can't be fetched."));
}

static guint
badge_of (Fixture *fixture)
{
  GtkWidget *stack = ui_find (fixture->window, "AdwViewStack");
  AdwViewStackPage *page = adw_view_stack_get_page (ADW_VIEW_STACK (stack), pane_of (fixture));

  return adw_view_stack_page_get_badge_number (page);
}

/* Counted on the pane's switch, until the pane is before somebody's eyes. */
static void
test_badge (Fixture *fixture, gconstpointer data)
{
  fake_session_set_missed (fixture->session, 3);
  g_assert_cmpuint (badge_of (fixture), ==, 3);
  ui_assert_log (fixture->session, "");
  cor_window_show_pane (fixture->window, "history");
  ui_wait_until (gtk_window_is_active (GTK_WINDOW (fixture->window)));
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_cmpuint (badge_of (fixture), ==, 0);
  ui_assert_log (fixture->session, "see-missed");
  fake_session_set_missed (fixture->session, 1);
  g_assert_cmpuint (badge_of (fixture), ==, 0);
}

static void
test_preferences (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (COR_APP_ID);
  GtkWidget *preferences;
  GtkWidget *group;
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *dialog = NULL;

  g_settings_set_uint (settings, "history-days", 12);
  preferences = GTK_WIDGET (cor_preferences_new (GTK_WINDOW (fixture->window), fixture->session));
  gtk_window_present (GTK_WINDOW (preferences));
  ui_draw (preferences);
  group = ui_find (preferences, "CorPreferencesHistory");
  g_assert_nonnull (ui_find_label (group, "After 12 days"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_find (group, "AdwComboRow")), 1);
  g_assert_cmpuint (g_settings_get_uint (settings, "history-days"), ==, 7);
  gtk_switch_set_active (GTK_SWITCH (ui_find (group, "GtkSwitch")), FALSE);
  g_assert_false (g_settings_get_boolean (settings, "keep-history"));
  g_settings_reset (settings, "keep-history");
  g_settings_reset (settings, "history-days");
  ui_click (group, "Delete…");
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (ADW_IS_MESSAGE_DIALOG (window))
      dialog = window;
  }
  g_assert_nonnull (dialog);
  ui_assert_log (fixture->session, "");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "delete");
  ui_assert_log (fixture->session, "clear-history");
  gtk_window_destroy (GTK_WINDOW (preferences));
}

#define ADD(name, test) g_test_add ("/ui/history/" name, Fixture, NULL, set_up, test, tear_down)

void
add_history_tests (void)
{
  ADD ("days", test_days);
  ADD ("kinds", test_kinds);
  ADD ("dates", test_dates);
  ADD ("older", test_older);
  ADD ("badge", test_badge);
  ADD ("preferences", test_preferences);
}
