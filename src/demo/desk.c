/* SPDX-License-Identifier: GPL-3.0-or-later
 * Desk phones, and calls between parties none of which is this computer: played on the board. */
#include "desk.h"
#include "json-out.h"
#include "party.h"
#include <string.h>

#define PICK_UP_MS 1000
#define ANSWER_MS 1000
#define MAX_RECORDS 1000

struct _CorDesk {
  CorBoard *board;
  GPtrArray *plays;   /* Play, owned */
  GPtrArray *records; /* Record, owned, newest last */
  CorDeskSharedFunc shared_func;
  gpointer shared_data;
};

/* One call as it is played. */
typedef struct {
  CorDesk *desk;
  CorBoardCall *call;
  char *number;
  guint source;    /* what happens next */
  gboolean waits;  /* rings until it is picked up */
  gboolean shared; /* and on the user's computer */
  CorDeskFunc on_picked_up;
  gpointer data;
} Play;

/* What /demo/state tells of one desk phone's call. */
typedef struct {
  char *device, *number, *digits;
  gboolean picked_up;
} Record;

static void
free_record (gpointer data)
{
  Record *record = data;
  g_free (record->device);
  g_free (record->number);
  g_free (record->digits);
  g_free (record);
}

static void
free_play (gpointer data)
{
  Play *play = data;
  g_clear_handle_id (&play->source, g_source_remove);
  if (play->on_picked_up)
    play->on_picked_up (NULL, play->data);
  g_free (play->number);
  g_free (play);
}

CorDesk *
cor_desk_new (CorBoard *board)
{
  CorDesk *desk = g_new0 (CorDesk, 1);
  desk->board = board;
  desk->plays = g_ptr_array_new_with_free_func (free_play);
  desk->records = g_ptr_array_new_with_free_func (free_record);
  return desk;
}

void
cor_desk_free (CorDesk *desk)
{
  g_ptr_array_unref (desk->plays);
  g_ptr_array_unref (desk->records);
  g_free (desk);
}

static Record *
newest_record (CorDesk *desk, const char *device)
{
  for (guint i = desk->records->len; i-- > 0;) {
    Record *record = desk->records->pdata[i];
    if (g_str_equal (record->device, device))
      return record;
  }
  return NULL;
}

static void
end (Play *play, const char *cause)
{
  cor_desk_join (play->desk, play->call);
  cor_call_over (play->call, cause);
  g_ptr_array_remove (play->desk->plays, play);
}

static void
tell_shared (Play *play, gboolean picked_up)
{
  if (!play->shared || !play->desk->shared_func)
    return;
  play->shared = FALSE;
  play->desk->shared_func (play->call->from.number, picked_up, play->desk->shared_data);
}

static void
on_hangup (CorBoardCall *call, gpointer data)
{
  tell_shared (data, FALSE);
  end (data, "normal_clearing");
}

/* What the exchange itself listens for while somebody is asked before a transfer. */
static void
take_code (CorBoardCall *call, const char *digits)
{
  if (!call->waiting.number)
    return;
  if (g_str_has_suffix (digits, "*1"))
    cor_call_return (call);
  else if (g_str_has_suffix (digits, "*4"))
    cor_call_swap (call);
}

static gboolean
on_dtmf (CorBoardCall *call, const char *digits, gpointer data)
{
  Play *play = data;
  Record *record = newest_record (play->desk, call->from.number);
  if (record && strlen (record->digits) < 100) {
    char *all = g_strconcat (record->digits, digits, NULL);
    g_free (record->digits);
    record->digits = all;
    take_code (call, all);
  }
  return TRUE;
}

static const CorCallControl control = { on_hangup, on_dtmf };

static gboolean
on_answer_time (gpointer data)
{
  Play *play = data;
  play->source = 0;
  cor_call_up (play->call);
  return G_SOURCE_REMOVE;
}

static gboolean
on_refusal_time (gpointer data)
{
  Play *play = data;
  play->source = 0;
  CorPartyKind kind = cor_party_kind (play->number);
  end (play, kind == COR_PARTY_BUSY       ? "user_busy"
             : kind == COR_PARTY_DECLINES ? "call_rejected"
                                          : "unallocated_number");
  return G_SOURCE_REMOVE;
}

/* The number is called: it rings, and does what its kind does. */
static void
ring (Play *play)
{
  switch (cor_party_kind (play->number)) {
  case COR_PARTY_SILENT:
    cor_call_ringing (play->call);
    break;
  case COR_PARTY_BUSY:
  case COR_PARTY_DECLINES:
  case COR_PARTY_INVALID:
    cor_call_ringing (play->call);
    play->source = g_timeout_add (ANSWER_MS / 4, on_refusal_time, play);
    break;
  case COR_PARTY_ECHO:
  case COR_PARTY_TONE:
  case COR_PARTY_EARLY:
  case COR_PARTY_PERSON:
  default:
    cor_call_ringing (play->call);
    play->source = g_timeout_add (ANSWER_MS, on_answer_time, play);
    break;
  }
}

static gboolean
on_pick_up_time (gpointer data)
{
  Play *play = data;
  Record *record = newest_record (play->desk, play->call->from.number);
  play->source = 0;
  if (record)
    record->picked_up = TRUE;
  CorDeskFunc on_picked_up = g_steal_pointer (&play->on_picked_up);
  if (on_picked_up)
    on_picked_up (play->call->uniqueid, play->data);
  ring (play);
  return G_SOURCE_REMOVE;
}

static Play *
begin (CorDesk *desk, const char *from, const char *to)
{
  Play *play = g_new0 (Play, 1);
  play->desk = desk;
  play->number = g_strdup (to);
  g_ptr_array_add (desk->plays, play);
  play->call = cor_board_begin (desk->board, from, to, &control, play);
  return play;
}

static void
record_call (CorDesk *desk, const char *device, const char *number)
{
  Record *record = g_new0 (Record, 1);
  record->device = g_strdup (device);
  record->number = g_strdup (number);
  record->digits = g_strdup ("");
  g_ptr_array_add (desk->records, record);
  if (desk->records->len > MAX_RECORDS)
    g_ptr_array_remove_index (desk->records, 0);
}

void
cor_desk_call (CorDesk *desk,
               const char *device,
               const char *number,
               CorDeskFunc on_picked_up,
               gpointer data)
{
  record_call (desk, device, number);
  Play *play = begin (desk, device, number);
  play->on_picked_up = on_picked_up;
  play->data = data;
  play->source = g_timeout_add (PICK_UP_MS, on_pick_up_time, play);
}

void
cor_desk_receive (CorDesk *desk, const char *device, const char *from)
{
  Play *play = begin (desk, from, device);
  ring (play);
}

void
cor_desk_ring (CorDesk *desk, const char *device, const char *from, gboolean shared)
{
  Play *play = begin (desk, from, device);
  play->waits = TRUE;
  play->shared = shared;
  cor_call_ringing (play->call);
}

gboolean
cor_desk_pick_up (CorDesk *desk, const char *device)
{
  for (guint i = desk->plays->len; i-- > 0;) {
    Play *play = desk->plays->pdata[i];
    if (!play->waits || strcmp (play->number, device))
      continue;
    play->waits = FALSE;
    cor_call_up (play->call);
    tell_shared (play, TRUE);
    return TRUE;
  }
  return FALSE;
}

void
cor_desk_dial (CorDesk *desk, const char *device, const char *number)
{
  record_call (desk, device, number);
  newest_record (desk, device)->picked_up = TRUE;
  ring (begin (desk, device, number));
}

void
cor_desk_set_shared_func (CorDesk *desk, CorDeskSharedFunc func, gpointer data)
{
  desk->shared_func = func;
  desk->shared_data = data;
}

void
cor_desk_end_shared (CorDesk *desk, const char *from, const char *cause)
{
  for (guint i = desk->plays->len; i-- > 0;) {
    Play *play = desk->plays->pdata[i];
    if (play->waits && play->shared && g_str_equal (play->call->from.number, from))
      end (play, cause);
  }
}

void
cor_desk_transfer (CorDesk *desk, CorBoardCall *call, const char *exten, const char *to)
{
  g_autofree char *from = g_strdup (cor_call_other (call, exten)->number);
  call->control->hangup (call, call->control_data);
  ring (begin (desk, from, to));
}

void
cor_desk_put_together (CorDesk *desk, const char *one, const char *other)
{
  cor_call_up (begin (desk, one, other)->call);
}

void
cor_desk_join (CorDesk *desk, CorBoardCall *call)
{
  if (call->waiting.number)
    cor_desk_put_together (desk, call->waiting.number, call->to.number);
}

void
cor_desk_write (CorDesk *desk, const char *key, GString *out)
{
  cor_json_open (out, key, '[');
  for (guint i = 0; i < desk->records->len; i++) {
    const Record *record = desk->records->pdata[i];
    cor_json_open (out, NULL, '{');
    cor_json_string (out, "device", record->device);
    cor_json_bool (out, "rang", TRUE);
    cor_json_bool (out, "pickedUp", record->picked_up);
    cor_json_string (out, "called", record->number);
    cor_json_string (out, "digits", record->digits);
    cor_json_close (out, '}');
  }
  cor_json_close (out, ']');
}
