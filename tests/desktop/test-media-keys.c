/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keys of players are asked for, heard and given back: Q30. */
#include "desktop/media-keys.h"
#include "fake-service.h"

#define NAME "org.gnome.SettingsDaemon.MediaKeys"

static const char xml[] =
  "<node><interface name='" NAME "'>"
  "<method name='GrabMediaPlayerKeys'><arg type='s' direction='in'/>"
  "<arg type='u' direction='in'/></method>"
  "<method name='ReleaseMediaPlayerKeys'><arg type='s' direction='in'/></method>"
  "<signal name='MediaPlayerKeyPressed'><arg type='s'/><arg type='s'/></signal>"
  "</interface></node>";

typedef struct {
  GTestDBus *bus;
  FakeService *service;
  CorMediaKeys *keys;
  GString *pressed;
} Fixture;

static void
on_pressed (CorMediaKeys *keys, int key, Fixture *f)
{
  g_string_append_printf (f->pressed, "%d;", key);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->bus = fake_service_bus_up ();
  f->service = fake_service_new (f->bus, NAME, "/org/gnome/SettingsDaemon/MediaKeys", xml);
  f->pressed = g_string_new (NULL);
  f->keys = cor_media_keys_new ();
  g_signal_connect (f->keys, "pressed", G_CALLBACK (on_pressed), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->keys);
  g_clear_pointer (&f->service, fake_service_free);
  g_string_free (f->pressed, TRUE);
  g_test_dbus_down (f->bus);
  g_object_unref (f->bus);
}

static void
press (Fixture *f, const char *whose, const char *key)
{
  fake_service_emit (f->service, "MediaPlayerKeyPressed", g_variant_new ("(ss)", whose, key));
}

static void
test_while_wanted (Fixture *f, gconstpointer data)
{
  g_autofree char *log = NULL;

  fake_service_settle (f->service);
  press (f, "org.cornetta.Cornetta", "Play");
  cor_media_keys_set_wanted (f->keys, TRUE);
  cor_media_keys_set_wanted (f->keys, TRUE);
  fake_service_wait (f->service, "GrabMediaPlayerKeys ('org.cornetta.Cornetta', 0)");
  press (f, "org.cornetta.Cornetta", "Play");
  press (f, "another.player", "Play");
  press (f, "org.cornetta.Cornetta", "Pause");
  press (f, "org.cornetta.Cornetta", "Next");
  press (f, "org.cornetta.Cornetta", "Stop");
  fake_service_wait_until (g_str_has_suffix (f->pressed->str, "1;"));
  g_assert_cmpstr (f->pressed->str, ==, "0;0;1;");
  cor_media_keys_set_wanted (f->keys, FALSE);
  fake_service_wait (f->service, "ReleaseMediaPlayerKeys ('org.cornetta.Cornetta',)");
  press (f, "org.cornetta.Cornetta", "Stop");
  fake_service_settle (f->service);
  g_assert_cmpstr (f->pressed->str, ==, "0;0;1;");
  log = fake_service_take_log (f->service);
  g_assert_cmpstr (log, ==, "");
}

/* Quitting in a call gives them back. */
static void
test_given_back (Fixture *f, gconstpointer data)
{
  g_autoptr (GDBusConnection) shared = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  cor_media_keys_set_wanted (f->keys, TRUE);
  fake_service_wait (f->service, "GrabMediaPlayerKeys ('org.cornetta.Cornetta', 0)");
  g_clear_object (&f->keys);
  fake_service_wait (f->service, "ReleaseMediaPlayerKeys ('org.cornetta.Cornetta',)");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/media-keys/while-wanted", Fixture, NULL, set_up, test_while_wanted, tear_down);
  g_test_add ("/media-keys/given-back", Fixture, NULL, set_up, test_given_back, tear_down);
  return g_test_run ();
}
