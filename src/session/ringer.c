/* SPDX-License-Identifier: GPL-3.0-or-later
 * When this computer rings: an observer of the call list. */
#include "ringer.h"

struct _CorRinger {
  GObject parent;
  CorCallList *calls;
  CorPhone *phone;
  GHashTable *silenced; /* ids of calls that ring on without a sound */
  gboolean enabled;
  gboolean ringing;
};

G_DEFINE_FINAL_TYPE (CorRinger, cor_ringer, G_TYPE_OBJECT)

static gboolean
rings (CorRinger *self, CorCall *call)
{
  return cor_call_get_state (call) == COR_CALL_INCOMING && !cor_call_is_answering (call) &&
         cor_call_is_on_this_computer (call) &&
         !g_hash_table_contains (self->silenced, GUINT_TO_POINTER (cor_call_get_id (call)));
}

static void
update (CorRinger *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->calls));
  gboolean ringing = FALSE;

  for (guint i = 0; i < n && self->enabled; i++) {
    g_autoptr (CorCall) call = g_list_model_get_item (G_LIST_MODEL (self->calls), i);
    ringing |= rings (self, call);
  }
  if (self->ringing == ringing || self->phone == NULL)
    return;
  self->ringing = ringing;
  cor_phone_set_ringing (self->phone, ringing);
}

static void
on_ended (CorRinger *self, CorCall *call)
{
  g_hash_table_remove (self->silenced, GUINT_TO_POINTER (cor_call_get_id (call)));
  update (self);
}

static void
dispose (GObject *object)
{
  g_clear_object (&COR_RINGER (object)->calls);
  G_OBJECT_CLASS (cor_ringer_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_hash_table_unref (COR_RINGER (object)->silenced);
  G_OBJECT_CLASS (cor_ringer_parent_class)->finalize (object);
}

static void
cor_ringer_class_init (CorRingerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
cor_ringer_init (CorRinger *self)
{
  self->silenced = g_hash_table_new (NULL, NULL);
  self->enabled = TRUE;
}

CorRinger *
cor_ringer_new (CorCallList *calls)
{
  CorRinger *self = g_object_new (COR_TYPE_RINGER, NULL);

  self->calls = g_object_ref (calls);
  g_signal_connect_object (calls, "added", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (calls, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (calls, "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);
  return self;
}

void
cor_ringer_set_phone (CorRinger *self, CorPhone *phone)
{
  self->phone = phone;
  self->ringing = FALSE;
  update (self);
}

void
cor_ringer_set_enabled (CorRinger *self, gboolean enabled)
{
  self->enabled = enabled;
  update (self);
}

void
cor_ringer_silence (CorRinger *self, CorCall *call)
{
  g_hash_table_add (self->silenced, GUINT_TO_POINTER (cor_call_get_id (call)));
  update (self);
}
