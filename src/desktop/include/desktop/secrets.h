/* SPDX-License-Identifier: GPL-3.0-or-later
 * Secrets of an account, by libsecret and nowhere else. Thread: main context;
 * a locked keyring may ask its user for minutes, so everything is async, and done in the order in
 * which it was asked for. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  COR_SECRET_CTI_PASSWORD,
  COR_SECRET_CTI_TOKEN,
  COR_SECRET_SIP_PASSWORD,
} CorSecretPurpose;

/* Error: G_IO_ERROR_NOT_FOUND is never one (lookup gives NULL); anything else says that the
 * keyring is not there or stayed locked, for the user. */
void cor_secrets_store_async (const char *server,
                              const char *user,
                              CorSecretPurpose purpose,
                              const char *secret,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean cor_secrets_store_finish (GAsyncResult *result, GError **error);
void cor_secrets_lookup_async (const char *server,
                               const char *user,
                               CorSecretPurpose purpose,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* Free with cor_secret_free() of model/secret.h. NULL without error: there is none. */
char *cor_secrets_lookup_finish (GAsyncResult *result, GError **error);
void cor_secrets_clear_async (const char *server,
                              const char *user,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data); /* all purposes */
gboolean cor_secrets_clear_finish (GAsyncResult *result, GError **error);

G_END_DECLS
