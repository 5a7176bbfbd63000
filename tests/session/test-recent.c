/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a click before does to the next one, and how long. */
#include "clicks.h"
#include "route/route.h"

/* The web CTI opens callto: and, when its page kept the focus, tel: after it. */
static void
test_same_click_twice (Clicks *f, gconstpointer data)
{
  static const char *const links[] = { "tel://202", "callto:202", "sip:202", "TEL:2-0-2" };
  g_autoptr (GPtrArray) dialled = g_ptr_array_new ();

  g_ptr_array_add (dialled, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (links); i++) {
    CLICK (f, "callto://202");
    g_ptr_array_insert (dialled, 0, (char *)"202");
    fake_clock_turn (f->line->clock, 4 * G_USEC_PER_SEC - 1);
    CLICK (f, links[i]);
    clicks_assert_dialled (f, (const char *const *)dialled->pdata);
    g_assert_cmpuint (f->raised, ==, 3 * i + 2);
    /* The guard counts from the click that called. */
    fake_clock_turn (f->line->clock, 1);
    CLICK (f, links[i]);
    g_ptr_array_insert (dialled, 0, (char *)"202");
    clicks_assert_dialled (f, (const char *const *)dialled->pdata);
    g_assert_cmpuint (f->raised, ==, 3 * i + 3);
    fake_clock_turn (f->line->clock, 4 * G_USEC_PER_SEC);
  }
}

/* The first window of a slow machine: the loop hangs while the page opens its second link, or
 * twice. A hang counts as one tick. */
static void
test_same_click_after_a_hang (Clicks *f, gconstpointer data)
{
  CLICK (f, "callto://202");
  f->line->clock->now += 6 * G_USEC_PER_SEC;
  CLICK (f, "tel://202");
  ASSERT_DIALLED (f, "202", NULL);
  fake_clock_turn (f->line->clock, G_USEC_PER_SEC);
  f->line->clock->now += 6 * G_USEC_PER_SEC;
  fake_clock_turn (f->line->clock, G_USEC_PER_SEC);
  CLICK (f, "tel://202");
  ASSERT_DIALLED (f, "202", NULL);
  fake_clock_turn (f->line->clock, 4 * G_USEC_PER_SEC);
  CLICK (f, "tel://202");
  ASSERT_DIALLED (f, "202", "202", NULL);
}

static void
test_second_link (Clicks *f, gconstpointer data)
{
  CLICK (f, "tel:202");
  fake_clock_turn (f->line->clock, 4 * G_USEC_PER_SEC - 1);
  CLICK (f, "tel:203");
  ASSERT_DIALLED (f, "202", NULL);
  clicks_assert_asks (f, "203", NULL);
  cor_session_confirm (f->session, cor_question_get_request (f->question));
  ASSERT_DIALLED (f, "202", "203", NULL);
  fake_clock_turn (f->line->clock, 4 * G_USEC_PER_SEC);
  CLICK (f, "tel:204");
  ASSERT_DIALLED (f, "202", "203", "204", NULL);
}

static void
test_second_link_after_a_hang (Clicks *f, gconstpointer data)
{
  CLICK (f, "tel:202");
  f->line->clock->now += 6 * G_USEC_PER_SEC;
  CLICK (f, "tel:203");
  ASSERT_DIALLED (f, "202", NULL);
  clicks_assert_asks (f, "203", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_CLICKS ("/recent/same-click-twice", test_same_click_twice);
  ADD_CLICKS ("/recent/same-click-after-a-hang", test_same_click_after_a_hang);
  ADD_CLICKS ("/recent/second-link", test_second_link);
  ADD_CLICKS ("/recent/second-link-after-a-hang", test_second_link_after_a_hang);
  return g_test_run ();
}
