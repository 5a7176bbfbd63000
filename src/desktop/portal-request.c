/* SPDX-License-Identifier: GPL-3.0-or-later
 * A question to the desktop's portal. */
#include "config.h"
#include "portal-request.h"

struct _CorPortalRequest {
  GDBusConnection *bus;
  GCancellable *cancellable;
  guint response; /* subscription to the answer, until it is there */
  CorPortalAnswer answer;
  gpointer data;
};

static void
unsubscribe (CorPortalRequest *self)
{
  if (self->response != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->response);
  self->response = 0;
}

static void
on_called (GObject *source, GAsyncResult *result, gpointer data)
{
  CorPortalRequest *self = data; /* gone when cancelled */
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) handle =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (handle != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      self->response == 0)
    return;
  unsubscribe (self);
  self->answer (2, NULL, error, self->data);
}

static void
on_response (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *name,
             GVariant *arguments,
             gpointer data)
{
  CorPortalRequest *self = data;
  g_autoptr (GVariant) results = NULL;
  guint code;

  if (!g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(ua{sv})")))
    return;
  unsubscribe (self);
  g_variant_get (arguments, "(u@a{sv})", &code, &results);
  self->answer (code, results, NULL, self->data);
}

/* Where the portal will answer is known before the call, so that no answer is missed. */
static char *
request_path (GDBusConnection *bus, const char *token)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (bus) + 1);

  return g_strconcat (COR_PORTAL_PATH "/request/", g_strdelimit (sender, ".", '_'), "/", token,
                      NULL);
}

static GVariant *
build_arguments (CorPortalQuestion *question)
{
  g_autoptr (GVariant) head = g_variant_ref_sink (question->head);
  GVariantBuilder arguments;

  g_variant_builder_init (&arguments, G_VARIANT_TYPE_TUPLE);
  for (gsize i = 0; i < g_variant_n_children (head); i++) {
    g_autoptr (GVariant) child = g_variant_get_child_value (head, i);
    g_variant_builder_add_value (&arguments, child);
  }
  g_variant_builder_add_value (&arguments, g_variant_dict_end (question->options));
  return g_variant_builder_end (&arguments);
}

CorPortalRequest *
cor_portal_request_new (GDBusConnection *bus,
                        CorPortalQuestion *question,
                        CorPortalAnswer answer,
                        gpointer data)
{
  CorPortalRequest *self = g_new0 (CorPortalRequest, 1);
  g_autofree char *token = g_strdup_printf ("cornetta%u", g_random_int ());
  g_autofree char *path = request_path (bus, token);

  self->bus = g_object_ref (bus);
  self->cancellable = g_cancellable_new ();
  self->answer = answer;
  self->data = data;
  self->response = g_dbus_connection_signal_subscribe (
    bus, COR_PORTAL_NAME, "org.freedesktop.portal.Request", "Response", path, NULL,
    G_DBUS_SIGNAL_FLAGS_NONE, on_response, self, NULL);
  g_variant_dict_insert (question->options, "handle_token", "s", token);
  g_dbus_connection_call (bus, COR_PORTAL_NAME, COR_PORTAL_PATH, question->interface,
                          question->method, build_arguments (question), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, on_called, self);
  return self;
}

void
cor_portal_request_free (CorPortalRequest *self)
{
  unsubscribe (self);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->bus);
  g_free (self);
}
