/* SPDX-License-Identifier: GPL-3.0-or-later
 * libFuzzer target: what a call reads of a SIP message, from the first line to
 * the answer to its description. */
#include "config.h"
#include "fuzz-sip.h"
#include <re.h>

static bool
read_header (const struct sip_hdr *header, const struct sip_msg *message, void *data)
{
  struct sip_addr address;
  struct msg_ctype type;
  struct sip_via via;
  struct pl value;
  char text[64];

  if (sip_addr_decode (&address, &header->val) == 0) {
    msg_param_decode (&address.params, "expires", &value);
    uri_param_get (&address.uri.params, &(struct pl)PL ("transport"), &value);
    pl_strcpy (&address.dname, text, sizeof text);
  }
  sip_via_decode (&via, &header->val);
  msg_ctype_decode (&type, &header->val);
  return false;
}

static void
read_headers (const struct sip_msg *message)
{
  struct httpauth_digest_chall challenge;
  struct sipevent_substate state;
  struct sipevent_event event;

  for (int id = 0; id < 4096; id++)
    sip_msg_hdr_apply (message, true, (enum sip_hdrid)id, read_header, NULL);
  for (struct le *le = message->hdrl.head; le != NULL; le = le->next) {
    const struct sip_hdr *header = le->data;

    httpauth_digest_challenge_decode (&challenge, &header->val);
    sipevent_substate_decode (&state, &header->val);
    sipevent_event_decode (&event, &header->val);
  }
}

/* As for a call that comes in, and for the answer to one that goes out. */
static void
read_description (const struct sip_msg *message, bool offer)
{
  struct sdp_session *session = NULL;
  struct sdp_media *audio = NULL;
  struct mbuf *answer = NULL;
  struct mbuf *body = mbuf_alloc_ref (message->mb);
  struct sa here;

  sa_set_str (&here, "192.0.2.1", 4000);
  g_assert_cmpint (sdp_session_alloc (&session, &here), ==, 0);
  g_assert_cmpint (sdp_media_add (&audio, session, "audio", 4000, "RTP/AVP"), ==, 0);
  sdp_media_set_alt_protos (audio, 2, "RTP/SAVP", "RTP/SAVPF");
  sdp_format_add (NULL, audio, false, "0", "PCMU", 8000, 1, NULL, NULL, NULL, false, NULL);
  sdp_format_add (NULL, audio, false, NULL, "opus", 48000, 2, NULL, NULL, NULL, false, NULL);
  sdp_format_add (NULL, audio, false, NULL, "telephone-event", 8000, 1, NULL, NULL, NULL, false,
                  "0-15");
  if (!offer && sdp_encode (&answer, session, true) == 0)
    answer = mem_deref (answer);
  if (sdp_decode (session, body, offer) == 0) {
    sdp_media_rattr (audio, "crypto");
    sdp_media_rformat (audio, NULL);
    if (sdp_encode (&answer, session, !offer) == 0)
      g_assert_cmpuint (mbuf_get_left (answer), >, 0);
  }
  mem_deref (answer);
  mem_deref (audio);
  mem_deref (session);
  mem_deref (body);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  struct mbuf *buffer = mbuf_alloc (size + 1);
  struct sip_msg *message = NULL;
  struct sip_dialog *dialog = NULL;

  mbuf_write_mem (buffer, data, size);
  buffer->pos = 0;
  if (sip_msg_decode (&message, buffer) == 0) {
    read_headers (message);
    if (message->req && sip_dialog_accept (&dialog, message) == 0)
      sip_dialog_update (dialog, message);
    read_description (message, message->req);
  }
  mem_deref (dialog);
  mem_deref (message);
  mem_deref (buffer);
  return 0;
}
