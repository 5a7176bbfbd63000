/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page for callers: when it is opened, and of whom. M65 */
#include "fake-control.h"
#include "live-server.h"
#include "session-company.h"

typedef struct {
  Fixture server;
  CorSession *session;
  FakeControl *control;
  char *opened; /* the last address, or NULL */
  guint n;
} Page;

static void
on_open_uri (Page *f, const char *uri)
{
  g_free (f->opened);
  f->opened = g_strdup (uri);
  f->n++;
}

static void
set_page (Page *f, const char *url, gboolean only_queues)
{
  CorCtiParamUrl *page = g_new0 (CorCtiParamUrl, 1);

  page->url = g_strdup (url);
  page->only_queues = only_queues;
  cor_session_take_url (f->session, page);
}

static void
set_up (Page *f, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };

  fixture_setup (&f->server, NULL);
  cor_cti_fetch_profile_async (f->server.cti, NULL, on_waited, &waiter);
  cor_cti_profile_free (cor_cti_fetch_profile_finish (f->server.cti, wait_result (&waiter), NULL));
  fixture_go_online (&f->server);
  f->control = fake_control_new ();
  f->session = cor_session_new ();
  f->session->clock = &f->server.clock->clock;
  f->session->cti = g_object_ref (f->server.cti);
  f->session->profile = g_new0 (CorCtiProfile, 1);
  f->session->profile->endpoints = g_ptr_array_new ();
  f->session->profile->open_url = COR_CTI_OPEN_RINGING;
  cor_session_watch_called (f->session);
  cor_session_watch_url (f->session);
  g_signal_connect_swapped (f->session, "open-uri", G_CALLBACK (on_open_uri), f);
  set_page (f, "https://crm.example/?n=$CALLER_NUMBER&who=$CALLER_NAME", FALSE);
}

static void
tear_down (Page *f, gconstpointer data)
{
  g_settings_reset (f->session->settings, "open-url");
  g_assert_finalize_object (f->session);
  g_object_unref (f->control);
  fixture_teardown (&f->server, NULL);
  g_free (f->opened);
}

/* Transfer full. */
static CorCall *
add (Page *f, gboolean incoming, const char *number, const char *name)
{
  CorCall *call = cor_call_new (COR_CALL_CONTROL (f->control), incoming, number, "here", TRUE);

  cor_call_set_name (call, name);
  cor_call_list_add (f->session->calls, call);
  return call;
}

static void
end (CorCall *call)
{
  cor_call_set_ended (call, COR_CALL_END_MISSED, NULL);
  g_object_unref (call);
}

static void
test_ringing (Page *f, gconstpointer data)
{
  CorCall *call = add (f, TRUE, "+390721405516", "Anna & Co");

  g_assert_cmpuint (f->n, ==, 1);
  g_assert_cmpstr (f->opened, ==, "https://crm.example/?n=%2B390721405516&who=Anna%20%26%20Co");
  cor_call_set_state (call, COR_CALL_ACTIVE);
  end (call);
  g_assert_cmpuint (f->n, ==, 1);
}

static void
test_answered (Page *f, gconstpointer data)
{
  CorCall *call, *missed;

  f->session->profile->open_url = COR_CTI_OPEN_ANSWERED;
  missed = add (f, TRUE, "0721405517", NULL);
  end (missed);
  call = add (f, TRUE, "0721405516", "0721405516");
  g_assert_cmpuint (f->n, ==, 0);
  cor_call_set_state (call, COR_CALL_ACTIVE);
  fake_clock_advance (f->server.clock, 500);
  g_assert_cmpuint (f->n, ==, 1);
  g_assert_cmpstr (f->opened, ==, "https://crm.example/?n=0721405516&who=");
  end (call);
}

/* The phonebook's comes a moment after the call. */
static void
test_waits_for_name (Page *f, gconstpointer data)
{
  CorCall *call = add (f, TRUE, "0721405516", "0721405516");

  g_assert_cmpuint (f->n, ==, 0);
  cor_call_set_name (call, "Anna");
  g_assert_cmpuint (f->n, ==, 1);
  g_assert_cmpstr (f->opened, ==, "https://crm.example/?n=0721405516&who=Anna");
  end (call);
}

/* The user's own wish goes before the server's. */
static void
test_own_setting (Page *f, gconstpointer data)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (f->session->actions), "open-url");
  g_autoptr (GError) error = NULL;
  CorCall *call;

  g_settings_set_string (f->session->settings, "open-url", "button");
  g_assert_false (g_action_get_enabled (action));
  call = add (f, TRUE, "0721405516", NULL);
  cor_call_set_state (call, COR_CALL_ACTIVE);
  g_assert_cmpuint (f->n, ==, 0);
  g_assert_true (g_action_get_enabled (action));
  g_action_activate (action, g_variant_new_uint32 (cor_call_get_id (call)));
  g_action_activate (action, g_variant_new_uint32 (0));
  g_assert_cmpuint (f->n, ==, 2);
  g_settings_set_string (f->session->settings, "open-url", "never");
  g_assert_false (g_action_get_enabled (action));
  end (call);
  f->session->profile->open_url = COR_CTI_OPEN_NEVER;
  g_settings_set_string (f->session->settings, "open-url", "ringing");
  end (add (f, TRUE, "0721405518", "Anna"));
  g_assert_cmpuint (f->n, ==, 3);
}

static void
test_not_of_these (Page *f, gconstpointer data)
{
  end (add (f, FALSE, "0721405516", NULL));
  end (add (f, TRUE, "", NULL));
  end (add (f, TRUE, "0721405xxx", "xxx"));
  f->session->profile->open_url = COR_CTI_OPEN_NEVER;
  end (add (f, TRUE, "0721405516", NULL));
  g_assert_cmpuint (f->n, ==, 0);
}

static void
test_masked_by_button (Page *f, gconstpointer data)
{
  g_autoptr (CorCall) call = add (f, TRUE, "0721405xxx", "xxx");
  g_autoptr (GError) error = NULL;

  g_assert_false (cor_session_open_url (f->session, call, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpuint (f->n, ==, 0);
  cor_call_set_ended (call, COR_CALL_END_MISSED, NULL);
}

/* A phone of the user's, which somebody calls. */
static void
tell (Page *f, const char *number, const char *more)
{
  g_autofree char *frame = g_strdup_printf (
    "42[\"extenUpdate\",{\"exten\":\"92201\",\"status\":\"ringing\",\"conversations\":{\"x\":{"
    "\"id\":\"a>b\",\"linkedId\":\"1.1\",\"uniqueId\":\"1.2\",\"direction\":\"in\","
    "\"connected\":false,\"counterpartNum\":\"%s\"%s}}}]",
    number, more);

  fixture_send_frame (&f->server, frame);
  fixture_settle (&f->server);
  fake_clock_advance (f->server.clock, 100);
}

static void
test_waits_for_unique_id (Page *f, gconstpointer data)
{
  CorCall *call;

  set_page (f, "https://crm.example/$UNIQUEID/$CALLED", FALSE);
  call = add (f, TRUE, "0721405516", NULL);
  g_assert_cmpuint (f->n, ==, 0);
  tell (f, "0721405516", "");
  g_assert_cmpuint (f->n, ==, 1);
  g_assert_cmpstr (f->opened, ==, "https://crm.example/1.2/");
  end (call);
}

static void
test_waits_no_longer (Page *f, gconstpointer data)
{
  CorCall *call;

  set_page (f, "https://crm.example/$UNIQUEID/$CALLER_NUMBER", FALSE);
  call = add (f, TRUE, "0721405516", NULL);
  fake_clock_advance (f->server.clock, 1900);
  g_assert_cmpuint (f->n, ==, 0);
  fake_clock_advance (f->server.clock, 200);
  g_assert_cmpuint (f->n, ==, 1);
  g_assert_cmpstr (f->opened, ==, "https://crm.example//0721405516");
  end (call);
}

static void
test_only_queues (Page *f, gconstpointer data)
{
  CorCall *call;

  set_page (f, "https://crm.example/$CALLED", TRUE);
  call = add (f, TRUE, "0721405517", NULL);
  fake_clock_advance (f->server.clock, 3000);
  g_assert_cmpuint (f->n, ==, 0);
  end (call);
  call = add (f, TRUE, "0721405516", NULL);
  tell (f, "0721405516", ",\"throughQueue\":true,\"queueId\":\"401\"");
  g_assert_cmpuint (f->n, ==, 1);
  g_assert_cmpstr (f->opened, ==, "https://crm.example/401");
  end (call);
}

static void
test_bursts (Page *f, gconstpointer data)
{
  for (guint i = 0; i < 20; i++) {
    g_autofree char *number = g_strdup_printf ("07214055%02u", i);
    end (add (f, TRUE, number, "Anna"));
  }
  g_assert_cmpuint (f->n, ==, 4);
  fake_clock_advance (f->server.clock, 11000);
  end (add (f, TRUE, "0721405599", "Anna"));
  end (add (f, TRUE, "0721405599", "Anna"));
  g_assert_cmpuint (f->n, ==, 5);
}

static void
test_bad_page (Page *f, gconstpointer data)
{
  static const char *const bad[] = { "javascript:alert(1)", "file:///etc/passwd", "crm",
                                     "https://$CALLER_NAME/" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *number = g_strdup_printf ("072140550%u", i);

    set_page (f, bad[i], FALSE);
    fake_clock_advance (f->server.clock, 11000);
    end (add (f, TRUE, number, "evil.example"));
  }
  cor_session_forget_url (f->session);
  end (add (f, TRUE, "0721405599", "Anna"));
  g_assert_cmpuint (f->n, ==, 0);
}

#define ADD(name, func) g_test_add ("/session/url/" name, Page, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("ringing", test_ringing);
  ADD ("answered", test_answered);
  ADD ("waits-for-name", test_waits_for_name);
  ADD ("own-setting", test_own_setting);
  ADD ("not-of-these", test_not_of_these);
  ADD ("masked-by-button", test_masked_by_button);
  ADD ("waits-for-unique-id", test_waits_for_unique_id);
  ADD ("waits-no-longer", test_waits_no_longer);
  ADD ("only-queues", test_only_queues);
  ADD ("bursts", test_bursts);
  ADD ("bad-page", test_bad_page);
  return g_test_run ();
}
