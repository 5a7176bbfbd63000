/* SPDX-License-Identifier: GPL-3.0-or-later
 * SIP headers of the exchange's as the gateway passes them on. */
#include "config.h"
#include "headers.h"
#include <string.h>

#define MAX_HEADERS 64 /* that are looked through */

/* The surest first. */
static const char *const parties[] = { "P-Asserted-Identity", "Remote-Party-ID" };
/* What the caller dialled, and who sent it on. */
static const char *const places[] = { "P-Called-Party-ID", "Diversion", "History-Info" };
static const char *const wishes[] = { "Answer-Mode", "Alert-Info" };

static void
add_names (JsonArray *array, const char *const *names, guint n)
{
  for (guint i = 0; i < n; i++)
    json_array_add_string_element (array, names[i]);
}

JsonArray *
cor_headers_wanted (void)
{
  JsonArray *array = json_array_new ();

  add_names (array, parties, G_N_ELEMENTS (parties));
  add_names (array, places, G_N_ELEMENTS (places));
  add_names (array, wishes, G_N_ELEMENTS (wishes));
  return array;
}

/* Named as its sender wrote it. */
static const char *
find (const CorJanusEvent *event, const char *name)
{
  g_autoptr (GList) members =
    event->headers != NULL ? cor_json_list_members (event->headers, MAX_HEADERS) : NULL;

  for (GList *member = members; member != NULL; member = member->next) {
    if (g_ascii_strcasecmp (member->data, name) == 0)
      return cor_json_get_string (event->headers, member->data, COR_JANUS_MAX_TEXT);
  }
  return NULL;
}

/* Behind the quoted name, if there is one. */
static const char *
skip_quoted (const char *value)
{
  if (*value != '"')
    return value;
  for (value++; *value != '\0' && *value != '"'; value++) {
    if (*value == '\\' && value[1] != '\0')
      value++;
  }
  return value;
}

char *
cor_headers_read_address (const char *value, char **ret_name)
{
  const char *start = strchr (skip_quoted (value), '<');
  const char *address = start != NULL ? start + 1 : value;
  g_autofree char *name = start != NULL ? g_strndup (value, (gsize)(start - value)) : NULL;

  *ret_name = NULL;
  if (g_ascii_strncasecmp (address, "sip:", 4) != 0 &&
      g_ascii_strncasecmp (address, "sips:", 5) != 0)
    return g_strdup ("");
  *ret_name = cor_janus_read_name (name);
  return cor_janus_read_number (address);
}

char *
cor_headers_read_party (const CorJanusEvent *event, char **ret_name)
{
  *ret_name = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (parties); i++) {
    const char *value = find (event, parties[i]);

    if (value != NULL)
      return cor_headers_read_address (value, ret_name);
  }
  return g_strdup ("");
}

/* NULL when it is this user's own number, or none. */
static char *
describe (const char *value, const char *user)
{
  g_autofree char *name = NULL;
  g_autofree char *number = cor_headers_read_address (value, &name);

  if (*number == '\0' || g_str_equal (number, user))
    return NULL;
  if (name == NULL || g_str_equal (name, number))
    return g_steal_pointer (&number);
  return g_strdup_printf ("%s (%s)", name, number);
}

char *
cor_headers_read_called (const CorJanusEvent *event, const char *user)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    const char *value = find (event, places[i]);
    char *called = value != NULL ? describe (value, user) : NULL;

    if (called != NULL)
      return called;
  }
  return event->callee != NULL ? describe (event->callee, user) : NULL;
}

static gboolean
says (const CorJanusEvent *event, const char *name, const char *word)
{
  const char *value = find (event, name);
  g_autofree char *lower = value != NULL ? g_ascii_strdown (value, -1) : NULL;

  return lower != NULL && strstr (lower, word) != NULL;
}

gboolean
cor_headers_want_answer (const CorJanusEvent *event)
{
  return says (event, "Answer-Mode", "auto") || says (event, "Alert-Info", "auto-answer") ||
         says (event, "Alert-Info", "alert-autoanswer") || says (event, "Alert-Info", "intercom") ||
         says (event, "Alert-Info", "ring-answer");
}
