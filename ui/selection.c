/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text that is selected in any program, or was copied. */
#include "config.h"
#include "selection.h"
#include <glib/gi18n-lib.h>
#include <gdk/x11/gdkx.h>

/* Another program gives the text, or hangs. */
#define PATIENCE_MS 5000
/* What there is to read is asked for when the owner changes or the program starts. */
#define FORMATS_MS 1000
#define MAX_TEXT (64 * 1024)

typedef struct {
  gboolean copied;
  GdkClipboard *clipboard;
  char *buffer;
  guint timer;
  gulong active;
  gulong changed;
  gboolean done;
} Reading;

static const char *types[] = { "text/plain;charset=utf-8", "text/plain", NULL };

static void
reading_free (Reading *reading)
{
  g_clear_handle_id (&reading->timer, g_source_remove);
  g_clear_object (&reading->clipboard);
  g_free (reading->buffer);
  g_free (reading);
}

/* Once; what comes after that is too late. */
static gboolean
may_return (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  gboolean may = !reading->done;

  g_clear_handle_id (&reading->timer, g_source_remove);
  reading->done = TRUE;
  return may;
}

static void
fail (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  if (may_return (task))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s",
                             reading->copied
                               ? _ ("No text was copied. Copy a phone number, then try again.")
                               : _ ("No text is selected. Select a phone number, then try again."));
}

static void
on_bytes_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Reading *reading = g_task_get_task_data (task);
  gsize size = 0;

  /* What came before an error is not what was selected. */
  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &size, NULL)) {
    fail (task);
    return;
  }
  reading->buffer[size] = '\0';
  g_strstrip (reading->buffer);
  if (*reading->buffer == '\0')
    fail (task);
  else if (may_return (task))
    g_task_return_pointer (task, g_utf8_make_valid (reading->buffer, -1), g_free);
}

static void
on_stream_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GInputStream) stream =
    gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, NULL);
  Reading *reading = g_task_get_task_data (task);

  if (stream == NULL) {
    fail (task);
    return;
  }
  /* One more than a request keeps, so that it is refused for its length. */
  reading->buffer = g_malloc (MAX_TEXT + 2);
  g_input_stream_read_all_async (stream, reading->buffer, MAX_TEXT + 1, G_PRIORITY_DEFAULT,
                                 g_task_get_cancellable (task), on_bytes_read, g_object_ref (task));
}

static gboolean
on_patience_over (gpointer data)
{
  GTask *task = data;

  ((Reading *)g_task_get_task_data (task))->timer = 0;
  if (may_return (task))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "%s",
                             _ ("The text can't be read: it is too long, or its program doesn't "
                                "give it. Select the phone number alone, then try again."));
  /* After that: not every transfer of the toolkit's ends by it. */
  g_cancellable_cancel (g_task_get_cancellable (task));
  return G_SOURCE_REMOVE;
}

static void
read_now (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  reading->timer = g_timeout_add (PATIENCE_MS, on_patience_over, task);
  gdk_clipboard_read_async (reading->clipboard, types, G_PRIORITY_DEFAULT,
                            g_task_get_cancellable (task), on_stream_ready, task);
}

static gboolean
has_text (Reading *reading)
{
  GdkContentFormats *formats = gdk_clipboard_get_formats (reading->clipboard);

  return gdk_content_formats_contain_mime_type (formats, types[0]) ||
         gdk_content_formats_contain_mime_type (formats, types[1]);
}

static void
stop_looking (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  g_clear_handle_id (&reading->timer, g_source_remove);
  g_clear_signal_handler (&reading->changed, reading->clipboard);
  read_now (task);
}

static void
on_changed (GdkClipboard *clipboard, GTask *task)
{
  if (has_text (g_task_get_task_data (task)))
    stop_looking (task);
}

static gboolean
on_no_text (gpointer data)
{
  GTask *task = data;

  ((Reading *)g_task_get_task_data (task))->timer = 0;
  stop_looking (task);
  return G_SOURCE_REMOVE;
}

static void
look_for_text (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  if (has_text (reading)) {
    read_now (task);
    return;
  }
  reading->changed =
    g_signal_connect (reading->clipboard, "changed", G_CALLBACK (on_changed), task);
  reading->timer = g_timeout_add (FORMATS_MS, on_no_text, task);
}

/* The keyboard came, or didn't in time: then the compositor shows nothing selected. */
static void
stop_waiting (GtkWindow *window, GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  g_clear_handle_id (&reading->timer, g_source_remove);
  g_clear_signal_handler (&reading->active, window);
  look_for_text (task);
}

static void
on_active (GtkWindow *window, GParamSpec *pspec, GTask *task)
{
  if (gtk_window_is_active (window))
    stop_waiting (window, task);
}

static gboolean
on_not_active (gpointer data)
{
  GTask *task = data;

  ((Reading *)g_task_get_task_data (task))->timer = 0;
  stop_waiting (g_task_get_source_object (task), task);
  return G_SOURCE_REMOVE;
}

gboolean
cor_selection_needs_no_focus (void)
{
  return GDK_IS_X11_DISPLAY (gdk_display_get_default ());
}

void
cor_selection_read_async (GtkWindow *window,
                          gboolean copied,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GTask *task = g_task_new (window, cancellable, callback, user_data);
  GdkDisplay *display = gdk_display_get_default ();
  Reading *reading = g_new0 (Reading, 1);

  g_task_set_source_tag (task, cor_selection_read_async);
  g_task_set_check_cancellable (task, FALSE);
  reading->copied = copied;
  reading->clipboard = g_object_ref (copied ? gdk_display_get_clipboard (display)
                                            : gdk_display_get_primary_clipboard (display));
  g_task_set_task_data (task, reading, (GDestroyNotify)reading_free);
  if (cor_selection_needs_no_focus () || gtk_window_is_active (window)) {
    look_for_text (task);
    return;
  }
  reading->active = g_signal_connect (window, "notify::is-active", G_CALLBACK (on_active), task);
  reading->timer = g_timeout_add (PATIENCE_MS, on_not_active, task);
}

char *
cor_selection_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
