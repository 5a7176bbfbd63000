/* SPDX-License-Identifier: GPL-3.0-or-later
 * What made-up people, companies and places are called. Each list ends with NULL. */
#pragma once

extern const char *const cor_names_first[],
  *const cor_names_last[], *const cor_names_company[], *const cor_names_form[],
                                                         *const cor_names_city[],
                                                           *const cor_names_street[],
                                                             *const cor_names_job[],
                                                               *const cor_names_group[];
