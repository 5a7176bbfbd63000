/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl sign-in` and `code`. */
#pragma once
#include "context.h"

G_BEGIN_DECLS

CorExit cor_login_run_sign_in (const CorContext *context);
/* `accounts` and `account`. */
CorExit cor_login_run_accounts (const CorContext *context);
CorExit cor_login_run_account (const CorContext *context);
CorExit cor_login_run_code (const CorContext *context);

G_END_DECLS
