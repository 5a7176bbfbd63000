/* SPDX-License-Identifier: GPL-3.0-or-later
 * Times, durations, and what is a number and what a name. */
#include "config.h"
#include "format.h"
#include "ui-test.h"

static gint64
local (int year, int month, int day, int hour, int minute)
{
  g_autoptr (GDateTime) time = g_date_time_new_local (year, month, day, hour, minute, 0);

  return g_date_time_to_unix (time);
}

static void
test_when (void)
{
  gint64 now = local (2026, 3, 4, 9, 30);
  const struct {
    gint64 time;
    const char *text;
  } cases[] = {
    { local (2026, 3, 4, 9, 29), "09:29" },
    { local (2026, 3, 4, 0, 0), "00:00" },
    { local (2026, 3, 3, 23, 59), "Yesterday, 23:59" },
    { local (2026, 3, 2, 8, 5), "Monday, 08:05" },
    { local (2026, 2, 26, 8, 5), "Thursday, 08:05" },
    { local (2026, 2, 25, 8, 5), "25 February" },
    { local (2025, 12, 31, 8, 5), "31 December 2025" },
    /* A clock that was put back: the date, and no "yesterday". */
    { local (2026, 3, 5, 8, 5), "5 March" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = cor_format_when (cases[i].time, now);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_when_bad (void)
{
  g_autofree char *when = cor_format_when (G_MAXINT64, 0);
  g_autofree char *full = cor_format_when_full (G_MININT64);

  g_assert_cmpstr (when, ==, "");
  g_assert_cmpstr (full, ==, "");
}

static void
test_duration (void)
{
  const struct {
    gint64 seconds;
    const char *text;
  } cases[] = {
    { -5, "0:00" },    { 0, "0:00" },       { 9, "0:09" },           { 187, "3:07" },
    { 3599, "59:59" }, { 3600, "1:00:00" }, { 360061, "100:01:01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = cor_format_duration (cases[i].seconds);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_number (void)
{
  static const char *const numbers[] = {
    "201", "+39 0721 405516", "(0721) 40-55.16", "*43", "#31#0721405516", "tel:abc", "SIP:anna@pbx",
    "٢٠٤"
  };
  static const char *const names[] = { "", " ", "+", "anna", "anna 2", "2a", "3 Srl", "Öl 24" };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_true (cor_format_is_number (numbers[i]));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_false (cor_format_is_number (names[i]));
}

void
add_format_tests (void)
{
  g_test_add_func ("/ui/format/when", test_when);
  g_test_add_func ("/ui/format/when-bad", test_when_bad);
  g_test_add_func ("/ui/format/duration", test_duration);
  g_test_add_func ("/ui/format/number", test_number);
}
