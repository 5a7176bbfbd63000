/* SPDX-License-Identifier: GPL-3.0-or-later
 * A list of devices of which one is chosen. Owner: the device chooser or the
 * link sheet. The choice shown is the one it was told last: a click says
 * "chosen", and the row goes back unless whoever listens agrees. */
#include "config.h"
#include "device-list.h"
#include "cut-text.h"
#include <glib/gi18n-lib.h>

struct _CorDeviceList {
  AdwBin parent;
  GtkListBox *list;
  char *chosen;
};

G_DEFINE_FINAL_TYPE (CorDeviceList, cor_device_list, ADW_TYPE_BIN)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static CorDeviceRow *
first_row (CorDeviceList *self)
{
  return (CorDeviceRow *)gtk_list_box_get_row_at_index (self->list, 0);
}

static void
update_chosen (CorDeviceList *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++) {
    CorDevice *device = cor_device_row_get_device (COR_DEVICE_ROW (row));

    cor_device_row_set_chosen (COR_DEVICE_ROW (row),
                               g_strcmp0 (cor_device_get_id (device), self->chosen) == 0);
  }
}

static void
on_row_chosen (CorDeviceRow *row, CorDeviceList *self)
{
  g_autofree char *id = g_strdup (cor_device_get_id (cor_device_row_get_device (row)));

  if (g_strcmp0 (id, self->chosen) == 0)
    return;
  g_signal_emit (self, signals[CHOSEN], 0, id);
  update_chosen (self);
}

static GtkWidget *
new_row (gpointer item, gpointer data)
{
  CorDeviceList *self = data;
  GtkWidget *row = cor_device_row_new (COR_DEVICE (item));

  cor_device_row_set_group (COR_DEVICE_ROW (row), first_row (self));
  cor_device_row_set_chosen (COR_DEVICE_ROW (row),
                             g_strcmp0 (cor_device_get_id (item), self->chosen) == 0);
  g_signal_connect (row, "chosen", G_CALLBACK (on_row_chosen), self);
  return row;
}

void
cor_device_list_set_devices (CorDeviceList *self, GListModel *devices)
{
  gtk_list_box_bind_model (self->list, devices, new_row, self, NULL);
}

void
cor_device_list_set_chosen (CorDeviceList *self, const char *id)
{
  g_free (self->chosen);
  self->chosen = g_strdup (id);
  update_chosen (self);
}

CorDevice *
cor_device_list_get_chosen (CorDeviceList *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (cor_device_row_is_chosen (COR_DEVICE_ROW (row)))
      return cor_device_row_get_device (COR_DEVICE_ROW (row));
  return NULL;
}

gboolean
cor_device_list_choose_nth (CorDeviceList *self, guint index)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++) {
    CorDevice *device = cor_device_row_get_device (COR_DEVICE_ROW (row));

    if (cor_device_get_kind (device) == COR_DEVICE_OTHER || index-- > 0)
      continue;
    on_row_chosen (COR_DEVICE_ROW (row), self);
    return TRUE;
  }
  return FALSE;
}

gboolean
cor_device_list_choose_next (CorDeviceList *self, int step)
{
  GtkListBoxRow *row;
  int i = 0;

  while ((row = gtk_list_box_get_row_at_index (self->list, i)) != NULL &&
         !cor_device_row_is_chosen (COR_DEVICE_ROW (row)))
    i++;
  if (row == NULL && step > 0)
    i = -1;
  for (i += step; i >= 0 && (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL;
       i += step)
    if (cor_device_get_kind (cor_device_row_get_device (COR_DEVICE_ROW (row))) !=
        COR_DEVICE_OTHER) {
      on_row_chosen (COR_DEVICE_ROW (row), self);
      return TRUE;
    }
  return FALSE;
}

static void
finalize (GObject *object)
{
  g_free (COR_DEVICE_LIST (object)->chosen);
  G_OBJECT_CLASS (cor_device_list_parent_class)->finalize (object);
}

static void
cor_device_list_class_init (CorDeviceListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHOSEN] = g_signal_new ("chosen", COR_TYPE_DEVICE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cor_device_list_init (CorDeviceList *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Call from"), -1);
  cor_cut_text_tell (GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}
