/* SPDX-License-Identifier: GPL-3.0-or-later
 * “Phone Link”: the extension by which a computer is a phone, which an
 * administrator has to give. */
#include "config.h"
#include "session/administrator.h"
#include "session-private.h"
#include <glib/gi18n-lib.h>

gboolean
cor_session_lacks_phone_link (CorSession *self)
{
  return self->state == COR_SESSION_READY && self->profile != NULL && self->line == NULL &&
         cor_session_find_device (self, COR_DEVICE_ID_THIS_COMPUTER) == NULL;
}

char *
cor_session_dup_request_to_administrator (CorSession *self)
{
  if (!cor_session_lacks_phone_link (self))
    return NULL;
  /* Translators: a message to copy. The arrows are the way through the server's own pages. */
  return g_strdup_printf (
    _ ("Hello,\nplease enable “Phone Link” for my account %s on %s, so that I can call from my "
       "computer.\nNethVoice Administration → Configuration → Users → my user → enable the device "
       "“Phone Link” → Save.\nThank you!"),
    self->profile->username, cor_cti_get_host (self->cti));
}
