/* SPDX-License-Identifier: GPL-3.0-or-later
 * The default device while this computer comes and goes beside an open page of
 * the server's, which chooses too. */
#include "fake-line.h"

typedef struct {
  CorSession *session;
  FakeLine *line;
} Fixture;

static void
add_endpoint (GPtrArray *endpoints, const char *id, const char *type)
{
  CorCtiEndpoint *endpoint = g_new0 (CorCtiEndpoint, 1);

  endpoint->id = g_strdup (id);
  endpoint->type = g_strdup (type);
  endpoint->name = g_strdup (id);
  endpoint->secret = g_str_equal (type, "physical") ? NULL : g_strdup ("s");
  g_ptr_array_add (endpoints, endpoint);
}

static void
free_endpoint (gpointer data)
{
  CorCtiEndpoint *endpoint = data;

  g_free (endpoint->id);
  g_free (endpoint->type);
  g_free (endpoint->name);
  g_free (endpoint->secret);
  g_free (endpoint);
}

static void
set_up (Fixture *f, gconstpointer device)
{
  CorCtiProfile *profile = g_new0 (CorCtiProfile, 1);

  f->line = g_object_new (FAKE_TYPE_LINE, NULL);
  f->session = fake_line_new_session (f->line);
  profile->endpoints = g_ptr_array_new_with_free_func (free_endpoint);
  add_endpoint (profile->endpoints, "201", "nethlink");
  add_endpoint (profile->endpoints, "91201", "webrtc");
  add_endpoint (profile->endpoints, "301", "physical");
  profile->default_device = g_strdup (device);
  f->session->profile = profile;
  /* Nobody is there; what is told is not heard. */
  f->session->cti = cor_cti_new ("http://127.0.0.1:9", NULL, NULL);
  f->session->account_cancellable = g_cancellable_new ();
  cor_session_set_text (f->session, PROP_HOST, "pbx.example.org");
  cor_session_set_text (f->session, PROP_USER_NAME, "anna");
  fake_line_become (f->line, COR_LINE_REGISTERING, NULL);
  g_signal_connect_object (f->line, "notify", G_CALLBACK (cor_session_note_line), f->session,
                           G_CONNECT_SWAPPED);
  cor_session_build_devices (f->session);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->session);
  g_assert_finalize_object (f->line);
}

static void
go (Fixture *f)
{
  fake_line_become (f->line, COR_LINE_REGISTERING, "Cut.");
}

static void
come (Fixture *f)
{
  fake_line_become (f->line, COR_LINE_READY, NULL);
}

/* The server tells of a choice of the page's. */
static void
page_chooses (Fixture *f, const char *endpoint)
{
  cor_session_note_default_device (f->session, endpoint);
}

static void
assert_default (Fixture *f, const char *endpoint)
{
  g_assert_cmpstr (f->session->profile->default_device, ==, endpoint);
}

/* The page gives the calls to itself whenever we go, and leaves them there from the second time
 * on. */
static void
test_page_takes (Fixture *f, gconstpointer data)
{
  come (f);
  assert_default (f, "201");
  for (guint i = 0; i < 3; i++) {
    go (f);
    page_chooses (f, "91201");
    assert_default (f, "91201");
    come (f);
    assert_default (f, "201");
  }
}

/* Its user chose the page's phone: no flap of the line changes that. */
static void
test_user_chooses_page (Fixture *f, gconstpointer data)
{
  come (f);
  page_chooses (f, "91201");
  for (guint i = 0; i < 3; i++) {
    go (f);
    come (f);
    assert_default (f, "91201");
  }
}

static void
test_desk_phone_stays (Fixture *f, gconstpointer data)
{
  come (f);
  assert_default (f, "301");
  go (f);
  come (f);
  assert_default (f, "301");
  page_chooses (f, "201");
  go (f);
  page_chooses (f, "301");
  come (f);
  assert_default (f, "301");
}

/* At the start the browser's phone gives way, once. */
static void
test_comes (Fixture *f, gconstpointer data)
{
  come (f);
  assert_default (f, "201");
}

#define ADD(path, device, test) g_test_add (path, Fixture, device, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/default/page-takes", "201", test_page_takes);
  ADD ("/default/user-chooses-page", "201", test_user_chooses_page);
  ADD ("/default/desk-phone-stays", "301", test_desk_phone_stays);
  ADD ("/default/comes", "91201", test_comes);
  return g_test_run ();
}
