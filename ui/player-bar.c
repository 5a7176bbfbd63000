/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is listened to. Owner: the window. It follows the session's player. */
#include "config.h"
#include "player-bar.h"
#include "caller.h"
#include "format.h"
#include "session/sounds.h"
#include <glib/gi18n-lib.h>

struct _CorPlayerBar {
  AdwBin parent;
  GtkRevealer *revealer;
  GtkStack *state;
  GtkSpinner *spinner;
  GtkButton *toggle;
  GtkLabel *title;
  GtkScale *scale;
  GtkLabel *time;
  CorSession *session; /* since it is in a window */
  CorPlayer *player;
  gboolean following; /* the program moves the scale, not its user */
};

G_DEFINE_FINAL_TYPE (CorPlayerBar, cor_player_bar, ADW_TYPE_BIN)

static void
update_toggle (CorPlayerBar *self, gboolean playing)
{
  const char *label = playing ? C_ ("a sound", "Pause") : C_ ("a sound", "Play");

  gtk_button_set_icon_name (self->toggle, playing ? "media-playback-pause-symbolic"
                                                  : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->toggle), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
update_state (CorPlayerBar *self)
{
  CorPlayerState state = cor_player_get_state (self->player);
  const char *title = cor_player_get_title (self->player);
  gboolean fetching = state == COR_PLAYER_FETCHING;

  gtk_revealer_set_reveal_child (self->revealer, state != COR_PLAYER_EMPTY);
  if (state == COR_PLAYER_EMPTY)
    return;
  gtk_stack_set_visible_child (self->state,
                               fetching ? GTK_WIDGET (self->spinner) : GTK_WIDGET (self->toggle));
  gtk_spinner_set_spinning (self->spinner, fetching);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scale), !fetching);
  gtk_label_set_label (self->title, title != NULL && *title != '\0' ? title : _ ("Recording"));
  update_toggle (self, state == COR_PLAYER_PLAYING);
}

static void
update_place (CorPlayerBar *self)
{
  double position = cor_player_get_position (self->player);
  double duration = cor_player_get_duration (self->player);
  g_autofree char *at = cor_format_duration ((gint64)position);
  g_autofree char *all = cor_format_duration ((gint64)(duration + 0.5));
  g_autofree char *text = duration > 0 ? g_strdup_printf ("%s / %s", at, all) : g_strdup (at);

  self->following = TRUE;
  gtk_range_set_range (GTK_RANGE (self->scale), 0, MAX (duration, 1));
  gtk_range_set_value (GTK_RANGE (self->scale), position);
  self->following = FALSE;
  gtk_label_set_label (self->time, text);
}

static void
on_moved (CorPlayerBar *self)
{
  if (!self->following && self->session != NULL)
    cor_session_seek_player (self->session, gtk_range_get_value (GTK_RANGE (self->scale)));
}

static void
on_toggle (CorPlayerBar *self)
{
  if (cor_player_get_state (self->player) == COR_PLAYER_PLAYING)
    cor_session_pause_player (self->session);
  else
    cor_session_resume_player (self->session);
}

static void
on_stop (CorPlayerBar *self)
{
  cor_session_stop_player (self->session);
}

/* While its window is being made that has no session yet. */
static void
map (GtkWidget *widget)
{
  CorPlayerBar *self = COR_PLAYER_BAR (widget);
  CorCaller *caller = cor_caller_of (widget);

  GTK_WIDGET_CLASS (cor_player_bar_parent_class)->map (widget);
  if (caller == NULL || self->session != NULL)
    return;
  self->session = g_object_ref (cor_caller_get_session (caller));
  self->player = g_object_ref (cor_session_get_player (self->session));
  g_signal_connect_object (self->player, "notify::state", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->player, "notify::title", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->player, "notify::position", G_CALLBACK (update_place), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->player, "notify::duration", G_CALLBACK (update_place), self,
                           G_CONNECT_SWAPPED);
  update_state (self);
  update_place (self);
}

static void
dispose (GObject *object)
{
  CorPlayerBar *self = COR_PLAYER_BAR (object);

  g_clear_object (&self->player);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cor_player_bar_parent_class)->dispose (object);
}

static void
cor_player_bar_class_init (CorPlayerBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->map = map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/player-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CorPlayerBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, CorPlayerBar, state);
  gtk_widget_class_bind_template_child (widget_class, CorPlayerBar, spinner);
  gtk_widget_class_bind_template_child (widget_class, CorPlayerBar, toggle);
  gtk_widget_class_bind_template_child (widget_class, CorPlayerBar, title);
  gtk_widget_class_bind_template_child (widget_class, CorPlayerBar, scale);
  gtk_widget_class_bind_template_child (widget_class, CorPlayerBar, time);
  gtk_widget_class_bind_template_callback (widget_class, on_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_toggle);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
}

static void
cor_player_bar_init (CorPlayerBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
