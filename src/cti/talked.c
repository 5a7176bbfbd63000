/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which calls the user's phones are talking in, to tell when one is over. */
#include "config.h"
#include "talked.h"

struct _CorTalked {
  GHashTable *phones; /* extension -> (linked id -> id) of the calls talked in there */
};

CorTalked *
cor_talked_new (void)
{
  CorTalked *self = g_new0 (CorTalked, 1);

  self->phones =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
  return self;
}

void
cor_talked_free (CorTalked *self)
{
  g_hash_table_unref (self->phones);
  g_free (self);
}

static GHashTable *
read_calls (const CorExten *exten)
{
  GHashTable *calls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < exten->conversations->len; i++) {
    const CorConversation *conversation = exten->conversations->pdata[i];

    if (conversation->connected && *conversation->unique_id != '\0')
      g_hash_table_insert (
        calls, g_strdup (conversation->linked_id),
        g_strdup_printf ("%s/%s", conversation->unique_id, conversation->linked_id));
  }
  return calls;
}

static gboolean
is_talked_in (CorTalked *self, const char *linked)
{
  GHashTableIter iter;
  gpointer calls;

  g_hash_table_iter_init (&iter, self->phones);
  while (g_hash_table_iter_next (&iter, NULL, &calls))
    if (g_hash_table_contains (calls, linked))
      return TRUE;
  return FALSE;
}

GPtrArray *
cor_talked_note (CorTalked *self, const CorExten *exten)
{
  GPtrArray *over = g_ptr_array_new_with_free_func (g_free);
  GHashTable *calls = read_calls (exten);
  g_autoptr (GHashTable) before = NULL;
  GHashTableIter iter;
  gpointer linked, id;

  if (g_hash_table_lookup_extended (self->phones, exten->exten, NULL, &id))
    before = g_hash_table_ref (id);
  if (g_hash_table_size (calls) > 0)
    g_hash_table_replace (self->phones, g_strdup (exten->exten), calls);
  else
    g_hash_table_remove (self->phones, exten->exten);
  if (before != NULL) {
    g_hash_table_iter_init (&iter, before);
    while (g_hash_table_iter_next (&iter, &linked, &id))
      if (!is_talked_in (self, linked))
        g_ptr_array_add (over, g_strdup (id));
  }
  if (g_hash_table_size (calls) == 0)
    g_hash_table_unref (calls);
  return over;
}
