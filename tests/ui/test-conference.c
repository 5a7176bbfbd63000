/* SPDX-License-Identifier: GPL-3.0-or-later
 * The conference's bar follows the conference, and each of its buttons does one
 * thing once. */
#include "config.h"
#include "ui-test.h"
#include "command-bar.h"
#include "conference-bar.h"

typedef struct {
  CorSession *session;
  CorWindow *window;
  GtkWidget *bar;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = cor_session_new ();
  fake_session_fill (fixture->session);
  fake_session_set_int (fixture->session, "state", COR_SESSION_READY);
  fixture->window = ui_window_new (fixture->session);
  fixture->bar = ui_find (fixture->window, "CorConferenceBar");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ui_draw (GTK_WIDGET (fixture->window));
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->session);
}

static void
fill (Fixture *fixture, CorConferenceState state, guint others)
{
  fake_session_fill_conference (fixture->session, state, others);
  ui_draw (GTK_WIDGET (fixture->window));
}

static gboolean
sees (Fixture *fixture, const char *text)
{
  return ui_find_label (fixture->bar, text) != NULL;
}

static gboolean
offers (Fixture *fixture, const char *name)
{
  return ui_find_named (fixture->bar, name) != NULL;
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  static const struct {
    CorConferenceState state;
    guint others;
    const char *text;
    const char *join; /* what the first button says, or NULL */
  } rows[] = {
    { COR_CONFERENCE_BEGINNING, 0, "The conference begins…", NULL },
    { COR_CONFERENCE_ASKING, 1, "Adding Dario Neri…", NULL },
    { COR_CONFERENCE_ASKED, 1, "You talk to Dario Neri alone", "Talk Together" },
    { COR_CONFERENCE_JOINING, 2, "You are called into the conference…", NULL },
    { COR_CONFERENCE_INSIDE, 1, "Conference with 1 person", NULL },
    { COR_CONFERENCE_INSIDE, 3, "Conference with 3 people", NULL },
    { COR_CONFERENCE_INSIDE, 0, "Nobody else is in the conference", NULL },
    { COR_CONFERENCE_WAITING, 1, "1 person is in your conference, without you", "Join" },
    { COR_CONFERENCE_WAITING, 2, "2 people are in your conference, without you", "Join" },
  };

  int width;

  g_assert_false (offers (fixture, "End for All"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    fill (fixture, rows[i].state, rows[i].others);
    g_test_message ("%s", rows[i].text);
    g_assert_true (sees (fixture, rows[i].text));
    g_assert_true (offers (fixture, "End for All"));
    gtk_widget_measure (fixture->bar, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
    g_assert_cmpint (width, <=, 340);
    g_assert_true (offers (fixture, "Talk Together") ==
                   (g_strcmp0 (rows[i].join, "Talk Together") == 0));
    g_assert_true (offers (fixture, "Join") == (g_strcmp0 (rows[i].join, "Join") == 0));
  }
  fill (fixture, COR_CONFERENCE_NONE, 0);
  g_assert_false (offers (fixture, "End for All"));
}

/* It is there whether a call is looked at or not. */
static void
test_acts (Fixture *fixture, gconstpointer data)
{
  fill (fixture, COR_CONFERENCE_WAITING, 1);
  ui_click (fixture->bar, "Join");
  ui_assert_log (fixture->session, "conference-join");
  fake_session_add_call (fixture->session, FALSE, "204", "Dario Neri", "This computer");
  fill (fixture, COR_CONFERENCE_ASKED, 1);
  ui_click (fixture->bar, "Talk Together");
  ui_assert_log (fixture->session, "conference-join");
  fill (fixture, COR_CONFERENCE_INSIDE, 2);
  ui_click (fixture->bar, "Add…");
  ui_assert_log (fixture->session, "add-to");
  ui_click (fixture->bar, "End for All");
  ui_assert_log (fixture->session, "conference-end");
}

static void
test_people (Fixture *fixture, gconstpointer data)
{
  CorConference *conference = cor_session_get_conference (fixture->session);
  CorParticipant *carla;
  GtkWidget *people, *popover;

  fill (fixture, COR_CONFERENCE_INSIDE, 2);
  people = ui_find (fixture->bar, "GtkMenuButton");
  gtk_menu_button_popup (GTK_MENU_BUTTON (people));
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (people)));
  ui_wait_until (ui_find_label (popover, "Carla Verdi") != NULL);
  g_assert_nonnull (ui_find_label (popover, "You"));
  g_assert_null (ui_find_named (popover, "Mute Alice Rossi"));
  ui_click (popover, "Mute Carla Verdi");
  ui_assert_log (fixture->session, "conference-mute 203");
  /* Nobody has muted her yet. */
  g_assert_false (
    gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (ui_find_named (popover, "Mute Carla Verdi"))));
  carla = cor_conference_find (conference, "203");
  cor_participant_set_muted (carla, TRUE);
  g_assert_true (
    gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (ui_find_named (popover, "Mute Carla Verdi"))));
  ui_click (popover, "Remove Carla Verdi from the conference");
  ui_assert_log (fixture->session, "conference-remove 203");
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
test_trouble (Fixture *fixture, gconstpointer data)
{
  CorConference *conference = cor_session_get_conference (fixture->session);

  fill (fixture, COR_CONFERENCE_WAITING, 1);
  cor_conference_set_trouble (conference, "Bruno: The line is busy.");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_true (sees (fixture, "Bruno: The line is busy."));
  cor_conference_set_trouble (conference, NULL);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_false (sees (fixture, "Bruno: The line is busy."));
}

/* Who may not hold a conference sees no way to. */
static void
test_add_by_call (Fixture *fixture, gconstpointer data)
{
  GActionMap *actions = G_ACTION_MAP (cor_session_get_actions (fixture->session));
  GSimpleAction *add = G_SIMPLE_ACTION (g_action_map_lookup_action (actions, "add-to"));
  CorCall *call =
    fake_session_add_call (fixture->session, FALSE, "204", "Dario Neri", "This computer");
  GtkWidget *view = ui_find (fixture->window, "CorCallView");

  cor_call_set_state (call, COR_CALL_ACTIVE);
  g_simple_action_set_enabled (add, FALSE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_named (view, "Add"));
  g_simple_action_set_enabled (add, TRUE);
  ui_draw (GTK_WIDGET (fixture->window));
  ui_click (view, "Add");
  ui_assert_log (fixture->session, "add-to");
}

/* The list of whom to add takes the number that is typed. */
static void
test_add_by_bar (Fixture *fixture, gconstpointer data)
{
  CorCommandBar *bar = cor_command_bar_new (NULL, fixture->session);
  CorCall *call =
    fake_session_add_call (fixture->session, FALSE, "204", "Dario Neri", "This computer");
  g_autofree char *expected = g_strdup_printf ("conference-add %u 207", cor_call_get_id (call));

  gtk_widget_insert_action_group (GTK_WIDGET (bar), "app",
                                  cor_session_get_actions (fixture->session));
  cor_command_bar_open_add (bar, call, NULL); /* nobody is talked to yet */
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (bar)));
  cor_call_set_state (call, COR_CALL_ACTIVE);
  cor_command_bar_open_add (bar, call, NULL);
  ui_draw (GTK_WIDGET (bar));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (bar)), ==, "Add to the Call");
  g_assert_null (ui_find_named (bar, "Ask First"));
  g_assert_null (ui_find_named (bar, "Park the Call"));
  gtk_editable_set_text (GTK_EDITABLE (ui_find (bar, "GtkText")), "207");
  ui_draw (GTK_WIDGET (bar));
  ui_click (bar, "Add 207");
  ui_assert_log (fixture->session, expected);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (bar)));
  cor_command_bar_open_transfer (bar, call, NULL);
  ui_draw (GTK_WIDGET (bar));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (bar)), ==, "Transfer Dario Neri");
  gtk_window_destroy (GTK_WINDOW (bar));
}

#define ADD(name, function) \
  g_test_add ("/ui/conference/" name, Fixture, NULL, set_up, function, tear_down)

void
add_conference_tests (void)
{
  ADD ("states", test_states);
  ADD ("acts", test_acts);
  ADD ("people", test_people);
  ADD ("trouble", test_trouble);
  ADD ("add-by-call", test_add_by_call);
  ADD ("add-by-bar", test_add_by_bar);
}
