/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page for callers and the user's command, among the files of the session. */
#pragma once
#include "session/company.h"
#include "cti/company.h"
#include "session-private.h"
#include "fill.h"

G_BEGIN_DECLS

/* session-url.c */
CorUrl *cor_session_new_url (CorSession *self); /* and follows the calls */
void cor_session_free_url (CorUrl *url);
void cor_session_fetch_url (CorSession *self);                      /* of a new profile */
void cor_session_take_url (CorSession *self, CorCtiParamUrl *page); /* takes it */
void cor_session_forget_url (CorSession *self);                     /* the account goes */
void cor_session_watch_url (CorSession *self);                      /* of a new account */
void cor_session_update_url_action (CorSession *self);
/* How long a call waits for its caller's name from the phonebook before others hear of it. */
#define COR_CALL_NAME_MS 400
/* Another one than its number. */
gboolean cor_session_knows_name (CorCall *call);
/* Strings are borrowed from the call, but for `unique`, which is the caller's to free. */
CorFill cor_session_describe_call (CorSession *self, CorCall *call, char **ret_unique);

/* session-hook.c */
CorHooks *cor_session_new_hooks (CorSession *self); /* and follows the calls */
void cor_session_free_hooks (CorHooks *hooks);      /* what runs is killed */

G_END_DECLS
