/* SPDX-License-Identifier: GPL-3.0-or-later
 * The screen is locked, by logind's word. */
#include "desktop/screen-lock.h"
#include "fake-logind.h"

static void
run (gboolean there)
{
  GTestDBus *bus = fake_service_bus_up ();
  FakeLogind *logind = fake_logind_new (bus);
  CorScreenLock *lock;

  fake_logind_set_locked (logind, there);
  lock = cor_screen_lock_new ();
  if (!there)
    fake_service_wait_until ((fake_logind_set_locked (logind, TRUE), TRUE) &&
                             cor_screen_lock_is_locked (lock));
  fake_service_wait_until (cor_screen_lock_is_locked (lock));
  fake_logind_set_locked (logind, FALSE);
  fake_service_wait_until (!cor_screen_lock_is_locked (lock));
  fake_logind_lock_another (logind);
  fake_logind_set_locked (logind, TRUE);
  fake_service_wait_until (cor_screen_lock_is_locked (lock));
  fake_logind_set_locked (logind, FALSE);
  fake_logind_lock_another (logind);
  fake_service_wait_until (!cor_screen_lock_is_locked (lock));
  g_object_unref (lock);
  fake_logind_free (logind);
  g_test_dbus_down (bus);
  g_object_unref (bus);
}

/* The program starts behind a locked screen. */
static void
test_before (void)
{
  run (TRUE);
}

static void
test_later (void)
{
  run (FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/screen-lock/before", test_before);
  g_test_add_func ("/screen-lock/later", test_later);
  return g_test_run ();
}
