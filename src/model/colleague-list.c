/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everybody who works here. Owner: the session. Thread: main context.
 * What telephones do is kept of all of them, also before it is known whose they
 * are: who is fetched last is shown as they are at once. */
#include "config.h"
#include "model/colleague-list.h"
#include "rows.h"

typedef struct {
  char *status, *with; /* with: or NULL */
  gint64 since;
  gboolean incoming, connected;
} Phone;

struct _CorColleagueList {
  GObject parent;
  const CorClock *clock;
  GPtrArray *rows;       /* CorColleague, in their order */
  GHashTable *by_name;   /* user name -> CorColleague, both the rows' */
  GHashTable *owners;    /* extension -> CorColleague, both the rows' */
  GHashTable *presences; /* user name -> what was told of them last, plus one */
  GHashTable *phones;    /* extension -> Phone */
  GHashTable *dirty;     /* set of CorColleague of which there is news */
  guint timer;
  gint64 told_at; /* monotonic us; 0: never */
  gboolean loading, live;
  char *error;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorColleagueList,
                               cor_colleague_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum { PROP_0, PROP_LOADING, PROP_ERROR, PROP_LIVE, N_PROPS };
static GParamSpec *props[N_PROPS];
enum { UPDATED, N_SIGNALS };
static guint signals[N_SIGNALS];

COR_DEFINE_ROWS_MODEL (CorColleagueList, COR_TYPE_COLLEAGUE)

static void
phone_free (gpointer data)
{
  Phone *phone = data;

  g_free (phone->status);
  g_free (phone->with);
  g_free (phone);
}

/* --- What somebody does, of all that is known of them. --- */

static CorPresence
presence_of_phone (const Phone *phone)
{
  if (g_str_equal (phone->status, "busy") || g_str_equal (phone->status, "onhold") ||
      g_str_equal (phone->status, "busy_ringing"))
    return COR_PRESENCE_BUSY;
  return g_str_equal (phone->status, "ringing") ? COR_PRESENCE_RINGING : COR_PRESENCE_UNKNOWN;
}

static void
take_call (CorColleagueNow *now, const char *exten, const Phone *phone)
{
  now->since = phone->since;
  now->with = phone->with;
  now->incoming = phone->incoming;
  now->at = exten;
}

/* Telephones tell of calls sooner than people do, and with whom. Who talks on one telephone while
 * another rings talks. */
static gboolean
refresh (CorColleagueList *self, CorColleague *colleague)
{
  gpointer told = g_hash_table_lookup (self->presences, cor_colleague_get_username (colleague));
  CorColleagueNow now = { .presence = told != NULL ? (CorPresence)(GPOINTER_TO_INT (told) - 1)
                                                   : COR_PRESENCE_UNKNOWN };
  gboolean connected = FALSE;

  for (const char *const *exten = cor_colleague_get_phones (colleague); *exten != NULL; exten++) {
    const Phone *phone = g_hash_table_lookup (self->phones, *exten);
    CorPresence presence = phone != NULL ? presence_of_phone (phone) : COR_PRESENCE_UNKNOWN;

    if (presence == COR_PRESENCE_BUSY ||
        (presence == COR_PRESENCE_RINGING && now.presence != COR_PRESENCE_BUSY))
      now.presence = presence;
    if (phone == NULL || phone->since == 0 || (now.at != NULL && (connected || !phone->connected)))
      continue;
    take_call (&now, *exten, phone);
    connected = phone->connected;
  }
  return cor_colleague_set_now (colleague, &now);
}

/* --- News. --- */

static gboolean
on_due (gpointer user_data)
{
  g_autoptr (CorColleagueList) self = g_object_ref (user_data);
  g_autoptr (GHashTable) dirty = g_steal_pointer (&self->dirty);
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer colleague;

  self->dirty = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->timer = 0;
  self->told_at = cor_clock_now (self->clock);
  g_hash_table_iter_init (&iter, dirty);
  while (g_hash_table_iter_next (&iter, &colleague, NULL))
    if (refresh (self, colleague))
      g_ptr_array_add (changed, g_object_ref (colleague));
  if (changed->len > 0)
    g_signal_emit (self, signals[UPDATED], 0, changed);
  return G_SOURCE_REMOVE;
}

static void
note (CorColleagueList *self, CorColleague *colleague)
{
  gint64 passed = (cor_clock_now (self->clock) - self->told_at) / 1000;
  guint wait = self->told_at == 0 || passed >= COR_COLLEAGUES_PACE_MS
                 ? 0
                 : (guint)(COR_COLLEAGUES_PACE_MS - MAX (passed, 0));

  if (colleague == NULL)
    return;
  g_hash_table_add (self->dirty, g_object_ref (colleague));
  if (self->timer == 0)
    self->timer = cor_clock_start (self->clock, wait, on_due, self);
}

void
cor_colleague_list_note_phone (CorColleagueList *self, const CorColleaguePhone *phone)
{
  Phone *kept = g_hash_table_lookup (self->phones, phone->exten);

  if (kept == NULL) {
    if (g_hash_table_size (self->phones) >= COR_COLLEAGUE_PHONES_MAX)
      return;
    kept = g_new0 (Phone, 1);
    g_hash_table_insert (self->phones, g_strdup (phone->exten), kept);
  }
  g_free (kept->status);
  g_free (kept->with);
  kept->status = g_strdup (phone->status);
  kept->with = g_strdup (phone->with);
  kept->since = phone->since;
  kept->incoming = phone->incoming;
  kept->connected = phone->connected;
  note (self, cor_colleague_list_find_phone (self, phone->exten));
}

void
cor_colleague_list_note_presence (CorColleagueList *self,
                                  const char *username,
                                  CorPresence presence)
{
  CorColleague *colleague = cor_colleague_list_find (self, username);

  if (colleague == NULL)
    return;
  g_hash_table_insert (self->presences, g_strdup (username), GINT_TO_POINTER ((int)presence + 1));
  note (self, colleague);
}

/* --- Who there is. --- */

static int
compare (gconstpointer a, gconstpointer b)
{
  return cor_colleague_compare (*(CorColleague *const *)a, *(CorColleague *const *)b);
}

/* Whoever is known already is the same object; transfer full. */
static CorColleague *
adopt (CorColleagueList *self, CorColleague *colleague)
{
  CorColleague *known = cor_colleague_list_find (self, cor_colleague_get_username (colleague));

  if (known == NULL || !cor_colleague_is_same (known, colleague))
    return g_object_ref (colleague);
  cor_colleague_set_favourite (known, cor_colleague_get_favourite (colleague));
  return g_object_ref (known);
}

static void
index_rows (CorColleagueList *self, GPtrArray *rows)
{
  g_hash_table_remove_all (self->owners);
  g_hash_table_remove_all (self->by_name);
  for (guint i = 0; i < rows->len; i++) {
    CorColleague *colleague = rows->pdata[i];

    g_hash_table_insert (self->by_name, (char *)cor_colleague_get_username (colleague), colleague);
    for (const char *const *exten = cor_colleague_get_phones (colleague); *exten != NULL; exten++)
      g_hash_table_insert (self->owners, (char *)*exten, colleague);
  }
}

void
cor_colleague_list_take (CorColleagueList *self, GPtrArray *colleagues)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_remove_all (self->presences);
  g_hash_table_remove_all (self->dirty);
  for (guint i = 0; i < MIN (colleagues->len, COR_COLLEAGUES_MAX); i++) {
    CorColleague *colleague = colleagues->pdata[i];
    const char *username = cor_colleague_get_username (colleague);

    if (!g_hash_table_add (seen, (char *)username))
      continue;
    g_hash_table_insert (self->presences, g_strdup (username),
                         GINT_TO_POINTER ((int)cor_colleague_get_now (colleague)->presence + 1));
    g_ptr_array_add (rows, adopt (self, colleague));
  }
  g_ptr_array_sort (rows, compare);
  index_rows (self, rows);
  for (guint i = 0; i < rows->len; i++)
    refresh (self, rows->pdata[i]);
  cor_rows_replace (G_LIST_MODEL (self), &self->rows, rows);
}

void
cor_colleague_list_clear (CorColleagueList *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new_with_free_func (g_object_unref);

  g_hash_table_remove_all (self->phones);
  cor_clock_stop (self->clock, &self->timer);
  cor_colleague_list_take (self, none);
  cor_colleague_list_set_loading (self, FALSE, NULL);
}

void
cor_colleague_list_set_favourite (CorColleagueList *self, CorColleague *colleague, gint64 favourite)
{
  g_autoptr (CorColleague) moved = g_object_ref (colleague);
  guint from, to = 0;

  if (!g_ptr_array_find (self->rows, colleague, &from) ||
      !cor_colleague_set_favourite (colleague, favourite))
    return;
  g_ptr_array_remove_index (self->rows, from);
  g_list_model_items_changed (G_LIST_MODEL (self), from, 1, 0);
  while (to < self->rows->len && cor_colleague_compare (self->rows->pdata[to], moved) < 0)
    to++;
  g_ptr_array_insert (self->rows, (int)to, g_steal_pointer (&moved));
  g_list_model_items_changed (G_LIST_MODEL (self), to, 0, 1);
}

CorColleague *
cor_colleague_list_find (CorColleagueList *self, const char *username)
{
  return username != NULL ? g_hash_table_lookup (self->by_name, username) : NULL;
}

CorColleague *
cor_colleague_list_find_phone (CorColleagueList *self, const char *exten)
{
  return exten != NULL ? g_hash_table_lookup (self->owners, exten) : NULL;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *)a, *(const char *const *)b);
}

char **
cor_colleague_list_dup_groups (CorColleagueList *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *groups = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    for (const char *const *group = cor_colleague_get_groups (self->rows->pdata[i]);
         *group != NULL && groups->len < COR_COLLEAGUE_GROUPS_MAX; group++)
      if (g_hash_table_add (seen, (char *)*group))
        g_ptr_array_add (groups, g_strdup (*group));
  g_ptr_array_sort (groups, compare_texts);
  g_ptr_array_add (groups, NULL);
  return (char **)g_ptr_array_free (groups, FALSE);
}

void
cor_colleague_list_set_loading (CorColleagueList *self, gboolean loading, const char *error)
{
  gboolean other_error = g_strcmp0 (self->error, error) != 0;
  gboolean other_loading = self->loading != loading;

  self->loading = loading;
  if (other_error) {
    g_free (self->error);
    self->error = g_strdup (error);
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
  }
  if (other_loading)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

void
cor_colleague_list_set_live (CorColleagueList *self, gboolean live)
{
  if (self->live == live)
    return;
  self->live = live;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LIVE]);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorColleagueList *self = COR_COLLEAGUE_LIST (object);

  switch (id) {
  case PROP_LOADING:
    g_value_set_boolean (value, self->loading);
    break;
  case PROP_ERROR:
    g_value_set_string (value, self->error);
    break;
  case PROP_LIVE:
    g_value_set_boolean (value, self->live);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
dispose (GObject *object)
{
  CorColleagueList *self = COR_COLLEAGUE_LIST (object);

  cor_clock_stop (self->clock, &self->timer);
  G_OBJECT_CLASS (cor_colleague_list_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  CorColleagueList *self = COR_COLLEAGUE_LIST (object);

  g_hash_table_unref (self->dirty);
  g_hash_table_unref (self->owners);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->presences);
  g_hash_table_unref (self->phones);
  g_ptr_array_unref (self->rows);
  g_free (self->error);
  G_OBJECT_CLASS (cor_colleague_list_parent_class)->finalize (object);
}

static void
cor_colleague_list_class_init (CorColleagueListClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  props[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  props[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  props[PROP_LIVE] = g_param_spec_boolean ("live", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[UPDATED] = g_signal_new ("updated", COR_TYPE_COLLEAGUE_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
cor_colleague_list_init (CorColleagueList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->owners = g_hash_table_new (g_str_hash, g_str_equal);
  self->presences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->phones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, phone_free);
  self->dirty = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

CorColleagueList *
cor_colleague_list_new (const CorClock *clock)
{
  CorColleagueList *self = g_object_new (COR_TYPE_COLLEAGUE_LIST, NULL);

  self->clock = clock;
  return self;
}
