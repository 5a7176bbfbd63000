/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one entry: takes names and numbers, says what Enter will do, and does it. */
#pragma once
#include <adwaita.h>
#include "model/contact.h"

G_BEGIN_DECLS

typedef enum {
  COR_DIAL_CALLS,
  COR_DIAL_TRANSFERS,
  COR_DIAL_ASKS, /* calls, before a transfer there */
  COR_DIAL_ADDS, /* calls, to a conference */
} CorDialPurpose;

#define COR_TYPE_DIAL_ENTRY (cor_dial_entry_get_type ())
G_DECLARE_FINAL_TYPE (CorDialEntry, cor_dial_entry, COR, DIAL_ENTRY, AdwBin)

/* Signals: "query-changed" (const char *): for the lists; "leave" (): to the list below.
 * A number, or that of a name's best match, is handed to the CorCaller it is in. */

/* Keys typed into that widget and used by nothing there go to the entry. */
void cor_dial_entry_set_capture (CorDialEntry *self, GtkWidget *widget);
/* Where the best match of a name is the first row: of CorContact and of CorColleague, each or NULL.
 * colleagues_first: where there is one of both. Referenced. */
void cor_dial_entry_set_people (CorDialEntry *self,
                                GListModel *contacts,
                                GListModel *colleagues,
                                gboolean colleagues_first);
/* What it says that Enter does. */
void cor_dial_entry_set_purpose (CorDialEntry *self, CorDialPurpose purpose);
void cor_dial_entry_enter (CorDialEntry *self); /* as if Enter were pressed */
void cor_dial_entry_focus (CorDialEntry *self);
void cor_dial_entry_set_text (CorDialEntry *self, const char *text);
const char *cor_dial_entry_get_text (CorDialEntry *self);

G_END_DECLS
