/* SPDX-License-Identifier: GPL-3.0-or-later
 * The main window in calls, for pictures and checks. */
#include "config.h"
#include "views.h"
#include <glib/gi18n-lib.h>
#include "model/call.h"

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
shoot_conference (CorSession *session, GtkWidget *window)
{
  fake_session_fill_conference (session, COR_CONFERENCE_ASKED, 1);
  picture_save (window, "conference-asked");
  fake_session_fill_conference (session, COR_CONFERENCE_INSIDE, 3);
  cor_conference_set_trouble (cor_session_get_conference (session), _ ("The line is busy."));
  picture_save (window, "conference");
  picture_save_popover (window, picture_find (window, "CorConferenceBar"), "conference-people");
  fake_session_fill_conference (session, COR_CONFERENCE_NONE, 0);
}

static void
shoot_calls (void)
{
  g_autoptr (CorSession) session = picture_session ();
  CorWindow *window = picture_window (session);
  CorCall *call, *second;
  GtkWidget *keys;

  fake_session_set_quality (session, &talked);
  fake_session_set_loudness (-20, -33);
  call = fake_session_add_call (session, TRUE, "0721551091", "Carla Rossi", _ ("This computer"));
  cor_call_set_shown_number (call, "0721 551091");
  picture_save (GTK_WIDGET (window), "call-incoming");
  cor_call_set_also_at (call, "Yealink T46U");
  picture_save (GTK_WIDGET (window), "call-incoming-both");
  cor_call_set_also_at (call, NULL);
  cor_call_answer (call);
  cor_call_set_secure (call, TRUE);
  picture_save (GTK_WIDGET (window), "call");
  picture_save_popover (GTK_WIDGET (window), picture_find (window, "CorQualityButton"),
                        "call-quality");
  cor_call_set_recording (call, COR_RECORDING_ON);
  picture_save (GTK_WIDGET (window), "call-recorded");
  cor_call_set_recording (call, COR_RECORDING_NONE);
  shoot_conference (session, GTK_WIDGET (window));
  second = fake_session_add_call (session, TRUE, "0721405516", NULL, _ ("This computer"));
  cor_call_set_shown_number (second, "0721 405516");
  picture_save (GTK_WIDGET (window), "call-waiting");
  cor_call_hold (call, TRUE);
  cor_call_answer (second);
  picture_save (GTK_WIDGET (window), "two-calls");
  cor_call_set_waiting (call, cor_call_get_shown (second));
  cor_call_set_waiting (second, cor_call_get_shown (call));
  picture_save (GTK_WIDGET (window), "call-consult");
  cor_call_set_waiting (call, NULL);
  cor_call_set_waiting (second, NULL);
  cor_call_hang_up (call);
  keys = picture_find_class (picture_find (window, "CorCallView"), "cor-tool");
  for (guint i = 0; i < 2; i++) /* after those to mute and to hold */
    keys = gtk_widget_get_next_sibling (keys);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (keys), TRUE);
  picture_save (GTK_WIDGET (window), "keypad");
  cor_call_set_ended (second, COR_CALL_END_BUSY, _ ("The other side is busy."));
  picture_save (GTK_WIDGET (window), "call-ended");
  call = fake_session_add_call (session, FALSE, "0721551091", "Carla Rossi", "Yealink T46U");
  cor_call_set_shown_number (call, "0721 551091");
  cor_call_set_stuck (call, TRUE);
  picture_save (GTK_WIDGET (window), "call-stuck");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* As many as one line has. */
static void
shoot_many_calls (void)
{
  g_autoptr (CorSession) session = picture_session ();
  CorWindow *window = picture_window (session);

  for (guint i = 1; i <= 6; i++) {
    g_autofree char *number = g_strdup_printf ("20%u", i);
    CorCall *call =
      fake_session_add_call (session, TRUE, number, i % 2 == 0 ? "Carla Rossi" : NULL, NULL);

    cor_call_answer (call);
    cor_call_hold (call, i < 6);
  }
  picture_save (GTK_WIDGET (window), "six-calls");
  gtk_window_destroy (GTK_WINDOW (window));
}

void
view_calls (void)
{
  shoot_calls ();
  shoot_many_calls ();
}
