/* SPDX-License-Identifier: GPL-3.0-or-later
 * Recorded answers with every value turned into every other type, and cut
 * anywhere: nothing may come of them but an object or none. */
#include "common.h"
#include "event.h"
#include "history.h"
#include "phonebook.h"
#include "profile.h"
#include <string.h>

static void
feed_profile (const char *text, gsize len)
{
  g_autoptr (JsonObject) object = cor_json_parse_object (text, len, NULL);
  g_autoptr (CorCtiProfile) profile = object != NULL ? cor_profile_parse (object) : NULL;

  g_assert_true (profile == NULL || *profile->username != '\0');
}

static void
feed_page (const char *text, gsize len, CorRowParser parser)
{
  g_autoptr (JsonObject) object = cor_json_parse_object (text, len, NULL);
  g_autoptr (GHashTable) own = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) rows = NULL;
  guint total = 0;

  g_hash_table_add (own, (gpointer) "201");
  if (object != NULL)
    rows = cor_page_parse (object, parser, own, &total);
}

static void
feed_contacts (const char *text, gsize len)
{
  feed_page (text, len, cor_phonebook_parse_row);
}

static void
feed_history (const char *text, gsize len)
{
  feed_page (text, len, cor_history_parse_row);
}

static void
feed_event (const char *text, gsize len)
{
  g_autoptr (CorEvent) event = cor_event_parse (text, len);

  g_assert_true (event->kind != COR_EVENT_EXTENSION || *event->exten->exten != '\0');
}

static void
feed_exten (const char *text, gsize len)
{
  g_autofree char *event = g_strdup_printf ("[\"extenUpdate\",%.*s]", (int)len, text);

  feed_event (event, strlen (event));
}

/* Under AddressSanitizer a mutant takes thirty times as long: then every sixth is tried. */
#ifdef __SANITIZE_ADDRESS__
#define EVERY 6
#else
#define EVERY 1
#endif

typedef struct {
  const char *fixture;
  void (*feed) (const char *text, gsize len);
} Subject;

static const Subject subjects[] = {
  { "middleware/010-user-me.json", feed_profile },
  { "extra/004-me-after-foreign-default-device.json", feed_profile },
  { "middleware/031-pb-getall.json", feed_contacts },
  { "middleware/026-pb-search-company.json", feed_contacts },
  { "middleware/057-history-calls.json", feed_history },
  { "middleware/059-history-calls-lost.json", feed_history },
  { "extra/005-ext-202-ringing.json", feed_exten },
  { "extra/009-ext-202-atxfer.json", feed_exten },
};

/* In place of one value: every JSON type, and the ugly ends of some. */
static const char *const replacements[] = {
  "null",
  "true",
  "false",
  "0",
  "-1",
  "9223372036854775807",
  "-9223372036854775808",
  "1e308",
  "1.5",
  "\"\"",
  "\"x\"",
  "\"\\ud800\"",
  "\"\\u0000\"",
  "[]",
  "{}",
  "[[{}]]",
  "{\"id\":{}}",
  "[null,1,\"a\",{\"id\":[]}]",
};

/* The document as text, with something else in one place. */
static void
write_node (GString *text, JsonNode *node, JsonNode *place, const char *replacement)
{
  if (node == place) {
    g_string_append (text, replacement);
  } else if (JSON_NODE_HOLDS_OBJECT (node)) {
    g_autoptr (GList) names = json_object_get_members (json_node_get_object (node));

    g_string_append_c (text, '{');
    for (GList *name = names; name != NULL; name = name->next) {
      g_string_append_printf (text, "%s\"%s\":", name == names ? "" : ",", (char *)name->data);
      write_node (text, json_object_get_member (json_node_get_object (node), name->data), place,
                  replacement);
    }
    g_string_append_c (text, '}');
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    g_string_append_c (text, '[');
    for (guint i = 0; i < json_array_get_length (array); i++) {
      g_string_append (text, i == 0 ? "" : ",");
      write_node (text, json_array_get_element (array, i), place, replacement);
    }
    g_string_append_c (text, ']');
  } else {
    g_autofree char *value = json_to_string (node, FALSE);

    g_string_append (text, value);
  }
}

static void
mutate (JsonNode *root, JsonNode *place, const Subject *subject, guint *count)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = *count % EVERY; i < G_N_ELEMENTS (replacements); i += EVERY) {
    g_string_truncate (text, 0);
    write_node (text, root, place, replacements[i]);
    subject->feed (text->str, text->len);
    (*count)++;
  }
}

static void
mutate_all (JsonNode *root, JsonNode *place, const Subject *subject, guint *count)
{
  if (JSON_NODE_HOLDS_OBJECT (place)) {
    g_autoptr (GList) values = json_object_get_values (json_node_get_object (place));

    for (GList *value = values; value != NULL; value = value->next)
      mutate_all (root, value->data, subject, count);
  } else if (JSON_NODE_HOLDS_ARRAY (place)) {
    /* The rows of a page are alike. */
    guint n = MIN (json_array_get_length (json_node_get_array (place)), 2);

    for (guint i = 0; i < n; i++)
      mutate_all (root, json_array_get_element (json_node_get_array (place), i), subject, count);
  }
  mutate (root, place, subject, count);
}

static void
test_wrong_types (gconstpointer data)
{
  const Subject *subject = data;
  g_autofree char *text = fixture_body (subject->fixture);
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  g_autoptr (GString) after = g_string_new (NULL);
  guint count = 0;

  subject->feed (text, strlen (text));
  mutate_all (root, root, subject, &count);
  g_test_message ("%s: %u mutants", subject->fixture, count);
  g_assert_cmpuint (count, >, 300 / EVERY);
  write_node (after, root, NULL, NULL);
  g_assert_cmpstr (after->str, ==, text); /* a mutant differs in one place alone */
}

static void
test_cut_text (gconstpointer data)
{
  const Subject *subject = data;
  g_autofree char *text = fixture_body (subject->fixture);
  gsize len = strlen (text);

  for (gsize i = 0; i < len; i += 1 + len / 400)
    subject->feed (text, i);
}

static void
add_subjects (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++) {
    g_autofree char *wrong = g_strconcat ("/cti/parse/wrong-types/", subjects[i].fixture, NULL);
    g_autofree char *cut = g_strconcat ("/cti/parse/cut/", subjects[i].fixture, NULL);

    g_test_add_data_func (wrong, &subjects[i], test_wrong_types);
    g_test_add_data_func (cut, &subjects[i], test_cut_text);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_subjects ();
  return g_test_run ();
}
