/* SPDX-License-Identifier: GPL-3.0-or-later
 * Desk phones that the server does not reach itself: it has this computer ask
 * the phone's web interface. And what is left when a phone does not ring:
 *
 *   ask the phone  -- 3 s -->  ask the server once more  -->  the call is "stuck"
 *
 * A phone that does not ring within 5 s, by whatever road, is stuck too. */
#include "config.h"
#include "desk-private.h"
#include "cti-private.h"
#include <glib/gi18n-lib.h>

#define STUCK_MS 5000
#define WEB_PORT 80

static gboolean
server_is_here (CorDesk *self)
{
  g_autoptr (GUri) uri = g_uri_parse (self->cti->host->origin, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && cor_host_is_loopback (g_uri_get_host (uri));
}

static gboolean
has_address (const CorExten *phone, GInetAddress *address)
{
  g_autoptr (GInetAddress) known = g_inet_address_new_from_string (phone->ip);

  return known != NULL && g_inet_address_equal (known, address);
}

/* The user's own phone at this address, as the server itself told of it; or NULL. */
static const CorExten *
find_phone_at (CorDesk *self, GInetAddress *address)
{
  GHashTableIter iter;
  gpointer phone;

  g_hash_table_iter_init (&iter, self->phones);
  while (g_hash_table_iter_next (&iter, NULL, &phone))
    if (cor_desk_is_phone (self, ((CorExten *)phone)->exten) && has_address (phone, address))
      return phone;
  return NULL;
}

/* The newest call that this phone is to begin, and has not. */
static CorDeskCall *
find_beginning (CorDesk *self, const char *device)
{
  for (guint i = self->calls->len; i-- > 0;) {
    CorDeskCall *desk_call = g_ptr_array_index (self->calls, i);

    if (desk_call->number != NULL && desk_call->conversation == NULL &&
        g_str_equal (desk_call->device, device))
      return desk_call;
  }
  return NULL;
}

static CorCall *
find_going_on (CorDesk *self, const char *device)
{
  for (guint i = self->calls->len; i-- > 0;) {
    CorDeskCall *desk_call = g_ptr_array_index (self->calls, i);

    if (desk_call->conversation != NULL && g_str_equal (desk_call->device, device))
      return desk_call->call;
  }
  return NULL;
}

static char *
describe_unreachable (CorDesk *self, const char *device)
{
  const CorCtiEndpoint *endpoint = cor_desk_find_endpoint (self, device);

  return g_strdup_printf (_ ("“%s” is not reachable from this network."),
                          endpoint != NULL ? endpoint->name : device);
}

static gboolean
on_stuck (gpointer user_data)
{
  CorDeskCall *desk_call = user_data;

  desk_call->stuck_timer = 0;
  if (!desk_call->leaving)
    cor_call_set_stuck (desk_call->call, TRUE);
  return G_SOURCE_REMOVE;
}

void
cor_desk_note_road (CorDesk *self, CorDeskCall *desk_call)
{
  if (desk_call->number != NULL && desk_call->conversation == NULL && !desk_call->asked)
    g_hash_table_remove (self->lan, desk_call->device);
}

void
cor_desk_watch_stuck (CorDesk *self, CorDeskCall *desk_call)
{
  desk_call->stuck_timer = cor_clock_start (self->cti->clock, STUCK_MS, on_stuck, desk_call);
}

void
cor_desk_give_up (CorDesk *self, CorDeskCall *desk_call, CorCallEnd end, const char *text)
{
  if (!desk_call->leaving)
    cor_call_set_stuck (desk_call->call, TRUE);
  cor_call_set_ended (desk_call->call, end, text);
  cor_desk_forget (self, desk_call);
}

/* Somebody else, such as the CTI's web page, wanted it; or it was a key of a call. */
static void
tell_unreachable (CorDesk *self, const char *device)
{
  g_autofree char *text = describe_unreachable (self, device);
  CorCall *call = find_going_on (self, device);

  if (call != NULL)
    cor_call_set_trouble (call, text);
  else
    cor_desk_tell_trouble (self, text);
}

static gboolean
is_call (const char *kind)
{
  return g_str_equal (kind, "call");
}

void
cor_desk_on_errand_done (const CorErrand *errand, gboolean done, gpointer user_data)
{
  CorDesk *self = user_data;
  CorDeskCall *desk_call = is_call (errand->kind) ? find_beginning (self, errand->device) : NULL;

  cor_desk_tell_reach (self, errand->device, done);
  if (done)
    return;
  if (desk_call == NULL)
    tell_unreachable (self, errand->device);
  else if (!desk_call->leaving && desk_call->tries == 1)
    cor_desk_request_call (self, desk_call);
}

/* The server was asked once more, and knows nothing but this phone's web interface. */
static gboolean
has_failed_before (CorDesk *self, const char *device)
{
  CorDeskCall *desk_call = find_beginning (self, device);
  g_autofree char *text = NULL;

  if (desk_call == NULL || desk_call->tries < 2)
    return FALSE;
  text = describe_unreachable (self, device);
  cor_desk_give_up (self, desk_call, COR_CALL_END_FAILED, text);
  return TRUE;
}

static gboolean
was_hung_up (CorDesk *self, const char *device)
{
  CorDeskCall *desk_call = find_beginning (self, device);

  return desk_call != NULL && desk_call->leaving;
}

static void
run (CorDesk *self, const CorExten *phone, CorLanUrl *url, const char *kind)
{
  CorErrand *errand = g_new0 (CorErrand, 1);
  CorDeskCall *desk_call = is_call (kind) ? find_beginning (self, phone->exten) : NULL;

  if (desk_call != NULL)
    desk_call->asked = TRUE;

  errand->url = url;
  errand->device = g_strdup (phone->exten);
  errand->kind = g_strdup (kind);
  errand->redirect_is_done = g_ascii_strncasecmp (phone->agent, "snom", 4) == 0;
  cor_desk_set_port (self, phone->exten, url->port);
  if (!cor_errands_push (self->errands, errand))
    g_debug ("desk: too much to do at %s: refused", phone->exten);
}

void
cor_desk_on_errand (CorDesk *self, const char *text, const char *kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CorLanUrl) url = cor_lan_url_parse (text, server_is_here (self), &error);
  const CorExten *phone = url != NULL ? find_phone_at (self, url->address) : NULL;

  if (url == NULL)
    g_debug ("desk: a URL of a phone was refused: %s", error->message);
  else if (phone == NULL)
    g_debug ("desk: a URL was refused: %s is no phone of this user's", url->shown);
  else if (is_call (kind) && was_hung_up (self, phone->exten))
    g_debug ("desk: a call was refused: its user has hung up");
  else if (!is_call (kind) || !has_failed_before (self, phone->exten))
    run (self, phone, g_steal_pointer (&url), kind);
}

void
cor_desk_set_port (CorDesk *self, const char *device, guint16 port)
{
  if (cor_desk_is_phone (self, device))
    g_hash_table_replace (self->lan, g_strdup (device), GUINT_TO_POINTER (port));
}

GSocketAddress *
cor_desk_dup_address (CorDesk *self, const char *device, gboolean *ret_needed)
{
  const CorExten *phone = g_hash_table_lookup (self->phones, device);
  g_autoptr (GInetAddress) address =
    phone != NULL ? g_inet_address_new_from_string (phone->ip) : NULL;
  guint port = GPOINTER_TO_UINT (g_hash_table_lookup (self->lan, device));

  *ret_needed = port != 0;
  if (address == NULL || (!cor_lan_is_private (address) &&
                          !(g_inet_address_get_is_loopback (address) && server_is_here (self))))
    return NULL;
  return g_inet_socket_address_new (address, (guint16)(port != 0 ? port : WEB_PORT));
}
