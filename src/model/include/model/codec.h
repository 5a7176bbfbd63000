/* SPDX-License-Identifier: GPL-3.0-or-later
 * The codecs that calls of this computer may use, by name. Pure. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

#define COR_N_CODECS 4

/* "opus", "G722", "PCMA", "PCMU": all there are, the usual order; ends with NULL. */
extern const char *const cor_codecs[COR_N_CODECS + 1];

/* As it is spelled in the list, whatever the case; NULL when it is none of them. */
const char *cor_codec_find (const char *name);
/* What a list stands for: those of it that are known, each once; all when none is. */
GStrv cor_codecs_read (const char *const *names);

G_END_DECLS
