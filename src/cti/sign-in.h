/* SPDX-License-Identifier: GPL-3.0-or-later
 * What else makes tokens of answers. */
#pragma once
#include "cti-private.h"

G_BEGIN_DECLS

/* The token of an answer from now on, or an error: also that it waits for its second factor. */
GError *cor_sign_in_take_token (CorCti *cti, JsonObject *object);

G_END_DECLS
