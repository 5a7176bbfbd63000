/* SPDX-License-Identifier: GPL-3.0-or-later
 * A list that a window can hold before there is anything to list. */
#pragma once
#include <gio/gio.h>
#include "model/history-filter.h"

G_BEGIN_DECLS

#define COR_TYPE_SWITCH_MODEL (cor_switch_model_get_type ())
G_DECLARE_FINAL_TYPE (CorSwitchModel, cor_switch_model, COR, SWITCH_MODEL, GObject)

/* Shows what `inner` shows, nothing while that is NULL. Property: loading (boolean), the inner
 * model's own where it has one. Owner: whoever asked the session for it. */
CorSwitchModel *cor_switch_model_new (GType item_type);
void cor_switch_model_set_inner (CorSwitchModel *self, GListModel *inner);
GListModel *cor_switch_model_get_inner (CorSwitchModel *self); /* or NULL */
/* What was last searched for; kept while there is no inner model. */
void cor_switch_model_set_query (CorSwitchModel *self, const char *query);
const char *cor_switch_model_get_query (CorSwitchModel *self);
/* Likewise of history. */
void cor_switch_model_set_filter (CorSwitchModel *self, const CorHistoryFilter *filter);
const CorHistoryFilter *cor_switch_model_get_filter (CorSwitchModel *self);

G_END_DECLS
