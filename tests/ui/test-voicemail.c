/* SPDX-License-Identifier: GPL-3.0-or-later
 * The messages' pane and the bar of what is heard: who, new or heard, play, pause, menus, the
 * badge, what is said where there is nothing; and recordings in the history. M63, Q19, Q20 */
#include "config.h"
#include "ui-test.h"
#include "menu-source.h"

typedef struct {
  CorSession *session;
  CorWindow *window;
  CorVoicemailList *list;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer filled)
{
  fixture->session = cor_session_new ();
  fake_session_set_int (fixture->session, "state", COR_SESSION_READY);
  fixture->list = cor_session_get_voicemail (fixture->session);
  if (filled != NULL)
    fake_session_fill_voicemail (fixture->session);
  fixture->window = ui_window_new (fixture->session);
  cor_window_show_pane (fixture->window, "voicemail");
  ui_draw (GTK_WIDGET (fixture->window));
  g_free (fake_session_take_log (fixture->session));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->session);
}

static AdwViewStackPage *
page_of (Fixture *fixture)
{
  AdwViewStack *stack = ADW_VIEW_STACK (ui_find (fixture->window, "AdwViewStack"));

  return adw_view_stack_get_page (stack, ui_find (fixture->window, "CorVoicemailPane"));
}

static GtkWidget *
row_of (Fixture *fixture, const char *name)
{
  GtkWidget *label = ui_find_label (ui_find (fixture->window, "CorVoicemailPane"), name);

  g_assert_nonnull (label);
  return GTK_WIDGET (cor_menu_source_of (label));
}

/* The labels of a row's menu, one a line. */
static void
read_section (GMenuModel *section, GString *text)
{
  for (int i = 0; i < g_menu_model_get_n_items (section); i++) {
    g_autofree char *label = NULL;

    g_menu_model_get_item_attribute (section, i, G_MENU_ATTRIBUTE_LABEL, "s", &label);
    g_string_append_printf (text, "%s\n", label);
  }
}

static char *
menu_of (GtkWidget *row)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GString *text = g_string_new (NULL);

  cor_menu_source_add_items (COR_MENU_SOURCE (row), menu);
  for (int i = 0; i < g_menu_model_get_n_items (G_MENU_MODEL (menu)); i++) {
    g_autoptr (GMenuModel) section =
      g_menu_model_get_item_link (G_MENU_MODEL (menu), i, G_MENU_LINK_SECTION);

    read_section (section, text);
  }
  return g_string_free (text, FALSE);
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = row_of (fixture, "Anna Conti");

  g_assert_nonnull (ui_find_named (row, "New message"));
  g_assert_nonnull (ui_find_label (row, "1:12"));
  g_assert_nonnull (ui_find_named (row_of (fixture, "3331234567"), "Heard message"));
  g_assert_nonnull (ui_find_label (row_of (fixture, "Unknown"), "0:04"));
  g_assert_null (ui_find_named (row_of (fixture, "Unknown"), "Call "));
  ui_click (row, "Call Anna Conti");
  ui_assert_log (fixture->session, "dial 0721405516 history");
}

static void
test_badge (Fixture *fixture, gconstpointer data)
{
  g_assert_true (adw_view_stack_page_get_visible (page_of (fixture)));
  g_assert_cmpuint (adw_view_stack_page_get_badge_number (page_of (fixture)), ==, 2);
  cor_voicemail_list_note_heard (fixture->list, "965");
  g_assert_cmpuint (adw_view_stack_page_get_badge_number (page_of (fixture)), ==, 1);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_named (row_of (fixture, "Roberto Bianchi"), "Heard message"));
  cor_voicemail_list_clear (fixture->list);
  g_assert_false (adw_view_stack_page_get_visible (page_of (fixture)));
}

static void
test_played (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = row_of (fixture, "Anna Conti");
  GtkWidget *bar = ui_find (fixture->window, "CorPlayerBar");
  CorPlayer *player = cor_session_get_player (fixture->session);

  g_assert_null (ui_find_named (bar, "Stop Listening"));
  ui_click (row, "Play: Anna Conti");
  ui_assert_log (fixture->session, "play voicemail 964");
  ui_wait_until (ui_find_label (bar, "Anna Conti") != NULL);
  g_assert_nonnull (ui_find_label (bar, "0:03 / 0:09"));
  cor_player_set_place (player, 5, 9);
  g_assert_nonnull (ui_find_label (bar, "0:05 / 0:09"));
  ui_assert_log (fixture->session, ""); /* the program's moving is no seeking */
  ui_click (row, "Pause: Anna Conti");
  ui_assert_log (fixture->session, "pause");
  ui_click (bar, "Play");
  ui_assert_log (fixture->session, "resume");
  gtk_range_set_value (GTK_RANGE (ui_find (bar, "GtkScale")), 7);
  ui_assert_log (fixture->session, "seek 7");
  ui_click (bar, "Stop Listening");
  ui_assert_log (fixture->session, "stop");
  ui_wait_until (ui_find_named (bar, "Stop Listening") == NULL);
  ui_click (row, "Play: Anna Conti");
  ui_assert_log (fixture->session, "play voicemail 964");
}

static void
test_menu (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = row_of (fixture, "Anna Conti");
  g_autofree char *items = menu_of (row);

  g_assert_cmpstr (items, ==, "_Play\n_Save…\n_Delete\n");
  gtk_widget_activate_action (row, "row.play", NULL);
  ui_assert_log (fixture->session, "play voicemail 964");
  g_free (items);
  items = menu_of (row);
  g_assert_cmpstr (items, ==, "_Pause\n_Save…\n_Delete\n");
}

static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (row_of (fixture, "Anna Conti"), "row.delete", NULL);
  ui_assert_log (fixture->session, "delete voicemail 964");
  ui_wait_until (ui_find_label (fixture->window, "Message of “Anna Conti” deleted") != NULL);
  g_assert_nonnull (ui_find_named (fixture->window, "Undo"));
  ui_wait_until (ui_find_label (ui_find (fixture->window, "CorVoicemailPane"), "Anna Conti") ==
                 NULL);
}

/* Without a number there is still a menu, by the keyboard too. */
static void
test_menu_without_number (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = row_of (fixture, "Unknown");

  g_assert_null (ui_find (row, "GtkPopoverMenu"));
  g_assert_true (cor_menu_source_show (COR_MENU_SOURCE (row), NULL));
  ui_wait_until (ui_find (row, "GtkPopoverMenu") != NULL &&
                 gtk_widget_get_mapped (ui_find (row, "GtkPopoverMenu")));
  gtk_popover_popdown (GTK_POPOVER (ui_find (row, "GtkPopoverMenu")));
  ui_wait_until (ui_find (row, "GtkPopoverMenu") == NULL);
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  GtkWidget *pane = ui_find (fixture->window, "CorVoicemailPane");

  cor_voicemail_list_set_available (fixture->list, TRUE);
  cor_window_show_pane (fixture->window, "voicemail");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (pane, "No Messages"));
  cor_voicemail_list_set_loading (fixture->list, TRUE, NULL);
  g_assert_nonnull (ui_find_label (pane, "Fetching the Messages"));
  cor_voicemail_list_set_loading (fixture->list, FALSE, "The server does not answer.");
  g_assert_nonnull (ui_find_label (pane, "Messages Are Missing"));
  g_assert_nonnull (ui_find_label (pane, "The server does not answer."));
  ui_click (pane, "Try Again");
  ui_assert_log (fixture->session, "refresh-voicemail");
  cor_voicemail_list_set_loading (fixture->list, FALSE, NULL);
  fake_session_fill_voicemail (fixture->session);
  g_assert_null (ui_find_label (pane, "Messages Are Missing"));
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = ui_find (fixture->window, "GtkSearchEntry");
  GtkWidget *pane = ui_find (fixture->window, "CorVoicemailPane");

  gtk_editable_set_text (GTK_EDITABLE (entry), "MORETTI");
  ui_wait_until (ui_find_label (pane, "Anna Conti") == NULL);
  g_assert_nonnull (ui_find_label (pane, "Officina Moretti & Figli Srl"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "zzz");
  ui_wait_until (ui_find_label (pane, "No Matches") != NULL);
}

static void
add_call (Fixture *fixture, const char *name, const char *number, gboolean recorded)
{
  const CorHistoryFields fields = { .id = name,
                                    .direction = COR_HISTORY_IN,
                                    .time = 1795376944,
                                    .number = number,
                                    .name = name,
                                    .answered = TRUE,
                                    .recorded = recorded };
  g_autoptr (CorHistoryEntry) entry = cor_history_entry_new (&fields);

  g_list_store_append (fake_session_get_history_store (fixture->session), entry);
}

static GtkWidget *
call_of (Fixture *fixture, const char *name)
{
  GtkWidget *label = ui_find_label (ui_find (fixture->window, "CorHistoryPane"), name);

  g_assert_nonnull (label);
  return GTK_WIDGET (cor_menu_source_of (label));
}

static void
test_recordings (Fixture *fixture, gconstpointer data)
{
  g_autofree char *none = NULL;
  g_autofree char *items = NULL;

  add_call (fixture, "Carla", "203", FALSE);
  add_call (fixture, "Dora", "204", TRUE);
  cor_window_show_pane (fixture->window, "history");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_named (call_of (fixture, "Carla"), "Play"));
  none = menu_of (call_of (fixture, "Carla"));
  g_assert_cmpstr (none, ==, "_Note…\n");
  items = menu_of (call_of (fixture, "Dora"));
  g_assert_cmpstr (items, ==,
                   "_Note…\n_Play the Recording\n_Save the Recording…\n_Delete the Recording\n");
  ui_click (call_of (fixture, "Dora"), "Play: Dora");
  ui_assert_log (fixture->session, "play recording Dora");
  gtk_widget_activate_action (call_of (fixture, "Dora"), "row.delete", NULL);
  ui_assert_log (fixture->session, "delete recording Dora");
  ui_wait_until (ui_find_label (fixture->window, "Recording of “Dora” deleted") != NULL);
}

void
add_voicemail_tests (void)
{
  static const struct {
    const char *path;
    gboolean filled;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/ui/voicemail/rows", TRUE, test_rows },
    { "/ui/voicemail/badge", TRUE, test_badge },
    { "/ui/voicemail/played", TRUE, test_played },
    { "/ui/voicemail/menu", TRUE, test_menu },
    { "/ui/voicemail/deleted", TRUE, test_deleted },
    { "/ui/voicemail/menu-without-number", TRUE, test_menu_without_number },
    { "/ui/voicemail/states", FALSE, test_states },
    { "/ui/voicemail/search", TRUE, test_search },
    { "/ui/voicemail/recordings", FALSE, test_recordings },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].filled ? "" : NULL, set_up, tests[i].run,
                tear_down);
}
