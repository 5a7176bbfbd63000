/* SPDX-License-Identifier: GPL-3.0-or-later
 * What can make the user's calls, and which of it is chosen. */
#include "config.h"
#include "session-private.h"
#include <glib/gi18n-lib.h>

CorDevice *
cor_session_find_device (CorSession *self, const char *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->devices));

  for (guint i = 0; i < n; i++) {
    g_autoptr (CorDevice) device = g_list_model_get_item (G_LIST_MODEL (self->devices), i);
    if (g_strcmp0 (cor_device_get_id (device), id) == 0)
      return device; /* the list keeps it */
  }
  return NULL;
}

static const CorCtiEndpoint *
find_endpoint (CorSession *self, const char *id)
{
  GPtrArray *endpoints = self->profile != NULL ? self->profile->endpoints : NULL;

  for (guint i = 0; endpoints != NULL && i < endpoints->len; i++) {
    const CorCtiEndpoint *endpoint = endpoints->pdata[i];
    if (g_strcmp0 (endpoint->id, id) == 0)
      return endpoint;
  }
  return NULL;
}

/* One that a line can be made of: see line-plan.c. That of a browser is the browser's. */
static gboolean
is_of_this_computer (const CorCtiEndpoint *endpoint)
{
  return endpoint->secret != NULL &&
         (g_str_equal (endpoint->type, "nethlink") || g_str_equal (endpoint->type, "mobile"));
}

/* The device that an endpoint of the server's is here: a web phone and this desktop share one
 * person, so anything that is not on a desk is this computer. */
static const char *
device_of_endpoint (CorSession *self, const char *id)
{
  const CorCtiEndpoint *endpoint = find_endpoint (self, id);

  if (endpoint == NULL)
    return NULL;
  return g_str_equal (endpoint->type, "physical") ? endpoint->id : COR_DEVICE_ID_THIS_COMPUTER;
}

/* Keeps the objects of devices that stay, so that windows see no flicker. */
static void
add_device (CorSession *self, GPtrArray *all, const char *id, CorDeviceKind kind, const char *name)
{
  CorDevice *device = cor_session_find_device (self, id);

  if (device != NULL) {
    g_object_ref (device);
  } else {
    device = cor_device_new (id, kind, name);
    /* Until the server has told of it a desk phone is taken for reachable: a call on one that is
     * not ends with the server's words, and a link that starts the program is not held up. */
    if (kind == COR_DEVICE_DESK_PHONE)
      cor_device_set_online (device, TRUE, NULL);
  }
  cor_device_set_name (device, name);
  g_ptr_array_add (all, device);
}

void
cor_session_build_devices (CorSession *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean here = self->profile == NULL;
  const char *chosen = COR_DEVICE_ID_THIS_COMPUTER;

  for (guint i = 0; self->profile != NULL && i < self->profile->endpoints->len; i++)
    here |= is_of_this_computer (self->profile->endpoints->pdata[i]);
  if (here)
    add_device (self, all, COR_DEVICE_ID_THIS_COMPUTER, COR_DEVICE_THIS_COMPUTER,
                _ ("This computer"));
  for (guint i = 0; self->profile != NULL && i < self->profile->endpoints->len; i++) {
    const CorCtiEndpoint *endpoint = self->profile->endpoints->pdata[i];
    if (g_str_equal (endpoint->type, "physical"))
      add_device (self, all, endpoint->id, COR_DEVICE_DESK_PHONE, endpoint->name);
  }
  g_list_store_splice (self->devices, 0, g_list_model_get_n_items (G_LIST_MODEL (self->devices)),
                       all->pdata, all->len);
  if (self->choosing > 0 && cor_session_find_device (self, self->texts[PROP_DEVICE]) != NULL)
    chosen = self->texts[PROP_DEVICE]; /* the profile may be older than the choice */
  else if (self->profile != NULL && self->profile->default_device != NULL &&
           device_of_endpoint (self, self->profile->default_device) != NULL)
    chosen = device_of_endpoint (self, self->profile->default_device);
  if (!here && all->len > 0 && g_str_equal (chosen, COR_DEVICE_ID_THIS_COMPUTER))
    chosen = cor_device_get_id (all->pdata[0]); /* what is left to call with */
  cor_session_set_text (self, PROP_DEVICE, chosen);
  cor_session_update_actions (self);
}

static void
on_default_device_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;

  self->choosing--;
  if (!cor_cti_set_default_device_finish (COR_CTI (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cor_session_emit_refused (self, error->message);
}

/* The server knows this computer by its own extension. */
const char *
cor_session_endpoint_of_device (CorSession *self, const char *id)
{
  GPtrArray *endpoints = self->profile->endpoints;

  if (!g_str_equal (id, COR_DEVICE_ID_THIS_COMPUTER))
    return id;
  for (guint i = 0; i < endpoints->len; i++) {
    const CorCtiEndpoint *endpoint = endpoints->pdata[i];
    if (g_str_equal (endpoint->type, "nethlink"))
      return endpoint->id;
  }
  return NULL;
}

void
cor_session_choose_device (CorSession *self, const char *id)
{
  const char *endpoint;

  if (g_strcmp0 (self->texts[PROP_DEVICE], id) == 0 || cor_session_find_device (self, id) == NULL)
    return;
  cor_session_set_text (self, PROP_DEVICE, id);
  cor_session_update_actions (self);
  if (self->profile == NULL)
    return;
  cor_session_probe_if_needed (self, id);
  endpoint = cor_session_endpoint_of_device (self, id);
  if (endpoint == NULL)
    return;
  self->choosing++;
  cor_session_set_server_default (self, endpoint);
  cor_cti_set_default_device_async (self->cti, endpoint, self->account_cancellable,
                                    on_default_device_set, g_object_ref (self));
}

/* Somebody chose it elsewhere: another program, the web page, the administrator. */
void
cor_session_note_default_device (CorSession *self, const char *endpoint)
{
  const char *device = device_of_endpoint (self, endpoint);

  if (device == NULL)
    return;
  cor_session_set_server_default (self, endpoint);
  cor_session_set_text (self, PROP_DEVICE, device);
  cor_session_update_actions (self);
}
