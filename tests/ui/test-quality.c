/* SPDX-License-Identifier: GPL-3.0-or-later
 * The quality of a call's sound: a symbol with a word while it lasts, numbers
 * behind it, and the last call's numbers after its end. */
#include "config.h"
#include "ui-test.h"
#include "quality-window.h"

typedef struct {
  CorSession *session;
  CorWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = cor_session_new ();
  fake_session_set_int (fixture->session, "state", COR_SESSION_READY);
  fixture->window = ui_window_new (fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->session);
}

/* Of 500 packets in the last 10 s, 600 in all. */
static CorCallQuality
make (guint64 lost)
{
  CorCallQuality quality = { .who = "Anna Rossi", .heard = TRUE };
  CorCallStats *stats = &quality.stats;

  g_strlcpy (stats->codec, "PCMA/8000", sizeof stats->codec);
  stats->whole = (CorPacketCount){ 600, lost, 4 };
  stats->recent = (CorPacketCount){ 500, lost, 0 };
  stats->tx_packets = 601;
  stats->rx_packets = 596;
  stats->rtt_ms = -1;
  stats->jitter_ms = 1.5;
  stats->encryption = COR_ENCRYPTION_SDES;
  return quality;
}

static CorCall *
talk (Fixture *fixture, guint64 lost)
{
  CorCallQuality quality = make (lost);
  CorCall *call =
    fake_session_add_call (fixture->session, FALSE, "0721405516", "Anna Rossi", "This computer");

  fake_session_set_quality (fixture->session, &quality);
  cor_call_set_state (call, COR_CALL_ACTIVE);
  ui_draw (GTK_WIDGET (fixture->window));
  return call;
}

/* A value by itself says nothing to who can't see its row. */
static gboolean
is_named (gpointer root, const char *value, const char *name)
{
  GtkWidget *label = ui_find_label (root, value);
  g_autofree char *other = NULL;

  g_assert_nonnull (label);
  other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                              name);
  return other == NULL;
}

static void
test_word_follows (Fixture *fixture, gconstpointer data)
{
  CorCallQuality quality = make (200);

  talk (fixture, 0);
  ui_wait_until (ui_find_named (fixture->window, "Call quality: Good") != NULL);
  g_assert_nonnull (ui_find_label (fixture->window, "Good"));
  fake_session_set_quality (fixture->session, &quality);
  ui_wait_until (ui_find_named (fixture->window, "Call quality: Poor") != NULL);
  g_assert_null (ui_find_label (fixture->window, "Good"));
}

static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  CorCallQuality quality = make (60);
  GtkWidget *button;

  talk (fixture, 60);
  ui_wait_until (ui_find_named (fixture->window, "Call quality: Fair") != NULL);
  button = ui_find (ui_find (fixture->window, "CorQualityButton"), "GtkMenuButton");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (button, "10.0 % (60 of 600)"));
  g_assert_nonnull (ui_find_label (button, "601, 596"));
  g_assert_nonnull (ui_find_label (button, "SDES-SRTP"));
  g_assert_nonnull (ui_find_label (button, "4, 0, 0"));
  g_assert_nonnull (ui_find_label (button, "Not told"));
  g_assert_true (is_named (button, "10.0 % (60 of 600)", "Lost: 10.0 % (60 of 600)"));
  /* They go on while they are looked at. */
  quality.stats.rtt_ms = 31;
  fake_session_set_quality (fixture->session, &quality);
  ui_wait_until (ui_find_label (button, "31 ms") != NULL);
}

static void
test_none_elsewhere (Fixture *fixture, gconstpointer data)
{
  CorCallQuality quality = make (0);
  CorCall *call;

  quality.heard = FALSE;
  call = talk (fixture, 0);
  fake_session_set_quality (fixture->session, &quality);
  cor_call_set_ended (call, COR_CALL_END_LOCAL, NULL);
  call = fake_session_add_call (fixture->session, FALSE, "201", "Luca", "Desk phone");
  cor_call_set_state (call, COR_CALL_ACTIVE);
  ui_draw (GTK_WIDGET (fixture->window));
  ui_wait_until (ui_find_label (fixture->window, "0:01") != NULL);
  g_assert_null (ui_find_label (fixture->window, "Good"));
}

static void
test_last_call (Fixture *fixture, gconstpointer data)
{
  CorCallQuality quality = make (60);
  GtkWindow *window = cor_quality_window_new (GTK_WINDOW (fixture->window), fixture->session);

  gtk_window_present (window);
  ui_wait_until (ui_find_label (window, "There was no call yet.") != NULL);
  gtk_window_destroy (window);
  quality.ended = TRUE;
  fake_session_set_quality (fixture->session, &quality);
  window = cor_quality_window_new (GTK_WINDOW (fixture->window), fixture->session);
  gtk_window_present (window);
  ui_wait_until (ui_find_label (window, "Anna Rossi") != NULL);
  g_assert_true (is_named (window, "10.0 % (60 of 600)", "Lost: 10.0 % (60 of 600)"));
  g_assert_true (is_named (window, "Fair (MOS 3.3)", "Quality: Fair (MOS 3.3)"));
  gtk_window_destroy (window);
}

void
add_quality_tests (void)
{
  static const struct {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/quality/word-follows", test_word_follows },
    { "/quality/numbers", test_numbers },
    { "/quality/none-elsewhere", test_none_elsewhere },
    { "/quality/last-call", test_last_call },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
}
