/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's ImportContacts and ExportContacts. */
#include "config.h"
#include "control-files.h"
#include "session/files.h"

typedef struct {
  GDBusMethodInvocation *invocation; /* taken by its answer */
  gboolean looks_only;
  CorImport *import;
} Act;

static void
act_free (Act *act)
{
  cor_import_free (act->import);
  g_free (act);
}

static void
refuse (GDBusMethodInvocation *invocation, const GError *error)
{
  g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                 error->message);
}

static void
answer (Act *act, guint sent, guint refused)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "new", "u", act->import->cards->len);
  g_variant_dict_insert (&dict, "known", "u", act->import->known);
  g_variant_dict_insert (&dict, "unreadable", "u", act->import->unreadable);
  g_variant_dict_insert (&dict, "sent", "u", sent);
  g_variant_dict_insert (&dict, "refused", "u", refused);
  g_dbus_method_invocation_return_value (act->invocation,
                                         g_variant_new ("(@a{sv})", g_variant_dict_end (&dict)));
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Act *act = user_data;
  g_autoptr (GError) error = NULL;
  guint done, refused;

  if (cor_session_import_finish (COR_SESSION (source), result, &done, &refused, &error))
    answer (act, done, refused);
  else
    refuse (act->invocation, error);
  act_free (act);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Act *act = user_data;
  CorSession *session = COR_SESSION (source);
  g_autoptr (GError) error = NULL;

  act->import = cor_session_read_import_finish (session, result, &error);
  if (act->import != NULL && !act->looks_only) {
    cor_session_import_async (session, act->import, "private", NULL, NULL, on_imported, act);
    return;
  }
  if (act->import != NULL)
    answer (act, 0, 0);
  else
    refuse (act->invocation, error);
  act_free (act);
}

void
cor_control_import_contacts (CorSession *session,
                             GVariant *parameters,
                             GDBusMethodInvocation *invocation)
{
  Act *act = g_new0 (Act, 1);
  const char *path;
  g_autoptr (GFile) file = NULL;

  g_variant_get (parameters, "(^&ayb)", &path, &act->looks_only);
  file = g_file_new_for_path (path);
  act->invocation = invocation;
  cor_session_read_import_async (session, file, NULL, on_read, act);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;
  guint done;

  if (cor_session_export_finish (COR_SESSION (source), result, &done, &error))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", done));
  else
    refuse (invocation, error);
}

void
cor_control_export_contacts (CorSession *session,
                             GVariant *parameters,
                             GDBusMethodInvocation *invocation)
{
  const char *path;
  g_autoptr (GFile) file = NULL;

  g_variant_get (parameters, "(^&ay)", &path);
  file = g_file_new_for_path (path);
  cor_session_export_async (session, file, NULL, on_exported, invocation);
}
