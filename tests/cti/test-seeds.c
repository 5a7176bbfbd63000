/* SPDX-License-Identifier: GPL-3.0-or-later
 * The fuzz target over its seeds and over each recorded answer and frame, whole
 * and cut anywhere. */
#include "common.h"
#include "fuzz-realtime.h"
#include <string.h>

static void
feed (const char *text, gsize len)
{
  LLVMFuzzerTestOneInput ((const guint8 *)text, len);
  for (gsize i = 1; i < len; i += 1 + len / 64)
    LLVMFuzzerTestOneInput ((const guint8 *)text, i);
}

static guint
feed_frames (JsonObject *session)
{
  JsonArray *frames = cor_json_get_array (session, "frames");
  guint n = cor_json_array_length (frames);

  for (guint i = 0; i < n; i++) {
    const char *text =
      cor_json_array_get_string (json_array_get_array_element (frames, i), 2, 1 << 20);

    feed (text, strlen (text));
  }
  return n;
}

static guint
feed_exchange (const char *name)
{
  g_autoptr (JsonObject) exchange = fixture_load (name);
  JsonObject *response = cor_json_get_object (exchange, "response");
  JsonNode *body = response != NULL ? json_object_get_member (response, "body") : NULL;
  g_autofree char *text = body != NULL ? json_to_string (body, FALSE) : NULL;

  if (text != NULL)
    feed (text, strlen (text));
  return feed_frames (exchange) + (text != NULL ? 1 : 0);
}

static void
test_recorded (gconstpointer folder)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "cti", folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *file;
  guint n = 0;

  while ((file = g_dir_read_name (dir)) != NULL) {
    g_autofree char *name = g_build_filename (folder, file, NULL);

    n += feed_exchange (name);
  }
  g_test_message ("%u texts", n);
  g_assert_cmpuint (n, >, 20);
}

static void
test_seeds (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "cti", "seeds", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *file;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((file = g_dir_read_name (dir)) != NULL) {
    g_autofree char *name = g_build_filename (path, file, NULL);
    g_autofree char *text = NULL;
    gsize len;

    g_assert_true (g_file_get_contents (name, &text, &len, NULL));
    feed (text, len);
    n++;
  }
  g_assert_cmpuint (n, >, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cti/fuzz/seeds", test_seeds);
  g_test_add_data_func ("/cti/fuzz/recorded/middleware", "middleware", test_recorded);
  g_test_add_data_func ("/cti/fuzz/recorded/extra", "extra", test_recorded);
  g_test_add_data_func ("/cti/fuzz/recorded/ns8", "ns8", test_recorded);
  return g_test_run ();
}
