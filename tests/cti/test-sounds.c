/* SPDX-License-Identifier: GPL-3.0-or-later
 * Messages and recordings: the list as the server sends it, what a sound comes in, what is
 * refused, and the events that tell of them. */
#include "sounds.h"
#include "event.h"
#include "common.h"
#include <string.h>

typedef struct {
  SoupServer *server;
  CorCti *cti;
  guint status;
  const char *body;
  char *path, *query, *posted;
} Fixture;

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *f = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  g_free (f->path);
  g_free (f->query);
  g_free (f->posted);
  f->path = g_strdup (path);
  f->query = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  f->posted = g_strndup (body->data, (gsize)body->length);
  server_reply (message, f->status, "application/json", f->body);
}

static void
setup (Fixture *f, gconstpointer data)
{
  g_autofree char *host = NULL;
  guint16 port;

  f->server = server_new (NULL, &port);
  soup_server_add_handler (f->server, NULL, on_request, f, NULL);
  host = g_strdup_printf ("http://127.0.0.1:%u/", port);
  f->cti = cor_cti_new (host, NULL, NULL);
  f->status = 200;
}

static void
teardown (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->cti);
  soup_server_disconnect (f->server);
  g_object_unref (f->server);
  g_free (f->path);
  g_free (f->query);
  g_free (f->posted);
}

static GPtrArray *
fetch_list (Fixture *f, const char *body, GError **error)
{
  g_auto (Waiter) waiter = { 0 };

  f->body = body;
  cor_cti_fetch_voicemail_async (f->cti, NULL, on_waited, &waiter);
  return cor_cti_fetch_voicemail_finish (f->cti, wait_result (&waiter), error);
}

/* --- The list. --- */

static void
test_list (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all =
    fetch_list (f,
                "{\"count\":5,\"rows\":["
                "{\"origtime\":\"1490350880\",\"duration\":\"14\",\"id\":961,\"dir\":\"/x/INBOX\","
                "\"callerid\":\"\\\"UNIONTEL SRL\\\" <0521292626>\",\"mailboxuser\":\"201\","
                "\"type\":\"inbox\"},"
                "{\"origtime\":\"1490350800\",\"duration\":\"9\",\"id\":\"960\",\"callerid\":null,"
                "\"type\":\"old\"},"
                "{\"id\":12,\"dir\":\"/x/unavail\",\"type\":\"unavail\"},"
                "{\"id\":959,\"callerid\":\"Anonymous\",\"type\":\"urgent\"},"
                "{\"id\":958,\"callerid\":\"\\\"202\\\" <202>\",\"type\":\"old\"}]}",
                &error);
  CorVoicemail *first, *second;

  g_assert_no_error (error);
  g_assert_cmpstr (f->path, ==, "/api/voicemail/list/all");
  g_assert_cmpstr (f->query, ==, "offset=0&limit=500");
  g_assert_cmpuint (all->len, ==, 4);
  first = all->pdata[0];
  second = all->pdata[1];
  g_assert_cmpstr (cor_voicemail_get_id (first), ==, "961");
  g_assert_cmpstr (cor_voicemail_get_number (first), ==, "0521292626");
  g_assert_cmpstr (cor_voicemail_get_shown (first), ==, "UNIONTEL SRL");
  g_assert_cmpint (cor_voicemail_get_time (first), ==, 1490350880);
  g_assert_cmpint (cor_voicemail_get_duration (first), ==, 14);
  g_assert_true (cor_voicemail_is_new (first));
  g_assert_false (cor_voicemail_is_new (second));
  g_assert_cmpstr (cor_voicemail_get_number (second), ==, "");
  g_assert_true (cor_voicemail_is_new (all->pdata[2]));
  g_assert_cmpstr (cor_voicemail_get_number (all->pdata[2]), ==, "");
  g_assert_cmpstr (cor_voicemail_get_shown (all->pdata[3]), ==, "202");
}

static void
test_no_mailbox (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = fetch_list (f, "[]", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 0);
}

static void
test_bad_list (Fixture *f, gconstpointer data)
{
  static const char *const bodies[] = { "",  "{}",       "null",         "[{}]",
                                        "7", "\"rows\"", "{\"rows\":7}", "<html>" };
  g_autoptr (GPtrArray) odd = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (fetch_list (f, bodies[i], &error));
    g_assert_error (error, COR_CTI_ERROR, COR_CTI_ERROR_BAD_DATA);
  }
  /* Rows that are none are left out, and what is no number is none. */
  odd = fetch_list (f,
                    "{\"rows\":[7,null,{},{\"id\":\"\",\"type\":\"old\"},{\"id\":3},"
                    "{\"id\":4,\"type\":\"old\",\"origtime\":\"soon\",\"duration\":-9,"
                    "\"callerid\":[]},{\"id\":5,\"type\":\"old\",\"origtime\":9e18,"
                    "\"callerid\":\">x<\"}]}",
                    NULL);
  g_assert_cmpuint (odd->len, ==, 2);
  g_assert_cmpint (cor_voicemail_get_time (odd->pdata[0]), ==, 0);
  g_assert_cmpint (cor_voicemail_get_duration (odd->pdata[0]), ==, 0);
  g_assert_cmpint (cor_voicemail_get_time (odd->pdata[1]), ==, 0);
}

/* --- A sound. --- */

static GBytes *
fetch_sound (Fixture *f, CorPlayableKind kind, const char *id, const char *body, GError **error)
{
  g_auto (Waiter) waiter = { 0 };

  f->body = body;
  cor_cti_fetch_sound_async (f->cti, kind, id, NULL, on_waited, &waiter);
  return cor_cti_fetch_sound_finish (f->cti, wait_result (&waiter), error);
}

static void
assert_sound (GBytes *sound)
{
  gsize len;
  const char *text;

  g_assert_nonnull (sound);
  text = g_bytes_get_data (sound, &len);
  g_assert_cmpmem (text, len, "RIFF????WAVE", 12);
}

static void
test_sound (Fixture *f, gconstpointer data)
{
  /* "RIFF????WAVE", plainly, as some escape a slash, as a browser is given it, and unpacked. */
  static const char *const bodies[] = { "\"UklGRj8/Pz9XQVZF\"", " \"UklGRj8\\/Pz9XQVZF\"\n",
                                        "\"data:audio/wav;base64,UklGRj8/Pz9XQVZF\"",
                                        "RIFF????WAVE" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) sound = fetch_sound (f, COR_PLAYABLE_VOICEMAIL, "96 1", bodies[i], &error);

    g_assert_no_error (error);
    assert_sound (sound);
    g_assert_cmpstr (f->path, ==, "/api/voicemail/listen/96 1");
  }
  assert_sound (
    fetch_sound (f, COR_PLAYABLE_RECORDING, "1795367640.126/1795367640.99", bodies[0], NULL));
  g_assert_cmpstr (f->path, ==, "/api/historycall/listen_callrec/1795367640.126");
}

static void
test_bad_sound (Fixture *f, gconstpointer data)
{
  static const char *const bodies[] = { "",        "\"",        "\"\"",       "null",
                                        "{}",      "\"UklG",    "\"Uk\\nG\"", "\"Uk lGRg\"",
                                        "<html/>", "\"data:\"", "\"====\"",   "\"U\"" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (fetch_sound (f, COR_PLAYABLE_VOICEMAIL, "1", bodies[i], &error));
    g_assert_error (error, COR_CTI_ERROR, COR_CTI_ERROR_BAD_DATA);
  }
}

static void
test_large_sound (void)
{
  const gsize len = COR_CTI_SOUND_MAX + 1;
  char *bytes = g_malloc0 (len);
  g_autoptr (GBytes) large = NULL;
  g_autoptr (GBytes) most = NULL;
  g_autoptr (GBytes) sound = NULL;

  memcpy (bytes, "RIFF", 4);
  large = g_bytes_new_take (bytes, len);
  most = g_bytes_new_from_bytes (large, 0, len - 1);
  g_assert_null (cor_sound_unpack (large));
  sound = cor_sound_unpack (most);
  g_assert_nonnull (sound);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  f->status = 403;
  g_assert_null (fetch_sound (f, COR_PLAYABLE_RECORDING, "1/1", "", &error));
  g_assert_error (error, COR_CTI_ERROR, COR_CTI_ERROR_FORBIDDEN);
  g_assert_nonnull (strstr (error->message, "does not permit"));
  f->status = 500;
  g_assert_null (fetch_sound (f, COR_PLAYABLE_RECORDING, "1/1", "", &other));
  g_assert_error (other, COR_CTI_ERROR, COR_CTI_ERROR_SERVER);
}

static void
delete_sound (Fixture *f, CorPlayableKind kind, const char *id)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;

  f->body = "";
  cor_cti_delete_sound_async (f->cti, kind, id, NULL, on_waited, &waiter);
  g_assert_true (cor_cti_delete_sound_finish (f->cti, wait_result (&waiter), &error));
  g_assert_no_error (error);
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  delete_sound (f, COR_PLAYABLE_VOICEMAIL, "961");
  g_assert_cmpstr (f->path, ==, "/api/voicemail/delete");
  g_assert_cmpstr (f->posted, ==, "{\"id\":\"961\"}");
  delete_sound (f, COR_PLAYABLE_RECORDING, "17.126/17.99");
  g_assert_cmpstr (f->path, ==, "/api/historycall/delete_callrec");
  g_assert_cmpstr (f->posted, ==, "{\"id\":\"17.126\"}");
}

/* --- Events. --- */

static void
test_events (void)
{
  static const struct {
    const char *text;
    CorEventKind kind;
    const char *mailbox;
  } rows[] = {
    { "[\"updateNewVoiceMessages\",{\"201\":{\"inbox\":\"2\",\"old\":\"1\"}}]", COR_EVENT_VOICEMAIL,
      "201" },
    { "[\"updateNewVoiceMessages\",{\"undefined\":{}}]", COR_EVENT_VOICEMAIL, NULL },
    { "[\"updateNewVoiceMessages\",null]", COR_EVENT_VOICEMAIL, NULL },
    { "[\"newVoiceMessageCounter\",{\"voicemail\":\"202\",\"counter\":\"3\"}]", COR_EVENT_VOICEMAIL,
      "202" },
    { "[\"newVoiceMessageCounter\",{\"voicemail\":202}]", COR_EVENT_VOICEMAIL, "202" },
    /* Everybody is told of everybody's: one that names none is nobody's. */
    { "[\"newVoiceMessageCounter\",{}]", COR_EVENT_OTHER, NULL },
    { "[\"newVoiceMessageCounter\",7]", COR_EVENT_OTHER, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CorEvent) event = cor_event_parse (rows[i].text, strlen (rows[i].text));

    g_assert_cmpint (event->kind, ==, rows[i].kind);
    g_assert_cmpstr (event->subject, ==, rows[i].mailbox);
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*run) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/cti/sounds/list", test_list },           { "/cti/sounds/no-mailbox", test_no_mailbox },
    { "/cti/sounds/bad-list", test_bad_list },   { "/cti/sounds/sound", test_sound },
    { "/cti/sounds/bad-sound", test_bad_sound }, { "/cti/sounds/refused", test_refused },
    { "/cti/sounds/delete", test_delete },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, setup, tests[i].run, teardown);
  g_test_add_func ("/cti/sounds/large", test_large_sound);
  g_test_add_func ("/cti/sounds/events", test_events);
  return g_test_run ();
}
