/* SPDX-License-Identifier: GPL-3.0-or-later
 * A file of contacts, before and while it becomes part of the phonebook. */
#include "config.h"
#include "import-window.h"
#include "cut-text.h"
#include "contact-facts.h"
#include "session/book.h"
#include "session/files.h"
#include <glib/gi18n-lib.h>

struct _CorImportWindow {
  AdwWindow parent;
  GtkLabel *text;
  GtkWidget *group;
  AdwComboRow *kind;
  GtkProgressBar *progress;
  GtkButton *cancel;
  GtkWidget *import;
  CorSession *session;
  CorImport *found; /* NULL until the file is read */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CorImportWindow, cor_import_window, ADW_TYPE_WINDOW)

static const char *const kinds[] = { "private", "public" };

static void
end (CorImportWindow *self, const char *text)
{
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  gtk_widget_set_visible (self->group, FALSE);
  gtk_widget_set_visible (self->import, FALSE);
  gtk_button_set_label (self->cancel, _ ("Close"));
}

static void
append_line (GString *text, const char *line, guint n)
{
  if (n > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

/* form: a format in the right number for n. */
#define append_count(text, form, n)                          \
  G_STMT_START                                               \
  {                                                          \
    g_autofree char *count_line = g_strdup_printf (form, n); \
    append_line (text, count_line, n);                       \
  }                                                          \
  G_STMT_END

static void
show_counts (CorImportWindow *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = self->found->cards->len, known = self->found->known, bad = self->found->unreadable;

  append_count (text, ngettext ("%u new contact", "%u new contacts", n), n);
  append_count (text, ngettext ("%u that you have already", "%u that you have already", known),
                known);
  append_count (text,
                ngettext ("%u that can’t be read, or has no name and no number",
                          "%u that can’t be read, or have no name and no number", bad),
                bad);
  if (self->found->cards->len == 0) {
    g_string_prepend (text, text->len > 0 ? "\n\n" : "");
    g_string_prepend (text, _ ("There is nobody new in this file."));
    end (self, text->str);
    return;
  }
  gtk_label_set_label (self->text, text->str);
  gtk_widget_set_visible (self->group, cor_session_may_share_contacts (self->session));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.start", TRUE);
  gtk_widget_grab_focus (self->import);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  self->found = cor_session_read_import_finish (COR_SESSION (source), result, &error);
  if (self->found != NULL)
    show_counts (self);
  else
    end (self, error->message);
}

static void
on_progress (guint done, guint of, gpointer user_data)
{
  gtk_progress_bar_set_fraction (COR_IMPORT_WINDOW (user_data)->progress, (double)done / of);
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorImportWindow) self = user_data;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  guint done, refused;
  gboolean ok = cor_session_import_finish (COR_SESSION (source), result, &done, &refused, &error);

  if (!ok)
    g_string_append (text, error->message);
  append_count (text, ngettext ("%u contact imported", "%u contacts imported", done), done);
  append_count (text, ngettext ("%u refused by the server", "%u refused by the server", refused),
                refused);
  end (self, text->str);
}

static void
on_start (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorImportWindow *self = COR_IMPORT_WINDOW (widget);
  guint kind = adw_combo_row_get_selected (self->kind);

  gtk_widget_action_set_enabled (widget, "import.start", FALSE);
  gtk_widget_set_visible (self->group, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  cor_session_import_async (self->session, self->found, kinds[MIN (kind, 1)], on_progress,
                            self->cancellable, on_imported, g_object_ref (self));
}

static void
dispose (GObject *object)
{
  CorImportWindow *self = COR_IMPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (cor_import_window_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  CorImportWindow *self = COR_IMPORT_WINDOW (object);

  cor_import_free (self->found);
  g_object_unref (self->cancellable);
  g_object_unref (self->session);
  G_OBJECT_CLASS (cor_import_window_parent_class)->finalize (object);
}

static void
cor_import_window_class_init (CorImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_install_action (widget_class, "import.start", NULL, on_start);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CorImportWindow, text);
  gtk_widget_class_bind_template_child (widget_class, CorImportWindow, group);
  gtk_widget_class_bind_template_child (widget_class, CorImportWindow, kind);
  gtk_widget_class_bind_template_child (widget_class, CorImportWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, CorImportWindow, cancel);
  gtk_widget_class_bind_template_child (widget_class, CorImportWindow, import);
}

static void
cor_import_window_init (CorImportWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_cut_text_tell (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *name = cor_contact_kind_to_text (kinds[i]);

    gtk_string_list_append (names, name);
  }
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (names));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.start", FALSE);
}

GtkWindow *
cor_import_window_new (GtkWindow *parent, CorSession *session, GFile *file)
{
  CorImportWindow *self = g_object_new (COR_TYPE_IMPORT_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  cor_session_read_import_async (session, file, self->cancellable, on_read, g_object_ref (self));
  return GTK_WINDOW (self);
}
