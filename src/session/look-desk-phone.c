/* SPDX-License-Identifier: GPL-3.0-or-later
 * The desk phone, as far as it can be seen from here: what the server says of
 * it, whether a road leads to it, and what two of its ports answer. */
#include "config.h"
#include "session-looks.h"
#include <glib/gi18n-lib.h>

#define PROBE_MS 2000
#define OTHER_PORT 443
#define YET_ANOTHER_PORT 80

typedef struct {
  CorRun *run;
  CorSession *session;
  char *device;
  guint left; /* probes */
} Look;

CorDevice *
cor_look_find_desk_phone (CorSession *self)
{
  CorDevice *device = cor_session_find_device (self, self->texts[PROP_DEVICE]);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->devices));

  if (device != NULL && cor_device_get_kind (device) == COR_DEVICE_DESK_PHONE)
    return device;
  for (guint i = 0; i < n; i++) {
    g_autoptr (CorDevice) each = g_list_model_get_item (G_LIST_MODEL (self->devices), i);

    if (cor_device_get_kind (each) == COR_DEVICE_DESK_PHONE)
      return each; /* the list keeps it */
  }
  return NULL;
}

/* Nothing is sent: the machine only says whether it would know whereto. */
static CorFact
find_road (GSocketAddress *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address),
                                             G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, &error);

  if (socket != NULL && g_socket_connect (socket, address, NULL, &error))
    return COR_FACT_YES;
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
             g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE) ||
             g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED)
           ? COR_FACT_NO
           : COR_FACT_UNKNOWN;
}

static CorAnswer
read_answer (CorProbeResult result)
{
  static const CorAnswer answers[] = { [COR_PROBE_OPEN] = COR_ANSWER_OPEN,
                                       [COR_PROBE_CLOSED] = COR_ANSWER_REFUSED,
                                       [COR_PROBE_NOWHERE] = COR_ANSWER_NONE };

  return answers[result];
}

static void
end_probe (Look *look)
{
  if (--look->left > 0)
    return;
  cor_run_end_look (look->run, COR_LOOK_PHONE);
  cor_run_unref (look->run);
  g_object_unref (look->session);
  g_free (look->device);
  g_free (look);
}

static void
on_web_probed (GObject *source, GAsyncResult *result, gpointer data)
{
  Look *look = data;
  CorFacts *facts = cor_run_get_facts (look->run);
  CorProbeResult outcome;
  guint ms;

  if (cor_probe_finish (result, &outcome, &ms, NULL)) {
    facts->phone_web = read_answer (outcome);
    facts->phone_ms = ms;
    cor_session_note_probe (look->session, look->device, outcome, ms);
  }
  end_probe (look);
}

static void
on_other_probed (GObject *source, GAsyncResult *result, gpointer data)
{
  Look *look = data;
  CorProbeResult outcome;
  guint ms;

  if (cor_probe_finish (result, &outcome, &ms, NULL))
    cor_run_get_facts (look->run)->phone_any = read_answer (outcome);
  end_probe (look);
}

static void
probe (CorSession *self, CorRun *run, const char *device, GSocketAddress *address)
{
  GInetSocketAddress *web = G_INET_SOCKET_ADDRESS (address);
  guint16 port = g_inet_socket_address_get_port (web);
  g_autoptr (GSocketAddress) other = g_inet_socket_address_new (
    g_inet_socket_address_get_address (web), port == OTHER_PORT ? YET_ANOTHER_PORT : OTHER_PORT);
  Look *look = g_new0 (Look, 1);

  look->run = cor_run_ref (run);
  look->session = g_object_ref (self);
  look->device = g_strdup (device);
  look->left = 2;
  cor_run_get_facts (run)->phone_port = port;
  cor_probe_async (address, PROBE_MS, cor_run_get_cancellable (run), on_web_probed, look);
  cor_probe_async (other, PROBE_MS, cor_run_get_cancellable (run), on_other_probed, look);
}

void
cor_look_at_desk_phone (CorSession *self, CorRun *run)
{
  CorFacts *facts = cor_run_get_facts (run);
  CorDevice *phone = cor_look_find_desk_phone (self);
  const char *id = phone != NULL ? cor_device_get_id (phone) : NULL;
  const CorReach *reach = id != NULL ? cor_session_get_reach (self, id) : NULL;
  g_autoptr (GSocketAddress) address = NULL;

  if (reach != NULL && self->cti != NULL) {
    address = cor_cti_dup_desk_address (self->cti, id, &facts->phone_needed);
    if (reach->told)
      facts->phone_registered = reach->registered ? COR_FACT_YES : COR_FACT_NO;
    facts->phone_rang = self->phone_rang;
    facts->phone_rang_text = g_strdup (self->phone_rang_text);
  }
  facts->phone_address = address != NULL ? COR_FACT_YES : COR_FACT_NO;
  if (address == NULL) {
    cor_run_end_look (run, COR_LOOK_PHONE);
    return;
  }
  facts->phone_route = find_road (address);
  probe (self, run, id, address);
}
