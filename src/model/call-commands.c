/* SPDX-License-Identifier: GPL-3.0-or-later
 * What can be asked of a call, passed on to who carries it out. */
#include "config.h"
#include "model/call.h"

/* The interface to carry a command out, or NULL when it has no meaning now. */
static CorCallControlInterface *
control_for (CorCall *self, const char *command, gboolean meaningful)
{
  CorCallControl *control = cor_call_get_control (self);

  if (control == NULL || !meaningful) {
    g_debug ("call %u: %s has no meaning in state %d", cor_call_get_id (self), command,
             cor_call_get_state (self));
    return NULL;
  }
  return COR_CALL_CONTROL_GET_IFACE (control);
}

void
cor_call_answer (CorCall *self)
{
  CorCallControlInterface *iface =
    control_for (self, "answer", cor_call_get_state (self) == COR_CALL_INCOMING);

  if (iface == NULL)
    return;
  cor_call_set_answering (self);
  iface->answer (cor_call_get_control (self), self);
}

void
cor_call_answer_there (CorCall *self)
{
  CorCallControlInterface *iface = control_for (self, "answer there",
                                                cor_call_get_state (self) == COR_CALL_INCOMING &&
                                                  cor_call_get_also_at (self) != NULL);

  if (iface == NULL || iface->answer_there == NULL)
    return;
  cor_call_set_answering (self);
  iface->answer_there (cor_call_get_control (self), self);
}

void
cor_call_decline (CorCall *self)
{
  CorCallControlInterface *iface =
    control_for (self, "decline", cor_call_get_state (self) == COR_CALL_INCOMING);

  if (iface != NULL)
    iface->decline (cor_call_get_control (self), self);
}

void
cor_call_hang_up (CorCall *self)
{
  CorCallControlInterface *iface;

  if (cor_call_get_state (self) == COR_CALL_INCOMING) {
    cor_call_decline (self);
    return;
  }
  iface = control_for (self, "hang up", cor_call_get_state (self) != COR_CALL_ENDED);
  if (iface != NULL)
    iface->hang_up (cor_call_get_control (self), self);
}

void
cor_call_hold (CorCall *self, gboolean hold)
{
  CorCallControlInterface *iface =
    control_for (self, "hold", cor_call_get_state (self) == COR_CALL_ACTIVE);

  if (iface != NULL)
    iface->set_hold (cor_call_get_control (self), self, hold);
}

void
cor_call_mute (CorCall *self, gboolean mute)
{
  CorCallControlInterface *iface =
    control_for (self, "mute", cor_call_get_state (self) == COR_CALL_ACTIVE);

  if (iface != NULL)
    iface->set_mute (cor_call_get_control (self), self, mute);
}

void
cor_call_send_digits (CorCall *self, const char *digits)
{
  gboolean meaningful =
    cor_call_get_state (self) == COR_CALL_ACTIVE || cor_call_get_state (self) == COR_CALL_RINGING;
  CorCallControlInterface *iface = control_for (self, "digits", meaningful);

  if (iface != NULL)
    iface->send_digits (cor_call_get_control (self), self, digits);
}

void
cor_call_transfer (CorCall *self, const char *to)
{
  CorCallControlInterface *iface =
    control_for (self, "transfer", cor_call_get_state (self) == COR_CALL_ACTIVE);

  if (iface != NULL && iface->transfer != NULL)
    iface->transfer (cor_call_get_control (self), self, to);
}

void
cor_call_join (CorCall *self, CorCall *other)
{
  gboolean meaningful =
    cor_call_get_state (self) == COR_CALL_ACTIVE && cor_call_get_state (other) == COR_CALL_ACTIVE;
  CorCallControlInterface *iface = control_for (self, "join", meaningful);

  if (iface != NULL && iface->join != NULL)
    iface->join (cor_call_get_control (self), self, other);
}
