/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a click becomes, a row per rule, and what no world may make of a link. */
#include "route/route.h"
#include <string.h>

/* The desk phone "204" and the computer, as the row's letters say. */
typedef enum {
  READY = 1 << 0,      /* this computer can call */
  EXPECTED = 1 << 1,   /* it soon can */
  DESK = 1 << 2,       /* the desk phone is the chosen device */
  DESK_UP = 1 << 3,    /* it is reachable */
  CONFIRMED = 1 << 4,  /* the user pressed Call */
  NO_LIST = 1 << 5,    /* the devices aren't known yet */
  MOBILE = 1 << 6,     /* chosen: a device that can't be chosen */
  COUNTRY = 1 << 7,    /* the country's numbers are known: 899... and +881... cost */
  TALKING = 1 << 8,    /* a call with Anna goes on */
  SUPERVISOR = 1 << 9, /* the account may listen and intrude */
  AWAY = 1 << 10, /* the desk phone is reachable by the server, not from here, and needs to be */
} World;

typedef struct {
  const char *name;
  const char *text;
  CorOrigin origin;
  const char *device; /* of the request */
  guint world;
  CorRouteKind kind;
  const char *canonical;   /* of the decision, or NULL */
  const char *goes_to;     /* its device, or NULL */
  const char *reason_part; /* or NULL: no reason */
} Row;

#define THIS COR_DEVICE_ID_THIS_COMPUTER

/* clang-format off */
static const Row rows[] = {
  /* Not a number. */
  { "empty", "tel:", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_REFUSE, NULL, NULL, "no number" },
  { "damaged", "tel:%zz", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_REFUSE, NULL, NULL, "damaged" },
  { "scheme", "http://x/", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_REFUSE, NULL, NULL, "link" },
  { "named", "tel:%zz", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_REFUSE, NULL, NULL, "“tel:%zz”: " },
  { "named-clean", "tel:\n%zz\u202e1\u2066", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_REFUSE, NULL, NULL, "“tel: %zz1”: " },
  { "named-short", "tel:%zz45678901234567890123456789012345678901234567890", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_REFUSE, NULL, NULL, "“tel:%zz456789012345678901234567890123456…”: " },
  { "named-down", "tel:20-2", COR_ORIGIN_LINK, NULL, 0, COR_ROUTE_REFUSE, "202", NULL, "“tel:20-2”: This computer" },
  { "masked", "39348xxx", COR_ORIGIN_HISTORY, NULL, READY, COR_ROUTE_REFUSE, NULL, NULL, "hidden by the server" },
  { "masked-link", "tel:39348xxx", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_REFUSE, NULL, NULL, "hidden by the server" },
  { "masked-confirmed", "39348xxx", COR_ORIGIN_HISTORY, NULL, READY | CONFIRMED, COR_ROUTE_REFUSE, NULL, NULL, "hidden" },
  { "name-typed", "mario", COR_ORIGIN_TYPED, NULL, READY, COR_ROUTE_REFUSE, NULL, NULL, "name" },
  /* The web CTI's own scheme. */
  { "open", "nethlink://open", COR_ORIGIN_LINK, NULL, 0, COR_ROUTE_RAISE, NULL, NULL, NULL },
  { "open-case", "NethLink://OPEN/", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_RAISE, NULL, NULL, NULL },
  { "transfer", "nethlink://transfer?to=203", COR_ORIGIN_LINK, NULL, READY | TALKING, COR_ROUTE_ASK, "203", NULL, "the call with Anna to 203" },
  { "transfer-yes", "nethlink://transfer?to=203", COR_ORIGIN_LINK, NULL, READY | TALKING | CONFIRMED, COR_ROUTE_TRANSFER, "203", NULL, NULL },
  { "transfer-control", "nethlink:transfer?x=1&TO=%32%30%33", COR_ORIGIN_CONTROL, NULL, TALKING, COR_ROUTE_ASK, "203", NULL, "to 203" },
  { "transfer-no-call", "nethlink://transfer?to=203", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_REFUSE, "203", NULL, "“nethlink://transfer?to=203”: There is no call" },
  { "transfer-ended", "nethlink://transfer?to=203", COR_ORIGIN_LINK, NULL, READY | CONFIRMED, COR_ROUTE_REFUSE, "203", NULL, "no call" },
  { "transfer-nobody", "nethlink://transfer", COR_ORIGIN_LINK, NULL, READY | TALKING, COR_ROUTE_REFUSE, NULL, NULL, "no number" },
  { "transfer-forward", "nethlink://transfer?to=*72204", COR_ORIGIN_LINK, NULL, READY | TALKING, COR_ROUTE_REFUSE, "*72204", NULL, "buttons of the call" },
  { "transfer-premium", "nethlink://transfer?to=899123456", COR_ORIGIN_LINK, NULL, READY | TALKING | COUNTRY, COR_ROUTE_REFUSE, "899123456", NULL, "buttons of the call" },
  { "transfer-112", "nethlink://transfer?to=112", COR_ORIGIN_LINK, NULL, READY | TALKING | CONFIRMED, COR_ROUTE_REFUSE, "112", NULL, "buttons of the call" },
  { "listen", "nethlink://listen?to=203", COR_ORIGIN_LINK, NULL, READY | SUPERVISOR, COR_ROUTE_ASK, "203", NULL, "does not hear you" },
  { "listen-yes", "nethlink://listen?to=203", COR_ORIGIN_LINK, NULL, READY | SUPERVISOR | CONFIRMED, COR_ROUTE_LISTEN, "203", NULL, NULL },
  { "listen-may-not", "nethlink://listen?to=203", COR_ORIGIN_LINK, NULL, READY | CONFIRMED, COR_ROUTE_REFUSE, "203", NULL, "may not listen" },
  { "intrude", "nethlink:intrude?to=203", COR_ORIGIN_LINK, NULL, READY | SUPERVISOR, COR_ROUTE_ASK, "203", NULL, "hears you" },
  { "intrude-yes", "nethlink:intrude?to=203", COR_ORIGIN_LINK, NULL, READY | SUPERVISOR | CONFIRMED, COR_ROUTE_INTRUDE, "203", NULL, NULL },
  { "intrude-may-not", "nethlink:intrude?to=203", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_REFUSE, "203", NULL, "may not intrude" },
  { "opener", "nethlink://opener", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_REFUSE, NULL, NULL, "know this link" },
  /* Ordinary numbers: at once, from everywhere. */
  { "link", "tel:202", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_THIS_COMPUTER, "202", THIS, NULL },
  { "control", "202", COR_ORIGIN_CONTROL, NULL, READY, COR_ROUTE_THIS_COMPUTER, "202", THIS, NULL },
  { "typed", "0721 405516", COR_ORIGIN_TYPED, NULL, READY, COR_ROUTE_THIS_COMPUTER, "0721405516", THIS, NULL },
  { "contact", "1-800-FLOWERS", COR_ORIGIN_CONTACT, NULL, READY, COR_ROUTE_THIS_COMPUTER, "18003569377", THIS, NULL },
  { "history", "202", COR_ORIGIN_HISTORY, NULL, READY, COR_ROUTE_THIS_COMPUTER, "202", THIS, NULL },
  { "notification", "202", COR_ORIGIN_NOTIFICATION, NULL, READY, COR_ROUTE_THIS_COMPUTER, "202", THIS, NULL },
  { "callto-host", "callto:204@pbx", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_THIS_COMPUTER, "204", THIS, NULL },
  { "sip-host", "sip:204@evil.example", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_ASK, "204", THIS, "evil.example" },
  { "sips-host", " SIPS:204@evil.example", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_ASK, "204", THIS, "evil.example" },
  { "sip-host-confirmed", "sip:204@pbx", COR_ORIGIN_LINK, NULL, READY | CONFIRMED, COR_ROUTE_THIS_COMPUTER, "204", THIS, NULL },
  { "sip-host-typed", "sip:204@pbx", COR_ORIGIN_TYPED, NULL, READY, COR_ROUTE_THIS_COMPUTER, "204", THIS, NULL },
  { "sip-plain", "sip:204", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_THIS_COMPUTER, "204", THIS, NULL },
  /* Emergency: typed at once, from a link asked, never waiting. */
  { "112-typed", "112", COR_ORIGIN_TYPED, NULL, READY, COR_ROUTE_THIS_COMPUTER, "112", THIS, NULL },
  { "112-contact", "112", COR_ORIGIN_CONTACT, NULL, READY, COR_ROUTE_THIS_COMPUTER, "112", THIS, NULL },
  { "112-history", "118", COR_ORIGIN_HISTORY, NULL, READY, COR_ROUTE_THIS_COMPUTER, "118", THIS, NULL },
  { "112-notification", "115", COR_ORIGIN_NOTIFICATION, NULL, READY, COR_ROUTE_THIS_COMPUTER, "115", THIS, NULL },
  { "112-link", "tel:112", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_ASK, "112", THIS, "emergency" },
  { "112-control", "112", COR_ORIGIN_CONTROL, NULL, READY, COR_ROUTE_ASK, "112", THIS, "emergency" },
  { "112-link-confirmed", "tel:112", COR_ORIGIN_LINK, NULL, READY | CONFIRMED, COR_ROUTE_THIS_COMPUTER, "112", THIS, NULL },
  { "112-down", "112", COR_ORIGIN_TYPED, NULL, 0, COR_ROUTE_REFUSE, "112", NULL, "another phone" },
  { "112-expected", "112", COR_ORIGIN_TYPED, NULL, EXPECTED, COR_ROUTE_REFUSE, "112", NULL, "another phone" },
  { "112-link-expected", "tel:112", COR_ORIGIN_LINK, NULL, EXPECTED, COR_ROUTE_REFUSE, "112", NULL, "another phone" },
  { "112-down-desk", "112", COR_ORIGIN_TYPED, NULL, DESK_UP, COR_ROUTE_REFUSE, "112", NULL, "“Desk”" },
  { "112-desk", "112", COR_ORIGIN_TYPED, NULL, DESK | DESK_UP, COR_ROUTE_DESK_PHONE, "112", "204", NULL },
  { "112-desk-off", "112", COR_ORIGIN_TYPED, NULL, DESK | READY, COR_ROUTE_THIS_COMPUTER, "112", THIS, NULL },
  { "112-desk-off-link", "tel:112", COR_ORIGIN_LINK, NULL, DESK | READY, COR_ROUTE_ASK, "112", THIS, "emergency" },
  { "112-desk-expected", "112", COR_ORIGIN_TYPED, NULL, DESK | EXPECTED, COR_ROUTE_REFUSE, "112", NULL, "another phone" },
  /* Codes. */
  { "feature-link", "tel:*43", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_ASK, "*43", THIS, "service code" },
  { "feature-link-yes", "tel:*43", COR_ORIGIN_LINK, NULL, READY | CONFIRMED, COR_ROUTE_THIS_COMPUTER, "*43", THIS, NULL },
  { "feature-control", "*43", COR_ORIGIN_CONTROL, NULL, READY, COR_ROUTE_THIS_COMPUTER, "*43", THIS, NULL },
  { "feature-typed", "*43", COR_ORIGIN_TYPED, NULL, READY, COR_ROUTE_THIS_COMPUTER, "*43", THIS, NULL },
  { "forward-link", "tel:**21*204#", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_ASK, "**21*204#", THIS, "where your calls go" },
  { "forward-link-yes", "tel:**21*204#", COR_ORIGIN_LINK, NULL, READY | CONFIRMED, COR_ROUTE_THIS_COMPUTER, "**21*204#", THIS, NULL },
  { "forward-sip-link", "sip:*72204@pbx", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_ASK, "*72204", THIS, "where your calls go" },
  { "forward-control", "*72204", COR_ORIGIN_CONTROL, NULL, READY, COR_ROUTE_ASK, "*72204", THIS, "where your calls go" },
  { "forward-contact", "*72204", COR_ORIGIN_CONTACT, NULL, READY, COR_ROUTE_ASK, "*72204", THIS, "where your calls go" },
  { "forward-history", "*72204", COR_ORIGIN_HISTORY, NULL, READY, COR_ROUTE_ASK, "*72204", THIS, "where your calls go" },
  { "forward-missed", "*72204", COR_ORIGIN_NOTIFICATION, NULL, READY, COR_ROUTE_ASK, "*72204", THIS, "where your calls go" },
  { "forward-typed", "*72204", COR_ORIGIN_TYPED, NULL, READY, COR_ROUTE_THIS_COMPUTER, "*72204", THIS, NULL },
  { "forward-desk", "tel:*72204", COR_ORIGIN_LINK, NULL, DESK | DESK_UP, COR_ROUTE_ASK, "*72204", "204", "where your calls go" },
  { "forward-waits", "tel:*72204", COR_ORIGIN_LINK, NULL, EXPECTED, COR_ROUTE_WAIT, "*72204", NULL, NULL },
  /* Costly numbers, where the country is known. */
  { "premium-link", "tel:899123456", COR_ORIGIN_LINK, NULL, READY | COUNTRY, COR_ROUTE_ASK, "899123456", THIS, "premium" },
  { "premium-control", "899123456", COR_ORIGIN_CONTROL, NULL, READY | COUNTRY, COR_ROUTE_ASK, "899123456", THIS, "premium" },
  { "premium-history", "899123456", COR_ORIGIN_HISTORY, NULL, READY | COUNTRY, COR_ROUTE_ASK, "899123456", THIS, "premium" },
  { "premium-typed", "899123456", COR_ORIGIN_TYPED, NULL, READY | COUNTRY, COR_ROUTE_THIS_COMPUTER, "899123456", THIS, NULL },
  { "premium-link-yes", "tel:899123456", COR_ORIGIN_LINK, NULL, READY | COUNTRY | CONFIRMED, COR_ROUTE_THIS_COMPUTER, "899123456", THIS, NULL },
  { "premium-unknown", "tel:899123456", COR_ORIGIN_LINK, NULL, READY, COR_ROUTE_THIS_COMPUTER, "899123456", THIS, NULL },
  { "satellite-link", "tel:+881612345678", COR_ORIGIN_LINK, NULL, READY | COUNTRY, COR_ROUTE_ASK, "+881612345678", THIS, "satellite" },
  { "112-country", "112", COR_ORIGIN_TYPED, NULL, READY | COUNTRY, COR_ROUTE_THIS_COMPUTER, "112", THIS, NULL },
  { "forward-country", "tel:*72204", COR_ORIGIN_LINK, NULL, READY | COUNTRY, COR_ROUTE_ASK, "*72204", THIS, "where your calls go" },
  /* The other side of a call asks: always a question, with what it may cost. */
  { "peer", "203", COR_ORIGIN_PEER, NULL, READY, COR_ROUTE_ASK, "203", THIS, "other side asks" },
  { "peer-yes", "203", COR_ORIGIN_PEER, NULL, READY | CONFIRMED, COR_ROUTE_THIS_COMPUTER, "203", THIS, NULL },
  { "peer-premium", "899123456", COR_ORIGIN_PEER, NULL, READY | COUNTRY, COR_ROUTE_ASK, "899123456", THIS, "premium" },
  { "peer-satellite", "+881612345678", COR_ORIGIN_PEER, NULL, READY | COUNTRY, COR_ROUTE_ASK, "+881612345678", THIS, "satellite" },
  { "peer-feature", "*43", COR_ORIGIN_PEER, NULL, READY, COR_ROUTE_ASK, "*43", THIS, "service code" },
  { "peer-forward", "*72204", COR_ORIGIN_PEER, NULL, READY, COR_ROUTE_ASK, "*72204", THIS, "where your calls go" },
  { "peer-112", "112", COR_ORIGIN_PEER, NULL, READY, COR_ROUTE_ASK, "112", THIS, "emergency" },
  { "peer-link", "nethlink://transfer?to=203", COR_ORIGIN_PEER, NULL, READY, COR_ROUTE_REFUSE, NULL, NULL, "" },
  /* Where from. */
  { "expected", "tel:202", COR_ORIGIN_LINK, NULL, EXPECTED, COR_ROUTE_WAIT, "202", NULL, NULL },
  { "down", "tel:202", COR_ORIGIN_LINK, NULL, 0, COR_ROUTE_REFUSE, "202", NULL, "Sign in" },
  { "down-confirmed", "tel:202", COR_ORIGIN_LINK, NULL, CONFIRMED, COR_ROUTE_REFUSE, "202", NULL, "Sign in" },
  { "down-desk-up", "tel:202", COR_ORIGIN_LINK, NULL, DESK_UP, COR_ROUTE_REFUSE, "202", NULL, "“Desk”" },
  { "desk", "tel:202", COR_ORIGIN_LINK, NULL, DESK | DESK_UP, COR_ROUTE_DESK_PHONE, "202", "204", NULL },
  { "desk-and-ready", "202", COR_ORIGIN_TYPED, NULL, DESK | DESK_UP | READY, COR_ROUTE_DESK_PHONE, "202", "204", NULL },
  { "desk-off-ready", "202", COR_ORIGIN_TYPED, NULL, DESK | READY, COR_ROUTE_ASK, "202", THIS, "“Desk” is not reachable" },
  { "desk-off-ready-yes", "202", COR_ORIGIN_TYPED, NULL, DESK | READY | CONFIRMED, COR_ROUTE_THIS_COMPUTER, "202", THIS, NULL },
  { "desk-off-expected", "202", COR_ORIGIN_TYPED, NULL, DESK | EXPECTED, COR_ROUTE_WAIT, "202", NULL, NULL },
  { "desk-off-down", "202", COR_ORIGIN_TYPED, NULL, DESK, COR_ROUTE_REFUSE, "202", NULL, "from this computer instead" },
  { "asked-desk", "202", COR_ORIGIN_TYPED, "204", READY | DESK_UP, COR_ROUTE_DESK_PHONE, "202", "204", NULL },
  { "away", "tel:202", COR_ORIGIN_LINK, NULL, DESK | DESK_UP | AWAY | READY, COR_ROUTE_ASK, "202", THIS, "not reachable from this network" },
  { "away-typed", "202", COR_ORIGIN_TYPED, NULL, DESK | DESK_UP | AWAY | READY, COR_ROUTE_ASK, "202", THIS, "Call from this computer?" },
  { "away-alone", "tel:202", COR_ORIGIN_LINK, NULL, DESK | DESK_UP | AWAY, COR_ROUTE_DESK_PHONE, "202", "204", NULL },
  { "away-insisted", "tel:202", COR_ORIGIN_LINK, "204", DESK | DESK_UP | AWAY | READY | CONFIRMED, COR_ROUTE_DESK_PHONE, "202", "204", NULL },
  { "away-agreed", "tel:202", COR_ORIGIN_LINK, THIS, DESK | DESK_UP | AWAY | READY | CONFIRMED, COR_ROUTE_THIS_COMPUTER, "202", THIS, NULL },
  { "away-emergency", "112", COR_ORIGIN_TYPED, NULL, DESK | DESK_UP | AWAY | READY, COR_ROUTE_THIS_COMPUTER, "112", THIS, NULL },
  { "asked-computer", "202", COR_ORIGIN_TYPED, THIS, READY | DESK | DESK_UP, COR_ROUTE_THIS_COMPUTER, "202", THIS, NULL },
  { "asked-empty", "202", COR_ORIGIN_CONTROL, "", READY | DESK | DESK_UP, COR_ROUTE_DESK_PHONE, "202", "204", NULL },
  { "asked-unknown", "202", COR_ORIGIN_CONTROL, "999", READY, COR_ROUTE_ASK, "202", THIS, "not there" },
  { "asked-unknown-down", "202", COR_ORIGIN_CONTROL, "999", 0, COR_ROUTE_REFUSE, "202", NULL, "Sign in" },
  { "mobile", "202", COR_ORIGIN_TYPED, NULL, MOBILE | READY, COR_ROUTE_ASK, "202", THIS, "“Mobile” is not reachable" },
  { "no-list", "202", COR_ORIGIN_TYPED, NULL, NO_LIST | READY, COR_ROUTE_THIS_COMPUTER, "202", THIS, NULL },
  { "no-list-desk", "202", COR_ORIGIN_TYPED, NULL, NO_LIST | DESK | EXPECTED, COR_ROUTE_WAIT, "202", NULL, NULL },
};
/* clang-format on */

static GListModel *
make_devices (guint flags)
{
  GListStore *list = g_list_store_new (COR_TYPE_DEVICE);
  g_autoptr (CorDevice) computer =
    cor_device_new (COR_DEVICE_ID_THIS_COMPUTER, COR_DEVICE_THIS_COMPUTER, "This computer");
  g_autoptr (CorDevice) desk = cor_device_new ("204", COR_DEVICE_DESK_PHONE, "Desk");
  g_autoptr (CorDevice) mobile = cor_device_new ("91204", COR_DEVICE_OTHER, "Mobile");

  cor_device_set_online (computer, (flags & READY) != 0, NULL);
  cor_device_set_online (desk, (flags & DESK_UP) != 0, NULL);
  if (flags & AWAY)
    cor_device_set_away (desk, NULL);
  cor_device_set_online (mobile, TRUE, NULL);
  g_list_store_append (list, computer);
  g_list_store_append (list, mobile);
  g_list_store_append (list, desk);
  return G_LIST_MODEL (list);
}

/* Calls every number but two costly for what it starts with, so that a rule that asks for a
 * number it must not ask for shows. */
static CorNumberKind
classify (const CorNumber *number, gpointer data)
{
  if (g_str_has_prefix (number->canonical, "+881"))
    return COR_NUMBER_SATELLITE;
  return number->canonical[0] == '2' ? COR_NUMBER_ORDINARY : COR_NUMBER_PREMIUM;
}

static CorRouteWorld
make_world (guint flags, GListModel *devices)
{
  CorRouteWorld world = { 0 };

  world.line_ready = (flags & READY) != 0;
  world.line_expected = (flags & EXPECTED) != 0;
  world.confirmed = (flags & CONFIRMED) != 0;
  world.chosen_device = (flags & DESK) ? "204" : (flags & MOBILE) ? "91204" : THIS;
  world.devices = (flags & NO_LIST) ? NULL : devices;
  world.current_call = (flags & TALKING) ? "Anna" : NULL;
  world.may_listen = world.may_intrude = (flags & SUPERVISOR) != 0;
  world.classify = (flags & COUNTRY) ? classify : NULL;
  return world;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GListModel) devices = make_devices (row->world);
  CorRouteWorld world = make_world (row->world, devices);
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new (row->text, row->origin, row->device, NULL);
  g_autoptr (CorRouteDecision) decision = cor_route_decide (request, &world);

  g_assert_cmpint (decision->kind, ==, row->kind);
  g_assert_cmpstr (decision->number != NULL ? decision->number->canonical : NULL, ==,
                   row->canonical);
  g_assert_cmpstr (decision->device, ==, row->goes_to);
  if (row->reason_part == NULL)
    g_assert_null (decision->reason);
  else if (strstr (decision->reason, row->reason_part) == NULL)
    g_error ("“%s” doesn't say “%s”", decision->reason, row->reason_part);
}

/* --- The user's rules. --- */

typedef struct {
  const char *name;
  const char *text;
  CorOrigin origin;
  const char *device; /* of the request */
  guint world;
  gboolean ask_links; /* the switch */
  const char *rules;  /* as the settings keep them */
  CorRouteKind kind;
  const char *goes_to;
  const char *reason_part;
  CorClass remember;
} PolicyRow;

#define OWN "You chose to be asked"
#define TEL_ASK "('link', 'tel', '', 'ask', '')"
#define TEL_DIAL "('link', 'tel', '', 'dial', '')"
#define ALL_DIAL "('link', '', '', 'dial', '')"
#define IN_DIAL "('link', '', 'internal', 'dial', '')"
#define EX_ASK "('link', '', 'external', 'ask', '')"
#define IN COR_CLASS_INTERNAL
#define EX COR_CLASS_EXTERNAL
#define ANY COR_CLASS_ANY

/* clang-format off */
static const PolicyRow policy_rows[] = {
  /* The switch, and no rule. */
  { "none", "tel:202", COR_ORIGIN_LINK, NULL, READY, FALSE, "[]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
  { "switch", "tel:202", COR_ORIGIN_LINK, NULL, READY, TRUE, "[]", COR_ROUTE_ASK, THIS, OWN, IN },
  { "switch-out", "tel:0721405516", COR_ORIGIN_LINK, NULL, READY, TRUE, "[]", COR_ROUTE_ASK, THIS, OWN, EX },
  { "switch-plus", "tel:+3912", COR_ORIGIN_LINK, NULL, READY, TRUE, "[]", COR_ROUTE_ASK, THIS, OWN, EX },
  { "switch-yes", "tel:202", COR_ORIGIN_LINK, NULL, READY | CONFIRMED, TRUE, "[]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
  { "switch-typed", "202", COR_ORIGIN_TYPED, NULL, READY, TRUE, "[]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
  { "switch-control", "202", COR_ORIGIN_CONTROL, NULL, READY, TRUE, "[]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
  { "switch-history", "202", COR_ORIGIN_HISTORY, NULL, READY, TRUE, "[]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
  { "switch-down", "tel:202", COR_ORIGIN_LINK, NULL, 0, TRUE, "[]", COR_ROUTE_REFUSE, NULL, "Sign in", ANY },
  { "switch-later", "tel:202", COR_ORIGIN_LINK, NULL, EXPECTED, TRUE, "[]", COR_ROUTE_WAIT, NULL, NULL, ANY },
  /* By scheme. */
  { "scheme", "tel:202", COR_ORIGIN_LINK, NULL, READY, FALSE, "[" TEL_ASK "]", COR_ROUTE_ASK, THIS, OWN, IN },
  { "scheme-case", " TEL://202", COR_ORIGIN_LINK, NULL, READY, FALSE, "[" TEL_ASK "]", COR_ROUTE_ASK, THIS, OWN, IN },
  { "scheme-other", "callto:202", COR_ORIGIN_LINK, NULL, READY, FALSE, "[" TEL_ASK "]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
  { "scheme-longer", "telephone:202", COR_ORIGIN_LINK, NULL, READY, FALSE, "[" TEL_ASK "]", COR_ROUTE_REFUSE, NULL, "link", ANY },
  { "scheme-sips", "sips:202", COR_ORIGIN_LINK, NULL, READY, FALSE, "[('link', 'sip', '', 'ask', '')]", COR_ROUTE_ASK, THIS, OWN, IN },
  { "scheme-dial", "tel:202", COR_ORIGIN_LINK, NULL, READY, TRUE, "[" TEL_DIAL "]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
  { "scheme-before-all", "tel:202", COR_ORIGIN_LINK, NULL, READY, FALSE, "[" TEL_ASK ", " ALL_DIAL "]", COR_ROUTE_ASK, THIS, OWN, IN },
  { "all-after-scheme", "callto:202", COR_ORIGIN_LINK, NULL, READY, TRUE, "[" TEL_ASK ", " ALL_DIAL "]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
  /* By class, which goes before the scheme in either order. */
  { "internal", "tel:202", COR_ORIGIN_LINK, NULL, READY, FALSE, "[" TEL_ASK ", " IN_DIAL "]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
  { "internal-first", "tel:202", COR_ORIGIN_LINK, NULL, READY, FALSE, "[" IN_DIAL ", " TEL_ASK "]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
  { "internal-out", "tel:0721405516", COR_ORIGIN_LINK, NULL, READY, FALSE, "[" TEL_ASK ", " IN_DIAL "]", COR_ROUTE_ASK, THIS, OWN, EX },
  { "internal-switch", "tel:202", COR_ORIGIN_LINK, NULL, READY, TRUE, "[" IN_DIAL "]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
  { "external", "tel:0721405516", COR_ORIGIN_LINK, NULL, READY, FALSE, "[" EX_ASK "]", COR_ROUTE_ASK, THIS, OWN, EX },
  { "external-in", "tel:20245", COR_ORIGIN_LINK, NULL, READY, FALSE, "[" EX_ASK "]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
  { "external-six", "tel:202456", COR_ORIGIN_LINK, NULL, READY, FALSE, "[" EX_ASK "]", COR_ROUTE_ASK, THIS, OWN, EX },
  { "both", "tel:202", COR_ORIGIN_LINK, NULL, READY, FALSE, "[('link', 'tel', 'internal', 'ask', ''), " IN_DIAL "]", COR_ROUTE_ASK, THIS, OWN, IN },
  /* By where it comes from. */
  { "control", "202", COR_ORIGIN_CONTROL, NULL, READY, FALSE, "[('control', '', '', 'ask', '')]", COR_ROUTE_ASK, THIS, OWN, IN },
  { "control-link", "tel:202", COR_ORIGIN_LINK, NULL, READY, FALSE, "[('control', '', '', 'ask', '')]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
  { "history", "0721405516", COR_ORIGIN_HISTORY, NULL, READY, FALSE, "[('history', '', 'external', 'ask', '')]", COR_ROUTE_ASK, THIS, OWN, EX },
  { "typed", "202", COR_ORIGIN_TYPED, NULL, READY, FALSE, "[('typed', '', '', 'ask', '')]", COR_ROUTE_ASK, THIS, OWN, IN },
  /* A device of the rule's own. */
  { "device", "tel:202", COR_ORIGIN_LINK, NULL, READY | DESK_UP, FALSE, "[('link', '', 'internal', 'dial', '204')]", COR_ROUTE_DESK_PHONE, "204", NULL, ANY },
  { "device-here", "tel:202", COR_ORIGIN_LINK, NULL, READY | DESK | DESK_UP, FALSE, "[('link', '', '', 'dial', 'this-computer')]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
  { "device-ask", "tel:202", COR_ORIGIN_LINK, NULL, READY | DESK_UP, FALSE, "[('link', '', '', 'ask', '204')]", COR_ROUTE_ASK, "204", OWN, IN },
  { "device-asked", "tel:202", COR_ORIGIN_LINK, THIS, READY | DESK_UP, FALSE, "[('link', '', '', 'dial', '204')]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
  { "device-off", "tel:202", COR_ORIGIN_LINK, NULL, READY, FALSE, "[('link', '', '', 'dial', '204')]", COR_ROUTE_ASK, THIS, "“Desk” is not reachable", ANY },
  { "device-gone", "tel:202", COR_ORIGIN_LINK, NULL, READY, FALSE, "[('link', '', '', 'dial', '999')]", COR_ROUTE_ASK, THIS, "not there", ANY },
  { "device-yes", "tel:202", COR_ORIGIN_LINK, NULL, READY | DESK_UP | CONFIRMED, FALSE, "[('link', '', '', 'ask', '204')]", COR_ROUTE_DESK_PHONE, "204", NULL, ANY },
  /* What is dangerous is asked about whatever the rules say; what is an emergency is not theirs. */
  { "forward", "tel:**21*204#", COR_ORIGIN_LINK, NULL, READY, FALSE, "[" ALL_DIAL "]", COR_ROUTE_ASK, THIS, "where your calls go", ANY },
  { "forward-forged", "tel:**21*204#", COR_ORIGIN_LINK, NULL, READY, FALSE, "[('link', '', 'forwarding', 'dial', '')]", COR_ROUTE_ASK, THIS, "where your calls go", ANY },
  { "feature", "tel:*43", COR_ORIGIN_LINK, NULL, READY, FALSE, "[" ALL_DIAL "]", COR_ROUTE_ASK, THIS, "service code", ANY },
  { "feature-control", "*43", COR_ORIGIN_CONTROL, NULL, READY, FALSE, "[('control', '', 'feature', 'ask', '')]", COR_ROUTE_ASK, THIS, OWN, ANY },
  { "premium", "tel:899123456", COR_ORIGIN_LINK, NULL, READY | COUNTRY, FALSE, "[" ALL_DIAL "]", COR_ROUTE_ASK, THIS, "premium", ANY },
  { "premium-tel", "tel:899123456", COR_ORIGIN_LINK, NULL, READY | COUNTRY, FALSE, "[" TEL_DIAL "]", COR_ROUTE_ASK, THIS, "premium", ANY },
  { "premium-typed", "899123456", COR_ORIGIN_TYPED, NULL, READY | COUNTRY, FALSE, "[('typed', '', 'premium', 'ask', '')]", COR_ROUTE_ASK, THIS, OWN, ANY },
  { "satellite", "tel:+881612345678", COR_ORIGIN_LINK, NULL, READY | COUNTRY, FALSE, "[" ALL_DIAL "]", COR_ROUTE_ASK, THIS, "satellite", ANY },
  { "sip-host", "sip:204@evil.example", COR_ORIGIN_LINK, NULL, READY, FALSE, "[" ALL_DIAL "]", COR_ROUTE_ASK, THIS, "evil.example", ANY },
  { "112-link", "tel:112", COR_ORIGIN_LINK, NULL, READY, FALSE, "[" ALL_DIAL "]", COR_ROUTE_ASK, THIS, "emergency", ANY },
  { "112-typed", "112", COR_ORIGIN_TYPED, NULL, READY, TRUE, "[('typed', '', '', 'ask', '')]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
  { "112-device", "112", COR_ORIGIN_TYPED, NULL, READY | DESK_UP, FALSE, "[('typed', '', '', 'dial', '204')]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
  { "112-internal", "112", COR_ORIGIN_TYPED, NULL, READY, FALSE, "[('typed', '', 'internal', 'ask', '')]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
  /* Rows that somebody else wrote. */
  { "nonsense", "tel:202", COR_ORIGIN_LINK, NULL, READY, FALSE, "[('link', 'http', '', 'ask', ''), ('moon', '', '', 'ask', ''), ('link', '', '', 'shout', ''), ('link', '', 'emergency', 'ask', '')]", COR_ROUTE_THIS_COMPUTER, THIS, NULL, ANY },
};
/* clang-format on */

static void
test_policy_row (gconstpointer data)
{
  const PolicyRow *row = data;
  g_autoptr (GListModel) devices = make_devices (row->world);
  CorRouteWorld world = make_world (row->world, devices);
  g_autoptr (CorPolicy) policy = cor_policy_new (
    row->ask_links, 5,
    g_variant_new_parsed (g_str_equal (row->rules, "[]") ? "@a(sssss) []" : row->rules));
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new (row->text, row->origin, row->device, NULL);
  g_autoptr (CorRouteDecision) decision = NULL;

  world.policy = policy;
  decision = cor_route_decide (request, &world);
  g_assert_cmpint (decision->kind, ==, row->kind);
  g_assert_cmpstr (decision->device, ==, row->goes_to);
  g_assert_cmpint (decision->remember, ==, row->remember);
  if (row->reason_part == NULL)
    g_assert_null (decision->reason);
  else if (strstr (decision->reason, row->reason_part) == NULL)
    g_error ("“%s” doesn't say “%s”", decision->reason, row->reason_part);
}

/* --- Two links. --- */

typedef struct {
  const char *text;
  CorOrigin origin;
  const char *recent;
  gboolean recent_was_link, question_open, waited, confirmed;
  CorRouteKind kind;
} Second;

/* 202 was called by a link a moment ago, or asked about. */
static void
test_second_link (void)
{
  static const Second cases[] = {
    { "tel:203", COR_ORIGIN_LINK, "202", TRUE, FALSE, FALSE, FALSE, COR_ROUTE_ASK },
    { "tel:203", COR_ORIGIN_LINK, NULL, TRUE, FALSE, FALSE, FALSE, COR_ROUTE_THIS_COMPUTER },
    { "tel:203", COR_ORIGIN_LINK, NULL, TRUE, TRUE, FALSE, FALSE, COR_ROUTE_ASK },
    { "tel:203", COR_ORIGIN_LINK, "202", FALSE, FALSE, FALSE, FALSE, COR_ROUTE_THIS_COMPUTER },
    { "tel:203", COR_ORIGIN_LINK, "202", TRUE, TRUE, FALSE, TRUE, COR_ROUTE_THIS_COMPUTER },
    { "tel:203", COR_ORIGIN_LINK, "202", TRUE, TRUE, TRUE, FALSE, COR_ROUTE_THIS_COMPUTER },
    { "tel:202", COR_ORIGIN_LINK, "202", TRUE, TRUE, FALSE, FALSE, COR_ROUTE_RAISE },
    { "tel:202", COR_ORIGIN_LINK, NULL, TRUE, TRUE, FALSE, FALSE, COR_ROUTE_ASK },
    { "tel:202", COR_ORIGIN_LINK, "202", TRUE, FALSE, TRUE, FALSE, COR_ROUTE_THIS_COMPUTER },
    { "tel:**21*1#", COR_ORIGIN_LINK, "202", TRUE, FALSE, TRUE, FALSE, COR_ROUTE_ASK },
    { "203", COR_ORIGIN_TYPED, "202", TRUE, TRUE, FALSE, FALSE, COR_ROUTE_THIS_COMPUTER },
    { "203", COR_ORIGIN_CONTROL, "202", TRUE, TRUE, FALSE, FALSE, COR_ROUTE_THIS_COMPUTER },
    { "112", COR_ORIGIN_TYPED, "202", TRUE, TRUE, FALSE, FALSE, COR_ROUTE_THIS_COMPUTER },
  };
  g_autoptr (GListModel) devices = make_devices (READY);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    CorRouteWorld world = make_world (READY, devices);
    g_autoptr (CorDialRequest) request =
      cor_dial_request_new (cases[i].text, cases[i].origin, NULL, NULL);
    g_autoptr (CorRouteDecision) decision = NULL;

    world.recent_canonical = cases[i].recent;
    world.recent_was_link = cases[i].recent_was_link;
    world.question_open = cases[i].question_open;
    world.waited = cases[i].waited;
    world.confirmed = cases[i].confirmed;
    decision = cor_route_decide (request, &world);
    if (decision->kind != cases[i].kind)
      g_error ("case %u: %d", i, decision->kind);
  }
}

typedef struct {
  const char *text;
  CorOrigin origin;
  const char *recent;
  gboolean confirmed;
  CorRouteKind kind;
} Duplicate;

static void
test_duplicates (void)
{
  static const Duplicate cases[] = {
    { "tel://202", COR_ORIGIN_LINK, "202", FALSE, COR_ROUTE_RAISE },
    { "callto:2-0-2", COR_ORIGIN_LINK, "202", FALSE, COR_ROUTE_RAISE },
    { "202", COR_ORIGIN_CONTROL, "202", FALSE, COR_ROUTE_RAISE },
    { "tel:*43", COR_ORIGIN_LINK, "*43", FALSE, COR_ROUTE_RAISE },
    { "tel:202", COR_ORIGIN_LINK, "203", FALSE, COR_ROUTE_THIS_COMPUTER },
    { "tel:202", COR_ORIGIN_LINK, NULL, FALSE, COR_ROUTE_THIS_COMPUTER },
    { "tel:202", COR_ORIGIN_LINK, "202", TRUE, COR_ROUTE_THIS_COMPUTER },
    { "202", COR_ORIGIN_TYPED, "202", FALSE, COR_ROUTE_THIS_COMPUTER },
    { "202", COR_ORIGIN_HISTORY, "202", FALSE, COR_ROUTE_THIS_COMPUTER },
    { "112", COR_ORIGIN_TYPED, "112", FALSE, COR_ROUTE_THIS_COMPUTER },
    { "tel:112", COR_ORIGIN_LINK, "112", FALSE, COR_ROUTE_ASK },
  };
  g_autoptr (GListModel) devices = make_devices (READY);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    CorRouteWorld world = make_world (READY, devices);
    g_autoptr (CorDialRequest) request =
      cor_dial_request_new (cases[i].text, cases[i].origin, NULL, NULL);
    g_autoptr (CorRouteDecision) decision = NULL;

    world.recent_canonical = cases[i].recent;
    world.confirmed = cases[i].confirmed;
    decision = cor_route_decide (request, &world);
    g_assert_cmpint (decision->kind, ==, cases[i].kind);
  }
}

static void
test_tones_travel (void)
{
  CorRouteWorld world = make_world (READY, NULL);
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new ("tel:0721405516;ext=204", COR_ORIGIN_LINK, NULL, NULL);
  g_autoptr (CorRouteDecision) decision = cor_route_decide (request, &world);

  g_assert_cmpstr (decision->number->post_dial, ==, "204");
  cor_route_decision_free (NULL);
}

static gboolean
is_call (const CorRouteDecision *decision)
{
  return decision->kind == COR_ROUTE_THIS_COMPUTER || decision->kind == COR_ROUTE_DESK_PHONE;
}

static void
check_decision (CorDialRequest *request, const CorRouteWorld *world)
{
  g_autoptr (CorRouteDecision) decision = cor_route_decide (request, world);
  g_autoptr (CorRouteDecision) again = cor_route_decide (request, world);
  CorOrigin origin = cor_dial_request_get_origin (request);
  CorNumberKind kind = decision->number != NULL ? decision->number->kind : COR_NUMBER_ORDINARY;

  g_assert_cmpint (decision->kind, ==, again->kind);
  g_assert_cmpstr (decision->device, ==, again->device);
  g_assert_cmpstr (decision->reason, ==, again->reason);
  g_assert_true ((decision->reason != NULL) ==
                 (decision->kind == COR_ROUTE_ASK || decision->kind == COR_ROUTE_REFUSE));
  if (is_call (decision)) {
    g_assert_nonnull (decision->number);
    g_assert_nonnull (decision->device);
    g_assert_true (world->confirmed || origin != COR_ORIGIN_LINK || kind == COR_NUMBER_ORDINARY);
    g_assert_true (world->confirmed || origin != COR_ORIGIN_PEER);
    g_assert_true (world->confirmed || origin == COR_ORIGIN_TYPED || kind != COR_NUMBER_FORWARDING);
    g_assert_true (world->line_ready || decision->kind == COR_ROUTE_DESK_PHONE);
  }
  if (kind == COR_NUMBER_EMERGENCY) {
    g_assert_cmpint (decision->kind, !=, COR_ROUTE_WAIT);
    g_assert_cmpint (decision->kind, !=, COR_ROUTE_RAISE);
    if (world->line_ready)
      g_assert_cmpint (decision->kind, !=, COR_ROUTE_REFUSE);
  }
  if (world->confirmed)
    g_assert_cmpint (decision->kind, !=, COR_ROUTE_ASK);
}

/* Every number, origin, device and state of the world, in all combinations. */
static void
test_all_worlds (void)
{
  static const char *const texts[] = {
    "202",
    "tel:0721405516",
    "callto:204@pbx",
    "sip:204@pbx",
    "112",
    "tel:118",
    "*43",
    "tel:#31#1",
    "**21*204#",
    "tel:%2A72204",
    "sip:*72204@pbx",
    "##002#",
    "tel:",
    "39348xxx",
    "nethlink://open",
    "nethlink://transfer?to=1",
    "tel:*90204;ext=1",
    "１１２",
    "tel:＊７２２０４",
  };
  static const char *const asked[] = { NULL, "", THIS, "204", "91204", "999" };
  static const char *const last[] = { NULL, "202", "112", "*72204" };
  guint n = 0;

  for (guint flags = 0; flags < 1 << 7; flags++) {
    g_autoptr (GListModel) devices = make_devices (flags);
    CorRouteWorld world = make_world (flags, devices);

    for (guint i = 0; i < G_N_ELEMENTS (texts) * G_N_ELEMENTS (asked) * 7 * 4; i++, n++) {
      guint rest = i / G_N_ELEMENTS (texts);
      g_autoptr (CorDialRequest) request =
        cor_dial_request_new (texts[i % G_N_ELEMENTS (texts)], (CorOrigin)(rest % 7),
                              asked[rest / 7 % G_N_ELEMENTS (asked)], NULL);

      world.recent_canonical = last[rest / 7 / G_N_ELEMENTS (asked)];
      check_decision (request, &world);
    }
  }
  g_assert_cmpuint (n, ==, 128 * 19 * 6 * 7 * 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/route/row/", rows[i].name, NULL);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  for (guint i = 0; i < G_N_ELEMENTS (policy_rows); i++) {
    g_autofree char *path = g_strconcat ("/route/policy/", policy_rows[i].name, NULL);

    g_test_add_data_func (path, &policy_rows[i], test_policy_row);
  }
  g_test_add_func ("/route/second-link", test_second_link);
  g_test_add_func ("/route/duplicates", test_duplicates);
  g_test_add_func ("/route/tones-travel", test_tones_travel);
  g_test_add_func ("/route/all-worlds", test_all_worlds);
  return g_test_run ();
}
