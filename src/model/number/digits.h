/* SPDX-License-Identifier: GPL-3.0-or-later
 * The number itself and the tones after it, from folded text. */
#pragma once
#include "model/number.h"

G_BEGIN_DECLS

typedef struct {
  CorNumberSource source;
  gboolean may_spell; /* letters may stand for keys */
} CorNumberReading;

/* `digits` gets [+]?[0-9*#]*, possibly nothing; `tones` [0-9*#ABCD,w]*. */
gboolean cor_number_read_digits (const char *folded,
                                 const CorNumberReading *reading,
                                 GString *digits,
                                 GString *tones,
                                 GError **error);
gboolean cor_number_read_tones (const char *folded, GString *tones, GError **error);

G_END_DECLS
