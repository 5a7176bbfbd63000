/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company shares, in the window: parked calls (M44), speed dials (M61),
 * queues (Q26). */
#include "config.h"
#include "ui-test.h"
#include "session/reception.h"

typedef struct {
  CorSession *session;
  CorWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer pane)
{
  fixture->session = cor_session_new ();
  fake_session_set_int (fixture->session, "state", COR_SESSION_READY);
  fixture->window = ui_window_new (fixture->session);
  cor_window_show_pane (fixture->window, pane);
  ui_draw (GTK_WIDGET (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->session);
}

static guint
badge_of (Fixture *fixture, const char *pane)
{
  AdwViewStack *stack = ADW_VIEW_STACK (ui_find (fixture->window, "AdwViewStack"));

  return adw_view_stack_page_get_badge_number (
    adw_view_stack_get_page (stack, adw_view_stack_get_child_by_name (stack, pane)));
}

/* Nothing of it while nobody waits; one click, and no waiting, fetches somebody. */
static void
test_parked (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = ui_find (fixture->window, "CorParkedList");
  GListModel *parked = cor_session_get_parked (fixture->session);
  g_autoptr (CorParkedCall) first = NULL, second = NULL;

  g_assert_false (gtk_widget_get_mapped (list));
  fake_session_fill_parked (fixture->session);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_true (gtk_widget_get_mapped (list));
  g_assert_cmpuint (badge_of (fixture, "colleagues"), ==, 2);
  g_assert_nonnull (ui_find_label (list, "Max Rossi"));
  g_assert_nonnull (ui_find_label (list, "Parked by Roberto Bianchi, 71"));
  g_assert_nonnull (ui_find_label (list, "0:42"));
  g_assert_nonnull (ui_find_label (list, "+39 0541 123456"));
  first = g_list_model_get_item (parked, 0);
  cor_parked_call_tick (first, 30 * G_USEC_PER_SEC);
  g_assert_nonnull (ui_find_label (list, "0:12"));
  g_assert_false (gtk_widget_has_css_class (ui_find_label (list, "0:12"), "error"));
  g_assert_true (gtk_widget_has_css_class (ui_find_label (list, "0:08"), "error"));
  second = g_list_model_get_item (parked, 1);
  cor_parked_call_set_shown_number (second, "0541 123456"); /* of another country */
  g_assert_nonnull (ui_find_label (list, "0541 123456"));
  g_assert_nonnull (ui_find_named (list, "Pick up 0541 123456"));
  ui_click (list, "Pick up Max Rossi");
  ui_assert_log (fixture->session, "pick-up-parked 71");
  g_list_store_remove_all (G_LIST_STORE (parked));
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_false (gtk_widget_get_mapped (list));
  g_assert_cmpuint (badge_of (fixture, "colleagues"), ==, 0);
}

/* Enter on a row does what its button does. */
static void
test_parked_by_key (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  fake_session_fill_parked (fixture->session);
  ui_draw (GTK_WIDGET (fixture->window));
  row = GTK_WIDGET (gtk_list_box_get_row_at_index (
    GTK_LIST_BOX (ui_find (ui_find (fixture->window, "CorParkedList"), "GtkListBox")), 1));
  g_assert_true (gtk_widget_grab_focus (row));
  g_signal_emit_by_name (row, "activate");
  ui_wait_until (fake_session_get_log_length (fixture->session) > 0);
  ui_assert_log (fixture->session, "pick-up-parked 74");
}

/* --- Speed dials. --- */

static GtkWidget *
pane_of (Fixture *fixture)
{
  return ui_find (fixture->window, "CorSpeedDialsPane");
}

static GtkWidget *
open_menu (Fixture *fixture, const char *name)
{
  GtkWidget *row = ui_find_label (pane_of (fixture), name);
  GtkWidget *button, *menu;

  g_assert_nonnull (row);
  while (!g_str_equal (G_OBJECT_TYPE_NAME (row), "CorSpeedDialRow"))
    row = gtk_widget_get_parent (row);
  button = ui_find (row, "GtkMenuButton");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  menu = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  ui_wait_until (gtk_widget_get_mapped (menu));
  return menu;
}

static void
choose (Fixture *fixture, const char *who, const char *item)
{
  GtkWidget *menu = open_menu (fixture, who);
  GtkWidget *label = ui_find_label (menu, item);

  g_assert_nonnull (label);
  while (!g_str_equal (G_OBJECT_TYPE_NAME (label), "GtkModelButton"))
    label = gtk_widget_get_parent (label);
  g_signal_emit_by_name (label, "clicked");
  ui_wait_until (!gtk_widget_get_mapped (menu));
}

static void
test_dials (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CorSpeedDial) third = NULL;
  GtkWidget *menu;

  g_assert_nonnull (ui_find_label (pane_of (fixture), "No Speed Dials"));
  fake_session_fill_speed_dials (fixture->session);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (pane_of (fixture), "1"));
  g_assert_nonnull (ui_find_label (pane_of (fixture), "Carla Verdi"));
  g_assert_nonnull (ui_find_named (pane_of (fixture), "2, Carla Verdi, 203, Favorite"));
  g_assert_nonnull (ui_find_named (pane_of (fixture), "Call +39 333 123 4567"));
  third = g_list_model_get_item (cor_session_get_speed_dials (fixture->session), 2);
  cor_speed_dial_set_shown_number (third, "+39 0721 405516");
  g_assert_nonnull (ui_find_label (pane_of (fixture), "+39 0721 405516"));
  ui_click (pane_of (fixture), "Call Giulia Verdi");
  ui_assert_log (fixture->session, "dial +393331234567 contact");
  choose (fixture, "Giulia Verdi", "Move Down");
  ui_assert_log (fixture->session, "move-speed-dial (6, 2)");
  menu = open_menu (fixture, "Carla Verdi");
  g_assert_null (ui_find_label (menu, "Edit…")); /* the star is all that is theirs */
  g_assert_nonnull (ui_find_label (menu, "Remove from Favorites"));
  gtk_popover_popdown (GTK_POPOVER (menu));
  choose (fixture, "Tipografia Rossi & Figli", "Delete");
  ui_assert_log (fixture->session, "delete-speed-dial 8");
  ui_draw (GTK_WIDGET (fixture->window));
  ui_click (fixture->window, "Undo");
  ui_wait_until (fake_session_get_log_length (fixture->session) > 0);
  ui_assert_log (fixture->session, "undo-delete 72");
}

/* The entry searches them too. */
static void
test_dials_query (Fixture *fixture, gconstpointer data)
{
  GtkEditable *entry = GTK_EDITABLE (ui_find (fixture->window, "GtkSearchEntry"));

  fake_session_fill_speed_dials (fixture->session);
  gtk_editable_set_text (entry, "ROSSI");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_label (pane_of (fixture), "Giulia Verdi"));
  g_assert_nonnull (ui_find_label (pane_of (fixture), "Tipografia Rossi & Figli"));
  g_assert_nonnull (ui_find_label (pane_of (fixture), "3")); /* the digit is the same */
  gtk_editable_set_text (entry, "+39 333");                  /* as it is shown */
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (pane_of (fixture), "Giulia Verdi"));
  gtk_editable_set_text (entry, "zzz");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (pane_of (fixture), "No Matches"));
}

static GtkWindow *
find_window (void)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (all, i);

    if (g_str_equal (G_OBJECT_TYPE_NAME (window), "CorSpeedDialWindow"))
      return window;
  }
  return NULL;
}

static void
type (GtkWindow *window, const char *name, const char *number)
{
  GtkWidget *first = ui_find (window, "AdwEntryRow");

  gtk_editable_set_text (GTK_EDITABLE (first), name);
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_next_sibling (first)), number);
}

/* What the server does not take stays to be mended. */
static void
test_dials_written (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window;

  ui_click (pane_of (fixture), "New Speed Dial");
  window = find_window ();
  g_assert_nonnull (window);
  ui_draw (GTK_WIDGET (window));
  g_assert_false (gtk_widget_get_sensitive (ui_find_named (window, "Save")));
  type (window, "Max", "7");
  ui_click (window, "Save");
  ui_wait_until (ui_find_label (window, "That is no phone number.") != NULL);
  ui_assert_log (fixture->session, "write-speed-dial 0 Max 7");
  type (window, "Max", "0721 405516");
  ui_click (window, "Save");
  ui_wait_until (find_window () == NULL);
  ui_assert_log (fixture->session, "write-speed-dial 0 Max 0721 405516");
  fake_session_fill_speed_dials (fixture->session);
  ui_draw (GTK_WIDGET (fixture->window));
  choose (fixture, "Giulia Verdi", "Edit…");
  window = find_window ();
  g_assert_nonnull (window);
  type (window, "Giulia", "+393331234567");
  ui_click (window, "Save");
  ui_wait_until (find_window () == NULL);
  ui_assert_log (fixture->session, "write-speed-dial 6 Giulia +393331234567");
}

/* Who may only read is offered nothing to write. */
static void
test_dials_read_only (Fixture *fixture, gconstpointer data)
{
  GtkWidget *menu;

  g_object_set_data (G_OBJECT (fixture->session), "reads-only", (gpointer) "yes");
  fake_session_fill_speed_dials (fixture->session);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_named (pane_of (fixture), "New Speed Dial"));
  menu = open_menu (fixture, "Giulia Verdi");
  g_assert_null (ui_find_label (menu, "Delete"));
  g_assert_null (ui_find_label (menu, "Edit…"));
  g_assert_nonnull (ui_find_label (menu, "Move Down"));
  gtk_popover_popdown (GTK_POPOVER (menu));
}

/* --- Queues. --- */

static gboolean
has_page (Fixture *fixture, const char *pane)
{
  AdwViewStack *stack = ADW_VIEW_STACK (ui_find (fixture->window, "AdwViewStack"));

  return adw_view_stack_page_get_visible (
    adw_view_stack_get_page (stack, adw_view_stack_get_child_by_name (stack, pane)));
}

static void
put_own (CorQueue *queue, gboolean logged_in, gboolean paused)
{
  g_autoptr (CorQueueMember) own =
    cor_queue_member_new (&(CorQueueMemberFields){ .queue = cor_queue_get_id (queue),
                                                   .exten = "201",
                                                   .name = "Demo User",
                                                   .dynamic = TRUE,
                                                   .logged_in = logged_in,
                                                   .paused = paused });

  cor_queue_put_member (queue, own);
}

/* The page is there while the user answers a queue. */
static void
test_queues (Fixture *fixture, gconstpointer data)
{
  GtkWidget *pane = ui_find (fixture->window, "CorQueuesPane");
  g_autoptr (CorQueue) support = NULL;

  g_assert_false (has_page (fixture, "queues"));
  fake_session_fill_queues (fixture->session);
  g_assert_true (has_page (fixture, "queues"));
  g_assert_cmpuint (badge_of (fixture, "queues"), ==, 2);
  cor_window_show_pane (fixture->window, "queues");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (pane, "2 wait · Logged in"));
  g_assert_nonnull (ui_find_label (pane, "Nobody waits · Logged out"));
  g_assert_null (ui_find_named (pane, "Log Out, Sales")); /* there for good */
  ui_click (pane, "Log In, Support");
  ui_assert_log (fixture->session, "queue-log-in 402");
  support = g_list_model_get_item (cor_session_get_queues (fixture->session), 1);
  put_own (support, TRUE, TRUE);
  g_assert_nonnull (ui_find_label (pane, "Nobody waits · On a break"));
  ui_click (pane, "Go On, Support");
  ui_click (pane, "Log Out, Support");
  ui_assert_log (fixture->session, "queue-go-on 402\nqueue-log-out 402");
  g_list_store_remove_all (G_LIST_STORE (cor_session_get_queues (fixture->session)));
  g_assert_false (has_page (fixture, "queues"));
}

static GtkWidget *
find_dialog (void)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (all, i);

    if (ADW_IS_MESSAGE_DIALOG (window))
      return window;
  }
  return NULL;
}

/* Unfolded a row says what the others do. */
static void
test_queue_break (Fixture *fixture, gconstpointer data)
{
  GtkWidget *pane = ui_find (fixture->window, "CorQueuesPane"), *dialog;

  fake_session_fill_queues (fixture->session);
  cor_window_show_pane (fixture->window, "queues");
  ui_draw (GTK_WIDGET (fixture->window));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (ui_find (pane, "CorQueueRow")), TRUE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (pane, "Carla Verdi"));
  g_assert_nonnull (ui_find_label (pane, "On a break: lunch"));
  g_assert_nonnull (ui_find_named (pane, "Call <203>"));
  ui_click (pane, "Break…, Sales");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  gtk_editable_set_text (
    GTK_EDITABLE (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog))), "dentist");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "pause");
  ui_assert_log (fixture->session, "queue-pause ('401', 'dentist')");
}

#define ADD(pane, name, func) \
  g_test_add ("/ui/reception/" name, Fixture, pane, set_up, func, tear_down)

void
add_reception_tests (void)
{
  ADD ("colleagues", "parked", test_parked);
  ADD ("colleagues", "parked-by-key", test_parked_by_key);
  ADD ("speed-dials", "dials", test_dials);
  ADD ("speed-dials", "dials-query", test_dials_query);
  ADD ("speed-dials", "dials-written", test_dials_written);
  ADD ("speed-dials", "dials-read-only", test_dials_read_only);
  ADD ("phonebook", "queues", test_queues);
  ADD ("phonebook", "queue-break", test_queue_break);
}
