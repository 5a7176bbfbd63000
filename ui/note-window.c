/* SPDX-License-Identifier: GPL-3.0-or-later
 * The user's note on a past call. Owns itself; it closes when the note is kept,
 * and says why when it is not. */
#include "config.h"
#include "note-window.h"
#include "bidi.h"
#include "session/notes.h"
#include "unsaved.h"
#include <glib/gi18n-lib.h>

#define SAVE "note.save"

struct _CorNoteWindow {
  AdwWindow parent;
  GtkLabel *who;
  GtkTextView *view;
  GtkLabel *error;
  GtkTextBuffer *buffer;
  CorSession *session;
  char *id;
  gboolean loaded;
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (CorNoteWindow, cor_note_window, ADW_TYPE_WINDOW)

static gboolean
is_changed (CorNoteWindow *self)
{
  return self->loaded && gtk_text_buffer_get_modified (self->buffer);
}

static void
set_error (CorNoteWindow *self, const char *text)
{
  gtk_label_set_label (self->error, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), text != NULL);
}

static void
update (CorNoteWindow *self)
{
  int length = gtk_text_buffer_get_char_count (self->buffer);
  g_autofree char *text = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), SAVE,
                                 is_changed (self) && !self->saving && length <= COR_NOTE_MAX);
  gtk_text_view_set_editable (self->view, self->loaded && !self->saving);
  if (!self->loaded)
    return;
  if (length > COR_NOTE_MAX)
    text = g_strdup_printf (
      ngettext ("%d letter too many", "%d letters too many", (gulong)(length - COR_NOTE_MAX)),
      length - COR_NOTE_MAX);
  set_error (self, text);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorNoteWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (cor_session_set_note_finish (COR_SESSION (source), result, &error)) {
    gtk_text_buffer_set_modified (self->buffer, FALSE);
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  update (self);
  set_error (self, error->message);
}

static void
on_save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorNoteWindow *self = COR_NOTE_WINDOW (widget);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
  self->saving = TRUE;
  update (self);
  cor_session_set_note_async (self->session, self->id, text, on_saved, g_object_ref (self));
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorNoteWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = cor_session_fetch_note_finish (COR_SESSION (source), result, &error);

  if (text == NULL) {
    set_error (self, error->message);
    return;
  }
  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_set_modified (self->buffer, FALSE);
  self->loaded = TRUE;
  update (self);
}

static gboolean
close_request (GtkWindow *window)
{
  if (!is_changed (COR_NOTE_WINDOW (window)))
    return GTK_WINDOW_CLASS (cor_note_window_parent_class)->close_request (window);
  cor_unsaved_ask (window);
  return TRUE;
}

/* Not before: an assistive program would not find the window around it. */
static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cor_note_window_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (COR_NOTE_WINDOW (widget)->view));
}

static void
dispose (GObject *object)
{
  CorNoteWindow *self = COR_NOTE_WINDOW (object);

  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_clear_object (&self->buffer);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cor_note_window_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (COR_NOTE_WINDOW (object)->id);
  G_OBJECT_CLASS (cor_note_window_parent_class)->finalize (object);
}

static void
cor_note_window_class_init (CorNoteWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->map = map;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/note-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CorNoteWindow, who);
  gtk_widget_class_bind_template_child (widget_class, CorNoteWindow, view);
  gtk_widget_class_bind_template_child (widget_class, CorNoteWindow, error);
  gtk_widget_class_install_action (widget_class, SAVE, NULL, on_save);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, SAVE, NULL);
}

static void
cor_note_window_init (CorNoteWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->buffer = g_object_ref (gtk_text_view_get_buffer (self->view));
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->buffer, "modified-changed", G_CALLBACK (update), self);
  update (self);
}

GtkWindow *
cor_note_window_new (GtkWindow *parent, CorSession *session, const char *id, const char *who)
{
  CorNoteWindow *self = g_object_new (COR_TYPE_NOTE_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->id = g_strdup (id);
  cor_bidi_set_label (self->who, who);
  gtk_widget_set_visible (GTK_WIDGET (self->who), who != NULL && *who != '\0');
  cor_session_fetch_note_async (session, id, on_fetched, g_object_ref (self));
  return GTK_WINDOW (self);
}

const char *
cor_note_window_get_id (CorNoteWindow *self)
{
  return self->id;
}
