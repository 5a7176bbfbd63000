/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company keeps for who talks to this caller: a page, and cards. */
#pragma once
#include <adwaita.h>
#include "model/call.h"

G_BEGIN_DECLS

#define COR_TYPE_COMPANY_BAR (cor_company_bar_get_type ())
G_DECLARE_FINAL_TYPE (CorCompanyBar, cor_company_bar, COR, COMPANY_BAR, AdwBin)

void cor_company_bar_set_call (CorCompanyBar *self, CorCall *call); /* or NULL */

G_END_DECLS
