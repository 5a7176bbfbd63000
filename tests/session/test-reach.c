/* SPDX-License-Identifier: GPL-3.0-or-later
 * When the way to a desk phone is looked for again, with a telephone's port on loopback. */
#include "cti-private.h"
#include "desk-private.h"
#include "event.h"
#include "fake-line.h"
#include <string.h>

#define DESK "301"

typedef struct {
  CorSession *session;
  FakeLine *line;
  GSocketService *web; /* what the telephone answers on */
  guint16 port;
  guint asked;
} Fixture;

static gboolean
on_asked (Fixture *f)
{
  f->asked++;
  return TRUE;
}

static void
free_endpoint (gpointer data)
{
  CorCtiEndpoint *endpoint = data;

  g_free (endpoint->id);
  g_free (endpoint->type);
  g_free (endpoint->name);
  g_free (endpoint);
}

static CorCtiProfile *
make_profile (void)
{
  CorCtiProfile *profile = g_new0 (CorCtiProfile, 1);
  CorCtiEndpoint *desk = g_new0 (CorCtiEndpoint, 1);

  desk->id = g_strdup (DESK);
  desk->type = g_strdup ("physical");
  desk->name = g_strdup ("Desk");
  profile->endpoints = g_ptr_array_new_with_free_func (free_endpoint);
  g_ptr_array_add (profile->endpoints, desk);
  return profile;
}

static void
tell_address (Fixture *f)
{
  const char *text = "{\"exten\":\"" DESK "\",\"status\":\"online\",\"ip\":\"127.0.0.1\"}";
  g_autoptr (JsonObject) news = cor_json_parse_object (text, strlen (text), NULL);
  g_autoptr (CorExten) exten = cor_exten_parse (news);

  cor_desk_on_exten (f->session->cti->desk, exten);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->web = g_socket_service_new ();
  f->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (f->web), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (f->web, "incoming", G_CALLBACK (on_asked), f);
  f->line = g_object_new (FAKE_TYPE_LINE, NULL);
  f->session = fake_line_new_session (f->line);
  f->session->plain_sip = FALSE;
  f->session->cti = cor_cti_new ("http://127.0.0.1:1", NULL, &error);
  g_assert_no_error (error);
  f->session->profile = make_profile ();
  cor_desk_set_endpoints (f->session->cti->desk, f->session->profile->endpoints);
  cor_session_build_devices (f->session);
  tell_address (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->session);
  g_assert_finalize_object (f->line);
  g_clear_object (&f->web);
}

static void
change_network (void)
{
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
}

/* Until the second that a network has to settle is over, and what follows it has been done. */
static void
wait_settled (Fixture *f)
{
  const CorReach *reach = cor_session_get_reach (f->session, DESK);

  g_assert_cmpuint (f->session->settle_source, !=, 0);
  while (f->session->settle_source != 0 || reach->probing)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE)) /* the other end's news of it */
    ;
}

/* It comes up in several steps, of which each is told: the phone is asked once. */
static void
test_network_changes (Fixture *f, gconstpointer data)
{
  const CorReach *reach = cor_session_get_reach (f->session, DESK);
  CorDevice *desk = cor_session_find_device (f->session, DESK);

  cor_cti_set_desk_port (f->session->cti, DESK, f->port);
  cor_session_note_extension (f->session, DESK, "online", TRUE);
  while (!reach->probed)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (reach->result, ==, COR_PROBE_OPEN);
  f->asked = 0;
  for (guint i = 0; i < 5; i++)
    change_network ();
  wait_settled (f);
  g_assert_cmpuint (f->asked, ==, 1);
  g_assert_cmpint (reach->result, ==, COR_PROBE_OPEN);
  g_socket_service_stop (f->web);
  g_socket_listener_close (G_SOCKET_LISTENER (f->web));
  change_network ();
  wait_settled (f);
  g_assert_cmpint (reach->result, ==, COR_PROBE_CLOSED);
  g_assert_cmpstr (cor_device_get_detail (desk), ==, "Its web interface does not answer");
}

/* Nothing is asked of a phone that the server rings by itself. */
static void
test_no_way_is_needed (Fixture *f, gconstpointer data)
{
  cor_session_note_extension (f->session, DESK, "online", TRUE);
  change_network ();
  wait_settled (f);
  g_assert_false (cor_session_get_reach (f->session, DESK)->probed);
  g_assert_cmpuint (f->asked, ==, 0);
}

/* Who signs out meanwhile has no phones any more. */
static void
test_account_is_closed (Fixture *f, gconstpointer data)
{
  cor_cti_set_desk_port (f->session->cti, DESK, f->port);
  change_network ();
  cor_session_forget_reach (f->session);
  g_assert_cmpuint (f->session->settle_source, ==, 0);
  g_assert_cmpuint (f->asked, ==, 0);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/session/reach/network-changes", test_network_changes);
  add ("/session/reach/no-way-is-needed", test_no_way_is_needed);
  add ("/session/reach/account-is-closed", test_account_is_closed);
  return g_test_run ();
}
