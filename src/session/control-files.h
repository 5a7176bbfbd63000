/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's ImportContacts and ExportContacts. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

void cor_control_import_contacts (CorSession *session,
                                  GVariant *parameters,
                                  GDBusMethodInvocation *invocation);
void cor_control_export_contacts (CorSession *session,
                                  GVariant *parameters,
                                  GDBusMethodInvocation *invocation);

G_END_DECLS
