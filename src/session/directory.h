/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keeps the mirror like the server: fetches phonebook and history in pages. */
#pragma once
#include "cti/cti.h"
#include "store/store.h"
#include "history-sync.h"

G_BEGIN_DECLS

#define COR_TYPE_DIRECTORY (cor_directory_get_type ())
G_DECLARE_FINAL_TYPE (CorDirectory, cor_directory, COR, DIRECTORY, GObject)

/* Properties: fraction (double, 0..1 of a full sync; -1 when none runs); reach (int,
 * CorHistoryReach).
 * Signal: "failed" (GError): a fetch failed; what was there before stays.
 * Owner: session, one per signed-in account. */
CorDirectory *cor_directory_new (CorCti *cti, CorStore *store);
/* Everything; one that runs already is left to run. */
void cor_directory_sync (CorDirectory *self);
/* Whether somebody has written into the phonebook, and what; also done now and then by itself. */
void cor_directory_turn_book (CorDirectory *self);
/* The newest of the history: after a call ended. */
void cor_directory_refresh_history (CorDirectory *self);
CorHistorySync *cor_directory_get_history (CorDirectory *self); /* transfer none */
CorHistoryReach cor_directory_get_reach (CorDirectory *self);
double cor_directory_get_fraction (CorDirectory *self);
/* Ends what is under way; nothing is emitted afterwards. */
void cor_directory_cancel (CorDirectory *self);

G_END_DECLS
