/* SPDX-License-Identifier: GPL-3.0-or-later
 * The number itself and the tones after it, from folded text. */
#pragma once
#include "model/number.h"

G_BEGIN_DECLS

/* `digits` gets [+]?[0-9*#]*, possibly nothing; `tones` [0-9*#ABCD,w]*.
 * `may_spell`: letters may stand for keys. */
gboolean cor_number_read_digits (const char *folded,
                                 CorNumberSource source,
                                 gboolean may_spell,
                                 GString *digits,
                                 GString *tones,
                                 GError **error);
gboolean cor_number_read_tones (const char *folded, GString *tones, GError **error);

G_END_DECLS
