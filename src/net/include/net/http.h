/* SPDX-License-Identifier: GPL-3.0-or-later
 * HTTP requests: libcurl's multi interface as one source of the GLib loop, no
 * threads of ours. Owner: a server's client. Thread: main context.
 *
 * The rules that no caller can forget: certificates are verified, TLS 1.2 or
 * newer, plain http to this machine alone (and to a telephone whose address
 * net/lan.h has checked), no redirects, no cookies, limits on body and time,
 * the session's proxy. */
#pragma once
#include <gio/gio.h>
#include "net/lan.h"

G_BEGIN_DECLS

#define COR_TYPE_HTTP (cor_http_get_type ())
G_DECLARE_FINAL_TYPE (CorHttp, cor_http, COR, HTTP, GObject)

/* Zero or NULL is the default; everything is borrowed and copied. */
typedef struct {
  const char *method; /* GET */
  const char *url;
  const CorLanUrl *lan;       /* instead of url: asked directly, with its user and password */
  gboolean digest;            /* lan: by challenge instead of Basic */
  const char *const *headers; /* "Name: value", NULL at the end */
  const char *body;           /* JSON text, or none */
  gsize max_body;             /* of the answer, unpacked: 8 MiB */
  guint timeout_ms;           /* for all of it: 30 s */
} CorHttpRequest;

typedef struct {
  guint status;
  GHashTable *headers; /* lower-case name -> value */
  GBytes *body;        /* never NULL */
} CorHttpResponse;

/* ca_file: a PEM bundle instead of the system's, or NULL. */
CorHttp *cor_http_new (const char *ca_file);
const char *cor_http_get_ca_file (CorHttp *self);
/* From now on by new connections: the far ends of the others may be gone. */
void cor_http_renew (CorHttp *self);

/* An HTTP status is not an error here: look at it. */
void cor_http_send_async (CorHttp *self,
                          const CorHttpRequest *request,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
CorHttpResponse *cor_http_send_finish (CorHttp *self, GAsyncResult *result, GError **error);

/* name in lower case; or NULL. */
const char *cor_http_response_get_header (const CorHttpResponse *response, const char *name);
void cor_http_response_free (CorHttpResponse *response);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorHttpResponse, cor_http_response_free)

G_END_DECLS
