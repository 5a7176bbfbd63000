/* SPDX-License-Identifier: GPL-3.0-or-later
 * Broken and twisted links through the parser and the road of a click: nothing
 * crashes, and nothing is called but a number that was accepted. */
#include "mutants.h"
#include "route/rewrite.h"
#include "route/route.h"
#include <string.h>

/* The sanitizers make each ten times as slow. */
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define N_MUTANTS 10000
#else
#define N_MUTANTS 100000
#endif

static gboolean
is_canonical (const char *text)
{
  const char *digits = text + (text[0] == '+');
  gsize length = strlen (digits);

  return length >= 1 && length <= COR_NUMBER_MAX && strspn (digits, "0123456789*#") == length;
}

static void
check_number (const CorNumber *number)
{
  const CorRewriteRules rules = { .outside_prefix = "0",
                                  .international_prefix = "00",
                                  .country_code = "39",
                                  .national = TRUE,
                                  .internal_digits = 5 };
  g_autofree char *dialled = cor_rewrite_number (&rules, number);

  g_assert_true (is_canonical (number->canonical));
  g_assert_true (is_canonical (dialled));
  if (number->kind == COR_NUMBER_EMERGENCY)
    g_assert_cmpstr (dialled, ==, number->canonical);
}

/* Every kind of decision says what it must. */
static void
check_decision (const CorRouteDecision *decision, const CorNumber *parsed, CorOrigin origin)
{
  switch (decision->kind) {
  case COR_ROUTE_THIS_COMPUTER:
  case COR_ROUTE_DESK_PHONE:
  case COR_ROUTE_ASK:
  case COR_ROUTE_WAIT:
    g_assert_nonnull (decision->number);
    check_number (decision->number);
    break;
  case COR_ROUTE_RAISE:
    break;
  case COR_ROUTE_TRANSFER:
  case COR_ROUTE_LISTEN:
  case COR_ROUTE_INTRUDE:
    g_assert_not_reached (); /* nobody has said yes */
  case COR_ROUTE_REFUSE:
  default:
    g_assert_cmpint (decision->kind, ==, COR_ROUTE_REFUSE);
    g_assert_nonnull (decision->reason);
    g_assert_true (g_utf8_validate (decision->reason, -1, NULL));
  }
  if (decision->kind <= COR_ROUTE_ASK && decision->asks == COR_QUESTION_CALL)
    g_assert_nonnull (decision->device);
  if (decision->number != NULL && parsed != NULL)
    g_assert_cmpstr (decision->number->canonical, ==, parsed->canonical);
  /* A link never calls a code or an emergency number by itself. */
  if (origin == COR_ORIGIN_LINK && decision->kind <= COR_ROUTE_DESK_PHONE)
    g_assert_cmpint (decision->number->kind, ==, COR_NUMBER_ORDINARY);
}

static void
try_mutant (const char *text, guint i, gboolean *ret_called)
{
  static const CorOrigin origins[] = { COR_ORIGIN_LINK, COR_ORIGIN_LINK, COR_ORIGIN_CONTROL,
                                       COR_ORIGIN_TYPED };
  CorOrigin origin = origins[i % G_N_ELEMENTS (origins)];
  CorNumberSource source =
    origin == COR_ORIGIN_TYPED ? COR_NUMBER_FROM_PERSON : COR_NUMBER_FROM_LINK;
  CorRouteWorld world = { .line_ready = i % 7 != 0, .line_expected = i % 3 == 0 };
  g_autoptr (CorNumber) parsed = cor_number_parse (text, source, NULL);
  g_autoptr (CorDialRequest) request = cor_dial_request_new (text, origin, NULL, NULL);
  g_autoptr (CorRouteDecision) decision = cor_route_decide (request, &world);

  check_decision (decision, parsed, origin);
  if (parsed == NULL)
    g_assert_true (decision->kind == COR_ROUTE_REFUSE || decision->kind == COR_ROUTE_RAISE);
  *ret_called = decision->kind <= COR_ROUTE_DESK_PHONE;
}

static void
test_mutants (void)
{
  g_autoptr (GPtrArray) seeds = cor_mutants_read_seeds ();
  guint32 seed = (guint32)g_test_rand_int ();
  GRand *random = g_rand_new_with_seed (seed);
  guint n_called = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < N_MUTANTS; i++) {
    g_autofree char *text = cor_mutants_next (random, seeds, i);
    gboolean called;

    try_mutant (text, i, &called);
    n_called += called;
  }
  g_rand_free (random);
  /* Else they are all rubbish, and nothing was tried. */
  g_assert_cmpuint (n_called, >, N_MUTANTS / 20);
  g_assert_cmpuint (n_called, <, N_MUTANTS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mutants/links", test_mutants);
  return g_test_run ();
}
