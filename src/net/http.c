/* SPDX-License-Identifier: GPL-3.0-or-later
 * HTTP requests by libcurl on the GLib loop. */
#include "config.h"
#include "net/http.h"
#include "net/host.h"
#include "model/secret.h"
#include "curl-source.h"
#include <string.h>

#define MAX_BODY (8 * 1024 * 1024)
#define TIMEOUT_MS 30000
#define CONNECT_TIMEOUT_MS 10000
#define MAX_AGE_S 118 /* curl's own limit of what a connection may rest */
#define MAX_HEADERS 100
#define MAX_HEADER_VALUE 4096

/* One server's connections. Kept alive by its transfers. */
struct _CorHttp {
  GObject parent;
  char *ca_file;
  CorCurlSource *source;
  gint64 renewed; /* us; 0: never */
};

G_DEFINE_FINAL_TYPE (CorHttp, cor_http, G_TYPE_OBJECT)

/* One request and what has come of it so far; the task's data. */
typedef struct {
  CURL *easy;
  struct curl_slist *headers;
  char *url;
  char *host;
  char *body;
  gsize max_body;
  GByteArray *received;
  GHashTable *response_headers;
  gboolean too_big;
  gboolean direct; /* no proxy, whatever the desktop says */
  gboolean running;
  GSource *cancel_source;
  char detail[CURL_ERROR_SIZE];
} Transfer;

static void
transfer_free (Transfer *transfer)
{
  if (transfer->cancel_source != NULL) {
    g_source_destroy (transfer->cancel_source);
    g_source_unref (transfer->cancel_source);
  }
  if (transfer->easy != NULL)
    curl_easy_cleanup (transfer->easy);
  curl_slist_free_all (transfer->headers);
  g_free (transfer->url);
  g_free (transfer->host);
  cor_secret_free (transfer->body); /* a password, perhaps */
  g_byte_array_unref (transfer->received);
  g_hash_table_unref (transfer->response_headers);
  g_free (transfer);
}

static size_t
on_body (char *data, size_t size, size_t n, void *user_data)
{
  Transfer *transfer = user_data;

  if (n > transfer->max_body - transfer->received->len) {
    transfer->too_big = TRUE;
    return 0;
  }
  g_byte_array_append (transfer->received, (const guint8 *)data, (guint)n);
  return n;
}

static size_t
on_header (char *data, size_t size, size_t n, void *user_data)
{
  Transfer *transfer = user_data;
  g_autofree char *line = g_strndup (data, n);
  char *colon = strchr (line, ':');

  if (g_str_has_prefix (line, "HTTP/")) /* a new answer begins: 100 Continue, a proxy's CONNECT */
    g_hash_table_remove_all (transfer->response_headers);
  else if (colon != NULL && n <= MAX_HEADER_VALUE &&
           g_hash_table_size (transfer->response_headers) < MAX_HEADERS) {
    g_autofree char *value = g_strstrip (g_utf8_make_valid (colon + 1, -1));

    *colon = '\0';
    g_hash_table_insert (transfer->response_headers, g_ascii_strdown (line, -1),
                         g_steal_pointer (&value));
  }
  return n;
}

static CorNetError
error_code_of (CURLcode code)
{
  /* curl has a hundred codes; what is not named here is a connection that broke. */
  static const struct {
    CURLcode curl;
    CorNetError ours;
  } codes[] = {
    { CURLE_COULDNT_RESOLVE_HOST, COR_NET_ERROR_RESOLVE },
    { CURLE_COULDNT_RESOLVE_PROXY, COR_NET_ERROR_RESOLVE },
    { CURLE_COULDNT_CONNECT, COR_NET_ERROR_CONNECT },
    { CURLE_PROXY, COR_NET_ERROR_CONNECT },
    { CURLE_OPERATION_TIMEDOUT, COR_NET_ERROR_TIMEOUT },
    { CURLE_PEER_FAILED_VERIFICATION, COR_NET_ERROR_TLS },
    { CURLE_SSL_CONNECT_ERROR, COR_NET_ERROR_TLS },
    { CURLE_SSL_CACERT_BADFILE, COR_NET_ERROR_TLS },
    { CURLE_SSL_CERTPROBLEM, COR_NET_ERROR_TLS },
    { CURLE_SSL_ISSUER_ERROR, COR_NET_ERROR_TLS },
    { CURLE_FILESIZE_EXCEEDED, COR_NET_ERROR_TOO_BIG },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (codes[i].curl == code)
      return codes[i].ours;
  return COR_NET_ERROR_CUT;
}

static GError *
make_error (Transfer *transfer, CURLcode code)
{
  CorNetError ours = transfer->too_big ? COR_NET_ERROR_TOO_BIG : error_code_of (code);

  g_debug ("http: %s: curl %d: %s", transfer->host, code,
           *transfer->detail != '\0' ? transfer->detail : curl_easy_strerror (code));
  return cor_net_error_new (ours, transfer->host);
}

static CorHttpResponse *
take_response (Transfer *transfer, guint status)
{
  CorHttpResponse *response = g_new0 (CorHttpResponse, 1);

  response->status = status;
  response->headers = g_hash_table_ref (transfer->response_headers);
  response->body = g_byte_array_free_to_bytes (g_steal_pointer (&transfer->received));
  transfer->received = g_byte_array_new ();
  return response;
}

/* An error status whose body stops short is still that status: the middleware announces the
 * length of another body with its 404s. */
static gboolean
is_answer (CURLcode code, long status)
{
  return code == CURLE_OK ||
         (status >= 400 && (code == CURLE_PARTIAL_FILE || code == CURLE_HTTP2_STREAM));
}

static void
on_done (CURL *easy, CURLcode code, gpointer user_data)
{
  GTask *unowned_task = NULL;
  g_autoptr (GTask) task = NULL;
  Transfer *transfer;
  long status = 0;

  curl_easy_getinfo (easy, CURLINFO_PRIVATE, (char **)&unowned_task);
  curl_easy_getinfo (easy, CURLINFO_RESPONSE_CODE, &status);
  task = unowned_task; /* the running transfer's reference */
  transfer = g_task_get_task_data (task);
  transfer->running = FALSE;
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!transfer->too_big && is_answer (code, status)) {
    g_debug ("http: %s: %ld", transfer->host, status);
    g_task_return_pointer (task, take_response (transfer, (guint)status),
                           (GDestroyNotify)cor_http_response_free);
  } else {
    g_task_return_error (task, make_error (transfer, code));
  }
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  CorHttp *self = g_task_get_source_object (task);
  Transfer *transfer = g_task_get_task_data (task);

  if (transfer->running) {
    transfer->running = FALSE;
    cor_curl_source_remove (self->source, transfer->easy);
    g_task_return_error_if_cancelled (task);
    g_object_unref (task);
  }
  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (GTask *task, Transfer *transfer)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable == NULL)
    return;
  transfer->cancel_source = g_cancellable_source_new (cancellable);
  g_source_set_callback (transfer->cancel_source, G_SOURCE_FUNC (on_cancelled), task, NULL);
  g_source_attach (transfer->cancel_source, g_task_get_context (task));
}

static void
start (GTask *task, const char *proxy)
{
  CorHttp *self = g_task_get_source_object (task);
  Transfer *transfer = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (proxy != NULL)
    curl_easy_setopt (transfer->easy, CURLOPT_PROXY,
                      g_str_has_prefix (proxy, "direct:") ? "" : proxy);
  if (!cor_curl_source_add (self->source, transfer->easy)) {
    g_task_return_error (task, make_error (transfer, CURLE_FAILED_INIT));
    return;
  }
  transfer->running = TRUE;
  curl_easy_setopt (transfer->easy, CURLOPT_PRIVATE, g_object_ref (task));
  watch_cancellable (task, transfer);
}

static void
on_proxy_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_auto (GStrv) proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, NULL);

  start (task, proxies != NULL ? proxies[0] : NULL);
}

static gboolean
environment_has_proxy (void)
{
  static const char *const names[] = { "https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy",
                                       "ALL_PROXY" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_getenv (names[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* This machine needs no proxy; variables are curl's own business; the desktop's setting is
 * GLib's. Looked up for each request, since a laptop moves between networks. */
static void
find_proxy (GTask *task)
{
  Transfer *transfer = g_task_get_task_data (task);

  if (transfer->direct || g_str_has_prefix (transfer->url, "http:") ||
      cor_host_is_loopback (transfer->host))
    start (task, "direct://");
  else if (environment_has_proxy ())
    start (task, NULL);
  else
    g_proxy_resolver_lookup_async (g_proxy_resolver_get_default (), transfer->url,
                                   g_task_get_cancellable (task), on_proxy_found,
                                   g_object_ref (task));
}

/* Where the system keeps its authorities by their hashes too, as Debian does; or NULL. */
static const char *
get_hashed_folder (void)
{
  static const char *answer = NULL;
  static gsize looked = 0;

  if (g_once_init_enter (&looked)) {
    const char *path = curl_version_info (CURLVERSION_NOW)->capath;
    g_autoptr (GDir) folder = path != NULL ? g_dir_open (path, 0, NULL) : NULL;
    const char *name = NULL;

    do
      name = folder != NULL ? g_dir_read_name (folder) : NULL;
    while (name != NULL && !g_str_has_suffix (name, ".0"));
    answer = name != NULL ? path : NULL;
    g_once_init_leave (&looked, 1);
  }
  return answer;
}

/* A bundle of all authorities is parsed for each connection, some 90 ms on the main thread; of
 * the folder only the issuer's file is read. */
static void
set_trust (CorHttp *self, CURL *easy)
{
  const char *folder = self->ca_file == NULL ? get_hashed_folder () : NULL;

  if (self->ca_file != NULL || folder != NULL) {
    curl_easy_setopt (easy, CURLOPT_CAINFO, self->ca_file);
    curl_easy_setopt (easy, CURLOPT_CAPATH, folder);
  }
}

/* A connection that rested longer than that is from before. curl counts whole seconds. */
static void
set_age (CorHttp *self, CURL *easy)
{
  gint64 age = (g_get_monotonic_time () - self->renewed) / G_USEC_PER_SEC;

  if (self->renewed == 0 || age > MAX_AGE_S)
    return;
  if (age < 2)
    curl_easy_setopt (easy, CURLOPT_FRESH_CONNECT, 1L);
  else
    curl_easy_setopt (easy, CURLOPT_MAXAGE_CONN, (long)age - 1);
}

static void
set_rules (CorHttp *self, CURL *easy, guint timeout_ms)
{
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt (easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  set_trust (self, easy);
  set_age (self, easy);
  curl_easy_setopt (easy, CURLOPT_TIMEOUT_MS, (long)(timeout_ms != 0 ? timeout_ms : TIMEOUT_MS));
  curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_TIMEOUT_MS);
  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  /* A cancelled transfer must not wait for the name server on the main thread. */
  curl_easy_setopt (easy, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt (easy, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt (easy, CURLOPT_USERAGENT, "Cornetta/" COR_VERSION);
  curl_easy_setopt (easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

static void
set_callbacks (Transfer *transfer)
{
  curl_easy_setopt (transfer->easy, CURLOPT_ERRORBUFFER, transfer->detail);
  curl_easy_setopt (transfer->easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt (transfer->easy, CURLOPT_WRITEDATA, transfer);
  curl_easy_setopt (transfer->easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt (transfer->easy, CURLOPT_HEADERDATA, transfer);
  curl_easy_setopt (transfer->easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)transfer->max_body);
}

/* A line break in a header's value would begin another header. */
static void
add_header (Transfer *transfer, const char *header)
{
  g_return_if_fail (strpbrk (header, "\r\n") == NULL);

  transfer->headers = curl_slist_append (transfer->headers, header);
}

static void
set_request (Transfer *transfer, const CorHttpRequest *request)
{
  curl_easy_setopt (transfer->easy, CURLOPT_URL, transfer->url);
  if (request->method != NULL)
    curl_easy_setopt (transfer->easy, CURLOPT_CUSTOMREQUEST, request->method);
  if (request->body != NULL) {
    transfer->body = g_strdup (request->body);
    curl_easy_setopt (transfer->easy, CURLOPT_POSTFIELDS, transfer->body);
    add_header (transfer, "Content-Type: application/json");
    add_header (transfer, "Expect:");
  }
  add_header (transfer, request->lan != NULL ? "Accept: */*" : "Accept: application/json");
  for (guint i = 0; request->headers != NULL && request->headers[i] != NULL; i++)
    add_header (transfer, request->headers[i]);
  curl_easy_setopt (transfer->easy, CURLOPT_HTTPHEADER, transfer->headers);
}

static void
set_credentials (CURL *easy, const CorHttpRequest *request)
{
  if (request->lan->user == NULL)
    return;
  curl_easy_setopt (easy, CURLOPT_HTTPAUTH,
                    (long)(request->digest ? CURLAUTH_DIGEST : CURLAUTH_BASIC));
  curl_easy_setopt (easy, CURLOPT_USERNAME, request->lan->user);
  curl_easy_setopt (easy, CURLOPT_PASSWORD,
                    request->lan->password != NULL ? request->lan->password : "");
}

static Transfer *
transfer_new (CorHttp *self, const CorHttpRequest *request)
{
  Transfer *transfer = g_new0 (Transfer, 1);

  transfer->easy = curl_easy_init ();
  transfer->direct = request->lan != NULL;
  transfer->url = g_strdup (transfer->direct ? request->lan->url : request->url);
  transfer->max_body = request->max_body != 0 ? request->max_body : MAX_BODY;
  transfer->received = g_byte_array_new ();
  transfer->response_headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  set_rules (self, transfer->easy, request->timeout_ms);
  set_callbacks (transfer);
  set_request (transfer, request);
  if (transfer->direct)
    set_credentials (transfer->easy, request);
  return transfer;
}

void
cor_http_send_async (CorHttp *self,
                     const CorHttpRequest *request,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GUri) uri = NULL;
  GError *error = NULL;
  Transfer *transfer;

  g_task_set_source_tag (task, cor_http_send_async);
  if (request->lan == NULL && !cor_host_check_url (request->url, &error)) {
    g_task_return_error (task, error);
    return;
  }
  transfer = transfer_new (self, request);
  uri = g_uri_parse (transfer->url, G_URI_FLAGS_ENCODED, NULL);
  transfer->host = g_strdup (g_uri_get_host (uri));
  g_task_set_task_data (task, transfer, (GDestroyNotify)transfer_free);
  find_proxy (task);
}

void
cor_http_renew (CorHttp *self)
{
  self->renewed = g_get_monotonic_time ();
}

CorHttpResponse *
cor_http_send_finish (CorHttp *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
cor_http_response_get_header (const CorHttpResponse *response, const char *name)
{
  return g_hash_table_lookup (response->headers, name);
}

void
cor_http_response_free (CorHttpResponse *response)
{
  g_hash_table_unref (response->headers);
  g_bytes_unref (response->body);
  g_free (response);
}

static void
finalize (GObject *object)
{
  CorHttp *self = COR_HTTP (object);

  cor_curl_source_free (self->source);
  g_free (self->ca_file);
  G_OBJECT_CLASS (cor_http_parent_class)->finalize (object);
}

static void
cor_http_class_init (CorHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  curl_global_init (CURL_GLOBAL_DEFAULT);
}

static void
cor_http_init (CorHttp *self)
{
  self->source = cor_curl_source_new (on_done, self);
}

const char *
cor_http_get_ca_file (CorHttp *self)
{
  return self->ca_file;
}

CorHttp *
cor_http_new (const char *ca_file)
{
  CorHttp *self = g_object_new (COR_TYPE_HTTP, NULL);

  self->ca_file = g_strdup (ca_file);
  return self;
}
