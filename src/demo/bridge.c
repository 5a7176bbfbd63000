/* SPDX-License-Identifier: GPL-3.0-or-later
 * Shows on the board what the SIP side does. */
#include "bridge.h"

struct _CorBridge {
  CorDemo *demo;
  GHashTable *calls; /* the SIP side's id -> BridgedCall, owned */
};

typedef struct {
  CorBridge *bridge;
  guint id;
  CorBoardCall *call;
} BridgedCall;

CorBridge *
cor_bridge_new (CorDemo *demo)
{
  CorBridge *bridge = g_new0 (CorBridge, 1);
  bridge->demo = demo;
  bridge->calls = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return bridge;
}

void
cor_bridge_free (CorBridge *bridge)
{
  g_hash_table_unref (bridge->calls);
  g_free (bridge);
}

static void
finish (BridgedCall *bridged, const char *cause)
{
  CorBoardCall *call = bridged->call;
  cor_desk_join (bridged->bridge->demo->desk, call);
  g_hash_table_remove (bridged->bridge->calls, GUINT_TO_POINTER (bridged->id));
  cor_call_over (call, cause);
}

/* The board is told at once, not when the other side has answered the BYE. */
static void
on_hangup (CorBoardCall *call, gpointer data)
{
  BridgedCall *bridged = data;
  cor_sip_hangup (bridged->bridge->demo->sip, bridged->id);
  finish (bridged, "normal_clearing");
}

static gboolean
on_consult (CorBoardCall *call, const char *number, gpointer data)
{
  BridgedCall *bridged = data;
  return cor_sip_consult (bridged->bridge->demo->sip, bridged->id, number);
}

static const CorCallControl control = { on_hangup, NULL, on_consult };

static void
on_registration (CorDemo *demo, const CorSipEvent *event)
{
  CorExten *exten = cor_people_exten (demo->people, event->from);
  if (!exten)
    return;
  exten->online = event->kind == COR_SIP_EVENT_REGISTERED;
  if (exten->online) {
    g_free (exten->ip);
    g_free (exten->agent);
    exten->ip = g_strdup (event->address);
    exten->agent = g_utf8_make_valid (event->agent, -1);
    exten->port = event->port;
  }
  cor_board_announce (demo->board, exten);
}

static void
on_begin (CorBridge *bridge, const CorSipEvent *event)
{
  BridgedCall *bridged = g_new0 (BridgedCall, 1);
  bridged->bridge = bridge;
  bridged->id = event->call;
  g_hash_table_insert (bridge->calls, GUINT_TO_POINTER (event->call), bridged);
  bridged->call = cor_board_begin (bridge->demo->board, event->from, event->to, &control, bridged);
}

void
cor_bridge_on_event (const CorSipEvent *event, gpointer data)
{
  CorBridge *bridge = data;
  BridgedCall *bridged = g_hash_table_lookup (bridge->calls, GUINT_TO_POINTER (event->call));
  switch (event->kind) {
  case COR_SIP_EVENT_REGISTERED:
  case COR_SIP_EVENT_UNREGISTERED:
    on_registration (bridge->demo, event);
    return;
  case COR_SIP_EVENT_BEGIN:
    on_begin (bridge, event);
    return;
  case COR_SIP_EVENT_RINGING:
    if (bridged)
      cor_call_ringing (bridged->call);
    return;
  case COR_SIP_EVENT_UP:
    if (bridged)
      cor_call_up (bridged->call);
    cor_desk_end_shared (bridge->demo->desk, event->from, "answered_elsewhere");
    return;
  case COR_SIP_EVENT_HELD:
  case COR_SIP_EVENT_RESUMED:
    if (bridged)
      cor_call_hold (bridged->call, event->kind == COR_SIP_EVENT_HELD);
    return;
  case COR_SIP_EVENT_RETURNED:
    if (bridged)
      cor_call_return (bridged->call);
    return;
  case COR_SIP_EVENT_JOINED:
    cor_desk_put_together (bridge->demo->desk, event->from, event->to);
    return;
  case COR_SIP_EVENT_OVER:
  default:
    /* Who declines here lets the desk phone ring on. */
    if (g_str_equal (event->cause, "normal_clearing"))
      cor_desk_end_shared (bridge->demo->desk, event->from, "normal_clearing");
    if (bridged)
      finish (bridged, event->cause);
    return;
  }
}
