/* SPDX-License-Identifier: GPL-3.0-or-later
 * The colleagues' pane: what each does, in words; who is listed; what can be done; a
 * storm of news among 300, counted by what the list view is told. */
#include "config.h"
#include "ui-test.h"
#include "session/colleagues.h"

typedef struct {
  CorSession *session;
  CorWindow *window;
  CorColleagueList *list;
  guint told; /* rows that came or went */
} Fixture;

static GtkWidget *
pane_of (Fixture *fixture)
{
  return ui_find (fixture->window, "CorColleaguesPane");
}

static void
set_up (Fixture *fixture, gconstpointer filled)
{
  fixture->session = cor_session_new ();
  fake_session_set_int (fixture->session, "state", COR_SESSION_READY);
  fixture->list = cor_session_get_colleagues (fixture->session);
  if (filled != NULL)
    fake_session_fill_colleagues (fixture->session);
  fixture->window = ui_window_new (fixture->session);
  cor_window_show_pane (fixture->window, "colleagues");
  ui_draw (GTK_WIDGET (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->session);
}

static GtkWidget *
row_of (Fixture *fixture, const char *name)
{
  GtkWidget *label = ui_find_label (pane_of (fixture), name);

  g_assert_nonnull (label);
  while (!g_str_equal (G_OBJECT_TYPE_NAME (label), "CorColleagueRow"))
    label = gtk_widget_get_parent (label);
  return label;
}

static void
assert_now (Fixture *fixture, const char *name, const char *now)
{
  g_assert_nonnull (ui_find_label (row_of (fixture, name), now));
}

static void
note (Fixture *fixture, const char *exten, const char *status, const char *with)
{
  cor_colleague_list_note_phone (fixture->list,
                                 &(CorColleaguePhone){ .exten = exten,
                                                       .status = status,
                                                       .with = with,
                                                       .since = with != NULL ? 1 : 0,
                                                       .connected = g_str_equal (status, "busy") });
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  assert_now (fixture, "Roberto Bianchi", "Available");
  assert_now (fixture, "Fabio Grassi", "Do not disturb");
  assert_now (fixture, "Gaia Fontana", "Offline");
  assert_now (fixture, "Hugo Marchetti", "Forwarding calls");
  note (fixture, "202", "ringing", NULL);
  ui_wait_until (ui_find_label (row_of (fixture, "Roberto Bianchi"), "Ringing") != NULL);
  ui_click (row_of (fixture, "Roberto Bianchi"), "Call Roberto Bianchi");
  ui_assert_log (fixture->session, "dial 202 contact");
}

static void
search (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_find (fixture->window, "GtkSearchEntry")), text);
  ui_draw (GTK_WIDGET (fixture->window));
}

/* Enter calls whom it says. */
static void
test_search (Fixture *fixture, gconstpointer data)
{
  search (fixture, "fontana");
  g_assert_null (ui_find_label (pane_of (fixture), "Roberto Bianchi"));
  g_assert_nonnull (ui_find_label (fixture->window, "Call Gaia Fontana, 208"));
  g_signal_emit_by_name (ui_find (fixture->window, "GtkSearchEntry"), "activate");
  ui_assert_log (fixture->session, "dial 208 contact");
  search (fixture, "nobody of this name");
  g_assert_nonnull (ui_find_label (pane_of (fixture), "No Matches"));
}

static guint
count_rows (Fixture *fixture)
{
  GtkWidget *list = ui_find (ui_find (pane_of (fixture), "CorListPane"), "GtkListView");

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))));
}

static void
choose (Fixture *fixture, guint position)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_find (pane_of (fixture), "GtkDropDown")), position);
  ui_draw (GTK_WIDGET (fixture->window));
}

/* All, favourites, Accounts, Sales, Support, Workshop; and only who is free. */
static void
test_filters (Fixture *fixture, gconstpointer data)
{
  GtkWidget *free;

  free = gtk_widget_get_next_sibling (ui_find (pane_of (fixture), "GtkDropDown"));
  g_assert_cmpuint (count_rows (fixture), ==, 8);
  choose (fixture, 1);
  g_assert_cmpuint (count_rows (fixture), ==, 2);
  choose (fixture, 3);
  g_assert_cmpuint (count_rows (fixture), ==, 3);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (free), TRUE);
  g_assert_cmpuint (count_rows (fixture), ==, 1);
  note (fixture, "202", "busy", "Somebody");
  ui_wait_until (count_rows (fixture) == 0);
  g_assert_nonnull (ui_find_label (pane_of (fixture), "Nobody Is Free"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (free), FALSE);
  /* The group stays chosen when everybody is fetched anew. */
  fake_session_fill_colleagues (fixture->session);
  g_assert_cmpuint (count_rows (fixture), ==, 3);
  cor_colleague_list_clear (fixture->list);
  choose (fixture, 0);
  g_assert_nonnull (ui_find_label (pane_of (fixture), "No Colleagues"));
}

static GtkWidget *
open_menu (Fixture *fixture, const char *name)
{
  GtkWidget *row = row_of (fixture, name);
  GtkWidget *button = ui_find (row, "GtkMenuButton");
  GtkWidget *menu;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  menu = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  g_assert_nonnull (menu);
  ui_wait_until (gtk_widget_get_mapped (menu));
  return menu;
}

/* What fits what they do, and what the account may. */
static void
test_menu (Fixture *fixture, gconstpointer data)
{
  GActionGroup *actions = cor_session_get_actions (fixture->session);
  GtkWidget *menu = open_menu (fixture, "Elena Vitale");

  g_assert_nonnull (ui_find_label (menu, "Add to Favorites"));
  g_assert_nonnull (ui_find_label (menu, "Pick Up Their Call"));
  g_assert_null (ui_find_label (menu, "Listen to Their Call"));
  gtk_popover_popdown (GTK_POPOVER (menu));
  menu = open_menu (fixture, "Carla Verdi");
  g_assert_nonnull (ui_find_label (menu, "Remove from Favorites"));
  g_assert_nonnull (ui_find_label (menu, "Call Me Once They Are Free"));
  g_assert_nonnull (ui_find_label (menu, "Join Their Call"));
  g_assert_null (ui_find_label (menu, "Pick Up Their Call"));
  gtk_popover_popdown (GTK_POPOVER (menu));
  g_simple_action_set_enabled (
    G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (actions), "intrude")), FALSE);
  menu = open_menu (fixture, "Dario Neri");
  g_assert_nonnull (ui_find_label (menu, "Listen to Their Call"));
  g_assert_null (ui_find_label (menu, "Join Their Call"));
  gtk_popover_popdown (GTK_POPOVER (menu));
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  const char *old = "What colleagues do may have changed: the server does not tell just now.";

  g_assert_nonnull (ui_find_label (pane_of (fixture), "No Colleagues"));
  cor_colleague_list_set_loading (fixture->list, TRUE, NULL);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_true (gtk_widget_get_mapped (ui_find (pane_of (fixture), "GtkSpinner")));
  cor_colleague_list_set_loading (fixture->list, FALSE, "“host” does not answer.");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (pane_of (fixture), "Colleagues Are Missing"));
  g_assert_nonnull (ui_find_label (pane_of (fixture), "“host” does not answer."));
  fake_session_fill_colleagues (fixture->session);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_label (pane_of (fixture), old));
  cor_colleague_list_set_live (fixture->list, FALSE);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (pane_of (fixture), old));
}

static void
fill_many (Fixture *fixture, guint n)
{
  g_autoptr (GPtrArray) company = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++) {
    g_autofree char *username = g_strdup_printf ("op%u", i);
    g_autofree char *name = g_strdup_printf ("Name %03u", i);
    g_autofree char *exten = g_strdup_printf ("%u", 1000 + i);
    const char *phones[] = { exten, NULL };
    CorColleagueFields fields = { .username = username,
                                  .name = name,
                                  .extension = exten,
                                  .phones = phones,
                                  .presence = COR_PRESENCE_ONLINE };

    g_ptr_array_add (company, cor_colleague_new (&fields));
  }
  cor_colleague_list_take (fixture->list, company);
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Fixture *fixture)
{
  fixture->told += removed + added;
}

/* 300 colleagues, 2,000 news: rows say it, and the list view hears of nothing. */
static void
test_storm (Fixture *fixture, gconstpointer data)
{
  GtkListView *list =
    GTK_LIST_VIEW (ui_find (ui_find (pane_of (fixture), "CorListPane"), "GtkListView"));

  fill_many (fixture, 300);
  ui_wait_until (count_rows (fixture) == 300);
  g_signal_connect (gtk_list_view_get_model (list), "items-changed", G_CALLBACK (on_items_changed),
                    fixture);
  for (guint i = 0; i < 2000; i++) {
    g_autofree char *exten = g_strdup_printf ("%u", 1000 + i % 300);

    note (fixture, exten, i / 300 % 2 == 0 ? "busy" : "online", NULL);
    if (i % 20 == 0)
      ui_iterate ();
  }
  note (fixture, "1000", "busy", "Carla");
  ui_wait_until (ui_find_label (pane_of (fixture), "In a call with Carla") != NULL);
  g_assert_cmpuint (fixture->told, ==, 0);
  g_signal_handlers_disconnect_by_data (gtk_list_view_get_model (list), fixture);
}

#define ADD(name, filled, test) \
  g_test_add ("/ui/colleagues/" name, Fixture, filled, set_up, test, tear_down)
#define FILLED "filled"

void
add_colleague_tests (void)
{
  ADD ("rows", FILLED, test_rows);
  ADD ("search", FILLED, test_search);
  ADD ("filters", FILLED, test_filters);
  ADD ("menu", FILLED, test_menu);
  ADD ("states", NULL, test_states);
  ADD ("storm", NULL, test_storm);
}
