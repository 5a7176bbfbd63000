/* SPDX-License-Identifier: GPL-3.0-or-later
 * config.production.js -> CorCtiConfig. Pure. */
#pragma once
#include "cti/cti.h"

G_BEGIN_DECLS

/* Never fails: what is not understood is left out. */
CorCtiConfig *cor_client_config_parse (const char *text, gsize len);

G_END_DECLS
