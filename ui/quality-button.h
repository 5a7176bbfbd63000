/* SPDX-License-Identifier: GPL-3.0-or-later
 * How good a call's sound is, as a symbol and a word; pressed, in numbers. */
#pragma once
#include <adwaita.h>
#include "model/call.h"
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_QUALITY_BUTTON (cor_quality_button_get_type ())
G_DECLARE_FINAL_TYPE (CorQualityButton, cor_quality_button, COR, QUALITY_BUTTON, AdwBin)

/* The session is told once. */
void cor_quality_button_set_session (CorQualityButton *self, CorSession *session);
/* NULL: none. To be told again when the call's state has changed. */
void cor_quality_button_set_call (CorQualityButton *self, CorCall *call);

G_END_DECLS
