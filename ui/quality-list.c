/* SPDX-License-Identifier: GPL-3.0-or-later
 * The numbers of a call's sound, a row each: what it is, and how much. Keeps
 * no number; each value is named whole for who can't see the row. */
#include "config.h"
#include "quality-list.h"
#include "bidi.h"
#include <glib/gi18n-lib.h>

typedef enum {
  ROW_QUALITY,
  ROW_LOST,
  ROW_REMOTE_LOST,
  ROW_ROUND_TRIP,
  ROW_JITTER,
  ROW_BUFFER,
  ROW_LATE,
  ROW_PACKETS,
  ROW_CODEC,
  ROW_BITRATE,
  ROW_ENCRYPTION,
  ROW_LEVEL,
  N_ROWS,
} Row;

static const char *const titles[N_ROWS] = {
  N_ ("Quality"),
  N_ ("Lost"),
  N_ ("Lost at the other side"),
  N_ ("Round trip"),
  N_ ("Jitter"),
  N_ ("Waiting to be played"),
  N_ ("Too late, twice, out of order"),
  N_ ("Packets sent, received"),
  N_ ("Codec"),
  N_ ("Bit rate sent, received"),
  N_ ("Encryption"),
  N_ ("Level sent, received"),
};

struct _CorQualityList {
  AdwBin parent;
  GtkLabel *values[N_ROWS];
};

G_DEFINE_FINAL_TYPE (CorQualityList, cor_quality_list, ADW_TYPE_BIN)

static const CorPacketCount *
get_span (const CorCallQuality *quality)
{
  return quality->ended ? &quality->stats.whole : &quality->stats.recent;
}

const char *
cor_quality_list_word (const CorCallQuality *quality)
{
  switch (cor_call_stats_get_quality (&quality->stats, get_span (quality))) {
  case COR_QUALITY_GOOD:
    return C_ ("quality of sound", "Good");
  case COR_QUALITY_FAIR:
    return C_ ("quality of sound", "Fair");
  case COR_QUALITY_POOR:
    return C_ ("quality of sound", "Poor");
  case COR_QUALITY_UNKNOWN:
  default:
    return C_ ("quality of sound", "Not known yet");
  }
}

static char *
dup_quality (const CorCallQuality *quality)
{
  double mos = cor_call_stats_get_mos (&quality->stats, get_span (quality));

  if (mos <= 0)
    return g_strdup (cor_quality_list_word (quality));
  /* Translators: "Good (MOS 4.3)". MOS is the mean opinion score, 1 to 4.5. */
  return g_strdup_printf (_ ("%s (MOS %.1f)"), cor_quality_list_word (quality), mos);
}

static char *
dup_lost (const CorCallStats *stats)
{
  g_autofree char *lost = g_strdup_printf ("%" G_GUINT64_FORMAT, stats->whole.lost);
  g_autofree char *expected = g_strdup_printf ("%" G_GUINT64_FORMAT, stats->whole.expected);

  /* Translators: "0.4 % (3 of 757)", packets. */
  return g_strdup_printf (_ ("%.1f %% (%s of %s)"), cor_packet_count_get_loss (&stats->whole), lost,
                          expected);
}

static char *
dup_encryption (CorEncryption encryption)
{
  return g_strdup (encryption == COR_ENCRYPTION_NONE ? C_ ("encryption", "None")
                                                     : cor_encryption_to_word (encryption));
}

static char *
dup_ms (gboolean known, double ms)
{
  return known ? g_strdup_printf (_ ("%.0f ms"), ms) : g_strdup (_ ("Not told"));
}

static char *
dup_value (Row row, const CorCallQuality *quality)
{
  const CorCallStats *stats = &quality->stats;

  switch (row) {
  case ROW_QUALITY:
    return dup_quality (quality);
  case ROW_LOST:
    return dup_lost (stats);
  case ROW_REMOTE_LOST:
    return stats->reported ? g_strdup_printf ("%.1f %%", stats->remote_loss)
                           : g_strdup (_ ("Not told"));
  case ROW_ROUND_TRIP:
    return dup_ms (stats->rtt_ms >= 0, stats->rtt_ms);
  case ROW_JITTER:
    return g_strdup_printf (_ ("%.1f ms"), stats->jitter_ms);
  case ROW_BUFFER:
    return dup_ms (TRUE, stats->buffer_ms);
  case ROW_LATE:
    return g_strdup_printf ("%" G_GUINT64_FORMAT ", %" G_GUINT64_FORMAT ", %" G_GUINT64_FORMAT,
                            stats->whole.late, stats->duplicated, stats->reordered);
  case ROW_PACKETS:
    return g_strdup_printf ("%" G_GUINT64_FORMAT ", %" G_GUINT64_FORMAT, stats->tx_packets,
                            stats->rx_packets);
  case ROW_CODEC:
    return g_strdup (stats->codec[0] != '\0' ? stats->codec : "-");
  case ROW_BITRATE:
    return g_strdup_printf (_ ("%.0f, %.0f kbit/s"), stats->tx_bitrate / 1000.0,
                            stats->rx_bitrate / 1000.0);
  case ROW_ENCRYPTION:
    return dup_encryption (stats->encryption);
  case ROW_LEVEL:
    return g_strdup_printf (_ ("%.0f, %.0f dBov"), stats->tx_level, stats->rx_level);
  case N_ROWS:
  default:
    g_return_val_if_reached (NULL);
  }
}

static void
set_value (CorQualityList *self, Row row, const char *value)
{
  g_autofree char *whole = g_strdup_printf ("%s: %s", _ (titles[row]), value);

  cor_bidi_set_label (self->values[row], value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->values[row]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  whole, -1);
}

void
cor_quality_list_show (CorQualityList *self, const CorCallQuality *quality)
{
  for (Row row = 0; row < N_ROWS; row++) {
    g_autofree char *value = dup_value (row, quality);

    set_value (self, row, value);
  }
}

static GtkLabel *
new_label (float side, const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (label, GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (label, side);
  gtk_label_set_yalign (label, 0);
  gtk_label_set_max_width_chars (label, 24);
  gtk_label_set_justify (label, side > 0 ? GTK_JUSTIFY_RIGHT : GTK_JUSTIFY_LEFT);
  gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  return label;
}

static void
cor_quality_list_class_init (CorQualityListClass *klass)
{
}

static void
cor_quality_list_init (CorQualityList *self)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());

  gtk_grid_set_row_spacing (grid, 6);
  gtk_grid_set_column_spacing (grid, 18);
  for (Row row = 0; row < N_ROWS; row++) {
    GtkLabel *title = new_label (0, "dim-label");

    gtk_label_set_label (title, _ (titles[row]));
    self->values[row] = new_label (1, "numeric");
    gtk_widget_set_hexpand (GTK_WIDGET (self->values[row]), TRUE);
    gtk_grid_attach (grid, GTK_WIDGET (title), 0, (int)row, 1, 1);
    gtk_grid_attach (grid, GTK_WIDGET (self->values[row]), 1, (int)row, 1, 1);
  }
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (grid));
}

GtkWidget *
cor_quality_list_new (void)
{
  return g_object_new (COR_TYPE_QUALITY_LIST, NULL);
}
