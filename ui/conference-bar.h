/* SPDX-License-Identifier: GPL-3.0-or-later
 * The user's conference, wherever its user looks. */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_CONFERENCE_BAR (cor_conference_bar_get_type ())
G_DECLARE_FINAL_TYPE (CorConferenceBar, cor_conference_bar, COR, CONFERENCE_BAR, AdwBin)

G_END_DECLS
