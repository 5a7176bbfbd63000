/* SPDX-License-Identifier: GPL-3.0-or-later
 * The least that a libadwaita program can show: a header bar and a few words
 * when it starts, a small window with two buttons for a link.
 * Usage: floor-window [PORT ID]   With those it is a service that also tells
 * the port which link came, and shows each for as long as there is no other. */
#include "floor.h"
#include <adwaita.h>

static GtkWindow *question;

static void
show_window (GtkWidget *window, GtkWidget *content, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), content);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_activate (GtkApplication *app, gpointer user_data)
{
  GtkWidget *window = adw_application_window_new (app);

  gtk_window_set_default_size (GTK_WINDOW (window), 480, 800);
  show_window (window, gtk_label_new ("Nothing but these words"), "Floor");
}

static void
on_open (GApplication *app, GFile **files, int n_files, const char *hint, gpointer port)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (app));
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *uri = g_file_get_uri (files[0]);

  cor_floor_tell (files, n_files, GPOINTER_TO_INT (port));
  if (question != NULL)
    gtk_window_destroy (question);
  question = GTK_WINDOW (window);
  gtk_box_append (GTK_BOX (content), gtk_label_new (uri));
  gtk_box_append (GTK_BOX (content), gtk_button_new_with_label ("Call"));
  gtk_box_append (GTK_BOX (content), gtk_button_new_with_label ("Cancel"));
  show_window (window, content, "Floor Asks");
}

int
main (int argc, char **argv)
{
  gboolean serves = argc > 2;
  g_autoptr (AdwApplication) app =
    serves ? adw_application_new (argv[2], G_APPLICATION_HANDLES_OPEN | G_APPLICATION_IS_SERVICE)
           : adw_application_new ("org.cornetta.BenchWindow", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (app, "activate", G_CALLBACK (on_activate), NULL);
  g_signal_connect (app, "open", G_CALLBACK (on_open),
                    GINT_TO_POINTER (serves ? cor_floor_port (argv[1]) : 0));
  if (serves)
    g_application_hold (G_APPLICATION (app));
  return g_application_run (G_APPLICATION (app), 1, argv);
}
