/* SPDX-License-Identifier: GPL-3.0-or-later
 * The choice of microphone, speaker and ringer follows its user, not the plugs. */
#include "config.h"
#include "ui-test.h"
#include "preferences.h"

/* Like the phone's audio devices, as far as these windows look. */
#define TYPE_PLUG (test_plug_get_type ())
G_DECLARE_FINAL_TYPE (TestPlug, test_plug, TEST, PLUG, GObject)

struct _TestPlug {
  GObject parent;
  char *texts[3];
};

G_DEFINE_FINAL_TYPE (TestPlug, test_plug, G_TYPE_OBJECT)

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, TEST_PLUG (object)->texts[id]);
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TEST_PLUG (object)->texts[id] = g_value_dup_string (value);
}

static void
finalize (GObject *object)
{
  g_free (TEST_PLUG (object)->texts[1]);
  g_free (TEST_PLUG (object)->texts[2]);
  G_OBJECT_CLASS (test_plug_parent_class)->finalize (object);
}

static void
test_plug_class_init (TestPlugClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY;

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  object_class->finalize = finalize;
  g_object_class_install_property (object_class, 1,
                                   g_param_spec_string ("name", NULL, NULL, NULL, flags));
  g_object_class_install_property (object_class, 2,
                                   g_param_spec_string ("description", NULL, NULL, NULL, flags));
}

static void
test_plug_init (TestPlug *self)
{
}

static void
plug_in (CorSession *session, guint position, const char *name, const char *description)
{
  g_autoptr (TestPlug) plug =
    g_object_new (TYPE_PLUG, "name", name, "description", description, NULL);

  g_list_store_insert (fake_session_get_audio_store (session), position, plug);
}

static AdwComboRow *
row (CorPreferences *window, const char *title)
{
  return ADW_COMBO_ROW (
    gtk_widget_get_ancestor (ui_find_label (window, title), ADW_TYPE_COMBO_ROW));
}

static const char *
shown (AdwComboRow *combo)
{
  return gtk_string_object_get_string (adw_combo_row_get_selected_item (combo));
}

static void
test_sound (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  CorPreferences *window;
  AdwComboRow *microphone, *speaker, *ringer;

  plug_in (session, 0, "phones", "Headphones <USB>");
  plug_in (session, 1, "built-in", "Built-in");
  window = cor_preferences_new (NULL, session);
  gtk_window_present (GTK_WINDOW (window));
  ui_draw (GTK_WIDGET (window));
  microphone = row (window, "Microphone");
  speaker = row (window, "Speaker");
  ringer = row (window, "Ringer");
  g_assert_cmpstr (shown (microphone), ==, "The system's choice");
  g_assert_cmpstr (shown (speaker), ==, "Headphones <USB>");
  g_assert_cmpstr (shown (ringer), ==, "gone (not connected)");
  ui_assert_log (session, "");
  adw_combo_row_set_selected (microphone, 2);
  ui_assert_log (session, "audio 0 built-in");
  adw_combo_row_set_selected (speaker, 0);
  ui_assert_log (session, "audio 1 ");
  /* Plugs choose nothing. */
  g_list_store_remove (fake_session_get_audio_store (session), 0);
  plug_in (session, 0, "gone", "Back again");
  ui_assert_log (session, "");
  g_assert_cmpstr (shown (ringer), ==, "Back again");
  g_assert_cmpstr (shown (speaker), ==, "phones (not connected)");
  gtk_window_destroy (GTK_WINDOW (window));
  g_list_store_remove_all (fake_session_get_audio_store (session));
  ui_assert_log (session, "");
}

/* A rule that was made elsewhere shows, and goes by its button. */
static void
test_rules (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  g_autoptr (GSettings) settings = g_settings_new (COR_APP_ID);
  GtkWindow *window;

  fake_session_fill (session);
  window = GTK_WINDOW (cor_preferences_new (NULL, session));
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (window), "links");
  gtk_window_present (window);
  ui_draw (GTK_WIDGET (window));
  g_assert_null (ui_find_label (window, "Internal numbers"));
  g_settings_set_value (settings, "link-rules",
                        g_variant_new_parsed ("[('link', '', 'internal', 'dial', ''), "
                                              "('history', 'tel', 'external', 'ask', '91201')]"));
  ui_draw (GTK_WIDGET (window));
  g_assert_nonnull (ui_find_label (window, "Internal numbers"));
  g_assert_nonnull (ui_find_label (window, "Call at once"));
  g_assert_nonnull (ui_find_label (window, "External numbers"));
  ui_click (window, "Forget the rule: Internal numbers");
  ui_assert_log (session, "drop-rule ('link', '', 'internal', 'dial', '')");
  g_settings_set_value (settings, "link-rules", g_variant_new ("a(sssss)", NULL));
  ui_draw (GTK_WIDGET (window));
  g_assert_null (ui_find_label (window, "Internal numbers"));
  g_settings_set_boolean (settings, "ask-before-calling", TRUE);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (ui_find_named (window, "Ask before calling"))));
  g_settings_reset (settings, "ask-before-calling");
  gtk_window_destroy (window);
}

static GtkEditable *
entry (gpointer group, const char *title)
{
  return GTK_EDITABLE (gtk_widget_get_ancestor (ui_find_label (group, title), ADW_TYPE_ENTRY_ROW));
}

static void
assert_setting (GSettings *settings, const char *key, const char *expected)
{
  g_autofree char *value = g_settings_get_string (settings, key);

  g_assert_cmpstr (value, ==, expected);
}

/* What can't be a prefix is marked and not kept; what can is tried out at once. */
static void
test_numbers (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  g_autoptr (GSettings) settings = g_settings_new ("org.cornetta.Cornetta");
  CorPreferences *window = cor_preferences_new (NULL, session);
  GtkWidget *group = ui_find (window, "CorPreferencesNumbers");
  GtkEditable *outside, *number;
  int end = 1;

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (window), "numbers");
  gtk_window_present (GTK_WINDOW (window));
  ui_draw (GTK_WIDGET (window));
  outside = entry (group, "Prefix for an outside line");
  number = entry (group, "Try a number");
  g_assert_nonnull (ui_find_label (group, "Country (empty: automatic, now IT)"));
  gtk_editable_set_text (number, "0721 405516");
  g_assert_nonnull (ui_find_label (group, "0721405516"));
  g_assert_nonnull (ui_find_label (group, "Dialled for <0721 405516>"));
  gtk_editable_set_text (outside, "9");
  assert_setting (settings, "outside-prefix", "9");
  ui_wait_until (ui_find_label (group, "90721405516") != NULL);
  gtk_editable_insert_text (outside, "x", 1, &end);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (outside), "error"));
  assert_setting (settings, "outside-prefix", "9");
  gtk_editable_set_text (outside, "");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (outside), "error"));
  assert_setting (settings, "outside-prefix", "");
  gtk_editable_set_text (entry (group, "Instead of “+” (empty: “+” stays)"), "00");
  assert_setting (settings, "international-prefix", "00");
  gtk_editable_set_text (number, "mario");
  g_assert_nonnull (ui_find_label (group, "“mario”: This is a name, not a phone number"));
  g_settings_reset (settings, "international-prefix");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (g_steal_pointer (&session));
}

static const char *
subtitle (CorPreferences *window, const char *title)
{
  return adw_action_row_get_subtitle (
    ADW_ACTION_ROW (gtk_widget_get_ancestor (ui_find_label (window, title), ADW_TYPE_ACTION_ROW)));
}

static void
test_handler (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  CorPreferences *window = cor_preferences_new (NULL, session);

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (window), "links");
  gtk_window_present (GTK_WINDOW (window));
  ui_draw (GTK_WIDGET (window));
  g_assert_cmpstr (subtitle (window, "Phone links (tel:)"), ==, "Open with R&D <Phone>");
  g_assert_cmpstr (subtitle (window, "Call links (callto:)"), ==, "Nothing opens them");
  ui_click (window, "Make Default, Phone links (tel:)");
  g_assert_cmpstr (subtitle (window, "Phone links (tel:)"), ==, "Open with Cornetta");
  ui_click (window, "Make Default, Call links (callto:)");
  g_assert_cmpstr (subtitle (window, "Call links (callto:)"), ==, "Open with Cornetta");
  ui_draw (GTK_WIDGET (window));
  ui_click (window, "Restore R&D <Phone>, Phone links (tel:)");
  g_assert_cmpstr (subtitle (window, "Phone links (tel:)"), ==, "Open with R&D <Phone>");
  ui_click (window, "Undo, Call links (callto:)");
  g_assert_cmpstr (subtitle (window, "Call links (callto:)"), ==, "Nothing opens them");
  ui_click (window, "Make Default, Links of the web CTI (nethlink:)");
  g_assert_cmpstr (subtitle (window, "Links of the web CTI (nethlink:)"), ==,
                   "The list <can't> be written.");
  ui_assert_log (session, "");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_shortcuts (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  g_autoptr (GSettings) settings = g_settings_new (COR_APP_ID);
  CorPreferences *window = cor_preferences_new (NULL, session);
  GtkSwitch *enabled;

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (window), "links");
  gtk_window_present (GTK_WINDOW (window));
  ui_draw (GTK_WIDGET (window));
  enabled = GTK_SWITCH (ui_find (ui_find (window, "CorPreferencesShortcuts"), "GtkSwitch"));
  g_assert_false (gtk_switch_get_active (enabled));
  gtk_switch_set_active (enabled, TRUE);
  g_assert_true (g_settings_get_boolean (settings, "global-shortcuts"));
  fake_session_set_text (session, "shortcuts-trouble", "No <service>.");
  g_assert_cmpstr (subtitle (window, "Shortcuts that work everywhere"), ==, "No <service>.");
  g_settings_reset (settings, "global-shortcuts");
  g_assert_false (gtk_switch_get_active (enabled));
  g_assert_cmpstr (subtitle (window, "Call the selected number"), ==,
                   "Not in your desktop's keyboard settings");
  ui_click (window, "Add Shortcut");
  g_assert_cmpstr (subtitle (window, "Call the selected number"), ==,
                   "Ctrl+Alt+C, in your desktop's keyboard settings");
  ui_click (window, "Remove Shortcut");
  g_assert_cmpstr (subtitle (window, "Call the selected number"), ==,
                   "Not in your desktop's keyboard settings");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
check_server (GtkWidget *row, const char *text, gboolean good)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_assert_true (gtk_widget_has_css_class (row, "error") == !good);
  g_signal_emit_by_name (row, "apply");
}

/* What is wished for holds; which way is in use, and why, stands below it. */
static void
test_line (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  g_autoptr (GSettings) settings = g_settings_new (COR_APP_ID);
  CorPreferences *window;
  AdwComboRow *way, *transport, *encryption;
  GtkWidget *server;

  g_settings_set_string (settings, "line", "sip");
  window = cor_preferences_new (NULL, session);
  gtk_window_present (GTK_WINDOW (window));
  ui_draw (GTK_WIDGET (window));
  way = row (window, "Reach the Exchange By");
  transport = row (window, "Transport to This SIP Server");
  encryption = row (window, "Encrypt Calls by SIP");
  server = ui_find (ui_find (window, "CorPreferencesLine"), "AdwEntryRow");
  g_assert_cmpstr (shown (way), ==, "SIP");
  g_assert_cmpstr (subtitle (window, "Reach the Exchange By"), ==, "");
  fake_session_set_text (session, "line-why", "It is <set> by hand.");
  g_assert_cmpstr (subtitle (window, "Reach the Exchange By"), ==, "It is <set> by hand.");
  g_assert_cmpstr (shown (transport), ==, "TLS");
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (transport)));
  check_server (server, "two words", FALSE);
  check_server (server, " pbx.example.org:5070 ", TRUE);
  assert_setting (settings, "sip-proxy", "pbx.example.org:5070");
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (transport)));
  adw_combo_row_set_selected (transport, 1);
  assert_setting (settings, "sip-transport", "tcp");
  g_assert_cmpstr (shown (encryption), ==, "Automatic");
  adw_combo_row_set_selected (encryption, 3);
  assert_setting (settings, "sip-encryption", "required");
  adw_combo_row_set_selected (way, 1);
  assert_setting (settings, "line", "gateway");
  g_assert_false (gtk_widget_is_sensitive (server));
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (encryption)));
  g_settings_reset (settings, "line");
  g_assert_cmpstr (shown (way), ==, "Automatic");
  g_settings_reset (settings, "sip-proxy");
  g_settings_reset (settings, "sip-transport");
  g_settings_reset (settings, "sip-encryption");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
collect_rows (GtkWidget *widget, GPtrArray *titles)
{
  const char *title = ADW_IS_PREFERENCES_ROW (widget)
                        ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget))
                        : "";

  if (*title != '\0' && gtk_widget_get_visible (widget))
    g_ptr_array_add (titles, g_strdup (title));
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && !ADW_IS_PREFERENCES_ROW (widget);
       child = gtk_widget_get_next_sibling (child))
    collect_rows (child, titles);
}

/* Ctrl+F, some words of what one looks for, and there it is, whatever page it is on. */
static void
test_search (void)
{
  g_autoptr (CorSession) session = cor_session_new ();
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *window, *entry;

  fake_session_fill (session);
  fake_session_set_voice_possible (TRUE);
  window = GTK_WIDGET (cor_preferences_new (NULL, session));
  gtk_window_present (GTK_WINDOW (window));
  ui_draw (window);
  entry = ui_find (window, "GtkSearchEntry");
  collect_rows (window, titles);
  g_assert_cmpuint (titles->len, >=, 30);
  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (ui_find_named (window, "Search the preferences")), TRUE);
  ui_wait_until (gtk_widget_get_mapped (entry));
  g_assert_true (ui_has_name (entry));
  for (guint i = 0; i < titles->len; i++) {
    g_autofree char *word = g_utf8_strup (titles->pdata[i], -1);

    g_test_message ("%s", (char *)titles->pdata[i]);
    gtk_editable_set_text (GTK_EDITABLE (entry), "nothing like this");
    ui_wait_until (ui_find_label (window, titles->pdata[i]) == NULL);
    gtk_editable_set_text (GTK_EDITABLE (entry), word);
    ui_wait_until (ui_find_label (window, titles->pdata[i]) != NULL);
  }
  gtk_window_destroy (GTK_WINDOW (window));
}

void
add_preferences_tests (void)
{
  g_test_add_func ("/ui/preferences/rules", test_rules);
  g_test_add_func ("/ui/preferences/numbers", test_numbers);
  g_test_add_func ("/ui/preferences/line", test_line);
  g_test_add_func ("/ui/preferences/shortcuts", test_shortcuts);
  g_test_add_func ("/ui/preferences/handler", test_handler);
  g_test_add_func ("/ui/preferences/sound", test_sound);
  g_test_add_func ("/ui/preferences/search", test_search);
}
