/* SPDX-License-Identifier: GPL-3.0-or-later
 * Renders the main views to PNG files: screenshots FOLDER. Light, dark, narrow
 * and Italian, with the tests' own session and its data, so that a change of
 * looks is seen in a picture. Needs a display, and makes no sound. */
#include "config.h"
#include <locale.h>
#include <glib/gi18n-lib.h>
#include "fake-session.h"
#include "ui/application.h"
#include "command-bar.h"
#include "import-window.h"
#include "link-sheet.h"
#include "preferences.h"
#include "window.h"

typedef struct {
  const char *folder;
  const char *suffix;
  int width, height;
  gboolean dark;
} Look;

#define MOST_TRIES 20

static CorApplication *app;

static void
settle (void)
{
  gint64 until = g_get_monotonic_time () + 250 * 1000;

  /* Frames follow the display's clock: there is no event for "all is laid out and drawn". */
  while (g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, FALSE);
}

/* NULL: nothing is drawn yet, as on a machine that is busy. */
static GskRenderNode *
render (GtkWidget *window, int width, int height)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
save (GtkWidget *window, const Look *look, const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/%s%s.png", look->folder, name, look->suffix);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  int width = 0, height = 0;

  for (guint i = 0; i < MOST_TRIES && node == NULL; i++) {
    settle ();
    width = gtk_widget_get_width (window);
    height = gtk_widget_get_height (window);
    node = render (window, width, height);
  }
  if (node == NULL)
    g_error ("%s: nothing to draw", name);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("%s: cannot be written", path);
  g_print ("%s %dx%d\n", path, width, height);
}

static CorSession *
new_session (void)
{
  CorSession *session = cor_session_new ();

  fake_session_fill (session);
  fake_session_set_int (session, "state", COR_SESSION_READY);
  return session;
}

static CorWindow *
new_window (CorSession *session, const Look *look)
{
  CorWindow *window = cor_window_new (GTK_APPLICATION (app), session);

  gtk_widget_insert_action_group (GTK_WIDGET (window), "app", cor_session_get_actions (session));
  gtk_window_set_default_size (GTK_WINDOW (window), look->width, look->height);
  gtk_window_present (GTK_WINDOW (window));
  settle ();
  return window;
}

static void
shoot_sign_in (const Look *look)
{
  g_autoptr (CorSession) session = new_session ();
  CorWindow *window;

  fake_session_set_int (session, "state", COR_SESSION_SIGNED_OUT);
  window = new_window (session, look);
  save (GTK_WIDGET (window), look, "sign-in");
  fake_session_set_text (session, "sign-in-error",
                         _ ("The name or the password is wrong. Check both and try again."));
  save (GTK_WIDGET (window), look, "sign-in-error");
  fake_session_set_text (session, "sign-in-error", NULL);
  fake_session_set_int (session, "state", COR_SESSION_SIGNING_IN);
  save (GTK_WIDGET (window), look, "signing-in");
  fake_session_set_int (session, "state", COR_SESSION_NEEDS_OTP);
  save (GTK_WIDGET (window), look, "code");
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_child (GtkWidget *widget, const char *type)
{
  GtkWidget *child, *found;

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type))
    return widget;
  for (child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if ((found = find_child (child, type)) != NULL)
      return found;
  return NULL;
}

static GtkWidget *
find_class (GtkWidget *widget, const char *css_class)
{
  GtkWidget *child, *found;

  if (gtk_widget_has_css_class (widget, css_class))
    return widget;
  for (child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if ((found = find_class (child, css_class)) != NULL)
      return found;
  return NULL;
}

static void
shoot_lists (const Look *look)
{
  g_autoptr (CorSession) session = new_session ();
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new ("tel:0721405516", COR_ORIGIN_LINK, NULL, NULL);
  CorWindow *window = new_window (session, look);
  GtkWidget *entry = find_child (GTK_WIDGET (window), "GtkSearchEntry");

  save (GTK_WIDGET (window), look, "phonebook");
  gtk_editable_set_text (GTK_EDITABLE (entry), "mor");
  save (GTK_WIDGET (window), look, "search");
  gtk_editable_set_text (GTK_EDITABLE (entry), "0721 405516");
  save (GTK_WIDGET (window), look, "number");
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  cor_window_show_pane (window, "history");
  save (GTK_WIDGET (window), look, "history");
  cor_window_show_pane (window, "phonebook");
  fake_session_set_missed (session, 3);
  fake_session_set_reach (session, COR_HISTORY_STUCK);
  save (GTK_WIDGET (window), look, "missed");
  cor_window_show_pane (window, "history");
  save (GTK_WIDGET (window), look, "history-stuck");
  fake_session_set_reach (session, COR_HISTORY_ALL);
  fake_session_fill_colleagues (session);
  cor_window_show_pane (window, "colleagues");
  save (GTK_WIDGET (window), look, "colleagues");
  cor_window_show_pane (window, "history");
  fake_session_set_text (session, "trouble", _ ("The server does not answer."));
  fake_session_set_text (session, "trouble-action", "app.retry");
  fake_session_set_text (session, "trouble-button", _ ("Try Again"));
  fake_session_set_int (session, "line-state", COR_LINE_FAILED);
  fake_session_set_waiting (session, request);
  settle ();
  save (GTK_WIDGET (window), look, "trouble");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
shoot_import (const Look *look)
{
  g_autoptr (CorSession) session = new_session ();
  g_autoptr (GFile) file = g_file_new_for_path ("/contacts.vcf");
  GtkWindow *window = cor_import_window_new (NULL, session, file);

  gtk_window_present (window);
  settle ();
  save (GTK_WIDGET (window), look, "import");
  gtk_window_destroy (window);
}

static void
shoot_contact (const Look *look)
{
  g_autoptr (CorSession) session = new_session ();
  g_autoptr (GObject) contact =
    g_list_model_get_item (G_LIST_MODEL (fake_session_get_contact_store (session)), 1);
  CorWindow *window = new_window (session, look);
  GtkWidget *pane = find_child (GTK_WIDGET (window), "CorPhonebookPane");
  GtkWidget *button = find_child (GTK_WIDGET (window), "CorDeviceChooser");

  g_signal_emit_by_name (pane, "opened", contact);
  settle ();
  save (GTK_WIDGET (window), look, "contact");
  gtk_widget_activate_action (find_child (GTK_WIDGET (window), "CorContactPanel"), "panel.edit",
                              NULL);
  settle ();
  save (GTK_WIDGET (window), look, "contact-form");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.close-side", NULL);
  settle ();
  gtk_menu_button_popup (GTK_MENU_BUTTON (adw_bin_get_child (ADW_BIN (button))));
  settle ();
  save (GTK_WIDGET (
          gtk_menu_button_get_popover (GTK_MENU_BUTTON (adw_bin_get_child (ADW_BIN (button))))),
        look, "devices");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (adw_bin_get_child (ADW_BIN (button))));
  settle ();
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A minute of it, one packet in ten lost on the way. */
static const CorCallQuality talked = {
  .heard = TRUE,
  .seconds = 60,
  .stats = { .codec = "PCMA/8000",
             .encryption = COR_ENCRYPTION_SDES,
             .tx_packets = 3000,
             .rx_packets = 2704,
             .tx_bitrate = 64000,
             .rx_bitrate = 57600,
             .whole = { 3000, 296, 3 },
             .recent = { 500, 51, 0 },
             .reordered = 3,
             .reported = TRUE,
             .remote_loss = 0.4,
             .rtt_ms = 31,
             .jitter_ms = 4.2,
             .buffer_ms = 60,
             .tx_level = -28,
             .rx_level = -31 },
};

/* At the foot of the window, whatever else is in it. */
static void
shoot_conference (CorSession *session, GtkWidget *window, const Look *look)
{
  GtkWidget *people;

  fake_session_fill_conference (session, COR_CONFERENCE_ASKED, 1);
  save (window, look, "conference-asked");
  fake_session_fill_conference (session, COR_CONFERENCE_INSIDE, 3);
  cor_conference_set_trouble (cor_session_get_conference (session), _ ("The line is busy."));
  save (window, look, "conference");
  people = find_child (find_child (window, "CorConferenceBar"), "GtkMenuButton");
  gtk_menu_button_popup (GTK_MENU_BUTTON (people));
  save (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (people))), look,
        "conference-people");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (people));
  settle ();
  fake_session_fill_conference (session, COR_CONFERENCE_NONE, 0);
}

static void
shoot_calls (const Look *look)
{
  g_autoptr (CorSession) session = new_session ();
  CorWindow *window = new_window (session, look);
  CorCall *call, *second;
  GtkWidget *keys, *quality;

  fake_session_set_quality (session, &talked);
  fake_session_set_loudness (-20, -33);
  call = fake_session_add_call (session, TRUE, "0721551091", "Carla Rossi", _ ("This computer"));
  cor_call_set_shown_number (call, "0721 551091");
  save (GTK_WIDGET (window), look, "call-incoming");
  cor_call_set_also_at (call, "Yealink T46U");
  save (GTK_WIDGET (window), look, "call-incoming-both");
  cor_call_set_also_at (call, NULL);
  cor_call_answer (call);
  cor_call_set_secure (call, TRUE);
  save (GTK_WIDGET (window), look, "call");
  quality = find_child (find_child (GTK_WIDGET (window), "CorQualityButton"), "GtkMenuButton");
  gtk_menu_button_popup (GTK_MENU_BUTTON (quality));
  save (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (quality))), look, "call-quality");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (quality));
  cor_call_set_recording (call, COR_RECORDING_ON);
  save (GTK_WIDGET (window), look, "call-recorded");
  cor_call_set_recording (call, COR_RECORDING_NONE);
  shoot_conference (session, GTK_WIDGET (window), look);
  second = fake_session_add_call (session, TRUE, "0721405516", NULL, _ ("This computer"));
  cor_call_set_shown_number (second, "0721 405516");
  save (GTK_WIDGET (window), look, "call-waiting");
  cor_call_hold (call, TRUE);
  cor_call_answer (second);
  save (GTK_WIDGET (window), look, "two-calls");
  cor_call_set_waiting (call, cor_call_get_shown (second));
  cor_call_set_waiting (second, cor_call_get_shown (call));
  save (GTK_WIDGET (window), look, "call-consult");
  cor_call_set_waiting (call, NULL);
  cor_call_set_waiting (second, NULL);
  cor_call_hang_up (call);
  keys = find_class (find_child (GTK_WIDGET (window), "CorCallView"), "cor-tool");
  for (guint i = 0; i < 2; i++) /* after those to mute and to hold */
    keys = gtk_widget_get_next_sibling (keys);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (keys), TRUE);
  settle ();
  save (GTK_WIDGET (window), look, "keypad");
  cor_call_set_ended (second, COR_CALL_END_BUSY, _ ("The other side is busy."));
  save (GTK_WIDGET (window), look, "call-ended");
  call = fake_session_add_call (session, FALSE, "0721551091", "Carla Rossi", "Yealink T46U");
  cor_call_set_shown_number (call, "0721 551091");
  cor_call_set_stuck (call, TRUE);
  save (GTK_WIDGET (window), look, "call-stuck");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* As many as one line has. */
static void
shoot_many_calls (const Look *look)
{
  g_autoptr (CorSession) session = new_session ();
  CorWindow *window = new_window (session, look);

  for (guint i = 1; i <= 6; i++) {
    g_autofree char *number = g_strdup_printf ("20%u", i);
    CorCall *call =
      fake_session_add_call (session, TRUE, number, i % 2 == 0 ? "Carla Rossi" : NULL, NULL);

    cor_call_answer (call);
    cor_call_hold (call, i < 6);
  }
  save (GTK_WIDGET (window), look, "six-calls");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
shoot_question (const Look *look)
{
  g_autoptr (CorSession) session = new_session ();
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new ("tel:899123456", COR_ORIGIN_LINK, NULL, NULL);
  g_autoptr (CorQuestion) question = cor_question_new (
    request, "899123456", _ ("This is a premium-rate number: the call may cost a lot."));
  CorLinkSheet *sheet = cor_link_sheet_new (NULL, question, cor_session_get_devices (session),
                                            COR_DEVICE_ID_THIS_COMPUTER);

  gtk_window_present (GTK_WINDOW (sheet));
  settle ();
  save (GTK_WIDGET (sheet), look, "question");
  gtk_window_destroy (GTK_WINDOW (sheet));
}

static void
shoot_link (const Look *look, CorSession *session, CorQuestion *question, const char *name)
{
  CorLinkSheet *sheet = cor_link_sheet_new (NULL, question, cor_session_get_devices (session),
                                            COR_DEVICE_ID_THIS_COMPUTER);

  gtk_window_present (GTK_WINDOW (sheet));
  settle ();
  save (GTK_WIDGET (sheet), look, name);
  gtk_window_destroy (GTK_WINDOW (sheet));
}

static void
shoot_links (const Look *look)
{
  g_autoptr (CorSession) session = new_session ();
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new ("tel:0721405516", COR_ORIGIN_LINK, NULL, NULL);
  g_autoptr (CorQuestion) first =
    cor_question_new (request, "0721405516", _ ("You chose to be asked before such a call."));
  g_autoptr (CorQuestion) second =
    cor_question_new (request, "203", _ ("Another link asked for a call just now."));

  cor_question_set_name (first, "Anna Rossi");
  cor_question_set_company (first, "Tipografia Rossi & Figli");
  cor_question_set_shown (first, "0721 405516");
  cor_question_set_dialled (first, "00721405516");
  cor_question_set_where_from (first, _ ("From a link"));
  cor_question_set_remember (first, "external");
  shoot_link (look, session, first, "link");
  cor_question_set_remember (first, NULL);
  cor_question_set_other (first, second);
  shoot_link (look, session, first, "two-links");
}

static void
scroll_to_end (GtkWidget *window)
{
  GtkWidget *scrolled = find_child (window, "GtkScrolledWindow");
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  gtk_adjustment_set_value (place, gtk_adjustment_get_upper (place));
}

static void
shoot_preferences (const Look *look)
{
  g_autoptr (CorSession) session = new_session ();
  g_autoptr (GSettings) settings = g_settings_new (COR_APP_ID);
  const int width = MIN (look->width, 480);
  CorPreferences *preferences;

  g_settings_set_string (settings, "ringtone", "/music/An old telephone in the hall.ogg");
  preferences = cor_preferences_new (NULL, session);
  g_settings_set_value (settings, "link-rules",
                        g_variant_new_parsed ("[('link', '', 'internal', 'dial', ''), "
                                              "('history', 'tel', 'external', 'ask', '91201')]"));
  gtk_window_set_default_size (GTK_WINDOW (preferences), width, 480);
  gtk_window_present (GTK_WINDOW (preferences));
  settle ();
  save (GTK_WIDGET (preferences), look, "preferences");
  scroll_to_end (GTK_WIDGET (preferences));
  save (GTK_WIDGET (preferences), look, "preferences-codecs");
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (preferences), "links");
  cor_session_set_link_handler (session, "tel", TRUE, NULL);
  settle ();
  save (GTK_WIDGET (preferences), look, "preferences-links");
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (preferences), "numbers");
  settle ();
  save (GTK_WIDGET (preferences), look, "preferences-numbers");
  gtk_window_destroy (GTK_WINDOW (preferences));
}

static void
shoot_transfer (CorSession *session, CorCommandBar *bar, const Look *look)
{
  g_autoptr (CorCall) call = cor_call_new (NULL, FALSE, "0721551091", "This computer", TRUE);

  cor_call_set_name (call, "Carla Rossi");
  cor_call_set_state (call, COR_CALL_ACTIVE);
  gtk_window_close (GTK_WINDOW (bar));
  cor_command_bar_open_transfer (bar, call, NULL);
  save (GTK_WIDGET (bar), look, "bar-targets");
  gtk_editable_set_text (GTK_EDITABLE (find_child (GTK_WIDGET (bar), "GtkSearchEntry")), "an");
  save (GTK_WIDGET (bar), look, "bar-transfer");
  gtk_window_close (GTK_WINDOW (bar));
  cor_command_bar_open (bar, NULL);
}

static void
shoot_bar (const Look *look)
{
  g_autoptr (CorSession) session = new_session ();
  CorCommandBar *bar = cor_command_bar_new (GTK_APPLICATION (app), session);
  GtkWidget *entry;

  gtk_widget_insert_action_group (GTK_WIDGET (bar), "app", cor_session_get_actions (session));
  gtk_window_set_default_size (GTK_WINDOW (bar), MIN (look->width, 460), 440);
  cor_command_bar_open (bar, NULL);
  entry = find_child (GTK_WIDGET (bar), "GtkSearchEntry");
  save (GTK_WIDGET (bar), look, "bar");
  gtk_editable_set_text (GTK_EDITABLE (entry), "an");
  save (GTK_WIDGET (bar), look, "bar-search");
  gtk_editable_set_text (GTK_EDITABLE (entry), "0721 405516");
  save (GTK_WIDGET (bar), look, "bar-number");
  fake_session_fill_colleagues (session);
  shoot_transfer (session, bar, look);
  fake_session_set_int (session, "state", COR_SESSION_SIGNED_OUT);
  save (GTK_WIDGET (bar), look, "bar-signed-out");
  gtk_window_destroy (GTK_WINDOW (bar));
}

static void
shoot (const Look *look)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      look->dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                 : ADW_COLOR_SCHEME_FORCE_LIGHT);
  shoot_sign_in (look);
  shoot_lists (look);
  shoot_contact (look);
  shoot_import (look);
  shoot_calls (look);
  shoot_many_calls (look);
  shoot_question (look);
  shoot_links (look);
  shoot_preferences (look);
  shoot_bar (look);
}

int
main (int argc, char **argv)
{
  g_autoptr (CorSession) session = NULL;
  const char *locales = g_getenv ("CORNETTA_LOCALEDIR");

  if (argc != 2)
    g_error ("usage: screenshots FOLDER");
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locales != NULL ? locales : COR_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_mkdir_with_parents (argv[1], 0755);
  session = cor_session_new ();
  app = cor_application_new (session);
  g_application_set_flags (G_APPLICATION (app), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (app), NULL, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  if (g_str_has_prefix (setlocale (LC_MESSAGES, NULL), "it")) {
    shoot (&(Look){ argv[1], "-it", 820, 600, FALSE });
    shoot (&(Look){ argv[1], "-it-dark", 820, 600, TRUE });
    shoot (&(Look){ argv[1], "-it-narrow", 360, 640, FALSE });
  } else {
    shoot (&(Look){ argv[1], "", 820, 600, FALSE });
    shoot (&(Look){ argv[1], "-dark", 820, 600, TRUE });
    shoot (&(Look){ argv[1], "-narrow", 360, 640, FALSE });
  }
  return 0;
}
