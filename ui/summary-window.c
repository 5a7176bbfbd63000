/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the server's machines wrote of a call. Owns itself. Both texts are fetched
 * when it opens; the summary again when it is said to be there. */
#include "config.h"
#include "summary-window.h"
#include "banner.h"
#include "cut-text.h"
#include "session/summary.h"
#include "unsaved.h"
#include <glib/gi18n-lib.h>

#define EDIT "summary.edit"
#define SAVE "summary.save"
#define CANCEL "summary.cancel"
#define RETRY "summary.retry"

/* One of the two texts: it is fetched, or there, or there is something to say instead. */
typedef struct {
  GtkStack *stack;
  GtkTextView *view;
  GtkLabel *message;
  GtkWidget *again;
} Page;

struct _CorSummaryWindow {
  AdwWindow parent;
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  CorBanner *banner;
  GtkStack *pages;
  GtkWidget *edit, *save, *cancel;
  Page summary, transcript;
  CorSession *session;
  GCancellable *cancellable;
  char *id;
  char *before;     /* the summary as the server has it, or NULL */
  gboolean editing; /* what is in the view is the user's */
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (CorSummaryWindow, cor_summary_window, ADW_TYPE_WINDOW)

static void
page_set_text (Page *page, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (page->view), text, -1);
  gtk_stack_set_visible_child_name (page->stack, "text");
}

static void
page_say (Page *page, const char *text, gboolean again)
{
  gtk_label_set_label (page->message, text);
  gtk_widget_set_visible (page->again, again);
  gtk_stack_set_visible_child_name (page->stack, "message");
}

/* What its user may not do stays so, however often it is tried. */
static void
page_say_error (Page *page, const GError *error)
{
  page_say (page, error->message,
            !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED));
}

/* --- Changing it. --- */

static char *
dup_text (CorSummaryWindow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->summary.view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static gboolean
is_changed (CorSummaryWindow *self)
{
  g_autofree char *text = self->editing ? dup_text (self) : NULL;

  return text != NULL && g_strcmp0 (text, self->before) != 0;
}

static void
update (CorSummaryWindow *self)
{
  gboolean summary = g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "summary") == 0;

  gtk_widget_set_visible (self->edit, summary && self->before != NULL && !self->editing);
  gtk_widget_set_visible (self->save, summary && self->editing);
  gtk_widget_set_visible (self->cancel, summary && self->editing);
  /* Cancel takes their room. */
  adw_header_bar_set_show_start_title_buttons (self->header, !(summary && self->editing));
  adw_header_bar_set_show_end_title_buttons (self->header, !(summary && self->editing));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), SAVE, is_changed (self) && !self->saving);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), CANCEL, !self->saving);
  gtk_text_view_set_editable (self->summary.view, self->editing && !self->saving);
  gtk_text_view_set_cursor_visible (self->summary.view, self->editing);
}

static void
on_edit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorSummaryWindow *self = COR_SUMMARY_WINDOW (widget);

  self->editing = TRUE;
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->summary.view));
}

static void
stop_editing (CorSummaryWindow *self)
{
  self->editing = FALSE;
  g_object_set (self->banner, "text", NULL, NULL);
  page_set_text (&self->summary, self->before);
  update (self);
}

static void
on_cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  stop_editing (COR_SUMMARY_WINDOW (widget));
}

/* What was written stays in the view until the server has it. */
static void
on_put (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSummaryWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (cor_session_put_summary_finish (COR_SESSION (source), result, &error)) {
    g_free (self->before);
    self->before = dup_text (self);
    stop_editing (self);
    return;
  }
  g_object_set (self->banner, "text", error->message, NULL);
  update (self);
}

static void
on_save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorSummaryWindow *self = COR_SUMMARY_WINDOW (widget);
  g_autofree char *text = dup_text (self);

  self->saving = TRUE;
  g_object_set (self->banner, "text", NULL, NULL);
  update (self);
  cor_session_put_summary_async (self->session, self->id, text, on_put, g_object_ref (self));
}

static gboolean
close_request (GtkWindow *window)
{
  if (!is_changed (COR_SUMMARY_WINDOW (window)))
    return GTK_WINDOW_CLASS (cor_summary_window_parent_class)->close_request (window);
  cor_unsaved_ask (window);
  return TRUE;
}

/* --- Fetching. --- */

static void
on_summary (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSummaryWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean comes;
  g_autofree char *text =
    cor_session_fetch_summary_finish (COR_SESSION (source), result, &comes, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->editing)
    return;
  if (error != NULL)
    page_say_error (&self->summary, error);
  else if (text == NULL && comes)
    page_say (&self->summary, _ ("The summary is not ready yet. It appears here as soon as it is."),
              TRUE);
  else if (text == NULL)
    page_say (&self->summary, _ ("There is no summary of this call."), FALSE);
  else
    page_set_text (&self->summary, text);
  g_free (self->before);
  self->before = g_steal_pointer (&text);
  update (self);
}

static void
on_transcript (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSummaryWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text =
    cor_session_fetch_transcript_finish (COR_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    page_say_error (&self->transcript, error);
  else if (text == NULL)
    page_say (&self->transcript, _ ("There is no transcript of this call."), FALSE);
  else
    page_set_text (&self->transcript, text);
}

static void
fetch (CorSummaryWindow *self)
{
  gtk_stack_set_visible_child_name (self->transcript.stack, "loading");
  if (!self->editing) {
    gtk_stack_set_visible_child_name (self->summary.stack, "loading");
    cor_session_fetch_summary_async (self->session, self->id, self->cancellable, on_summary,
                                     g_object_ref (self));
  }
  cor_session_fetch_transcript_async (self->session, self->id, self->cancellable, on_transcript,
                                      g_object_ref (self));
}

static void
on_retry (GtkWidget *widget, const char *action, GVariant *parameter)
{
  fetch (COR_SUMMARY_WINDOW (widget));
}

static void
on_summaries_changed (CorSummaryWindow *self)
{
  if (self->before == NULL && !self->editing &&
      (cor_session_look_at_summary (self->session, self->id) & COR_SUMMARY_THERE) != 0)
    fetch (self);
}

static void
dispose (GObject *object)
{
  CorSummaryWindow *self = COR_SUMMARY_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cor_summary_window_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  CorSummaryWindow *self = COR_SUMMARY_WINDOW (object);

  g_object_unref (self->cancellable);
  g_free (self->id);
  g_free (self->before);
  G_OBJECT_CLASS (cor_summary_window_parent_class)->finalize (object);
}

static void
cor_summary_window_class_init (CorSummaryWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;
  g_type_ensure (COR_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/summary-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CorSummaryWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CorSummaryWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, CorSummaryWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, CorSummaryWindow, edit);
  gtk_widget_class_bind_template_child (widget_class, CorSummaryWindow, header);
  gtk_widget_class_bind_template_child (widget_class, CorSummaryWindow, save);
  gtk_widget_class_bind_template_child (widget_class, CorSummaryWindow, cancel);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_install_action (widget_class, EDIT, NULL, on_edit);
  gtk_widget_class_install_action (widget_class, SAVE, NULL, on_save);
  gtk_widget_class_install_action (widget_class, CANCEL, NULL, on_cancel);
  gtk_widget_class_install_action (widget_class, RETRY, NULL, on_retry);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkTextView *
new_view (const char *label)
{
  GtkTextView *view = GTK_TEXT_VIEW (gtk_text_view_new ());

  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_cursor_visible (view, FALSE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (view, 12);
  gtk_text_view_set_right_margin (view, 12);
  gtk_text_view_set_top_margin (view, 12);
  gtk_text_view_set_bottom_margin (view, 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return view;
}

static GtkWidget *
new_message (Page *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  page->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (page->message, TRUE);
  gtk_label_set_justify (page->message, GTK_JUSTIFY_CENTER);
  page->again = gtk_button_new_with_label (_ ("Try Again"));
  gtk_widget_set_halign (page->again, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (page->again, "pill");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (page->again), RETRY);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->message));
  gtk_box_append (GTK_BOX (box), page->again);
  return box;
}

static void
page_init (CorSummaryWindow *self, Page *page, const char *name, const char *title)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *spinner = gtk_spinner_new ();

  page->stack = GTK_STACK (gtk_stack_new ());
  page->view = new_view (title);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (page->view));
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  gtk_stack_add_named (page->stack, spinner, "loading");
  gtk_stack_add_named (page->stack, scrolled, "text");
  gtk_stack_add_named (page->stack, new_message (page), "message");
  gtk_stack_add_titled (self->pages, GTK_WIDGET (page->stack), name, title);
}

static void
cor_summary_window_init (CorSummaryWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  page_init (self, &self->summary, "summary", _ ("Summary"));
  page_init (self, &self->transcript, "transcript", _ ("Transcript"));
  g_signal_connect_object (gtk_text_view_get_buffer (self->summary.view), "changed",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  cor_cut_text_tell (GTK_WIDGET (self));
  update (self);
}

GtkWindow *
cor_summary_window_new (GtkWindow *parent, CorSession *session, const char *id, const char *who)
{
  CorSummaryWindow *self = g_object_new (COR_TYPE_SUMMARY_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->id = g_strdup (id);
  adw_window_title_set_subtitle (self->title, who != NULL ? who : "");
  g_signal_connect_object (session, "summaries-changed", G_CALLBACK (on_summaries_changed), self,
                           G_CONNECT_SWAPPED);
  fetch (self);
  return GTK_WINDOW (self);
}

const char *
cor_summary_window_get_id (CorSummaryWindow *self)
{
  return self->id;
}

void
cor_summary_window_show_transcript (CorSummaryWindow *self, gboolean transcript)
{
  gtk_stack_set_visible_child_name (self->pages, transcript ? "transcript" : "summary");
}
