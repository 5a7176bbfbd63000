/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everybody at the company, from what the server answers. Pure. */
#pragma once
#include "cti/colleagues.h"
#include "event.h"
#include "net/json.h"

G_BEGIN_DECLS

/* Who of them is looked at, and by whom. */
typedef struct {
  const char *username;
  gboolean all_groups;
  const char *const *groups; /* names of the profile's permissions, "grp_sales" */
} CorColleagueSight;

/* endpoints: of /user/endpoints/all; groups: of /astproxy/opgroups, or NULL; speed_dials, or NULL.
 * Transfer full. */
GPtrArray *cor_colleagues_parse (JsonObject *endpoints,
                                 JsonObject *groups,
                                 JsonArray *speed_dials,
                                 const CorColleagueSight *sight);
/* What the server keeps the star of that user by, or 0. */
gint64 cor_colleagues_find_favourite (JsonArray *speed_dials, const char *username);
/* ret_phone borrows from exten. */
void cor_colleagues_describe_phone (const CorExten *exten, CorColleaguePhone *ret_phone);

G_END_DECLS
