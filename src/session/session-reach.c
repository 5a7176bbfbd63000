/* SPDX-License-Identifier: GPL-3.0-or-later
 * What keeps a desk phone from ringing, known before the call.
 *
 * A phone that the server calls needs to be registered, and nothing else. One
 * that the server has this computer ask (which it learns when that happens, and
 * keeps) needs a way from here as well: it is looked for when the phone is
 * chosen, when the network changes, and told by each request. */
#include "config.h"
#include "session-record.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* A network that comes up does so in several steps. */
#define SETTLE_MS 1000
/* Phones whose way is kept, of all accounts. */
#define MAX_KEPT 16

static void
reach_free (gpointer data)
{
  CorReach *reach = data;

  g_free (reach->where);
  g_free (reach);
}

static CorReach *
get_reach (CorSession *self, const char *device)
{
  CorReach *reach = g_hash_table_lookup (self->reach, device);

  if (reach == NULL) {
    reach = g_new0 (CorReach, 1);
    reach->registered = TRUE; /* until the server has told of it */
    g_hash_table_insert (self->reach, g_strdup (device), reach);
  }
  return reach;
}

const CorReach *
cor_session_get_reach (CorSession *self, const char *device)
{
  return get_reach (self, device);
}

static const char *
describe (const CorReach *reach)
{
  if (!reach->registered)
    return _ ("Not reachable: check its power and network");
  if (!reach->needed)
    return reach->told ? _ ("Online, called by the server") : NULL;
  if (!reach->probed)
    return NULL;
  if (reach->result == COR_PROBE_OPEN)
    return _ ("Online, called over this network");
  return reach->result == COR_PROBE_CLOSED ? _ ("Its web interface does not answer")
                                           : _ ("Not reachable from this network");
}

static void
update_device (CorSession *self, const char *id)
{
  CorDevice *device = cor_session_find_device (self, id);
  const CorReach *reach = get_reach (self, id);
  gboolean away = reach->needed && reach->probed && reach->result == COR_PROBE_NOWHERE;

  if (device == NULL || cor_device_get_kind (device) != COR_DEVICE_DESK_PHONE)
    return;
  if (reach->registered && away)
    cor_device_set_away (device, describe (reach));
  else
    cor_device_set_online (device, reach->registered, describe (reach));
}

/* --- Looking for the way. --- */

void
cor_session_note_probe (CorSession *self, const char *device, CorProbeResult result, guint ms)
{
  CorReach *reach = get_reach (self, device);

  reach->probed = TRUE;
  reach->result = result;
  reach->ms = ms;
  update_device (self, device);
}

typedef struct {
  CorSession *session;
  char *device;
} Probe;

static void
on_probed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Probe *probe = user_data;
  g_autoptr (CorSession) self = probe->session;
  g_autofree char *device = probe->device;
  CorProbeResult outcome;
  guint ms;

  g_free (probe);
  if (!cor_probe_finish (result, &outcome, &ms, NULL)) /* the account is closed */
    return;
  g_debug ("session: phone %s: way %d, %u ms", device, outcome, ms);
  get_reach (self, device)->probing = FALSE;
  cor_session_note_probe (self, device, outcome, ms);
}

gboolean
cor_session_probe_device (CorSession *self, const char *id)
{
  CorReach *reach = get_reach (self, id);
  gboolean needed = FALSE;
  g_autoptr (GSocketAddress) address =
    self->cti != NULL ? cor_cti_dup_desk_address (self->cti, id, &needed) : NULL;
  Probe *probe;

  reach->needed = needed;
  if (address == NULL || reach->probing)
    return reach->probing;
  reach->probing = TRUE;
  probe = g_new0 (Probe, 1);
  probe->session = g_object_ref (self);
  probe->device = g_strdup (id);
  cor_probe_async (address, COR_REACH_PROBE_MS, self->account_cancellable, on_probed, probe);
  return TRUE;
}

/* Of all phones that need a way, since the user may choose any. */
static void
probe_needed (CorSession *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->devices));

  for (guint i = 0; i < n; i++) {
    g_autoptr (CorDevice) device = g_list_model_get_item (G_LIST_MODEL (self->devices), i);
    const char *id = cor_device_get_id (device);

    if (cor_device_get_kind (device) == COR_DEVICE_DESK_PHONE && get_reach (self, id)->needed)
      cor_session_probe_device (self, id);
  }
}

static gboolean
on_settled (gpointer user_data)
{
  CorSession *self = user_data;

  self->settle_source = 0;
  cor_session_check_gateway (self);
  if (self->retry_source != 0)
    cor_session_refresh_account (self);
  probe_needed (self);
  return G_SOURCE_REMOVE;
}

static void
on_network_changed (CorSession *self)
{
  if (self->settle_source == 0)
    self->settle_source = g_timeout_add (SETTLE_MS, on_settled, self);
}

/* --- Which phones need one: kept, so that the first call already knows. --- */

static char *
build_kept (CorSession *self, const char *device)
{
  return g_strjoin (" ", self->texts[PROP_HOST], self->texts[PROP_USER_NAME], device, "", NULL);
}

static void
keep (CorSession *self, const char *device, guint16 port)
{
  g_autofree char *prefix = build_kept (self, device);
  g_auto (GStrv) kept = g_settings_get_strv (self->settings, "phones-to-ask");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *line = g_strdup_printf ("%s%u", prefix, port);
  g_auto (GStrv) lines = NULL;

  if (self->demo != NULL || g_strv_contains ((const char *const *)kept, line))
    return;
  g_strv_builder_add (builder, line);
  for (guint i = 0; kept[i] != NULL && i < MAX_KEPT - 1; i++)
    if (!g_str_has_prefix (kept[i], prefix))
      g_strv_builder_add (builder, kept[i]);
  lines = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "phones-to-ask", (const char *const *)lines);
}

static void
recall (CorSession *self, const char *device)
{
  g_autofree char *prefix = build_kept (self, device);
  g_auto (GStrv) kept = g_settings_get_strv (self->settings, "phones-to-ask");
  guint64 port;

  for (guint i = 0; kept[i] != NULL; i++)
    if (g_str_has_prefix (kept[i], prefix) &&
        g_ascii_string_to_unsigned (kept[i] + strlen (prefix), 10, 1, 65535, &port, NULL))
      cor_cti_set_desk_port (self->cti, device, (guint16)port);
}

/* --- What the server tells. --- */

static gboolean
has_moved (CorSession *self, CorReach *reach, const char *device)
{
  g_autoptr (GSocketAddress) address = cor_cti_dup_desk_address (self->cti, device, &reach->needed);
  g_autofree char *now =
    address != NULL ? g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address)) : NULL;

  if (g_strcmp0 (reach->where, now) == 0)
    return FALSE;
  g_free (reach->where);
  reach->where = g_steal_pointer (&now);
  return TRUE;
}

void
cor_session_note_extension (CorSession *self,
                            const char *exten,
                            const char *status,
                            gboolean online)
{
  CorDevice *device = cor_session_find_device (self, exten);
  CorReach *reach;
  gboolean moved;

  cor_session_follow_recording (self);
  if (device == NULL || cor_device_get_kind (device) != COR_DEVICE_DESK_PHONE)
    return;
  reach = get_reach (self, exten);
  if (!reach->told)
    recall (self, exten);
  reach->told = TRUE;
  reach->registered = online;
  moved = has_moved (self, reach, exten);
  update_device (self, exten);
  if (moved)
    cor_session_probe_if_needed (self, exten);
}

void
cor_session_probe_if_needed (CorSession *self, const char *id)
{
  gboolean needed = FALSE;
  g_autoptr (GSocketAddress) address =
    self->cti != NULL ? cor_cti_dup_desk_address (self->cti, id, &needed) : NULL;

  if (address != NULL && needed)
    cor_session_probe_device (self, id);
}

void
cor_session_note_desk_reach (CorSession *self, const char *id, gboolean reached)
{
  CorReach *reach = get_reach (self, id);
  g_autoptr (GSocketAddress) address = cor_cti_dup_desk_address (self->cti, id, &reach->needed);

  if (address != NULL)
    keep (self, id, g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  if (reached) {
    reach->probed = TRUE;
    reach->result = COR_PROBE_OPEN;
    update_device (self, id);
  } else {
    cor_session_probe_device (self, id);
  }
}

void
cor_session_watch_reach (CorSession *self)
{
  self->reach = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, reach_free);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (on_network_changed), self, G_CONNECT_SWAPPED);
}

void
cor_session_forget_reach (CorSession *self)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_hash_table_remove_all (self->reach);
}
