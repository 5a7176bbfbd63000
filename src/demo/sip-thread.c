/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stack on its thread: opened, closed, and what it hands to the sessions. */
#include "json-out.h"
#include "sip-private.h"
#include <string.h>

#define MAX_PARTIES 2000
#define PORT_TRIES 50
#define SWEEP_MS 500

static void
free_party (gpointer data)
{
  CorParty *party = data;
  g_free (party->number);
  g_free (party->name);
  g_free (party->transferred_to);
  g_string_free (party->digits, TRUE);
  g_free (party);
}

CorParty *
cor_sip_thread_party (CorSipThread *thread, const char *number)
{
  /* A stranger who dials them all ends on one. */
  if (g_hash_table_size (thread->parties) >= MAX_PARTIES)
    number = "";
  CorParty *party = g_hash_table_lookup (thread->parties, number);
  if (!party) {
    const char *name = g_hash_table_lookup (thread->names, number);
    party = g_new0 (CorParty, 1);
    party->number = g_strdup (number);
    party->name = g_strdup (name ? name : number);
    party->state = "idle";
    party->digits = g_string_new (NULL);
    g_hash_table_insert (thread->parties, party->number, party);
  }
  party->calls++;
  g_string_truncate (party->digits, 0);
  return party;
}

/* Before any other listener: what a server that is out of order does. */
static bool
on_request (const struct sip_msg *msg, void *data)
{
  CorSipThread *thread = data;
  if (thread->faults.sip == COR_SIP_GONE)
    return true;
  if (!pl_strcmp (&msg->met, "ACK"))
    return false;
  if (thread->faults.sip == COR_SIP_503) {
    (void)sip_treplyf (NULL, NULL, thread->sip, msg, false, 503, "Service Unavailable",
                       "Retry-After: 5\r\nContent-Length: 0\r\n\r\n");
    return true;
  }
  if (!pl_strcmp (&msg->met, "REGISTER"))
    cor_sip_on_register (thread, msg);
  else if (!pl_strcmp (&msg->met, "OPTIONS"))
    (void)sip_treplyf (NULL, NULL, thread->sip, msg, false, 200, "OK",
                       "Allow: INVITE,ACK,BYE,CANCEL,OPTIONS,REFER,INFO\r\n"
                       "Accept: application/sdp\r\nContent-Length: 0\r\n\r\n");
  else
    return false;
  return true;
}

/* What no other listener took. */
static bool
on_unknown (const struct sip_msg *msg, void *data)
{
  CorSipThread *thread = data;
  if (!pl_strcmp (&msg->met, "ACK"))
    return true;
  if (!pl_strcmp (&msg->met, "CANCEL"))
    (void)sip_reply (thread->sip, msg, 481, "Call Does Not Exist");
  else
    (void)sip_treply (NULL, thread->sip, msg, 501, "Not Implemented");
  return true;
}

/* The answer to a CANCEL of our own making has no transaction. */
static bool
on_stray_response (const struct sip_msg *msg, void *data)
{
  return true;
}

/* Keeps our INVITEs as they were sent. */
static void
on_trace (bool sent,
          enum sip_transp transport,
          const struct sa *source,
          const struct sa *destination,
          const uint8_t *packet,
          size_t length,
          void *data)
{
  CorSipThread *thread = data;
  struct pl id;
  if (!sent || length < 7 || memcmp (packet, "INVITE ", 7) ||
      re_regex ((const char *)packet, length, "Call-ID: [^\r\n]+", &id))
    return;
  for (guint i = 0; i < thread->legs->len; i++) {
    CorLeg *leg = thread->legs->pdata[i];
    const struct sip_dialog *dialog = leg->session ? sipsess_dialog (leg->session) : NULL;
    gboolean own =
      dialog ? !pl_strcmp (&id, sip_dialog_callid (dialog)) : leg == thread->connecting;
    if (!leg->outgoing || leg->invite || !own)
      continue;
    leg->invite = g_string_new_len ((const char *)packet, length);
    leg->invite_to = *destination;
    leg->invite_by = transport;
  }
}

static void
on_sweep_time (void *data)
{
  CorSipThread *thread = data;
  cor_sip_sweep_bindings (thread);
  tmr_start (&thread->sweep, SWEEP_MS, on_sweep_time, thread);
}

static void
on_stack_closed (void *data)
{
  re_cancel ();
}

/* UDP and TCP on one number; a free one when none is asked for. */
static int
add_transports (CorSipThread *thread, guint port)
{
  struct sa local;
  int err = EADDRINUSE;
  for (guint i = 0; i < PORT_TRIES && err; i++) {
    err = sa_set_str (&local, "127.0.0.1", port);
    err = err ? err : sip_transp_add (thread->sip, SIP_TRANSP_UDP, &local);
    err = err ? err : sip_transp_laddr (thread->sip, &local, SIP_TRANSP_UDP, NULL);
    thread->port = sa_port (&local);
    err = err ? err : sip_transp_add (thread->sip, SIP_TRANSP_TCP, &local);
    if (err)
      sip_transp_flush (thread->sip);
    if (port)
      break;
  }
  return err;
}

int
cor_sip_thread_open (CorSipThread *thread, guint port)
{
  thread->bindings = g_ptr_array_new_with_free_func (cor_binding_free);
  thread->legs = g_ptr_array_new_with_free_func (cor_leg_free);
  thread->parties = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_party);
  rand_bytes (thread->nonce_key, sizeof thread->nonce_key);
  int err = sip_alloc (&thread->sip, NULL, 32, 32, 32, "cornetta-demo", on_stack_closed, thread);
  err = err ? err : add_transports (thread, port);
  err = err ? err : sip_listen (&thread->listener, thread->sip, true, on_request, thread);
  err = err ? err : sipsess_listen (&thread->sessions, thread->sip, 32, cor_leg_on_invite, thread);
  err = err ? err : sipevent_listen (&thread->events, thread->sip, 32, 32, NULL, NULL);
  err = err ? err : sip_listen (&thread->unknown, thread->sip, true, on_unknown, thread);
  err = err ? err : sip_listen (&thread->stray, thread->sip, false, on_stray_response, thread);
  if (err)
    return err;
  sip_set_trace_handler (thread->sip, on_trace);
  tmr_init (&thread->sweep);
  tmr_start (&thread->sweep, SWEEP_MS, on_sweep_time, thread);
  return 0;
}

void
cor_sip_thread_close (CorSipThread *thread)
{
  tmr_cancel (&thread->sweep);
  g_ptr_array_unref (thread->legs);
  g_ptr_array_unref (thread->bindings);
  g_hash_table_unref (thread->parties);
  mem_deref (thread->listener);
  mem_deref (thread->unknown);
  mem_deref (thread->stray);
  mem_deref (thread->events);
  mem_deref (thread->sessions);
  sip_close (thread->sip, true);
  mem_deref (thread->sip);
}

/* --- /demo/state --- */

static CorLeg *
newest_leg (CorSipThread *thread, const CorParty *party)
{
  for (guint i = thread->legs->len; i-- > 0;) {
    CorLeg *leg = thread->legs->pdata[i];
    if (leg->party == party && !leg->over)
      return leg;
  }
  return NULL;
}

static void
write_party (CorSipThread *thread, const CorParty *party, GString *out)
{
  CorLeg *leg = newest_leg (thread, party);
  double hertz = 0, level = COR_TONE_SILENCE;
  if (leg && leg->media.running)
    cor_media_read (leg, &hertz, &level);
  cor_json_open (out, party->number, '{');
  cor_json_int (out, "calls", party->calls);
  cor_json_string (out, "state", party->state);
  cor_json_double (out, "frequency", hertz);
  cor_json_double (out, "level", level);
  cor_json_int (out, "rtpIn", party->rtp_in);
  cor_json_int (out, "rtpOut", party->rtp_out);
  cor_json_string (out, "digits", party->digits->str);
  cor_json_string (out, "transferredTo", party->transferred_to);
  cor_json_close (out, '}');
}

void
cor_sip_thread_write (CorSipThread *thread, GString *out)
{
  GHashTableIter iter;
  gpointer party;
  gint64 now = g_get_monotonic_time ();
  cor_json_open (out, "parties", '{');
  g_hash_table_iter_init (&iter, thread->parties);
  while (g_hash_table_iter_next (&iter, NULL, &party))
    write_party (thread, party, out);
  cor_json_close (out, '}');
  cor_sip_sweep_bindings (thread);
  cor_json_open (out, "registrations", '[');
  for (guint i = 0; i < thread->bindings->len; i++) {
    const CorBinding *binding = thread->bindings->pdata[i];
    g_autofree char *uri = g_utf8_make_valid (binding->uri, -1);
    g_autofree char *agent = g_utf8_make_valid (binding->agent, -1);
    cor_json_open (out, NULL, '{');
    cor_json_string (out, "user", binding->user);
    cor_json_string (out, "contact", uri);
    cor_json_string (out, "transport", binding->transport);
    cor_json_int (out, "expires", (binding->until - now) / G_USEC_PER_SEC);
    cor_json_string (out, "agent", agent);
    cor_json_close (out, '}');
  }
  cor_json_close (out, ']');
}
