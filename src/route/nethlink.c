/* SPDX-License-Identifier: GPL-3.0-or-later
 * The web CTI's own scheme: nethlink://open shows the program; transfer, listen
 * and intrude act on calls that go on. Any page can write them, so each is a
 * question first. */
#include "config.h"
#include "nethlink.h"
#include "decision.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static const struct {
  const char *word;
  CorRouteKind kind;
  CorQuestionKind asks;
} acts[] = {
  { "open", COR_ROUTE_RAISE, COR_QUESTION_CALL },
  { "transfer", COR_ROUTE_TRANSFER, COR_QUESTION_TRANSFER },
  { "listen", COR_ROUTE_LISTEN, COR_QUESTION_LISTEN },
  { "intrude", COR_ROUTE_INTRUDE, COR_QUESTION_INTRUDE },
};

/* The act's place in the table, or -1. ret_rest: what follows its word. */
static int
read_act (const char *text, const char **ret_rest)
{
  const char *word = strchr (text, ':') + 1;
  gsize length;

  word += strspn (word, "/");
  length = strcspn (word, "/?# \t\r\n");
  *ret_rest = word + length;
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (length == strlen (acts[i].word) && g_ascii_strncasecmp (word, acts[i].word, length) == 0)
      return (int)i;
  return -1;
}

/* Transfer full: what "to=" in the query says; "" without it. */
static char *
read_target (const char *rest)
{
  const char *query = strchr (rest, '?');
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query + 1 : "", "&", 8);

  for (char **pair = pairs; *pair != NULL; pair++)
    if (g_ascii_strncasecmp (*pair, "to=", strlen ("to=")) == 0)
      return g_strdup (*pair + strlen ("to="));
  return g_strdup ("");
}

/* NULL: nothing speaks against asking. */
static const char *
why_not (CorRouteKind kind, const CorNumber *number, const CorRouteWorld *world)
{
  if (number->kind != COR_NUMBER_ORDINARY)
    return _ ("This is not done from a link. Use the buttons of the call instead.");
  if (kind == COR_ROUTE_TRANSFER && world->current_call == NULL)
    return _ ("There is no call to transfer.");
  if (kind == COR_ROUTE_LISTEN && !world->may_listen)
    return _ ("Your account may not listen to other people's calls. Ask your administrator.");
  if (kind == COR_ROUTE_INTRUDE && !world->may_intrude)
    return _ ("Your account may not intrude into other people's calls. Ask your administrator.");
  return NULL;
}

static char *
question (CorRouteKind kind, const CorNumber *number, const CorRouteWorld *world)
{
  if (kind == COR_ROUTE_TRANSFER)
    /* Translators: who is talked with, and a number. */
    return g_strdup_printf (_ ("A link asks to transfer the call with %s to %s."),
                            world->current_call, number->canonical);
  if (kind == COR_ROUTE_LISTEN)
    return g_strdup_printf (_ ("A link asks to listen to the call of %s. Your phone rings; who "
                               "talks there does not hear you."),
                            number->canonical);
  return g_strdup_printf (_ ("A link asks to intrude into the call of %s. Your phone rings; %s "
                             "hears you."),
                          number->canonical, number->canonical);
}

static CorRouteDecision *
decide_act (int act, CorDialRequest *request, CorNumber *number, const CorRouteWorld *world)
{
  CorRouteKind kind = acts[act].kind;
  CorRouteDecision *decision;
  const char *why;

  if (world->classify != NULL && number->kind == COR_NUMBER_ORDINARY)
    number->kind = world->classify (number, world->classify_data);
  why = why_not (kind, number, world);
  if (why != NULL)
    return cor_decision_refuse (request, number, g_strdup (why));
  if (world->confirmed)
    return cor_decision_new (kind, number, NULL, NULL);
  decision = cor_decision_new (COR_ROUTE_ASK, number, NULL, question (kind, number, world));
  decision->asks = acts[act].asks;
  return decision;
}

CorRouteDecision *
cor_nethlink_decide (CorDialRequest *request, const CorRouteWorld *world)
{
  const char *rest;
  int act = read_act (cor_dial_request_get_text (request), &rest);
  g_autoptr (CorNumber) number = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *target = NULL;

  if (act < 0)
    return cor_decision_refuse (request, NULL, g_strdup (_ ("Cornetta doesn't know this link.")));
  if (acts[act].kind == COR_ROUTE_RAISE)
    return cor_decision_new (COR_ROUTE_RAISE, NULL, NULL, NULL);
  target = read_target (rest);
  number = cor_number_parse (target, COR_NUMBER_FROM_LINK, &error);
  if (number == NULL)
    return cor_decision_new (COR_ROUTE_REFUSE, NULL, NULL, g_strdup (error->message));
  return decide_act (act, request, number, world);
}
