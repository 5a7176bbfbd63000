/* SPDX-License-Identifier: GPL-3.0-or-later
 * Somebody who works here too. Owner: the session's list of them. */
#include "config.h"
#include "model/colleague.h"
#include <glib/gi18n-lib.h>
#include <string.h>

struct _CorColleague {
  GObject parent;
  char *username;
  char *name;      /* or NULL */
  char *extension; /* or NULL */
  char **phones, **groups;
  char *sort_key;
  gint64 favourite;
  CorColleagueNow now; /* its texts are owned by the two below */
  char *with, *at;
};

G_DEFINE_FINAL_TYPE (CorColleague, cor_colleague, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
finalize (GObject *object)
{
  CorColleague *self = COR_COLLEAGUE (object);

  g_free (self->username);
  g_free (self->name);
  g_free (self->extension);
  g_strfreev (self->phones);
  g_strfreev (self->groups);
  g_free (self->sort_key);
  g_free (self->with);
  g_free (self->at);
  G_OBJECT_CLASS (cor_colleague_parent_class)->finalize (object);
}

static void
cor_colleague_class_init (CorColleagueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHANGED] = g_signal_new ("changed", COR_TYPE_COLLEAGUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
cor_colleague_init (CorColleague *self)
{
}

static char **
dup_list (const char *const *list)
{
  return list != NULL ? g_strdupv ((char **)list) : g_new0 (char *, 1);
}

CorColleague *
cor_colleague_new (const CorColleagueFields *fields)
{
  CorColleague *self = g_object_new (COR_TYPE_COLLEAGUE, NULL);
  g_autofree char *folded = NULL;

  self->username = g_strdup (fields->username);
  self->name = g_strdup (fields->name);
  self->extension = g_strdup (fields->extension);
  self->phones = dup_list (fields->phones);
  self->groups = dup_list (fields->groups);
  self->favourite = fields->favourite;
  self->now.presence = fields->presence;
  folded = g_utf8_casefold (cor_colleague_get_name (self), -1);
  self->sort_key = g_utf8_collate_key (folded, -1);
  return self;
}

const char *
cor_colleague_get_username (CorColleague *self)
{
  return self->username;
}

const char *
cor_colleague_get_name (CorColleague *self)
{
  return self->name != NULL ? self->name : self->username;
}

const char *
cor_colleague_get_extension (CorColleague *self)
{
  return self->extension;
}

const char *const *
cor_colleague_get_phones (CorColleague *self)
{
  return (const char *const *)self->phones;
}

const char *const *
cor_colleague_get_groups (CorColleague *self)
{
  return (const char *const *)self->groups;
}

gint64
cor_colleague_get_favourite (CorColleague *self)
{
  return self->favourite;
}

const CorColleagueNow *
cor_colleague_get_now (CorColleague *self)
{
  return &self->now;
}

char *
cor_colleague_dup_now_text (CorColleague *self)
{
  const CorColleagueNow *now = &self->now;

  if (now->with == NULL)
    return g_strdup (cor_presence_to_text (now->presence));
  if (now->presence == COR_PRESENCE_BUSY)
    /* Translators: of a colleague; %s is who they talk to. */
    return g_strdup_printf (_ ("In a call with %s"), now->with);
  if (now->presence == COR_PRESENCE_RINGING && now->incoming)
    /* Translators: of a colleague whose telephone rings; %s is who calls them. */
    return g_strdup_printf (_ ("%s is calling"), now->with);
  return g_strdup (cor_presence_to_text (now->presence));
}

gboolean
cor_colleague_is_free (CorColleague *self)
{
  return self->now.presence == COR_PRESENCE_ONLINE;
}

static gboolean
has_phone_with (CorColleague *self, const char *query)
{
  if (self->extension != NULL && strstr (self->extension, query) != NULL)
    return TRUE;
  for (char **phone = self->phones; *phone != NULL; phone++)
    if (strstr (*phone, query) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
cor_colleague_matches (CorColleague *self, const char *query)
{
  g_autofree char *text = g_strstrip (g_strdup (query != NULL ? query : ""));

  return *text == '\0' || g_str_match_string (text, cor_colleague_get_name (self), TRUE) ||
         g_str_has_prefix (self->username, text) || has_phone_with (self, text);
}

int
cor_colleague_compare (CorColleague *a, CorColleague *b)
{
  int order = (b->favourite != 0) - (a->favourite != 0);

  if (order == 0)
    order = strcmp (a->sort_key, b->sort_key);
  return order != 0 ? order : strcmp (a->username, b->username);
}

gboolean
cor_colleague_is_same (CorColleague *a, CorColleague *b)
{
  return g_str_equal (a->username, b->username) && g_strcmp0 (a->name, b->name) == 0 &&
         g_strcmp0 (a->extension, b->extension) == 0 &&
         g_strv_equal (cor_colleague_get_phones (a), cor_colleague_get_phones (b)) &&
         g_strv_equal (cor_colleague_get_groups (a), cor_colleague_get_groups (b));
}

gboolean
cor_colleague_set_now (CorColleague *self, const CorColleagueNow *now)
{
  const CorColleagueNow *old = &self->now;
  g_autofree char *old_with = NULL;
  g_autofree char *old_at = NULL;

  if (old->presence == now->presence && old->incoming == now->incoming &&
      old->since == now->since && g_strcmp0 (old->with, now->with) == 0 &&
      g_strcmp0 (old->at, now->at) == 0)
    return FALSE;
  old_with = g_steal_pointer (&self->with);
  old_at = g_steal_pointer (&self->at);
  self->with = g_strdup (now->with);
  self->at = g_strdup (now->at);
  self->now = *now;
  self->now.with = self->with;
  self->now.at = self->at;
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

gboolean
cor_colleague_set_favourite (CorColleague *self, gint64 favourite)
{
  if (self->favourite == favourite)
    return FALSE;
  self->favourite = favourite;
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}
