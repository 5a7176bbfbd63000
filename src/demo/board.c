/* SPDX-License-Identifier: GPL-3.0-or-later
 * The exchange's view of its calls. */
#include "board.h"
#include "json-out.h"
#include <string.h>

/* Events come several times over: the real server's do. */
#define REPEATS 3

static void
clear_side (CorSide *side)
{
  g_free (side->number);
  g_free (side->name);
  g_free (side->company);
  g_free (side->channel);
}

static void
free_call (gpointer data)
{
  CorBoardCall *call = data;
  clear_side (&call->from);
  clear_side (&call->to);
  clear_side (&call->waiting);
  g_free (call->uniqueid);
  g_free (call);
}

static void
clear_parked (CorParked *parked)
{
  g_clear_handle_id (&parked->source, g_source_remove);
  g_free (parked->number);
  g_free (parked->name);
  g_free (parked->channel);
  g_free (parked->by);
  g_free (parked->by_name);
  memset (parked, 0, sizeof *parked);
}

CorBoard *
cor_board_new (CorPeople *people, CorBook *book, CorJournal *journal, CorRealtime *realtime)
{
  CorBoard *board = g_new0 (CorBoard, 1);
  board->people = people;
  board->book = book;
  board->journal = journal;
  board->realtime = realtime;
  board->parking_s = COR_PARKING_S;
  board->calls = g_ptr_array_new_with_free_func (free_call);
  return board;
}

void
cor_board_free (CorBoard *board)
{
  for (guint lot = 0; lot < COR_PARKINGS; lot++)
    clear_parked (&board->parked[lot]);
  g_ptr_array_unref (board->calls);
  g_free (board);
}

void
cor_board_set_watch (CorBoard *board, CorBoardWatch watch, gpointer data)
{
  board->watch = watch;
  board->watch_data = data;
}

GPtrArray *
cor_board_calls (CorBoard *board)
{
  return board->calls;
}

const char *
cor_board_status (CorBoard *board, const CorExten *exten)
{
  const char *status = exten->online ? "online" : "offline";
  for (guint i = 0; i < board->calls->len; i++) {
    const CorBoardCall *call = board->calls->pdata[i];
    gboolean caller = call->from.exten == exten;
    if (!caller && (call->to.exten != exten || !call->to.channel))
      continue;
    if (call->state == COR_LEG_UP)
      return call->held ? "onhold" : "busy";
    status = caller && call->state == COR_LEG_RINGING ? "busy" : "ringing";
  }
  return status;
}

const char *
cor_board_presence (CorPerson *person, gpointer data)
{
  const char *found = "offline";
  for (guint i = 0; i < person->devices->len; i++) {
    const char *status = cor_board_status (data, person->devices->pdata[i]);
    if (g_str_equal (status, "ringing"))
      return "ringing";
    if (g_str_equal (status, "busy") || g_str_equal (status, "onhold"))
      found = "busy";
    else if (g_str_equal (status, "online") && !g_str_equal (found, "busy"))
      found = "online";
  }
  return g_str_equal (found, "online") ? person->presence : found;
}

static void
emit_main_presence (CorBoard *board, CorPerson *person)
{
  const char *status = cor_board_presence (person, board);
  g_autoptr (GString) args = g_string_new (NULL);
  cor_json_open (args, NULL, '{');
  cor_json_open (args, "mainPresence", '{');
  cor_json_string (args, "username", person->username);
  cor_json_string (args, "status", status);
  if (person->presence_to && g_str_equal (status, person->presence))
    cor_json_string (args, "to", person->presence_to);
  cor_json_close (args, '}');
  cor_json_close (args, '}');
  cor_realtime_emit (board->realtime, NULL, "userMainPresenceUpdate", args->str);
}

void
cor_board_announce_other_presence (CorBoard *board,
                                   CorPerson *person,
                                   const char *key,
                                   const char *status,
                                   const char *to)
{
  g_autoptr (GString) args = g_string_new (NULL);
  cor_json_open (args, NULL, '{');
  cor_json_open (args, key, '{');
  cor_json_string (args, "username", person->username);
  cor_json_string (args, "status", status);
  if (to)
    cor_json_string (args, "to", to);
  cor_json_close (args, '}');
  cor_json_close (args, '}');
  cor_realtime_emit (board->realtime, NULL, "userPresenceUpdate", args->str);
}

void
cor_board_announce_presence (CorBoard *board, CorPerson *person)
{
  cor_board_announce_other_presence (board, person, "presence", person->presence,
                                     person->presence_to);
  emit_main_presence (board, person);
}

/* To each who signs in, as they see it. */
static void
emit_exten (CorBoard *board, CorExten *exten)
{
  for (guint i = 0; i < board->people->all->len; i++) {
    const CorPerson *viewer = board->people->all->pdata[i];
    if (!viewer->password)
      continue;
    g_autoptr (GString) args = g_string_new (NULL);
    cor_board_write_exten (board, NULL, exten, viewer, args);
    cor_realtime_emit (board->realtime, viewer->username, "extenUpdate", args->str);
  }
}

void
cor_board_announce (CorBoard *board, CorExten *exten)
{
  for (guint i = 0; i < REPEATS; i++) {
    emit_exten (board, exten);
    emit_main_presence (board, exten->person);
  }
}

static void
announce_call (CorBoardCall *call)
{
  if (call->from.exten)
    cor_board_announce (call->board, call->from.exten);
  if (call->to.exten && call->to.channel)
    cor_board_announce (call->board, call->to.exten);
}

static char *
make_channel (CorBoard *board, const CorSide *side)
{
  return g_strdup_printf ("PJSIP/%s-%08x", side->exten ? side->exten->id : "trunk",
                          ++board->counter);
}

static void
fill_side (CorBoard *board, CorSide *side, const char *number)
{
  CorRow *row = NULL;
  side->number = g_strdup (number);
  side->exten = cor_people_exten (board->people, number);
  if (!side->exten)
    row = cor_book_find_number (board->book, number);
  side->name = g_strdup (side->exten                          ? side->exten->person->name
                         : row && row->fields[COR_FIELD_NAME] ? row->fields[COR_FIELD_NAME]
                                                              : "<unknown>");
  side->company = g_strdup (row ? row->fields[COR_FIELD_COMPANY] : "");
  side->since = g_get_real_time () / G_USEC_PER_SEC;
}

CorBoardCall *
cor_board_begin (CorBoard *board,
                 const char *from,
                 const char *to,
                 const CorCallControl *control,
                 gpointer control_data)
{
  CorBoardCall *call = g_new0 (CorBoardCall, 1);
  call->board = board;
  call->control = control;
  call->control_data = control_data;
  call->start = g_get_real_time ();
  fill_side (board, &call->from, from);
  fill_side (board, &call->to, to);
  call->from.channel = make_channel (board, &call->from);
  call->uniqueid =
    g_strdup_printf ("%" G_GINT64_FORMAT ".%u", call->start / G_USEC_PER_SEC, board->counter);
  g_ptr_array_add (board->calls, call);
  announce_call (call);
  return call;
}

void
cor_call_ringing (CorBoardCall *call)
{
  if (call->state != COR_LEG_STARTING)
    return;
  call->state = COR_LEG_RINGING;
  call->to.channel = make_channel (call->board, &call->to);
  call->to.since = g_get_real_time () / G_USEC_PER_SEC;
  announce_call (call);
  if (!call->to.exten)
    return;
  g_autoptr (GString) args = g_string_new (NULL);
  cor_json_open (args, NULL, '{');
  cor_json_string (args, "numCalled", call->to.number);
  cor_json_string (args, "callerNum", call->from.number);
  cor_json_string (args, "callerName", call->from.name);
  cor_json_bool (args, "callerHasConf", FALSE);
  cor_json_close (args, '}');
  cor_realtime_emit (call->board->realtime, call->to.exten->person->username, "extenRinging",
                     args->str);
}

static void
emit_connected (CorBoardCall *call, const CorSide *own, const CorSide *other)
{
  if (!own->exten)
    return;
  CorRealtime *realtime = call->board->realtime;
  g_autoptr (GString) args = g_string_new (NULL);
  cor_json_open (args, NULL, '{');
  cor_json_string (args, "extenConnected", own->number);
  cor_json_close (args, '}');
  cor_realtime_emit (realtime, own->exten->person->username, "extenConnected", args->str);
  g_string_truncate (args, 0);
  cor_json_open (args, NULL, '{');
  cor_json_string (args, "num1", own->number);
  cor_json_string (args, "num2", other->number);
  cor_json_string (args, "direction", own == &call->from ? "out" : "in");
  cor_json_string (args, "uniqueid", call->uniqueid);
  cor_json_string (args, "linkedid", call->uniqueid);
  cor_json_bool (args, "throughTrunk", !other->exten);
  cor_json_close (args, '}');
  cor_realtime_emit (realtime, own->exten->person->username, "extenConvConnected", args->str);
}

void
cor_call_up (CorBoardCall *call)
{
  cor_call_ringing (call);
  call->state = COR_LEG_UP;
  call->answered = g_get_real_time ();
  emit_connected (call, &call->from, &call->to);
  emit_connected (call, &call->to, &call->from);
  announce_call (call);
  if (call->board->watch)
    call->board->watch (call, TRUE, call->board->watch_data);
}

void
cor_call_hold (CorBoardCall *call, gboolean held)
{
  call->held = held;
  announce_call (call);
}

void
cor_call_record (CorBoardCall *call, const char *recording)
{
  call->recording = recording;
  call->was_recorded |= recording != NULL;
  announce_call (call);
}

static void
swap_sides (CorBoardCall *call)
{
  CorSide from = call->from;
  call->from = call->to;
  call->to = from;
  call->swapped = !call->swapped;
}

void
cor_call_consult (CorBoardCall *call, const char *exten, const char *number)
{
  CorBoard *board = call->board;
  if (call->to.exten && g_str_equal (call->to.exten->id, exten))
    swap_sides (call);
  call->waiting = call->to;
  memset (&call->to, 0, sizeof call->to);
  fill_side (board, &call->to, number);
  call->to.channel = g_strdup_printf ("Local/%s@from-internal-%08x;1", number, ++board->counter);
  announce_call (call);
  if (call->waiting.exten)
    cor_board_announce (board, call->waiting.exten);
}

static void
swap_waiting (CorBoardCall *call)
{
  CorSide waiting = call->waiting;
  call->waiting = call->to;
  call->to = waiting;
  call->asked_waits = !call->asked_waits;
}

void
cor_call_swap (CorBoardCall *call)
{
  swap_waiting (call);
  announce_call (call);
}

static void
end_consult (CorBoardCall *call)
{
  if (!call->waiting.number)
    return;
  if (call->asked_waits)
    swap_waiting (call);
  CorExten *asked = call->to.exten;
  clear_side (&call->to);
  call->to = call->waiting;
  memset (&call->waiting, 0, sizeof call->waiting);
  if (call->swapped)
    swap_sides (call);
  if (asked)
    cor_board_announce (call->board, asked);
}

void
cor_call_return (CorBoardCall *call)
{
  end_consult (call);
  announce_call (call);
}

static void
keep (CorBoardCall *call, const char *cause)
{
  CorEntry *entry = g_new0 (CorEntry, 1);
  gint64 now = g_get_real_time ();
  entry->time = call->start / G_USEC_PER_SEC;
  entry->duration = (now - call->start) / G_USEC_PER_SEC;
  entry->billsec = call->answered ? (now - call->answered) / G_USEC_PER_SEC : 0;
  entry->disposition = call->answered                              ? "ANSWERED"
                       : g_str_equal (cause, "user_busy")          ? "BUSY"
                       : g_str_equal (cause, "unallocated_number") ? "FAILED"
                                                                   : "NO ANSWER";
  entry->recorded = call->answered && call->was_recorded;
  entry->uniqueid = g_strdup (call->uniqueid);
  entry->linkedid = g_strdup (call->uniqueid);
  entry->channel = g_strdup (call->from.channel);
  entry->dstchannel = g_strdup (call->to.channel ? call->to.channel : "");
  entry->src = g_strdup (call->from.number);
  entry->src_name = g_strdup (g_str_equal (call->from.name, "<unknown>") ? "" : call->from.name);
  entry->src_company = g_strdup (call->from.company);
  entry->dst = g_strdup (call->to.number);
  entry->dst_name = g_strdup (g_str_equal (call->to.name, "<unknown>") ? "" : call->to.name);
  entry->dst_company = g_strdup (call->to.company);
  entry->from_trunk = !call->from.exten;
  cor_journal_add (call->board->journal, entry);
}

static void
emit_hangup (CorBoardCall *call, const CorSide *own, const char *cause)
{
  if (!own->exten)
    return;
  g_autoptr (GString) args = g_string_new (NULL);
  cor_json_open (args, NULL, '{');
  cor_json_string (args, "cause", cause);
  cor_json_string (args, "callerNum", call->from.number);
  cor_json_string (args, "channelExten", own->number);
  cor_json_string (args, "calledNum", call->to.number);
  cor_json_close (args, '}');
  cor_realtime_emit (call->board->realtime, own->exten->person->username, "extenHangup", args->str);
}

void
cor_call_over (CorBoardCall *call, const char *cause)
{
  CorBoard *board = call->board;
  guint index;
  if (!g_ptr_array_find (board->calls, call, &index))
    return;
  end_consult (call);
  g_ptr_array_steal_index (board->calls, index);
  /* A desk phone that was never picked up called nobody. */
  if (call->to.channel)
    keep (call, cause);
  announce_call (call);
  emit_hangup (call, &call->from, cause);
  if (call->to.channel)
    emit_hangup (call, &call->to, cause);
  if (board->watch)
    board->watch (call, FALSE, board->watch_data);
  free_call (call);
}

char *
cor_call_convid (const CorBoardCall *call)
{
  return g_strdup_printf ("%s>%s", call->from.channel, call->to.channel ? call->to.channel : "");
}

CorBoardCall *
cor_board_call_of (CorBoard *board, const char *exten)
{
  for (guint i = board->calls->len; i-- > 0;) {
    CorBoardCall *call = board->calls->pdata[i];
    if (g_strcmp0 (call->from.number, exten) == 0 || g_strcmp0 (call->to.number, exten) == 0)
      return call;
  }
  return NULL;
}

CorBoardCall *
cor_board_find (CorBoard *board, const char *convid)
{
  for (guint i = 0; convid && i < board->calls->len; i++) {
    g_autofree char *own = cor_call_convid (board->calls->pdata[i]);
    if (g_str_equal (own, convid))
      return board->calls->pdata[i];
  }
  return NULL;
}

CorSide *
cor_call_other (CorBoardCall *call, const char *exten)
{
  return g_str_equal (call->from.number, exten) ? &call->to : &call->from;
}

/* To those who may see parkings. */
static void
emit_parking (CorBoard *board, guint lot)
{
  g_autoptr (GString) args = g_string_new (NULL);
  cor_board_write_parking (board, NULL, lot, args);
  for (guint i = 0; i < board->people->all->len; i++) {
    const CorPerson *viewer = board->people->all->pdata[i];
    if (viewer->password && viewer->advanced)
      cor_realtime_emit (board->realtime, viewer->username, "parkingUpdate", args->str);
  }
}

typedef struct {
  CorBoard *board;
  guint lot;
} Late;

/* Their time is up: they ring where they were parked. */
static gboolean
on_late (gpointer data)
{
  const Late *late = data;
  CorBoard *board = late->board;
  CorParked *parked = &board->parked[late->lot];
  g_autofree char *lot = g_strdup_printf ("%u", COR_FIRST_PARKING + late->lot);
  g_autofree char *by = g_strdup (parked->by);
  parked->source = 0;
  g_autofree char *who = cor_board_unpark (board, lot);
  if (board->late)
    board->late (who, by, board->late_data);
  return G_SOURCE_REMOVE;
}

static void
begin_waiting (CorBoard *board, guint lot)
{
  Late *late = g_new (Late, 1);
  *late = (Late){ board, lot };
  board->parked[lot].since = g_get_monotonic_time () / G_USEC_PER_SEC;
  board->parked[lot].source =
    g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, board->parking_s, on_late, late, g_free);
}

void
cor_board_set_parking (CorBoard *board, guint seconds, CorBoardLate late, gpointer data)
{
  board->parking_s = seconds;
  board->late = late;
  board->late_data = data;
}

const char *
cor_board_park_party (CorBoard *board, const char *who, const char *name, const char *by)
{
  static char number[8];
  guint lot = 0;
  while (lot < COR_PARKINGS && board->parked[lot].number)
    lot++;
  if (lot == COR_PARKINGS)
    return NULL;
  CorParked *parked = &board->parked[lot];
  CorExten *exten = cor_people_exten (board->people, who);
  parked->number = g_strdup (who);
  parked->name = g_strdup (exten ? exten->person->name : name);
  parked->channel = g_strdup_printf ("PJSIP/%s-%08x", exten ? who : "trunk", ++board->counter);
  parked->by = g_strdup (by);
  parked->by_name = g_strdup (cor_people_name_of (board->people, by));
  begin_waiting (board, lot);
  emit_parking (board, lot);
  g_snprintf (number, sizeof number, "%u", COR_FIRST_PARKING + lot);
  return number;
}

const char *
cor_board_park (CorBoard *board, CorBoardCall *call, const char *exten)
{
  const CorSide *other = cor_call_other (call, exten);
  return cor_board_park_party (board, other->number, other->name, exten);
}

char *
cor_board_unpark (CorBoard *board, const char *parking)
{
  guint64 number;
  if (!parking || !g_ascii_string_to_unsigned (parking, 10, COR_FIRST_PARKING,
                                               COR_FIRST_PARKING + COR_PARKINGS - 1, &number, NULL))
    return NULL;
  CorParked *parked = &board->parked[number - COR_FIRST_PARKING];
  char *who = g_steal_pointer (&parked->number);
  if (!who)
    return NULL;
  clear_parked (parked);
  emit_parking (board, number - COR_FIRST_PARKING);
  return who;
}
