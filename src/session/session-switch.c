/* SPDX-License-Identifier: GPL-3.0-or-later
 * A call goes on at another of the user's phones: its other side is sent to
 * that phone's extension, which rings. On this computer it is answered at once,
 * since its user has just asked for it here; a desk phone is picked up. The
 * call that comes there goes on the time of the one before. */
#include "config.h"
#include "model/party.h"
#include "session-switch.h"
#include "session-move.h"
#include <glib/gi18n-lib.h>

/* Within this time the phone rings, or nothing comes of it. */
#define LATE_US (30 * G_USEC_PER_SEC)

struct _CorSwitch {
  guint from; /* id of the call */
  guint to;   /* of the one that goes on; 0: not there yet */
  char *number;
  gboolean here;
  gint64 answered_at, since;
};

void
cor_session_switch_clear (CorSession *self)
{
  if (self->switching != NULL)
    g_free (self->switching->number);
  g_clear_pointer (&self->switching, g_free);
}

static const char *
why_not (CorSession *self, CorCall *call, CorDevice *device)
{
  gboolean here;

  if (device == NULL || cor_device_get_kind (device) == COR_DEVICE_OTHER)
    return _ ("This is none of your phones.");
  if (self->profile == NULL)
    return _ ("This needs an account on a CTI server.");
  if (cor_call_get_state (call) != COR_CALL_ACTIVE || cor_call_get_waiting (call) != NULL)
    return _ ("Nobody is talked with in this call yet.");
  here = cor_device_get_kind (device) == COR_DEVICE_THIS_COMPUTER;
  if (here ? cor_call_is_on_this_computer (call)
           : g_strcmp0 (cor_call_get_place (call), cor_device_get_name (device)) == 0)
    return _ ("The call is there already.");
  return cor_device_is_online (device) ? NULL : _ ("This phone is not connected.");
}

gboolean
cor_session_switch (CorSession *self, CorCall *call, const char *device_id, GError **error)
{
  CorDevice *device = cor_session_find_device (self, device_id);
  const char *why = why_not (self, call, device);
  const char *to = why == NULL ? cor_session_endpoint_of_device (self, device_id) : NULL;
  const CorMove wanted = { .kind = COR_CTI_TRANSFER, .to = to };
  g_autofree char *parting = NULL;

  if (why != NULL || to == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         why != NULL ? why : _ ("This is none of your phones."));
    return FALSE;
  }
  cor_session_switch_clear (self);
  self->switching = g_new0 (CorSwitch, 1);
  self->switching->from = cor_call_get_id (call);
  self->switching->number = g_strdup (cor_call_get_number (call));
  self->switching->here = cor_device_get_kind (device) == COR_DEVICE_THIS_COMPUTER;
  self->switching->answered_at = cor_call_get_answered_at (call);
  self->switching->since = cor_clock_now (self->clock);
  cor_session_move_async (self, call, &wanted, NULL, NULL);
  /* Translators: %s is a phone's name. */
  parting = g_strdup_printf (_ ("The call goes on at: %s"), cor_device_get_name (device));
  cor_call_set_parting (call, parting);
  return TRUE;
}

static gboolean
is_awaited (CorSession *self, CorCall *call)
{
  const CorSwitch *what = self->switching;

  return what != NULL && what->to == 0 && cor_call_is_incoming (call) &&
         cor_call_is_on_this_computer (call) == what->here && *what->number != '\0' &&
         cor_clock_now (self->clock) - what->since < LATE_US &&
         cor_party_is_same (what->number, cor_call_get_number (call));
}

static void
go_on (CorSession *self, CorCall *call)
{
  if (cor_call_get_state (call) != COR_CALL_ACTIVE)
    return;
  cor_call_continue_from (call, self->switching->answered_at);
  cor_session_switch_clear (self);
}

void
cor_session_switch_note_added (CorSession *self, CorCall *call)
{
  if (!is_awaited (self, call))
    return;
  self->switching->to = cor_call_get_id (call);
  if (self->switching->here)
    cor_call_answer (call);
  go_on (self, call);
}

void
cor_session_switch_note_changed (CorSession *self, CorCall *call, const char *property)
{
  if (self->switching == NULL)
    return;
  if (self->switching->to == cor_call_get_id (call) && g_str_equal (property, "state"))
    go_on (self, call);
  else if (self->switching->from == cor_call_get_id (call) && g_str_equal (property, "trouble") &&
           cor_call_get_trouble (call) != NULL)
    cor_session_switch_clear (self);
}

gboolean
cor_session_can_switch (CorSession *self)
{
  CorCall *call = cor_call_list_get_current (self->calls);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->devices));

  return self->profile != NULL && n > 1 && cor_session_can_transfer (self) &&
         cor_call_get_waiting (call) == NULL;
}
