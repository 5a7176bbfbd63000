/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which codecs calls of this computer use, and which before which. Owner: the
 * preferences. The setting names those that are used; the others stand where
 * they were switched off, and last in a new window. */
#include "config.h"
#include "preferences-codecs.h"
#include "codec-row.h"
#include "model/codec.h"

struct _CorPreferencesCodecs {
  AdwPreferencesGroup parent;
  GtkListBox *list; /* the group's own, whose rows the window's search finds */
  GSettings *settings;
  CorCodecRow *rows[COR_N_CODECS]; /* as they stand */
  gboolean used[COR_N_CODECS];
};

G_DEFINE_FINAL_TYPE (CorPreferencesCodecs, cor_preferences_codecs, ADW_TYPE_PREFERENCES_GROUP)

static guint
count_used (CorPreferencesCodecs *self)
{
  guint n = 0;

  for (guint i = 0; i < COR_N_CODECS; i++)
    n += self->used[i] ? 1 : 0;
  return n;
}

static void
show (CorPreferencesCodecs *self)
{
  for (guint i = 0; i < COR_N_CODECS; i++)
    cor_codec_row_set_place (self->rows[i], &(CorCodecPlace){
                                              .place = i,
                                              .first = i == 0,
                                              .last = i == COR_N_CODECS - 1,
                                              .used = self->used[i],
                                              .only_one = count_used (self) == 1,
                                            });
  gtk_list_box_invalidate_sort (self->list);
}

static GStrv
dup_used (CorPreferencesCodecs *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < COR_N_CODECS; i++) {
    if (self->used[i])
      g_strv_builder_add (names, cor_codec_row_get_name (self->rows[i]));
  }
  return g_strv_builder_end (names);
}

static guint
place_of (CorPreferencesCodecs *self, const char *name)
{
  guint i = 0;

  while (!g_str_equal (cor_codec_row_get_name (self->rows[i]), name))
    i++;
  return i;
}

static void
swap (CorPreferencesCodecs *self, guint a, guint b)
{
  CorCodecRow *row = self->rows[a];
  gboolean used = self->used[a];

  self->rows[a] = self->rows[b];
  self->used[a] = self->used[b];
  self->rows[b] = row;
  self->used[b] = used;
}

/* What the window itself has changed stands as it was changed. */
static void
on_changed (CorPreferencesCodecs *self)
{
  g_auto (GStrv) names = g_settings_get_strv (self->settings, "codecs");
  g_auto (GStrv) wanted = cor_codecs_read ((const char *const *)names);
  g_auto (GStrv) shown = dup_used (self);
  guint n = g_strv_length (wanted);

  if (g_strv_equal ((const char *const *)wanted, (const char *const *)shown))
    return;
  for (guint i = 0; i < n; i++)
    swap (self, i, place_of (self, wanted[i]));
  for (guint i = 0; i < COR_N_CODECS; i++)
    self->used[i] = i < n;
  show (self);
}

static void
keep (CorPreferencesCodecs *self)
{
  g_auto (GStrv) used = dup_used (self);

  show (self);
  g_settings_set_strv (self->settings, "codecs", (const char *const *)used);
}

static void
on_moved (CorCodecRow *row, int by, CorPreferencesCodecs *self)
{
  guint at = cor_codec_row_get_place (row);
  int to = (int)at + by;

  if (self->settings == NULL || to < 0 || to >= COR_N_CODECS)
    return;
  swap (self, at, (guint)to);
  keep (self);
}

static void
on_used (CorCodecRow *row, gboolean used, CorPreferencesCodecs *self)
{
  guint at = cor_codec_row_get_place (row);

  if (self->settings == NULL)
    return;
  self->used[at] = used;
  if (count_used (self) == 0)
    self->used[at] = TRUE;
  keep (self);
}

static int
compare (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  return (int)cor_codec_row_get_place (COR_CODEC_ROW (a)) -
         (int)cor_codec_row_get_place (COR_CODEC_ROW (b));
}

static void
add_row (CorPreferencesCodecs *self, guint i)
{
  GtkWidget *row = cor_codec_row_new (cor_codecs[i]);

  self->rows[i] = COR_CODEC_ROW (row);
  g_signal_connect_object (row, "moved", G_CALLBACK (on_moved), self, 0);
  g_signal_connect_object (row, "used", G_CALLBACK (on_used), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
dispose (GObject *object)
{
  g_clear_object (&COR_PREFERENCES_CODECS (object)->settings);
  G_OBJECT_CLASS (cor_preferences_codecs_parent_class)->dispose (object);
}

static void
cor_preferences_codecs_class_init (CorPreferencesCodecsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/preferences-codecs.ui");
}

static void
cor_preferences_codecs_init (CorPreferencesCodecs *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (COR_APP_ID);
  for (guint i = 0; i < COR_N_CODECS; i++)
    add_row (self, i);
  self->list = GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (self->rows[0])));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (self)),
                                  -1);
  gtk_list_box_set_sort_func (self->list, compare, NULL, NULL);
  on_changed (self);
  g_signal_connect_object (self->settings, "changed::codecs", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
}
