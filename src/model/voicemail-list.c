/* SPDX-License-Identifier: GPL-3.0-or-later
 * The messages of the user's mailbox. Owner: the session. Thread: main context. */
#include "config.h"
#include "model/voicemail-list.h"
#include "rows.h"

struct _CorVoicemailList {
  GObject parent;
  GPtrArray *all;     /* CorVoicemail, in their order */
  GPtrArray *rows;    /* those of them that are not hidden */
  GHashTable *hidden; /* set of ids */
  gboolean available, loading;
  char *error;
  guint new_count;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorVoicemailList,
                               cor_voicemail_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum { PROP_0, PROP_AVAILABLE, PROP_LOADING, PROP_ERROR, PROP_NEW_COUNT, N_PROPS };
static GParamSpec *props[N_PROPS];

COR_DEFINE_ROWS_MODEL (CorVoicemailList, COR_TYPE_VOICEMAIL)

static void
count (CorVoicemailList *self)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += cor_voicemail_is_new (self->rows->pdata[i]) ? 1 : 0;
  if (n == self->new_count)
    return;
  self->new_count = n;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NEW_COUNT]);
}

static void
update_rows (CorVoicemailList *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->all->len; i++)
    if (!g_hash_table_contains (self->hidden, cor_voicemail_get_id (self->all->pdata[i])))
      g_ptr_array_add (rows, g_object_ref (self->all->pdata[i]));
  cor_rows_replace (G_LIST_MODEL (self), &self->rows, rows);
  count (self);
}

static CorVoicemail *
find_in (GPtrArray *messages, const char *id)
{
  for (guint i = 0; i < messages->len; i++)
    if (g_str_equal (cor_voicemail_get_id (messages->pdata[i]), id))
      return messages->pdata[i];
  return NULL;
}

CorVoicemail *
cor_voicemail_list_find (CorVoicemailList *self, const char *id)
{
  return find_in (self->rows, id);
}

void
cor_voicemail_list_take (CorVoicemailList *self, GPtrArray *messages)
{
  g_autoptr (GPtrArray) before = self->all;
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < before->len; i++)
    g_hash_table_insert (known, (gpointer)cor_voicemail_get_id (before->pdata[i]),
                         before->pdata[i]);
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < messages->len; i++) {
    CorVoicemail *fresh = messages->pdata[i];
    CorVoicemail *same = g_hash_table_lookup (known, cor_voicemail_get_id (fresh));

    if (same != NULL)
      cor_voicemail_set_new (same, cor_voicemail_is_new (fresh));
    g_ptr_array_add (self->all, g_object_ref (same != NULL ? same : fresh));
  }
  update_rows (self);
}

void
cor_voicemail_list_note_heard (CorVoicemailList *self, const char *id)
{
  CorVoicemail *message = find_in (self->all, id);

  if (message == NULL)
    return;
  cor_voicemail_set_new (message, FALSE);
  count (self);
}

void
cor_voicemail_list_hide (CorVoicemailList *self, const char *id)
{
  g_hash_table_add (self->hidden, g_strdup (id));
  update_rows (self);
}

void
cor_voicemail_list_show (CorVoicemailList *self, const char *id)
{
  g_hash_table_remove (self->hidden, id);
  update_rows (self);
}

void
cor_voicemail_list_set_available (CorVoicemailList *self, gboolean available)
{
  if (self->available == available)
    return;
  self->available = available;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_AVAILABLE]);
}

void
cor_voicemail_list_set_loading (CorVoicemailList *self, gboolean loading, const char *error)
{
  g_autofree char *old = self->error;
  gboolean was_loading = self->loading;

  self->error = g_strdup (error);
  self->loading = loading;
  if (g_strcmp0 (old, error) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
  if (was_loading != loading)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

gboolean
cor_voicemail_list_is_available (CorVoicemailList *self)
{
  return self->available;
}

guint
cor_voicemail_list_get_new_count (CorVoicemailList *self)
{
  return self->new_count;
}

void
cor_voicemail_list_clear (CorVoicemailList *self)
{
  g_hash_table_remove_all (self->hidden);
  g_ptr_array_set_size (self->all, 0);
  update_rows (self);
  cor_voicemail_list_set_loading (self, FALSE, NULL);
  cor_voicemail_list_set_available (self, FALSE);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorVoicemailList *self = COR_VOICEMAIL_LIST (object);

  switch (id) {
  case PROP_AVAILABLE:
    g_value_set_boolean (value, self->available);
    break;
  case PROP_LOADING:
    g_value_set_boolean (value, self->loading);
    break;
  case PROP_ERROR:
    g_value_set_string (value, self->error);
    break;
  case PROP_NEW_COUNT:
    g_value_set_uint (value, self->new_count);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
finalize (GObject *object)
{
  CorVoicemailList *self = COR_VOICEMAIL_LIST (object);

  g_ptr_array_unref (self->all);
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->hidden);
  g_free (self->error);
  G_OBJECT_CLASS (cor_voicemail_list_parent_class)->finalize (object);
}

static void
cor_voicemail_list_class_init (CorVoicemailListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->finalize = finalize;
  props[PROP_AVAILABLE] = g_param_spec_boolean ("available", NULL, NULL, FALSE, flags);
  props[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  props[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  props[PROP_NEW_COUNT] = g_param_spec_uint ("new-count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_voicemail_list_init (CorVoicemailList *self)
{
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

CorVoicemailList *
cor_voicemail_list_new (void)
{
  return g_object_new (COR_TYPE_VOICEMAIL_LIST, NULL);
}
