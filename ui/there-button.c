/* SPDX-License-Identifier: GPL-3.0-or-later
 * Answers a call at the other phone that it rings on. Owner: the call view,
 * whose call it has. The act is the session's. */
#include "config.h"
#include "there-button.h"
#include "model/call.h"
#include <glib/gi18n-lib.h>

struct _CorThereButton {
  AdwBin parent;
  GtkButton *button;
  CorCall *call;
  gulong notify_id;
};

G_DEFINE_FINAL_TYPE (CorThereButton, cor_there_button, ADW_TYPE_BIN)

enum { PROP_0, PROP_CALL, N_PROPS };
static GParamSpec *props[N_PROPS];

static void
update (CorThereButton *self)
{
  const char *place = self->call != NULL && cor_call_get_state (self->call) == COR_CALL_INCOMING
                        ? cor_call_get_also_at (self->call)
                        : NULL;
  g_autofree char *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), place != NULL);
  if (place == NULL)
    return;
  if (g_str_equal (place, cor_call_get_place (self->call)))
    label = g_strdup (_ ("Answer Here"));
  else
    /* Translators: %s is a phone's name. */
    label = g_strdup_printf (_ ("Answer on %s"), place);
  gtk_button_set_label (self->button, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "u",
                                    cor_call_get_id (self->call));
}

static void
set_call (CorThereButton *self, CorCall *call)
{
  if (self->call != NULL)
    g_clear_signal_handler (&self->notify_id, self->call);
  g_set_object (&self->call, call);
  if (call != NULL)
    self->notify_id = g_signal_connect_swapped (call, "notify", G_CALLBACK (update), self);
  update (self);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CALL)
    g_value_set_object (value, COR_THERE_BUTTON (object)->call);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CALL)
    set_call (COR_THERE_BUTTON (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dispose (GObject *object)
{
  CorThereButton *self = COR_THERE_BUTTON (object);

  if (self->call != NULL)
    g_clear_signal_handler (&self->notify_id, self->call);
  g_clear_object (&self->call);
  G_OBJECT_CLASS (cor_there_button_parent_class)->dispose (object);
}

static void
cor_there_button_class_init (CorThereButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  object_class->dispose = dispose;
  props[PROP_CALL] = g_param_spec_object ("call", NULL, NULL, COR_TYPE_CALL,
                                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_there_button_init (CorThereButton *self)
{
  self->button = GTK_BUTTON (gtk_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "pill");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "u", 0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "app.answer-there");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
