/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which ways to be a phone there are, and which of them is taken, with lines
 * that only note what they are told and a clock that is turned by hand. */
#include "fake-line.h"
#include "line-chooser.h"
#include <string.h>

/* --- What an account offers. --- */

static const CorCtiEndpoint nethlink = { .id = (char *)"201",
                                         .type = (char *)"nethlink",
                                         .user = (char *)"201",
                                         .secret = (char *)"s1" };
static const CorCtiEndpoint mobile = { .id = (char *)"92201",
                                       .type = (char *)"mobile",
                                       .user = (char *)"92201",
                                       .secret = (char *)"s2" };
static const CorCtiEndpoint web = { .id = (char *)"91201",
                                    .type = (char *)"webrtc",
                                    .user = (char *)"91201",
                                    .secret = (char *)"s3" };
static const CorCtiEndpoint desk = { .id = (char *)"301", .type = (char *)"physical" };

typedef struct {
  const char *name;
  const char *endpoints; /* letters: n, m, w, d */
  const char *proxy_fqdn;
  const char *proxy; /* set by hand */
  const char *wish;
  const char *plan; /* KIND LABEL SERVER, a line each; "deaf" behind */
} Case;

static const Case cases[] = {
  { "stock", "wnd", "proxy.example.org", NULL, "auto",
    "gateway 201 https://cti.example.org/janus\nsip 201 proxy.example.org:5061 deaf\n" },
  { "stock-with-mobile", "dwmn", "proxy.example.org", NULL, "auto",
    "gateway 201 https://cti.example.org/janus\nsip 92201 proxy.example.org:5061\n"
    "sip 201 proxy.example.org:5061 deaf\n" },
  { "no-proxy", "nm", NULL, NULL, "auto", "gateway 201 https://cti.example.org/janus\n" },
  { "mobile-alone", "dwm", "proxy.example.org", NULL, "auto",
    "sip 92201 proxy.example.org:5061\n" },
  { "mobile-without-proxy", "m", NULL, NULL, "auto", "sip 92201 voice.example.org\n" },
  { "nothing", "dw", "proxy.example.org", NULL, "auto", "" },
  { "by-hand", "nm", "proxy.example.org", "pbx.example.org", "auto", "sip 201 pbx.example.org\n" },
  { "by-hand-mobile", "m", NULL, "pbx.example.org:5062", "auto",
    "sip 92201 pbx.example.org:5062\n" },
  { "gateway-wished", "nm", "proxy.example.org", "pbx.example.org", "gateway",
    "gateway 201 https://cti.example.org/janus\n" },
  { "gateway-wished-in-vain", "m", "proxy.example.org", NULL, "gateway", "" },
  { "sip-wished", "nm", "proxy.example.org", NULL, "sip",
    "sip 92201 proxy.example.org:5061\nsip 201 proxy.example.org:5061 deaf\n" },
  { "sip-wished-by-hand", "nm", "proxy.example.org", "pbx.example.org", "sip",
    "sip 201 pbx.example.org\n" },
  { "loopback-and-not", "nm", "127.0.0.1", NULL, "auto",
    "gateway 201 https://cti.example.org/janus\n" },
};

static GPtrArray *
make_endpoints (const char *letters)
{
  GPtrArray *endpoints = g_ptr_array_new ();

  for (; *letters != '\0'; letters++)
    g_ptr_array_add (endpoints, (gpointer)(*letters == 'n'   ? &nethlink
                                           : *letters == 'm' ? &mobile
                                           : *letters == 'w' ? &web
                                                             : &desk));
  return endpoints;
}

static char *
describe (GPtrArray *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->len; i++) {
    const CorWay *way = plan->pdata[i];

    g_assert_nonnull (way->why);
    g_assert_cmpstr (way->user, ==, way->label);
    g_assert_cmpstr (way->password, ==, g_str_equal (way->label, "201") ? "s1" : "s2");
    g_string_append_printf (text, "%s %s %s%s\n", way->kind == COR_WAY_SIP ? "sip" : "gateway",
                            way->label, cor_way_get_server (way), way->deaf ? " deaf" : "");
  }
  return g_string_free (text, FALSE);
}

static void
test_plan (gconstpointer data)
{
  const Case *each = data;
  g_autoptr (GPtrArray) endpoints = make_endpoints (each->endpoints);
  CorCtiProfile profile = { .name = (char *)"Anna",
                            .endpoints = endpoints,
                            .proxy_fqdn = (char *)each->proxy_fqdn };
  CorCtiConfig config = { .voice_endpoint = (char *)"voice.example.org" };
  CorOffer offer = { .profile = &profile,
                     .config = &config,
                     .host = "CTI.example.org",
                     .proxy = each->proxy,
                     .transport = COR_TRANSPORT_UDP,
                     .wish = each->wish };
  g_autoptr (GPtrArray) plan = cor_line_plan_new (&offer);
  g_autofree char *text = describe (plan);

  g_assert_cmpstr (text, ==, each->plan);
}

/* What the gateway is told of the exchange, and SIP's ciphers. */
static void
test_details (void)
{
  g_autoptr (GPtrArray) endpoints = make_endpoints ("nm");
  CorCtiProfile profile = { .endpoints = endpoints, .proxy_fqdn = (char *)"127.0.0.1" };
  CorCtiConfig config = { .sip_host = (char *)"10.0.0.9", .sip_port = 5555 };
  CorOffer offer = { .profile = &profile,
                     .host = "http://127.0.0.1:8080/path",
                     .transport = COR_TRANSPORT_UDP,
                     .wish = "auto" };
  g_autoptr (GPtrArray) bare = cor_line_plan_new (&offer);
  g_autoptr (GPtrArray) told = (offer.config = &config, cor_line_plan_new (&offer));
  g_autoptr (GPtrArray) named =
    (offer.gateway = "wss://pbx.example.org/ws", cor_line_plan_new (&offer));
  g_autoptr (GPtrArray) set = (offer.proxy = "[::1]:5070", cor_line_plan_new (&offer));
  const CorWay *way = bare->pdata[0];

  g_assert_cmpstr (way->server, ==, "http://127.0.0.1:8080/janus");
  g_assert_cmpstr (way->domain, ==, "127.0.0.1");
  g_assert_cmpuint (way->port, ==, 5060);
  g_assert_cmpstr (cor_way_get_loopback (way), ==, "127.0.0.1");
  g_assert_cmpuint (bare->len, ==, 3);
  way = bare->pdata[1];
  g_assert_cmpint (way->transport, ==, COR_TRANSPORT_TLS);
  g_assert_cmpint (way->srtp, ==, COR_SRTP_OPTIONAL);
  g_assert_cmpstr (way->domain, ==, "127.0.0.1");
  way = named->pdata[0];
  g_assert_cmpstr (way->server, ==, "wss://pbx.example.org/ws");
  g_assert_null (cor_way_get_loopback (way));
  way = told->pdata[0];
  g_assert_cmpstr (way->domain, ==, "10.0.0.9");
  g_assert_cmpuint (way->port, ==, 5555);
  way = set->pdata[0];
  g_assert_cmpint (way->transport, ==, COR_TRANSPORT_UDP);
  g_assert_cmpint (way->srtp, ==, COR_SRTP_OFF);
  g_assert_cmpstr (cor_way_get_loopback (way), ==, "::1");
}

/* Without a wish by TLS alone; a wish holds whatever the transport is. */
static void
test_encryption (void)
{
  g_assert_cmpint (cor_srtp_for (COR_TRANSPORT_TLS, "auto"), ==, COR_SRTP_OPTIONAL);
  g_assert_cmpint (cor_srtp_for (COR_TRANSPORT_TCP, "auto"), ==, COR_SRTP_OFF);
  g_assert_cmpint (cor_srtp_for (COR_TRANSPORT_UDP, NULL), ==, COR_SRTP_OFF);
  g_assert_cmpint (cor_srtp_for (COR_TRANSPORT_TLS, "off"), ==, COR_SRTP_OFF);
  g_assert_cmpint (cor_srtp_for (COR_TRANSPORT_UDP, "optional"), ==, COR_SRTP_OPTIONAL);
  g_assert_cmpint (cor_srtp_for (COR_TRANSPORT_TLS, "required"), ==, COR_SRTP_REQUIRED);
}

/* --- Which one is taken. --- */

#define MAX_TIMERS 8

typedef struct {
  CorLine *line;
  FakeLine *fakes[3]; /* by way; NULL: its turn has not come */
  gboolean broken[3]; /* it can't even be made */
  GPtrArray *gone;    /* FakeLine that were made before */
  GPtrArray *rung;    /* CorCall */
  CorClock clock;
  gint64 now; /* ms */
  struct {
    gint64 due;
    GSourceFunc func;
    gpointer data;
  } timers[MAX_TIMERS];
} Room;

static guint
room_start (guint ms, GSourceFunc func, gpointer func_data, gpointer data)
{
  Room *room = data;

  for (guint i = 0; i < MAX_TIMERS; i++)
    if (room->timers[i].func == NULL) {
      room->timers[i].due = room->now + ms;
      room->timers[i].func = func;
      room->timers[i].data = func_data;
      return i + 1;
    }
  g_assert_not_reached ();
}

static void
room_stop (guint id, gpointer data)
{
  g_assert_nonnull (((Room *)data)->timers[id - 1].func);
  ((Room *)data)->timers[id - 1].func = NULL;
}

/* As time would go by: the earliest first. */
static void
pass (Room *room, guint ms)
{
  gint64 end = room->now + ms;

  for (;;) {
    guint next = MAX_TIMERS;
    GSourceFunc func;

    for (guint i = 0; i < MAX_TIMERS; i++)
      if (room->timers[i].func != NULL && room->timers[i].due <= end &&
          (next == MAX_TIMERS || room->timers[i].due < room->timers[next].due))
        next = i;
    if (next == MAX_TIMERS)
      break;
    room->now = room->timers[next].due;
    func = g_steal_pointer (&room->timers[next].func);
    func (room->timers[next].data);
  }
  room->now = end;
}

static CorLine *
room_make (const CorWay *way, gpointer data, GError **error)
{
  static const char *const labels[] = { "201", "92201", "202" };
  Room *room = data;
  guint i = way->port;

  if (room->broken[i]) {
    g_set_error_literal (error, COR_PHONE_ERROR, COR_PHONE_ERROR_ACCOUNT, "Broken.");
    return NULL;
  }
  if (room->fakes[i] != NULL)
    g_ptr_array_add (room->gone, room->fakes[i]);
  room->fakes[i] = g_object_new (FAKE_TYPE_LINE, NULL);
  cor_line_set_label (COR_LINE (room->fakes[i]), NULL, labels[i]);
  fake_line_become (room->fakes[i], COR_LINE_REGISTERING, NULL);
  return g_object_ref (COR_LINE (room->fakes[i]));
}

static void
on_rung (CorLine *line, CorCall *call, Room *room)
{
  g_ptr_array_add (room->rung, g_object_ref (call));
}

static CorWay *
make_way (guint i)
{
  CorWay *way = g_new0 (CorWay, 1);

  way->kind = i == 0 ? COR_WAY_GATEWAY : COR_WAY_SIP;
  way->label = g_strdup_printf ("way%u", i);
  way->port = (guint16)i;
  way->why = i == 0 ? "Best." : "Second.";
  return way;
}

static void
room_open (Room *room, guint ways)
{
  GPtrArray *plan = g_ptr_array_new_with_free_func ((GDestroyNotify)cor_way_free);
  CorLineMaker maker = { room_make, room, &room->clock };

  room->now = 1000;
  room->clock = (CorClock){ .start = room_start, .stop = room_stop, .data = room };
  room->gone = g_ptr_array_new_with_free_func (g_object_unref);
  room->rung = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < ways; i++)
    g_ptr_array_add (plan, make_way (i));
  room->line = cor_line_chooser_new (plan, &maker);
  g_signal_connect (room->line, "incoming", G_CALLBACK (on_rung), room);
  g_assert_cmpint (cor_line_get_state (room->line), ==, COR_LINE_OFFLINE);
  cor_line_connect (room->line);
}

static void
room_close (Room *room)
{
  g_assert_finalize_object (room->line);
  for (guint i = 0; i < MAX_TIMERS; i++)
    g_assert_null (room->timers[i].func);
  g_ptr_array_unref (room->gone);
  g_ptr_array_unref (room->rung);
  for (guint i = 0; i < 3; i++)
    if (room->fakes[i] != NULL) {
      g_assert_false (room->fakes[i]->wanted);
      g_assert_finalize_object (room->fakes[i]);
    }
}

static void
assert_line (Room *room, CorLineState state, const char *label, const char *reason)
{
  g_autofree char *shown = cor_line_dup_label (room->line);
  g_autofree char *said = cor_line_dup_reason (room->line);

  g_assert_cmpint (cor_line_get_state (room->line), ==, state);
  g_assert_cmpstr (shown, ==, label);
  g_assert_cmpstr (said, ==, reason);
}

static void
assert_why (Room *room, const char *expected)
{
  g_autofree char *why = cor_line_chooser_dup_why (COR_LINE_CHOOSER (room->line));

  g_assert_cmpstr (why, ==, expected);
}

static void
test_first_serves (void)
{
  Room room = { NULL };

  room_open (&room, 2);
  assert_line (&room, COR_LINE_REGISTERING, "way0", NULL);
  fake_line_become (room.fakes[0], COR_LINE_READY, NULL);
  assert_line (&room, COR_LINE_READY, "way0", NULL);
  assert_why (&room, "Best.");
  pass (&room, 10 * COR_LINE_PATIENCE_MS);
  g_assert_null (room.fakes[1]);
  room_close (&room);
}

/* The first one goes on trying, takes over when it can, and the other goes. */
static void
test_silent_first (void)
{
  Room room = { NULL };

  room_open (&room, 2);
  fake_line_become (room.fakes[0], COR_LINE_REGISTERING, "No answer.");
  assert_line (&room, COR_LINE_REGISTERING, "way0", "No answer.");
  pass (&room, COR_LINE_PATIENCE_MS - 1);
  g_assert_null (room.fakes[1]);
  pass (&room, 1);
  g_assert_nonnull (room.fakes[1]);
  assert_line (&room, COR_LINE_REGISTERING, "way0", "No answer.");
  fake_line_become (room.fakes[1], COR_LINE_READY, NULL);
  assert_line (&room, COR_LINE_READY, "way1", NULL);
  assert_why (&room, "Second. The better way does not work: No answer.");
  g_assert_true (room.fakes[0]->wanted);
  fake_line_become (room.fakes[0], COR_LINE_READY, NULL);
  assert_line (&room, COR_LINE_READY, "way0", NULL);
  pass (&room, 0);
  g_assert_false (room.fakes[1]->wanted);
  assert_why (&room, "Best.");
  room_close (&room);
}

/* No time is lost, and later it is asked again. */
static void
test_refused_first (void)
{
  Room room = { NULL };

  room_open (&room, 3);
  fake_line_become (room.fakes[0], COR_LINE_FAILED, "Not allowed.");
  g_assert_nonnull (room.fakes[1]);
  fake_line_become (room.fakes[1], COR_LINE_FAILED, "Neither.");
  g_assert_nonnull (room.fakes[2]);
  assert_line (&room, COR_LINE_REGISTERING, "way0", "Not allowed.");
  fake_line_become (room.fakes[2], COR_LINE_READY, NULL);
  assert_line (&room, COR_LINE_READY, "way2", NULL);
  pass (&room, COR_LINE_AGAIN_MS);
  g_assert_cmpuint (room.fakes[0]->connected, ==, 2);
  g_assert_cmpuint (room.fakes[1]->connected, ==, 2);
  g_assert_cmpuint (room.fakes[2]->connected, ==, 1);
  fake_line_become (room.fakes[1], COR_LINE_READY, NULL);
  assert_line (&room, COR_LINE_READY, "way1", NULL);
  pass (&room, 0);
  g_assert_false (room.fakes[2]->wanted);
  room_close (&room);
}

static void
test_all_refused (void)
{
  Room room = { .broken = { FALSE, TRUE } };
  g_autoptr (CorNumber) number = cor_number_parse ("123", COR_NUMBER_FROM_PERSON, NULL);
  g_autoptr (CorCall) call = NULL;

  room_open (&room, 2);
  fake_line_become (room.fakes[0], COR_LINE_FAILED, "Not allowed.");
  assert_line (&room, COR_LINE_FAILED, "way0", "Not allowed.");
  /* Its user tries again. */
  room.broken[1] = FALSE;
  cor_line_connect (room.line);
  g_assert_cmpuint (room.fakes[0]->connected, ==, 2);
  fake_line_become (room.fakes[1], COR_LINE_READY, NULL);
  assert_line (&room, COR_LINE_READY, "way1", NULL);
  room_close (&room);

  room = (Room){ .broken = { TRUE } };
  room_open (&room, 1);
  assert_line (&room, COR_LINE_FAILED, "way0", "Broken.");
  call = cor_line_dial (room.line, number);
  g_assert_cmpint (cor_call_get_state (call), ==, COR_CALL_ENDED);
  g_assert_cmpstr (cor_call_get_end_text (call), ==, "Broken.");
  room_close (&room);
}

/* A line that comes and goes within its patience moves nobody. */
static void
test_short_cut (void)
{
  Room room = { NULL };

  room_open (&room, 2);
  for (guint i = 0; i < 5; i++) {
    fake_line_become (room.fakes[0], COR_LINE_READY, NULL);
    pass (&room, 60000);
    fake_line_become (room.fakes[0], COR_LINE_REGISTERING, "Cut.");
    assert_line (&room, COR_LINE_REGISTERING, "way0", "Cut.");
    pass (&room, COR_LINE_PATIENCE_MS - 1);
  }
  g_assert_null (room.fakes[1]);
  pass (&room, 1);
  g_assert_nonnull (room.fakes[1]);
  room_close (&room);
}

/* Calls of either direction stay on the line that they came by. */
static void
test_calls_are_kept (void)
{
  Room room = { NULL };
  g_autoptr (CorNumber) number = cor_number_parse ("123", COR_NUMBER_FROM_PERSON, NULL);
  g_autoptr (CorCall) out = NULL, in = NULL, ignored = NULL, next = NULL;

  room_open (&room, 2);
  fake_line_become (room.fakes[0], COR_LINE_REGISTERING, "No answer.");
  pass (&room, COR_LINE_PATIENCE_MS);
  fake_line_become (room.fakes[1], COR_LINE_READY, NULL);
  out = cor_line_dial (room.line, number);
  g_assert_cmpuint (room.fakes[1]->dialled->len, ==, 1);
  in = fake_line_ring (room.fakes[1], "456");
  g_assert_cmpuint (room.rung->len, ==, 1);
  fake_line_become (room.fakes[0], COR_LINE_READY, NULL);
  pass (&room, 3600000);
  g_assert_true (room.fakes[1]->wanted);
  next = cor_line_dial (room.line, number);
  g_assert_cmpuint (room.fakes[0]->dialled->len, ==, 1);
  /* The server lets a call ring on both. */
  ignored = fake_line_ring (room.fakes[1], "789");
  g_assert_cmpuint (room.rung->len, ==, 1);
  cor_call_set_ended (out, COR_CALL_END_REMOTE, NULL);
  pass (&room, 0);
  g_assert_true (room.fakes[1]->wanted);
  cor_call_set_ended (in, COR_CALL_END_REMOTE, NULL);
  g_assert_true (room.fakes[1]->wanted); /* not on its own stack */
  pass (&room, 0);
  g_assert_false (room.fakes[1]->wanted);
  room_close (&room);
}

/* Trying again would hang up. */
static void
test_call_outlives_impatience (void)
{
  Room room = { NULL };
  g_autoptr (CorNumber) number = cor_number_parse ("123", COR_NUMBER_FROM_PERSON, NULL);
  g_autoptr (CorCall) call = NULL;

  room_open (&room, 2);
  fake_line_become (room.fakes[0], COR_LINE_READY, NULL);
  call = cor_line_dial (room.line, number);
  fake_line_become (room.fakes[0], COR_LINE_FAILED, "Restarted.");
  g_assert_nonnull (room.fakes[1]);
  fake_line_become (room.fakes[1], COR_LINE_READY, NULL);
  pass (&room, COR_LINE_AGAIN_MS);
  cor_line_connect (room.line);
  g_assert_cmpuint (room.fakes[0]->connected, ==, 1);
  g_assert_true (room.fakes[0]->wanted);
  cor_call_set_ended (call, COR_CALL_END_REMOTE, NULL);
  cor_line_connect (room.line);
  g_assert_cmpuint (room.fakes[0]->connected, ==, 2);
  room_close (&room);
}

static void
test_disconnected (void)
{
  Room room = { NULL };

  room_open (&room, 2);
  fake_line_become (room.fakes[0], COR_LINE_REGISTERING, "No answer.");
  pass (&room, COR_LINE_PATIENCE_MS);
  fake_line_become (room.fakes[1], COR_LINE_READY, NULL);
  cor_line_disconnect (room.line);
  assert_line (&room, COR_LINE_OFFLINE, "way0", NULL);
  g_assert_false (room.fakes[0]->wanted);
  g_assert_false (room.fakes[1]->wanted);
  pass (&room, COR_LINE_AGAIN_MS);
  cor_line_connect (room.line);
  assert_line (&room, COR_LINE_REGISTERING, "way0", NULL);
  room_close (&room);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/lines/plan/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_plan);
  }
  g_test_add_func ("/lines/plan/details", test_details);
  g_test_add_func ("/lines/plan/encryption", test_encryption);
  g_test_add_func ("/lines/first-serves", test_first_serves);
  g_test_add_func ("/lines/silent-first", test_silent_first);
  g_test_add_func ("/lines/refused-first", test_refused_first);
  g_test_add_func ("/lines/all-refused", test_all_refused);
  g_test_add_func ("/lines/short-cut", test_short_cut);
  g_test_add_func ("/lines/calls-are-kept", test_calls_are_kept);
  g_test_add_func ("/lines/call-outlives-impatience", test_call_outlives_impatience);
  g_test_add_func ("/lines/disconnected", test_disconnected);
  return g_test_run ();
}
