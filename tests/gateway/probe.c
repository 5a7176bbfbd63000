/* SPDX-License-Identifier: GPL-3.0-or-later
 * A gateway line on the terminal, without sound: commands come by stdin, what
 * becomes of them goes to stdout. For trying it against the real gateway.
 * probe URL USER PASSWORD DOMAIN PORT [RECORDING]: what the polls answer is
 * written to the recording, one JSON text a line, beside the commands. */
#include "fake-peer.h"
#include "line-private.h"
#include "model/call-hints.h"
#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  GMainLoop *loop;
  CorLine *line;
  GPtrArray *calls;
} Probe;

static FILE *recording;

static void
record_send (GObject *object,
             const CorHttpRequest *request,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  cor_http_send_async (COR_HTTP (object), request, cancellable, callback, user_data);
}

static CorHttpResponse *
record_finish (GObject *object, GAsyncResult *result, GError **error)
{
  CorHttpResponse *response = cor_http_send_finish (COR_HTTP (object), result, error);

  if (response != NULL && recording != NULL) {
    gsize len;
    const char *text = g_bytes_get_data (response->body, &len);

    fprintf (recording, "%.*s\n", (int)len, text);
    fflush (recording);
  }
  return response;
}

static CorGatewayWay record_way = { NULL, record_send, record_finish, NULL };

static void
say (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  vprintf (format, args);
  va_end (args);
  fflush (stdout);
}

static void
on_line_changed (CorLine *line, GParamSpec *pspec, gpointer data)
{
  static const char *const names[] = { "offline", "registering", "ready", "failed" };
  g_autofree char *reason = cor_line_dup_reason (line);

  say ("line %s %s\n", names[cor_line_get_state (line)], reason != NULL ? reason : "");
}

static void
on_call_changed (CorCall *call, GParamSpec *pspec, gpointer data)
{
  static const char *const names[] = { "dialing", "ringing", "incoming", "active", "ended" };
  const char *text = cor_call_get_state (call) == COR_CALL_ENDED ? cor_call_get_end_text (call)
                                                                 : cor_call_get_trouble (call);

  say ("call %u %s end=%d held=%d by-peer=%d with=%s %s\n", cor_call_get_id (call),
       names[cor_call_get_state (call)], cor_call_get_end (call), cor_call_is_held (call),
       cor_call_is_held_by_peer (call), cor_call_get_number (call), text != NULL ? text : "");
}

static void
watch (Probe *probe, CorCall *call)
{
  static const char *const watched[] = { "notify::state", "notify::held", "notify::held-by-peer",
                                         "notify::trouble", "notify::number" };

  g_ptr_array_add (probe->calls, g_object_ref (call));
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect (call, watched[i], G_CALLBACK (on_call_changed), NULL);
}

static void
on_incoming (CorLine *line, CorCall *call, gpointer data)
{
  const CorCallHints *hints = cor_call_get_hints (call);

  say ("call %u incoming \"%s\" \"%s\" called=\"%s\" asks=%d\n", cor_call_get_id (call),
       cor_call_get_number (call), cor_call_get_name (call) != NULL ? cor_call_get_name (call) : "",
       hints->called != NULL ? hints->called : "", hints->wants_answer);
  watch (data, call);
}

static void
dial (Probe *probe, const char *text)
{
  g_autoptr (CorNumber) number = cor_number_parse (text, COR_NUMBER_FROM_PERSON, NULL);
  g_autoptr (CorCall) call = cor_line_dial (probe->line, number);

  say ("call %u dialing\n", cor_call_get_id (call));
  watch (probe, call);
}

static void
on_referred (CorLine *line, CorCall *call, const char *number, guint referral, gpointer data)
{
  say ("call %u asks for %s %u\n", cor_call_get_id (call), number, referral);
}

static void
follow (Probe *probe, const char *referral, const char *text)
{
  g_autoptr (CorNumber) number = cor_number_parse (text, COR_NUMBER_FROM_PERSON, NULL);
  g_autoptr (CorCall) call =
    cor_line_follow (probe->line, number, (guint)strtoul (referral, NULL, 10));

  if (call == NULL) {
    say ("nothing to follow\n");
    return;
  }
  say ("call %u dialing\n", cor_call_get_id (call));
  watch (probe, call);
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer data)
{
  Probe *probe = data;

  say ("stopped\n");
  g_main_loop_quit (probe->loop);
}

static void
command (Probe *probe, char **words)
{
  guint id = words[1] != NULL ? (guint)atoi (words[1]) : 0;
  CorCall *call = NULL;

  for (guint i = 0; i < probe->calls->len; i++)
    if (cor_call_get_id (probe->calls->pdata[i]) == id)
      call = probe->calls->pdata[i];
  if (g_str_equal (words[0], "dial"))
    dial (probe, words[1]);
  else if (g_str_equal (words[0], "check"))
    cor_gateway_line_on_network_changed (COR_GATEWAY_LINE (probe->line));
  else if (g_str_equal (words[0], "follow") && words[1] != NULL && words[2] != NULL)
    follow (probe, words[1], words[2]);
  else if (g_str_equal (words[0], "refuse") && words[1] != NULL)
    cor_line_refuse (probe->line, (guint)strtoul (words[1], NULL, 10));
  else if (g_str_equal (words[0], "stop"))
    cor_gateway_line_stop_async (COR_GATEWAY_LINE (probe->line), on_stopped, probe);
  else if (call == NULL)
    say ("no such call\n");
  else if (g_str_equal (words[0], "answer"))
    cor_call_answer (call);
  else if (g_str_equal (words[0], "decline"))
    cor_call_decline (call);
  else if (g_str_equal (words[0], "hangup"))
    cor_call_hang_up (call);
  else if (g_str_equal (words[0], "hold"))
    cor_call_hold (call, TRUE);
  else if (g_str_equal (words[0], "unhold"))
    cor_call_hold (call, FALSE);
  else if (g_str_equal (words[0], "transfer"))
    cor_call_transfer (call, words[2]);
}

static gboolean
on_input (GObject *stream, gpointer data)
{
  Probe *probe = data;
  char text[256];
  gssize n = read (STDIN_FILENO, text, sizeof text - 1);
  g_auto (GStrv) lines = NULL;

  if (n <= 0) {
    g_main_loop_quit (probe->loop);
    return G_SOURCE_REMOVE;
  }
  text[n] = '\0';
  lines = g_strsplit (text, "\n", 0);
  for (char **line = lines; *line != NULL; line++) {
    g_auto (GStrv) words = g_strsplit (*line, " ", 3);

    if (words[0] == NULL)
      continue;
    if (recording != NULL)
      fprintf (recording, "> %s\n", *line);
    command (probe, words);
  }
  return G_SOURCE_CONTINUE;
}

int
main (int argc, char *argv[])
{
  g_autoptr (CorHttp) http = cor_http_new (NULL);
  g_autoptr (FakePeerSource) source = fake_peer_source_new ();
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GSource) watcher =
    g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (input), NULL);
  g_autoptr (GError) error = NULL;
  Probe probe = { .loop = g_main_loop_new (NULL, FALSE),
                  .calls = g_ptr_array_new_with_free_func (g_object_unref) };
  CorGatewayAccount account = { 0 };

  if (argc < 6)
    return 2;
  account = (CorGatewayAccount){ .url = argv[1],
                                 .user = argv[2],
                                 .password = argv[3],
                                 .domain = argv[4],
                                 .port = (guint16)atoi (argv[5]) };
  record_way.object = G_OBJECT (http);
  recording = argc > 6 ? fopen (argv[6], "w") : NULL;
  if (recording != NULL)
    probe.line = cor_gateway_line_new_by (COR_PEER_SOURCE (source), &record_way,
                                          cor_clock_get_system (), &account, &error);
  else
    probe.line = cor_gateway_line_new (COR_PEER_SOURCE (source), http, cor_clock_get_system (),
                                       &account, &error);
  if (probe.line == NULL) {
    say ("%s\n", error->message);
    return 1;
  }
  g_signal_connect (probe.line, "notify", G_CALLBACK (on_line_changed), NULL);
  g_signal_connect (probe.line, "incoming", G_CALLBACK (on_incoming), &probe);
  g_signal_connect (probe.line, "referred", G_CALLBACK (on_referred), NULL);
  g_source_set_callback (watcher, G_SOURCE_FUNC (on_input), &probe, NULL);
  g_source_attach (watcher, NULL);
  cor_line_connect (probe.line);
  g_main_loop_run (probe.loop);
  g_object_unref (probe.line);
  g_ptr_array_unref (probe.calls);
  g_main_loop_unref (probe.loop);
  return 0;
}
