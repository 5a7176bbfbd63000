/* SPDX-License-Identifier: GPL-3.0-or-later
 * What one notification says. */
#include "popup.h"

CorPopup *
cor_popup_new (const char *summary, const char *body, const char *category)
{
  CorPopup *self = g_new0 (CorPopup, 1);

  self->summary = g_strdup (summary);
  self->body = g_strdup (body);
  self->category = category;
  return self;
}

void
cor_popup_add_action (CorPopup *self, const char *key, const char *label)
{
  g_return_if_fail (self->n_actions < COR_POPUP_ACTIONS_MAX);

  self->actions[self->n_actions].key = key;
  self->actions[self->n_actions].label = g_strdup (label);
  self->n_actions++;
}

void
cor_popup_free (CorPopup *self)
{
  for (guint i = 0; i < self->n_actions; i++)
    g_free (self->actions[i].label);
  g_free (self->summary);
  g_free (self->body);
  g_free (self);
}

CorPopup *
cor_popup_copy (const CorPopup *self)
{
  CorPopup *copy = cor_popup_new (self->summary, self->body, self->category);

  copy->ringing = self->ringing;
  copy->clickable = self->clickable;
  for (guint i = 0; i < self->n_actions; i++)
    cor_popup_add_action (copy, self->actions[i].key, self->actions[i].label);
  return copy;
}
