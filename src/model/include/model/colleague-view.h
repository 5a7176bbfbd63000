/* SPDX-License-Identifier: GPL-3.0-or-later
 * Some of the colleagues: those who match. Whoever comes to match, or no longer
 * does, is one row that comes or goes; the others stay where they are. */
#pragma once
#include "model/colleague-list.h"

G_BEGIN_DECLS

typedef enum {
  COR_COLLEAGUES_ALL,
  COR_COLLEAGUES_FREE,
  COR_COLLEAGUES_TALKING, /* or ringing */
} CorColleagueDoing;

typedef struct {
  const char *query; /* or NULL */
  const char *group; /* or NULL for all */
  gboolean favourites;
  CorColleagueDoing doing;
} CorColleagueFilter;

#define COR_TYPE_COLLEAGUE_VIEW (cor_colleague_view_get_type ())
G_DECLARE_FINAL_TYPE (CorColleagueView, cor_colleague_view, COR, COLLEAGUE_VIEW, GObject)

/* A GListModel of CorColleague, of all at first. Property: loading (boolean), the list's. */
CorColleagueView *cor_colleague_view_new (CorColleagueList *list);
void cor_colleague_view_set_filter (CorColleagueView *self, const CorColleagueFilter *filter);

G_END_DECLS
