/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is to be asked of the gateway, one after the other. */
#include "config.h"
#include "outbox.h"

void
cor_post_free (CorPost *post)
{
  json_object_unref (post->request);
  g_free (post);
}

gboolean
cor_outbox_add (CorOutbox *self, const CorPost *post)
{
  if (g_queue_get_length (&self->posts) >= COR_OUTBOX_MAX) {
    json_object_unref (post->request);
    return FALSE;
  }
  g_queue_push_tail (&self->posts, g_memdup2 (post, sizeof *post));
  return TRUE;
}

CorPost *
cor_outbox_start (CorOutbox *self)
{
  if (self->sending || g_queue_is_empty (&self->posts))
    return NULL;
  self->sending = TRUE;
  return g_queue_peek_head (&self->posts);
}

CorPost *
cor_outbox_finish (CorOutbox *self)
{
  g_return_val_if_fail (self->sending, NULL);

  self->sending = FALSE;
  return g_queue_pop_head (&self->posts);
}

CorPost *
cor_outbox_fail (CorOutbox *self)
{
  CorPost *post = g_queue_peek_head (&self->posts);

  if (!self->sending)
    return NULL;
  self->sending = FALSE;
  if (++post->tries < COR_OUTBOX_TRIES && post->ask != COR_ASK_TRANSFER)
    return NULL;
  return g_queue_pop_head (&self->posts);
}

void
cor_outbox_forget (CorOutbox *self, guint tag)
{
  GList *next;

  for (GList *link = self->posts.head; link != NULL; link = next) {
    CorPost *post = link->data;

    next = link->next;
    if (post->tag != tag || (self->sending && link == self->posts.head))
      continue;
    g_queue_delete_link (&self->posts, link);
    cor_post_free (post);
  }
}

void
cor_outbox_clear (CorOutbox *self)
{
  g_queue_clear_full (&self->posts, (GDestroyNotify)cor_post_free);
  self->sending = FALSE;
}
