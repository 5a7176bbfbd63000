/* SPDX-License-Identifier: GPL-3.0-or-later
 * Conferences: each extension's own, where those whom its owner put there hear each other. */
#include "conference.h"
#include "json-out.h"
#include "party.h"
#include <string.h>

struct _CorConferences {
  CorDemo *demo;
  GHashTable *rooms; /* id -> Room, owned */
};

typedef struct {
  CorConferences *conferences;
  char *id;
  GPtrArray *users; /* User, owned, in order of arrival */
  guint next;
} Room;

typedef struct {
  guint id;
  char *number;
  gboolean muted;
  CorBoardCall *call; /* of a telephone; NULL: of a party that is played */
} User;

static void
free_user (gpointer data)
{
  User *user = data;
  g_free (user->number);
  g_free (user);
}

static void
free_room (gpointer data)
{
  Room *room = data;
  g_ptr_array_unref (room->users);
  g_free (room->id);
  g_free (room);
}

/* --- what is told --- */

static void
write_user (Room *room, const User *user, GString *out)
{
  const char *name = cor_people_name_of (room->conferences->demo->people, user->number);
  g_autofree char *id = g_strdup_printf ("%u", user->id);
  cor_json_open (out, user->number, '{');
  cor_json_string (out, "id", id);
  cor_json_string (out, "name", name ? name : user->number);
  cor_json_bool (out, "owner", g_str_equal (user->number, room->id));
  cor_json_bool (out, "muted", user->muted);
  cor_json_string (out, "extenId", user->number);
  cor_json_close (out, '}');
}

static void
write_room (Room *room, GString *out)
{
  cor_json_open (out, NULL, '{');
  cor_json_string (out, "id", room->id);
  cor_json_open (out, "users", '{');
  for (guint i = 0; i < room->users->len; i++)
    write_user (room, room->users->pdata[i], out);
  cor_json_close (out, '}');
  cor_json_close (out, '}');
}

static void
emit (Room *room, const char *name, GString *args)
{
  CorDemo *demo = room->conferences->demo;
  CorExten *owner = cor_people_exten (demo->people, room->id);
  if (owner && !demo->faults.conferences_untold)
    cor_realtime_emit (demo->realtime, owner->person->username, name, args->str);
}

/* What each telephone in the room hears: the notes of all who are not muted. */
static void
mix (Room *room)
{
  CorSipChord chord = { 0 };
  g_autofree char *number = g_strconcat (COR_CONFERENCE_CODE, room->id, NULL);
  for (guint i = 0; i < room->users->len && chord.n < COR_SIP_CHORD; i++) {
    const User *user = room->users->pdata[i];
    guint note = cor_party_note (user->number);
    if (!user->call && !user->muted && note)
      chord.hertz[chord.n++] = note;
  }
  if (room->conferences->demo->sip)
    cor_sip_set_chord (room->conferences->demo->sip, number, &chord);
}

/* Takes the room when nobody is left. */
static void
changed (Room *room)
{
  g_autoptr (GString) args = g_string_new (NULL);
  mix (room);
  if (room->users->len) {
    write_room (room, args);
    emit (room, "confBridgeUpdate", args);
    return;
  }
  cor_json_open (args, NULL, '{');
  cor_json_string (args, "id", room->id);
  cor_json_close (args, '}');
  emit (room, "confBridgeEnd", args);
  g_hash_table_remove (room->conferences->rooms, room->id);
}

/* --- who comes and who goes --- */

static void
add (CorConferences *conferences, const char *id, const char *number, CorBoardCall *call)
{
  Room *room = g_hash_table_lookup (conferences->rooms, id);
  if (!room) {
    room = g_new0 (Room, 1);
    room->conferences = conferences;
    room->id = g_strdup (id);
    room->users = g_ptr_array_new_with_free_func (free_user);
    g_hash_table_insert (conferences->rooms, room->id, room);
  }
  User *user = g_new0 (User, 1);
  user->id = ++room->next;
  user->number = g_strdup (number);
  user->call = call;
  g_ptr_array_add (room->users, user);
  changed (room);
}

static void
drop (Room *room, User *user)
{
  CorBoardCall *call = g_steal_pointer (&user->call);
  g_ptr_array_remove (room->users, user);
  if (call)
    call->control->hangup (call, call->control_data);
  changed (room);
}

/* The extension whose conference this number is, or NULL. */
static const char *
conference_of (const char *number)
{
  return g_str_has_prefix (number, COR_CONFERENCE_CODE) && number[strlen (COR_CONFERENCE_CODE)]
           ? number + strlen (COR_CONFERENCE_CODE)
           : NULL;
}

static void
on_call (CorBoardCall *call, gboolean up, gpointer data)
{
  CorConferences *conferences = data;
  const char *called = conference_of (call->to.number);
  const char *id = called ? called : conference_of (call->from.number);
  Room *room = id ? g_hash_table_lookup (conferences->rooms, id) : NULL;
  if (up && id && cor_people_exten (conferences->demo->people, id))
    add (conferences, id, called ? call->from.number : call->to.number, call);
  for (guint i = 0; !up && room && i < room->users->len; i++) {
    User *user = room->users->pdata[i];
    if (user->call != call)
      continue;
    user->call = NULL;
    drop (room, user);
    return;
  }
}

CorConferences *
cor_conferences_new (CorDemo *demo)
{
  CorConferences *conferences = g_new0 (CorConferences, 1);
  conferences->demo = demo;
  conferences->rooms = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_room);
  cor_board_set_watch (demo->board, on_call, conferences);
  return conferences;
}

void
cor_conferences_free (CorConferences *conferences)
{
  cor_board_set_watch (conferences->demo->board, NULL, NULL);
  g_hash_table_unref (conferences->rooms);
  g_free (conferences);
}

void
cor_conferences_put (CorConferences *conferences, const char *id, const char *number)
{
  add (conferences, id, number, NULL);
}

static User *
find (Room *room, const char *number)
{
  for (guint i = 0; room && i < room->users->len; i++) {
    User *user = room->users->pdata[i];
    if (g_str_equal (user->number, number))
      return user;
  }
  return NULL;
}

gboolean
cor_conferences_has (CorConferences *conferences, const char *id, const char *number)
{
  return find (g_hash_table_lookup (conferences->rooms, id), number) != NULL;
}

gboolean
cor_conferences_hang_up (CorConferences *conferences, const char *id, const char *number)
{
  Room *room = g_hash_table_lookup (conferences->rooms, id);
  User *user = find (room, number);
  if (!user)
    return FALSE;
  drop (room, user);
  return TRUE;
}

gboolean
cor_conferences_end (CorConferences *conferences, const char *id)
{
  Room *room = g_hash_table_lookup (conferences->rooms, id);
  if (!room)
    return FALSE;
  while (g_hash_table_lookup (conferences->rooms, id) == room)
    drop (room, room->users->pdata[0]);
  return TRUE;
}

gboolean
cor_conferences_mute (CorConferences *conferences, const char *id, const char *user, gboolean mute)
{
  Room *room = g_hash_table_lookup (conferences->rooms, id);
  for (guint i = 0; room && i < room->users->len; i++) {
    User *one = room->users->pdata[i];
    if (one->id != g_ascii_strtoull (user, NULL, 10))
      continue;
    one->muted = mute;
    changed (room);
    return TRUE;
  }
  return FALSE;
}

gboolean
cor_conferences_leave (CorConferences *conferences, const char *number)
{
  GHashTableIter iter;
  gpointer room;
  g_hash_table_iter_init (&iter, conferences->rooms);
  while (g_hash_table_iter_next (&iter, NULL, &room)) {
    User *user = find (room, number);
    if (user && !user->call) {
      drop (room, user);
      return TRUE;
    }
  }
  return FALSE;
}

void
cor_conferences_write (CorConferences *conferences, const char *id, GString *out)
{
  Room *room = g_hash_table_lookup (conferences->rooms, id);
  if (room)
    write_room (room, out);
  else
    g_string_append (out, "{}");
}
