/* SPDX-License-Identifier: GPL-3.0-or-later
 * The list of the messages that were left for the user. */
#include "config.h"
#include "cti-private.h"
#include "page.h"
#include "sounds.h"

/* Year 9999: beyond it GDateTime has no days. */
#define MAX_TIME G_GINT64_CONSTANT (253402300799)
/* More than anybody hears; the server sends the newest first. */
#define PATH "/voicemail/list/all?offset=0&limit=500"

/* "Mario Rossi" <0721550199>, or either alone. ret_name: NULL where it is the number again. */
static char *
split_caller (const char *caller, char **ret_name)
{
  const char *open = strrchr (caller, '<'), *close = strrchr (caller, '>');
  g_autofree char *name = NULL;
  char *number;

  *ret_name = NULL;
  if (open == NULL || close == NULL || close < open) {
    number = g_strstrip (g_strdup (caller));
  } else {
    number = g_strstrip (g_strndup (open + 1, (gsize)(close - open - 1)));
    name = g_strndup (caller, (gsize)(open - caller));
    g_strdelimit (name, "\"", ' ');
    g_strstrip (name);
  }
  if (cor_number_is_withheld (number))
    *number = '\0';
  if (name != NULL && *name != '\0' && !g_str_equal (name, number) &&
      !cor_number_is_withheld (name))
    *ret_name = g_steal_pointer (&name);
  return number;
}

/* The table of the messages has the user's own greetings too, in folders of their names. */
static gboolean
is_greeting (const char *folder)
{
  static const char *const greetings[] = { "unavail", "busy", "greet", "temp", "tmp" };

  for (guint i = 0; i < G_N_ELEMENTS (greetings); i++)
    if (g_ascii_strcasecmp (folder, greetings[i]) == 0)
      return TRUE;
  return FALSE;
}

GObject *
cor_voicemail_parse_row (JsonObject *row, GHashTable *own)
{
  g_autofree char *id = cor_json_dup_text (row, "id", COR_CTI_MAX_ID);
  const char *folder = cor_json_get_string (row, "type", 32);
  const char *caller = cor_json_get_string (row, "callerid", COR_CTI_MAX_TEXT);
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;
  CorVoicemailFields fields = { .id = id };

  if (id == NULL || *id == '\0' || folder == NULL || is_greeting (folder))
    return NULL;
  number = split_caller (caller != NULL ? caller : "", &name);
  if (strlen (number) > COR_CTI_MAX_NUMBER)
    *number = '\0';
  fields.number = number;
  fields.name = name;
  fields.time = cor_json_get_int (row, "origtime", 0);
  if (fields.time < 0 || fields.time > MAX_TIME)
    fields.time = 0;
  fields.duration = CLAMP (cor_json_get_int (row, "duration", 0), 0, G_MAXINT32);
  fields.is_new =
    g_ascii_strcasecmp (folder, "inbox") == 0 || g_ascii_strcasecmp (folder, "urgent") == 0;
  return G_OBJECT (cor_voicemail_new (&fields));
}

void
cor_cti_fetch_voicemail_async (CorCti *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cor_cti_fetch_voicemail_async);
  cor_page_fetch_or_nothing_async (self, PATH, cor_voicemail_parse_row, task);
}

GPtrArray *
cor_cti_fetch_voicemail_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return cor_page_fetch_finish (self, result, NULL, error);
}
