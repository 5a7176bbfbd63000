/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company keeps for callers and for its user: cards, other people's
 * calls, messages. */
#include "config.h"
#include "views.h"
#include "session/reception.h"
#include "session/sounds.h"

static void
shoot_others (void)
{
  g_autoptr (CorSession) session = picture_session ();
  CorWindow *window = picture_window (session);
  GtkWidget *choices;

  fake_session_set_others (session, TRUE);
  cor_window_show_pane (window, "history");
  choices = picture_find (picture_find (window, "CorHistoryWhoseButton"), "GtkDropDown");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choices), 1);
  picture_save (GTK_WIDGET (window), "others");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
shoot_cards (void)
{
  g_autoptr (CorSession) session = picture_session ();
  CorWindow *window = picture_window (session);
  CorCall *call;

  fake_session_fill_cards (session);
  fake_session_set_page (session, TRUE);
  call = fake_session_add_call (session, TRUE, "0721405516", "Anna Rossi", "This computer");
  picture_wait_for (picture_find (window, "CorCompanyBar"), "CorNumberButton");
  picture_save (GTK_WIDGET (window), "cards-ringing");
  cor_call_answer (call);
  picture_save (GTK_WIDGET (window), "cards");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
shoot_voicemail (void)
{
  g_autoptr (CorSession) session = picture_session ();
  CorVoicemailList *list = cor_session_get_voicemail (session);
  CorPlayer *player = cor_session_get_player (session);
  CorWindow *window = picture_window (session);

  cor_voicemail_list_set_available (list, TRUE);
  cor_window_show_pane (window, "voicemail");
  picture_save (GTK_WIDGET (window), "voicemail-empty");
  cor_voicemail_list_set_loading (list, FALSE, "The server does not answer.");
  picture_save (GTK_WIDGET (window), "voicemail-trouble");
  cor_voicemail_list_set_loading (list, FALSE, NULL);
  fake_session_fill_voicemail (session);
  picture_save (GTK_WIDGET (window), "voicemail");
  cor_session_play_async (session, COR_PLAYABLE_VOICEMAIL, "964", "Anna Conti", NULL, NULL);
  cor_player_set_place (player, 21, 72);
  picture_save (GTK_WIDGET (window), "voicemail-playing");
  cor_player_set_state (player, COR_PLAYER_FETCHING);
  cor_window_show_pane (window, "history");
  picture_save (GTK_WIDGET (window), "player-fetching");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
shoot_reception (void)
{
  g_autoptr (CorSession) session = picture_session ();
  CorWindow *window = picture_window (session);

  fake_session_fill_colleagues (session);
  fake_session_fill_parked (session);
  fake_session_fill_speed_dials (session);
  fake_session_fill_queues (session);
  cor_window_show_pane (window, "colleagues");
  picture_save (GTK_WIDGET (window), "parked");
  cor_window_show_pane (window, "speed-dials");
  picture_save (GTK_WIDGET (window), "speed-dials");
  cor_window_show_pane (window, "queues");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (picture_find (window, "CorQueueRow")), TRUE);
  picture_save (GTK_WIDGET (window), "queues");
  gtk_window_destroy (GTK_WINDOW (window));
}

void
view_company (void)
{
  shoot_reception ();
  shoot_voicemail ();
  shoot_others ();
  shoot_cards ();
}
