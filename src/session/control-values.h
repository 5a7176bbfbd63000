/* SPDX-License-Identifier: GPL-3.0-or-later
 * What D-Bus is told: the session's objects as dictionaries. The keys are
 * those of org.cornetta.Cornetta.Control.xml. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

/* Each is floating. */
GVariant *cor_control_call (CorCall *call);
GVariant *cor_control_calls (CorSession *session);
GVariant *cor_control_status (CorSession *session, const char *refused);
GVariant *cor_control_devices (CorSession *session);

/* Nothing when it is NULL. */
void cor_control_add_text (GVariantDict *dict, const char *key, const char *value);

G_END_DECLS
