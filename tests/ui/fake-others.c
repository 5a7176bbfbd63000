/* SPDX-License-Identifier: GPL-3.0-or-later
 * Other people's calls, as the tests want them: twenty, by pages of ten, and
 * what was asked for in the session's log. */
#include "config.h"
#include "fake-session.h"
#include "session/others.h"

#define KEY "fake-others"
#define ROWS 20
#define PAGE 10

typedef struct {
  GObject parent;
  CorSession *session;
  guint n;
  int reach;
} FakeOthers;
typedef GObjectClass FakeOthersClass;

static GType fake_others_get_type (void);

static GType
get_item_type (GListModel *list)
{
  return COR_TYPE_HISTORY_ENTRY;
}

static guint
get_n_items (GListModel *list)
{
  return ((FakeOthers *)list)->n;
}

/* The first is a colleague's missed call of somebody whose digits are hidden. */
static gpointer
get_item (GListModel *list, guint position)
{
  g_autofree char *id = g_strdup_printf ("%u", position);
  g_autofree char *number =
    position == 0 ? g_strdup ("0721405xxx") : g_strdup_printf ("07214055%02u", position);
  const CorHistoryFields fields = {
    .id = id,
    .direction = position == 0  ? COR_HISTORY_MISSED
                 : position % 3 ? COR_HISTORY_IN
                                : COR_HISTORY_OUT,
    .time = g_get_real_time () / G_USEC_PER_SEC - 1000 * position,
    .duration = position == 0 ? 0 : 60,
    .number = number,
    .name = position == 0 ? "xxx" : "Anna Rossi",
    .answered = position != 0,
    .heads_day = position == 0,
    .colleague = "Bob Bianchi",
  };

  return position < ((FakeOthers *)list)->n ? cor_history_entry_new (&fields) : NULL;
}

static void
list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeOthers,
                               fake_others,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_init))

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, ((FakeOthers *)object)->reach);
}

static void
fake_others_class_init (FakeOthersClass *klass)
{
  klass->get_property = get_property;
  g_object_class_install_property (
    klass, 1, g_param_spec_int ("reach", NULL, NULL, 0, COR_HISTORY_STUCK, 0, G_PARAM_READABLE));
}

static void
fake_others_init (FakeOthers *self)
{
}

void
fake_session_set_others (CorSession *self, gboolean may)
{
  g_object_set_data (G_OBJECT (self), KEY, GINT_TO_POINTER (may));
  g_object_notify (G_OBJECT (self), "presence");
}

gboolean
cor_session_may_see_others (CorSession *self, CorHistoryWhose whose)
{
  return whose != COR_HISTORY_MINE && g_object_get_data (G_OBJECT (self), KEY) != NULL;
}

GListModel *
cor_session_list_others (CorSession *session, CorHistoryWhose whose)
{
  FakeOthers *self = g_object_new (fake_others_get_type (), NULL);
  g_autofree char *said =
    g_strdup_printf ("others %s", whose == COR_HISTORY_OF_GROUPS ? "groups" : "everybody");

  self->session = session; /* it lives longer than its window */
  fake_session_say (session, said);
  return G_LIST_MODEL (self);
}

static void
set_reach (FakeOthers *self, int reach)
{
  self->reach = reach;
  g_object_notify (G_OBJECT (self), "reach");
}

void
cor_session_fill_others (GListModel *list, const CorHistoryFilter *filter, const char *text)
{
  FakeOthers *self = (FakeOthers *)list;
  guint before = self->n;
  g_autofree char *said =
    g_strdup_printf ("others-fill %d %s", filter->kind, text != NULL ? text : "");

  fake_session_say (self->session, said);
  self->n = PAGE;
  g_list_model_items_changed (list, 0, before, self->n);
  set_reach (self, COR_HISTORY_MORE);
}

void
cor_session_fetch_more_others (GListModel *list)
{
  FakeOthers *self = (FakeOthers *)list;

  if (self->n >= ROWS)
    return;
  self->n += PAGE;
  g_list_model_items_changed (list, self->n - PAGE, 0, PAGE);
  set_reach (self, self->n >= ROWS ? COR_HISTORY_ALL : COR_HISTORY_MORE);
}
