/* SPDX-License-Identifier: GPL-3.0-or-later
 * A queue of the exchange: who answers its calls, and how many wait. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* Who answers a queue's calls. It does not change: another one takes its place. */
#define COR_TYPE_QUEUE_MEMBER (cor_queue_member_get_type ())
G_DECLARE_FINAL_TYPE (CorQueueMember, cor_queue_member, COR, QUEUE_MEMBER, GObject)

typedef struct {
  const char *queue, *exten;
  const char *name;   /* or NULL */
  const char *reason; /* of the pause; or NULL */
  gboolean dynamic;   /* logs in and out; else is there for ever */
  gboolean logged_in, paused;
} CorQueueMemberFields;

CorQueueMember *cor_queue_member_new (const CorQueueMemberFields *fields);
const char *cor_queue_member_get_queue (CorQueueMember *self);
const char *cor_queue_member_get_exten (CorQueueMember *self);
const char *cor_queue_member_get_shown (CorQueueMember *self);
const char *cor_queue_member_get_reason (CorQueueMember *self); /* or NULL */
gboolean cor_queue_member_is_dynamic (CorQueueMember *self);
gboolean cor_queue_member_is_logged_in (CorQueueMember *self);
gboolean cor_queue_member_is_paused (CorQueueMember *self);
/* For the user: "Logged in", "On a break: lunch"... Transfer full. */
char *cor_queue_member_dup_state (CorQueueMember *self);
gboolean cor_queue_member_equal (CorQueueMember *a, CorQueueMember *b);

/* Signal "changed" (): how many wait, or a member. */
#define COR_TYPE_QUEUE (cor_queue_get_type ())
G_DECLARE_FINAL_TYPE (CorQueue, cor_queue, COR, QUEUE, GObject)

/* members: CorQueueMember. */
CorQueue *cor_queue_new (const char *id, const char *name, guint waiting, GPtrArray *members);
const char *cor_queue_get_id (CorQueue *self);
const char *cor_queue_get_name (CorQueue *self);
guint cor_queue_get_waiting (CorQueue *self);
GListModel *cor_queue_get_members (CorQueue *self);
CorQueueMember *cor_queue_find_member (CorQueue *self, const char *exten); /* borrowed, or NULL */
/* In the place of the one of that extension; a new one is added. */
void cor_queue_put_member (CorQueue *self, CorQueueMember *member);
/* Becomes as the other one is. */
void cor_queue_follow (CorQueue *self, CorQueue *newer);
gboolean cor_queue_equal (CorQueue *a, CorQueue *b);

G_END_DECLS
