/* SPDX-License-Identifier: GPL-3.0-or-later
 * The user's own conference at the exchange. */
#include "model/conference.h"

struct _CorConference {
  GObject parent;
  GPtrArray *participants; /* CorParticipant */
  CorConferenceState state;
  char *asked;
  char *trouble;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorConference,
                               cor_conference,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum { PROP_0, PROP_STATE, PROP_ASKED, PROP_TROUBLE, N_PROPS };
static GParamSpec *props[N_PROPS];

static GType
get_item_type (GListModel *list)
{
  return COR_TYPE_PARTICIPANT;
}

static guint
get_n_items (GListModel *list)
{
  return COR_CONFERENCE (list)->participants->len;
}

static gpointer
get_item (GListModel *list, guint position)
{
  GPtrArray *all = COR_CONFERENCE (list)->participants;

  return position < all->len ? g_object_ref (all->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorConference *self = COR_CONFERENCE (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_int (value, self->state);
    break;
  case PROP_ASKED:
    g_value_set_string (value, self->asked);
    break;
  case PROP_TROUBLE:
    g_value_set_string (value, self->trouble);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
finalize (GObject *object)
{
  CorConference *self = COR_CONFERENCE (object);

  g_ptr_array_unref (self->participants);
  g_free (self->asked);
  g_free (self->trouble);
  G_OBJECT_CLASS (cor_conference_parent_class)->finalize (object);
}

static void
cor_conference_class_init (CorConferenceClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->finalize = finalize;
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, COR_CONFERENCE_INSIDE, 0, flags);
  props[PROP_ASKED] = g_param_spec_string ("asked", NULL, NULL, NULL, flags);
  props[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_conference_init (CorConference *self)
{
  self->participants = g_ptr_array_new_with_free_func (g_object_unref);
}

CorConference *
cor_conference_new (void)
{
  return g_object_new (COR_TYPE_CONFERENCE, NULL);
}

CorConferenceState
cor_conference_get_state (CorConference *self)
{
  return self->state;
}

const char *
cor_conference_get_asked (CorConference *self)
{
  return self->asked;
}

const char *
cor_conference_get_trouble (CorConference *self)
{
  return self->trouble;
}

static CorParticipant *
find_in (GPtrArray *all, const char *number)
{
  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (cor_participant_get_number (all->pdata[i]), number))
      return all->pdata[i];
  return NULL;
}

CorParticipant *
cor_conference_find (CorConference *self, const char *number)
{
  return find_in (self->participants, number);
}

guint
cor_conference_count_others (CorConference *self)
{
  guint n = 0;

  for (guint i = 0; i < self->participants->len; i++)
    n += cor_participant_is_own (self->participants->pdata[i]) ? 0 : 1;
  return n;
}

void
cor_conference_set_state (CorConference *self, CorConferenceState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void
set_text (CorConference *self, char **text, const char *value, guint prop)
{
  if (g_strcmp0 (*text, value) == 0)
    return;
  g_free (*text);
  *text = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

void
cor_conference_set_asked (CorConference *self, const char *asked)
{
  set_text (self, &self->asked, asked, PROP_ASKED);
}

void
cor_conference_set_trouble (CorConference *self, const char *trouble)
{
  set_text (self, &self->trouble, trouble, PROP_TROUBLE);
}

/* Who left and came again is another one. */
static gboolean
is_same (CorParticipant *a, CorParticipant *b)
{
  return b != NULL && g_str_equal (cor_participant_get_id (a), cor_participant_get_id (b));
}

void
cor_conference_set_participants (CorConference *self, GPtrArray *participants)
{
  GPtrArray *all = self->participants;
  guint before;

  for (guint i = all->len; i-- > 0;) {
    CorParticipant *one = all->pdata[i];

    if (is_same (one, find_in (participants, cor_participant_get_number (one))))
      continue;
    g_ptr_array_remove_index (all, i);
    g_list_model_items_changed (G_LIST_MODEL (self), i, 1, 0);
  }
  before = all->len;
  for (guint i = 0; i < participants->len; i++)
    if (find_in (all, cor_participant_get_number (participants->pdata[i])) == NULL)
      g_ptr_array_add (all, g_object_ref (participants->pdata[i]));
  if (all->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, all->len - before);
}
