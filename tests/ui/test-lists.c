/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows, lists and the entry above them: what is shown, what may be called, and
 * what follows when the mirror changes. */
#include "config.h"
#include "ui-test.h"
#include "contact-page.h"
#include "contact-row.h"
#include "dial-entry.h"
#include "history-row.h"

typedef struct {
  CorSession *session;
  CorWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = cor_session_new ();
  fake_session_set_int (fixture->session, "state", COR_SESSION_READY);
  if (data != NULL)
    fake_session_fill (fixture->session);
  fixture->window = ui_window_new (fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->session);
}

static CorContact *
new_contact (const char *name, const char *number, gboolean masked)
{
  CorContactPhone phone = { COR_PHONE_MOBILE, number, masked };
  CorContactFields fields = {
    .id = 1, .source = "cti", .name = name, .phones = &phone, .n_phones = 1
  };

  return cor_contact_new (&fields);
}

static void
add_contact (Fixture *fixture, const char *name, const char *number, gboolean masked)
{
  g_autoptr (CorContact) contact = new_contact (name, number, masked);

  g_list_store_append (fake_session_get_contact_store (fixture->session), contact);
  ui_draw (GTK_WIDGET (fixture->window));
}

static void
add_entry (Fixture *fixture, const char *name, const char *number)
{
  CorHistoryFields fields = {
    .id = "1", .direction = COR_HISTORY_MISSED, .time = 1700000000, .number = number, .name = name
  };
  g_autoptr (CorHistoryEntry) entry = cor_history_entry_new (&fields);

  g_list_store_append (fake_session_get_history_store (fixture->session), entry);
  ui_draw (GTK_WIDGET (fixture->window));
}

/* A drop-down has a list of its own. */
static GtkWidget *
history_list (Fixture *fixture)
{
  GtkWidget *pane = ui_find (fixture->window, "CorHistoryPane");

  return ui_find (ui_find (pane, "CorListPane"), "GtkListView");
}

static void
choose_missed (Fixture *fixture)
{
  GtkWidget *kinds = gtk_widget_get_prev_sibling (ui_find (fixture->window, "CorHistoryDates"));

  gtk_drop_down_set_selected (GTK_DROP_DOWN (kinds), COR_HISTORY_ONLY_MISSED);
  ui_draw (GTK_WIDGET (fixture->window));
}

static GtkWidget *
entry_of (Fixture *fixture)
{
  return ui_find (fixture->window, "GtkSearchEntry");
}

static void
type (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry_of (fixture)), text);
  ui_draw (GTK_WIDGET (fixture->window));
}

static void
press_enter (Fixture *fixture)
{
  g_signal_emit_by_name (entry_of (fixture), "activate");
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_assert_nonnull (ui_find_label (fixture->window, "No Contacts"));
  fake_session_set_sync_fraction (fixture->session, 0.5);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (fixture->window, "Fetching the Phonebook"));
  /* What one typed is text, never markup. */
  type (fixture, "<b>x & y");
  g_assert_nonnull (ui_find_label (fixture->window, "Nobody in the phonebook matches “<b>x & y”. "
                                                    "Type a number to call it."));
  type (fixture, "");
  cor_window_show_pane (fixture->window, "history");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (fixture->window, "No Calls Yet"));
  choose_missed (fixture);
  g_assert_nonnull (ui_find_label (fixture->window, "No Missed Calls"));
}

static void
test_contact_row (Fixture *fixture, gconstpointer data)
{
  add_contact (fixture, "Anna Rossi", "333 555", FALSE);
  g_assert_null (ui_find_label (fixture->window, "No Contacts"));
  g_assert_nonnull (ui_find_named (fixture->window, "Anna Rossi, 333 555"));
  ui_click (fixture->window, "Call Anna Rossi");
  ui_assert_log (fixture->session, "dial 333 555 contact");
}

static const char *
focused_type (Fixture *fixture)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  return focus != NULL ? G_OBJECT_TYPE_NAME (focus) : NULL;
}

/* Enter, where the keyboard is. */
static void
activate_focus (Fixture *fixture)
{
  g_assert_true (gtk_widget_activate (gtk_root_get_focus (GTK_ROOT (fixture->window))));
  ui_draw (GTK_WIDGET (fixture->window));
}

/* Enter on a row opens the person; the button that calls is a Tab further, and back again. */
static void
test_row_keys (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list, *page, *row;

  add_contact (fixture, "Anna Rossi", "333 555", FALSE);
  list = ui_find (ui_find (fixture->window, "CorPhonebookPane"), "GtkListView");
  gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
  g_assert_cmpstr (focused_type (fixture), ==, "GtkListItemWidget");
  row = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_true (ui_find_named (fixture->window, "Anna Rossi, 333 555") == row);
  activate_focus (fixture);
  ui_assert_log (fixture->session, "");
  page = ui_find (fixture->window, "CorContactPage");
  g_assert_true (gtk_widget_get_mapped (page));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.close-side", NULL);
  ui_draw (GTK_WIDGET (fixture->window));
  gtk_widget_grab_focus (row);
  gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
  g_assert_cmpstr (focused_type (fixture), ==, "GtkButton");
  gtk_widget_child_focus (list, GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == row);
  gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) ==
                 ui_find_named (fixture->window, "Call Anna Rossi"));
}

/* By the arrows from row to row, over the buttons. */
static void
test_arrow_keys (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = ui_find (ui_find (fixture->window, "CorPhonebookPane"), "GtkListView");
  GtkWidget *first, *second;

  gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
  first = gtk_root_get_focus (GTK_ROOT (fixture->window));
  gtk_widget_child_focus (list, GTK_DIR_DOWN);
  second = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_cmpstr (focused_type (fixture), ==, "GtkListItemWidget");
  g_assert_true (first != second);
  gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
  g_assert_cmpstr (focused_type (fixture), ==, "GtkButton");
  gtk_widget_child_focus (list, GTK_DIR_UP);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == first);
}

static void
test_masked (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page;

  add_contact (fixture, "Anna Rossi", "333555xxx", TRUE);
  add_entry (fixture, NULL, "333555xxx");
  g_assert_nonnull (ui_find_label (fixture->window, "333555xxx"));
  g_assert_null (ui_find_named (fixture->window, "Call Anna Rossi"));
  type (fixture, "anna");
  g_assert_null (ui_find_named (fixture->window, "Call Anna"));
  press_enter (fixture);
  type (fixture, "");
  g_signal_emit_by_name (ui_find (fixture->window, "GtkListView"), "activate", 0);
  ui_draw (GTK_WIDGET (fixture->window));
  page = ui_find (fixture->window, "CorContactPage");
  g_assert_nonnull (ui_find_label (page, "333555xxx"));
  g_assert_null (ui_find_named (page, "Call"));
  g_assert_null (ui_find_named (page, "Copy"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.close-side", NULL);
  cor_window_show_pane (fixture->window, "history");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (fixture->window, "333555xxx"));
  g_assert_null (ui_find_named (fixture->window, "Call 333555xxx"));
  g_signal_emit_by_name (history_list (fixture), "activate", 0);
  ui_assert_log (fixture->session, "");
}

static void
test_contact_page (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page;

  g_signal_emit_by_name (ui_find (fixture->window, "GtkListView"), "activate", 0);
  ui_draw (GTK_WIDGET (fixture->window));
  page = ui_find (fixture->window, "CorContactPage");
  g_assert_true (gtk_widget_get_mapped (page));
  g_assert_nonnull (ui_find_label (page, "Extension"));
  g_assert_nonnull (ui_find_label (page, "Mobile"));
  g_assert_nonnull (ui_find_label (page, "Home, digits hidden by your administrator"));
  ui_click (page, "Call +39 333 555 1000");
  ui_assert_log (fixture->session, "dial +39 333 555 1000 contact");
  ui_click (page, "Copy 201");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (fixture->window, "Number copied"));
  ui_click (fixture->window, "Close the Contact");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_false (gtk_widget_get_mapped (page));
}

static void
test_history (Fixture *fixture, gconstpointer data)
{
  add_entry (fixture, "Anna Rossi", "0721405516");
  add_entry (fixture, NULL, "");
  cor_window_show_pane (fixture->window, "history");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (
    ui_find_named (fixture->window, "Missed call, Anna Rossi, Tuesday 14 November 2023, 23:13:20"));
  g_assert_nonnull (ui_find_label (fixture->window, "Unknown"));
  g_assert_null (ui_find_named (fixture->window, "Call Unknown"));
  ui_click (fixture->window, "Call Anna Rossi");
  ui_assert_log (fixture->session, "dial 0721405516 history");
  g_signal_emit_by_name (history_list (fixture), "activate", 0);
  ui_assert_log (fixture->session, "dial 0721405516 history");
}

static void
test_missed (Fixture *fixture, gconstpointer data)
{
  cor_window_show_pane (fixture->window, "history");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_named (fixture->window, "Outgoing call"));
  choose_missed (fixture);
  g_assert_nonnull (ui_find_named (fixture->window, "Missed call"));
  g_assert_null (ui_find_named (fixture->window, "Outgoing call"));
}

/* A row that is being read shows nothing, and offers nothing. */
static void
test_placeholder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CorContact) nobody = cor_contact_new (&(CorContactFields){ 0 });
  g_autoptr (CorHistoryEntry) nothing = cor_history_entry_new (&(CorHistoryFields){ 0 });
  GtkWidget *rows[] = { g_object_ref_sink (cor_contact_row_new ()),
                        g_object_ref_sink (cor_history_row_new ()) };

  cor_contact_row_set_item (COR_CONTACT_ROW (rows[0]), nobody);
  cor_history_row_set_item (COR_HISTORY_ROW (rows[1]), nothing);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_assert_false (gtk_widget_get_visible (ui_find (rows[i], "GtkButton")));
    g_assert_null (ui_find_label (rows[i], "Unknown"));
    g_object_unref (rows[i]);
  }
  g_list_store_append (fake_session_get_contact_store (fixture->session), nobody);
  g_list_store_append (fake_session_get_history_store (fixture->session), nothing);
  ui_draw (GTK_WIDGET (fixture->window));
  g_signal_emit_by_name (ui_find (fixture->window, "GtkListView"), "activate", 0);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_false (gtk_widget_get_mapped (ui_find (fixture->window, "CorContactPage")));
}

/* Rows that are read while one looks, or come and go further up, move nothing. */
static void
test_no_jump (Fixture *fixture, gconstpointer data)
{
  GListStore *store = fake_session_get_contact_store (fixture->session);
  GtkWidget *pane = ui_find (fixture->window, "CorPhonebookPane");
  GtkAdjustment *position =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (ui_find (pane, "GtkScrolledWindow")));
  double before;

  gtk_adjustment_set_value (position, 800);
  ui_draw (GTK_WIDGET (fixture->window));
  before = gtk_adjustment_get_value (position);
  g_assert_cmpfloat (before, ==, 800);
  for (guint i = 10; i < 25; i++) {
    g_autoptr (CorContact) read = new_contact ("Zoe Zanetti", "299", FALSE);
    gpointer items[] = { read };

    g_list_store_splice (store, i, 1, items, 1);
    ui_draw (GTK_WIDGET (fixture->window));
    g_assert_cmpfloat (gtk_adjustment_get_value (position), ==, before);
  }
  g_assert_nonnull (ui_find_label (pane, "Zoe Zanetti"));
  /* A new query begins at its best match. */
  type (fixture, "a");
  g_assert_cmpfloat (gtk_adjustment_get_value (position), ==, 0);
}

static void
test_dial_number (Fixture *fixture, gconstpointer data)
{
  type (fixture, " 0721 405516 ");
  g_assert_nonnull (ui_find_label (fixture->window, "Call 0721405516"));
  press_enter (fixture);
  ui_assert_log (fixture->session, "dial 0721 405516 typed");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry_of (fixture))), ==, "");
  /* Nothing is left that a second Enter could call. */
  press_enter (fixture);
  ui_assert_log (fixture->session, "");
  type (fixture, "*43");
  ui_click (fixture->window, "Call *43");
  ui_assert_log (fixture->session, "dial *43 typed");
}

static void
test_dial_name (Fixture *fixture, gconstpointer data)
{
  type (fixture, "mor");
  g_assert_nonnull (ui_find_label (fixture->window, "Call Anna Moretti, 205"));
  press_enter (fixture);
  ui_assert_log (fixture->session, "dial 205 contact");
  /* Where persons are not listed a name calls nobody. */
  cor_window_show_pane (fixture->window, "history");
  type (fixture, "mor");
  press_enter (fixture);
  ui_assert_log (fixture->session, "");
}

/* The list is a moment behind: its first row is somebody else still. */
static void
test_dial_stale (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = ui_find (fixture->window, "CorDialEntry");
  g_autoptr (GListStore) behind = g_list_store_new (COR_TYPE_CONTACT);
  g_autoptr (CorContact) other = new_contact ("Bruno Conti", "202", FALSE);
  g_autoptr (CorContact) right = new_contact ("Anna Rossi", "201", FALSE);

  g_list_store_append (behind, other);
  cor_dial_entry_set_people (COR_DIAL_ENTRY (entry), G_LIST_MODEL (behind), NULL, FALSE);
  type (fixture, "anna");
  press_enter (fixture);
  ui_assert_log (fixture->session, "");
  g_list_store_insert (behind, 0, right);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (fixture->window, "Call Anna Rossi, 201"));
  press_enter (fixture);
  ui_assert_log (fixture->session, "dial 201 contact");
}

#define ADD(name, data, test) g_test_add ("/ui/lists/" name, Fixture, data, set_up, test, tear_down)
#define FILLED "filled"

void
add_list_tests (void)
{
  ADD ("empty", NULL, test_empty);
  ADD ("contact-row", NULL, test_contact_row);
  ADD ("row-keys", NULL, test_row_keys);
  ADD ("arrow-keys", FILLED, test_arrow_keys);
  ADD ("masked", NULL, test_masked);
  ADD ("contact-page", FILLED, test_contact_page);
  ADD ("history", NULL, test_history);
  ADD ("missed", FILLED, test_missed);
  ADD ("placeholder", NULL, test_placeholder);
  ADD ("no-jump", FILLED, test_no_jump);
  ADD ("dial-number", NULL, test_dial_number);
  ADD ("dial-name", FILLED, test_dial_name);
  ADD ("dial-stale", NULL, test_dial_stale);
}
