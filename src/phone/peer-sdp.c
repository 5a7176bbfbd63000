/* SPDX-License-Identifier: GPL-3.0-or-later
 * Descriptions of a peer connection, read from strangers and written for them.
 *
 * What is read is not edited but written anew from the few facts a call needs,
 * each checked, so that the stack's own parser never sees a stranger's line. */
#include "config.h"
#include "peer-sdp.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define TEXT_MAX 65536
#define LINES_MAX 2000
#define LINE_LENGTH_MAX 1024
#define SECTIONS_MAX 16
#define FORMATS_MAX 32
#define CANDIDATES_MAX 32
#define FINGERPRINT_LENGTH (32 * 3 - 1) /* SHA-256, the one digest that the stack compares */

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"
#define ICE_CHARS LETTERS DIGITS "+/"
#define TOKEN_CHARS LETTERS DIGITS "!#$%&'*+-.^_`{|}~"

/* Where the reading is. Session level comes first; what the audio says overrules it. */
typedef struct {
  CorPeerSdp *out;
  gboolean offer;
  guint sections;
  gboolean in_audio;
  gboolean has_audio;
  gboolean skipping; /* in a section that is not used */
  gboolean lite;
  GPtrArray *formats; /* payload types, as text */
  GString *codecs;    /* whole lines */
  GString *candidates;
  guint n_candidates;
  char *place; /* "ADDRESS PORT" of the first candidate */
  char *ufrag;
  char *password;
  char *fingerprint;
  gboolean other_digest; /* a fingerprint of a kind the stack does not know */
  gboolean passive;
  const char *direction;
} Reader;

void
cor_peer_sdp_free (CorPeerSdp *self)
{
  g_free (self->text);
  g_free (self->identity);
  g_free (self->mid);
  g_free (self->proto);
  g_ptr_array_unref (self->refused);
  g_free (self);
}

static void
reader_clear (Reader *self)
{
  g_clear_pointer (&self->out, cor_peer_sdp_free);
  g_ptr_array_unref (self->formats);
  g_string_free (self->codecs, TRUE);
  g_string_free (self->candidates, TRUE);
  g_free (self->place);
  g_free (self->ufrag);
  g_free (self->password);
  g_free (self->fingerprint);
}

static void
reader_init (Reader *self, gboolean offer)
{
  *self = (Reader){ .offer = offer, .direction = "sendrecv" };
  self->out = g_new0 (CorPeerSdp, 1);
  self->out->refused = g_ptr_array_new_with_free_func (g_free);
  self->formats = g_ptr_array_new_with_free_func (g_free);
  self->codecs = g_string_new (NULL);
  self->candidates = g_string_new (NULL);
}

static gboolean
complain (GError **error, const char *text)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, text);
  return FALSE;
}

static gboolean
consists_of (const char *text, const char *chars, gsize least, gsize most)
{
  gsize length = strlen (text);

  return length >= least && length <= most && strspn (text, chars) == length;
}

static gboolean
is_printable (const char *text)
{
  for (; *text != '\0'; text++) {
    if (!g_ascii_isprint (*text))
      return FALSE;
  }
  return TRUE;
}

static void
replace (char **text, const char *with)
{
  g_free (*text);
  *text = g_strdup (with);
}

/* --- Sections --- */

static gboolean
is_secure_rtp (const char *proto)
{
  return g_str_equal (proto, "UDP/TLS/RTP/SAVPF") || g_str_equal (proto, "UDP/TLS/RTP/SAVP") ||
         g_str_equal (proto, "RTP/SAVPF") || g_str_equal (proto, "RTP/SAVP");
}

static void
refuse (Reader *self, char **words)
{
  g_ptr_array_add (self->out->refused,
                   g_strdup_printf ("m=%s 0 %s %s", words[0], words[2], words[3]));
}

static void
take_formats (Reader *self, char **words)
{
  for (; *words != NULL && self->formats->len < FORMATS_MAX; words++) {
    if (consists_of (*words, DIGITS, 1, 3) && atoi (*words) < 128)
      g_ptr_array_add (self->formats, g_strdup (*words));
  }
}

/* "audio 9 UDP/TLS/RTP/SAVPF 111 0": the first audio is ours to use. */
static gboolean
begin_section (Reader *self, const char *value, GError **error)
{
  g_auto (GStrv) words = g_strsplit (value, " ", 4 + FORMATS_MAX);
  gboolean usable;

  if (++self->sections > SECTIONS_MAX || g_strv_length (words) < 4 ||
      !consists_of (words[0], TOKEN_CHARS, 1, 32) || !consists_of (words[1], DIGITS "/", 1, 11) ||
      !consists_of (words[2], TOKEN_CHARS "/", 1, 64) ||
      !consists_of (words[3], TOKEN_CHARS, 1, 64))
    return complain (error, _ ("The server's description of the sound can't be read."));
  usable = !self->has_audio && g_str_equal (words[0], "audio") && !g_str_equal (words[1], "0") &&
           is_secure_rtp (words[2]);
  self->in_audio = usable;
  self->skipping = !usable;
  if (!usable) {
    refuse (self, words);
    return TRUE;
  }
  self->has_audio = TRUE;
  self->out->before = self->out->refused->len;
  self->out->proto = g_strdup (words[2]);
  take_formats (self, words + 3);
  return TRUE;
}

/* --- Attributes --- */

static gboolean
is_kind (const char *word)
{
  static const char *const kinds[] = { "host", "srflx", "prflx", "relay", NULL };

  return g_strv_contains (kinds, word);
}

/* An IPv4 address that a packet can be for. */
static gboolean
is_address (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL && g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 &&
         !g_inet_address_get_is_any (address) && !g_inet_address_get_is_multicast (address) &&
         !g_str_equal (text, "255.255.255.255");
}

/* "FOUNDATION COMPONENT TRANSPORT PRIORITY ADDRESS PORT typ KIND ...": names (mDNS), TCP and IPv6
 * are of no use here; RTCP goes by the same way as the sound. */
static void
take_candidate (Reader *self, const char *value)
{
  g_auto (GStrv) words = g_strsplit (value, " ", 9);
  guint64 priority, port;

  if (self->sections == 0 || self->n_candidates >= CANDIDATES_MAX || g_strv_length (words) < 8 ||
      !consists_of (words[0], ICE_CHARS, 1, 32) || !g_str_equal (words[1], "1") ||
      g_ascii_strcasecmp (words[2], "udp") != 0 || !g_str_equal (words[6], "typ") ||
      !is_kind (words[7]) || !is_address (words[4]))
    return;
  if (!g_ascii_string_to_unsigned (words[3], 10, 0, G_MAXUINT32, &priority, NULL) ||
      !g_ascii_string_to_unsigned (words[5], 10, 1, G_MAXUINT16, &port, NULL))
    return;
  self->n_candidates++;
  g_string_append_printf (self->candidates,
                          "a=candidate:%s 1 UDP %" G_GUINT64_FORMAT " %s %" G_GUINT64_FORMAT
                          " typ %s\r\n",
                          words[0], priority, words[4], port, words[7]);
  if (self->place == NULL)
    self->place = g_strdup_printf ("%s %" G_GUINT64_FORMAT, words[4], port);
}

static void
take_fingerprint (Reader *self, const char *value)
{
  const char *hex = strchr (value, ' ');

  if (hex == NULL || g_ascii_strncasecmp (value, "sha-256 ", 8) != 0) {
    self->other_digest = TRUE;
    return;
  }
  hex++;
  if (!consists_of (hex, DIGITS "abcdefABCDEF:", FINGERPRINT_LENGTH, FINGERPRINT_LENGTH))
    return;
  for (guint i = 0; i < FINGERPRINT_LENGTH; i++) {
    if ((hex[i] == ':') != (i % 3 == 2))
      return;
  }
  replace (&self->fingerprint, hex);
}

/* "111 opus/48000/2", "111 useinbandfec=1" */
static void
take_codec (Reader *self, const char *name, const char *value)
{
  gsize digits = strspn (value, DIGITS);

  if (!self->in_audio || digits < 1 || digits > 3 || value[digits] != ' ' ||
      self->codecs->len > TEXT_MAX / 4)
    return;
  if (g_str_equal (name, "rtpmap") &&
      !consists_of (value + digits + 1, LETTERS DIGITS "-_./", 1, 64))
    return;
  g_string_append_printf (self->codecs, "a=%s:%s\r\n", name, value);
}

static void
take_valued (Reader *self, const char *name, const char *value)
{
  if (g_str_equal (name, "candidate"))
    take_candidate (self, value);
  else if (g_str_equal (name, "rtpmap") || g_str_equal (name, "fmtp"))
    take_codec (self, name, value);
  else if (g_str_equal (name, "fingerprint"))
    take_fingerprint (self, value);
  else if (g_str_equal (name, "setup"))
    self->passive = g_str_equal (value, "passive");
  else if (g_str_equal (name, "ice-ufrag") && consists_of (value, ICE_CHARS, 4, 256))
    replace (&self->ufrag, value);
  else if (g_str_equal (name, "ice-pwd") && consists_of (value, ICE_CHARS, 22, 256))
    replace (&self->password, value);
  else if (g_str_equal (name, "group") && g_str_has_prefix (value, "BUNDLE"))
    self->out->bundled = TRUE;
  else if (g_str_equal (name, "mid") && self->in_audio && consists_of (value, TOKEN_CHARS, 1, 64))
    replace (&self->out->mid, value);
}

static void
take_attribute (Reader *self, char *text)
{
  static const char *const directions[] = { "sendrecv", "sendonly", "recvonly", "inactive" };
  char *colon = strchr (text, ':');

  if (!is_printable (text))
    return;
  /* Bundled sections go one way, whichever of them tells it. */
  if (self->skipping && !(self->out->bundled && g_str_has_prefix (text, "candidate:")))
    return;
  if (colon != NULL) {
    *colon = '\0';
    take_valued (self, text, colon + 1);
    return;
  }
  if (g_str_equal (text, "ice-lite"))
    self->lite = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (directions); i++) {
    if (g_str_equal (text, directions[i]))
      self->direction = directions[i];
  }
}

/* --- The whole --- */

static gboolean
read_lines (Reader *self, char **lines, GError **error)
{
  for (; *lines != NULL; lines++) {
    char *line = *lines;
    gsize length = strlen (line);

    if (length > 0 && line[length - 1] == '\r')
      line[--length] = '\0';
    if (length == 0)
      continue;
    if (length > LINE_LENGTH_MAX || length < 2 || line[1] != '=')
      return complain (error, _ ("The server's description of the sound can't be read."));
    if (line[0] == 'm' && !begin_section (self, line + 2, error))
      return FALSE;
    if (line[0] == 'a')
      take_attribute (self, line + 2);
  }
  return TRUE;
}

static gboolean
check (Reader *self, GError **error)
{
  if (!self->has_audio && self->offer)
    return complain (error, _ ("The server's description names no encrypted sound."));
  if (!self->has_audio || self->formats->len == 0)
    return complain (error, _ ("The other side accepts no sound."));
  if (self->ufrag == NULL || self->password == NULL)
    return complain (error, _ ("The server's description has no credentials for a connection."));
  if (self->fingerprint == NULL && self->other_digest)
    return complain (error,
                     _ ("The server describes its key in a way that can't be checked here."));
  if (self->fingerprint == NULL)
    return complain (error, _ ("The server's description has no key, so the sound can't be "
                               "encrypted."));
  if (self->place == NULL)
    return complain (error, _ ("The server's description names no address that sound can be sent "
                               "to (IPv4 by UDP)."));
  return TRUE;
}

static void
write_text (Reader *self)
{
  g_auto (GStrv) place = g_strsplit (self->place, " ", 2);
  GString *out = g_string_new ("v=0\r\n");

  g_string_append_printf (out, "o=- 1 1 IN IP4 %s\r\ns=-\r\nt=0 0\r\n", place[0]);
  if (self->lite)
    g_string_append (out, "a=ice-lite\r\n");
  g_string_append_printf (out, "m=audio %s UDP/TLS/RTP/SAVPF", place[1]);
  for (guint i = 0; i < self->formats->len; i++)
    g_string_append_printf (out, " %s", (char *)self->formats->pdata[i]);
  g_string_append_printf (out, "\r\nc=IN IP4 %s\r\n%sa=%s\r\na=rtcp-mux\r\n", place[0],
                          self->codecs->str, self->direction);
  g_string_append_printf (out, "a=setup:%s\r\na=fingerprint:sha-256 %s\r\n",
                          self->passive ? "passive" : "active", self->fingerprint);
  g_string_append_printf (out, "a=ice-ufrag:%s\r\na=ice-pwd:%s\r\n%s", self->ufrag, self->password,
                          self->candidates->str);
  self->out->text = g_string_free (out, FALSE);
  self->out->identity = g_strjoin (" ", self->ufrag, self->password, self->fingerprint, NULL);
  self->out->we_start = self->passive;
}

CorPeerSdp *
cor_peer_sdp_read (const char *text, gboolean offer, GError **error)
{
  CorPeerSdp *out = NULL;
  g_auto (GStrv) lines = NULL;
  Reader reader;

  if (strnlen (text, TEXT_MAX + 1) > TEXT_MAX) {
    complain (error, _ ("The server's description of the sound is too long."));
    return NULL;
  }
  lines = g_strsplit (text, "\n", LINES_MAX);
  reader_init (&reader, offer);
  if (read_lines (&reader, lines, error) && check (&reader, error)) {
    write_text (&reader);
    out = g_steal_pointer (&reader.out);
  }
  reader_clear (&reader);
  return out;
}

/* --- Ours --- */

static void
append_refused (GString *out, const CorPeerSdp *theirs, guint from, guint to)
{
  for (guint i = from; theirs != NULL && i < to; i++)
    g_string_append_printf (out, "%s\r\n", (char *)theirs->refused->pdata[i]);
}

/* "m=audio 20000 UDP/TLS/RTP/SAVPF 96 0" after what belongs to the session. */
static void
append_audio (GString *out, const char *line, const CorPeerSdp *theirs)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 4);
  const char *mid = theirs != NULL ? theirs->mid : "0";

  if (mid != NULL && (theirs == NULL || theirs->bundled))
    g_string_append_printf (out, "a=group:BUNDLE %s\r\n", mid);
  append_refused (out, theirs, 0, theirs != NULL ? theirs->before : 0);
  if (theirs != NULL && g_strv_length (words) == 4)
    g_string_append_printf (out, "%s %s %s %s\r\n", words[0], words[1], theirs->proto, words[3]);
  else
    g_string_append_printf (out, "%s\r\n", line);
}

/* Janus overlooks a role that stands at session level, and would be server like us. */
char *
cor_peer_sdp_complete (const char *ours, const CorPeerSdp *theirs)
{
  g_auto (GStrv) lines = g_strsplit (ours, "\r\n", -1);
  GString *out = g_string_new (NULL);
  const char *role = theirs == NULL ? "actpass" : theirs->we_start ? "active" : "passive";
  const char *mid = theirs != NULL ? theirs->mid : "0";

  for (char **line = lines; *line != NULL; line++) {
    if (**line == '\0' || g_str_has_prefix (*line, "a=setup:") ||
        g_str_has_prefix (*line, "a=label:"))
      continue;
    if (g_str_has_prefix (*line, "m="))
      append_audio (out, *line, theirs);
    else
      g_string_append_printf (out, "%s\r\n", *line);
  }
  if (mid != NULL)
    g_string_append_printf (out, "a=mid:%s\r\n", mid);
  g_string_append_printf (out, "a=setup:%s\r\na=end-of-candidates\r\n", role);
  append_refused (out, theirs, theirs != NULL ? theirs->before : 0,
                  theirs != NULL ? theirs->refused->len : 0);
  return g_string_free (out, FALSE);
}
