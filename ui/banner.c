/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is wrong, in a strip under the header. Owner: the window, which binds
 * its properties to the session's trouble. */
#include "config.h"
#include "banner.h"

struct _CorBanner {
  AdwBin parent;
  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *button_widget;
  char *text;
  char *action;
  char *button;
};

G_DEFINE_FINAL_TYPE (CorBanner, cor_banner, ADW_TYPE_BIN)

enum { PROP_0, PROP_TEXT, PROP_ACTION, PROP_BUTTON, N_PROPS };
static GParamSpec *props[N_PROPS];

static void
update (CorBanner *self)
{
  gboolean has_button = self->action != NULL && self->button != NULL;

  /* While it slides away it still says what it said. */
  if (self->text != NULL)
    gtk_label_set_label (self->label, self->text);
  gtk_revealer_set_reveal_child (self->revealer, self->text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->button_widget), has_button);
  if (!has_button)
    return;
  gtk_button_set_label (self->button_widget, self->button);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button_widget), self->action);
}

/* Out of sight it says nothing, to a screen reader either. */
static void
on_revealed (CorBanner *self)
{
  if (self->text == NULL && !gtk_revealer_get_child_revealed (self->revealer))
    gtk_label_set_label (self->label, "");
}

static char **
field (CorBanner *self, guint id)
{
  switch (id) {
  case PROP_TEXT:
    return &self->text;
  case PROP_ACTION:
    return &self->action;
  case PROP_BUTTON:
    return &self->button;
  default:
    return NULL;
  }
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  char **text = field (COR_BANNER (object), id);

  if (text != NULL)
    g_value_set_string (value, *text);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  char **text = field (COR_BANNER (object), id);

  if (text == NULL) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  g_free (*text);
  *text = g_value_dup_string (value);
  update (COR_BANNER (object));
}

static void
finalize (GObject *object)
{
  CorBanner *self = COR_BANNER (object);

  g_free (self->text);
  g_free (self->action);
  g_free (self->button);
  G_OBJECT_CLASS (cor_banner_parent_class)->finalize (object);
}

static void
cor_banner_class_init (CorBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  object_class->finalize = finalize;
  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  props[PROP_ACTION] = g_param_spec_string ("action", NULL, NULL, NULL, flags);
  props[PROP_BUTTON] = g_param_spec_string ("button", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cornetta/Cornetta/banner.ui");
  gtk_widget_class_bind_template_child (widget_class, CorBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, CorBanner, label);
  gtk_widget_class_bind_template_child (widget_class, CorBanner, button_widget);
}

static void
cor_banner_init (CorBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->revealer, "notify::child-revealed", G_CALLBACK (on_revealed),
                            self);
  update (self);
}
