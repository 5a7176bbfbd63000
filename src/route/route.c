/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a click becomes. */
#include "config.h"
#include "route/route.h"
#include "decision.h"
#include "nethlink.h"
#include "place.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define ORIGIN(name) (1u << COR_ORIGIN_##name)
#define KIND(name) (1u << COR_NUMBER_##name)

/* What is asked first. A link is a stranger's; so is a number that a caller sent
 * and that now stands in history or a missed call's notification. */
static const struct {
  guint origins;
  guint kinds;
  const char *reason;
} ask_rules[] = {
  { ORIGIN (LINK) | ORIGIN (CONTROL) | ORIGIN (PEER), KIND (EMERGENCY),
    N_ ("This is an emergency number. Call it only in an emergency.") },
  { ORIGIN (LINK) | ORIGIN (CONTROL) | ORIGIN (CONTACT) | ORIGIN (HISTORY) | ORIGIN (NOTIFICATION) |
      ORIGIN (PEER),
    KIND (FORWARDING),
    N_ ("This code changes where your calls go: others may get your calls. Call it only if you "
        "know what it does.") },
  { ORIGIN (LINK) | ORIGIN (CONTROL) | ORIGIN (HISTORY) | ORIGIN (NOTIFICATION) | ORIGIN (PEER),
    KIND (PREMIUM), N_ ("This is a premium-rate number: the call may cost a lot.") },
  { ORIGIN (LINK) | ORIGIN (CONTROL) | ORIGIN (HISTORY) | ORIGIN (NOTIFICATION) | ORIGIN (PEER),
    KIND (SATELLITE), N_ ("This is a satellite number: the call may cost a lot.") },
  { ORIGIN (LINK) | ORIGIN (PEER), KIND (FEATURE),
    N_ ("This is a service code: it can change how your phone works.") },
};

static CorNumberSource
source_of (CorOrigin origin)
{
  switch (origin) {
  case COR_ORIGIN_LINK:
  case COR_ORIGIN_CONTROL:
    return COR_NUMBER_FROM_LINK;
  case COR_ORIGIN_PEER:
  case COR_ORIGIN_HISTORY:
  case COR_ORIGIN_NOTIFICATION:
    return COR_NUMBER_FROM_SERVER;
  case COR_ORIGIN_TYPED:
  case COR_ORIGIN_CONTACT: /* people type those, vanity letters too */
  default:
    return COR_NUMBER_FROM_PERSON;
  }
}

static gboolean
has_scheme (const char *text, const char *scheme)
{
  while (g_ascii_isspace (*text))
    text++;
  return g_ascii_strncasecmp (text, scheme, strlen (scheme)) == 0 && text[strlen (scheme)] == ':';
}

static gboolean
is_duplicate (CorOrigin origin, const CorNumber *number, const CorRouteWorld *world)
{
  return (origin == COR_ORIGIN_LINK || origin == COR_ORIGIN_CONTROL) &&
         number->kind != COR_NUMBER_EMERGENCY &&
         g_strcmp0 (world->recent_canonical, number->canonical) == 0;
}

static char *
why_nowhere (const CorNumber *number, const CorPlace *place)
{
  const char *name = place->other != NULL ? cor_device_get_name (place->other) : NULL;

  if (number->kind == COR_NUMBER_EMERGENCY)
    return name != NULL ? g_strdup_printf (_ ("This computer can't call now. Use “%s” or another "
                                              "phone to call %s."),
                                           name, number->canonical)
                        : g_strdup_printf (_ ("Cornetta can't call now. Use another phone to call "
                                              "%s."),
                                           number->canonical);
  if (name != NULL)
    return g_strdup_printf (_ ("This computer can't call now. Choose “%s” to call from there."),
                            name);
  if (place->wanted != NULL && cor_device_get_kind (place->wanted) != COR_DEVICE_THIS_COMPUTER)
    return g_strdup_printf (_ ("“%s” is not reachable. Sign in or check the connection to call "
                               "from this computer instead."),
                            cor_device_get_name (place->wanted));
  return g_strdup (_ ("This computer can't call now. Sign in or check the connection, then try "
                      "again."));
}

/* Says the number by itself in an emergency. */
static CorRouteDecision *
refuse_nowhere (CorDialRequest *request, const CorNumber *number, const CorPlace *place)
{
  char *why = why_nowhere (number, place);

  if (number->kind == COR_NUMBER_EMERGENCY)
    return cor_decision_new (COR_ROUTE_REFUSE, number, NULL, why);
  return cor_decision_refuse (request, number, why);
}

/* What the user's rules say of this click. */
static CorPolicyVerdict
judge (CorDialRequest *request,
       const CorNumber *number,
       const CorRouteWorld *world,
       CorClass *ret_class)
{
  CorClass klass;

  if (world->policy == NULL)
    return (CorPolicyVerdict){ FALSE, NULL };
  klass = cor_class_of (number, cor_policy_get_internal_digits (world->policy));
  if (ret_class != NULL)
    *ret_class = klass;
  return cor_policy_judge (world->policy, cor_dial_request_get_text (request),
                           cor_dial_request_get_origin (request), klass);
}

/* Two links in a moment: a page that opens one after the other may not choose which is called. */
static gboolean
is_second_link (CorDialRequest *request, const CorNumber *number, const CorRouteWorld *world)
{
  return cor_dial_request_get_origin (request) == COR_ORIGIN_LINK && !world->waited &&
         (world->question_open || (world->recent_canonical != NULL && world->recent_was_link &&
                                   !g_str_equal (world->recent_canonical, number->canonical)));
}

/* Who asks, and what for; then what is dangerous about it. */
static char *
add_peer (char *reason, const CorRouteWorld *world)
{
  const char *peer = world->peer != NULL ? world->peer : _ ("The other side asks for this call.");
  g_autofree char *danger = reason;

  return danger != NULL ? g_strjoin ("\n", peer, danger, NULL) : g_strdup (peer);
}

static char *
why_ask (CorDialRequest *request,
         const CorNumber *number,
         const CorPlace *place,
         const CorRouteWorld *world)
{
  const char *text = cor_dial_request_get_text (request);
  CorOrigin origin = cor_dial_request_get_origin (request);

  for (guint i = 0; i < G_N_ELEMENTS (ask_rules); i++)
    if ((ask_rules[i].origins & 1u << origin) && (ask_rules[i].kinds & 1u << number->kind))
      return g_strdup (_ (ask_rules[i].reason));
  if (number->kind == COR_NUMBER_EMERGENCY)
    return NULL; /* from whatever can call, at once */
  if (number->host != NULL && origin == COR_ORIGIN_LINK &&
      (has_scheme (text, "sip") || has_scheme (text, "sips")))
    return g_strdup_printf (_ ("The link asks for “%s” at “%s”. Your own server will be called "
                               "with this number."),
                            number->canonical, number->host);
  if (is_second_link (request, number, world))
    return g_strdup (_ ("Another link asked for a call just now."));
  if (place->kind == COR_PLACE_DESK_AWAY)
    return g_strdup_printf (_ ("“%s” is not reachable from this network. Call from this "
                               "computer?"),
                            cor_device_get_name (place->wanted));
  if (place->kind == COR_PLACE_COMPUTER_INSTEAD && place->wanted != NULL)
    return g_strdup_printf (_ ("“%s” is not reachable. Call from this computer?"),
                            cor_device_get_name (place->wanted));
  if (place->kind == COR_PLACE_COMPUTER_INSTEAD)
    return g_strdup (_ ("The device chosen for calls is not there. Call from this computer?"));
  return NULL;
}

static CorRouteDecision *
ask (const CorNumber *number, const char *device, char *reason, CorClass remember)
{
  CorRouteDecision *decision = cor_decision_new (COR_ROUTE_ASK, number, device, reason);

  decision->remember = remember;
  return decision;
}

static CorRouteDecision *
decide_reachable (CorDialRequest *request,
                  const CorNumber *number,
                  const CorPlace *place,
                  const CorRouteWorld *world)
{
  /* Who insists may know a way to a phone that seems out of reach. */
  gboolean on_desk =
    place->kind == COR_PLACE_DESK || (place->kind == COR_PLACE_DESK_AWAY && world->confirmed);
  const char *device = on_desk ? cor_device_get_id (place->wanted) : COR_DEVICE_ID_THIS_COMPUTER;
  CorClass klass = COR_CLASS_ANY;
  char *reason = world->confirmed ? NULL : why_ask (request, number, place, world);

  if (!world->confirmed && cor_dial_request_get_origin (request) == COR_ORIGIN_PEER)
    reason = add_peer (reason, world);

  if (reason != NULL)
    return ask (number, device, reason, COR_CLASS_ANY);
  if (!world->confirmed && judge (request, number, world, &klass).asks)
    return ask (number, device, g_strdup (_ ("You chose to be asked before such a call.")),
                klass <= COR_CLASS_EXTERNAL ? klass : COR_CLASS_ANY);
  return cor_decision_new (on_desk ? COR_ROUTE_DESK_PHONE : COR_ROUTE_THIS_COMPUTER, number, device,
                           NULL);
}

static CorRouteDecision *
decide_number (CorDialRequest *request, const CorNumber *number, const CorRouteWorld *world)
{
  const char *device = cor_dial_request_get_device (request);
  CorPlace place;

  if (device == NULL || device[0] == '\0')
    device = judge (request, number, world, NULL).device;
  place = cor_place_find (device, world);
  if (place.kind == COR_PLACE_NONE ||
      (place.kind == COR_PLACE_LATER && number->kind == COR_NUMBER_EMERGENCY))
    return refuse_nowhere (request, number, &place);
  if (place.kind == COR_PLACE_LATER)
    return cor_decision_new (COR_ROUTE_WAIT, number, NULL, NULL);
  return decide_reachable (request, number, &place, world);
}

CorRouteDecision *
cor_route_decide (CorDialRequest *request, const CorRouteWorld *world)
{
  const char *text = cor_dial_request_get_text (request);
  CorOrigin origin = cor_dial_request_get_origin (request);
  g_autoptr (GError) error = NULL;
  g_autoptr (CorNumber) number = NULL;

  if (origin != COR_ORIGIN_PEER && has_scheme (text, "nethlink"))
    return cor_nethlink_decide (request, world);
  number = cor_number_parse (text, source_of (origin), &error);
  if (number == NULL)
    return cor_decision_new (COR_ROUTE_REFUSE, NULL, NULL, g_strdup (error->message));
  /* An emergency number and a code are that in every country. */
  if (world->classify != NULL && number->kind == COR_NUMBER_ORDINARY)
    number->kind = world->classify (number, world->classify_data);
  if (!world->confirmed && !world->waited && is_duplicate (origin, number, world))
    return cor_decision_new (COR_ROUTE_RAISE, number, NULL, NULL);
  return decide_number (request, number, world);
}
