/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phone's parts that need no network and no sound card. */
#include "config.h"
#include "account.h"
#include "codes.h"
#include "resolve.h"
#include "samples.h"
#include "slack.h"
#include "tones.h"
#include <errno.h>
#include <math.h>

static void
test_ring_keeps_order (void)
{
  g_autofree CorSamples *ring = g_new0 (CorSamples, 1);
  gint16 in = 0;
  gint16 out = 0;

  /* Uneven pieces, several times round. */
  for (guint round = 0; round < 500; round++) {
    gint16 piece[333];
    gint16 back[333];

    for (guint i = 0; i < G_N_ELEMENTS (piece); i++)
      piece[i] = in++;
    cor_samples_write (ring, piece, G_N_ELEMENTS (piece));
    g_assert_cmpuint (cor_samples_read (ring, back, G_N_ELEMENTS (back)), ==, 333);
    for (guint i = 0; i < G_N_ELEMENTS (back); i++)
      g_assert_cmpint (back[i], ==, out++);
  }
}

#define RACE_SAMPLES 3000000

static gpointer
write_steadily (gpointer data)
{
  CorSamples *ring = data;
  gint16 piece[64];
  gint16 in = 0;

  for (guint written = 0; written < RACE_SAMPLES;) {
    guint room = COR_SAMPLES_SIZE - cor_samples_fill (ring);

    if (room < G_N_ELEMENTS (piece))
      continue;
    for (guint i = 0; i < G_N_ELEMENTS (piece); i++)
      piece[i] = in++;
    cor_samples_write (ring, piece, G_N_ELEMENTS (piece));
    written += G_N_ELEMENTS (piece);
  }
  return NULL;
}

/* What is written while a reader looks is not read beyond what it asked for. */
static void
test_ring_between_threads (void)
{
  g_autofree CorSamples *ring = g_new0 (CorSamples, 1);
  g_autoptr (GThread) writer = g_thread_new ("writer", write_steadily, ring);
  gint16 out = 0;

  for (guint seen = 0; seen < RACE_SAMPLES;) {
    gint16 back[8 + 1024];
    guint there;

    back[8] = 4711;
    there = cor_samples_read (ring, back, 8);
    g_assert_cmpuint (there, <=, 8);
    g_assert_cmpint (back[8], ==, 4711);
    for (guint i = 0; i < there; i++)
      g_assert_cmpint (back[i], ==, out++);
    seen += there;
  }
  g_thread_join (g_steal_pointer (&writer));
}

static void
test_ring_full_and_empty (void)
{
  g_autofree CorSamples *ring = g_new0 (CorSamples, 1);
  gint16 block[1000];
  gint16 back[8];

  for (guint i = 0; i < G_N_ELEMENTS (block); i++)
    block[i] = (gint16)(i + 1);
  for (guint i = 0; i < 40; i++)
    cor_samples_write (ring, block, G_N_ELEMENTS (block));
  g_assert_cmpuint (cor_samples_fill (ring), ==, COR_SAMPLES_SIZE);
  cor_samples_keep (ring, 4);
  g_assert_cmpuint (cor_samples_read (ring, back, 8), ==, 4);
  g_assert_cmpint (back[0], !=, 0);
  for (guint i = 4; i < 8; i++)
    g_assert_cmpint (back[i], ==, 0);
  g_assert_cmpuint (cor_samples_fill (ring), ==, 0);
}

/* A card that gives 10 ms at a time, and a clock that takes 20. */
typedef struct {
  CorSamples ring;
  CorSlack slack;
} Hearing;

static void
hear (Hearing *self, guint blocks, double level)
{
  static const gint16 block[COR_RATE / 100];
  gint16 frame[COR_FRAME];

  for (guint i = 0; i < blocks; i++)
    cor_samples_write (&self->ring, block, G_N_ELEMENTS (block));
  cor_samples_read (&self->ring, frame, COR_FRAME);
  cor_samples_skip (&self->ring,
                    cor_slack_note (&self->slack, cor_samples_fill (&self->ring), level));
}

static void
hear_many (Hearing *self, guint frames, double level)
{
  for (guint i = 0; i < frames; i++)
    hear (self, 2, level);
}

static void
test_slack_is_taken_up (void)
{
  g_autofree Hearing *hearing = g_new0 (Hearing, 1);

  hear (hearing, 7, -20); /* 50 ms came late */
  hear_many (hearing, 200, -20);
  g_assert_cmpuint (cor_samples_fill (&hearing->ring), ==, COR_RATE / 20); /* while one speaks */
  hear_many (hearing, 1, -70);
  g_assert_cmpuint (cor_samples_fill (&hearing->ring), ==, COR_RATE / 200);
  hear_many (hearing, 500, -70); /* and no more than that */
  g_assert_cmpuint (cor_samples_fill (&hearing->ring), ==, COR_RATE / 200);
}

/* A card that gives nothing, then four frames at once, needs what waits in between. */
static void
test_unevenness_is_no_slack (void)
{
  g_autofree Hearing *hearing = g_new0 (Hearing, 1);

  hear (hearing, 8, -70);
  for (guint i = 0; i < 200; i++)
    hear (hearing, i % 4 == 3 ? 8 : 0, -70);
  g_assert_cmpuint (cor_samples_fill (&hearing->ring), ==, COR_FRAME * 3);
}

static void
test_codes (void)
{
  const char *text;

  for (guint code = 300; code < 700; code++) {
    CorCallEnd end = cor_sip_code_to_end (code, &text);

    g_assert_cmpint (end, >=, COR_CALL_END_BUSY);
    g_assert_nonnull (text);
  }
  g_assert_cmpint (cor_sip_code_to_end (486, &text), ==, COR_CALL_END_BUSY);
  g_assert_cmpint (cor_sip_code_to_end (603, &text), ==, COR_CALL_END_REJECTED);
  g_assert_cmpint (cor_sip_code_to_end (604, &text), ==, COR_CALL_END_NOT_FOUND);
  g_assert_cmpint (cor_sip_code_to_end (0, &text), ==, COR_CALL_END_FAILED);
}

static void
test_reasons (void)
{
  g_autofree char *tls =
    cor_code_to_reason (0, g_strerror (EPROTO), COR_TRANSPORT_TLS, "pbx.test", "201");
  g_autofree char *udp =
    cor_code_to_reason (0, g_strerror (ETIMEDOUT), COR_TRANSPORT_UDP, "pbx.test", "201");

  g_assert_nonnull (strstr (tls, "certificate"));
  g_assert_null (strstr (udp, "certificate"));
  g_assert_nonnull (strstr (udp, "pbx.test"));
  g_assert_true (cor_sip_code_is_final (401));
  g_assert_false (cor_sip_code_is_final (503));
  g_assert_false (cor_sip_code_is_final (0));
}

static void
check_account (const CorSipAccount *account, gboolean good)
{
  g_autoptr (GError) error = NULL;
  guint16 port;
  CorLineSetup *setup = cor_account_to_setup (account, &port, &error);

  g_assert_true ((setup != NULL) == good);
  if (!good)
    g_assert_error (error, COR_PHONE_ERROR, COR_PHONE_ERROR_ACCOUNT);
  cor_line_setup_free (setup);
}

static void
test_accounts (void)
{
  g_autofree char *long_text = g_strnfill (1000, 'a');
  const CorSipAccount good[] = {
    { .user = "201", .domain = "pbx.test" },
    { .user = "201", .domain = "[2001:db8::1]", .proxy = "[2001:db8::2]:5061" },
    { .user = "+39.06", .domain = "a", .password = "\";<>\\", .display_name = "A \"B\" <c>" },
  };
  const CorSipAccount bad[] = {
    { .user = NULL, .domain = "pbx.test" },
    { .user = "", .domain = "pbx.test" },
    { .user = "201", .domain = NULL },
    { .user = "201>;x=<sip:a@b", .domain = "pbx.test" },
    { .user = "201", .domain = "pbx.test;maddr=evil.test" },
    { .user = "201", .domain = "pbx.test", .proxy = "pbx\"" },
    { .user = "201", .domain = "pbx.test", .proxy = "pbx:99999" },
    { .user = "201", .domain = "pbx.test", .auth_user = "a\"b" },
    { .user = "201", .domain = "pbx.test", .password = "a\nb" },
    { .user = "201", .domain = "pbx.test", .display_name = "a\r\nEvil: header" },
    { .user = long_text, .domain = "pbx.test" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    check_account (&good[i], TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    check_account (&bad[i], FALSE);
}

static void
test_password_stays_out (void)
{
  const CorSipAccount account = { .user = "201", .domain = "pbx.test", .password = "Sesame" };
  guint16 port;
  CorLineSetup *setup = cor_account_to_setup (&account, &port, NULL);

  g_assert_null (strstr (setup->aor, "Sesame"));
  g_assert_null (strstr (setup->outbound, "Sesame"));
  cor_line_setup_free (setup);
}

static void
on_resolved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CorPlace) place = cor_resolve_finish (result, &error);
  char **address = data;

  g_assert_no_error (error);
  *address = g_strdup_printf ("%s %u", (char *)place->addresses->pdata[0], place->port);
}

static void
test_resolve_literal (void)
{
  static const struct {
    guint16 port;
    CorTransport transport;
    const char *wanted;
  } cases[] = { { 0, COR_TRANSPORT_UDP, "192.0.2.1 5060" },
                { 0, COR_TRANSPORT_TLS, "192.0.2.1 5061" },
                { 99, COR_TRANSPORT_TCP, "192.0.2.1 99" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *got = NULL;

    cor_resolve_async ("192.0.2.1", cases[i].port, cases[i].transport, NULL, on_resolved, &got);
    while (got == NULL)
      g_main_context_iteration (NULL, TRUE);
    g_assert_cmpstr (got, ==, cases[i].wanted);
  }
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (cor_phone_stop_finish (COR_PHONE (source), result, NULL));
  *(gboolean *)data = TRUE;
}

static void
test_one_after_the_other (void)
{
  const CorPhoneConfig config = { .interface = "127.0.0.1" };

  for (guint i = 0; i < 3; i++) {
    g_autoptr (GError) error = NULL;
    CorPhone *phone = cor_phone_new (&config, &error);
    gboolean stopped = FALSE;

    g_assert_no_error (error);
    /* The stack is one to a process. */
    g_assert_null (cor_phone_new (&config, &error));
    g_assert_error (error, COR_PHONE_ERROR, COR_PHONE_ERROR_START);
    if (i != 1) {
      cor_phone_stop_async (phone, on_stopped, &stopped);
      while (!stopped)
        g_main_context_iteration (NULL, TRUE);
    }
    g_assert_finalize_object (phone);
  }
}

static void
test_bad_interface (void)
{
  const CorPhoneConfig config = { .interface = "eth0\nsip_trans_bsize 1" };
  g_autoptr (GError) error = NULL;

  g_assert_null (cor_phone_new (&config, &error));
  g_assert_error (error, COR_PHONE_ERROR, COR_PHONE_ERROR_START);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/ring/between-threads", test_ring_between_threads);
  g_test_add_func ("/phone/slack/is-taken-up", test_slack_is_taken_up);
  g_test_add_func ("/phone/slack/unevenness", test_unevenness_is_no_slack);
  g_test_add_func ("/phone/samples/order", test_ring_keeps_order);
  g_test_add_func ("/phone/samples/limits", test_ring_full_and_empty);
  g_test_add_func ("/phone/codes/calls", test_codes);
  g_test_add_func ("/phone/codes/lines", test_reasons);
  g_test_add_func ("/phone/account/fields", test_accounts);
  g_test_add_func ("/phone/account/password", test_password_stays_out);
  g_test_add_func ("/phone/resolve/address", test_resolve_literal);
  g_test_add_func ("/phone/start/again", test_one_after_the_other);
  g_test_add_func ("/phone/start/interface", test_bad_interface);
  return g_test_run ();
}
