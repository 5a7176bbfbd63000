/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl presence`. */
#include "config.h"
#include "presence.h"

CorExit
cor_presence_choose (GDBusConnection *bus, const char *when, const char *choice, const char *to)
{
  static const struct {
    const char *choice, *word;
  } choices[] = { { "online", "online" },
                  { "dnd", "dnd" },
                  { "voicemail", "voicemail" },
                  { "cellphone", "cellphone" },
                  { "forward", "callforward" } };
  const char *word = NULL;
  CorBusCall call = { .method = when != NULL ? "SetPresenceWhen" : "SetPresence" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (choices[i].choice, choice))
      word = choices[i].word;
  if (word == NULL || g_str_equal (choice, "forward") != (to != NULL))
    return COR_EXIT_USAGE;
  if (when != NULL && !g_str_equal (when, "busy") && !g_str_equal (when, "unavailable"))
    return COR_EXIT_USAGE;
  if (to == NULL)
    to = "";
  call.arguments =
    when != NULL ? g_variant_new ("(sss)", when, word, to) : g_variant_new ("(ss)", word, to);
  answer = cor_bus_call (bus, &call, &error);
  return answer != NULL ? COR_EXIT_OK : cor_bus_fail (error);
}
