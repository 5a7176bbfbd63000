/* SPDX-License-Identifier: GPL-3.0-or-later
 * One thing of the diagnosis. */
#include "config.h"
#include "check-row.h"
#include "help-page.h"
#include <glib/gi18n-lib.h>

struct _CorCheckRow {
  AdwActionRow parent;
  GtkStack *sign;
  GtkSpinner *spinner;
  GtkImage *image;
  GtkButton *button;
  GtkButton *help;
  CorCheck *check;
};

G_DEFINE_FINAL_TYPE (CorCheckRow, cor_check_row, ADW_TYPE_ACTION_ROW)

static const struct {
  const char *word;
  const char *icon;
  const char *css_class;
} looks[] = {
  [COR_CHECK_WAITING] = { N_ ("Looking…"), "", "" },
  [COR_CHECK_PASS] = { N_ ("OK"), "emblem-ok-symbolic", "success" },
  [COR_CHECK_FAIL] = { N_ ("Trouble"), "dialog-warning-symbolic", "warning" },
  [COR_CHECK_SKIP] = { N_ ("Skipped"), "list-remove-symbolic", "dim-label" },
};

static char *
describe (CorCheck *check)
{
  const char *word = _ (looks[cor_check_get_result (check)].word);
  const char *reason = cor_check_get_reason (check);

  /* Translators: "OK", "Trouble" or "Skipped", then a sentence about it. */
  return *reason != '\0' ? g_strdup_printf (_ ("%s: %s"), word, reason) : g_strdup (word);
}

static void
show_sign (CorCheckRow *self, CorCheckResult result)
{
  gboolean waiting = result == COR_CHECK_WAITING;

  gtk_stack_set_visible_child (self->sign,
                               waiting ? GTK_WIDGET (self->spinner) : GTK_WIDGET (self->image));
  gtk_spinner_set_spinning (self->spinner, waiting);
  if (waiting)
    return;
  gtk_image_set_from_icon_name (self->image, looks[result].icon);
  for (guint i = COR_CHECK_PASS; i <= COR_CHECK_SKIP; i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->image), looks[i].css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->image), looks[result].css_class);
}

static void
show_fix (CorCheckRow *self)
{
  const char *action = cor_check_get_action (self->check);
  g_autofree char *name = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->button), action != NULL);
  if (action == NULL)
    return;
  name =
    g_strdup_printf ("%s, %s", cor_check_get_fix (self->check), cor_check_get_title (self->check));
  gtk_button_set_label (self->button, cor_check_get_fix (self->check));
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
update (CorCheckRow *self)
{
  g_autofree char *text = describe (self->check);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  show_sign (self, cor_check_get_result (self->check));
  show_fix (self);
}

static void
dispose (GObject *object)
{
  g_clear_object (&COR_CHECK_ROW (object)->check);
  G_OBJECT_CLASS (cor_check_row_parent_class)->dispose (object);
}

static void
cor_check_row_class_init (CorCheckRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cornetta/Cornetta/check-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CorCheckRow, sign);
  gtk_widget_class_bind_template_child (widget_class, CorCheckRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, CorCheckRow, image);
  gtk_widget_class_bind_template_child (widget_class, CorCheckRow, button);
  gtk_widget_class_bind_template_child (widget_class, CorCheckRow, help);
}

static void
cor_check_row_init (CorCheckRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A step's is the server's: one page tells of all of them. */
static void
offer_help (CorCheckRow *self)
{
  gboolean is_step = g_str_equal (cor_check_get_group (self->check), "connection");
  g_autofree char *page =
    cor_help_page_of_check (is_step ? "net.server" : cor_check_get_id (self->check));
  g_autofree char *name = g_strdup_printf ("%s, %s", _ ("Help"), cor_check_get_title (self->check));

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->help), "s", page);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->help), "app.help");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->help), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

GtkWidget *
cor_check_row_new (CorCheck *check)
{
  CorCheckRow *self = g_object_new (COR_TYPE_CHECK_ROW, "title", cor_check_get_title (check), NULL);

  self->check = g_object_ref (check);
  g_signal_connect_object (check, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  offer_help (self);
  update (self);
  return GTK_WIDGET (self);
}
