/* SPDX-License-Identifier: GPL-3.0-or-later
 * SIP messages for the log, without what nobody may read there. */
#include "config.h"
#include "engine-private.h"

/* Whether a line holds a password's digest, a media key or a pressed key, and
 * if so how much of it may be shown. */
static gboolean
is_secret (const char *line, gsize *ret_shown)
{
  static const char *const starts[] = { "Authorization:", "Proxy-Authorization:", "a=crypto:",
                                        "a=ice-pwd:", "Signal=" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++) {
    gsize length = strlen (starts[i]);

    if (g_ascii_strncasecmp (line, starts[i], length) == 0) {
      *ret_shown = length;
      return TRUE;
    }
  }
  return FALSE;
}

void
cor_wire_trace (bool tx, enum sip_transp transport, const uint8_t *packet, size_t length)
{
  g_autofree char *text = g_utf8_make_valid ((const char *)packet, (gssize)length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_debug ("sip %s %s", tx ? "->" : "<-", sip_transp_name (transport));
  for (guint i = 0; lines[i] != NULL; i++) {
    gsize shown;

    g_strchomp (lines[i]);
    if (is_secret (lines[i], &shown))
      g_debug ("  %.*s ***", (int)shown, lines[i]);
    else
      g_debug ("  %s", lines[i]);
  }
}
