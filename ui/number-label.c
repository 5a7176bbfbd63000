/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text where a number may stand. Owner: a row or a page. The one label moves
 * into a button and out of it, since what something is to an assistive
 * program is settled when it is made. */
#include "config.h"
#include "number-label.h"
#include "bidi.h"

struct _CorNumberLabel {
  AdwBin parent;
  GtkWidget *label;
  char *origin;
  gboolean in_row;
};

G_DEFINE_FINAL_TYPE (CorNumberLabel, cor_number_label, ADW_TYPE_BIN)

enum { PROP_0, PROP_ORIGIN, PROP_IN_ROW, N_PROPS };
static GParamSpec *props[N_PROPS];

CorNumberButton *
cor_number_label_get_button (CorNumberLabel *self)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  return COR_IS_NUMBER_BUTTON (child) ? COR_NUMBER_BUTTON (child) : NULL;
}

static GtkWidget *
new_button (CorNumberLabel *self)
{
  GtkWidget *button = cor_number_button_new (
    g_strcmp0 (self->origin, "history") == 0 ? COR_ORIGIN_HISTORY : COR_ORIGIN_CONTACT);

  /* As wide as the number, not as the room for it: a click beside it is no click on it. */
  gtk_widget_set_halign (button,
                         gtk_label_get_xalign (GTK_LABEL (self->label)) == 0   ? GTK_ALIGN_START
                         : gtk_label_get_xalign (GTK_LABEL (self->label)) == 1 ? GTK_ALIGN_END
                                                                               : GTK_ALIGN_CENTER);
  gtk_widget_set_focusable (button, !self->in_row);
  return button;
}

static void
set_is_button (CorNumberLabel *self, gboolean is_button)
{
  CorNumberButton *button = cor_number_label_get_button (self);
  GtkWidget *child;

  if (is_button == (button != NULL))
    return;
  if (is_button) {
    child = new_button (self);
    adw_bin_set_child (ADW_BIN (self), child);
    adw_bin_set_child (ADW_BIN (child), self->label);
  } else {
    adw_bin_set_child (ADW_BIN (button), NULL);
    adw_bin_set_child (ADW_BIN (self), self->label);
  }
}

void
cor_number_label_set (CorNumberLabel *self, const char *text, const char *number)
{
  if (self->label == NULL)
    self->label = g_object_ref (adw_bin_get_child (ADW_BIN (self)));
  cor_bidi_set_label (GTK_LABEL (self->label), text);
  gtk_widget_set_visible (GTK_WIDGET (self), *text != '\0');
  set_is_button (self, number != NULL);
  if (number != NULL)
    cor_number_button_set (cor_number_label_get_button (self), number, text);
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_ORIGIN:
    COR_NUMBER_LABEL (object)->origin = g_value_dup_string (value);
    break;
  case PROP_IN_ROW:
    COR_NUMBER_LABEL (object)->in_row = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
dispose (GObject *object)
{
  g_clear_object (&COR_NUMBER_LABEL (object)->label);
  G_OBJECT_CLASS (cor_number_label_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (COR_NUMBER_LABEL (object)->origin);
  G_OBJECT_CLASS (cor_number_label_parent_class)->finalize (object);
}

static void
cor_number_label_class_init (CorNumberLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = set_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  props[PROP_ORIGIN] = g_param_spec_string (
    "origin", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_IN_ROW] =
    g_param_spec_boolean ("in-row", NULL, NULL, FALSE,
                          G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_number_label_init (CorNumberLabel *self)
{
}
