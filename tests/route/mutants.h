/* SPDX-License-Identifier: GPL-3.0-or-later
 * Links that are broken and twisted by chance, the same ones for the same seed. */
#pragma once

#include <glib.h>

/* The vectors of TEL_TSV and a link of every other kind. */
GPtrArray *cor_mutants_read_seeds (void);

/* Free. The i-th of them begins with the i-th seed. */
char *cor_mutants_next (GRand *random, GPtrArray *seeds, guint i);
