/* SPDX-License-Identifier: GPL-3.0-or-later
 * Music gives way to a call, and comes back after it: M34. */
#include "desktop/music.h"
#include "fake-service.h"

#define PREFIX "org.mpris.MediaPlayer2."

static const char xml[] =
  "<node><interface name='org.mpris.MediaPlayer2.Player'>"
  "<property name='PlaybackStatus' type='s' access='read'/>"
  "<method name='Play'/><method name='Pause'/><method name='Stop'/></interface></node>";

typedef struct {
  GTestDBus *bus;
  FakeService *a, *b;
  CorMusic *music;
} Fixture;

static FakeService *
new_player (Fixture *f, const char *name, const char *status)
{
  FakeService *player = fake_service_new (f->bus, name, "/org/mpris/MediaPlayer2", xml);

  fake_service_set (player, "PlaybackStatus", g_variant_new_string (status));
  return player;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->bus = fake_service_bus_up ();
  f->a = new_player (f, PREFIX "a", "Playing");
  f->b = new_player (f, PREFIX "b", "Paused");
  f->music = cor_music_new ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->music);
  g_clear_pointer (&f->a, fake_service_free);
  g_clear_pointer (&f->b, fake_service_free);
  g_test_dbus_down (f->bus);
  g_object_unref (f->bus);
}

static void
assert_log (FakeService *player, const char *wanted)
{
  g_autofree char *log = fake_service_take_log (player);

  g_assert_cmpstr (log, ==, wanted);
}

/* As a player does it: obeys, then tells. */
static void
wait_paused (FakeService *player)
{
  fake_service_wait (player, "Pause ()");
  fake_service_set (player, "PlaybackStatus", g_variant_new_string ("Paused"));
  fake_service_settle (player);
}

static void
test_goes_on (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 2; i++) {
    cor_music_set_paused (f->music, TRUE);
    cor_music_set_paused (f->music, TRUE);
    wait_paused (f->a);
    cor_music_set_paused (f->music, FALSE);
    fake_service_wait (f->a, "Play ()");
    fake_service_set (f->a, "PlaybackStatus", g_variant_new_string ("Playing"));
    fake_service_settle (f->a);
  }
  fake_service_settle (f->b);
  assert_log (f->b, "");
}

/* One with two names is one player. */
static void
test_two_names (Fixture *f, gconstpointer data)
{
  fake_service_own (f->a, PREFIX "a.instance7");
  cor_music_set_paused (f->music, TRUE);
  wait_paused (f->a);
  fake_service_settle (f->a);
  cor_music_set_paused (f->music, FALSE);
  fake_service_settle (f->a);
  assert_log (f->a, "Play ()\n");
}

/* What its user did to it in the call stands. */
static void
test_touched (Fixture *f, gconstpointer status)
{
  cor_music_set_paused (f->music, TRUE);
  wait_paused (f->a);
  fake_service_set (f->a, "PlaybackStatus", g_variant_new_string (status));
  fake_service_settle (f->a);
  fake_service_set (f->a, "PlaybackStatus", g_variant_new_string ("Paused"));
  fake_service_settle (f->a);
  cor_music_set_paused (f->music, FALSE);
  fake_service_settle (f->a);
  assert_log (f->a, "");
}

/* A player that begins in the call is its user's wish, too. */
static void
test_begun_meanwhile (Fixture *f, gconstpointer data)
{
  cor_music_set_paused (f->music, TRUE);
  wait_paused (f->a);
  fake_service_set (f->b, "PlaybackStatus", g_variant_new_string ("Playing"));
  fake_service_settle (f->b);
  cor_music_set_paused (f->music, FALSE);
  fake_service_wait (f->a, "Play ()");
  fake_service_settle (f->b);
  assert_log (f->b, "");
}

/* Another one under the same name is not the one that was paused. */
static void
test_another (Fixture *f, gconstpointer data)
{
  cor_music_set_paused (f->music, TRUE);
  wait_paused (f->a);
  fake_service_free (f->a);
  f->a = new_player (f, PREFIX "a", "Paused");
  cor_music_set_paused (f->music, FALSE);
  fake_service_settle (f->a);
  assert_log (f->a, "");
}

/* One that can't pause, and one that answers nonsense. */
static void
test_strange (Fixture *f, gconstpointer data)
{
  fake_service_answer (f->a, "Pause", NULL);
  fake_service_set (f->b, "PlaybackStatus", g_variant_new_string ("Humming"));
  cor_music_set_paused (f->music, TRUE);
  fake_service_wait (f->a, "Pause ()");
  fake_service_settle (f->b);
  assert_log (f->b, "");
}

/* The call is over before the players have answered, or the program with it. */
static void
test_short_call (Fixture *f, gconstpointer data)
{
  cor_music_set_paused (f->music, TRUE);
  cor_music_set_paused (f->music, FALSE);
  fake_service_settle (f->a);
  assert_log (f->a, "");
}

static void
test_ends (Fixture *f, gconstpointer data)
{
  cor_music_set_paused (f->music, TRUE);
  wait_paused (f->a);
  g_clear_object (&f->music);
  fake_service_wait (f->a, "Play ()");
}

#define ADD(name, data, test) g_test_add ("/music/" name, Fixture, data, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("goes-on", NULL, test_goes_on);
  ADD ("two-names", NULL, test_two_names);
  ADD ("played", "Playing", test_touched);
  ADD ("stopped", "Stopped", test_touched);
  ADD ("begun-meanwhile", NULL, test_begun_meanwhile);
  ADD ("another", NULL, test_another);
  ADD ("strange", NULL, test_strange);
  ADD ("short-call", NULL, test_short_call);
  ADD ("ends", NULL, test_ends);
  return g_test_run ();
}
