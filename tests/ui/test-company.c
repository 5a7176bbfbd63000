/* SPDX-License-Identifier: GPL-3.0-or-later
 * The caller's page and cards, and the preferences of both and of the command. M65 */
#include "config.h"
#include "ui-test.h"
#include "cards-window.h"
#include "history-row.h"
#include "menu-source.h"
#include "preferences.h"
#include "model/customer-card.h"

typedef struct {
  CorSession *session;
  CorWindow *window;
  GSettings *settings;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->settings = g_settings_new (COR_APP_ID);
  f->session = cor_session_new ();
  fake_session_set_int (f->session, "state", COR_SESSION_READY);
  f->window = ui_window_new (f->session);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_assert_finalize_object (f->session);
  g_settings_reset (f->settings, "open-url");
  g_settings_reset (f->settings, "call-command");
  g_settings_reset (f->settings, "call-command-on");
  g_object_unref (f->settings);
}

static void
fill_cards (Fixture *f)
{
  g_autoptr (GPtrArray) cards =
    g_ptr_array_new_with_free_func ((GDestroyNotify)cor_customer_card_free);
  CorCustomerCard *identity = cor_customer_card_new ("i", "Customer <b>Identity", "");
  CorCustomerCard *calls = cor_customer_card_new ("c", "Last Calls", "");
  const char *one[] = { "+390721405516", NULL }, *shown[] = { "0721 405516", NULL };
  const char *none[] = { NULL };

  cor_customer_card_add_line (identity, "Anna & Co", g_strdupv ((GStrv)none),
                              g_strdupv ((GStrv)none));
  cor_customer_card_add_line (identity, "<i>Pesaro", g_strdupv ((GStrv)none),
                              g_strdupv ((GStrv)none));
  cor_customer_card_add_line (identity, "Office", g_strdupv ((GStrv)one), g_strdupv ((GStrv)shown));
  cor_customer_card_add_line (calls, "Yesterday: answered", g_strdupv ((GStrv)none),
                              g_strdupv ((GStrv)none));
  g_ptr_array_add (cards, identity);
  g_ptr_array_add (cards, calls);
  fake_session_set_cards (f->session, cards);
}

/* Of who calls, as plain text, with the number a button. */
static void
test_cards (Fixture *f, gconstpointer data)
{
  GtkWidget *number;
  CorCall *call;

  fill_cards (f);
  call = fake_session_add_call (f->session, TRUE, "0721405516", "Anna Rossi", "This computer");
  ui_wait_until (ui_find_label (f->window, "Customer <b>Identity") != NULL);
  g_assert_nonnull (ui_find_label (f->window, "Anna & Co\n<i>Pesaro"));
  g_assert_nonnull (ui_find_label (f->window, "Office"));
  g_assert_nonnull (ui_find_label (f->window, "Last Calls"));
  cor_call_set_state (call, COR_CALL_ACTIVE);
  g_free (fake_session_take_log (f->session));
  number = ui_find (ui_find (f->window, "CorCustomerCards"), "CorNumberButton");
  gtk_test_accessible_assert_property (number, GTK_ACCESSIBLE_PROPERTY_LABEL, "Call 0721 405516");
  gtk_widget_activate_action (number, "call", NULL);
  ui_assert_log (f->session, "dial +390721405516 contact");
}

/* Nothing of one customer stands under another's name, and nobody's cards take no room. */
static void
test_cards_go (Fixture *f, gconstpointer data)
{
  CorCall *call;

  fill_cards (f);
  call = fake_session_add_call (f->session, TRUE, "0721405516", "Anna Rossi", "This computer");
  ui_wait_until (ui_find_label (f->window, "Last Calls") != NULL);
  fake_session_set_cards (f->session, NULL);
  cor_call_set_number (call, "0721405517");
  g_assert_null (ui_find_label (f->window, "Last Calls"));
  ui_draw (GTK_WIDGET (f->window));
  g_assert_null (ui_find_label (f->window, "Last Calls"));
  g_assert_false (gtk_widget_get_visible (ui_find (f->window, "CorCustomerCards")));
}

/* --- Of a past call. --- */

/* The label of the item that opens the cards of the row's number; NULL for none. */
static char *
find_cards_item (GtkWidget *row, char **ret_number)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  cor_menu_source_add_items (COR_MENU_SOURCE (row), menu);
  for (int i = 0; i < g_menu_model_get_n_items (G_MENU_MODEL (menu)); i++) {
    g_autoptr (GMenuModel) section =
      g_menu_model_get_item_link (G_MENU_MODEL (menu), i, G_MENU_LINK_SECTION);
    g_autofree char *action = NULL;
    char *label;

    g_menu_model_get_item_attribute (section, 0, "action", "s", &action);
    if (!g_str_equal (action, "app.call-cards"))
      continue;
    g_menu_model_get_item_attribute (section, 0, "label", "s", &label);
    g_menu_model_get_item_attribute (section, 0, "target", "(ss)", ret_number, NULL);
    return label;
  }
  return NULL;
}

static void
assert_cards_item (GtkWidget *row, const CorHistoryFields *fields, const char *wanted)
{
  g_autoptr (CorHistoryEntry) entry = cor_history_entry_new (fields);
  g_autofree char *number = NULL;
  g_autofree char *label = NULL;

  cor_history_row_set_item (COR_HISTORY_ROW (row), entry);
  label = find_cards_item (row, &number);
  g_assert_cmpstr (number, ==, wanted);
  g_assert_cmpstr (label, ==, wanted != NULL ? "Custome_r Cards…" : NULL);
}

/* Of every number that is seen whole, where the profile shows cards; other people's calls too. */
static void
test_cards_in_menu (Fixture *f, gconstpointer data)
{
  const CorHistoryFields call = { .id = "1.1/1.1", .number = "0721405516", .time = 1700000000 };
  const CorHistoryFields others = { .id = "2/2", .number = "333", .colleague = "Luca", .time = 1 };
  const CorHistoryFields masked = { .id = "3/3", .number = "0721xxx", .time = 1 };
  const CorHistoryFields nobody = { .id = "4/4", .number = "", .time = 1 };
  GtkWidget *row = cor_history_row_new_in_days ();

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (f->window), row);
  assert_cards_item (row, &call, NULL);
  fill_cards (f);
  assert_cards_item (row, &call, "0721405516");
  assert_cards_item (row, &others, "333");
  assert_cards_item (row, &masked, NULL);
  assert_cards_item (row, &nobody, NULL);
}

static void
test_cards_window (Fixture *f, gconstpointer data)
{
  GtkWindow *window;
  GtkWidget *number;

  fill_cards (f);
  window = cor_cards_window_new (GTK_WINDOW (f->window), f->session, "0721405516", "Anna <b>Rossi");
  gtk_window_present (window);
  g_assert_nonnull (ui_find_label (window, "Anna <b>Rossi"));
  ui_wait_until (ui_find_label (window, "Customer <b>Identity") != NULL);
  g_free (fake_session_take_log (f->session));
  number = ui_find (window, "CorNumberButton");
  gtk_widget_activate_action (number, "call", NULL);
  ui_assert_log (f->session, "dial +390721405516 contact");
  gtk_widget_activate_action (number, "number.copy", NULL);
  ui_draw (GTK_WIDGET (window));
  g_assert_nonnull (ui_find_label (window, "Number copied"));
  gtk_window_destroy (window);
  fake_session_set_cards (f->session, NULL);
  window = cor_cards_window_new (NULL, f->session, "0721405517", "0721 405517");
  gtk_window_present (window);
  ui_wait_until (ui_find_label (window, "There are no cards about this number.") != NULL);
  gtk_window_destroy (window);
}

static void
test_page (Fixture *f, gconstpointer data)
{
  CorCall *call =
    fake_session_add_call (f->session, TRUE, "0721405516", "Anna Rossi", "This computer");
  g_autofree char *expected = g_strdup_printf ("open-url %u", cor_call_get_id (call));

  ui_draw (GTK_WIDGET (f->window));
  g_assert_null (ui_find_named (f->window, "Open Caller's Page"));
  fake_session_set_page (f->session, TRUE);
  ui_draw (GTK_WIDGET (f->window));
  g_free (fake_session_take_log (f->session));
  ui_click (f->window, "Open Caller's Page");
  ui_assert_log (f->session, expected);
}

static GtkWidget *
get_group (CorPreferences *preferences)
{
  return ui_find (preferences, "CorPreferencesCompany");
}

static void
assert_events (Fixture *f, const char *expected)
{
  g_auto (GStrv) events = g_settings_get_strv (f->settings, "call-command-on");
  g_autofree char *all = g_strjoinv (" ", events);

  g_assert_cmpstr (all, ==, expected);
}

static void
test_preferences (Fixture *f, gconstpointer data)
{
  CorPreferences *preferences = cor_preferences_new (GTK_WINDOW (f->window), f->session);
  GtkWidget *group = get_group (preferences);
  GtkWidget *open = ui_find (group, "AdwComboRow"), *command = ui_find (group, "AdwEntryRow");
  g_autofree char *when = NULL, *kept = NULL, *still = NULL;
  GtkWidget *answered;

  gtk_window_present (GTK_WINDOW (preferences));
  adw_combo_row_set_selected (ADW_COMBO_ROW (open), 3);
  when = g_settings_get_string (f->settings, "open-url");
  g_assert_cmpstr (when, ==, "answered");
  g_settings_set_string (f->settings, "open-url", "never");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (open)), ==, 1);
  gtk_editable_set_text (GTK_EDITABLE (command), "notify-send $CALLER_NAME");
  g_signal_emit_by_name (command, "apply");
  kept = g_settings_get_string (f->settings, "call-command");
  g_assert_cmpstr (kept, ==, "notify-send $CALLER_NAME");
  /* What can't be run is not kept, and its user hears why. */
  gtk_editable_set_text (GTK_EDITABLE (command), "wrong");
  g_signal_emit_by_name (command, "apply");
  still = g_settings_get_string (f->settings, "call-command");
  g_assert_cmpstr (still, ==, "notify-send $CALLER_NAME");
  ui_wait_until (ui_find_label (preferences, "There is no program “wrong”.") != NULL);
  assert_events (f, "ringing");
  answered = ui_find_named (group, "Run It When a Call Is Answered");
  g_assert_nonnull (answered);
  gtk_widget_activate (answered);
  assert_events (f, "ringing answered");
  gtk_window_destroy (GTK_WINDOW (preferences));
}

void
add_company_tests (void)
{
  static const struct {
    const char *path;
    void (*run) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/company/cards", test_cards },
    { "/company/cards-go", test_cards_go },
    { "/company/cards-in-menu", test_cards_in_menu },
    { "/company/cards-window", test_cards_window },
    { "/company/page", test_page },
    { "/company/preferences", test_preferences },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
}
