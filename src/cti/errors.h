/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the server's failures mean to the user. Pure. */
#pragma once
#include "cti/cti.h"
#include "net/http.h"

G_BEGIN_DECLS

typedef struct {
  const char *host;
  gboolean sign_in;     /* the request was the one with the password */
  gboolean otp_pending; /* the token waits for its second factor */
} CorErrorContext;

/* NULL for a 2xx. */
GError *cor_error_from_response (const CorErrorContext *context, const CorHttpResponse *response);
/* Takes the net room's error; anything else (cancelled) passes through. */
GError *cor_error_from_net (GError *error);
GError *cor_error_bad_data (const char *host);

G_END_DECLS
