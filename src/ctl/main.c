/* SPDX-License-Identifier: GPL-3.0-or-later
 * The command `cornetta`: reads its arguments, then hands them to the program. */
#include "config.h"
#include "command.h"
#include "front.h"
#include "input.h"
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

/* What only the program itself understands. */
static const char *const program_options[] = { "--demo",
                                               "--sip-server",
                                               "--sip-user",
                                               "--sip-transport",
                                               "--sip-encryption",
                                               "--sip-password-stdin",
                                               "--gapplication-service",
                                               NULL };

static gboolean
is_for_program (char **argv)
{
  for (guint i = 1; argv[i] != NULL && !g_str_equal (argv[i], "--"); i++)
    for (guint k = 0; program_options[k] != NULL; k++) {
      const char *rest = argv[i] + strlen (program_options[k]);

      if (g_str_has_prefix (argv[i], program_options[k]) && (*rest == '\0' || *rest == '='))
        return TRUE;
    }
  return FALSE;
}

static CorExit
show_help (void)
{
  g_print ("%s\n\n%s\n\n", _ ("Usage: cornetta [OPTION…] [LINK… | NUMBER]"),
           _ ("Shows Cornetta, or calls a number or a tel:, callto: or sip: link."));
  g_print ("  %-28s %s\n", "--dial NUMBER", _ ("Call a number"));
  g_print ("  %-28s %s\n", "--action NAME", _ ("Do new-call, history or do-not-disturb"));
  g_print ("  %-28s %s\n", "--demo", _ ("Try it with an invented company"));
  g_print ("  %-28s %s\n", "--sip-server HOST[:PORT]", _ ("Use a plain SIP account"));
  g_print ("  %-28s %s\n", "--sip-user NAME", _ ("Its user"));
  g_print ("  %-28s %s\n", "--sip-transport KIND", _ ("udp, tcp or tls"));
  g_print ("  %-28s %s\n", "--sip-encryption KIND", _ ("auto, off, optional or required"));
  g_print ("  %-28s %s\n", "--sip-password-stdin", _ ("Read its password from standard input"));
  g_print ("  %-28s %s\n", "--gapplication-service", _ ("Start without a window"));
  g_print ("  %-28s %s\n", "--version", _ ("Show the version"));
  g_print ("  %-28s %s\n", "--help", _ ("Show this help"));
  g_print ("\n%s\n", _ ("“cornetta ctl --help” shows how scripts use the running program."));
  return COR_EXIT_OK;
}

/* RFC 3986's scheme and colon. */
static gboolean
is_link (const char *text)
{
  const char *p = text;

  if (!g_ascii_isalpha (*p))
    return FALSE;
  while (g_ascii_isalnum (*p) || *p == '+' || *p == '-' || *p == '.')
    p++;
  return *p == ':';
}

static guint
count_links (GPtrArray *args)
{
  guint n = 0;

  for (guint i = 0; i < args->len; i++)
    n += is_link (g_ptr_array_index (args, i));
  return n;
}

/* What the launcher's menu offers. */
static CorExit
run_action (char **argv, GPtrArray *args, const char *action)
{
  static const char *const actions[] = { "new-call", "history", "do-not-disturb", NULL };

  if (!cor_input_check (args))
    return COR_EXIT_USAGE;
  if (args->len == 0 && g_strv_contains (actions, action))
    return cor_front_activate (argv, action);
  g_printerr ("%s\n", _ ("cornetta: --action takes new-call, history or do-not-disturb, alone"));
  return COR_EXIT_USAGE;
}

static CorExit
run_front (char **argv, GPtrArray *args)
{
  const char *dial = NULL, *action = NULL;
  g_autofree char *number = NULL;
  guint links;

  if (!cor_input_take_value (args, "--action", &action))
    return COR_EXIT_USAGE;
  if (action != NULL)
    return run_action (argv, args, action);
  if (!cor_input_take_value (args, "--dial", &dial) || !cor_input_check (args))
    return COR_EXIT_USAGE;
  links = count_links (args);
  if ((dial != NULL && args->len > 0) || (links > 0 && links < args->len)) {
    g_printerr ("%s\n", _ ("cornetta: give one number, or links"));
    return COR_EXIT_USAGE;
  }
  if (dial != NULL || links < args->len) {
    number = dial != NULL ? g_strdup (dial) : cor_input_join (args, 0);
    if (!cor_front_check_number (number))
      return COR_EXIT_USAGE;
  }
  return cor_front_run (argv, args, number);
}

static gboolean
is_utf8 (char **argv)
{
  for (guint i = 1; argv[i] != NULL; i++)
    if (!g_utf8_validate (argv[i], -1, NULL))
      return FALSE;
  return TRUE;
}

/* A link is on its way before anything is said: only what words need, each category is a file. */
static void
set_up_language (void)
{
  const char *folder = g_getenv ("CORNETTA_LOCALEDIR");

  setlocale (LC_CTYPE, "");
  setlocale (LC_MESSAGES, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : COR_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) args = g_ptr_array_new ();

  set_up_language ();
  if (argc > 1 && is_for_program (argv))
    return cor_front_start (argv);
  if (!is_utf8 (argv)) {
    g_printerr ("%s\n", _ ("cornetta: the arguments are not written in UTF-8"));
    return COR_EXIT_USAGE;
  }
  for (int i = 1; i < argc; i++)
    g_ptr_array_add (args, argv[i]);
  if (args->len > 0 && g_str_equal (args->pdata[0], "ctl")) {
    g_ptr_array_remove_index (args, 0);
    setlocale (LC_ALL, "");
    return cor_command_run (args);
  }
  if (cor_input_take_flag (args, "--help") || cor_input_take_flag (args, "-h"))
    return show_help ();
  if (cor_input_take_flag (args, "--version")) {
    g_print ("cornetta " COR_VERSION "\n");
    return COR_EXIT_OK;
  }
  return run_front (argv, args);
}
