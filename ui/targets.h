/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whom a call may go to, in a short list: before anything is typed the number
 * that was called last, favourites with what they do now, and recent calls; then
 * whoever matches. */
#pragma once
#include "session/colleagues.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _CorTargets CorTargets;

/* chooses: for a call that is there already, so colleagues come before the phonebook; else recent
 * calls are all that there is before something is typed. */
CorTargets *cor_targets_new (CorSession *session, gboolean chooses);
void cor_targets_free (CorTargets *self);
void cor_targets_set_query (CorTargets *self, const char *query);
/* Of CorContact, CorColleague and CorHistoryEntry; the next two are its parts. Borrowed. */
GListModel *cor_targets_get_model (CorTargets *self);
GListModel *cor_targets_get_contacts (CorTargets *self);
GListModel *cor_targets_get_colleagues (CorTargets *self);

/* What is called for an item of the list; NULL: it has no number that can be. */
const char *cor_target_get_number (GObject *item, CorOrigin *ret_origin);

G_END_DECLS
