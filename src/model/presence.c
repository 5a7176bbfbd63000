/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company sees of a user. */
#include "config.h"
#include "model/presence.h"
#include <glib/gi18n-lib.h>

static const struct {
  const char *word; /* the server's, com_user_rest and user_main_presence */
  const char *text;
} presences[] = {
  [COR_PRESENCE_UNKNOWN] = { NULL, N_ ("Unknown") },
  [COR_PRESENCE_ONLINE] = { "online", N_ ("Available") },
  [COR_PRESENCE_BUSY] = { "busy", N_ ("In a call") },
  [COR_PRESENCE_RINGING] = { "ringing", N_ ("Ringing") },
  [COR_PRESENCE_OFFLINE] = { "offline", N_ ("Offline") },
  [COR_PRESENCE_DND] = { "dnd", N_ ("Do not disturb") },
  [COR_PRESENCE_VOICEMAIL] = { "voicemail", N_ ("Voicemail") },
  [COR_PRESENCE_CELLPHONE] = { "cellphone", N_ ("On mobile") },
  [COR_PRESENCE_CALLFORWARD] = { "callforward", N_ ("Forwarding calls") },
};

CorPresence
cor_presence_from_word (const char *word)
{
  for (guint i = COR_PRESENCE_ONLINE; i < G_N_ELEMENTS (presences); i++)
    if (g_strcmp0 (word, presences[i].word) == 0)
      return (CorPresence)i;
  return COR_PRESENCE_UNKNOWN;
}

const char *
cor_presence_to_word (CorPresence presence)
{
  return presences[presence].word;
}

const char *
cor_presence_to_text (CorPresence presence)
{
  return _ (presences[presence].text);
}
