/* SPDX-License-Identifier: GPL-3.0-or-later
 * A window with words in it that are not saved yet. */
#include "config.h"
#include "unsaved.h"
#include <glib/gi18n-lib.h>

static void
on_response (AdwMessageDialog *dialog, const char *response, GtkWindow *window)
{
  if (g_str_equal (response, "discard"))
    gtk_window_destroy (window);
}

void
cor_unsaved_ask (GtkWindow *window)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
    window, _ ("Discard Changes?"), _ ("What you wrote here is not saved yet.")));

  adw_message_dialog_add_responses (dialog, "keep", _ ("_Keep Writing"), "discard", _ ("_Discard"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "keep");
  adw_message_dialog_set_close_response (dialog, "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), window, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
