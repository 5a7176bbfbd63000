/* SPDX-License-Identifier: GPL-3.0-or-later
 * SIP messages for who looks for a fault, without what nobody may read there. */
#include "config.h"
#include "engine-private.h"
#include "model/redact.h"
#include "model/trace.h"
#include "phone/sound-state.h"

void
cor_wire_trace (bool tx, enum sip_transp transport, const uint8_t *packet, size_t length)
{
  g_autofree char *text = g_utf8_make_valid ((const char *)packet, (gssize)length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *joined = NULL;
  g_autofree char *entry = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    g_strchomp (lines[i]);
  joined = g_strjoinv ("\n", lines);
  entry = g_strdup_printf ("%s %s %s", tx ? "->" : "<-", sip_transp_name (transport), joined);
  cor_trace_note (COR_TRACE_SIP, entry);
}

/* The same to the log, for who follows it. */
void
cor_wire_log (bool tx, enum sip_transp transport, const uint8_t *packet, size_t length)
{
  g_autofree char *text = g_utf8_make_valid ((const char *)packet, (gssize)length);
  g_autofree char *safe = cor_redact_secrets (text);
  g_auto (GStrv) lines = g_strsplit (safe, "\n", -1);

  g_debug ("sip %s %s", tx ? "->" : "<-", sip_transp_name (transport));
  for (guint i = 0; lines[i] != NULL; i++)
    g_debug ("  %s", g_strchomp (lines[i]));
}

const char *
cor_phone_describe_stack (void)
{
  return "baresip " BARESIP_VERSION;
}
