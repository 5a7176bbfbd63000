/* SPDX-License-Identifier: GPL-3.0-or-later
 * Somebody in the user's conference, as a row. */
#pragma once
#include <gtk/gtk.h>
#include "model/conference.h"

G_BEGIN_DECLS

#define COR_TYPE_PARTICIPANT_ROW (cor_participant_row_get_type ())
G_DECLARE_FINAL_TYPE (CorParticipantRow, cor_participant_row, COR, PARTICIPANT_ROW, GtkListBoxRow)

GtkWidget *cor_participant_row_new (CorParticipant *participant);

G_END_DECLS
