/* SPDX-License-Identifier: GPL-3.0-or-later
 * The little that signalling has to know of session descriptions. */
#include "config.h"
#include "sdp.h"
#include <string.h>

#define MAX_LINES 2000

static char **
split (const char *sdp)
{
  char **lines = g_strsplit (sdp, "\n", MAX_LINES);

  for (char **line = lines; *line != NULL; line++)
    g_strchomp (*line);
  return lines;
}

gboolean
cor_sdp_has_candidates (const char *sdp)
{
  return strstr (sdp, "\na=candidate:") != NULL;
}

static gboolean
is_candidate (const char *text)
{
  return g_str_has_prefix (text, "candidate:") && strpbrk (text, "\r\n") == NULL;
}

char *
cor_sdp_add_candidates (const char *sdp, GPtrArray *candidates)
{
  GString *out = g_string_new (sdp);

  if (!g_str_has_suffix (sdp, "\n"))
    g_string_append (out, "\r\n");
  for (guint i = 0; i < candidates->len; i++) {
    g_autofree char *line = g_strdup_printf ("a=%s\r\n", (char *)candidates->pdata[i]);

    if (is_candidate (candidates->pdata[i]) && strstr (out->str, line) == NULL)
      g_string_append (out, line);
  }
  return g_string_free (out, FALSE);
}

/* Of the first sound in it: "sendrecv" where nothing is said, NULL where there is none. */
static const char *
get_direction (char **lines)
{
  static const char *const names[] = { "sendrecv", "sendonly", "recvonly", "inactive" };
  const char *direction = names[0];
  gboolean audio = FALSE;

  for (char **line = lines; *line != NULL; line++) {
    if (g_str_has_prefix (*line, "m=")) {
      if (audio)
        break;
      audio = g_str_has_prefix (*line, "m=audio ");
    }
    for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
      if (g_str_has_prefix (*line, "a=") && g_str_equal (*line + 2, names[i]))
        direction = names[i];
    }
  }
  return audio ? direction : NULL;
}

gboolean
cor_sdp_is_hold (const char *sdp)
{
  g_auto (GStrv) lines = split (sdp);
  const char *direction = get_direction (lines);

  return direction != NULL &&
         (g_str_equal (direction, "sendonly") || g_str_equal (direction, "inactive"));
}

static const char *
get_value (char **lines, const char *prefix)
{
  for (char **line = lines; *line != NULL; line++) {
    if (g_str_has_prefix (*line, prefix))
      return *line + strlen (prefix);
  }
  return NULL;
}

/* RFC 3264: what we may send is what they want to hear, and nothing while we hold them. */
static const char *
answer_direction (const char *offered, gboolean held)
{
  gboolean send = g_str_equal (offered, "sendrecv") || g_str_equal (offered, "recvonly");
  gboolean receive = g_str_equal (offered, "sendrecv") || g_str_equal (offered, "sendonly");

  receive = receive && !held;
  if (send)
    return receive ? "sendrecv" : "sendonly";
  return receive ? "recvonly" : "inactive";
}

static gboolean
is_direction (const char *line)
{
  return g_str_equal (line, "a=sendrecv") || g_str_equal (line, "a=sendonly") ||
         g_str_equal (line, "a=recvonly") || g_str_equal (line, "a=inactive");
}

/* Whoever began the keys at first stays the one who did. */
static const char *
get_setup (char **local, char **first)
{
  const char *ours = get_value (local, "a=setup:");
  const char *theirs = get_value (first, "a=setup:");

  if (ours != NULL && !g_str_equal (ours, "actpass"))
    return ours;
  return theirs != NULL && g_str_equal (theirs, "passive") ? "active" : "passive";
}

/* What ours says of the session, or of the sound, with these for what changes. */
static void
append_ours (GString *out, char **ours, gboolean sound, const char *setup, const char *mid)
{
  gboolean in_sound = FALSE;

  for (char **line = ours; *line != NULL; line++) {
    if (g_str_has_prefix (*line, "m="))
      in_sound = TRUE;
    if (in_sound != sound || **line == '\0' || is_direction (*line))
      continue;
    if (g_str_has_prefix (*line, "a=setup:"))
      g_string_append_printf (out, "a=setup:%s\r\n", setup);
    else if (mid != NULL && g_str_has_prefix (*line, "a=mid:"))
      g_string_append_printf (out, "a=mid:%s\r\n", mid);
    else if (mid != NULL && g_str_has_prefix (*line, "a=group:BUNDLE"))
      g_string_append_printf (out, "a=group:BUNDLE %s\r\n", mid);
    else
      g_string_append_printf (out, "%s\r\n", *line);
  }
}

/* Pictures, a second sound: refused, each in its place. */
static void
append_refusal (GString *out, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 5);

  if (g_strv_length (words) >= 4)
    g_string_append_printf (out, "%s 0 %s %s\r\nc=IN IP4 0.0.0.0\r\na=inactive\r\n", words[0],
                            words[2], words[3]);
}

char *
cor_sdp_answer_again (const CorSdpAgreed *agreed, const char *offer)
{
  g_auto (GStrv) ours = split (agreed->local);
  g_auto (GStrv) theirs = split (agreed->remote);
  g_auto (GStrv) offered = split (offer);
  const char *direction = get_direction (offered);
  const char *setup = get_setup (ours, theirs);
  gboolean answered = FALSE;
  GString *out;

  if (direction == NULL || get_direction (ours) == NULL)
    return NULL;
  out = g_string_new (NULL);
  append_ours (out, ours, FALSE, setup, get_value (offered, "a=mid:"));
  for (char **line = offered; *line != NULL; line++) {
    if (!answered && g_str_has_prefix (*line, "m=audio ")) {
      append_ours (out, ours, TRUE, setup, get_value (line, "a=mid:"));
      g_string_append_printf (out, "a=%s\r\n", answer_direction (direction, agreed->held));
      answered = TRUE;
    } else if (g_str_has_prefix (*line, "m=")) {
      append_refusal (out, *line);
    }
  }
  return g_string_free (out, FALSE);
}

char *
cor_sdp_offer_again (const CorSdpAgreed *agreed)
{
  g_auto (GStrv) ours = split (agreed->local);
  GString *out = g_string_new (NULL);

  append_ours (out, ours, FALSE, "actpass", NULL);
  append_ours (out, ours, TRUE, "actpass", NULL);
  g_string_append_printf (out, "a=%s\r\n", agreed->held ? "sendonly" : "sendrecv");
  return g_string_free (out, FALSE);
}
