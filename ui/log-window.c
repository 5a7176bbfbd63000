/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the program has logged lately, as it comes, without secrets; and how
 * much of it is shown here and written to the desktop's log. */
#include "config.h"
#include "log-window.h"
#include "model/redact.h"
#include "model/trace.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define REFRESH_MS 1000
#define MOST (64 * 1024) /* of it is shown, the newest */
#define N_LEVELS 6

struct _CorLogWindow {
  AdwWindow parent;
  AdwToastOverlay *toasts;
  GtkScrolledWindow *scroller;
  GtkTextView *view;
  GtkDropDown *level;
  char *kept;  /* as it was last read */
  char *shown; /* what is seen of that, or NULL */
  guint timer;
};

G_DEFINE_FINAL_TYPE (CorLogWindow, cor_log_window, ADW_TYPE_WINDOW)

/* As cor_trace_set_log_level() takes them, and as the list has them. */
static const char *const levels[N_LEVELS] = { "error",   "critical", "warning",
                                              "message", "info",     "debug" };

/* line: "12:00:00.000 cornetta debug: ..." */
static guint
level_of (const char *line)
{
  const char *colon = strchr (line, ' ') != NULL ? strstr (strchr (line, ' '), ": ") : NULL;

  for (guint i = 0; colon != NULL && i < N_LEVELS; i++) {
    gsize length = strlen (levels[i]);

    if (colon - line > (gssize)length && strncmp (colon - length, levels[i], length) == 0)
      return i;
  }
  return 0;
}

/* kept: as it is in memory, without secrets; numbers are masked here. */
static char *
filter (const char *kept, guint most)
{
  gsize length = strlen (kept);
  const char *newest = length > MOST ? strchr (kept + length - MOST, '\n') : kept;
  g_autofree char *safe = cor_redact_text (newest != NULL ? newest : "");
  g_auto (GStrv) lines = g_strsplit (safe, "\n", -1);
  GString *text = g_string_new (NULL);

  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0' && level_of (*line) <= most)
      g_string_append_printf (text, "%s\n", *line);
  return g_string_free (text, FALSE);
}

/* Who has scrolled back reads on undisturbed; who is at the end stays there. */
static void
show (CorLogWindow *self)
{
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (self->scroller);
  gboolean at_end = gtk_adjustment_get_value (place) + gtk_adjustment_get_page_size (place) >=
                    gtk_adjustment_get_upper (place) - 1;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autofree char *kept = cor_trace_dup (COR_TRACE_LOG);
  GtkTextIter end;

  if (self->shown != NULL && g_strcmp0 (kept, self->kept) == 0)
    return;
  g_free (self->kept);
  self->kept = g_steal_pointer (&kept);
  g_free (self->shown);
  self->shown = filter (self->kept, gtk_drop_down_get_selected (self->level));
  gtk_text_buffer_set_text (buffer, self->shown, -1);
  gtk_text_buffer_get_end_iter (buffer, &end);
  if (at_end)
    gtk_text_view_scroll_to_iter (self->view, &end, 0, FALSE, 0, 0);
}

static gboolean
on_timer (gpointer window)
{
  show (window);
  return G_SOURCE_CONTINUE;
}

static void
on_level_changed (GtkDropDown *level, GParamSpec *pspec, CorLogWindow *self)
{
  cor_trace_set_log_level (levels[gtk_drop_down_get_selected (level)]);
  g_clear_pointer (&self->shown, g_free);
  show (self);
}

static void
on_copy_clicked (GtkButton *button, CorLogWindow *self)
{
  if (self->shown == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->shown);
  adw_toast_overlay_add_toast (self->toasts,
                               adw_toast_new (_ ("The log is copied: paste it into a message.")));
}

static void
dispose (GObject *object)
{
  CorLogWindow *self = COR_LOG_WINDOW (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->kept, g_free);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (cor_log_window_parent_class)->dispose (object);
}

static void
cor_log_window_class_init (CorLogWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/log-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CorLogWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CorLogWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, CorLogWindow, view);
  gtk_widget_class_bind_template_child (widget_class, CorLogWindow, level);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
cor_log_window_init (CorLogWindow *self)
{
  const char *now = cor_trace_get_log_level ();

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_LEVELS; i++)
    if (g_str_equal (levels[i], g_str_equal (now, "default") ? "debug" : now))
      gtk_drop_down_set_selected (self->level, i);
  /* From now on: what is merely shown changes nothing. */
  g_signal_connect_object (self->level, "notify::selected", G_CALLBACK (on_level_changed), self, 0);
  self->timer = g_timeout_add (REFRESH_MS, on_timer, self);
  show (self);
}

GtkWindow *
cor_log_window_new (GtkWindow *parent)
{
  return g_object_new (COR_TYPE_LOG_WINDOW, "transient-for", parent, NULL);
}
