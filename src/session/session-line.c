/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phone of this computer and its line: what the account offers, or what
 * the command line says. */
#include "config.h"
#include "session-private.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* Where the SIP line goes when it is not where the server's profile says. */
typedef struct {
  char *proxy; /* host:port */
  CorTransport transport;
} CorSipOverride;

/* --- What the user sees of the line. --- */

static char *
line_text (CorSession *self)
{
  g_autofree char *label = NULL;

  if (self->line == NULL)
    return g_strdup (self->state == COR_SESSION_READY ? _ ("No line") : _ ("Signed out"));
  label = cor_line_dup_label (self->line);
  switch (cor_line_get_state (self->line)) {
  case COR_LINE_READY:
    /* Translators: %s is the extension; at 360 pixels there is room for nine letters in all. */
    return g_strdup_printf (_ ("%s Ready"), label);
  case COR_LINE_REGISTERING:
    return g_strdup_printf (_ ("%s Connecting"), label);
  case COR_LINE_FAILED:
    return g_strdup_printf (_ ("%s Not connected"), label);
  case COR_LINE_OFFLINE:
  default:
    return g_strdup_printf (_ ("%s Offline"), label);
  }
}

static void
update_this_computer (CorSession *self)
{
  CorDevice *device = cor_session_find_device (self, COR_DEVICE_ID_THIS_COMPUTER);
  g_autofree char *reason = self->line != NULL ? cor_line_dup_reason (self->line) : NULL;

  if (device != NULL)
    cor_device_set_online (
      device, self->line != NULL && cor_line_get_state (self->line) == COR_LINE_READY, reason);
}

static void
on_line_changed (CorSession *self)
{
  g_autofree char *text = line_text (self);

  update_this_computer (self);
  cor_session_set_text (self, PROP_LINE_TEXT, text);
  cor_session_notify (self, PROP_LINE_STATE);
  cor_session_update_trouble (self);
  if (self->line != NULL && cor_line_get_state (self->line) == COR_LINE_READY) {
    cor_session_take_default (self);
    cor_session_try_waiting (self);
  }
}

static void
on_incoming (CorSession *self, CorCall *call)
{
  cor_twins_take_here (self->twins, call);
}

/* --- The phone. --- */

static gboolean
is_loopback (const char *server)
{
  g_autoptr (GSocketConnectable) address = g_network_address_parse (server, 5060, NULL);
  const char *host =
    address != NULL ? g_network_address_get_hostname (G_NETWORK_ADDRESS (address)) : server;
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 ||
         (inet != NULL && g_inet_address_get_is_loopback (inet));
}

static void
on_old_phone_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  cor_phone_stop_finish (COR_PHONE (source), result, NULL);
}

/* The stack binds its sockets once, so a server on loopback needs a phone of its own. */
static gboolean
ensure_phone (CorSession *self, const char *server, GError **error)
{
  gboolean loopback = is_loopback (server);
  CorPhoneConfig config = {
    .interface = loopback ? "127.0.0.1" : NULL,
    .ca_file = g_getenv ("CORNETTA_CA_FILE"),
  };

  if (self->phone != NULL && self->phone_on_loopback == loopback)
    return TRUE;
  if (self->phone != NULL) {
    cor_ringer_set_phone (self->ringer, NULL);
    cor_phone_stop_async (self->phone, on_old_phone_stopped, NULL);
    g_clear_object (&self->phone);
  }
  self->phone = cor_phone_new (&config, error);
  if (self->phone == NULL)
    return FALSE;
  self->phone_on_loopback = loopback;
  cor_ringer_set_phone (self->ringer, self->phone);
  g_signal_connect_object (self->phone, "notify::audio-trouble",
                           G_CALLBACK (cor_session_update_trouble), self, G_CONNECT_SWAPPED);
  for (guint role = 0; role < 3; role++)
    cor_session_set_audio_device (self, role, NULL);
  return TRUE;
}

static void
add_line (CorSession *self, const CorSipAccount *account)
{
  const char *server = account->proxy != NULL ? account->proxy : account->domain;
  g_autoptr (GError) error = NULL;

  cor_session_drop_line (self);
  if (ensure_phone (self, server, &error))
    self->line = cor_phone_add_sip_line (self->phone, account, &error);
  if (self->line == NULL) {
    cor_session_emit_refused (self, error->message);
    on_line_changed (self);
    return;
  }
  g_signal_connect_object (self->line, "notify", G_CALLBACK (on_line_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->line, "incoming", G_CALLBACK (on_incoming), self,
                           G_CONNECT_SWAPPED);
  cor_line_connect (self->line);
  on_line_changed (self);
}

void
cor_session_drop_line (CorSession *self)
{
  if (self->line == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->line, self);
  cor_line_disconnect (self->line);
  g_clear_object (&self->line);
  if (!self->stopping)
    on_line_changed (self);
}

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

/* The key of SDES would travel in clear by the other transports. */
static CorSrtp
srtp_for (CorTransport transport)
{
  return transport == COR_TRANSPORT_TLS ? COR_SRTP_OPTIONAL : COR_SRTP_OFF;
}

/* --- From the server's profile. --- */

/* The extension that belongs to this desktop. A stock server reaches "nethlink" by its WebRTC
 * gateway; "mobile" is the one that it offers to plain SIP. */
static const CorCtiEndpoint *
find_sip_endpoint (CorSession *self)
{
  static const char *const order[] = { "nethlink", "mobile" };
  GPtrArray *endpoints = self->profile->endpoints;

  for (guint k = 0; k < G_N_ELEMENTS (order); k++)
    for (guint i = 0; i < endpoints->len; i++) {
      const CorCtiEndpoint *endpoint = endpoints->pdata[i];
      if (g_str_equal (endpoint->type, order[k]) && endpoint->secret != NULL)
        return endpoint;
    }
  return NULL;
}

/* The demo's own server, else what the user has set; NULL for what the profile says. */
static CorSipOverride *
dup_override (CorSession *self)
{
  g_autofree char *proxy = g_settings_get_string (self->settings, "sip-proxy");
  g_autofree char *transport = g_settings_get_string (self->settings, "sip-transport");
  CorSipOverride *override;

  if (self->demo == NULL && *proxy == '\0')
    return NULL;
  override = g_new0 (CorSipOverride, 1);
  if (self->demo != NULL) {
    override->proxy = g_strdup_printf ("127.0.0.1:%u", cor_demo_process_get_sip_port (self->demo));
    override->transport = COR_TRANSPORT_UDP;
  } else {
    override->proxy = g_steal_pointer (&proxy);
    parse_transport (transport, &override->transport, NULL);
  }
  return override;
}

static void
sip_override_free (CorSipOverride *override)
{
  g_free (override->proxy);
  g_free (override);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorSipOverride, sip_override_free)

static void
build_from_profile (CorSession *self, const CorCtiConfig *config)
{
  const CorCtiEndpoint *endpoint = find_sip_endpoint (self);
  g_autoptr (CorSipOverride) override = dup_override (self);
  g_autofree char *proxy = NULL;
  const char *domain = config != NULL ? config->voice_endpoint : NULL;
  CorSipAccount account = { .transport = COR_TRANSPORT_TLS, .srtp = COR_SRTP_OPTIONAL };

  if (endpoint == NULL) {
    cor_session_drop_line (self);
    on_line_changed (self);
    return;
  }
  if (override != NULL) {
    proxy = g_strdup (override->proxy);
    account.transport = override->transport;
    account.srtp = srtp_for (override->transport);
  } else if (self->profile->proxy_fqdn != NULL)
    proxy = g_strdup_printf ("%s:5061", self->profile->proxy_fqdn);
  account.user = endpoint->user != NULL ? endpoint->user : endpoint->id;
  account.password = endpoint->secret;
  account.domain = domain != NULL ? domain : self->texts[PROP_HOST];
  account.proxy = proxy;
  account.label = endpoint->id;
  account.display_name = self->profile->name;
  add_line (self, &account);
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

/* --- From the command line. --- */

gboolean
cor_session_use_sip_account (CorSession *self, const CorSessionSipAccount *account, GError **error)
{
  CorTransport transport;
  CorSipAccount sip = { NULL };

  if (!parse_transport (account->transport, &transport, error))
    return FALSE;
  sip.user = sip.label = account->user;
  sip.password = account->password;
  sip.domain = account->server;
  sip.transport = transport;
  sip.srtp = srtp_for (transport);
  self->plain_sip = TRUE;
  cor_session_set_text (self, PROP_EXTENSION, account->user);
  cor_session_set_text (self, PROP_HOST, account->server);
  cor_session_build_devices (self);
  cor_session_set_state (self, COR_SESSION_READY);
  add_line (self, &sip);
  return TRUE;
}

/* --- Sound. --- */

static const char *const audio_keys[] = { "microphone", "speaker", "ringer" };

GListModel *
cor_session_get_audio_devices (CorSession *self, guint role)
{
  g_return_val_if_fail (role < G_N_ELEMENTS (audio_keys), NULL);
  return self->phone != NULL ? cor_phone_get_audio_devices (self->phone, (CorAudioRole)role) : NULL;
}

char *
cor_session_dup_audio_device (CorSession *self, guint role)
{
  g_return_val_if_fail (role < G_N_ELEMENTS (audio_keys), NULL);
  return g_settings_get_string (self->settings, audio_keys[role]);
}

void
cor_session_set_audio_device (CorSession *self, guint role, const char *name)
{
  g_autofree char *kept = NULL;

  g_return_if_fail (role < G_N_ELEMENTS (audio_keys));
  if (name != NULL)
    g_settings_set_string (self->settings, audio_keys[role], name);
  kept = g_settings_get_string (self->settings, audio_keys[role]);
  if (self->phone != NULL)
    cor_phone_set_audio_device (self->phone, (CorAudioRole)role, *kept != '\0' ? kept : NULL);
}
