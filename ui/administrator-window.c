/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the administrator is to be asked for, to be copied. */
#include "config.h"
#include "administrator-window.h"
#include <glib/gi18n-lib.h>

#define KEY "message"

static void
on_response (AdwMessageDialog *dialog, const char *response)
{
  if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (dialog)),
                            g_object_get_data (G_OBJECT (dialog), KEY));
}

static GtkWidget *
new_message (const char *message)
{
  GtkWidget *label = gtk_label_new (message), *frame = gtk_frame_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 12);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_frame_set_child (GTK_FRAME (frame), label);
  return frame;
}

GtkWindow *
cor_administrator_window_new (GtkWindow *parent, const char *message)
{
  const char *title = _ ("Ask Your Administrator");
  GtkWidget *window = adw_message_dialog_new (
    parent, title,
    _ ("Your account on the server has no “Phone Link”, the extension by which a computer is a "
       "phone. Your administrator can switch it on with this message:"));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (window);

  gtk_window_set_title (GTK_WINDOW (window), title); /* for who can't see it */
  adw_message_dialog_set_extra_child (dialog, new_message (message));
  adw_message_dialog_add_responses (dialog, "close", _ ("_Close"), "copy", _ ("C_opy Message"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "copy", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "copy");
  adw_message_dialog_set_close_response (dialog, "close");
  g_object_set_data_full (G_OBJECT (dialog), KEY, g_strdup (message), g_free);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), NULL);
  return GTK_WINDOW (window);
}
