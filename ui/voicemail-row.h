/* SPDX-License-Identifier: GPL-3.0-or-later
 * A message in the list of those that were left. */
#pragma once
#include <adwaita.h>
#include "model/voicemail.h"

G_BEGIN_DECLS

#define COR_TYPE_VOICEMAIL_ROW (cor_voicemail_row_get_type ())
G_DECLARE_FINAL_TYPE (CorVoicemailRow, cor_voicemail_row, COR, VOICEMAIL_ROW, GtkBox)

GtkWidget *cor_voicemail_row_new (void);
/* NULL when the row is let go. */
void cor_voicemail_row_set_item (CorVoicemailRow *self, CorVoicemail *message);

G_END_DECLS
