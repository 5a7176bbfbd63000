/* SPDX-License-Identifier: GPL-3.0-or-later
 * The parts of a text where digits are something else than a number to call. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* A byte for each of `text`, which is valid UTF-8: 1 where it belongs to a date, the address of a
 * machine, page or person, a bank account or a card. */
guint8 *cor_spans_mark (const char *text);
/* Eleven digits whose last one checks the others, as of every Italian tax number. */
gboolean cor_spans_is_tax_number (const char *text, gsize length);

G_END_DECLS
