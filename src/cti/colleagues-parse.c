/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everybody at the company, from what the server answers. */
#include "config.h"
#include "colleagues.h"
#include "cti-private.h"
#include "speed-dials.h"
#include "model/contact.h"

#define MAX_PHONES 16
#define MAX_GROUPS_EACH 16

typedef struct {
  GHashTable *groups;     /* user name -> GPtrArray of group names, both borrowed */
  GHashTable *favourites; /* user name -> id */
  GHashTable *own;        /* set: the user's groups, and those the profile names */
  const CorColleagueSight *sight;
} Company;

/* "grp_" and the letters and digits of the name, in lower case. */
static char *
permission_of_group (const char *name)
{
  GString *permission = g_string_new ("grp_");

  for (const char *p = name; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (permission, g_ascii_tolower (*p));
  return g_string_free (permission, FALSE);
}

static void
add_member (Company *company, const char *username, const char *group)
{
  GPtrArray *groups = g_hash_table_lookup (company->groups, username);

  if (groups == NULL) {
    groups = g_ptr_array_new ();
    g_hash_table_insert (company->groups, (char *)username, groups);
  }
  if (groups->len < MAX_GROUPS_EACH)
    g_ptr_array_add (groups, (char *)group);
  if (g_str_equal (username, company->sight->username))
    g_hash_table_add (company->own, (char *)group);
}

static void
read_groups (Company *company, JsonObject *object)
{
  g_autoptr (GList) names = cor_json_list_members (object, COR_COLLEAGUE_GROUPS_MAX);

  for (GList *name = names; name != NULL; name = name->next) {
    JsonArray *users = cor_json_get_array (cor_json_get_object (object, name->data), "users");
    g_autofree char *permission = permission_of_group (name->data);

    if (strlen (name->data) > COR_CTI_MAX_TEXT)
      continue;
    if (g_strv_contains (company->sight->groups, permission))
      g_hash_table_add (company->own, name->data);
    for (guint i = 0; i < MIN (cor_json_array_length (users), COR_COLLEAGUES_MAX); i++) {
      const char *username = cor_json_array_get_string (users, i, COR_CTI_MAX_TEXT);

      if (username != NULL)
        add_member (company, username, name->data);
    }
  }
}

static void
read_favourites (Company *company, JsonArray *speed_dials)
{
  g_autoptr (GPtrArray) dials = cor_speed_dials_parse (speed_dials);

  for (guint i = 0; i < dials->len; i++)
    if (cor_speed_dial_is_favourite (dials->pdata[i]))
      g_hash_table_insert (company->favourites,
                           g_strdup (cor_speed_dial_get_name (dials->pdata[i])),
                           GINT_TO_POINTER ((int)cor_speed_dial_get_id (dials->pdata[i])));
}

static GHashTable *
new_favourites (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

gint64
cor_colleagues_find_favourite (JsonArray *speed_dials, const char *username)
{
  Company company = { .favourites = new_favourites () };
  gint64 id;

  read_favourites (&company, speed_dials);
  id = GPOINTER_TO_INT (g_hash_table_lookup (company.favourites, username));
  g_hash_table_unref (company.favourites);
  return id;
}

static char *
dup_id (JsonArray *array, guint index)
{
  g_autofree char *id =
    cor_json_dup_text (cor_json_array_get_object (array, index), "id", COR_CTI_MAX_ID);

  return id != NULL && *id != '\0' ? g_steal_pointer (&id) : NULL;
}

static char **
dup_phones (JsonObject *endpoints)
{
  JsonArray *array = cor_json_get_array (endpoints, "extension");
  GPtrArray *phones = g_ptr_array_new ();

  for (guint i = 0; i < MIN (cor_json_array_length (array), MAX_PHONES); i++) {
    char *id = dup_id (array, i);

    if (id != NULL)
      g_ptr_array_add (phones, id);
  }
  g_ptr_array_add (phones, NULL);
  return (char **)g_ptr_array_free (phones, FALSE);
}

/* Transfer full, NULL-terminated; the names are the answer's. */
static char **
list_groups (Company *company, const char *username)
{
  GPtrArray *groups = g_hash_table_lookup (company->groups, username);
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; groups != NULL && i < groups->len; i++)
    g_ptr_array_add (list, groups->pdata[i]);
  g_ptr_array_add (list, NULL);
  return (char **)g_ptr_array_free (list, FALSE);
}

static gboolean
is_seen (Company *company, char **groups)
{
  if (company->sight->all_groups)
    return TRUE;
  for (; *groups != NULL; groups++)
    if (g_hash_table_contains (company->own, *groups))
      return TRUE;
  return FALSE;
}

/* NULL: nobody that calls could go to, or whom the user does not see. */
static CorColleague *
parse_colleague (Company *company, const char *username, JsonObject *object)
{
  JsonObject *endpoints = cor_json_get_object (object, "endpoints");
  g_autofree char *main = dup_id (cor_json_get_array (endpoints, "mainextension"), 0);
  g_auto (GStrv) phones = dup_phones (endpoints);
  g_autofree char **groups = list_groups (company, username);
  const char *name = cor_json_get_string (object, "name", COR_CTI_MAX_TEXT);
  CorColleagueFields fields = {
    .username = username,
    .name = name != NULL && *name != '\0' ? name : NULL,
    .extension = main != NULL ? main : phones[0],
    .phones = (const char *const *)phones,
    .groups = (const char *const *)groups,
    .presence = cor_presence_from_word (cor_json_get_string (object, "mainPresence", 32)),
    .favourite = GPOINTER_TO_INT (g_hash_table_lookup (company->favourites, username)),
  };

  return fields.extension != NULL && is_seen (company, groups) ? cor_colleague_new (&fields) : NULL;
}

static void
free_groups (gpointer groups)
{
  g_ptr_array_unref (groups);
}

GPtrArray *
cor_colleagues_parse (JsonObject *endpoints,
                      JsonObject *groups,
                      JsonArray *speed_dials,
                      const CorColleagueSight *sight)
{
  Company company = {
    .groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_groups),
    .favourites = new_favourites (),
    .own = g_hash_table_new (g_str_hash, g_str_equal),
    .sight = sight,
  };
  g_autoptr (GList) names = cor_json_list_members (endpoints, COR_COLLEAGUES_MAX);
  GPtrArray *colleagues = g_ptr_array_new_with_free_func (g_object_unref);

  read_groups (&company, groups);
  read_favourites (&company, speed_dials);
  for (GList *name = names; name != NULL; name = name->next) {
    JsonObject *object = cor_json_get_object (endpoints, name->data);
    CorColleague *colleague = NULL;

    if (object != NULL && strlen (name->data) <= COR_CTI_MAX_TEXT &&
        !g_str_equal (name->data, sight->username))
      colleague = parse_colleague (&company, name->data, object);
    if (colleague != NULL)
      g_ptr_array_add (colleagues, colleague);
  }
  g_hash_table_unref (company.groups);
  g_hash_table_unref (company.favourites);
  g_hash_table_unref (company.own);
  return colleagues;
}

/* Of a number that the profile hides the name is not the other side's either. */
static const char *
find_with (const CorConversation *conversation)
{
  if (cor_phone_is_masked (conversation->number))
    return NULL;
  if (*conversation->name != '\0')
    return conversation->name;
  return *conversation->number != '\0' ? conversation->number : NULL;
}

void
cor_colleagues_describe_phone (const CorExten *exten, CorColleaguePhone *ret_phone)
{
  const CorConversation *call = NULL;

  for (guint i = 0; i < exten->conversations->len; i++) {
    const CorConversation *conversation = g_ptr_array_index (exten->conversations, i);

    if (call == NULL || (conversation->connected && !call->connected))
      call = conversation;
  }
  *ret_phone = (CorColleaguePhone){ .exten = exten->exten, .status = exten->status };
  if (call == NULL)
    return;
  ret_phone->with = find_with (call);
  ret_phone->since = MAX (call->since, 1);
  ret_phone->incoming = call->incoming;
  ret_phone->connected = call->connected;
}
