/* SPDX-License-Identifier: GPL-3.0-or-later
 * The fuzz target over its seeds, whole and cut anywhere. */
#include "common.h"
#include "fuzz-events.h"

static void
feed (const char *text, gsize len)
{
  LLVMFuzzerTestOneInput ((const guint8 *)text, len);
  for (gsize i = 1; i < len; i += 1 + len / 64)
    LLVMFuzzerTestOneInput ((const guint8 *)text, i);
}

static void
test_seeds (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "gateway", "seeds", NULL);
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
  g_test_add_func ("/gateway/fuzz/seeds", test_seeds);
  return g_test_run ();
}
