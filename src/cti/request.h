/* SPDX-License-Identifier: GPL-3.0-or-later
 * One REST request: kept to the server's rate, signed, its failures told apart. */
#pragma once
#include "cti/cti.h"
#include "net/json.h"

G_BEGIN_DECLS

typedef enum {
  COR_REQUEST_API = 0,
  COR_REQUEST_SIGN_IN = 1 << 0, /* a 401 means the password, and no token is sent */
  COR_REQUEST_ONCE = 1 << 2,    /* a token that is no longer good is not replaced for it */
  COR_REQUEST_OUTSIDE = 1 << 1, /* path is not below /api, no token is sent */
} CorRequestFlags;

typedef struct {
  const char *method;
  const char *path; /* below /api, with its query; encoded */
  const char *body; /* JSON, or NULL */
  guint timeout_ms; /* 0: 30 s */
  gsize max_body;   /* of the answer; 0: 8 MiB */
  CorRequestFlags flags;
} CorRequest;

void cor_request_send_async (CorCti *cti,
                             const CorRequest *request,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/* For callback where all that counts is a 2xx: user_data is a GTask, which returns TRUE or the
 * error and is let go. */
void cor_request_return_done (GObject *cti, GAsyncResult *result, gpointer user_data);
/* The body of a 2xx. */
GBytes *cor_request_send_finish (CorCti *cti, GAsyncResult *result, GError **error);
/* The same, which has to be a JSON object. */
JsonObject *cor_request_send_finish_object (CorCti *cti, GAsyncResult *result, GError **error);

G_END_DECLS
