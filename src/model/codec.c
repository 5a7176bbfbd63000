/* SPDX-License-Identifier: GPL-3.0-or-later
 * The codecs that calls of this computer may use, by name. */
#include "config.h"
#include "model/codec.h"

const char *const cor_codecs[COR_N_CODECS + 1] = { "opus", "G722", "PCMA", "PCMU", NULL };

const char *
cor_codec_find (const char *name)
{
  for (guint i = 0; i < COR_N_CODECS; i++) {
    if (g_ascii_strcasecmp (cor_codecs[i], name) == 0)
      return cor_codecs[i];
  }
  return NULL;
}

GStrv
cor_codecs_read (const char *const *names)
{
  const char *known[COR_N_CODECS + 1] = { NULL };
  guint n = 0;

  for (; *names != NULL; names++) {
    const char *name = cor_codec_find (*names);

    if (name != NULL && !g_strv_contains (known, name))
      known[n++] = name;
  }
  return g_strdupv ((char **)(n > 0 ? known : cor_codecs));
}
