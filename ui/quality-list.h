/* SPDX-License-Identifier: GPL-3.0-or-later
 * The numbers of a call's sound, a row each. */
#pragma once
#include <adwaita.h>
#include "model/call-stats.h"

G_BEGIN_DECLS

#define COR_TYPE_QUALITY_LIST (cor_quality_list_get_type ())
G_DECLARE_FINAL_TYPE (CorQualityList, cor_quality_list, COR, QUALITY_LIST, AdwBin)

GtkWidget *cor_quality_list_new (void);
void cor_quality_list_show (CorQualityList *self, const CorCallQuality *quality);
/* "Good", "Fair", "Poor", "Not known yet", in the user's language. Of a call that lasts its last
 * 10 s are meant. */
const char *cor_quality_list_word (const CorCallQuality *quality);

G_END_DECLS
