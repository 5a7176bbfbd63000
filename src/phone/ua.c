/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stack's side of a line: an account, its registration, and the address
 * of ours it is reached by. */
#include "config.h"
#include "guard.h"
#include "referral.h"

static enum sip_transp
to_stack (CorTransport transport)
{
  static const enum sip_transp transports[] = { [COR_TRANSPORT_UDP] = SIP_TRANSP_UDP,
                                                [COR_TRANSPORT_TCP] = SIP_TRANSP_TCP,
                                                [COR_TRANSPORT_TLS] = SIP_TRANSP_TLS };

  return transports[transport];
}

CorWireLine *
cor_wire_find_line (CorEngine *engine, const struct ua *ua)
{
  GHashTableIter iter;
  gpointer line;

  g_hash_table_iter_init (&iter, cor_wire_lines (engine));
  while (g_hash_table_iter_next (&iter, NULL, &line)) {
    if (((CorWireLine *)line)->ua == ua)
      return line;
  }
  return NULL;
}

void
cor_wire_line_free (CorWireLine *line)
{
  g_clear_pointer (&line->servers, g_array_unref);
  g_free (line->host);
  g_free (line);
}

static int
set_up_account (struct account *account, const CorLineSetup *setup)
{
  static const char *const encryption[] = {
    [COR_SRTP_OFF] = NULL, [COR_SRTP_OPTIONAL] = "srtp", [COR_SRTP_REQUIRED] = "srtp-mand"
  };
  int err = account_set_auth_user (account, setup->auth_user);

  if (err == 0 && setup->password != NULL)
    err = account_set_auth_pass (account, setup->password);
  if (err == 0 && setup->display_name != NULL)
    err = account_set_display_name (account, setup->display_name);
  if (err == 0)
    err = account_set_outbound (account, setup->outbound, 0);
  if (err == 0 && encryption[setup->srtp] != NULL)
    err = account_set_mediaenc (account, encryption[setup->srtp]);
  return err;
}

static void
refuse (CorEngine *engine, guint line, guint code, guint asked, const char *text)
{
  CorEvent *event = cor_wire_event (COR_EVENT_REFUSED, line, 0);

  event->code = code;
  event->number = asked;
  event->text = g_strdup (text);
  cor_wire_emit (engine, event);
}

void
cor_wire_add_line (CorEngine *engine, const CorCommand *command)
{
  CorWireLine *line;
  struct ua *ua = NULL;
  int err = ua_alloc (&ua, command->setup->aor);

  if (err == 0)
    err = set_up_account (ua_account (ua), command->setup);
  if (err != 0) {
    if (ua != NULL)
      ua_destroy (ua);
    refuse (engine, command->line, 0, 0, g_strerror (err));
    return;
  }
  line = g_new0 (CorWireLine, 1);
  line->id = command->line;
  line->ua = ua;
  line->transport = command->setup->transport;
  line->srtp = command->setup->srtp;
  line->host = g_strdup (command->setup->host);
  g_hash_table_insert (cor_wire_lines (engine), GUINT_TO_POINTER (line->id), line);
}

void
cor_wire_remove_line (CorEngine *engine, CorWireLine *line)
{
  struct ua *ua = line->ua;
  GHashTableIter iter;
  gpointer wire;

  cor_wire_remove_referrals (engine, line->id);
  g_hash_table_iter_init (&iter, cor_wire_calls (engine));
  while (g_hash_table_iter_next (&iter, NULL, &wire)) {
    if (((CorWireCall *)wire)->line == line->id)
      g_hash_table_iter_remove (&iter);
  }
  g_hash_table_remove (cor_wire_lines (engine), GUINT_TO_POINTER (line->id));
  ua_destroy (ua);
}

/* Our address is the one that packets to the server leave from: right for a
 * VPN and for a server on this computer too. */
static int
follow_route (CorEngine *engine, struct sa *server)
{
  struct network *network = baresip_network ();
  struct sa local;
  int err;

  if (!cor_wire_follows_route (engine))
    return 0;
  err = net_dst_source_addr_get (server, &local);
  if (err != 0)
    return err;
  if (sa_cmp (net_laddr_af (network, sa_af (&local)), &local, SA_ADDR))
    return 0;
  g_debug ("sip: our address has changed");
  err = net_set_address (network, &local);
  return err != 0 ? err : uag_reset_transp (false, true);
}

/* Points the line's server name at the first of the addresses that we can
 * reach with what this computer has of IPv4 and IPv6. */
static int
find_server (CorEngine *engine, CorWireLine *line, const CorCommand *command)
{
  g_auto (GStrv) addresses = g_strsplit (command->text, " ", -1);
  enum sip_transp transport = to_stack (line->transport);
  int err = EAFNOSUPPORT;

  cor_wire_guard_learn (line, addresses);
  for (guint i = 0; addresses[i] != NULL && err != 0; i++) {
    struct sa server;

    err = sa_set_str (&server, addresses[i], (uint16_t)command->number);
    if (err == 0)
      err = follow_route (engine, &server);
    if (err == 0 && !sa_isset (net_laddr_af (baresip_network (), sa_af (&server)), SA_ADDR))
      err = EAFNOSUPPORT;
    if (err == 0)
      err = sip_host_set (uag_sip (), line->host, transport, &server);
  }
  return err;
}

void
cor_wire_register (CorEngine *engine, CorWireLine *line, const CorCommand *command)
{
  int err = find_server (engine, line, command);

  /* A failure of the stack's own registering comes as an event, too. */
  if (err != 0)
    refuse (engine, line->id, 0, 0, g_strerror (err));
  else
    ua_register_again (line->ua);
}

void
cor_wire_unregister (CorWireLine *line)
{
  ua_unregister (line->ua);
}

/* The program's asking is not the stack's: the line may be gone when the answer comes. */
typedef struct {
  CorEngine *engine;
  guint line;
} Ping;

static void
on_ping_answered (int err, const struct sip_msg *message, void *data)
{
  Ping *ping = data;

  /* Whatever it says, it is there. */
  if (err == 0)
    cor_wire_emit (ping->engine, cor_wire_event (COR_EVENT_ALIVE, ping->line, 0));
  g_free (ping);
}

void
cor_wire_ping (CorEngine *engine, CorWireLine *line)
{
  struct uri *uri = account_luri (ua_account (line->ua));
  g_autofree char *server = g_strdup_printf ("sip:%.*s", (int)uri->host.l, uri->host.p);
  Ping *ping = g_new (Ping, 1);

  *ping = (Ping){ engine, line->id };
  if (ua_options_send (line->ua, server, on_ping_answered, ping) != 0)
    g_free (ping);
}

/* The computer slept: who knows what became of the other ends. */
void
cor_wire_distrust (CorEngine *engine)
{
  GHashTableIter iter;
  gpointer line;

  sip_conn_flush (uag_sip ());
  g_hash_table_iter_init (&iter, cor_wire_lines (engine));
  while (g_hash_table_iter_next (&iter, NULL, &line))
    ((CorWireLine *)line)->cut = ((CorWireLine *)line)->transport != COR_TRANSPORT_UDP;
}

void
cor_wire_on_registered (CorEngine *engine, struct ua *ua)
{
  CorWireLine *line = cor_wire_find_line (engine, ua);

  if (line == NULL)
    return;
  if (ua_registrar (ua) != NULL)
    cor_wire_guard_note_answer (line, ua_registrar (ua));
  if (line->cut)
    cor_wire_invite_again (engine, line->id);
  line->cut = FALSE;
  cor_wire_emit (engine, cor_wire_event (COR_EVENT_REGISTERED, line->id, 0));
}

/* `text` is "403 Forbidden", or the system's word for why nobody answered. */
void
cor_wire_on_refused (CorEngine *engine, struct ua *ua, const char *text)
{
  CorWireLine *line = cor_wire_find_line (engine, ua);
  guint asked = ua_retry_after (ua);
  char *end;
  guint64 code = g_ascii_strtoull (text, &end, 10);

  if (line == NULL)
    return;
  if (end == text || code >= 700)
    code = 0;
  line->cut |= code == 0 && line->transport != COR_TRANSPORT_UDP;
  /* When to try again is our decision, not the stack's. */
  ua_unregister (ua);
  refuse (engine, line->id, (guint)code, asked, text);
}
