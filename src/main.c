/* SPDX-License-Identifier: GPL-3.0-or-later
 * The program itself, `cornetta-desktop`: builds the session and its windows,
 * in that order, and takes them down in the reverse. */
#include "config.h"
#include "model/trace.h"
#include "session/session.h"
#include "ui/application.h"
#include "ui/renderer.h"
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  CorSession *session;
  CorApplication *application;
  gboolean demo;
  char *dial;
  char *sip_server;
  char *sip_user;
  char *sip_transport;
  char *sip_encryption;
  gboolean sip_password_stdin;
} Program;

static const GOptionEntry options[] = {
  { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Try Cornetta with a built-in demo server"), NULL },
  { "dial", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Call a number"), N_ ("NUMBER") },
  { "sip-server", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_ ("Use a plain SIP account on this server, without signing in"), N_ ("HOST[:PORT]") },
  { "sip-user", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("User of the SIP account"), N_ ("USER") },
  { "sip-transport", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_ ("udp, tcp or tls (the default, with the certificate verified)"), N_ ("TRANSPORT") },
  { "sip-encryption", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_ ("auto (by TLS, when the other side can), off, optional or required"), N_ ("KIND") },
  { "sip-password-stdin", 0, 0, G_OPTION_ARG_NONE, NULL,
    N_ ("Read the password of the SIP account from standard input"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL },
  { NULL },
};

/* Never from the command line, where every user of the machine can read it. */
static char *
read_password (void)
{
  char line[256];

  if (fgets (line, sizeof line, stdin) == NULL)
    return NULL;
  line[strcspn (line, "\r\n")] = '\0';
  return g_strdup (line);
}

static gboolean
use_sip_account (Program *program, GError **error)
{
  g_autofree char *password = program->sip_password_stdin ? read_password () : NULL;
  CorSessionSipAccount account = {
    .server = program->sip_server,
    .user = program->sip_user,
    .password = password,
    .transport = program->sip_transport != NULL ? program->sip_transport : "tls",
    .encryption = program->sip_encryption,
  };

  if (program->sip_user == NULL) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("--sip-server needs --sip-user too."));
    return FALSE;
  }
  return cor_session_use_sip_account (program->session, &account, error);
}

/* Runs in every instance; only the first goes on to "startup". */
static int
on_local_options (GApplication *application, GVariantDict *dict, Program *program)
{
  if (g_variant_dict_contains (dict, "version")) {
    g_print ("Cornetta %s\n", COR_VERSION);
    return 0;
  }
  program->demo = g_variant_dict_contains (dict, "demo");
  program->sip_password_stdin = g_variant_dict_contains (dict, "sip-password-stdin");
  g_variant_dict_lookup (dict, "dial", "s", &program->dial);
  g_variant_dict_lookup (dict, "sip-server", "s", &program->sip_server);
  g_variant_dict_lookup (dict, "sip-user", "s", &program->sip_user);
  g_variant_dict_lookup (dict, "sip-transport", "s", &program->sip_transport);
  g_variant_dict_lookup (dict, "sip-encryption", "s", &program->sip_encryption);
  return -1;
}

static void
on_startup (GApplication *application, Program *program)
{
  g_autoptr (GError) error = NULL;

  if (program->sip_server != NULL && !use_sip_account (program, &error)) {
    g_printerr ("cornetta: %s\n", error->message);
    exit (2);
  }
  if (program->demo)
    cor_session_start_demo (program->session);
  cor_session_start (program->session);
  if (program->dial != NULL) {
    g_autoptr (CorDialRequest) request =
      cor_dial_request_new (program->dial, COR_ORIGIN_CONTROL, NULL, NULL);
    cor_session_dial (program->session, request);
  }
}

static gboolean
on_signal (gpointer user_data)
{
  g_action_group_activate_action (G_ACTION_GROUP (user_data), "quit", NULL);
  return G_SOURCE_CONTINUE;
}

static void
set_up_language (void)
{
  const char *folder = g_getenv ("CORNETTA_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : COR_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* GSettings ends the process when a schema is missing; a sentence says more. */
static gboolean
schema_is_there (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
    source != NULL ? g_settings_schema_source_lookup (source, COR_APP_ID, TRUE) : NULL;

  return schema != NULL;
}

int
main (int argc, char **argv)
{
  Program program = { NULL };
  int status;

  cor_trace_take_log ();
  set_up_language ();
  if (!schema_is_there ()) {
    g_printerr (_ ("cornetta: the settings schema %s is not installed. Install Cornetta again, or "
                   "set GSETTINGS_SCHEMA_DIR to the build's data folder.\n"),
                COR_APP_ID);
    return 1;
  }
  cor_renderer_choose ();
  program.session = cor_session_new ();
  program.application = cor_application_new (program.session);
  g_application_add_main_option_entries (G_APPLICATION (program.application), options);
  g_signal_connect (program.application, "handle-local-options", G_CALLBACK (on_local_options),
                    &program);
  g_signal_connect (program.application, "startup", G_CALLBACK (on_startup), &program);
  g_unix_signal_add (SIGTERM, on_signal, program.application);
  g_unix_signal_add (SIGINT, on_signal, program.application);
  status = g_application_run (G_APPLICATION (program.application), argc, argv);
  g_object_unref (program.application);
  g_object_unref (program.session);
  g_free (program.dial);
  g_free (program.sip_server);
  g_free (program.sip_user);
  g_free (program.sip_transport);
  g_free (program.sip_encryption);
  return status;
}
