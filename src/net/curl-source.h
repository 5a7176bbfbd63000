/* SPDX-License-Identifier: GPL-3.0-or-later
 * libcurl's multi interface as a GSource of the main context. */
#pragma once
#include <glib.h>
#include <curl/curl.h>

G_BEGIN_DECLS

/* A transfer that came to its end; the handle is out of the multi and the callee's. */
typedef void (*CorCurlDone) (CURL *easy, CURLcode code, gpointer user_data);

typedef struct _CorCurlSource CorCurlSource;

/* Attached to the thread's default context. */
CorCurlSource *cor_curl_source_new (CorCurlDone done, gpointer user_data);
void cor_curl_source_free (CorCurlSource *self);
gboolean cor_curl_source_add (CorCurlSource *self, CURL *easy);
/* Without calling done. */
void cor_curl_source_remove (CorCurlSource *self, CURL *easy);

G_END_DECLS
