/* SPDX-License-Identifier: GPL-3.0-or-later
 * Secrets of an account, by libsecret. */
#include "config.h"
#include "desktop/secrets.h"
#include "model/secret.h"
#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

/* A keyring that was never unlocked is not searched by schema name, and so would not ask to be
 * unlocked: match by the attributes alone. */
static const SecretSchema schema = {
  COR_APP_ID,
  SECRET_SCHEMA_DONT_MATCH_NAME,
  {
    { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "purpose", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static const char *
purpose_to_string (CorSecretPurpose purpose)
{
  switch (purpose) {
  case COR_SECRET_CTI_PASSWORD:
    return "cti-password";
  case COR_SECRET_CTI_TOKEN:
    return "cti-token";
  case COR_SECRET_SIP_PASSWORD:
    return "sip-password";
  default:
    g_return_val_if_reached ("");
  }
}

/* Seen in the user's password manager. */
static char *
label_for (const char *server, const char *user, CorSecretPurpose purpose)
{
  switch (purpose) {
  case COR_SECRET_CTI_TOKEN:
    return g_strdup_printf (_ ("Cornetta: sign-in of %s at %s"), user, server);
  case COR_SECRET_SIP_PASSWORD:
    return g_strdup_printf (_ ("Cornetta: telephone line of %s at %s"), user, server);
  case COR_SECRET_CTI_PASSWORD:
  default:
    return g_strdup_printf (_ ("Cornetta: password of %s at %s"), user, server);
  }
}

/* purpose: NULL for all. */
static GHashTable *
attributes_new (const char *server, const char *user, const char *purpose)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (attributes, (gpointer) "server", g_strdup (server));
  g_hash_table_insert (attributes, (gpointer) "user", g_strdup (user));
  if (purpose != NULL)
    g_hash_table_insert (attributes, (gpointer) "purpose", g_strdup (purpose));
  return attributes;
}

static gboolean
is_absence (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         error->domain == G_SPAWN_ERROR || error->domain == G_IO_ERROR ||
         (error->domain == G_DBUS_ERROR && error->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED &&
          error->code <= G_DBUS_ERROR_SPAWN_FILE_INVALID);
}

static GError *
locked_error (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                              _ ("The keyring stayed locked, so the password could not be reached. "
                                 "Unlock it and try again."));
}

/* Takes what libsecret says, gives what the user can do about it. */
static GError *
explain (GError *cause)
{
  g_autoptr (GError) error = cause;

  g_dbus_error_strip_remote_error (error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&error);
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return locked_error ();
  if (is_absence (error))
    return g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                        _ ("No keyring answers on this desktop, so passwords cannot be kept. "
                           "Start or install one, such as GNOME Keyring or KWallet. (%s)"),
                        error->message);
  return g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED,
                      _ ("The keyring refused: %s. Try again, or restart the keyring."),
                      error->message);
}

/* ---- One after the other ---- */

/* What is kept, asked for and cleared at once would end in any order: a secret that is kept after
 * the sign-out that clears it. And libsecret 0.20 returns twice from a clear whose items another
 * one takes away. */
typedef struct {
  void (*begin) (GTask *task);
  GHashTable *attributes;
  char *label;
  char *secret;
} Operation;

static void
operation_free (gpointer data)
{
  Operation *operation = data;

  g_hash_table_unref (operation->attributes);
  g_free (operation->label);
  cor_secret_free (operation->secret);
  g_free (operation);
}

/* GTask, the first of them under way. */
static GQueue operations = G_QUEUE_INIT;

static void
begin (void)
{
  GTask *task = g_queue_peek_head (&operations);

  if (task != NULL)
    ((Operation *)g_task_get_task_data (task))->begin (task);
}

static void
on_completed (GTask *task)
{
  g_queue_pop_head (&operations);
  g_object_unref (task);
  begin ();
}

/* Takes the task. */
static Operation *
take_turn (GTask *task, void (*begin_it) (GTask *task), GHashTable *attributes)
{
  Operation *operation = g_new0 (Operation, 1);

  operation->begin = begin_it;
  operation->attributes = attributes;
  g_task_set_task_data (task, operation, operation_free);
  g_signal_connect (task, "notify::completed", G_CALLBACK (on_completed), NULL);
  g_queue_push_tail (&operations, task);
  return operation;
}

static void
go (void)
{
  if (operations.length == 1)
    begin ();
}

/* ---- Store ---- */

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else if (error != NULL)
    g_task_return_error (task, explain (error));
  else
    g_task_return_error (task, locked_error ());
}

/* libsecret's own copy of the secret lives in memory that is wiped. */
static void
begin_store (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);

  secret_password_storev (&schema, operation->attributes, SECRET_COLLECTION_DEFAULT,
                          operation->label, operation->secret, g_task_get_cancellable (task),
                          on_stored, g_object_ref (task));
}

void
cor_secrets_store_async (const char *server,
                         const char *user,
                         CorSecretPurpose purpose,
                         const char *secret,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Operation *operation;
  GTask *task;

  g_return_if_fail (server != NULL && user != NULL && secret != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, cor_secrets_store_async);
  operation =
    take_turn (task, begin_store, attributes_new (server, user, purpose_to_string (purpose)));
  operation->label = label_for (server, user, purpose);
  operation->secret = g_strdup (secret);
  go ();
}

gboolean
cor_secrets_store_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, cor_secrets_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Look up ---- */

static void
on_retrieved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  SecretValue *value =
    secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);

  if (value != NULL) {
    char *password = secret_value_unref_to_password (value, NULL); /* libsecret's to free */

    g_task_return_pointer (task, g_strdup (password), (GDestroyNotify)cor_secret_free);
    secret_password_free (password);
  } else if (error != NULL) {
    g_task_return_error (task, explain (error));
  } else {
    g_task_return_error (task, locked_error ());
  }
}

/* Whether a search that asked to unlock what it finds left something locked: the user said no. */
static gboolean
has_locked (GList *items)
{
  for (GList *l = items; l != NULL; l = l->next)
    if (SECRET_IS_ITEM (l->data) && secret_item_get_locked (l->data))
      return TRUE;
  return FALSE;
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autolist (GObject) items = secret_password_search_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, explain (error));
  else if (items == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else if (has_locked (items))
    g_task_return_error (task, locked_error ());
  else
    secret_retrievable_retrieve_secret (SECRET_RETRIEVABLE (items->data),
                                        g_task_get_cancellable (task), on_retrieved,
                                        g_object_ref (task));
}

/* Not libsecret's lookup: it gives the same NULL for none and for a keyring that stayed locked. */
static void
begin_lookup (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);

  secret_password_searchv (&schema, operation->attributes,
                           SECRET_SEARCH_UNLOCK | SECRET_SEARCH_LOAD_SECRETS,
                           g_task_get_cancellable (task), on_found, g_object_ref (task));
}

void
cor_secrets_lookup_async (const char *server,
                          const char *user,
                          CorSecretPurpose purpose,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (server != NULL && user != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, cor_secrets_lookup_async);
  take_turn (task, begin_lookup, attributes_new (server, user, purpose_to_string (purpose)));
  go ();
}

char *
cor_secrets_lookup_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, cor_secrets_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Clear ---- */

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  /* FALSE without error says that there was nothing, which is as wanted. */
  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, explain (error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_found_to_clear (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Operation *operation = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autolist (GObject) items = secret_password_search_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, explain (g_steal_pointer (&error)));
  else if (has_locked (items))
    g_task_return_error (task, locked_error ());
  else
    secret_password_clearv (&schema, operation->attributes, g_task_get_cancellable (task),
                            on_cleared, g_object_ref (task));
}

/* libsecret clears only what is unlocked and says nothing of the rest: unlock it first. */
static void
begin_clear (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);

  secret_password_searchv (&schema, operation->attributes, SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK,
                           g_task_get_cancellable (task), on_found_to_clear, g_object_ref (task));
}

void
cor_secrets_clear_async (const char *server,
                         const char *user,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;

  g_return_if_fail (server != NULL && user != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, cor_secrets_clear_async);
  take_turn (task, begin_clear, attributes_new (server, user, NULL));
  go ();
}

gboolean
cor_secrets_clear_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, cor_secrets_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
