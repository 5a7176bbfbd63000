/* SPDX-License-Identifier: GPL-3.0-or-later
 * libFuzzer target: whatever a gateway describes becomes a description the
 * stack can trust, or an error. Seeds: seeds/, a file per description. */
#include "config.h"
#include "fuzz-peer-sdp.h"
#include "peer-sdp.h"
#include <string.h>

#define OURS                                                               \
  "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\na=setup:actpass\r\n" \
  "m=audio 20000 UDP/TLS/RTP/SAVPF 96 0\r\nc=IN IP4 192.0.2.1\r\na=label:1\r\na=sendrecv\r\n"

static guint
count (char **lines, const char *prefix)
{
  guint n = 0;

  for (; *lines != NULL; lines++)
    n += g_str_has_prefix (*lines, prefix);
  return n;
}

/* Whole lines of printable characters, ended alike. */
static void
check_lines (const char *text, char **lines)
{
  g_assert (g_str_has_suffix (text, "\r\n"));
  for (char **line = lines; *line != NULL; line++) {
    g_assert (strlen (*line) < 1200);
    g_assert (line[1] == NULL || (strlen (*line) > 2 && (*line)[1] == '='));
    for (const char *c = *line; *c != '\0'; c++)
      g_assert (g_ascii_isprint (*c));
  }
}

/* Where sound would go if it were not for ICE is an address that ICE is to check. */
static void
check_place (char **lines)
{
  g_autofree char *wanted = NULL;
  const char *address = NULL;
  const char *port = NULL;
  gboolean found = FALSE;

  for (char **line = lines; *line != NULL; line++) {
    if (g_str_has_prefix (*line, "c=IN IP4 "))
      address = *line + strlen ("c=IN IP4 ");
    else if (g_str_has_prefix (*line, "m=audio "))
      port = *line + strlen ("m=audio ");
  }
  g_assert (address != NULL && port != NULL);
  wanted = g_strdup_printf (" %s %.*s typ ", address, (int)strcspn (port, " "), port);
  for (char **line = lines; *line != NULL; line++)
    found = found || (g_str_has_prefix (*line, "a=candidate:") && strstr (*line, wanted) != NULL);
  g_assert (found);
}

static void
check_read (const CorPeerSdp *sdp, gboolean offer)
{
  g_autoptr (CorPeerSdp) again = cor_peer_sdp_read (sdp->text, offer, NULL);
  g_auto (GStrv) lines = g_strsplit (sdp->text, "\r\n", -1);

  check_lines (sdp->text, lines);
  check_place (lines);
  g_assert (count (lines, "m=") == 1 && count (lines, "c=") == 1);
  g_assert (count (lines, "a=fingerprint:sha-256 ") == 1 && count (lines, "a=rtcp-mux") == 1);
  g_assert (count (lines, "a=setup:") == 1 && count (lines, "a=ice-pwd:") == 1);
  g_assert (count (lines, "a=candidate:") <= 32);
  g_assert (strlen (sdp->text) < 40000 && sdp->before <= sdp->refused->len);
  g_assert (again != NULL && g_str_equal (again->text, sdp->text));
  g_assert (g_str_equal (again->identity, sdp->identity));
}

static void
check_answer (const CorPeerSdp *sdp)
{
  g_autofree char *answer = cor_peer_sdp_complete (OURS, sdp);
  g_auto (GStrv) lines = g_strsplit (answer, "\r\n", -1);

  check_lines (answer, lines);
  g_assert (count (lines, "m=") == 1 + sdp->refused->len);
  g_assert (count (lines, "a=setup:") == 1);
}

static void
check (const char *text, gboolean offer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CorPeerSdp) sdp = cor_peer_sdp_read (text, offer, &error);

  g_assert ((sdp == NULL) == (error != NULL));
  if (sdp == NULL)
    return;
  check_read (sdp, offer);
  check_answer (sdp);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);

  check (text, TRUE);
  check (text, FALSE);
  return 0;
}
