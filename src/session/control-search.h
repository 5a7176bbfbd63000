/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's SearchContacts and SearchHistory. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

void cor_control_search_contacts (CorSession *session,
                                  GVariant *parameters,
                                  GDBusMethodInvocation *invocation);
void cor_control_search_history (CorSession *session,
                                 GVariant *parameters,
                                 GDBusMethodInvocation *invocation);

/* Answers the invocation once the model has read its rows. list: transfer full. */
void cor_control_search (GListModel *list,
                         CorSession *session,
                         const char *query,
                         guint limit,
                         GDBusMethodInvocation *invocation);

/* Floating. */
GVariant *cor_control_history_value (CorHistoryEntry *entry);

G_END_DECLS
