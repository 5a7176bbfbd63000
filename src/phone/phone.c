/* SPDX-License-Identifier: GPL-3.0-or-later
 * The telephone of this computer: engine, lines and sound behind one object.
 * Owner: session. Thread: main context. */
#include "config.h"
#include "phone-private.h"
#include "phone/playback.h"
#include "peer.h"
#include "audio-list.h"
#include "questions.h"
#include "scene.h"
#include "call-watch.h"
#include <glib/gi18n-lib.h>

#define NETWORK_SETTLES_MS 700 /* a change of network comes as a row of signals */

struct _CorPhone {
  GObject parent;
  const CorClock *clock;
  CorEngine *engine;
  CorSound *sound;
  CorRingtone *ringtone;
  CorAudioList *devices;
  GHashTable *lines; /* id -> CorSipLine, not referenced */
  guint last_line;
  CorPeers *peers;
  CorCallWatch *watch;
  char *audio_trouble;
  const char *missing; /* microphone or speaker, in words; or NULL */
  gboolean ringing;
  guint beep_id;    /* while it lasts */
  gboolean ending;  /* the tone of an ended call was the last word */
  gboolean stopped; /* the engine's thread is at its end */
  GTask *stopping;  /* or NULL */
  CorQuestions *questions;
  GHashTable *measured; /* wire number -> id of the call whose end is to be told */
  gulong network_handler;
  guint network_id;
};

static void source_init (CorPeerSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorPhone,
                               cor_phone,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_PEER_SOURCE, source_init))
G_DEFINE_QUARK (cor - phone - error - quark, cor_phone_error)

enum { PROP_0, PROP_AUDIO_TROUBLE, PROP_RINGTONE_TROUBLE, N_PROPS };
static GParamSpec *props[N_PROPS];
static guint call_measured;

static void
assert_main (CorPhone *self)
{
  g_assert (COR_IS_PHONE (self));
  g_assert (g_main_context_is_owner (g_main_context_default ()) ||
            g_main_context_get_thread_default () == NULL);
}

/* --- Events --- */

static void
on_measured (CorPhone *self, const CorEvent *event)
{
  gpointer wire = GUINT_TO_POINTER (event->call);
  guint call = GPOINTER_TO_UINT (g_hash_table_lookup (self->measured, wire));

  if (call == 0)
    return;
  g_hash_table_remove (self->measured, wire);
  g_signal_emit (self, call_measured, 0, call, event->on ? &event->stats : NULL);
}

static void
on_stopped (CorPhone *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->stopping);

  self->stopped = TRUE;
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
}

static void
on_event (const CorEvent *event, gpointer data)
{
  CorPhone *self = data;
  CorSipLine *line = g_hash_table_lookup (self->lines, GUINT_TO_POINTER (event->line));

  if (event->kind == COR_EVENT_STATS) {
    cor_questions_answer (self->questions, event);
  } else if (event->kind == COR_EVENT_MEASURED) {
    on_measured (self, event);
  } else if (event->kind == COR_EVENT_HEARD) {
    cor_call_watch_take_event (self->watch, event);
  } else if (event->kind == COR_EVENT_STOPPED) {
    on_stopped (self);
  } else if (line != NULL) {
    g_object_ref (line);
    cor_sip_line_take_event (line, event);
    g_object_unref (line);
  } else if (self->peers != NULL) {
    cor_peers_take_event (self->peers, event);
  }
}

static void
on_audio_trouble (const char *text, gpointer data)
{
  CorPhone *self = data;

  g_free (self->audio_trouble);
  self->audio_trouble = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_AUDIO_TROUBLE]);
}

static void
on_ringtone_changed (gpointer data)
{
  g_object_notify_by_pspec (data, props[PROP_RINGTONE_TROUBLE]);
}

static void
on_listed (CorPhone *self)
{
  const char *missing = cor_audio_list_get_missing (self->devices);

  if (self->missing == missing)
    return;
  self->missing = missing;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_AUDIO_TROUBLE]);
}

static void
on_local_devices (CorAudioRole role, char **names, gpointer data)
{
  CorPhone *self = data;

  if (self->devices != NULL)
    cor_audio_list_take_local (self->devices, role, names);
}

/* --- The network --- */

static void
hurry_lines (CorPhone *self)
{
  g_autoptr (GList) lines = g_hash_table_get_values (self->lines);

  for (GList *l = lines; l != NULL; l = l->next)
    cor_sip_line_hurry (l->data);
}

static gboolean
on_network_settled (gpointer data)
{
  CorPhone *self = data;

  self->network_id = 0;
  hurry_lines (self);
  return G_SOURCE_REMOVE;
}

/* Whether there is a way to everywhere does not count: the server may be on a network that leads
 * nowhere else. */
static void
on_network_changed (CorPhone *self)
{
  cor_clock_stop (self->clock, &self->network_id);
  if (!self->stopped)
    self->network_id = cor_clock_start (self->clock, NETWORK_SETTLES_MS, on_network_settled, self);
}

void
cor_phone_wake (CorPhone *self)
{
  assert_main (self);
  cor_phone_post (self, cor_command_new (COR_COMMAND_DISTRUST, 0, 0));
  hurry_lines (self);
}

/* --- Tones --- */

static void
visit_calls (GPtrArray *calls, CorCallWatchVisit visit, gpointer user_data)
{
  for (guint i = 0; i < calls->len; i++)
    visit (calls->pdata[i], user_data);
}

static void
visit_all_calls (CorPhone *self, CorCallWatchVisit visit, gpointer user_data)
{
  GHashTableIter iter;
  gpointer line;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    visit_calls (cor_sip_line_get_calls (line), visit, user_data);
  visit_calls (cor_peers_get_calls (self->peers), visit, user_data);
}

static void
look_at (CorLineCall *entry, gpointer scene)
{
  cor_scene_look (scene, entry);
}

static CorScene
look (CorPhone *self)
{
  CorScene scene = { FALSE, FALSE, FALSE, FALSE };

  visit_all_calls (self, look_at, &scene);
  return scene;
}

void
cor_phone_update_tones (CorPhone *self)
{
  CorScene scene = look (self);

  cor_call_watch_run (self->watch, scene.talking);
  if (scene.live)
    self->ending = FALSE;
  /* The tone of an ended call ends by itself. */
  if (!self->ending)
    cor_sound_set_tone (self->sound, COR_AUDIO_SPEAKER, cor_scene_speaker (&scene, self->ringing));
  if (self->beep_id == 0)
    cor_sound_set_tone (self->sound, COR_AUDIO_RINGER, cor_scene_ringer (&scene, self->ringing));
  cor_sound_set_ready (self->sound, scene.soon);
}

static gboolean
on_beeped (gpointer data)
{
  CorPhone *self = data;

  self->beep_id = 0;
  cor_phone_update_tones (self);
  return G_SOURCE_REMOVE;
}

void
cor_phone_beep (CorPhone *self)
{
  assert_main (self);
  g_clear_handle_id (&self->beep_id, g_source_remove);
  cor_sound_set_tone (self->sound, COR_AUDIO_RINGER, COR_TONE_INTERCOM);
  self->beep_id = g_timeout_add (COR_PHONE_BEEP_MS, on_beeped, self);
}

void
cor_phone_play_end (CorPhone *self, CorCall *call)
{
  CorTone tone = cor_scene_end (call);

  if (tone == COR_TONE_NONE || look (self).live)
    return;
  self->ending = TRUE;
  cor_sound_set_tone (self->sound, COR_AUDIO_SPEAKER, tone);
}

void
cor_phone_set_codecs (CorPhone *self, const char *const *names)
{
  CorCommand *command = cor_command_new (COR_COMMAND_CODECS, 0, 0);

  assert_main (self);
  command->text = g_strjoinv (",", (char **)names);
  cor_phone_post (self, command);
}

void
cor_phone_set_country (CorPhone *self, const char *country)
{
  cor_sound_set_country (self->sound, country);
}

void
cor_phone_set_ringing (CorPhone *self, gboolean ringing)
{
  assert_main (self);
  self->ringing = ringing;
  if (ringing)
    cor_ringtone_note_ringing (self->ringtone);
  cor_phone_update_tones (self);
}

/* --- Lines --- */

void
cor_phone_post (CorPhone *self, CorCommand *command)
{
  cor_engine_post (self->engine, command);
}

const CorClock *
cor_phone_get_clock (CorPhone *self)
{
  return self->clock;
}

void
cor_phone_forget_line (CorPhone *self, guint id)
{
  g_hash_table_remove (self->lines, GUINT_TO_POINTER (id));
}

CorLine *
cor_phone_add_sip_line (CorPhone *self, const CorSipAccount *account, GError **error)
{
  CorSipLine *line;

  assert_main (self);
  line = cor_sip_line_new (self, ++self->last_line, account, error);
  if (line == NULL)
    return NULL;
  g_hash_table_insert (self->lines, GUINT_TO_POINTER (self->last_line), line);
  return COR_LINE (line);
}

static CorPeer *
open_peer (CorPeerSource *source, CorCall *call, gboolean offers, const CorIceServer *ice)
{
  CorPhone *self = COR_PHONE (source);

  assert_main (self);
  return cor_peers_open (self->peers, call, offers, ice);
}

static void
source_init (CorPeerSourceInterface *iface)
{
  iface->open = open_peer;
}

CorPeers *
cor_phone_get_peers (CorPhone *self)
{
  return self->peers;
}

GList *
cor_phone_list_lines (CorPhone *self)
{
  return g_hash_table_get_values (self->lines);
}

/* --- Stopping --- */

static void
detach_lines (CorPhone *self)
{
  g_autoptr (GList) lines = g_hash_table_get_values (self->lines);

  g_hash_table_remove_all (self->lines);
  for (GList *l = lines; l != NULL; l = l->next)
    cor_sip_line_detach (l->data);
}

static void
go_quiet (CorPhone *self)
{
  g_autoptr (GNetworkMonitor) monitor = g_object_ref (g_network_monitor_get_default ());

  g_clear_signal_handler (&self->network_handler, monitor);
  cor_clock_stop (self->clock, &self->network_id);
  g_clear_handle_id (&self->beep_id, g_source_remove);
  detach_lines (self);
  cor_peers_end (self->peers);
  cor_call_watch_run (self->watch, FALSE);
  self->ringing = FALSE;
  cor_sound_set_tone (self->sound, COR_AUDIO_SPEAKER, COR_TONE_NONE);
  cor_sound_set_tone (self->sound, COR_AUDIO_RINGER, COR_TONE_NONE);
  cor_phone_stop_playback (self);
}

void
cor_phone_stop_async (CorPhone *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  assert_main (self);
  g_task_set_source_tag (task, cor_phone_stop_async);
  if (self->stopping != NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING,
                             _ ("The telephone is being stopped already."));
    return;
  }
  go_quiet (self);
  if (self->stopped) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  self->stopping = g_steal_pointer (&task);
  cor_phone_post (self, cor_command_new (COR_COMMAND_STOP, 0, 0));
}

gboolean
cor_phone_stop_finish (CorPhone *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Sound and statistics --- */

GListModel *
cor_phone_get_audio_devices (CorPhone *self, CorAudioRole role)
{
  assert_main (self);
  return cor_audio_list_get_devices (self->devices, role);
}

void
cor_phone_set_audio_devices (CorPhone *self, CorAudioRole role, const char *const *names)
{
  assert_main (self);
  cor_audio_list_choose (self->devices, role, names);
}

CorSound *
cor_phone_get_sound (CorPhone *self)
{
  return self->sound;
}

CorAudioList *
cor_phone_get_audio_list (CorPhone *self)
{
  return self->devices;
}

CorRingtone *
cor_phone_get_ringtone (CorPhone *self)
{
  return self->ringtone;
}

const CorLineCall *
cor_phone_find_call (CorPhone *self, CorCall *call)
{
  const CorLineCall *found = cor_line_calls_find (cor_peers_get_calls (self->peers), call);
  GHashTableIter iter;
  gpointer line;

  g_hash_table_iter_init (&iter, self->lines);
  while (found == NULL && g_hash_table_iter_next (&iter, NULL, &line))
    found = cor_line_calls_find (cor_sip_line_get_calls (line), call);
  return found;
}

void
cor_phone_get_stats_async (CorPhone *self,
                           CorCall *call,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  const CorLineCall *entry = cor_phone_find_call (self, call);
  CorCommand *command;

  assert_main (self);
  g_task_set_source_tag (task, cor_phone_get_stats_async);
  if (entry == NULL || self->stopped || self->stopping != NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                             _ ("The call is not one of this computer."));
    return;
  }
  command = cor_command_new (COR_COMMAND_STATS, 0, entry->wire);
  command->number = cor_questions_ask (self->questions, g_steal_pointer (&task));
  cor_phone_post (self, command);
}

gboolean
cor_phone_measure (CorPhone *self, CorCall *call)
{
  const CorLineCall *entry = cor_phone_find_call (self, call);

  assert_main (self);
  if (entry == NULL || entry->wire == 0)
    return FALSE;
  g_hash_table_insert (self->measured, GUINT_TO_POINTER (entry->wire),
                       GUINT_TO_POINTER (cor_call_get_id (call)));
  return TRUE;
}

gboolean
cor_phone_get_stats_finish (CorPhone *self,
                            GAsyncResult *result,
                            CorCallStats *ret_stats,
                            GError **error)
{
  g_autofree CorCallStats *stats = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  stats = g_task_propagate_pointer (G_TASK (result), error);
  if (stats == NULL)
    return FALSE;
  *ret_stats = *stats;
  return TRUE;
}

/* --- The object --- */

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorPhone *self = COR_PHONE (object);

  if (id == PROP_AUDIO_TROUBLE)
    g_value_set_string (value, self->missing != NULL ? self->missing : self->audio_trouble);
  else if (id == PROP_RINGTONE_TROUBLE)
    g_value_set_string (value, cor_ringtone_get_trouble (self->ringtone));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dispose (GObject *object)
{
  CorPhone *self = COR_PHONE (object);

  if (self->engine != NULL)
    go_quiet (self);
  g_clear_pointer (&self->engine, cor_engine_free);
  g_clear_pointer (&self->watch, cor_call_watch_free);
  g_clear_pointer (&self->peers, cor_peers_free);
  g_clear_object (&self->devices);
  g_clear_pointer (&self->ringtone, cor_ringtone_free);
  g_clear_pointer (&self->sound, cor_sound_free);
  G_OBJECT_CLASS (cor_phone_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  CorPhone *self = COR_PHONE (object);

  g_hash_table_unref (self->lines);
  cor_questions_free (self->questions);
  g_hash_table_unref (self->measured);
  g_free (self->audio_trouble);
  G_OBJECT_CLASS (cor_phone_parent_class)->finalize (object);
}

static void
cor_phone_class_init (CorPhoneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  props[PROP_AUDIO_TROUBLE] =
    g_param_spec_string ("audio-trouble", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_RINGTONE_TROUBLE] =
    g_param_spec_string ("ringtone-trouble", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  call_measured = g_signal_new ("call-measured", COR_TYPE_PHONE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_POINTER);
}

static void
cor_phone_init (CorPhone *self)
{
  self->lines = g_hash_table_new (NULL, NULL);
  self->measured = g_hash_table_new (NULL, NULL);
  self->questions = cor_questions_new ();
}

CorPhone *
cor_phone_new (const CorPhoneConfig *config, GError **error)
{
  g_autoptr (CorPhone) self = g_object_new (COR_TYPE_PHONE, NULL);

  self->clock = config->clock != NULL ? config->clock : cor_clock_get_system ();
  self->sound = cor_sound_new (on_audio_trouble, on_local_devices, self);
  self->engine = cor_engine_start (config, self->sound, on_event, self, error);
  if (self->engine == NULL) {
    g_clear_pointer (&self->sound, cor_sound_free);
    return NULL;
  }
  self->ringtone = cor_ringtone_new (self->sound, on_ringtone_changed, self);
  self->peers = cor_peers_new (self);
  self->watch = cor_call_watch_new (self, visit_all_calls);
  self->devices = cor_audio_list_new (self->sound);
  g_signal_connect_object (self->devices, "listed", G_CALLBACK (on_listed), self,
                           G_CONNECT_SWAPPED);
  self->network_handler =
    g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                             G_CALLBACK (on_network_changed), self, G_CONNECT_SWAPPED);
  return g_steal_pointer (&self);
}
