/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's CallStats: the numbers of a call as a dictionary.
 * What is not known is not in it. */
#include "config.h"
#include "control-quality.h"
#include "session/quality.h"

/* Two digits after the point; none is below zero. */
static void
add_number (GVariantDict *dict, const char *key, double value)
{
  g_variant_dict_insert (dict, key, "d", (double)(gint64)(value * 100 + 0.5) / 100);
}

static void
add_packets (GVariantDict *dict, const CorCallStats *stats)
{
  g_variant_dict_insert (dict, "tx-packets", "t", stats->tx_packets);
  g_variant_dict_insert (dict, "rx-packets", "t", stats->rx_packets);
  g_variant_dict_insert (dict, "tx-bytes", "t", stats->tx_bytes);
  g_variant_dict_insert (dict, "rx-bytes", "t", stats->rx_bytes);
  g_variant_dict_insert (dict, "tx-bitrate", "u", stats->tx_bitrate);
  g_variant_dict_insert (dict, "rx-bitrate", "u", stats->rx_bitrate);
  g_variant_dict_insert (dict, "expected", "t", stats->whole.expected);
  g_variant_dict_insert (dict, "lost", "t", stats->whole.lost);
  g_variant_dict_insert (dict, "late", "t", stats->whole.late);
  g_variant_dict_insert (dict, "duplicated", "t", stats->duplicated);
  g_variant_dict_insert (dict, "reordered", "t", stats->reordered);
}

static void
add_reports (GVariantDict *dict, const CorCallStats *stats)
{
  if (stats->reported) {
    g_variant_dict_insert (dict, "remote-lost", "i", stats->remote_lost);
    add_number (dict, "remote-loss", stats->remote_loss);
  }
  if (stats->rtt_ms >= 0)
    add_number (dict, "rtt", stats->rtt_ms);
}

static void
add_score (GVariantDict *dict,
           const char *suffix,
           const CorCallStats *stats,
           const CorPacketCount *over)
{
  g_autofree char *loss = g_strconcat ("loss", suffix, NULL);
  g_autofree char *mos = g_strconcat ("mos", suffix, NULL);
  g_autofree char *word = g_strconcat ("quality", suffix, NULL);
  double score = cor_call_stats_get_mos (stats, over);

  add_number (dict, loss, cor_packet_count_get_loss (over));
  if (score > 0)
    add_number (dict, mos, score);
  g_variant_dict_insert (dict, word, "s",
                         cor_quality_to_word (cor_call_stats_get_quality (stats, over)));
}

static GVariant *
describe (const CorCallQuality *quality)
{
  const CorCallStats *stats = &quality->stats;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "id", "u", quality->call);
  g_variant_dict_insert (&dict, "ended", "b", quality->ended);
  g_variant_dict_insert (&dict, "seconds", "u", quality->seconds);
  g_variant_dict_insert (&dict, "codec", "s", stats->codec);
  g_variant_dict_insert (&dict, "encryption", "s", cor_encryption_to_word (stats->encryption));
  add_packets (&dict, stats);
  add_reports (&dict, stats);
  add_number (&dict, "jitter", stats->jitter_ms);
  g_variant_dict_insert (&dict, "buffer", "u", stats->buffer_ms);
  g_variant_dict_insert (&dict, "tx-level", "d", stats->tx_level);
  g_variant_dict_insert (&dict, "rx-level", "d", stats->rx_level);
  add_score (&dict, "", stats, &stats->whole);
  add_score (&dict, "-recent", stats, &stats->recent);
  return g_variant_dict_end (&dict);
}

static void
on_quality_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  GDBusMethodInvocation *invocation = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CorCallQuality) quality =
    cor_session_get_quality_finish (COR_SESSION (source), result, &error);

  if (quality != NULL)
    g_dbus_method_invocation_return_value (invocation,
                                           g_variant_new ("(@a{sv})", describe (quality)));
  else
    g_dbus_method_invocation_return_error_literal (
      invocation, G_DBUS_ERROR,
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED) ? G_DBUS_ERROR_NOT_SUPPORTED
                                                                    : G_DBUS_ERROR_INVALID_ARGS,
      error->message);
}

void
cor_control_call_stats (CorSession *session,
                        GVariant *parameters,
                        GDBusMethodInvocation *invocation)
{
  guint call;

  g_variant_get (parameters, "(u)", &call);
  cor_session_get_quality_async (session, call, on_quality_ready, invocation);
}
