/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the CTI tests share. */
#include "common.h"
#include <glib/gstdio.h>
#include <string.h>

JsonObject *
fixture_load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "cti", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object;
  gsize len;

  g_file_get_contents (path, &text, &len, &error);
  g_assert_no_error (error);
  object = cor_json_parse_object (text, len, &error);
  g_assert_no_error (error);
  return object;
}

char *
fixture_body (const char *name)
{
  g_autoptr (JsonObject) exchange = fixture_load (name);
  JsonObject *response = cor_json_get_object (exchange, "response");
  JsonNode *node = json_object_get_member (response, "body");

  g_assert_nonnull (node);
  return json_to_string (node, FALSE);
}

static gboolean
on_watchdog (gpointer user_data)
{
  g_error ("nothing came for 60 s");
  return G_SOURCE_REMOVE;
}

void
run_until (const gboolean *flag)
{
  guint watchdog = g_timeout_add_seconds (60, on_watchdog, NULL);

  while (!*flag)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
}

void
run_until_count (const guint *count, guint wanted)
{
  guint watchdog = g_timeout_add_seconds (60, on_watchdog, NULL);

  while (*count < wanted)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
}

void
run_ready (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
on_run_for (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_REMOVE;
}

void
run_for (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, on_run_for, &over);
  run_until (&over);
}

void
on_waited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiter *waiter = user_data;

  waiter->result = g_object_ref (result);
  waiter->done = TRUE;
}

GAsyncResult *
wait_result (Waiter *waiter)
{
  run_until (&waiter->done);
  return waiter->result;
}

void
waiter_clear (Waiter *waiter)
{
  g_clear_object (&waiter->result);
  waiter->done = FALSE;
}

static char scratch[64 * 1024];

/* What came is read before anything is closed: unread bytes would make it a reset. */
static void
on_raw_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GIOStream) connection = user_data;
  RawServer *self = g_object_get_data (G_OBJECT (connection), "server");
  GOutputStream *output = g_io_stream_get_output_stream (connection);
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
  gsize len;
  gconstpointer data = g_bytes_get_data (self->reply, &len);

  if (self->request == NULL && n > 0)
    self->request = g_strndup (scratch, (gsize)n);
  g_output_stream_write_all (output, data, len, NULL, NULL, NULL);
  g_io_stream_close (connection, NULL, NULL);
}

static gboolean
on_raw_connection (RawServer *self, GSocketConnection *connection)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));

  g_object_set_data (G_OBJECT (connection), "server", self);
  g_input_stream_read_async (input, scratch, sizeof scratch, G_PRIORITY_DEFAULT, NULL, on_raw_read,
                             g_object_ref (connection));
  return TRUE;
}

RawServer *
raw_server_new (const char *reply, gsize len)
{
  RawServer *self = g_new0 (RawServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->reply = g_bytes_new (reply, len);
  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect_swapped (self->service, "incoming", G_CALLBACK (on_raw_connection), self);
  return self;
}

void
raw_server_free (RawServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_bytes_unref (self->reply);
  g_free (self->request);
  g_free (self);
}

SoupServer *
server_new (GTlsCertificate *certificate, guint16 *ret_port)
{
  SoupServer *server = soup_server_new ("server-header", "test", NULL);
  SoupServerListenOptions options = SOUP_SERVER_LISTEN_IPV4_ONLY;
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = NULL;

  if (certificate != NULL) {
    soup_server_set_tls_certificate (server, certificate);
    options |= SOUP_SERVER_LISTEN_HTTPS;
  }
  soup_server_listen_local (server, 0, options, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  *ret_port = (guint16)g_uri_get_port (uris->data);
  return server;
}

void
server_reply (SoupServerMessage *message, guint status, const char *type, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  if (body != NULL)
    soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

void
certificates_run (Certificates *self, const char *command)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;
  int status;

  g_assert_true (g_shell_parse_argv (command, NULL, &argv, &error));
  g_spawn_sync (self->folder, argv, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
}

Certificates *
certificates_new (const char *subject_alt_name)
{
  Certificates *self = g_new0 (Certificates, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *sign = NULL;
  g_autofree char *pem = NULL;
  g_autofree char *key = NULL;

  self->folder = g_dir_make_tmp ("cornetta-test-XXXXXX", &error);
  g_assert_no_error (error);
  certificates_run (self, "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=Test CA' "
                          "-keyout ca.key -out ca.pem");
  sign = g_strdup_printf ("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=server' "
                          "-CA ca.pem -CAkey ca.key -addext 'subjectAltName=%s' "
                          "-addext 'basicConstraints=critical,CA:FALSE' "
                          "-keyout server.key -out server.pem",
                          subject_alt_name);
  certificates_run (self, sign);
  self->ca_file = g_build_filename (self->folder, "ca.pem", NULL);
  pem = g_build_filename (self->folder, "server.pem", NULL);
  key = g_build_filename (self->folder, "server.key", NULL);
  self->server = g_tls_certificate_new_from_files (pem, key, &error);
  g_assert_no_error (error);
  return self;
}

void
certificates_free (Certificates *self)
{
  static const char *const names[] = { "ca.key", "ca.pem", "ca.srl", "server.key", "server.pem" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (self->folder, names[i], NULL);

    g_unlink (path);
  }
  g_rmdir (self->folder);
  g_object_unref (self->server);
  g_free (self->folder);
  g_free (self->ca_file);
  g_free (self);
}
