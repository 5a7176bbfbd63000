/* SPDX-License-Identifier: GPL-3.0-or-later
 * libcurl's multi interface as a GSource of the main context.
 *
 * curl names the descriptors to watch and the time to come back at; both are
 * put on one source. curl must not be called again from inside its callbacks,
 * hence a time of zero only makes the source ready for its next turn. */
#include "config.h"
#include "curl-source.h"

struct _CorCurlSource {
  GSource source;
  CURLM *multi;
  GHashTable *watches; /* fd -> tag of the source */
  CorCurlDone done;
  gpointer user_data;
};

static int
on_socket (CURL *easy, curl_socket_t fd, int what, void *user_data, void *socket_data)
{
  CorCurlSource *self = user_data;
  gpointer key = GINT_TO_POINTER (fd);
  gpointer tag = g_hash_table_lookup (self->watches, key);
  GIOCondition events = 0;

  if (what & CURL_POLL_IN)
    events |= G_IO_IN | G_IO_HUP | G_IO_ERR;
  if (what & CURL_POLL_OUT)
    events |= G_IO_OUT | G_IO_ERR;
  if (what == CURL_POLL_REMOVE) {
    if (tag != NULL)
      g_source_remove_unix_fd (&self->source, tag);
    g_hash_table_remove (self->watches, key);
  } else if (tag != NULL) {
    g_source_modify_unix_fd (&self->source, tag, events);
  } else {
    tag = g_source_add_unix_fd (&self->source, fd, events);
    g_hash_table_insert (self->watches, key, tag);
  }
  return 0;
}

static int
on_timer (CURLM *multi, long timeout_ms, void *user_data)
{
  CorCurlSource *self = user_data;
  gint64 ready = timeout_ms < 0 ? -1 : g_get_monotonic_time () + timeout_ms * 1000;

  g_source_set_ready_time (&self->source, ready);
  return 0;
}

static void
drain (CorCurlSource *self)
{
  CURLMsg *message;
  int left;

  /* `done` may free us; the main loop's reference keeps the memory for this turn. */
  while (self->multi != NULL && (message = curl_multi_info_read (self->multi, &left)) != NULL) {
    CURL *easy = message->easy_handle;
    CURLcode code = message->data.result;

    if (message->msg != CURLMSG_DONE)
      continue;
    curl_multi_remove_handle (self->multi, easy);
    self->done (easy, code, self->user_data);
  }
}

static void
act (CorCurlSource *self, curl_socket_t fd, GIOCondition events)
{
  int bits = 0, running;

  if (events & (G_IO_IN | G_IO_HUP))
    bits |= CURL_CSELECT_IN;
  if (events & G_IO_OUT)
    bits |= CURL_CSELECT_OUT;
  if (events & G_IO_ERR)
    bits |= CURL_CSELECT_ERR;
  curl_multi_socket_action (self->multi, fd, bits, &running);
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  CorCurlSource *self = (CorCurlSource *)source;
  g_autofree gpointer *fds = NULL;
  gint64 ready = g_source_get_ready_time (source);
  guint n;

  if (ready >= 0 && ready <= g_source_get_time (source)) {
    g_source_set_ready_time (source, -1);
    act (self, CURL_SOCKET_TIMEOUT, 0);
  }
  fds = g_hash_table_get_keys_as_array (self->watches, &n);
  for (guint i = 0; i < n; i++) {
    /* Acting on one descriptor may have closed another. */
    gpointer tag = g_hash_table_lookup (self->watches, fds[i]);
    GIOCondition events = tag != NULL ? g_source_query_unix_fd (source, tag) : 0;

    if (events != 0)
      act (self, GPOINTER_TO_INT (fds[i]), events);
  }
  drain (self);
  return G_SOURCE_CONTINUE;
}

static void
finalize (GSource *source)
{
  CorCurlSource *self = (CorCurlSource *)source;

  g_hash_table_unref (self->watches);
}

static GSourceFuncs funcs = { .dispatch = dispatch, .finalize = finalize };

CorCurlSource *
cor_curl_source_new (CorCurlDone done, gpointer user_data)
{
  GSource *source = g_source_new (&funcs, sizeof (CorCurlSource));
  CorCurlSource *self = (CorCurlSource *)source;

  g_source_set_static_name (source, "cornetta-curl");
  self->watches = g_hash_table_new (NULL, NULL);
  self->done = done;
  self->user_data = user_data;
  self->multi = curl_multi_init ();
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERFUNCTION, on_timer);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, 8L);
  g_source_attach (source, g_main_context_get_thread_default ());
  return self;
}

void
cor_curl_source_free (CorCurlSource *self)
{
  /* curl names its sockets once more while it closes them: the source must still be there. */
  curl_multi_cleanup (g_steal_pointer (&self->multi));
  g_source_destroy (&self->source);
  g_source_unref (&self->source);
}

gboolean
cor_curl_source_add (CorCurlSource *self, CURL *easy)
{
  return curl_multi_add_handle (self->multi, easy) == CURLM_OK;
}

void
cor_curl_source_remove (CorCurlSource *self, CURL *easy)
{
  curl_multi_remove_handle (self->multi, easy);
}
