/* SPDX-License-Identifier: GPL-3.0-or-later
 * The desktop's user wants no notifications, by the service's word: Q23. (GNOME's setting is
 * the program's own bus and settings: tests/e2e/test_background.py.) */
#include "desktop/quiet.h"
#include "fake-service.h"

#define NAME "org.freedesktop.Notifications"

static const char xml[] = "<node><interface name='" NAME "'>"
                          "<property name='Inhibited' type='b' access='read'/>"
                          "</interface></node>";

typedef struct {
  GTestDBus *bus;
  FakeService *service;
  CorQuiet *quiet;
  guint changes;
} Fixture;

static void
on_changed (Fixture *f)
{
  f->changes++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->bus = fake_service_bus_up ();
  f->service = fake_service_new (f->bus, NAME, "/org/freedesktop/Notifications", xml);
  fake_service_set (f->service, "Inhibited", g_variant_new_boolean (FALSE));
  f->quiet = cor_quiet_new ();
  g_signal_connect_swapped (f->quiet, "notify::quiet", G_CALLBACK (on_changed), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->quiet);
  g_clear_pointer (&f->service, fake_service_free);
  g_test_dbus_down (f->bus);
  g_object_unref (f->bus);
}

static void
test_switched (Fixture *f, gconstpointer data)
{
  fake_service_settle (f->service);
  g_assert_false (cor_quiet_is_quiet (f->quiet));
  fake_service_set (f->service, "Inhibited", g_variant_new_boolean (TRUE));
  fake_service_wait_until (cor_quiet_is_quiet (f->quiet));
  fake_service_set (f->service, "Inhibited", g_variant_new_boolean (FALSE));
  fake_service_wait_until (!cor_quiet_is_quiet (f->quiet));
  g_assert_cmpuint (f->changes, ==, 2);
}

/* The service ends while it wants quiet: nobody wants it any more. */
static void
test_service_ends (Fixture *f, gconstpointer data)
{
  fake_service_settle (f->service);
  fake_service_set (f->service, "Inhibited", g_variant_new_boolean (TRUE));
  fake_service_wait_until (cor_quiet_is_quiet (f->quiet));
  g_clear_pointer (&f->service, fake_service_free);
  fake_service_wait_until (!cor_quiet_is_quiet (f->quiet));
}

/* A property of another type is none. */
static void
test_nonsense (Fixture *f, gconstpointer data)
{
  fake_service_settle (f->service);
  fake_service_set (f->service, "Inhibited", g_variant_new_string ("yes"));
  fake_service_settle (f->service);
  g_assert_false (cor_quiet_is_quiet (f->quiet));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/quiet/switched", Fixture, NULL, set_up, test_switched, tear_down);
  g_test_add ("/quiet/service-ends", Fixture, NULL, set_up, test_service_ends, tear_down);
  g_test_add ("/quiet/nonsense", Fixture, NULL, set_up, test_nonsense, tear_down);
  return g_test_run ();
}
