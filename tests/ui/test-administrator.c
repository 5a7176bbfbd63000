/* SPDX-License-Identifier: GPL-3.0-or-later
 * The message to an administrator, copied. */
#include "config.h"
#include "administrator-window.h"
#include "ui-test.h"

#define MESSAGE "Hello,\nplease enable “Phone Link” for my account anna on cti.example.org.\n"

static void
test_copied (void)
{
  GtkWindow *window = cor_administrator_window_new (NULL, MESSAGE);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));
  g_auto (GValue) copied = G_VALUE_INIT;

  g_value_init (&copied, G_TYPE_STRING);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (window), "copy");
  g_assert_true (gdk_clipboard_is_local (clipboard));
  g_assert_true (
    gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &copied, NULL));
  g_assert_cmpstr (g_value_get_string (&copied), ==, MESSAGE);
  gtk_window_destroy (window);
}

void
add_administrator_tests (void)
{
  g_test_add_func ("/ui/administrator/copied", test_copied);
}
