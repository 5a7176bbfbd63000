/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the server says of summaries and transcripts, and when a call of the user's is over. Q21 */
#include "event.h"
#include "summary-parse.h"
#include "talked.h"
#include <string.h>

static JsonObject *
parse (const char *text)
{
  JsonObject *object = cor_json_parse_object (text, strlen (text), NULL);

  g_assert_nonnull (object);
  return object;
}

static void
assert_text (const char *body, const char *expected)
{
  g_autoptr (JsonObject) object = parse (body);
  g_autofree char *text = cor_summary_parse_text (object, "summary", 32);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_text (void)
{
  assert_text ("{\"data\":{\"summary\":\" <b>Order\\r\\nof ten \"}}", "<b>Order\nof ten");
  assert_text ("{\"data\":{\"summary\":\"a\\u0007b\\u001bc\\td\"}}", "abc\td");
  assert_text ("{\"data\":{\"summary\":\"  \\n \"}}", "");
  assert_text ("{\"data\":{\"summary\":null}}", "");
  assert_text ("{\"data\":{}}", "");
  assert_text ("{\"data\":{\"summary\":7}}", NULL);
  assert_text ("{\"data\":{\"summary\":\"123456789 123456789 123456789 123\"}}", NULL);
  assert_text ("{\"data\":null}", NULL);
  assert_text ("{}", NULL);
}

static guint
flags_of (GHashTable *statuses, const char *id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (statuses, id));
}

static void
test_statuses (void)
{
  g_autoptr (JsonObject) body =
    parse ("{\"data\":["
           "{\"uniqueid\":\"1.1\",\"state\":\"done\",\"has_summary\":true,"
           "\"has_transcription\":true},"
           "{\"uniqueid\":\"2.1\",\"state\":\"summarizing\",\"has_transcription\":true},"
           "{\"uniqueid\":\"3.1\",\"state\":\"failed\"},"
           "{\"uniqueid\":\"4.1\",\"error\":\"not_found\"},"
           "{\"uniqueid\":\"\"},{\"uniqueid\":5},7,null]}");
  g_autoptr (GHashTable) statuses = cor_summary_parse_statuses (body);

  g_assert_cmpuint (g_hash_table_size (statuses), ==, 3);
  g_assert_cmpuint (flags_of (statuses, "1.1"), ==, COR_CTI_HAS_SUMMARY | COR_CTI_HAS_TRANSCRIPT);
  g_assert_cmpuint (flags_of (statuses, "2.1"), ==, COR_CTI_SUMMARY_COMES | COR_CTI_HAS_TRANSCRIPT);
  g_assert_cmpuint (flags_of (statuses, "3.1"), ==, 0);
  g_assert_true (g_hash_table_contains (statuses, "3.1"));
}

static void
test_many_statuses (void)
{
  g_autoptr (GString) text = g_string_new ("{\"data\":[");
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (GHashTable) statuses = NULL;

  for (guint i = 0; i < 3 * COR_CTI_STATUSES_MAX; i++)
    g_string_append_printf (text, "%s{\"uniqueid\":\"%u.1\"}", i > 0 ? "," : "", i);
  g_string_append (text, "]}");
  body = parse (text->str);
  statuses = cor_summary_parse_statuses (body);
  g_assert_cmpuint (g_hash_table_size (statuses), ==, COR_CTI_STATUSES_MAX);
}

static void
assert_event (const char *text, const char *id, const char *who)
{
  g_autoptr (CorEvent) event = cor_event_parse (text, strlen (text));

  g_assert_cmpint (event->kind, ==, id != NULL ? COR_EVENT_SUMMARY : COR_EVENT_OTHER);
  g_assert_cmpstr (event->subject, ==, id);
  g_assert_cmpstr (event->text, ==, who);
}

static void
test_event (void)
{
  assert_event ("[\"satellite/summary\",{\"uniqueid\":\"1.1\",\"display_name\":\"Anna\","
                "\"display_number\":\"0721\"}]",
                "1.1", "Anna");
  assert_event ("[\"satellite/summary\",{\"uniqueid\":\"1.1\",\"linkedid\":\"1.0\","
                "\"display_name\":\"\",\"display_number\":\"0721\"}]",
                "1.1/1.0", "0721");
  assert_event ("[\"satellite/summary\",{\"uniqueid\":\"\"}]", NULL, NULL);
  assert_event ("[\"satellite/summary\",{\"uniqueid\":7}]", NULL, NULL);
  assert_event ("[\"satellite/summary\"]", NULL, NULL);
}

/* Which calls are over once the phone says this. */
static char *
note (CorTalked *talked, const char *exten, const char *conversations)
{
  g_autofree char *text =
    g_strdup_printf ("{\"exten\":\"%s\",\"conversations\":{%s}}", exten, conversations);
  g_autoptr (JsonObject) object = parse (text);
  g_autoptr (CorExten) parsed = cor_exten_parse (object);
  g_autoptr (GPtrArray) over = cor_talked_note (talked, parsed);

  g_ptr_array_add (over, NULL);
  return g_strjoinv (" ", (GStrv)over->pdata);
}

static void
assert_over (CorTalked *talked, const char *exten, const char *conversations, const char *expected)
{
  g_autofree char *over = note (talked, exten, conversations);

  g_assert_cmpstr (over, ==, expected);
}

#define CALL(id, linked, connected)                                              \
  "\"" id "\":{\"id\":\"" id "\",\"uniqueId\":\"" id "\",\"linkedId\":\"" linked \
  "\",\"connected\":" connected "}"

static void
test_talked (void)
{
  CorTalked *talked = cor_talked_new ();

  assert_over (talked, "201", CALL ("1.1", "1.0", "false"), "");
  assert_over (talked, "201", "", ""); /* it only rang */
  assert_over (talked, "201", CALL ("2.1", "2.0", "true"), "");
  assert_over (talked, "91201", CALL ("2.2", "2.0", "true") "," CALL ("3.1", "3.0", "true"), "");
  assert_over (talked, "201", "", ""); /* it goes on at the other phone */
  assert_over (talked, "91201", CALL ("3.1", "3.0", "true"), "2.2/2.0");
  assert_over (talked, "91201", CALL ("3.1", "3.0", "true"), "");
  assert_over (talked, "91201", "", "3.1/3.0");
  assert_over (talked, "91201", "", "");
  cor_talked_free (talked);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/summary/text", test_text);
  g_test_add_func ("/summary/statuses", test_statuses);
  g_test_add_func ("/summary/many-statuses", test_many_statuses);
  g_test_add_func ("/summary/event", test_event);
  g_test_add_func ("/summary/talked", test_talked);
  return g_test_run ();
}
