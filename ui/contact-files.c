/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phonebook from files and to files. */
#include "config.h"
#include "contact-files.h"
#include "import-window.h"
#include "session/files.h"
#include <glib/gi18n-lib.h>

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *const *suffixes)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (; *suffixes != NULL; suffixes++)
    gtk_file_filter_add_suffix (filter, *suffixes);
  gtk_file_chooser_add_filter (chooser, filter);
}

/* A native chooser owns nothing of itself: its answer ends it. */
static GFile *
take_file (GtkNativeDialog *dialog, int response)
{
  GFile *file =
    response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  g_object_unref (dialog);
  return file;
}

static void
on_import_chosen (GtkNativeDialog *dialog, int response, CorCaller *window)
{
  g_autoptr (GFile) file = take_file (dialog, response);

  if (file != NULL)
    gtk_window_present (
      cor_import_window_new (GTK_WINDOW (window), cor_caller_get_session (window), file));
}

static void
on_import (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  static const char *const suffixes[] = { "vcf", "vcard", "csv", NULL };
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
    _ ("Import Contacts"), window, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  add_filter (GTK_FILE_CHOOSER (chooser), _ ("Contacts (vCard, CSV)"), suffixes);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_import_chosen), window, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint done;

  if (!cor_session_export_finish (COR_SESSION (source), result, &done, &error)) {
    cor_caller_say (COR_CALLER (window), error->message);
    return;
  }
  text = g_strdup_printf (ngettext ("%u contact exported", "%u contacts exported", done), done);
  cor_caller_say (COR_CALLER (window), text);
}

static void
on_export_chosen (GtkNativeDialog *dialog, int response, CorCaller *window)
{
  g_autoptr (GFile) file = take_file (dialog, response);

  if (file != NULL)
    cor_session_export_async (cor_caller_get_session (window), file, NULL, on_exported,
                              g_object_ref (window));
}

static void
on_export (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  static const char *const cards[] = { "vcf", NULL };
  static const char *const tables[] = { "csv", NULL };
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
    _ ("Export Contacts"), window, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  add_filter (GTK_FILE_CHOOSER (chooser), _ ("vCard"), cards);
  add_filter (GTK_FILE_CHOOSER (chooser), _ ("Table (CSV, by the name’s end)"), tables);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _ ("contacts.vcf"));
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_export_chosen), window, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
cor_contact_files_add_actions (GActionMap *actions, CorCaller *window)
{
  static const GActionEntry entries[] = {
    { .name = "import", .activate = on_import },
    { .name = "export", .activate = on_export },
  };

  g_action_map_add_action_entries (actions, entries, G_N_ELEMENTS (entries), window);
}
