/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl parse`: what Cornetta reads in a number. */
#pragma once
#include "bus.h"

G_BEGIN_DECLS

CorExit cor_parse_texts (GPtrArray *texts, gboolean json);
/* Rows "text TAB number-or-error"; "# " begins a comment. */
CorExit cor_parse_file (const char *path);

G_END_DECLS
