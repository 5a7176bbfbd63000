/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which ways this computer has to be a phone: from the server's profile and
 * its user's settings, or from the command line. */
#include "config.h"
#include "session-private.h"
#include "gateway/gateway.h"
#include "line-chooser.h"
#include <glib/gi18n-lib.h>

static gboolean
parse_transport (const char *text, CorTransport *ret_transport, GError **error)
{
  static const char *const words[] = { "udp", "tcp", "tls" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (text, words[i]) == 0) {
      *ret_transport = (CorTransport)i;
      return TRUE;
    }
  g_set_error (error, COR_PHONE_ERROR, COR_PHONE_ERROR_ACCOUNT,
               _ ("“%s” is no SIP transport. Use udp, tcp or tls."), text);
  return FALSE;
}

static gboolean
check_encryption (const char *text, GError **error)
{
  static const char *const words[] = { "auto", "off", "optional", "required", NULL };

  if (text == NULL || g_strv_contains (words, text))
    return TRUE;
  g_set_error (error, COR_PHONE_ERROR, COR_PHONE_ERROR_ACCOUNT,
               _ ("“%s” is no way to encrypt calls. Use auto, off, optional or required."), text);
  return FALSE;
}

/* --- Lines. --- */

static CorLine *
make_gateway_line (CorSession *self, const CorWay *way, GError **error)
{
  g_autoptr (CorHttp) http = cor_http_new (g_getenv ("CORNETTA_CA_FILE"));
  const CorGatewayAccount account = { .url = way->server,
                                      .user = way->user,
                                      .password = way->password,
                                      .domain = way->domain,
                                      .port = way->port,
                                      .display_name = way->name,
                                      .label = way->label };

  return cor_gateway_line_new (COR_PEER_SOURCE (self->phone), http, self->clock, &account, error);
}

static CorLine *
make_sip_line (CorSession *self, const CorWay *way, GError **error)
{
  const CorSipAccount account = { .user = way->user,
                                  .password = way->password,
                                  .domain = way->domain,
                                  .proxy = way->server,
                                  .transport = way->transport,
                                  .srtp = way->srtp,
                                  .label = way->label,
                                  .display_name = way->name };

  return cor_phone_add_sip_line (self->phone, &account, error);
}

static CorLine *
make_line (const CorWay *way, gpointer session, GError **error)
{
  CorSession *self = session;
  CorLine *line;

  if (!cor_session_ensure_phone (self, cor_way_get_loopback (way), error))
    return NULL;
  if (way->kind == COR_WAY_SIP)
    return make_sip_line (self, way, error);
  line = make_gateway_line (self, way, error);
  g_set_weak_pointer (&self->gateway, line);
  return line;
}

/* plan: taken. */
static void
use_plan (CorSession *self, GPtrArray *plan)
{
  const CorLineMaker maker = { make_line, self, self->clock };
  g_autoptr (CorLine) line = NULL;

  cor_session_drop_line (self);
  if (plan->len == 0) {
    g_ptr_array_unref (plan);
    cor_session_note_line (self);
    return;
  }
  line = cor_line_chooser_new (plan, &maker);
  cor_session_take_line (self, line);
}

/* --- From the server's profile. --- */

/* The demo's own server, else what the user has set; NULL for what the profile says. */
static char *
dup_proxy (CorSession *self, CorTransport *ret_transport)
{
  g_autofree char *proxy = g_settings_get_string (self->settings, "sip-proxy");
  g_autofree char *transport = g_settings_get_string (self->settings, "sip-transport");

  *ret_transport = COR_TRANSPORT_UDP;
  if (self->demo != NULL)
    return g_strdup_printf ("127.0.0.1:%u", cor_demo_process_get_sip_port (self->demo));
  if (*proxy == '\0')
    return NULL;
  parse_transport (transport, ret_transport, NULL);
  return g_steal_pointer (&proxy);
}

static void
build_from_profile (CorSession *self, const CorCtiConfig *config)
{
  g_autofree char *wish = g_settings_get_string (self->settings, "line");
  g_autofree char *gateway = g_settings_get_string (self->settings, "gateway-url");
  g_autofree char *encryption = g_settings_get_string (self->settings, "sip-encryption");
  CorOffer offer = { .profile = self->profile,
                     .config = config,
                     .host = self->texts[PROP_HOST],
                     .encryption = self->demo == NULL ? encryption : NULL,
                     .demo = self->demo != NULL,
                     .wish = wish,
                     .gateway = *gateway != '\0' ? gateway : NULL };
  g_autofree char *proxy = dup_proxy (self, &offer.transport);

  offer.proxy = proxy;
  use_plan (self, cor_line_plan_new (&offer));
}

static void
on_config (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CorCtiConfig) config = cor_cti_fetch_config_finish (COR_CTI (source), result, &error);

  if (self->cti != COR_CTI (source))
    return;
  self->line_pending = FALSE;
  /* Every key of it is optional, and so is the whole. */
  if (self->profile != NULL && self->line == NULL)
    build_from_profile (self, config);
  cor_session_try_waiting (self);
}

void
cor_session_build_line (CorSession *self)
{
  if (self->line != NULL || self->line_pending)
    return;
  self->line_pending = TRUE;
  cor_cti_fetch_config_async (self->cti, self->account_cancellable, on_config, g_object_ref (self));
}

void
cor_session_check_gateway (CorSession *self)
{
  if (self->gateway != NULL)
    cor_gateway_line_on_network_changed (COR_GATEWAY_LINE (self->gateway));
}

/* --- When its user wishes otherwise. --- */

static gboolean
is_calling_here (CorSession *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->calls));

  for (guint i = 0; i < n; i++) {
    g_autoptr (CorCall) call = g_list_model_get_item (G_LIST_MODEL (self->calls), i);

    if (cor_call_is_on_this_computer (call) && cor_call_get_state (call) != COR_CALL_ENDED)
      return TRUE;
  }
  return FALSE;
}

/* Several settings are one wish, and a call is not cut by it. */
static gboolean
on_wish_due (gpointer session)
{
  CorSession *self = session;

  if (is_calling_here (self))
    return G_SOURCE_CONTINUE;
  self->wish_source = 0;
  if (self->profile == NULL || self->stopping)
    return G_SOURCE_REMOVE;
  cor_session_drop_line (self);
  cor_session_build_line (self);
  return G_SOURCE_REMOVE;
}

static void
on_wish_changed (CorSession *self)
{
  if (self->wish_source == 0 && self->profile != NULL)
    self->wish_source = g_timeout_add_seconds (1, on_wish_due, self);
}

void
cor_session_follow_wish (CorSession *self)
{
  static const char *const signals[] = { "changed::line", "changed::gateway-url",
                                         "changed::sip-proxy", "changed::sip-transport",
                                         "changed::sip-encryption" };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (self->settings, signals[i], G_CALLBACK (on_wish_changed), self,
                             G_CONNECT_SWAPPED);
}

/* --- From the command line. --- */

gboolean
cor_session_use_sip_account (CorSession *self, const CorSessionSipAccount *account, GError **error)
{
  CorTransport transport;
  GPtrArray *plan;
  CorWay *way;

  if (!parse_transport (account->transport, &transport, error) ||
      !check_encryption (account->encryption, error))
    return FALSE;
  way = g_new0 (CorWay, 1);
  way->kind = COR_WAY_SIP;
  way->user = g_strdup (account->user);
  way->label = g_strdup (account->user);
  way->password = g_strdup (account->password);
  way->domain = g_strdup (account->server);
  way->transport = transport;
  way->srtp = cor_srtp_for (transport, account->encryption);
  way->why = _ ("This SIP account was given when Cornetta was started.");
  plan = g_ptr_array_new_with_free_func ((GDestroyNotify)cor_way_free);
  g_ptr_array_add (plan, way);
  self->plain_sip = TRUE;
  cor_session_set_text (self, PROP_EXTENSION, account->user);
  cor_session_set_text (self, PROP_HOST, account->server);
  cor_session_build_devices (self);
  cor_session_set_state (self, COR_SESSION_READY);
  use_plan (self, plan);
  return TRUE;
}

/* --- For whoever shows it. --- */

char *
cor_session_dup_line_why (CorSession *self)
{
  return self->line != NULL && COR_IS_LINE_CHOOSER (self->line)
           ? cor_line_chooser_dup_why (COR_LINE_CHOOSER (self->line))
           : NULL;
}

gboolean
cor_session_line_is_deaf (CorSession *self)
{
  return self->line != NULL && COR_IS_LINE_CHOOSER (self->line) &&
         cor_line_get_state (self->line) == COR_LINE_READY &&
         cor_line_chooser_get_way (COR_LINE_CHOOSER (self->line))->deaf;
}

/* --- The end. --- */

static void
on_gateway_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  cor_gateway_line_stop_finish (COR_GATEWAY_LINE (source), result, NULL);
  g_task_return_boolean (task, TRUE);
}

void
cor_session_stop_gateway_async (CorSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cor_session_stop_gateway_async);
  if (self->gateway != NULL) {
    cor_gateway_line_stop_async (COR_GATEWAY_LINE (self->gateway), on_gateway_stopped, task);
    return;
  }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}
