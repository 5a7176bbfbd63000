/* SPDX-License-Identifier: GPL-3.0-or-later
 * cornetta-demo: a NethVoice in a box, on loopback, for trying and testing. */
#include "config.h"
#include "bridge.h"
#include "cert.h"
#include "conference.h"
#include "gateway.h"
#include "json-out.h"
#include "mailbox.h"
#include "office.h"
#include "parking.h"
#include "queues.h"
#include "rest-summary.h"
#include "rest.h"
#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <sys/pidfd.h>
#include <unistd.h>

static gboolean
on_signal (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_stdin (int fd, GIOCondition condition, gpointer loop)
{
  char ignored[512];
  if (read (fd, ignored, sizeof ignored) > 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static gboolean
on_parent_gone (int fd, GIOCondition condition, gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/* FALSE: the parent is gone already. */
static gboolean
watch_life (const CorDemoOptions *options, GMainLoop *loop)
{
  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  if (options->until_eof)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, on_stdin, loop);
  if (!options->parent)
    return TRUE;
  int fd = pidfd_open (options->parent, 0);
  if (fd < 0)
    return FALSE;
  g_unix_fd_add (fd, G_IO_IN, on_parent_gone, loop);
  return TRUE;
}

static gboolean
set_faults (CorDemo *demo, GError **error)
{
  demo->faults.rate = COR_FAULTS_RATE;
  for (char **fault = demo->options.faults; fault && *fault; fault++)
    if (!cor_faults_set_option (&demo->faults, *fault, error))
      return FALSE;
  /* Nobody is signed in or connected yet. */
  demo->faults.tokens_expired = FALSE;
  if (demo->faults.socket == COR_SOCKET_CUT)
    demo->faults.socket = COR_SOCKET_GOOD;
  return TRUE;
}

static gboolean
listen_on_loopback (CorDemo *demo, char **ret_ca_file, GError **error)
{
  SoupServerListenOptions how = SOUP_SERVER_LISTEN_IPV4_ONLY;
  demo->server = soup_server_new ("raw-paths", TRUE, NULL);
  if (demo->options.tls) {
    g_autoptr (GTlsCertificate) cert = cor_cert_make (ret_ca_file, error);
    if (!cert)
      return FALSE;
    soup_server_set_tls_certificate (demo->server, cert);
    how |= SOUP_SERVER_LISTEN_HTTPS;
  }
  return soup_server_listen_local (demo->server, demo->options.port, how, error);
}

static void
print_ready (CorDemo *demo, const char *ca_file)
{
  g_autoptr (GString) json = g_string_new (NULL);
  GSList *uris = soup_server_get_uris (demo->server);
  g_autofree char *url = g_strdup_printf ("%s://127.0.0.1:%d", g_uri_get_scheme (uris->data),
                                          g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  cor_json_open (json, NULL, '{');
  cor_json_string (json, "url", url);
  if (ca_file)
    cor_json_string (json, "ca", ca_file);
  cor_json_open (json, "users", '[');
  for (guint i = 0; i < demo->people->all->len; i++) {
    CorPerson *person = demo->people->all->pdata[i];
    if (!person->password)
      continue;
    cor_json_open (json, NULL, '{');
    cor_json_string (json, "user", person->username);
    cor_json_string (json, "password", person->password);
    if (person->otp)
      cor_json_string (json, "otp", "123456");
    cor_json_close (json, '}');
  }
  cor_json_close (json, ']');
  cor_json_open (json, "sip", '{');
  cor_json_int (json, "udp", demo->sip ? cor_sip_get_port (demo->sip) : 0);
  cor_json_int (json, "tcp", demo->sip ? cor_sip_get_port (demo->sip) : 0);
  cor_json_close (json, '}');
  cor_json_string (json, "domain", "127.0.0.1");
  cor_json_int (json, "pid", getpid ());
  cor_json_close (json, '}');
  puts (json->str);
  fflush (stdout);
}

static void
build (CorDemo *demo)
{
  const CorDemoOptions *options = &demo->options;
  demo->people = cor_people_new (options->operators, options->seed, options->password);
  if (options->mobile)
    cor_people_add_mobiles (demo->people);
  demo->book = cor_book_new (options->contacts, options->seed, demo->people);
  demo->journal = cor_journal_new (options->history, options->seed, demo->people, demo->book);
  demo->sessions = cor_sessions_new (demo->people);
  demo->realtime = cor_realtime_new (demo->server, demo->people, demo->sessions, &demo->faults);
  demo->board = cor_board_new (demo->people, demo->book, demo->journal, demo->realtime);
  cor_board_set_parking (demo->board, options->parking, cor_parking_come_back, demo);
  demo->desk = cor_desk_new (demo->board);
  demo->conferences = cor_conferences_new (demo);
  demo->office = cor_office_new (demo, options->office);
  demo->mailboxes = cor_mailboxes_new (demo);
  demo->summaries = cor_summaries_new (demo);
  demo->queues = cor_queues_new ();
  demo->rest = cor_rest_new (demo);
  demo->gateway = cor_gateway_new (demo);
}

static void
take_down (CorDemo *demo)
{
  soup_server_disconnect (demo->server);
  cor_gateway_free (demo->gateway);
  cor_queues_free (demo->queues);
  cor_office_free (demo->office);
  cor_conferences_free (demo->conferences);
  cor_desk_free (demo->desk);
  cor_rest_free (demo->rest);
  cor_summaries_free (demo->summaries);
  cor_mailboxes_free (demo->mailboxes);
  cor_board_free (demo->board);
  cor_realtime_free (demo->realtime);
  cor_sessions_free (demo->sessions);
  cor_journal_free (demo->journal);
  cor_book_free (demo->book);
  cor_people_free (demo->people);
}

static void
on_shared (const char *from, gboolean picked_up, gpointer data)
{
  CorDemo *demo = data;
  if (demo->sip)
    cor_sip_party (demo->sip, from, picked_up ? "elsewhere" : "hangup", "");
}

static int
run (CorDemo *demo, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *ca_file = NULL;
  if (!set_faults (demo, error) || !listen_on_loopback (demo, &ca_file, error))
    return 1;
  build (demo);
  cor_desk_set_shared_func (demo->desk, on_shared, demo);
  CorBridge *bridge = cor_bridge_new (demo);
  demo->sip =
    cor_sip_new (demo->options.sip_port, demo->people, cor_bridge_on_event, bridge, error);
  int status = 1;
  if (demo->sip) {
    cor_sip_set_faults (demo->sip, &demo->faults);
    if (watch_life (&demo->options, loop)) {
      print_ready (demo, ca_file);
      g_main_loop_run (loop);
    }
    cor_desk_set_shared_func (demo->desk, NULL, NULL);
    cor_sip_free (demo->sip);
    demo->sip = NULL;
    status = 0;
  }
  take_down (demo);
  cor_bridge_free (bridge);
  if (ca_file)
    cor_cert_clean (ca_file);
  return status;
}

int
main (int argc, char **argv)
{
  CorDemo demo = { 0 };
  int status;
  setlocale (LC_ALL, "");
  if (cor_demo_options_parse (&demo.options, &argc, &argv, &status)) {
    g_autoptr (GError) error = NULL;
    status = run (&demo, &error);
    if (error)
      g_printerr ("cornetta-demo: %s\n", error->message);
    g_clear_object (&demo.server);
  }
  g_free (demo.param_url);
  cor_demo_options_clear (&demo.options);
  return status;
}
