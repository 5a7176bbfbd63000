/* SPDX-License-Identifier: GPL-3.0-or-later
 * The way to a CTI server: answers cut short, nobody there, certificates. */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "cti/cti.h"
#include "common.h"
#include "net/error.h"
#include "net/websocket.h"
#include <curl/curl.h>
#include <dlfcn.h>
#include <string.h>

static void
assert_failure (GError *error, CorCtiError code, const char *host)
{
  g_assert_error (error, COR_CTI_ERROR, (int)code);
  g_assert_cmpuint (strlen (error->message), >, 20);
  g_assert_nonnull (strstr (error->message, host));
}

static GError *
profile_error (const char *host, const char *ca_file)
{
  g_autoptr (CorCti) cti = NULL;
  g_autoptr (CorCtiProfile) profile = NULL;
  g_auto (Waiter) waiter = { 0 };
  GError *error = NULL;

  cti = cor_cti_new (host, ca_file, &error);
  g_assert_no_error (error);
  cor_cti_fetch_profile_async (cti, NULL, on_waited, &waiter);
  profile = cor_cti_fetch_profile_finish (cti, wait_result (&waiter), &error);
  g_assert_true ((profile == NULL) == (error != NULL));
  return error;
}

static GError *
raw_error (const char *reply)
{
  g_autoptr (RawServer) server = raw_server_new (reply, strlen (reply));
  g_autofree char *host = g_strdup_printf ("http://127.0.0.1:%u", server->port);

  return profile_error (host, NULL);
}

/* The middleware announces the length of another body with its 404s. */
static void
test_truncated_404 (void)
{
  g_autoptr (GError) error =
    raw_error ("HTTP/1.1 404 Not Found\r\nContent-Length: 78\r\nContent-Type: application/json\r\n"
               "\r\n{\"code\":404,\"data\":null,\"message\":\"API not found\"}");

  assert_failure (error, COR_CTI_ERROR_NOT_FOUND, "127.0.0.1");
}

static void
test_cut (void)
{
  g_autoptr (GError) error =
    raw_error ("HTTP/1.1 200 OK\r\nContent-Length: 4163\r\nContent-Type: application/json\r\n\r\n"
               "{\"username\":\"demo\"}");
  g_autoptr (GError) headers = raw_error ("HTTP/1.1 200 OK\r\nContent-Le");
  g_autoptr (GError) nothing = raw_error ("");
  g_autoptr (GError) noise = raw_error ("SSH-2.0-OpenSSH_9.2p1\r\n");

  assert_failure (error, COR_CTI_ERROR_NETWORK, "127.0.0.1");
  assert_failure (headers, COR_CTI_ERROR_BAD_DATA, "127.0.0.1"); /* an empty 200 by then */
  assert_failure (nothing, COR_CTI_ERROR_NETWORK, "127.0.0.1");
  assert_failure (noise, COR_CTI_ERROR_NETWORK, "127.0.0.1");
}

static void
test_refused (void)
{
  g_autoptr (RawServer) server = raw_server_new ("", 0);
  g_autofree char *host = g_strdup_printf ("http://127.0.0.1:%u", server->port);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&server, raw_server_free); /* nobody listens there any more */
  error = profile_error (host, NULL);
  assert_failure (error, COR_CTI_ERROR_NETWORK, "127.0.0.1");
}

static void
test_unknown_host (void)
{
  g_autoptr (GError) error = profile_error ("no-such-host.invalid", NULL);

  assert_failure (error, COR_CTI_ERROR_NETWORK, "no-such-host.invalid");
}

static void
test_plain_http (void)
{
  static const char *const hosts[] = { "http://cti.example.org",
                                       "HTTP://10.0.0.1/",
                                       "http://127.0.0.1.example.org",
                                       "",
                                       "not a host",
                                       "cti.example.org:99999",
                                       "https://",
                                       "ftp://[::1" };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (cor_cti_new (hosts[i], NULL, &error));
    g_assert_error (error, COR_CTI_ERROR, COR_CTI_ERROR_HOST);
  }
}

static void
on_tls_request (SoupServer *server,
                SoupServerMessage *message,
                const char *path,
                GHashTable *query,
                gpointer user_data)
{
  server_reply (message, 200, "application/json", "{\"username\":\"demo\"}");
}

static void
test_tls (void)
{
  g_autoptr (Certificates) right = certificates_new ("IP:127.0.0.1,DNS:localhost");
  g_autoptr (Certificates) wrong = certificates_new ("DNS:other.example.org");
  guint16 right_port, wrong_port;
  g_autoptr (SoupServer) right_server = server_new (right->server, &right_port);
  g_autoptr (SoupServer) wrong_server = server_new (wrong->server, &wrong_port);
  g_autofree char *right_host = g_strdup_printf ("127.0.0.1:%u", right_port);
  g_autofree char *wrong_host = g_strdup_printf ("127.0.0.1:%u", wrong_port);
  g_autoptr (GError) trusted = NULL;
  g_autoptr (GError) unknown_issuer = NULL;
  g_autoptr (GError) other_issuer = NULL;
  g_autoptr (GError) wrong_name = NULL;

  soup_server_add_handler (right_server, NULL, on_tls_request, NULL, NULL);
  soup_server_add_handler (wrong_server, NULL, on_tls_request, NULL, NULL);
  trusted = profile_error (right_host, right->ca_file);
  g_assert_no_error (trusted);
  unknown_issuer = profile_error (right_host, NULL);
  assert_failure (unknown_issuer, COR_CTI_ERROR_TLS, "127.0.0.1");
  other_issuer = profile_error (right_host, wrong->ca_file);
  assert_failure (other_issuer, COR_CTI_ERROR_TLS, "127.0.0.1");
  wrong_name = profile_error (wrong_host, wrong->ca_file);
  assert_failure (wrong_name, COR_CTI_ERROR_TLS, "127.0.0.1");
}

/* Where curl says that the system's authorities are, or NULL: the truth. */
static char *authorities = NULL;

/* Asked in curl's stead. */
curl_version_info_data *
curl_version_info (CURLversion age)
{
  static curl_version_info_data told;
  curl_version_info_data *(*real) (CURLversion) = dlsym (RTLD_NEXT, "curl_version_info");

  told = *real (age);
  if (authorities != NULL)
    told.capath = authorities;
  return &told;
}

/* A machine's own trust: a folder where each authority is found by its hash. */
static void
trust_folder (void)
{
  g_autoptr (Certificates) right = certificates_new ("IP:127.0.0.1,DNS:localhost");
  g_autoptr (Certificates) other = certificates_new ("IP:127.0.0.1,DNS:localhost");
  guint16 right_port, other_port;
  g_autoptr (SoupServer) right_server = server_new (right->server, &right_port);
  g_autoptr (SoupServer) other_server = server_new (other->server, &other_port);
  g_autofree char *right_host = g_strdup_printf ("127.0.0.1:%u", right_port);
  g_autofree char *other_host = g_strdup_printf ("127.0.0.1:%u", other_port);
  g_autoptr (GError) trusted = NULL;
  g_autoptr (GError) unknown_issuer = NULL;

  certificates_run (right, "sh -c 'mkdir hashed && cp ca.pem hashed && openssl rehash hashed'");
  authorities = g_build_filename (right->folder, "hashed", NULL);
  soup_server_add_handler (right_server, NULL, on_tls_request, NULL, NULL);
  soup_server_add_handler (other_server, NULL, on_tls_request, NULL, NULL);
  trusted = profile_error (right_host, NULL);
  g_assert_no_error (trusted);
  unknown_issuer = profile_error (other_host, NULL);
  assert_failure (unknown_issuer, COR_CTI_ERROR_TLS, "127.0.0.1");
  certificates_run (right, "rm -r hashed");
}

/* In a process of its own, since it looks for the folder once. */
static void
test_tls_folder (void)
{
  if (g_test_subprocess ()) {
    trust_folder ();
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

static GError *
open_socket (const char *url, const char *ca_file)
{
  g_autoptr (CorWebSocket) socket = cor_websocket_new (ca_file);
  g_auto (Waiter) waiter = { 0 };
  GError *error = NULL;

  cor_websocket_open_async (socket, url, NULL, on_waited, &waiter);
  cor_websocket_open_finish (socket, wait_result (&waiter), &error);
  cor_websocket_close (socket);
  return error;
}

static void
on_socket (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           SoupWebsocketConnection *connection,
           gpointer user_data)
{
  g_object_set_data_full (G_OBJECT (server), "peer", g_object_ref (connection), g_object_unref);
}

static void
test_wss (void)
{
  g_autoptr (Certificates) right = certificates_new ("IP:127.0.0.1");
  g_autoptr (Certificates) wrong = certificates_new ("DNS:other.example.org");
  guint16 right_port, wrong_port;
  g_autoptr (SoupServer) right_server = server_new (right->server, &right_port);
  g_autoptr (SoupServer) wrong_server = server_new (wrong->server, &wrong_port);
  g_autofree char *right_url = g_strdup_printf ("wss://127.0.0.1:%u/", right_port);
  g_autofree char *wrong_url = g_strdup_printf ("wss://127.0.0.1:%u/", wrong_port);
  g_autoptr (GError) trusted = NULL;
  g_autoptr (GError) unknown_issuer = NULL;
  g_autoptr (GError) wrong_name = NULL;
  g_autoptr (GError) plain = NULL;

  soup_server_add_websocket_handler (right_server, NULL, NULL, NULL, on_socket, NULL, NULL);
  soup_server_add_websocket_handler (wrong_server, NULL, NULL, NULL, on_socket, NULL, NULL);
  trusted = open_socket (right_url, right->ca_file);
  g_assert_no_error (trusted);
  unknown_issuer = open_socket (right_url, NULL);
  g_assert_error (unknown_issuer, COR_NET_ERROR, COR_NET_ERROR_TLS);
  wrong_name = open_socket (wrong_url, wrong->ca_file);
  g_assert_error (wrong_name, COR_NET_ERROR, COR_NET_ERROR_TLS);
  plain = open_socket ("ws://example.org/", NULL);
  g_assert_error (plain, COR_NET_ERROR, COR_NET_ERROR_HOST);
}

/* A company's proxy is asked for other hosts, and never for this machine. */
static void
test_proxy (void)
{
  static const char refusal[] = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n";
  g_autoptr (RawServer) proxy = raw_server_new (refusal, strlen (refusal));
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", proxy->port);
  g_autoptr (GError) far = NULL;
  g_autoptr (GError) near = NULL;

  g_setenv ("https_proxy", url, TRUE);
  g_setenv ("http_proxy", url, TRUE);
  g_unsetenv ("no_proxy");
  near = raw_error ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  assert_failure (near, COR_CTI_ERROR_NOT_FOUND, "127.0.0.1");
  g_assert_null (proxy->request);
  far = profile_error ("cti.invalid", NULL);
  assert_failure (far, COR_CTI_ERROR_NETWORK, "cti.invalid");
  g_assert_true (g_str_has_prefix (proxy->request, "CONNECT cti.invalid:443 HTTP/1.1\r\n"));
  g_assert_null (strstr (proxy->request, "Authorization"));
  g_unsetenv ("https_proxy");
  g_unsetenv ("http_proxy");
}

int
main (int argc, char *argv[])
{
  /* A name that does not exist is asked of nobody else. */
  g_setenv ("no_proxy", "*", TRUE);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cti/way/truncated-404", test_truncated_404);
  g_test_add_func ("/cti/way/cut", test_cut);
  g_test_add_func ("/cti/way/refused", test_refused);
  g_test_add_func ("/cti/way/unknown-host", test_unknown_host);
  g_test_add_func ("/cti/way/plain-http", test_plain_http);
  g_test_add_func ("/cti/way/tls", test_tls);
  g_test_add_func ("/cti/way/tls-folder", test_tls_folder);
  g_test_add_func ("/net/way/wss", test_wss);
  g_test_add_func ("/net/way/proxy", test_proxy);
  return g_test_run ();
}
