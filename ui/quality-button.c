/* SPDX-License-Identifier: GPL-3.0-or-later
 * How good a call's sound is, as a symbol and a word, and how loud; pressed, in
 * numbers that change once a second. Asks only while it is in sight and the call lasts, and
 * once more for what is left of a call that has ended. Owner: the call view. */
#include "config.h"
#include "quality-button.h"
#include "cut-text.h"
#include "level-meter.h"
#include "quality-list.h"
#include "session/quality.h"
#include <glib/gi18n-lib.h>

#define PERIOD_MS 1000

struct _CorQualityButton {
  AdwBin parent;
  GtkMenuButton *button;
  GtkImage *icon;
  GtkLabel *word;
  CorQualityList *list;
  CorLevelMeter *meter;
  CorSession *session; /* weak: the window's widgets may be let go of after it */
  CorCall *call;       /* or NULL */
  guint tick_id;
  gboolean asking;
};

G_DEFINE_FINAL_TYPE (CorQualityButton, cor_quality_button, ADW_TYPE_BIN)

static const char *
icon_of (CorQuality quality)
{
  static const char *const icons[] = {
    [COR_QUALITY_UNKNOWN] = "network-cellular-signal-none-symbolic",
    [COR_QUALITY_POOR] = "network-cellular-signal-weak-symbolic",
    [COR_QUALITY_FAIR] = "network-cellular-signal-ok-symbolic",
    [COR_QUALITY_GOOD] = "network-cellular-signal-excellent-symbolic",
  };

  return icons[quality];
}

static void
show (CorQualityButton *self, const CorCallQuality *quality)
{
  const CorCallStats *stats = &quality->stats;
  const char *word = cor_quality_list_word (quality);
  /* Translators: %s is "Good", "Fair", "Poor" or "Not known yet". */
  g_autofree char *name = g_strdup_printf (_ ("Call quality: %s"), word);

  gtk_image_set_from_icon_name (
    self->icon,
    icon_of (cor_call_stats_get_quality (stats, quality->ended ? &stats->whole : &stats->recent)));
  gtk_label_set_label (self->word, word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  cor_quality_list_show (self->list, quality);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
on_quality_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CorQualityButton) self = data;
  g_autoptr (CorCallQuality) quality =
    cor_session_get_quality_finish (COR_SESSION (source), result, NULL);

  self->asking = FALSE;
  if (quality != NULL && quality->heard && self->call != NULL &&
      quality->call == cor_call_get_id (self->call))
    show (self, quality);
}

static void
ask (CorQualityButton *self)
{
  if (self->asking || self->session == NULL || self->call == NULL)
    return;
  self->asking = TRUE;
  cor_session_get_quality_async (self->session, cor_call_get_id (self->call), on_quality_ready,
                                 g_object_ref (self));
}

static gboolean
on_tick (gpointer data)
{
  ask (data);
  return G_SOURCE_CONTINUE;
}

/* Its parent is what is in sight: it shows itself only when there is something to show. */
static void
update (CorQualityButton *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  gboolean ticks = self->call != NULL && cor_call_get_state (self->call) == COR_CALL_ACTIVE &&
                   parent != NULL && gtk_widget_get_mapped (parent);

  if (ticks && self->tick_id == 0) {
    ask (self);
    self->tick_id = g_timeout_add (PERIOD_MS, on_tick, self);
  } else if (!ticks) {
    g_clear_handle_id (&self->tick_id, g_source_remove);
  }
}

void
cor_quality_button_set_session (CorQualityButton *self, CorSession *session)
{
  g_set_weak_pointer (&self->session, session);
  cor_level_meter_set_session (self->meter, session);
}

void
cor_quality_button_set_call (CorQualityButton *self, CorCall *call)
{
  if (g_set_object (&self->call, call)) {
    gtk_menu_button_popdown (self->button);
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  }
  update (self);
  cor_level_meter_set_call (self->meter, call);
  if (call != NULL && cor_call_get_state (call) == COR_CALL_ENDED &&
      cor_call_is_on_this_computer (call) && cor_call_get_answered_at (call) != 0)
    ask (self);
}

static void
dispose (GObject *object)
{
  CorQualityButton *self = COR_QUALITY_BUTTON (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->call);
  g_clear_weak_pointer (&self->session);
  G_OBJECT_CLASS (cor_quality_button_parent_class)->dispose (object);
}

static void
cor_quality_button_class_init (CorQualityButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  g_type_ensure (COR_TYPE_LEVEL_METER);
  g_type_ensure (COR_TYPE_QUALITY_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/quality-button.ui");
  gtk_widget_class_bind_template_child (widget_class, CorQualityButton, button);
  gtk_widget_class_bind_template_child (widget_class, CorQualityButton, icon);
  gtk_widget_class_bind_template_child (widget_class, CorQualityButton, word);
  gtk_widget_class_bind_template_child (widget_class, CorQualityButton, list);
  gtk_widget_class_bind_template_child (widget_class, CorQualityButton, meter);
}

static void
cor_quality_button_init (CorQualityButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_cut_text_tell (GTK_WIDGET (self->list));
}
