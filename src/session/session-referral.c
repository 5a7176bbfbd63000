/* SPDX-License-Identifier: GPL-3.0-or-later
 * The other side of a call asks that somebody else is called. It is a question to the user, as for
 * a forwarded call; the line tells them what became of it. While the new call is made the one
 * before waits, and it comes back by itself when nobody is reached. */
#include "config.h"
#include "session-referral.h"
#include <glib/gi18n-lib.h>

typedef struct {
  CorDialRequest *request;
  CorCall *before; /* in which they asked; it may have ended */
  CorCall *after;  /* that was made for it; NULL: not decided yet */
  guint id;        /* the line's */
  gboolean waited; /* its user had held the one before already */
} Referral;

static void
referral_free (gpointer data)
{
  Referral *referral = data;

  g_object_unref (referral->request);
  g_object_unref (referral->before);
  g_clear_object (&referral->after);
  g_free (referral);
}

GPtrArray *
cor_session_referrals_new (void)
{
  return g_ptr_array_new_with_free_func (referral_free);
}

void
cor_session_note_referral (CorSession *self, CorCall *call, const char *number, guint id)
{
  g_autoptr (CorNumber) parsed = cor_number_parse (number, COR_NUMBER_FROM_SERVER, NULL);
  g_autofree char *why = NULL;
  Referral *referral;

  if (parsed == NULL) {
    cor_line_refuse (self->line, id);
    return;
  }
  referral = g_new0 (Referral, 1);
  /* The line that they talk by is on this computer, wherever else its user calls from. */
  referral->request =
    cor_dial_request_new (number, COR_ORIGIN_PEER, COR_DEVICE_ID_THIS_COMPUTER, NULL);
  referral->before = g_object_ref (call);
  referral->id = id;
  g_ptr_array_add (self->referrals, referral);
  /* Translators: both are a number or name. */
  why = g_strdup_printf (_ ("%s wants to transfer you to %s. Call that?"),
                         cor_call_get_shown (call), parsed->canonical);
  self->peer_asks = why;
  cor_session_dial (self, referral->request);
  self->peer_asks = NULL;
}

CorCall *
cor_session_follow_referral (CorSession *self, CorDialRequest *request, const CorNumber *number)
{
  for (guint i = 0; i < self->referrals->len; i++) {
    Referral *referral = self->referrals->pdata[i];

    if (referral->request != request || referral->after != NULL)
      continue;
    referral->waited = cor_call_is_held (referral->before);
    referral->after = cor_line_follow (self->line, number, referral->id);
    return referral->after != NULL ? g_object_ref (referral->after) : NULL;
  }
  return NULL;
}

/* Its question was answered otherwise, or could not be asked. */
static gboolean
is_settled (CorSession *self, const Referral *referral)
{
  return referral->after == NULL && self->waiting != referral->request &&
         !cor_session_is_asking (self, referral->request);
}

void
cor_session_settle_referrals (CorSession *self)
{
  guint i = 0;

  while (i < self->referrals->len) {
    const Referral *referral = self->referrals->pdata[i];

    if (!is_settled (self, referral)) {
      i++;
      continue;
    }
    if (self->line != NULL)
      cor_line_refuse (self->line, referral->id);
    g_ptr_array_remove_index (self->referrals, i);
  }
}

static gboolean
comes_back (CorSession *self, const Referral *referral)
{
  return cor_call_get_answered_at (referral->after) == 0 && !referral->waited &&
         cor_call_get_state (referral->before) == COR_CALL_ACTIVE &&
         cor_call_list_get_talked (self->calls) == NULL;
}

void
cor_session_referrals_note_ended (CorSession *self, CorCall *call)
{
  for (guint i = 0; i < self->referrals->len; i++) {
    Referral *referral = self->referrals->pdata[i];

    if (referral->after != call)
      continue;
    if (comes_back (self, referral))
      cor_call_hold (referral->before, FALSE);
    g_ptr_array_remove_index (self->referrals, i);
    return;
  }
}
