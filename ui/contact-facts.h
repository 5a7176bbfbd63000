/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is known of somebody beside the numbers, as rows: mail, places, pages,
 * and calls of the past. Strings are a stranger's: never markup, and what is
 * opened is mail, a map or a page of the web. */
#pragma once
#include <adwaita.h>
#include "model/contact.h"
#include "model/history-entry.h"

G_BEGIN_DECLS

/* For class_init of a widget around the rows: contact.open (s). */
void cor_contact_facts_install_actions (GtkWidgetClass *klass);
/* Appends the rows. */
void cor_contact_facts_fill (GtkListBox *box, CorContact *contact);
GtkWidget *cor_contact_call_row_new (CorHistoryEntry *entry);
/* "Only you", "Everyone", "Group: Sales"; transfer full. */
char *cor_contact_kind_to_text (const char *kind);

G_END_DECLS
