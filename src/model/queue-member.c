/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who answers a queue's calls.
 * Owner: its queue. Thread: main context. */
#include "config.h"
#include "model/queue.h"
#include <glib/gi18n-lib.h>

struct _CorQueueMember {
  GObject parent;
  char *queue, *exten, *name, *reason;
  gboolean dynamic, logged_in, paused;
};

G_DEFINE_FINAL_TYPE (CorQueueMember, cor_queue_member, G_TYPE_OBJECT)

static void
finalize (GObject *object)
{
  CorQueueMember *self = COR_QUEUE_MEMBER (object);

  g_free (self->queue);
  g_free (self->exten);
  g_free (self->name);
  g_free (self->reason);
  G_OBJECT_CLASS (cor_queue_member_parent_class)->finalize (object);
}

static void
cor_queue_member_class_init (CorQueueMemberClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
cor_queue_member_init (CorQueueMember *self)
{
}

static char *
dup_filled (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

CorQueueMember *
cor_queue_member_new (const CorQueueMemberFields *fields)
{
  CorQueueMember *self = g_object_new (COR_TYPE_QUEUE_MEMBER, NULL);

  self->queue = g_strdup (fields->queue);
  self->exten = g_strdup (fields->exten);
  self->name = dup_filled (fields->name);
  self->reason = dup_filled (fields->reason);
  self->dynamic = fields->dynamic;
  self->logged_in = fields->logged_in;
  self->paused = fields->paused;
  return self;
}

const char *
cor_queue_member_get_queue (CorQueueMember *self)
{
  return self->queue;
}

const char *
cor_queue_member_get_exten (CorQueueMember *self)
{
  return self->exten;
}

const char *
cor_queue_member_get_shown (CorQueueMember *self)
{
  return self->name != NULL ? self->name : self->exten;
}

const char *
cor_queue_member_get_reason (CorQueueMember *self)
{
  return self->reason;
}

gboolean
cor_queue_member_is_dynamic (CorQueueMember *self)
{
  return self->dynamic;
}

gboolean
cor_queue_member_is_logged_in (CorQueueMember *self)
{
  return self->logged_in;
}

gboolean
cor_queue_member_is_paused (CorQueueMember *self)
{
  return self->paused;
}

char *
cor_queue_member_dup_state (CorQueueMember *self)
{
  if (!self->logged_in)
    return g_strdup (C_ ("a queue's member", "Logged out"));
  if (self->paused && self->reason != NULL)
    /* Translators: of a queue's member; %s is the reason, as they wrote it. */
    return g_strdup_printf (_ ("On a break: %s"), self->reason);
  if (self->paused)
    return g_strdup (C_ ("a queue's member", "On a break"));
  return g_strdup (C_ ("a queue's member", "Logged in"));
}

gboolean
cor_queue_member_equal (CorQueueMember *a, CorQueueMember *b)
{
  return a->dynamic == b->dynamic && a->logged_in == b->logged_in && a->paused == b->paused &&
         g_str_equal (a->exten, b->exten) && g_str_equal (a->queue, b->queue) &&
         g_strcmp0 (a->name, b->name) == 0 && g_strcmp0 (a->reason, b->reason) == 0;
}
