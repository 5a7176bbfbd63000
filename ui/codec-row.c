/* SPDX-License-Identifier: GPL-3.0-or-later
 * A codec in the preferences: whether it is used, and after which others.
 * Owner: their group, which also moves it. */
#include "config.h"
#include "codec-row.h"
#include <glib/gi18n-lib.h>

struct _CorCodecRow {
  AdwActionRow parent;
  GtkButton *up;
  GtkButton *down;
  GtkSwitch *used;
  const char *name; /* of model/codec.h */
  guint place;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (CorCodecRow, cor_codec_row, ADW_TYPE_ACTION_ROW)

enum { MOVED, USED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const struct {
  const char *name, *title, *subtitle;
} texts[] = {
  { "opus", "Opus", N_ ("Best sound, also on bad networks") },
  { "G722", "G.722", N_ ("Wideband, of many desk phones") },
  /* Translators: PCMA as the numbers of a call name it. */
  { "PCMA", "G.711 A-law", N_ ("As on the telephone network (PCMA)") },
  { "PCMU", "G.711 µ-law", N_ ("The same in North America and Japan (PCMU)") },
};

static void
on_used (CorCodecRow *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[USED], 0, gtk_switch_get_active (self->used));
}

static void
on_move (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVED], 0, g_str_equal (action, "codec.up") ? -1 : 1);
}

const char *
cor_codec_row_get_name (CorCodecRow *self)
{
  return self->name;
}

guint
cor_codec_row_get_place (CorCodecRow *self)
{
  return self->place;
}

gboolean
cor_codec_row_is_used (CorCodecRow *self)
{
  return gtk_switch_get_active (self->used);
}

void
cor_codec_row_set_place (CorCodecRow *self, const CorCodecPlace *place)
{
  gboolean needed = place->used && place->only_one;

  self->place = place->place;
  self->updating = TRUE;
  gtk_switch_set_active (self->used, place->used);
  self->updating = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->used), !needed);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->used),
                               needed ? _ ("Calls need at least one codec") : NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "codec.up", !place->first);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "codec.down", !place->last);
}

static void
cor_codec_row_class_init (CorCodecRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[MOVED] = g_signal_new ("moved", COR_TYPE_CODEC_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[USED] = g_signal_new ("used", COR_TYPE_CODEC_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_install_action (widget_class, "codec.up", NULL, on_move);
  gtk_widget_class_install_action (widget_class, "codec.down", NULL, on_move);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cornetta/Cornetta/codec-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CorCodecRow, up);
  gtk_widget_class_bind_template_child (widget_class, CorCodecRow, down);
  gtk_widget_class_bind_template_child (widget_class, CorCodecRow, used);
  gtk_widget_class_bind_template_callback (widget_class, on_used);
}

static void
cor_codec_row_init (CorCodecRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
set_button_name (GtkButton *button, const char *format, const char *title)
{
  g_autoptr (GString) name = g_string_new (format);

  g_string_replace (name, "%s", title, 1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), name->str);
  set_name (GTK_WIDGET (button), name->str);
}

GtkWidget *
cor_codec_row_new (const char *name)
{
  CorCodecRow *self = g_object_new (COR_TYPE_CODEC_ROW, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (!g_str_equal (texts[i].name, name))
      continue;
    self->name = texts[i].name;
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), texts[i].title);
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _ (texts[i].subtitle));
    /* Translators: %s is a codec, "G.722". */
    set_button_name (self->up, _ ("Move %s Up"), texts[i].title);
    /* Translators: %s is a codec, "G.722". */
    set_button_name (self->down, _ ("Move %s Down"), texts[i].title);
    set_name (GTK_WIDGET (self->used), texts[i].title);
  }
  return GTK_WIDGET (self);
}
