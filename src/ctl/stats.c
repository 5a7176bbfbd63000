/* SPDX-License-Identifier: GPL-3.0-or-later
 * The numbers of a call's sound in words. */
#include "config.h"
#include "stats.h"
#include "show.h"
#include <glib/gi18n-lib.h>

static void
show (const char *name, char *text)
{
  g_autofree char *line = g_strdup_printf ("%s: %s", name, text);

  cor_show_line (line);
  g_free (text);
}

/* As text: a number of 64 bits has no format that every language's text could hold. */
static char *
dup_count (GVariant *stats, const char *key)
{
  guint64 value = 0;

  g_variant_lookup (stats, key, "t", &value);
  return g_strdup_printf ("%" G_GUINT64_FORMAT, value);
}

static guint
get_small (GVariant *stats, const char *key)
{
  guint value = 0;

  g_variant_lookup (stats, key, "u", &value);
  return value;
}

/* FALSE: it is not known. */
static gboolean
look_up (GVariant *stats, const char *key, double *ret_value)
{
  return g_variant_lookup (stats, key, "d", ret_value);
}

static const char *
quality_word (const char *word)
{
  if (g_str_equal (word, "good"))
    return C_ ("quality of sound", "good");
  if (g_str_equal (word, "fair"))
    return C_ ("quality of sound", "fair");
  if (g_str_equal (word, "poor"))
    return C_ ("quality of sound", "poor");
  return C_ ("quality of sound", "not known yet");
}

static void
show_quality (GVariant *stats, const char *name, const char *quality_key, const char *mos_key)
{
  const char *word = "";
  double mos;

  g_variant_lookup (stats, quality_key, "&s", &word);
  if (look_up (stats, mos_key, &mos))
    show (name, g_strdup_printf (_ ("%s (MOS %.1f)"), quality_word (word), mos));
  else
    show (name, g_strdup (quality_word (word)));
}

static void
show_codec (GVariant *stats)
{
  g_autofree char *codec = cor_show_key (stats, "codec");
  g_autofree char *encryption = cor_show_key (stats, "encryption");

  show (_ ("Codec"),
        g_strdup_printf (_ ("%s, %.0f kbit/s sent, %.0f kbit/s received"),
                         *codec != '\0' ? codec : "-", get_small (stats, "tx-bitrate") / 1000.0,
                         get_small (stats, "rx-bitrate") / 1000.0));
  show (_ ("Encryption"),
        g_strdup (g_str_equal (encryption, "none") ? C_ ("encryption", "none") : encryption));
}

static void
show_packets (GVariant *stats)
{
  g_autofree char *sent = dup_count (stats, "tx-packets");
  g_autofree char *received = dup_count (stats, "rx-packets");
  g_autofree char *lost = dup_count (stats, "lost");
  g_autofree char *late = dup_count (stats, "late");
  g_autofree char *twice = dup_count (stats, "duplicated");
  g_autofree char *reordered = dup_count (stats, "reordered");
  double loss = 0, recent = 0;

  look_up (stats, "loss", &loss);
  look_up (stats, "loss-recent", &recent);
  show (_ ("Packets"), g_strdup_printf (_ ("%s sent, %s received"), sent, received));
  show (_ ("Lost"),
        g_strdup_printf (_ ("%s (%.1f %%; %.1f %% in the last 10 s)"), lost, loss, recent));
  show (_ ("Too late, twice, out of order"),
        g_strdup_printf ("%s, %s, %s", late, twice, reordered));
}

static void
show_reports (GVariant *stats)
{
  double loss, rtt;

  show (_ ("Lost on the way to the other side"), look_up (stats, "remote-loss", &loss)
                                                   ? g_strdup_printf ("%.1f %%", loss)
                                                   : g_strdup (_ ("not told")));
  show (_ ("Round trip"), look_up (stats, "rtt", &rtt) ? g_strdup_printf (_ ("%.0f ms"), rtt)
                                                       : g_strdup (_ ("not told")));
}

static void
show_sound (GVariant *stats)
{
  double jitter = 0, tx = 0, rx = 0;

  look_up (stats, "jitter", &jitter);
  look_up (stats, "tx-level", &tx);
  look_up (stats, "rx-level", &rx);
  show (_ ("Jitter"), g_strdup_printf (_ ("%.1f ms"), jitter));
  show (_ ("Waiting to be played"), g_strdup_printf (_ ("%u ms"), get_small (stats, "buffer")));
  show (_ ("Level"), g_strdup_printf (_ ("%.0f dBov sent, %.0f dBov received"), tx, rx));
}

void
cor_stats_show (GVariant *stats)
{
  gboolean ended = FALSE;

  g_variant_lookup (stats, "ended", "b", &ended);
  show (_ ("Call"), g_strdup_printf (ended ? _ ("%u, ended after %u s") : _ ("%u, for %u s so far"),
                                     get_small (stats, "id"), get_small (stats, "seconds")));
  show_quality (stats, _ ("Quality"), "quality", "mos");
  if (!ended)
    show_quality (stats, _ ("Quality of the last 10 s"), "quality-recent", "mos-recent");
  show_codec (stats);
  show_packets (stats);
  show_reports (stats);
  show_sound (stats);
}
