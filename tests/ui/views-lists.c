/* SPDX-License-Identifier: GPL-3.0-or-later
 * The main window before and after the sign-in, its panes and a contact. */
#include "config.h"
#include "views.h"
#include "session/colleagues.h"
#include <glib/gi18n-lib.h>

#define NAME_LENGTH 200

static void
shoot_locked_host (void)
{
  g_autoptr (CorSession) session = picture_session ();
  CorWindow *window;

  fake_session_lock_host (session, "cti.example.org");
  fake_session_set_int (session, "state", COR_SESSION_SIGNED_OUT);
  window = picture_window (session);
  picture_save (GTK_WIDGET (window), "sign-in-locked");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
shoot_sign_in (void)
{
  g_autoptr (CorSession) session = picture_session ();
  CorWindow *window;

  fake_session_set_int (session, "state", COR_SESSION_SIGNED_OUT);
  window = picture_window (session);
  picture_save (GTK_WIDGET (window), "sign-in");
  fake_session_set_text (session, "sign-in-error",
                         _ ("The name or the password is wrong. Check both and try again."));
  picture_save (GTK_WIDGET (window), "sign-in-error");
  fake_session_set_text (session, "sign-in-error", NULL);
  fake_session_set_int (session, "state", COR_SESSION_SIGNING_IN);
  picture_save (GTK_WIDGET (window), "signing-in");
  fake_session_set_int (session, "state", COR_SESSION_NEEDS_OTP);
  picture_save (GTK_WIDGET (window), "code");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
shoot_phonebook (void)
{
  g_autoptr (CorSession) session = picture_session ();
  CorWindow *window = picture_window (session);
  GtkEditable *entry = GTK_EDITABLE (picture_find (window, "GtkSearchEntry"));

  picture_save (GTK_WIDGET (window), "phonebook");
  picture_save_popover (GTK_WIDGET (window), picture_find (window, "CorDeviceChooser"), "devices");
  gtk_editable_set_text (entry, "mor");
  picture_save (GTK_WIDGET (window), "search");
  gtk_editable_set_text (entry, "0721 405516");
  picture_save (GTK_WIDGET (window), "number");
  gtk_editable_set_text (entry, "nobody of this name");
  picture_save (GTK_WIDGET (window), "phonebook-no-matches");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
shoot_history (void)
{
  g_autoptr (CorSession) session = picture_session ();
  CorWindow *window = picture_window (session);
  GtkWidget *dates;

  fake_session_set_missed (session, 3);
  fake_session_set_reach (session, COR_HISTORY_STUCK);
  picture_save (GTK_WIDGET (window), "missed");
  cor_window_show_pane (window, "history");
  picture_save (GTK_WIDGET (window), "history-stuck");
  fake_session_set_reach (session, COR_HISTORY_ALL);
  picture_save (GTK_WIDGET (window), "history");
  dates = picture_find (window, "CorHistoryDates");
  picture_save_popover (GTK_WIDGET (window), dates, "history-dates");
  for (GtkWidget *span = picture_find (dates, "GtkCheckButton"); span != NULL;
       span = gtk_widget_get_next_sibling (span))
    if (GTK_IS_CHECK_BUTTON (span)) /* the last one is from a day to a day */
      gtk_check_button_set_active (GTK_CHECK_BUTTON (span), TRUE);
  picture_save_popover (GTK_WIDGET (window), dates, "history-days");
  gtk_editable_set_text (GTK_EDITABLE (picture_find (window, "GtkSearchEntry")), "nobody");
  picture_save (GTK_WIDGET (window), "history-no-matches");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
shoot_colleagues (void)
{
  g_autoptr (CorSession) session = picture_session ();
  CorWindow *window = picture_window (session);

  fake_session_fill_colleagues (session);
  cor_window_show_pane (window, "colleagues");
  picture_save (GTK_WIDGET (window), "colleagues");
  picture_save_popover (GTK_WIDGET (window), picture_find (window, "CorColleagueRow"),
                        "colleague-menu");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
set_trouble (CorSession *session, const char *text)
{
  fake_session_set_text (session, "trouble", text);
  fake_session_set_text (session, "trouble-action", text != NULL ? "app.retry" : NULL);
  fake_session_set_text (session, "trouble-button", text != NULL ? _ ("Try Again") : NULL);
}

static void
shoot_trouble (void)
{
  g_autoptr (CorSession) session = picture_session ();
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new ("tel:0721405516", COR_ORIGIN_LINK, NULL, NULL);
  CorWindow *window = picture_window (session);

  cor_window_show_pane (window, "history");
  set_trouble (session, _ ("The server does not answer."));
  fake_session_set_int (session, "line-state", COR_LINE_FAILED);
  fake_session_set_waiting (session, request);
  picture_save (GTK_WIDGET (window), "trouble");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* With nothing in it: while it is fetched, when that fails, when there is nothing. */
static void
shoot_empty (void)
{
  static const char *const panes[] = { "phonebook", "history", "colleagues" };
  g_autoptr (CorSession) session = cor_session_new ();
  CorWindow *window;

  fake_session_set_int (session, "state", COR_SESSION_READY);
  window = picture_window (session);
  for (guint i = 0; i < G_N_ELEMENTS (panes); i++) {
    g_autofree char *empty = g_strconcat (panes[i], "-empty", NULL);
    g_autofree char *fetching = g_strconcat (panes[i], "-fetching", NULL);
    g_autofree char *offline = g_strconcat (panes[i], "-offline", NULL);

    cor_window_show_pane (window, panes[i]);
    picture_save (GTK_WIDGET (window), empty);
    fake_session_set_sync_fraction (session, 0.4);
    fake_session_set_reach (session, COR_HISTORY_FETCHING);
    picture_save (GTK_WIDGET (window), fetching);
    fake_session_set_sync_fraction (session, -1);
    fake_session_set_reach (session, COR_HISTORY_STUCK);
    set_trouble (session, _ ("The server does not answer."));
    picture_save (GTK_WIDGET (window), offline);
    fake_session_set_reach (session, COR_HISTORY_ALL);
    set_trouble (session, NULL);
  }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
shoot_contact (void)
{
  g_autoptr (CorSession) session = picture_session ();
  g_autoptr (GObject) contact =
    g_list_model_get_item (G_LIST_MODEL (fake_session_get_contact_store (session)), 1);
  CorWindow *window = picture_window (session);

  fake_session_fill_cards (session);
  g_signal_emit_by_name (picture_find (window, "CorPhonebookPane"), "opened", contact);
  picture_save (GTK_WIDGET (window), "contact");
  gtk_widget_activate_action (picture_find (window, "CorContactPanel"), "panel.edit", NULL);
  picture_save (GTK_WIDGET (window), "contact-form");
  gtk_window_destroy (GTK_WINDOW (window));
}

void
view_lists (void)
{
  shoot_locked_host ();
  shoot_sign_in ();
  shoot_phonebook ();
  shoot_history ();
  shoot_colleagues ();
  shoot_trouble ();
  shoot_empty ();
  shoot_contact ();
}

/* --- Names that no window is wide enough for. --- */

static CorContact *
new_long_contact (const char *name)
{
  CorContactPhone phones[] = { { COR_PHONE_MOBILE, "+39 333 555 1000", FALSE },
                               { COR_PHONE_WORK, "1234567890123456789012345678901234567890",
                                 FALSE } };
  CorContactFields fields = { .id = 1000,
                              .source = "cti",
                              .type = "public",
                              .name = name,
                              .company = name,
                              .phones = phones,
                              .n_phones = G_N_ELEMENTS (phones) };

  return cor_contact_new (&fields);
}

static CorHistoryEntry *
new_long_entry (const char *name)
{
  CorHistoryFields fields = { .id = "1000",
                              .direction = COR_HISTORY_IN,
                              .time = 1795376944,
                              .duration = 360000,
                              .number = "1234567890123456789012345678901234567890",
                              .name = name,
                              .queue = "401",
                              .answered = TRUE,
                              .heads_day = TRUE };

  return cor_history_entry_new (&fields);
}

static void
put_long_names (CorSession *session, const char *name)
{
  g_autoptr (CorContact) contact = new_long_contact (name);
  g_autoptr (CorHistoryEntry) entry = new_long_entry (name);
  g_autoptr (GPtrArray) company = g_ptr_array_new_with_free_func (g_object_unref);
  const char *groups[] = { name, NULL };

  g_list_store_insert (fake_session_get_contact_store (session), 0, contact);
  g_list_store_insert (fake_session_get_history_store (session), 0, entry);
  g_ptr_array_add (company,
                   cor_colleague_new (&(CorColleagueFields){ .username = "long",
                                                             .name = name,
                                                             .extension = "201",
                                                             .groups = groups,
                                                             .presence = COR_PRESENCE_ONLINE,
                                                             .favourite = TRUE }));
  cor_colleague_list_take (cor_session_get_colleagues (session), company);
  cor_colleague_list_set_live (cor_session_get_colleagues (session), TRUE);
}

static char *
new_long_name (void)
{
  GString *name = g_string_new (NULL);

  while (name->len < NAME_LENGTH)
    g_string_append (name, g_strcmp0 (picture_look ()->language, "ar") == 0
                             ? "شركة الاتصالات العامة "
                             : "Wolfeschlegelsteinhausen Bergerdorff ");
  return g_string_free (name, FALSE);
}

void
view_long_names (void)
{
  static const char *const panes[] = { "phonebook", "history", "colleagues" };
  g_autofree char *name = new_long_name ();
  g_autoptr (CorSession) session = picture_session ();
  g_autoptr (GObject) contact = NULL;
  CorWindow *window;
  CorCall *call, *second;

  put_long_names (session, name);
  fake_session_set_text (session, "line-text", name);
  window = picture_window (session);
  for (guint i = 0; i < G_N_ELEMENTS (panes); i++) {
    g_autofree char *picture = g_strconcat (panes[i], "-long", NULL);

    cor_window_show_pane (window, panes[i]);
    picture_save (GTK_WIDGET (window), picture);
  }
  contact = g_list_model_get_item (G_LIST_MODEL (fake_session_get_contact_store (session)), 0);
  cor_window_show_pane (window, "phonebook");
  g_signal_emit_by_name (picture_find (window, "CorPhonebookPane"), "opened", contact);
  picture_save (GTK_WIDGET (window), "contact-long");
  call =
    fake_session_add_call (session, TRUE, "1234567890123456789012345678901234567890", name, name);
  picture_save (GTK_WIDGET (window), "call-incoming-long");
  cor_call_set_also_at (call, name);
  cor_call_answer (call);
  cor_call_set_recording (call, COR_RECORDING_ON);
  second = fake_session_add_call (session, TRUE, "0721405516", name, name);
  picture_save (GTK_WIDGET (window), "call-waiting-long");
  cor_call_set_waiting (call, name);
  cor_call_set_waiting (second, name);
  cor_call_answer (second);
  picture_save (GTK_WIDGET (window), "call-consult-long");
  gtk_window_destroy (GTK_WINDOW (window));
}
