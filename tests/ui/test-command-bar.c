/* SPDX-License-Identifier: GPL-3.0-or-later
 * The command bar: what it lists as one types, what Enter calls, and that it
 * goes away without a trace. */
#include "config.h"
#include "ui-test.h"
#include "command-bar.h"
#include "session/colleagues.h"

typedef struct {
  CorSession *session;
  CorCommandBar *bar;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = cor_session_new ();
  fake_session_fill (fixture->session);
  fake_session_set_int (fixture->session, "state", COR_SESSION_READY);
  fixture->bar = g_object_ref_sink (cor_command_bar_new (NULL, fixture->session));
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->bar), "app",
                                  cor_session_get_actions (fixture->session));
  cor_command_bar_open (fixture->bar, NULL);
  /* In this very turn of the loop. */
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->bar)));
  ui_draw (GTK_WIDGET (fixture->bar));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->bar));
  g_assert_finalize_object (fixture->bar);
  g_assert_finalize_object (fixture->session);
}

static gboolean
is_open (Fixture *fixture)
{
  return gtk_widget_get_visible (GTK_WIDGET (fixture->bar));
}

static GtkEditable *
entry_of (Fixture *fixture)
{
  return GTK_EDITABLE (ui_find (fixture->bar, "GtkSearchEntry"));
}

static void
type (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (entry_of (fixture), text);
  ui_draw (GTK_WIDGET (fixture->bar));
}

static void
activate_row (Fixture *fixture, guint position)
{
  g_signal_emit_by_name (ui_find (fixture->bar, "GtkListView"), "activate", position);
}

static guint
count_rows (Fixture *fixture)
{
  GtkSelectionModel *model =
    gtk_list_view_get_model (GTK_LIST_VIEW (ui_find (fixture->bar, "GtkListView")));

  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

/* Before anything is typed the last calls are offered, and nobody by chance. */
static void
test_recent (Fixture *fixture, gconstpointer data)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->bar));

  g_assert_true (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (entry_of (fixture))));
  g_assert_cmpuint (count_rows (fixture), ==, 8);
  g_assert_null (ui_find (fixture->bar, "CorContactRow"));
  g_signal_emit_by_name (entry_of (fixture), "activate");
  ui_assert_log (fixture->session, "");
  g_assert_true (is_open (fixture));
  activate_row (fixture, 0);
  ui_assert_log (fixture->session, "dial 0721 551000 history");
  g_assert_false (is_open (fixture));
}

static void
test_number (Fixture *fixture, gconstpointer data)
{
  type (fixture, "0721 405516");
  g_assert_nonnull (ui_find_label (fixture->bar, "Call 0721405516"));
  g_assert_nonnull (ui_find_label (fixture->bar, "Not in the Phonebook"));
  g_signal_emit_by_name (entry_of (fixture), "activate");
  ui_assert_log (fixture->session, "dial 0721 405516 typed");
  g_assert_false (is_open (fixture));
}

static void
test_name (Fixture *fixture, gconstpointer data)
{
  type (fixture, "mor");
  g_assert_nonnull (ui_find (fixture->bar, "CorContactRow"));
  g_assert_nonnull (ui_find_label (fixture->bar, "Call Anna Moretti, 205"));
  g_signal_emit_by_name (entry_of (fixture), "activate");
  ui_assert_log (fixture->session, "dial 205 contact");
  g_assert_false (is_open (fixture));
}

/* People first, then calls; either row calls, and the lists keep short. */
static void
test_rows (Fixture *fixture, gconstpointer data)
{
  type (fixture, "a");
  g_assert_cmpuint (count_rows (fixture), ==, 6 + 4);
  g_assert_cmpfloat (gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (
                       GTK_SCROLLED_WINDOW (ui_find (fixture->bar, "GtkScrolledWindow")))),
                     ==, 0);
  activate_row (fixture, 1);
  ui_assert_log (fixture->session, "dial 202 contact");
  g_assert_false (is_open (fixture));
  cor_command_bar_open (fixture->bar, NULL);
  ui_draw (GTK_WIDGET (fixture->bar));
  g_assert_cmpstr (gtk_editable_get_text (entry_of (fixture)), ==, "");
  type (fixture, "a");
  activate_row (fixture, 6);
  ui_assert_log (fixture->session, "dial 0721 551000 history");
}

static void
test_no_match (Fixture *fixture, gconstpointer data)
{
  type (fixture, "<b>nobody");
  g_assert_nonnull (ui_find_label (fixture->bar, "Nobody in the phonebook matches “<b>nobody”. "
                                                 "Type a number to call it."));
  g_signal_emit_by_name (entry_of (fixture), "activate");
  ui_assert_log (fixture->session, "");
  g_assert_true (is_open (fixture));
}

static void
test_nothing_yet (Fixture *fixture, gconstpointer data)
{
  g_list_store_remove_all (fake_session_get_history_store (fixture->session));
  ui_draw (GTK_WIDGET (fixture->bar));
  g_assert_nonnull (ui_find_label (fixture->bar, "Type a name or a number, then press Enter."));
}

static void
on_window_wanted (CorCommandBar *bar, int *count)
{
  ++*count;
}

static void
test_signed_out (Fixture *fixture, gconstpointer data)
{
  int count = 0;

  g_signal_connect (fixture->bar, "window-wanted", G_CALLBACK (on_window_wanted), &count);
  fake_session_set_int (fixture->session, "state", COR_SESSION_SIGNED_OUT);
  ui_draw (GTK_WIDGET (fixture->bar));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (entry_of (fixture))));
  g_assert_nonnull (ui_find_label (fixture->bar, "Sign In First"));
  ui_click (fixture->bar, "Open Cornetta");
  g_assert_cmpint (count, ==, 1);
  g_assert_false (is_open (fixture));
  /* A number can be written down while the sign-in goes on. */
  fake_session_set_int (fixture->session, "state", COR_SESSION_SIGNING_IN);
  cor_command_bar_open (fixture->bar, NULL);
  ui_draw (GTK_WIDGET (fixture->bar));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (entry_of (fixture))));
}

/* What a fast typist writes before the first frame, and the space of a name above all, is the
 * entry's: on the button below it that key would call. */
static void
check_keyboard (Fixture *fixture)
{
  GtkWidget *focus;

  cor_command_bar_open (fixture->bar, NULL);
  type (fixture, "mor");
  g_assert_nonnull (ui_find_label (fixture->bar, "Call Anna Moretti, 205"));
  focus = gtk_root_get_focus (GTK_ROOT (fixture->bar));
  g_assert_true (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (entry_of (fixture))));
}

/* Signed in behind its back, while the button of the signed-out page had the keyboard. */
static void
test_keyboard_after_sign_in (Fixture *fixture, gconstpointer data)
{
  fake_session_set_int (fixture->session, "state", COR_SESSION_SIGNED_OUT);
  ui_draw (GTK_WIDGET (fixture->bar));
  if (GPOINTER_TO_INT (data))
    gtk_window_close (GTK_WINDOW (fixture->bar));
  fake_session_set_int (fixture->session, "state", COR_SESSION_READY);
  check_keyboard (fixture);
}

static void
test_keyboard_after_row (Fixture *fixture, gconstpointer data)
{
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (ui_find (fixture->bar, "GtkListView")),
                                         GTK_DIR_TAB_FORWARD));
  activate_row (fixture, 0);
  g_assert_false (is_open (fixture));
  check_keyboard (fixture);
}

static void
on_finalized (gpointer data, GObject *where)
{
  *(gboolean *)data = TRUE;
}

/* Hidden it follows nothing: its lists are gone, and come back with it. */
static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = ui_find (fixture->bar, "GtkListView");
  gboolean gone = FALSE;

  g_object_weak_ref (G_OBJECT (gtk_list_view_get_model (GTK_LIST_VIEW (list))), on_finalized,
                     &gone);
  gtk_window_close (GTK_WINDOW (fixture->bar));
  g_assert_false (is_open (fixture));
  g_assert_true (gone);
  g_assert_cmpuint (count_rows (fixture), ==, 0);
  cor_command_bar_open (fixture->bar, NULL);
  ui_draw (GTK_WIDGET (fixture->bar));
  g_assert_cmpuint (count_rows (fixture), ==, 8);
}

static void
check_names (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if ((GTK_IS_BUTTON (widget) && !GTK_IS_LABEL (gtk_button_get_child (GTK_BUTTON (widget)))) ||
      GTK_IS_SEARCH_ENTRY (widget))
    g_assert_true (ui_has_name (widget) || gtk_widget_get_tooltip_text (widget) != NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_names (child);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  type (fixture, "a");
  check_names (GTK_WIDGET (fixture->bar));
}

/* The narrowest phone that the windows are made for. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  int width;

  type (fixture, "a");
  gtk_widget_measure (GTK_WIDGET (fixture->bar), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL,
                      NULL);
  g_assert_cmpint (width, <=, 360);
}

/* --- What is chosen is where a call goes. --- */

static CorCall *
open_transfer (Fixture *fixture)
{
  CorCall *call = cor_call_new (NULL, FALSE, "0721551091", "This computer", TRUE);

  cor_call_list_add (cor_session_get_calls (fixture->session), call);
  cor_call_set_state (call, COR_CALL_ACTIVE);
  gtk_window_close (GTK_WINDOW (fixture->bar));
  cor_command_bar_open_transfer (fixture->bar, call, NULL);
  ui_draw (GTK_WIDGET (fixture->bar));
  return call;
}

static void
assert_transferred (Fixture *fixture, CorCall *call, const char *to)
{
  g_autofree char *line = g_strdup_printf ("transfer %u %s", cor_call_get_id (call), to);

  ui_assert_log (fixture->session, line);
  g_assert_false (is_open (fixture));
  cor_command_bar_open_transfer (fixture->bar, call, NULL);
  ui_draw (GTK_WIDGET (fixture->bar));
}

/* A number, the best match of a name, a person's row and a call's; nobody is called. */
static void
test_transfer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CorCall) call = open_transfer (fixture);

  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->bar)), ==, "Transfer 0721551091");
  g_assert_null (ui_find_named (fixture->bar, "Call"));
  type (fixture, "0721 405516");
  g_assert_nonnull (ui_find_label (fixture->bar, "Transfer to 0721405516"));
  g_signal_emit_by_name (entry_of (fixture), "activate");
  assert_transferred (fixture, call, "0721 405516");
  type (fixture, "mor");
  g_assert_nonnull (ui_find_label (fixture->bar, "Transfer to Anna Moretti, 205"));
  g_assert_null (ui_find_named (fixture->bar, "Call"));
  g_signal_emit_by_name (entry_of (fixture), "activate");
  assert_transferred (fixture, call, "205");
  type (fixture, "a");
  activate_row (fixture, 1);
  assert_transferred (fixture, call, "202");
  activate_row (fixture, 0); /* the number that was called last */
  assert_transferred (fixture, call, "0721 551091");
  cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
  g_assert_false (is_open (fixture));
  /* The next time it calls again. */
  cor_command_bar_open (fixture->bar, NULL);
  ui_draw (GTK_WIDGET (fixture->bar));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->bar)), ==, "Quick Call");
  g_assert_nonnull (ui_find_named (fixture->bar, "Call"));
  activate_row (fixture, 0);
  ui_assert_log (fixture->session, "dial 0721 551000 history");
}

/* What is listed before anything is typed: the row at a place, or NULL. */
static char *
dup_row (Fixture *fixture, guint position)
{
  GtkListView *list = GTK_LIST_VIEW (ui_find (fixture->bar, "GtkListView"));
  g_autoptr (GObject) item =
    g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), position);

  if (COR_IS_COLLEAGUE (item))
    return g_strdup (cor_colleague_get_name (COR_COLLEAGUE (item)));
  return COR_IS_HISTORY_ENTRY (item)
           ? g_strdup (cor_history_entry_get_number (COR_HISTORY_ENTRY (item)))
           : NULL;
}

static void
assert_row (Fixture *fixture, guint position, const char *wanted)
{
  g_autofree char *row = dup_row (fixture, position);

  g_assert_cmpstr (row, ==, wanted);
}

/* First who was called last, then favourites with what they do now, then recent calls, and nobody
 * twice. */
static void
test_quick_targets (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CorCall) call = open_transfer (fixture);
  CorColleagueList *list = cor_session_get_colleagues (fixture->session);
  g_autoptr (GDateTime) since = g_date_time_new_from_unix_local (1795376944);
  g_autofree char *now = NULL;
  GtkWidget *row;

  fake_session_fill_colleagues (fixture->session);
  ui_draw (GTK_WIDGET (fixture->bar));
  assert_row (fixture, 0, "0721 551091");
  assert_row (fixture, 1, "Carla Verdi");
  assert_row (fixture, 2, "Roberto Bianchi");
  assert_row (fixture, 3, "0721 551000");
  assert_row (fixture, 4, "0721 551182");
  row = ui_find (fixture->bar, "CorColleagueRow");
  now = g_date_time_format (since, "since %H:%M");
  g_assert_nonnull (ui_find_label (row, "In a call with Dario Neri"));
  g_assert_nonnull (ui_find_label (row, now));
  g_assert_null (ui_find_named (row, "Call Carla Verdi"));
  cor_colleague_list_note_phone (list, &(CorColleaguePhone){ .exten = "203", .status = "online" });
  ui_wait_until (ui_find_label (row, "Available") != NULL);
  activate_row (fixture, 1);
  assert_transferred (fixture, call, "203");
  /* A colleague before somebody of that name in the phonebook. */
  type (fixture, "carla");
  g_assert_nonnull (ui_find_label (fixture->bar, "Transfer to Carla Verdi, 203"));
  assert_row (fixture, 0, "Carla Verdi");
  g_signal_emit_by_name (entry_of (fixture), "activate");
  assert_transferred (fixture, call, "203");
  cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
}

/* Whoever calls looks in the phonebook first, and then among colleagues. */
static void
test_colleague (Fixture *fixture, gconstpointer data)
{
  fake_session_fill_colleagues (fixture->session);
  ui_draw (GTK_WIDGET (fixture->bar));
  assert_row (fixture, 0, "0721 551000");
  type (fixture, "carla");
  g_assert_null (ui_find_label (fixture->bar, "Call Carla Verdi, 203"));
  type (fixture, "pellegrini");
  g_assert_nonnull (ui_find_label (fixture->bar, "Call Ilaria Pellegrini, 210"));
  g_assert_nonnull (ui_find_named (fixture->bar, "Call Ilaria Pellegrini"));
  g_signal_emit_by_name (entry_of (fixture), "activate");
  ui_assert_log (fixture->session, "dial 210 contact");
}

static void
assert_asked (Fixture *fixture, CorCall *call, const char *whom)
{
  g_autofree char *line = g_strdup_printf ("ask-first %u %s", cor_call_get_id (call), whom);

  ui_assert_log (fixture->session, line);
  g_assert_false (is_open (fixture));
  cor_command_bar_open_transfer (fixture->bar, call, NULL);
  ui_draw (GTK_WIDGET (fixture->bar));
}

static void
press_control_enter (Fixture *fixture)
{
  GListModel *controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->bar));
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !taken; i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      g_signal_emit_by_name (controller, "key-pressed", GDK_KEY_Return, 0, GDK_CONTROL_MASK,
                             &taken);
  }
  g_object_unref (controllers);
  g_assert_true (taken);
}

/* By the button for whatever is chosen next, or by Ctrl+Enter. */
static void
test_ask_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CorCall) call = open_transfer (fixture);

  ui_click (fixture->bar, "Ask First");
  type (fixture, "0721 405516");
  g_assert_nonnull (ui_find_label (fixture->bar, "Ask 0721405516 first"));
  g_signal_emit_by_name (entry_of (fixture), "activate");
  assert_asked (fixture, call, "0721 405516");
  /* The next time it transfers at once again, unless it is told otherwise. */
  type (fixture, "mor");
  g_assert_nonnull (ui_find_label (fixture->bar, "Transfer to Anna Moretti, 205"));
  gtk_widget_grab_focus (GTK_WIDGET (entry_of (fixture)));
  press_control_enter (fixture);
  assert_asked (fixture, call, "205");
  ui_click (fixture->bar, "Ask First");
  activate_row (fixture, 0);
  assert_asked (fixture, call, "0721 551091");
  ui_click (fixture->bar, "Ask First");
  ui_click (fixture->bar, "Transfer Now");
  activate_row (fixture, 0);
  assert_transferred (fixture, call, "0721 551091");
  /* Nothing more while somebody is asked. */
  gtk_window_close (GTK_WINDOW (fixture->bar));
  cor_call_set_waiting (call, "Anna Moretti");
  cor_command_bar_open_transfer (fixture->bar, call, NULL);
  g_assert_false (is_open (fixture));
}

/* Another call goes on: who is there is offered. */
static void
test_join (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CorCall) call = open_transfer (fixture);
  g_autoptr (CorCall) other = cor_call_new (NULL, TRUE, "205", "This computer", TRUE);
  g_autofree char *line = g_strdup_printf ("complete-transfer %u", cor_call_get_id (call));

  g_assert_null (ui_find_named (fixture->bar, "Transfer 0721551091 to 205"));
  gtk_window_close (GTK_WINDOW (fixture->bar));
  cor_call_list_add (cor_session_get_calls (fixture->session), other);
  cor_call_set_state (other, COR_CALL_ACTIVE);
  cor_command_bar_open_transfer (fixture->bar, call, NULL);
  ui_draw (GTK_WIDGET (fixture->bar));
  ui_click (fixture->bar, "Transfer 0721551091 to 205");
  ui_assert_log (fixture->session, line);
  g_assert_false (is_open (fixture));
  cor_call_set_ended (other, COR_CALL_END_REMOTE, NULL);
  cor_command_bar_open_transfer (fixture->bar, call, NULL);
  ui_draw (GTK_WIDGET (fixture->bar));
  g_assert_null (ui_find_named (fixture->bar, "Transfer 0721551091 to 205"));
}

/* Who may not park, or nobody may now, does not see that it can be done. */
static void
test_park (Fixture *fixture, gconstpointer data)
{
  GActionMap *actions = G_ACTION_MAP (cor_session_get_actions (fixture->session));
  GSimpleAction *park = G_SIMPLE_ACTION (g_action_map_lookup_action (actions, "park"));
  g_autoptr (CorCall) call = NULL;
  g_autofree char *line = NULL;

  g_assert_null (ui_find_named (fixture->bar, "Park"));
  g_simple_action_set_enabled (park, FALSE);
  call = open_transfer (fixture);
  g_assert_null (ui_find_named (fixture->bar, "Park"));
  g_simple_action_set_enabled (park, TRUE);
  ui_draw (GTK_WIDGET (fixture->bar));
  ui_click (fixture->bar, "Park the Call");
  line = g_strdup_printf ("park %u", cor_call_get_id (call));
  ui_assert_log (fixture->session, line);
  g_assert_false (is_open (fixture));
}

#define ADD_WITH(name, data, test) \
  g_test_add ("/ui/command-bar/" name, Fixture, GINT_TO_POINTER (data), set_up, test, tear_down)
#define ADD(name, test) ADD_WITH (name, 0, test)

void
add_command_bar_tests (void)
{
  ADD ("recent", test_recent);
  ADD ("number", test_number);
  ADD ("name", test_name);
  ADD ("rows", test_rows);
  ADD ("no-match", test_no_match);
  ADD ("nothing-yet", test_nothing_yet);
  ADD ("signed-out", test_signed_out);
  ADD_WITH ("keyboard/open", FALSE, test_keyboard_after_sign_in);
  ADD_WITH ("keyboard/hidden", TRUE, test_keyboard_after_sign_in);
  ADD ("keyboard/row", test_keyboard_after_row);
  ADD ("transfer", test_transfer);
  ADD ("quick-targets", test_quick_targets);
  ADD ("colleague", test_colleague);
  ADD ("ask-first", test_ask_first);
  ADD ("join", test_join);
  ADD ("park", test_park);
  ADD ("hidden", test_hidden);
  ADD ("names", test_names);
  ADD ("narrow", test_narrow);
}
