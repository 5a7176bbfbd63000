/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a call opens and runs: the administrator's page, a command. */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_PREFERENCES_COMPANY (cor_preferences_company_get_type ())
G_DECLARE_FINAL_TYPE (CorPreferencesCompany,
                      cor_preferences_company,
                      COR,
                      PREFERENCES_COMPANY,
                      AdwPreferencesGroup)

G_END_DECLS
