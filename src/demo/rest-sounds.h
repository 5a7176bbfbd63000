/* SPDX-License-Identifier: GPL-3.0-or-later
 * Messages and recordings over REST. */
#pragma once
#include "rest.h"

extern const CorRoute cor_routes_sounds[];

/* POST /demo/voicemail {"from", "name", "to", "seconds", "hertz"}: somebody leaves a message for
 * `to`, a user name, which is "demo" unless given. */
void cor_sounds_on_demo (CorRequest *request);
