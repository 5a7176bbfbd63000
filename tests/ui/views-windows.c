/* SPDX-License-Identifier: GPL-3.0-or-later
 * The windows beside the main one, for pictures and checks. */
#include "config.h"
#include "views.h"
#include <glib/gi18n-lib.h>
#include "about.h"
#include "accounts-window.h"
#include "cards-window.h"
#include "command-bar.h"
#include "connection-window.h"
#include "diagnosis-window.h"
#include "help-window.h"
#include "import-window.h"
#include "link-sheet.h"
#include "log-window.h"
#include "model/trace.h"
#include "preferences.h"
#include "note-window.h"
#include "quality-window.h"
#include "summary-window.h"
#include "welcome-window.h"

static void
shoot_accounts (void)
{
  g_autoptr (CorSession) session = picture_session ();
  GtkWindow *window = cor_accounts_window_new (NULL, session);

  gtk_window_present (window);
  picture_save (GTK_WIDGET (window), "accounts");
  gtk_window_destroy (window);
}

static void
shoot_question (void)
{
  g_autoptr (CorSession) session = picture_session ();
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new ("tel:899123456", COR_ORIGIN_LINK, NULL, NULL);
  g_autoptr (CorQuestion) question = cor_question_new (
    request, "899123456", _ ("This is a premium-rate number: the call may cost a lot."));
  CorLinkSheet *sheet = cor_link_sheet_new (NULL, question, cor_session_get_devices (session),
                                            COR_DEVICE_ID_THIS_COMPUTER);

  gtk_window_present (GTK_WINDOW (sheet));
  picture_save (GTK_WIDGET (sheet), "question");
  gtk_window_destroy (GTK_WINDOW (sheet));
}

static void
shoot_link (CorSession *session, CorQuestion *question, const char *name)
{
  CorLinkSheet *sheet = cor_link_sheet_new (NULL, question, cor_session_get_devices (session),
                                            COR_DEVICE_ID_THIS_COMPUTER);

  gtk_window_present (GTK_WINDOW (sheet));
  picture_save (GTK_WIDGET (sheet), name);
  gtk_window_destroy (GTK_WINDOW (sheet));
}

static void
shoot_links (void)
{
  g_autoptr (CorSession) session = picture_session ();
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
  shoot_link (session, first, "link");
  cor_question_set_remember (first, NULL);
  cor_question_set_other (first, second);
  shoot_link (session, first, "two-links");
}

/* The page that is in sight. */
static void
scroll_to_end (GtkWidget *page)
{
  GtkWidget *scrolled = picture_find (page, "GtkScrolledWindow");
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  gtk_adjustment_set_value (place, gtk_adjustment_get_upper (place));
}

static void
shoot_page (AdwPreferencesWindow *window, const char *name, const char *picture)
{
  g_autofree char *end = g_strconcat (picture, "-end", NULL);

  adw_preferences_window_set_visible_page_name (window, name);
  picture_save (GTK_WIDGET (window), picture);
  scroll_to_end (GTK_WIDGET (adw_preferences_window_get_visible_page (window)));
  picture_save (GTK_WIDGET (window), end);
}

static void
shoot_preferences (void)
{
  g_autoptr (CorSession) session = picture_session ();
  g_autoptr (GSettings) settings = g_settings_new (COR_APP_ID);
  GtkWindow *preferences;

  g_settings_set_string (settings, "ringtone", "/music/An old telephone in the hall.ogg");
  g_settings_set_value (settings, "link-rules",
                        g_variant_new_parsed ("[('link', '', 'internal', 'dial', ''), "
                                              "('history', 'tel', 'external', 'ask', '91201')]"));
  fake_session_set_voice_possible (TRUE);
  preferences = GTK_WINDOW (cor_preferences_new (NULL, session));
  gtk_window_set_default_size (preferences, MIN (picture_look ()->width, 480), 640);
  gtk_window_present (preferences);
  cor_session_set_link_handler (session, "tel", TRUE, NULL);
  shoot_page (ADW_PREFERENCES_WINDOW (preferences), "general", "preferences");
  shoot_page (ADW_PREFERENCES_WINDOW (preferences), "links", "preferences-links");
  shoot_page (ADW_PREFERENCES_WINDOW (preferences), "numbers", "preferences-numbers");
  gtk_window_destroy (preferences);
}

static void
shoot_import (void)
{
  g_autoptr (CorSession) session = picture_session ();
  g_autoptr (GFile) file = g_file_new_for_path ("/contacts.vcf");
  GtkWindow *window = cor_import_window_new (NULL, session, file);

  gtk_window_present (window);
  picture_save (GTK_WIDGET (window), "import");
  gtk_widget_activate_action (GTK_WIDGET (window), "import.start", NULL);
  picture_save (GTK_WIDGET (window), "imported");
  gtk_window_destroy (window);
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (ADW_IS_MESSAGE_DIALOG (window))
      return window;
  }
  return NULL;
}

/* What is asked before calls are forwarded, upon the main window. */
static void
shoot_presence (void)
{
  static const char *const questions[] = { "ask-cellphone", "ask-forward" };
  g_autoptr (CorSession) session = picture_session ();
  CorWindow *window = picture_window (session);

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++) {
    GtkWidget *dialog;

    g_action_group_activate_action (G_ACTION_GROUP (picture_app ()), questions[i], NULL);
    dialog = find_dialog ();
    g_assert_nonnull (dialog);
    picture_save (dialog, questions[i]);
    gtk_window_destroy (GTK_WINDOW (dialog));
  }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The library's own row that leads to the licences, below all others in sight. */
static GtkWidget *
last_row (GtkWidget *widget)
{
  GtkWidget *found = ADW_IS_ACTION_ROW (widget) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *deeper = last_row (child);

    if (deeper)
      found = deeper;
  }
  return found;
}

static void
shoot_about (void)
{
  GtkWindow *window = cor_about_new (NULL);

  gtk_window_set_default_size (window, 360, 560);
  gtk_window_present (window);
  picture_save (GTK_WIDGET (window), "about");
  g_assert_true (gtk_widget_activate (last_row (GTK_WIDGET (window))));
  picture_save (GTK_WIDGET (window), "about-legal");
  gtk_window_destroy (window);
}

static void
shoot_quality (void)
{
  g_autoptr (CorSession) session = picture_session ();
  GtkWindow *window = cor_quality_window_new (NULL, session);

  gtk_window_set_default_size (window, MIN (picture_look ()->width, 400), 420);
  gtk_window_present (window);
  picture_save (GTK_WIDGET (window), "no-quality");
  gtk_window_destroy (window);
}

static void
save_and_close (GtkWindow *window, const char *name)
{
  gtk_window_set_default_size (window, MIN (picture_look ()->width, 440), 440);
  gtk_window_present (window);
  picture_save (GTK_WIDGET (window), name);
  gtk_window_destroy (window);
}

static void
shoot_written (void)
{
  g_autoptr (CorSession) session = picture_session ();
  FakeWritten written = {
    .note = "Call back on Monday.",
    .summary = "The customer asks when the order arrives.\nIt was promised for Thursday.",
    .transcript = "Speaker 1: Good morning.\nSpeaker 2: When does my order arrive?",
  };
  GtkWindow *window;

  fake_session_set_written (session, &written);
  save_and_close (cor_note_window_new (NULL, session, "1/1", "Anna Rossi"), "note");
  save_and_close (cor_summary_window_new (NULL, session, "1/1", "Anna Rossi"), "summary");
  window = cor_summary_window_new (NULL, session, "1/1", "Anna Rossi");
  gtk_window_present (window);
  picture_settle (GTK_WIDGET (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "summary.edit", NULL);
  save_and_close (window, "summary-edit");
  written.summary = NULL;
  written.comes = TRUE;
  fake_session_set_written (session, &written);
  save_and_close (cor_summary_window_new (NULL, session, "1/1", "Anna Rossi"), "summary-comes");
}

static void
shoot_diagnosis (void)
{
  g_autoptr (CorSession) session = picture_session ();
  GtkWindow *window = cor_diagnosis_window_new (NULL, session);
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) mend = g_simple_action_new ("mend", G_VARIANT_TYPE_STRING);

  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (mend));
  gtk_widget_insert_action_group (GTK_WIDGET (window), "app", G_ACTION_GROUP (actions));
  gtk_window_set_default_size (window, MIN (picture_look ()->width, 560), 640);
  gtk_window_present (window);
  picture_save (GTK_WIDGET (window), "diagnosis");
  scroll_to_end (GTK_WIDGET (window));
  picture_save (GTK_WIDGET (window), "diagnosis-end");
  gtk_window_destroy (window);
}

static void
shoot_cards (void)
{
  g_autoptr (CorSession) session = picture_session ();
  GtkWindow *window;

  fake_session_fill_cards (session);
  window = cor_cards_window_new (NULL, session, "0721405516", "Tipografia Rossi & Figli");
  gtk_window_present (window);
  picture_wait_for (window, "CorNumberButton");
  save_and_close (window, "past-cards");
}

static void
shoot_welcome (void)
{
  static const char *const pages[] = { "calls", "desktop", "test" };
  g_autoptr (CorSession) session = picture_session ();
  g_autoptr (GSettings) settings = g_settings_new (COR_APP_ID);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    g_autofree char *name = g_strconcat ("welcome-", pages[i], NULL);
    GtkWindow *window;

    g_settings_set_string (settings, "first-run", pages[i]);
    window = cor_welcome_window_new (NULL, session);
    gtk_window_set_default_size (window, MIN (picture_look ()->width, 420), 520);
    gtk_window_present (window);
    picture_save (GTK_WIDGET (window), name);
    gtk_window_destroy (window);
  }
  g_settings_reset (settings, "first-run");
}

static void
shoot_help (void)
{
  static const char *const pages[] = { "index", "check-net-server", "admin-policy" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    CorHelpWindow *window = cor_help_window_new (NULL);
    g_autofree char *name = g_strconcat ("help-", pages[i], NULL);

    cor_help_window_show_page (window, pages[i]);
    gtk_window_set_default_size (GTK_WINDOW (window), MIN (picture_look ()->width, 560), 640);
    gtk_window_present (GTK_WINDOW (window));
    picture_save (GTK_WIDGET (window), name);
    gtk_window_destroy (GTK_WINDOW (window));
  }
}

static void
shoot_log (void)
{
  GtkWindow *window;

  cor_trace_note (COR_TRACE_LOG, "cornetta debug: cti: GET /user/me");
  cor_trace_note (COR_TRACE_LOG, "cornetta warning: the line is tried again in 8 seconds, because "
                                 "the exchange at cti.example.org does not answer");
  window = cor_log_window_new (NULL);
  gtk_window_set_default_size (window, MIN (picture_look ()->width, 720), 360);
  gtk_window_present (window);
  picture_save (GTK_WIDGET (window), "log");
  gtk_window_destroy (window);
  cor_trace_forget ();
}

static void
shoot_connection (void)
{
  g_autoptr (CorSession) session = picture_session ();
  GtkWindow *window = cor_connection_window_new (NULL, session, "cti.example.org");

  gtk_window_set_default_size (window, MIN (picture_look ()->width, 460), 560);
  gtk_window_present (window);
  picture_save (GTK_WIDGET (window), "connection");
  gtk_window_destroy (window);
}

static void
shoot_transfer (CorSession *session, CorCommandBar *bar)
{
  g_autoptr (CorCall) call = cor_call_new (NULL, FALSE, "0721551091", "This computer", TRUE);

  cor_call_set_name (call, "Carla Rossi");
  cor_call_set_state (call, COR_CALL_ACTIVE);
  gtk_window_close (GTK_WINDOW (bar));
  cor_command_bar_open_transfer (bar, call, NULL);
  picture_save (GTK_WIDGET (bar), "bar-targets");
  gtk_editable_set_text (GTK_EDITABLE (picture_find (bar, "GtkSearchEntry")), "an");
  picture_save (GTK_WIDGET (bar), "bar-transfer");
  gtk_window_close (GTK_WINDOW (bar));
  cor_command_bar_open (bar, NULL);
}

static void
shoot_bar (void)
{
  g_autoptr (CorSession) session = picture_session ();
  CorCommandBar *bar = cor_command_bar_new (picture_app (), session);
  GtkWidget *entry;

  gtk_widget_insert_action_group (GTK_WIDGET (bar), "app", cor_session_get_actions (session));
  gtk_window_set_default_size (GTK_WINDOW (bar), MIN (picture_look ()->width, 460), 440);
  cor_command_bar_open (bar, NULL);
  entry = picture_find (bar, "GtkSearchEntry");
  picture_save (GTK_WIDGET (bar), "bar");
  gtk_editable_set_text (GTK_EDITABLE (entry), "an");
  picture_save (GTK_WIDGET (bar), "bar-search");
  gtk_editable_set_text (GTK_EDITABLE (entry), "0721 405516");
  picture_save (GTK_WIDGET (bar), "bar-number");
  fake_session_fill_colleagues (session);
  shoot_transfer (session, bar);
  fake_session_set_int (session, "state", COR_SESSION_SIGNED_OUT);
  picture_save (GTK_WIDGET (bar), "bar-signed-out");
  gtk_window_destroy (GTK_WINDOW (bar));
}

void
view_windows (void)
{
  shoot_accounts ();
  shoot_question ();
  shoot_links ();
  shoot_preferences ();
  shoot_import ();
  shoot_presence ();
  shoot_about ();
  shoot_quality ();
  shoot_written ();
  shoot_welcome ();
  shoot_diagnosis ();
  shoot_cards ();
  shoot_connection ();
  shoot_help ();
  shoot_log ();
  shoot_bar ();
}
