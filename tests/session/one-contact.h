/* SPDX-License-Identifier: GPL-3.0-or-later
 * A mirror that knows one contact. */
#pragma once
#include "store/store.h"

G_BEGIN_DECLS

CorStore *one_contact_open (void);        /* transfer full */
void one_contact_close (CorStore *store); /* takes it */

G_END_DECLS
