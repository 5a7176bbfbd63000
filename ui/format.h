/* SPDX-License-Identifier: GPL-3.0-or-later
 * Times and durations in the user's language. Pure: the clock is an argument. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Both in unix seconds: "14:32" today, "Yesterday, 14:32", "Monday, 14:32", else the date. */
char *cor_format_when (gint64 time, gint64 now);
/* The day alone, to stand over its calls: "Today", "Yesterday", "Monday 3 March"; time 0: that it
 * is not known. */
char *cor_format_day (gint64 time, gint64 now);
/* "14:32"; "" for time 0. */
char *cor_format_time (gint64 time);
/* The whole of it, for a tooltip. */
char *cor_format_when_full (gint64 time);
/* "3:07", "1:02:03". */
char *cor_format_duration (gint64 seconds);
/* Whether a text is meant as a number to call rather than a name to look for. */
gboolean cor_format_is_number (const char *text);

G_END_DECLS
