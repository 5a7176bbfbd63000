/* SPDX-License-Identifier: GPL-3.0-or-later
 * M35: how loud a call is, both ways, while it is looked at. */
#include "config.h"
#include "ui-test.h"

#define MICROPHONE "Microphone Level"
#define MUTED "Microphone Level, Muted"
#define SPEAKER "Speaker Level"

typedef struct {
  CorSession *session;
  CorWindow *window;
  CorCall *call;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  CorCallQuality quality = { .who = "Anna Rossi", .heard = TRUE };

  g_strlcpy (quality.stats.codec, "PCMA/8000", sizeof quality.stats.codec);
  self->session = cor_session_new ();
  fake_session_set_int (self->session, "state", COR_SESSION_READY);
  self->window = ui_window_new (self->session);
  self->call =
    fake_session_add_call (self->session, FALSE, "0721405516", "Anna Rossi", "This computer");
  fake_session_set_quality (self->session, &quality);
  fake_session_set_loudness (-30, -12);
  cor_call_set_state (self->call, COR_CALL_ACTIVE);
  ui_wait_until (ui_find_named (self->window, MICROPHONE) != NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  fake_session_set_loudness (-96, -96);
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_assert_finalize_object (self->session);
}

static double
value_of (Fixture *self, const char *name)
{
  return gtk_level_bar_get_value (GTK_LEVEL_BAR (ui_find_named (self->window, name)));
}

static void
test_follows (Fixture *self, gconstpointer data)
{
  ui_wait_until (value_of (self, MICROPHONE) == 0.5);
  g_assert_cmpfloat (value_of (self, SPEAKER), ==, 0.8);
  fake_session_set_loudness (0, -96);
  ui_wait_until (value_of (self, MICROPHONE) == 1);
  g_assert_cmpfloat (value_of (self, SPEAKER), ==, 0);
}

/* What is too little to be seen moves nothing. */
static void
test_steps (Fixture *self, gconstpointer data)
{
  guint looks = fake_session_get_looks ();

  fake_session_set_loudness (-30.9, -12.9);
  ui_wait_until (fake_session_get_looks () > looks + 1);
  g_assert_cmpfloat (value_of (self, MICROPHONE), ==, 0.5);
  g_assert_cmpfloat (value_of (self, SPEAKER), ==, 0.8);
}

/* The microphone hears what nobody is sent. */
static void
test_muted (Fixture *self, gconstpointer data)
{
  cor_call_set_muted (self->call, TRUE);
  g_assert_nonnull (ui_find_named (self->window, MUTED));
  g_assert_cmpfloat (value_of (self, MUTED), ==, 0);
  g_assert_false (gtk_widget_is_sensitive (ui_find_named (self->window, MUTED)));
  g_assert_cmpfloat (value_of (self, SPEAKER), ==, 0.8);
  cor_call_set_muted (self->call, FALSE);
  g_assert_null (ui_find_named (self->window, MUTED));
  g_assert_cmpfloat (value_of (self, MICROPHONE), ==, 0.5);
  cor_call_set_held (self->call, TRUE);
  g_assert_cmpfloat (value_of (self, MICROPHONE), ==, 0);
  g_assert_null (ui_find_named (self->window, MUTED));
}

static gboolean
on_time (gpointer over)
{
  *(gboolean *)over = TRUE;
  return G_SOURCE_REMOVE;
}

/* How often it is asked for in a second. */
static guint
count_looks (void)
{
  guint before = fake_session_get_looks ();
  gboolean over = FALSE;

  g_timeout_add (1000, on_time, &over);
  ui_wait_until (over);
  return fake_session_get_looks () - before;
}

static void
test_hidden (Fixture *self, gconstpointer data)
{
  guint seen = count_looks ();

  g_assert_cmpuint (seen, >, 0);
  g_assert_cmpuint (seen, <=, 10);
  gtk_widget_set_visible (GTK_WIDGET (self->window), FALSE);
  g_assert_cmpuint (count_looks (), ==, 0);
  gtk_window_present (GTK_WINDOW (self->window));
  g_assert_cmpuint (count_looks (), >, 0);
  cor_call_hang_up (self->call);
  g_assert_null (ui_find_named (self->window, MICROPHONE));
  g_assert_cmpuint (count_looks (), ==, 0);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

void
add_level_meter_tests (void)
{
  add ("/ui/level-meter/follows", test_follows);
  add ("/ui/level-meter/steps", test_steps);
  add ("/ui/level-meter/muted", test_muted);
  add ("/ui/level-meter/hidden", test_hidden);
}
