/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl voicemail`, `recording` and `player`. */
#pragma once
#include "context.h"

G_BEGIN_DECLS

CorExit cor_sounds_run_voicemail (const CorContext *context);
CorExit cor_sounds_run_recording (const CorContext *context);
CorExit cor_sounds_run_player (const CorContext *context);

G_END_DECLS
