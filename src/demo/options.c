/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the demo server was asked for on the command line. */
#include "config.h"
#include "options.h"
#include "gateway.h"

static gboolean
within (const char *name, int value, int low, int high)
{
  if (value >= low && value <= high)
    return TRUE;
  g_printerr ("cornetta-demo: --%s %d: give a number from %d to %d\n", name, value, low, high);
  return FALSE;
}

/* A table: of options. */
gboolean
cor_demo_options_parse (CorDemoOptions *options, int *argc, char ***argv, int *ret_status)
{
  int port = 0, sip_port = 0, exchange = 0, contacts = 2000, history = 500, operators = 300,
      seed = 1, office = 0, parking = COR_DEMO_PARKING_S;
  gboolean version = FALSE;
  GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, "TCP port of the CTI server (default: a free one)",
      "N" },
    { "sip-port", 0, 0, G_OPTION_ARG_INT, &sip_port, "SIP port, UDP and TCP (default: a free one)",
      "N" },
    { "exchange", 0, 0, G_OPTION_ARG_INT, &exchange,
      "Name another SIP server on loopback as the exchange, by its port", "N" },
    { "contacts", 0, 0, G_OPTION_ARG_INT, &contacts, "Contacts in the phonebook (2000)", "N" },
    { "history", 0, 0, G_OPTION_ARG_INT, &history, "Calls in the history (500)", "N" },
    { "operators", 0, 0, G_OPTION_ARG_INT, &operators, "Colleagues (300)", "N" },
    { "office", 0, 0, G_OPTION_ARG_INT, &office, "Calls that colleagues are in (0)", "N" },
    { "parking", 0, 0, G_OPTION_ARG_INT, &parking,
      "Seconds that a parked call waits before it rings back (60)", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "What company is made up (1)", "N" },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->faults,
      "Misbehave: rest=500|404|html|badjson|huge|wrongtypes|slow:MS|cut, token=expired|always, "
      "socket=cut|silent|refuse, sip=503|gone|notransfer, rtp-loss=PERCENT, rate=PER-SECOND, "
      "gateway=html|badjson|502, conference=untold, profile=nethlink|webrtc|physical|computer",
      "KIND=VALUE" },
    { "password", 0, 0, G_OPTION_ARG_STRING, &options->password, "Password of every user (demo)",
      "TEXT" },
    { "gateway", 0, 0, G_OPTION_ARG_STRING, &options->gateway,
      "A Janus on loopback to serve as /janus: this computer is reached by it alone, as by a "
      "server that nobody has set up for SIP telephones",
      "URL" },
    { "mobile", 0, 0, G_OPTION_ARG_NONE, &options->mobile,
      "Give the users an extension for a mobile phone, reached by SIP over TLS", NULL },
    { "tls", 0, 0, G_OPTION_ARG_NONE, &options->tls, "Serve https with a certificate made up now",
      NULL },
    { "parent", 0, 0, G_OPTION_ARG_INT, &options->parent, "End when this process ends", "PID" },
    { "stdin", 0, 0, G_OPTION_ARG_NONE, &options->until_eof, "End when standard input ends", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, "Print the version", NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- a NethVoice in a box, on loopback");
  g_option_context_set_summary (
    context, "When ready it prints one line of JSON on standard output: where it listens, its\n"
             "users and its process. Users: demo/demo, demo2/demo (second factor 123456).");
  g_option_context_add_main_entries (context, entries, NULL);
  g_autoptr (GError) error = NULL;
  *ret_status = 1;
  if (!g_option_context_parse (context, argc, argv, &error)) {
    g_printerr ("cornetta-demo: %s\n", error->message);
    return FALSE;
  }
  if (version) {
    g_print ("cornetta-demo %s\n", COR_VERSION);
    *ret_status = 0;
    return FALSE;
  }
  if (!within ("port", port, 0, 65535) || !within ("sip-port", sip_port, 0, 65535) ||
      !within ("exchange", exchange, 0, 65535) || !within ("contacts", contacts, 0, 2000000) ||
      !within ("history", history, 0, 2000000) || !within ("operators", operators, 0, 50000) ||
      !within ("office", office, 0, 1000) || !within ("parking", parking, 1, 3600))
    return FALSE;
  if (options->gateway && !cor_gateway_check_url (options->gateway, &error)) {
    g_printerr ("cornetta-demo: %s\n", error->message);
    return FALSE;
  }
  options->port = port;
  options->sip_port = sip_port;
  options->exchange = exchange;
  options->contacts = contacts;
  options->history = history;
  options->operators = operators;
  options->seed = seed;
  options->office = office;
  options->parking = parking;
  return TRUE;
}

void
cor_demo_options_clear (CorDemoOptions *options)
{
  g_clear_pointer (&options->faults, g_strfreev);
  g_clear_pointer (&options->password, g_free);
  g_clear_pointer (&options->gateway, g_free);
}
