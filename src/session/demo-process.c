/* SPDX-License-Identifier: GPL-3.0-or-later
 * The NethVoice in a box, as a child of this process. */
#include "config.h"
#include "demo-process.h"
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

struct _CorDemoProcess {
  GObject parent;
  GSubprocess *process;
  GDataInputStream *output;
  char *url;
  guint sip_port;
};

G_DEFINE_FINAL_TYPE (CorDemoProcess, cor_demo_process, G_TYPE_OBJECT)

static void
dispose (GObject *object)
{
  CorDemoProcess *self = COR_DEMO_PROCESS (object);

  if (self->process != NULL)
    g_subprocess_send_signal (self->process, 15);
  g_clear_object (&self->process);
  g_clear_object (&self->output);
  G_OBJECT_CLASS (cor_demo_process_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (COR_DEMO_PROCESS (object)->url);
  G_OBJECT_CLASS (cor_demo_process_parent_class)->finalize (object);
}

static void
cor_demo_process_class_init (CorDemoProcessClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
cor_demo_process_init (CorDemoProcess *self)
{
}

/* Our own program's line, so json-glib's reader, which never aborts, is enough. */
static gboolean
read_ready_line (CorDemoProcess *self, const char *line)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonReader) reader = NULL;
  const char *url;

  if (line == NULL || !json_parser_load_from_data (parser, line, -1, NULL))
    return FALSE;
  reader = json_reader_new (json_parser_get_root (parser));
  json_reader_read_member (reader, "url");
  url = json_reader_get_string_value (reader);
  self->url = g_strdup (url);
  json_reader_end_member (reader);
  json_reader_read_member (reader, "sip");
  json_reader_read_member (reader, "udp");
  self->sip_port = (guint)json_reader_get_int_value (reader);
  return self->url != NULL && self->sip_port != 0;
}

static void
on_line_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorDemoProcess *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *line =
    g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!read_ready_line (self, line))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                             _ ("The demo server did not start. Run “cornetta-demo” in a terminal "
                                "to see why."));
  else
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

void
cor_demo_process_start_async (GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  CorDemoProcess *self = g_object_new (COR_TYPE_DEMO_PROCESS, NULL);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  const char *folder = g_getenv ("CORNETTA_LIBEXECDIR");
  g_autofree char *program =
    g_build_filename (folder != NULL ? folder : COR_LIBEXECDIR, "cornetta-demo", NULL);
  GError *error = NULL;

  g_task_set_source_tag (task, cor_demo_process_start_async);
  g_task_set_task_data (task, self, g_object_unref);
  self->process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--office", "12", NULL);
  if (self->process == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, cancellable, on_line_read,
                                       task);
}

CorDemoProcess *
cor_demo_process_start_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
cor_demo_process_get_url (CorDemoProcess *self)
{
  return self->url;
}

guint
cor_demo_process_get_sip_port (CorDemoProcess *self)
{
  return self->sip_port;
}
