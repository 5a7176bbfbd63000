/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is wrong, in a strip under the header, with the button that mends it. */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_BANNER (cor_banner_get_type ())
G_DECLARE_FINAL_TYPE (CorBanner, cor_banner, COR, BANNER, AdwBin)

/* Properties: text (string or NULL: nothing to say, and not seen), action (string or NULL: a
 * detailed action name), button (string or NULL: its label). */

G_END_DECLS
