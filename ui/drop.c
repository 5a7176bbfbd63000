/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers that are dropped on a window or pasted into it. What they come from
 * is a stranger's as often as not, so nothing here calls. */
#include "config.h"
#include "drop.h"
#include "model/number.h"

static char *
dup_uri (GFile *file)
{
  return file != NULL ? g_file_get_uri (file) : NULL;
}

/* The first of several: an entry takes one. Transfer full, or NULL. */
static char *
dup_text (const GValue *value)
{
  GSList *files;

  if (G_VALUE_HOLDS_STRING (value))
    return g_value_dup_string (value);
  if (G_VALUE_HOLDS (value, G_TYPE_FILE))
    return dup_uri (g_value_get_object (value));
  if (!G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    return NULL;
  files = g_value_get_boxed (value);
  return files != NULL ? dup_uri (files->data) : NULL;
}

/* As a person would type it: the tones come after a pause. */
static char *
write_number (const CorNumber *number)
{
  if (number->post_dial == NULL)
    return g_strdup (number->canonical);
  return g_strconcat (number->canonical, strchr (",w", number->post_dial[0]) != NULL ? "" : ",",
                      number->post_dial, NULL);
}

char *
cor_drop_read (const GValue *value, GError **error)
{
  g_autofree char *text = dup_text (value);
  g_autoptr (CorNumber) number = NULL;

  number = cor_number_parse (text != NULL ? text : "", COR_NUMBER_FROM_LINK, error);
  return number != NULL ? write_number (number) : NULL;
}

static gboolean
take (CorCaller *window, const GValue *value)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = cor_drop_read (value, &error);

  if (text == NULL)
    cor_caller_say (window, error->message);
  else
    gtk_widget_activate_action (GTK_WIDGET (window), "win.fill-entry", "s", text);
  return text != NULL;
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, CorCaller *window)
{
  return take (window, value);
}

void
cor_drop_attach (CorCaller *window)
{
  /* Links first: with them comes a text that may be anything. */
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_FILE, G_TYPE_STRING };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY | GDK_ACTION_LINK);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), window);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (target));
}

static void
on_pasted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CorCaller) window = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_auto (GValue) value = G_VALUE_INIT;

  if (text == NULL)
    return;
  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);
  take (window, &value);
}

void
cor_drop_paste (CorCaller *window)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, on_pasted,
                                 g_object_ref (window));
}
