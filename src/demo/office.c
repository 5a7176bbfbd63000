/* SPDX-License-Identifier: GPL-3.0-or-later
 * Colleagues talk to each other, and what a user can do about their calls. */
#include "office.h"
#include <string.h>

/* How often those who are waited for are looked at. */
#define LOOK_MS 500
#define MAX_RECALLS 100
#define TALK_EACH_S 67

typedef struct {
  char *caller, *called;
} Recall;

struct _CorOffice {
  CorDemo *demo;
  GPtrArray *recalls; /* Recall, owned */
  guint source;       /* while there are any */
};

static void
free_recall (gpointer data)
{
  Recall *recall = data;
  g_free (recall->caller);
  g_free (recall->called);
  g_free (recall);
}

static void
on_hangup (CorBoardCall *call, gpointer data)
{
  cor_call_over (call, "normal_clearing");
}

static const CorCallControl control = { on_hangup, NULL, NULL };

/* --- Calls among colleagues. --- */

/* The next operator's telephone that is there and free, or NULL. */
static CorExten *
next_free (CorDemo *demo, guint *ret_index)
{
  while (*ret_index < demo->people->all->len) {
    CorPerson *person = demo->people->all->pdata[(*ret_index)++];
    CorExten *exten = person->devices->pdata[0];
    if (!person->password && g_str_has_prefix (person->username, "op") && exten->online &&
        g_str_equal (person->presence, "online") && !cor_board_call_of (demo->board, exten->id))
      return exten;
  }
  return NULL;
}

/* Some for a while already, and one that only rings. */
static void
begin_calls (CorDemo *demo, guint calls)
{
  guint index = 0;
  for (guint i = 0; i < calls; i++) {
    CorExten *from = next_free (demo, &index), *to = next_free (demo, &index);
    if (!from || !to)
      return;
    CorBoardCall *call = cor_board_begin (demo->board, from->id, to->id, &control, NULL);
    cor_call_ringing (call);
    if (i % 5 == 4)
      continue;
    cor_call_up (call);
    call->start -= (gint64)i * TALK_EACH_S * G_USEC_PER_SEC;
  }
}

static void
reply_done (CorRequest *request, gboolean done)
{
  cor_reply_text (request, done ? 200 : 400,
                  done ? "{\"done\":true}"
                       : "{\"error\":\"give from, to, both extensions, and state\"}");
}

void
cor_office_on_demo (CorRequest *request)
{
  CorDemo *demo = request->demo;
  const char *from = cor_request_string (request, "from");
  const char *to = cor_request_string (request, "to");
  const char *state = cor_request_string (request, "state");
  if (!cor_people_exten (demo->people, from) || !cor_people_exten (demo->people, to) || !state) {
    reply_done (request, FALSE);
    return;
  }
  CorBoardCall *call = cor_board_call_of (demo->board, from);
  if (g_str_equal (state, "over")) {
    if (call)
      call->control->hangup (call, call->control_data);
    reply_done (request, call != NULL);
    return;
  }
  if (!call) {
    call = cor_board_begin (demo->board, from, to, &control, NULL);
    cor_call_ringing (call);
  }
  if (g_str_equal (state, "up") && call->state != COR_LEG_UP)
    cor_call_up (call);
  reply_done (request, TRUE);
}

/* --- What a user does about them. --- */

static CorBoardCall *
ringing_call (CorDemo *demo, const char *exten)
{
  GPtrArray *calls = cor_board_calls (demo->board);
  for (guint i = 0; exten && i < calls->len; i++) {
    CorBoardCall *call = calls->pdata[i];
    if (call->state == COR_LEG_RINGING && g_str_equal (call->to.number, exten))
      return call;
  }
  return NULL;
}

static gboolean
ring (CorDemo *demo, const char *from, CorExten *device)
{
  CorSipCall call = { from, device->id };
  if (!g_str_equal (device->type, "physical"))
    return demo->sip && cor_sip_call (demo->sip, &call);
  cor_desk_ring (demo->desk, device->id, from, FALSE);
  return TRUE;
}

/* It rings at the user's device, which nobody has to be asked about, and no longer there. */
void
cor_office_on_pick_up (CorRequest *request)
{
  const char *endpoint = cor_request_string (request, "endpointId");
  const char *dest = cor_request_string (request, "destId");
  CorExten *device = cor_person_device (request->person, dest);
  CorBoardCall *call = ringing_call (request->demo, endpoint);
  if (!endpoint || !dest) {
    cor_reply_empty (request, 400, NULL);
    return;
  }
  if (!device || !request->person->advanced) {
    cor_reply_empty (request, 403, NULL);
    return;
  }
  if (!call) {
    cor_reply_empty (request, 500, "no conversation present");
    return;
  }
  g_autofree char *from = g_strdup (call->from.number);
  if (!ring (request->demo, from, device)) {
    cor_reply_empty (request, 500, "extension is offline");
    return;
  }
  call->control->hangup (call, call->control_data);
  cor_reply_empty (request, 200, NULL);
}

static gboolean
is_free (CorDemo *demo, const char *number)
{
  CorExten *exten = cor_people_exten (demo->people, number);
  return exten && g_str_equal (cor_board_status (demo->board, exten), "online");
}

static gboolean
on_look (gpointer data)
{
  CorOffice *office = data;
  for (guint i = office->recalls->len; i-- > 0;) {
    Recall *recall = office->recalls->pdata[i];
    CorExten *caller = cor_people_exten (office->demo->people, recall->caller);
    if (is_free (office->demo, recall->called) && is_free (office->demo, recall->caller) &&
        ring (office->demo, recall->called, caller))
      g_ptr_array_remove_index (office->recalls, i);
  }
  if (office->recalls->len)
    return G_SOURCE_CONTINUE;
  office->source = 0;
  return G_SOURCE_REMOVE;
}

void
cor_office_on_recall (CorRequest *request)
{
  CorOffice *office = request->demo->office;
  const char *caller = cor_request_string (request, "caller");
  const char *called = cor_request_string (request, "called");
  if (!caller || !called || !cor_people_exten (request->demo->people, called)) {
    cor_reply_empty (request, 400, NULL);
    return;
  }
  if (!cor_person_device (request->person, caller)) {
    cor_reply_empty (request, 403, NULL);
    return;
  }
  if (office->recalls->len >= MAX_RECALLS) {
    cor_reply_empty (request, 500, "too many recalls");
    return;
  }
  Recall *recall = g_new0 (Recall, 1);
  recall->caller = g_strdup (caller);
  recall->called = g_strdup (called);
  g_ptr_array_add (office->recalls, recall);
  if (!office->source)
    office->source = g_timeout_add (LOOK_MS, on_look, office);
  cor_reply_empty (request, 200, NULL);
}

CorOffice *
cor_office_new (CorDemo *demo, guint calls)
{
  CorOffice *office = g_new0 (CorOffice, 1);
  office->demo = demo;
  office->recalls = g_ptr_array_new_with_free_func (free_recall);
  begin_calls (demo, calls);
  return office;
}

void
cor_office_free (CorOffice *office)
{
  g_clear_handle_id (&office->source, g_source_remove);
  g_ptr_array_unref (office->recalls);
  g_free (office);
}
