/* SPDX-License-Identifier: GPL-3.0-or-later
 * How loud a call is, both ways: what its others get from the microphone, and
 * what they are heard to say. Looks eight times a second, only while it is in
 * sight, and moves in steps that can be seen, so that it is calm on the screen
 * and tells a screen reader nothing while nothing changes. Owner: what shows
 * the quality of the call. */
#include "config.h"
#include "level-meter.h"
#include "session/voice.h"
#include <glib/gi18n-lib.h>

#define LOOK_MS 125
#define QUIETEST (-60.0) /* dBov at the empty end of a bar */
#define STEPS 20

struct _CorLevelMeter {
  AdwBin parent;
  GtkImage *icon;
  GtkLevelBar *microphone;
  GtkLevelBar *speaker;
  CorSession *session; /* weak: the window's widgets may be let go of after it */
  gboolean sends;
  guint look_id;
};

G_DEFINE_FINAL_TYPE (CorLevelMeter, cor_level_meter, ADW_TYPE_BIN)

static void
show_level (GtkLevelBar *bar, double level)
{
  int steps = (int)(CLAMP (1 - level / QUIETEST, 0, 1) * STEPS + 0.5);
  double value = (double)steps / STEPS;

  if (gtk_level_bar_get_value (bar) != value)
    gtk_level_bar_set_value (bar, value);
}

static void
look (CorLevelMeter *self)
{
  double microphone = QUIETEST;
  double speaker = QUIETEST;

  if (self->session != NULL)
    cor_session_get_loudness (self->session, &microphone, &speaker);
  show_level (self->microphone, self->sends ? microphone : QUIETEST);
  show_level (self->speaker, speaker);
}

static gboolean
on_look (gpointer data)
{
  look (data);
  return G_SOURCE_CONTINUE;
}

/* Muted is a sign and a word, no mere empty bar. */
static void
show_muted (CorLevelMeter *self, gboolean muted)
{
  const char *name = muted ? _ ("Microphone Level, Muted") : _ ("Microphone Level");

  gtk_image_set_from_icon_name (self->icon, muted ? "microphone-sensitivity-muted-symbolic"
                                                  : "audio-input-microphone-symbolic");
  gtk_widget_set_sensitive (GTK_WIDGET (self->microphone), self->sends);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->microphone), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->microphone), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

void
cor_level_meter_set_call (CorLevelMeter *self, CorCall *call)
{
  gboolean is_heard = call != NULL && cor_call_get_state (call) == COR_CALL_ACTIVE &&
                      cor_call_is_on_this_computer (call);

  self->sends = is_heard && !cor_call_is_muted (call) && !cor_call_is_held (call);
  if (is_heard)
    show_muted (self, cor_call_is_muted (call));
  gtk_widget_set_visible (GTK_WIDGET (self), is_heard);
  if (self->look_id != 0)
    look (self);
}

void
cor_level_meter_set_session (CorLevelMeter *self, CorSession *session)
{
  g_set_weak_pointer (&self->session, session);
}

static void
map (GtkWidget *widget)
{
  CorLevelMeter *self = COR_LEVEL_METER (widget);

  GTK_WIDGET_CLASS (cor_level_meter_parent_class)->map (widget);
  look (self);
  if (self->look_id == 0)
    self->look_id = g_timeout_add (LOOK_MS, on_look, self);
}

static void
unmap (GtkWidget *widget)
{
  g_clear_handle_id (&COR_LEVEL_METER (widget)->look_id, g_source_remove);
  GTK_WIDGET_CLASS (cor_level_meter_parent_class)->unmap (widget);
}

static void
dispose (GObject *object)
{
  CorLevelMeter *self = COR_LEVEL_METER (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_weak_pointer (&self->session);
  G_OBJECT_CLASS (cor_level_meter_parent_class)->dispose (object);
}

static void
cor_level_meter_class_init (CorLevelMeterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->map = map;
  widget_class->unmap = unmap;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/level-meter.ui");
  gtk_widget_class_bind_template_child (widget_class, CorLevelMeter, icon);
  gtk_widget_class_bind_template_child (widget_class, CorLevelMeter, microphone);
  gtk_widget_class_bind_template_child (widget_class, CorLevelMeter, speaker);
}

static void
cor_level_meter_init (CorLevelMeter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
