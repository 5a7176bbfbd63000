/* SPDX-License-Identifier: GPL-3.0-or-later
 * Times and durations in the user's language. */
#include "config.h"
#include "format.h"
#include <glib/gi18n-lib.h>

/* Whole days between two moments on the local calendar. */
static int
days_between (GDateTime *then, GDateTime *now)
{
  GDate from, to;

  g_date_clear (&from, 1);
  g_date_clear (&to, 1);
  g_date_set_dmy (&from, g_date_time_get_day_of_month (then), g_date_time_get_month (then),
                  g_date_time_get_year (then));
  g_date_set_dmy (&to, g_date_time_get_day_of_month (now), g_date_time_get_month (now),
                  g_date_time_get_year (now));
  return g_date_days_between (&from, &to);
}

static const char *
pattern_for (int days, gboolean same_year)
{
  if (days == 0)
    return C_ ("time of a call today", "%H:%M");
  if (days == 1)
    return C_ ("time of a call yesterday", "Yesterday, %H:%M");
  if (days > 1 && days < 7)
    return C_ ("time of a call in the last week", "%A, %H:%M");
  if (same_year)
    return C_ ("time of a call this year", "%-d %B");
  return C_ ("time of a call in another year", "%-d %B %Y");
}

char *
cor_format_when (gint64 time, gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now);

  if (then == NULL || today == NULL)
    return g_strdup ("");
  return g_date_time_format (
    then, pattern_for (days_between (then, today),
                       g_date_time_get_year (then) == g_date_time_get_year (today)));
}

char *
cor_format_day (gint64 time, gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now);
  int days;

  if (time == 0 || then == NULL || today == NULL)
    return g_strdup (_ ("Date Unknown"));
  days = days_between (then, today);
  if (days == 0)
    return g_strdup (C_ ("heading of calls", "Today"));
  if (days == 1)
    return g_strdup (C_ ("heading of calls", "Yesterday"));
  if (g_date_time_get_year (then) == g_date_time_get_year (today))
    return g_date_time_format (then, C_ ("heading of calls, this year", "%A %-d %B"));
  return g_date_time_format (then, C_ ("heading of calls, another year", "%A %-d %B %Y"));
}

char *
cor_format_time (gint64 time)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time);

  if (time == 0 || then == NULL)
    return g_strdup ("");
  return g_date_time_format (then, C_ ("time of a call today", "%H:%M"));
}

char *
cor_format_when_full (gint64 time)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time);

  if (then == NULL)
    return g_strdup ("");
  return g_date_time_format (then, C_ ("time of a call in full", "%A %-d %B %Y, %H:%M:%S"));
}

char *
cor_format_duration (gint64 seconds)
{
  seconds = MAX (seconds, 0);
  if (seconds < 3600)
    return g_strdup_printf ("%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d:%02d", seconds / 3600,
                          (int)(seconds / 60 % 60), (int)(seconds % 60));
}

gboolean
cor_format_is_number (const char *text)
{
  static const char *const schemes[] = { "tel:", "callto:", "sip:", "sips:" };
  gboolean has_digit = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (text, schemes[i], strlen (schemes[i])) == 0)
      return TRUE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isalpha (c))
      return FALSE;
    has_digit |= g_unichar_isdigit (c) || c == '*' || c == '#';
  }
  return has_digit;
}
