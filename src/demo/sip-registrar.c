/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who is where: REGISTER, and the proof of who asks. */
#include "sip-private.h"
#include <stdlib.h>
#include <string.h>

#define NONCE_LIFE_S 300
#define MAX_EXPIRES_S 3600
#define MAX_BINDINGS 10

void
cor_binding_free (gpointer data)
{
  CorBinding *binding = data;
  g_free (binding->user);
  g_free (binding->uri);
  g_free (binding->agent);
  g_free (binding);
}

/* --- digest --- */

/* Says when it was made, so that none need be remembered. */
static char *
make_nonce (CorSipThread *thread, gint64 time)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_MD5, thread->nonce_key, sizeof thread->nonce_key);
  g_autofree char *text = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", time);
  g_hmac_update (hmac, (const guchar *)text, -1);
  return g_strconcat (text, g_hmac_get_string (hmac), NULL);
}

static gboolean
is_fresh (CorSipThread *thread, const struct pl *nonce)
{
  char text[64];
  gint64 now = g_get_monotonic_time () / G_USEC_PER_SEC;
  if (nonce->l >= sizeof text || pl_strcpy (nonce, text, sizeof text))
    return FALSE;
  g_autofree char *head = g_strndup (text, 16);
  gint64 time = g_ascii_strtoll (head, NULL, 16);
  g_autofree char *own = make_nonce (thread, time);
  return g_str_equal (own, text) && now - time < NONCE_LIFE_S;
}

static void
challenge (CorSipThread *thread, const struct sip_msg *msg, gboolean stale)
{
  g_autofree char *nonce = make_nonce (thread, g_get_monotonic_time () / G_USEC_PER_SEC);
  (void)sip_treplyf (NULL, NULL, thread->sip, msg, false, 401, "Unauthorized",
                     "WWW-Authenticate: Digest realm=\"%s\", nonce=\"%s\", algorithm=MD5, "
                     "qop=\"auth\"%s\r\nContent-Length: 0\r\n\r\n",
                     COR_SIP_REALM, nonce, stale ? ", stale=true" : "");
}

const char *
cor_sip_authenticate (CorSipThread *thread, const struct sip_msg *msg)
{
  const struct sip_hdr *header = sip_msg_hdr (msg, SIP_HDR_AUTHORIZATION);
  struct httpauth_digest_resp response;
  char user[64];
  guint8 ha1[MD5_SIZE];
  gpointer own;
  const char *secret;
  if (!header || httpauth_digest_response_decode (&response, &header->val) ||
      pl_strcpy (&response.username, user, sizeof user)) {
    challenge (thread, msg, FALSE);
    return NULL;
  }
  gboolean known = g_hash_table_lookup_extended (thread->secrets, user, &own, (gpointer *)&secret);
  if (!known || md5_printf (ha1, "%s:%s:%s", user, COR_SIP_REALM, secret) ||
      pl_strcmp (&response.realm, COR_SIP_REALM) ||
      httpauth_digest_response_auth (&response, &msg->met, ha1)) {
    challenge (thread, msg, FALSE);
    return NULL;
  }
  if (!is_fresh (thread, &response.nonce)) {
    challenge (thread, msg, TRUE);
    return NULL;
  }
  return own;
}

/* --- bindings --- */

static void
tell (CorSipThread *thread, const char *user, const struct sip_msg *msg, const char *agent)
{
  CorSipEvent event = { COR_SIP_EVENT_UNREGISTERED };
  g_strlcpy (event.from, user, sizeof event.from);
  if (msg) {
    event.kind = COR_SIP_EVENT_REGISTERED;
    (void)re_snprintf (event.address, sizeof event.address, "%j", &msg->src);
    event.port = sa_port (&msg->src);
    g_strlcpy (event.agent, agent, sizeof event.agent);
  }
  cor_sip_tell (thread, &event);
}

static guint
count_of (CorSipThread *thread, const char *user)
{
  guint n = 0;
  for (guint i = 0; i < thread->bindings->len; i++)
    n += g_str_equal (((CorBinding *)thread->bindings->pdata[i])->user, user);
  return n;
}

static void
drop (CorSipThread *thread, guint index)
{
  CorBinding *binding = thread->bindings->pdata[index];
  g_autofree char *user = g_strdup (binding->user);
  g_ptr_array_remove_index (thread->bindings, index);
  if (!count_of (thread, user))
    tell (thread, user, NULL, NULL);
}

/* uri NULL: all of the user's. */
static void
drop_binding (CorSipThread *thread, const char *user, const char *uri)
{
  for (guint i = thread->bindings->len; i-- > 0;) {
    CorBinding *binding = thread->bindings->pdata[i];
    if (g_str_equal (binding->user, user) && (!uri || g_str_equal (binding->uri, uri)))
      drop (thread, i);
  }
}

void
cor_sip_sweep_bindings (CorSipThread *thread)
{
  gint64 now = g_get_monotonic_time ();
  for (guint i = thread->bindings->len; i-- > 0;)
    if (((CorBinding *)thread->bindings->pdata[i])->until <= now)
      drop (thread, i);
}

static void
bind_uri (CorSipThread *thread,
          const char *user,
          const char *uri,
          guint expires,
          const struct sip_msg *msg)
{
  const struct sip_hdr *agent = sip_msg_hdr (msg, SIP_HDR_USER_AGENT);
  CorBinding *binding = NULL;
  for (guint i = 0; i < thread->bindings->len && !binding; i++) {
    CorBinding *other = thread->bindings->pdata[i];
    if (g_str_equal (other->user, user) && g_str_equal (other->uri, uri))
      binding = other;
  }
  if (!binding) {
    binding = g_new0 (CorBinding, 1);
    binding->user = g_strdup (user);
    binding->uri = g_strdup (uri);
    binding->agent = agent ? g_strndup (agent->val.p, MIN (agent->val.l, 127)) : g_strdup ("");
    g_ptr_array_add (thread->bindings, binding);
    tell (thread, user, msg, binding->agent);
  }
  binding->transport = sip_transp_name (msg->tp);
  binding->until = g_get_monotonic_time () + (gint64)expires * G_USEC_PER_SEC;
}

static guint
expires_of (const struct sip_msg *msg, const struct sip_addr *address)
{
  struct pl value;
  guint expires = MAX_EXPIRES_S;
  if (address && !msg_param_decode (&address->params, "expires", &value))
    expires = pl_u32 (&value);
  else if (pl_isset (&msg->expires))
    expires = pl_u32 (&msg->expires);
  return MIN (expires, MAX_EXPIRES_S);
}

static bool
on_contact (const struct sip_hdr *header, const struct sip_msg *msg, void *data)
{
  gpointer *both = data;
  struct sip_addr address;
  char uri[256];
  if (!pl_strcmp (&header->val, "*")) {
    if (!expires_of (msg, NULL))
      drop_binding (both[0], both[1], NULL);
    return false;
  }
  if (sip_addr_decode (&address, &header->val) || pl_strcpy (&address.auri, uri, sizeof uri))
    return false;
  guint expires = expires_of (msg, &address);
  if (!expires)
    drop_binding (both[0], both[1], uri);
  else if (count_of (both[0], both[1]) < MAX_BINDINGS)
    bind_uri (both[0], both[1], uri, expires, msg);
  return false;
}

void
cor_sip_on_register (CorSipThread *thread, const struct sip_msg *msg)
{
  const char *user = cor_sip_authenticate (thread, msg);
  if (!user)
    return;
  if (pl_strcmp (&msg->to.uri.user, user)) {
    (void)sip_treply (NULL, thread->sip, msg, 403, "Forbidden");
    return;
  }
  gpointer both[] = { thread, (gpointer)user };
  (void)sip_msg_hdr_apply (msg, true, SIP_HDR_CONTACT, on_contact, both);
  g_autoptr (GString) contacts = g_string_new (NULL);
  gint64 now = g_get_monotonic_time ();
  for (guint i = 0; i < thread->bindings->len; i++) {
    const CorBinding *binding = thread->bindings->pdata[i];
    if (g_str_equal (binding->user, user))
      g_string_append_printf (contacts, "Contact: <%s>;expires=%d\r\n", binding->uri,
                              (int)((binding->until - now + 500000) / G_USEC_PER_SEC));
  }
  (void)sip_treplyf (NULL, NULL, thread->sip, msg, false, 200, "OK", "%sContent-Length: 0\r\n\r\n",
                     contacts->str);
}
