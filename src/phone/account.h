/* SPDX-License-Identifier: GPL-3.0-or-later
 * An account as the user gave it, made fit for the stack. */
#pragma once
#include "engine.h"

/* NULL with COR_PHONE_ERROR_ACCOUNT, which names the field, when one could not stand in a SIP
 * address. `ret_port` is 0 when the server was given without one. */
CorLineSetup *
cor_account_to_setup (const CorSipAccount *account, guint16 *ret_port, GError **error);
/* Of a canonical number, at that domain. */
char *cor_account_to_uri (const char *domain, const char *number);
