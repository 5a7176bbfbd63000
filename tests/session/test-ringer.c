/* SPDX-License-Identifier: GPL-3.0-or-later
 * When this computer rings. The phone is replaced where it would make a sound. */
#include "ringer.h"

static gboolean sounding;
static guint switches; /* on to off and off to on */

void
cor_phone_set_ringing (CorPhone *self, gboolean ringing)
{
  g_assert_cmpint (sounding, !=, ringing);
  sounding = ringing;
  switches++;
}

typedef struct {
  CorCallList *calls;
  CorRinger *ringer;
  GObject *phone;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  sounding = FALSE;
  switches = 0;
  f->calls = cor_call_list_new ();
  f->ringer = cor_ringer_new (f->calls);
  f->phone = g_object_new (G_TYPE_OBJECT, NULL); /* an address; it is never looked into */
  cor_ringer_set_phone (f->ringer, (CorPhone *)f->phone);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->ringer);
  g_assert_finalize_object (f->calls);
  g_object_unref (f->phone);
}

static CorCall *
ring (Fixture *f, gboolean here)
{
  g_autoptr (CorCall) call = cor_call_new (NULL, TRUE, "202", "x", here);

  cor_call_list_add (f->calls, call);
  return call; /* the list keeps it */
}

static void
test_one_call (Fixture *f, gconstpointer data)
{
  CorCall *call = ring (f, TRUE);

  g_assert_true (sounding);
  cor_call_set_state (call, COR_CALL_ACTIVE);
  g_assert_false (sounding);
  cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
  g_assert_cmpuint (switches, ==, 2);
}

static void
test_desk_phone_rings_there (Fixture *f, gconstpointer data)
{
  ring (f, FALSE);
  g_assert_false (sounding);
}

static void
test_silence_is_of_one_call (Fixture *f, gconstpointer data)
{
  CorCall *first = ring (f, TRUE), *second;

  cor_ringer_silence (f->ringer, first);
  g_assert_false (sounding);
  second = ring (f, TRUE);
  g_assert_true (sounding);
  cor_call_set_ended (second, COR_CALL_END_MISSED, NULL);
  g_assert_false (sounding);
}

static void
test_switched_off (Fixture *f, gconstpointer data)
{
  cor_ringer_set_enabled (f->ringer, FALSE);
  ring (f, TRUE);
  g_assert_false (sounding);
  cor_ringer_set_enabled (f->ringer, TRUE);
  g_assert_true (sounding);
}

static void
test_phone_replaced_while_ringing (Fixture *f, gconstpointer data)
{
  ring (f, TRUE);
  sounding = FALSE; /* the old phone took its sound with it */
  cor_ringer_set_phone (f->ringer, NULL);
  cor_ringer_set_phone (f->ringer, (CorPhone *)f->phone);
  g_assert_true (sounding);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ringer/one-call", test_one_call);
  ADD ("/ringer/desk-phone", test_desk_phone_rings_there);
  ADD ("/ringer/silence", test_silence_is_of_one_call);
  ADD ("/ringer/switched-off", test_switched_off);
  ADD ("/ringer/phone-replaced", test_phone_replaced_while_ringing);
  return g_test_run ();
}
