/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a list of codecs stands for. */
#include "model/codec.h"

static void
check (const char *given, const char *wanted)
{
  g_auto (GStrv) names = g_strsplit (given, " ", -1);
  g_auto (GStrv) read = cor_codecs_read ((const char *const *)names);
  g_autofree char *text = g_strjoinv (" ", read);

  g_assert_cmpstr (text, ==, wanted);
}

/* M30 */
static void
test_read (void)
{
  check ("opus G722 PCMA PCMU", "opus G722 PCMA PCMU");
  check ("PCMU opus", "PCMU opus");
  check ("pcmu OPUS pcmu g722 Opus pcma pcma", "PCMU opus G722 PCMA");
  check ("mp3 PCMA <b>", "PCMA");
  check ("", "opus G722 PCMA PCMU");
  check ("mp3", "opus G722 PCMA PCMU");
}

static void
test_find (void)
{
  g_assert_cmpstr (cor_codec_find ("g722"), ==, "G722");
  g_assert_null (cor_codec_find ("G7221"));
  g_assert_null (cor_codec_find (""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/codec/read", test_read);
  g_test_add_func ("/model/codec/find", test_find);
  return g_test_run ();
}
