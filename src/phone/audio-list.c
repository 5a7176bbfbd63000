/* SPDX-License-Identifier: GPL-3.0-or-later
 * The names of microphones and speakers. */
#include "config.h"
#include "audio-list.h"
#include <glib/gi18n-lib.h>
#include <pulse/glib-mainloop.h>
#include <pulse/pulseaudio.h>
#include <string.h>

#define RETRY_S 10      /* to look for a server that went away; sooner at first */
#define SOON 10         /* times, a second apart */
#define MOST_DEVICES 64 /* shown in a list */

struct _CorAudioDevice {
  GObject parent;
  char *name;
  char *description;
};

G_DEFINE_FINAL_TYPE (CorAudioDevice, cor_audio_device, G_TYPE_OBJECT)

enum { PROP_0, PROP_NAME, PROP_DESCRIPTION };

enum { SIGNAL_LISTED, N_SIGNALS };
static guint signals[N_SIGNALS];

struct _CorAudioList {
  GObject parent;
  CorSound *sound;
  pa_glib_mainloop *loop;
  pa_context *context;          /* NULL between attempts */
  gboolean server;              /* connected */
  gboolean listed[COR_N_ROLES]; /* by the server, since it is connected */
  guint retry_id;
  guint attempts;                   /* to reach a server, one after the other */
  GListStore *devices[COR_N_ROLES]; /* the ringer's is the speaker's */
  char **chosen[COR_N_ROLES];       /* names, the first one that is there is used; or NULL */
  /* Each listing under way fills a new array; a later one replaces it. */
  GPtrArray *found[2]; /* sources, sinks */
};

G_DEFINE_FINAL_TYPE (CorAudioList, cor_audio_list, G_TYPE_OBJECT)

static void connect_server (CorAudioList *self);

static CorAudioDevice *
device_new (const char *name, const char *description)
{
  CorAudioDevice *self = g_object_new (COR_TYPE_AUDIO_DEVICE, NULL);

  self->name = g_strdup (name);
  self->description = g_utf8_make_valid (description != NULL ? description : name, -1);
  return self;
}

static gboolean
is_there (GListStore *store, const char *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store));

  for (guint i = 0; i < n; i++) {
    g_autoptr (CorAudioDevice) device = g_list_model_get_item (G_LIST_MODEL (store), i);

    if (g_str_equal (device->name, name))
      return TRUE;
  }
  return FALSE;
}

/* The servers' stand-in for a speaker that is not there is none. */
static gboolean
is_missing (CorAudioList *self, CorAudioRole role)
{
  GListModel *devices = G_LIST_MODEL (self->devices[role]);
  guint n = g_list_model_get_n_items (devices);

  for (guint i = 0; i < n; i++) {
    g_autoptr (CorAudioDevice) device = g_list_model_get_item (devices, i);

    if (!g_str_equal (device->name, "auto_null"))
      return FALSE;
  }
  return self->listed[role];
}

/* Or NULL for the server's default. */
static const char *
find_used (CorAudioList *self, CorAudioRole role)
{
  char **name = self->chosen[role];

  while (name != NULL && *name != NULL && !is_there (self->devices[role], *name))
    name++;
  return name != NULL ? *name : NULL;
}

static void
apply_choice (CorAudioList *self, CorAudioRole role)
{
  cor_sound_set_device (self->sound, role, find_used (self, role));
  if (role == COR_AUDIO_MICROPHONE)
    cor_sound_set_absent (self->sound, role, is_missing (self, role));
}

static gboolean
is_same (GListStore *store, GPtrArray *devices)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (store)) != devices->len)
    return FALSE;
  for (guint i = 0; i < devices->len; i++) {
    g_autoptr (CorAudioDevice) old = g_list_model_get_item (G_LIST_MODEL (store), i);
    CorAudioDevice *new = devices->pdata[i];

    if (!g_str_equal (old->name, new->name) || !g_str_equal (old->description, new->description))
      return FALSE;
  }
  return TRUE;
}

static void
set_devices (CorAudioList *self, CorAudioRole role, GPtrArray *devices)
{
  GListStore *store = self->devices[role];

  if (!is_same (store, devices)) {
    g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), devices->pdata,
                         devices->len);
    cor_sound_note_list (self->sound);
  }
  self->listed[role] = self->server;
  apply_choice (self, role);
  if (role == COR_AUDIO_SPEAKER)
    apply_choice (self, COR_AUDIO_RINGER);
  g_signal_emit (self, signals[SIGNAL_LISTED], 0);
}

static void
add_found (GPtrArray *found, const char *name, const char *description)
{
  if (found->len < MOST_DEVICES)
    g_ptr_array_add (found, device_new (name, description));
}

static void
on_source (pa_context *context, const pa_source_info *info, int end, void *data)
{
  CorAudioList *self = data;

  if (self->found[0] == NULL)
    return;
  if (end != 0)
    set_devices (self, COR_AUDIO_MICROPHONE, self->found[0]);
  /* A speaker's monitor is no microphone. */
  else if (info->monitor_of_sink == PA_INVALID_INDEX)
    add_found (self->found[0], info->name, info->description);
}

static void
on_sink (pa_context *context, const pa_sink_info *info, int end, void *data)
{
  CorAudioList *self = data;

  if (self->found[1] == NULL)
    return;
  if (end != 0)
    set_devices (self, COR_AUDIO_SPEAKER, self->found[1]);
  else
    add_found (self->found[1], info->name, info->description);
}

static void
forget (pa_operation *operation)
{
  if (operation != NULL)
    pa_operation_unref (operation);
}

static void
list_server (CorAudioList *self)
{
  for (guint i = 0; i < 2; i++) {
    g_clear_pointer (&self->found[i], g_ptr_array_unref);
    self->found[i] = g_ptr_array_new_with_free_func (g_object_unref);
  }
  forget (pa_context_get_source_info_list (self->context, on_source, self));
  forget (pa_context_get_sink_info_list (self->context, on_sink, self));
}

static void
on_server_event (pa_context *context, pa_subscription_event_type_t type, uint32_t index, void *data)
{
  pa_subscription_event_type_t what = type & PA_SUBSCRIPTION_EVENT_TYPE_MASK;

  /* Volume changes come in crowds and change no list. */
  if (what != PA_SUBSCRIPTION_EVENT_CHANGE)
    list_server (data);
}

static void
set_server (CorAudioList *self, gboolean server)
{
  self->server = server;
  memset (self->listed, 0, sizeof self->listed);
  cor_sound_set_absent (self->sound, COR_AUDIO_MICROPHONE, FALSE);
  cor_sound_set_server (self->sound, server);
  if (!server)
    cor_sound_refresh_list (self->sound);
}

static void
drop_context (CorAudioList *self)
{
  if (self->context == NULL)
    return;
  pa_context_set_state_callback (self->context, NULL, NULL);
  pa_context_set_subscribe_callback (self->context, NULL, NULL);
  pa_context_disconnect (self->context);
  g_clear_pointer (&self->context, pa_context_unref);
}

static gboolean
on_retry (gpointer data)
{
  CorAudioList *self = data;

  self->retry_id = 0;
  drop_context (self);
  connect_server (self);
  return G_SOURCE_REMOVE;
}

static void
retry_later (CorAudioList *self)
{
  if (self->retry_id == 0)
    self->retry_id = g_timeout_add_seconds (self->attempts++ < SOON ? 1 : RETRY_S, on_retry, self);
}

static void
on_state (pa_context *context, void *data)
{
  CorAudioList *self = data;
  pa_context_state_t state = pa_context_get_state (context);

  if (state == PA_CONTEXT_READY) {
    self->attempts = 0;
    set_server (self, TRUE);
    pa_context_set_subscribe_callback (context, on_server_event, self);
    forget (pa_context_subscribe (context, PA_SUBSCRIPTION_MASK_SINK | PA_SUBSCRIPTION_MASK_SOURCE,
                                  NULL, NULL));
    list_server (self);
  } else if (!PA_CONTEXT_IS_GOOD (state)) {
    set_server (self, FALSE);
    retry_later (self);
  }
}

static void
connect_server (CorAudioList *self)
{
  self->context = pa_context_new (pa_glib_mainloop_get_api (self->loop), "Cornetta");
  pa_context_set_state_callback (self->context, on_state, self);
  if (pa_context_connect (self->context, NULL, PA_CONTEXT_NOAUTOSPAWN, NULL) < 0)
    retry_later (self);
}

const char *
cor_audio_list_get_missing (CorAudioList *self)
{
  gboolean microphone = is_missing (self, COR_AUDIO_MICROPHONE);
  gboolean speaker = is_missing (self, COR_AUDIO_SPEAKER);

  if (microphone && speaker)
    return _ ("No microphone and no speaker are connected to this computer: connect them, or call "
              "with a desk phone.");
  if (microphone)
    return _ ("No microphone is connected to this computer: you won't be heard.");
  if (speaker)
    return _ ("No speaker is connected to this computer: you will hear nothing.");
  return NULL;
}

/* --- What of it is in use --- */

static gboolean
has_any (CorAudioList *self, CorAudioRole role)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->devices[role])) > 0 &&
         !is_missing (self, role);
}

void
cor_audio_list_describe (CorAudioList *self, CorSoundState *ret_state)
{
  ret_state->server = self->server;
  ret_state->listed = self->listed[COR_AUDIO_MICROPHONE] && self->listed[COR_AUDIO_SPEAKER];
  ret_state->has_microphone = has_any (self, COR_AUDIO_MICROPHONE);
  ret_state->has_speaker = has_any (self, COR_AUDIO_SPEAKER);
}

gboolean
cor_audio_list_ask_microphone (CorAudioList *self, CorAudioStateFunc func, gpointer data)
{
  if (!self->server)
    return FALSE;
  cor_audio_state_ask (self->context, find_used (self, COR_AUDIO_MICROPHONE), func, data);
  return TRUE;
}

void
cor_audio_list_unmute (CorAudioList *self)
{
  if (self->server)
    cor_audio_state_unmute (self->context, find_used (self, COR_AUDIO_MICROPHONE));
}

GListModel *
cor_audio_list_get_devices (CorAudioList *self, CorAudioRole role)
{
  return G_LIST_MODEL (self->devices[role]);
}

void
cor_audio_list_choose (CorAudioList *self, CorAudioRole role, const char *const *names)
{
  g_strfreev (self->chosen[role]);
  self->chosen[role] = g_strdupv ((char **)names);
  apply_choice (self, role);
}

void
cor_audio_list_take_local (CorAudioList *self, CorAudioRole role, char **names)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->server || role == COR_AUDIO_RINGER)
    return;
  for (guint i = 0; names[i] != NULL; i++)
    add_found (found, names[i], names[i]);
  set_devices (self, role, found);
}

static void
dispose (GObject *object)
{
  CorAudioList *self = COR_AUDIO_LIST (object);

  g_clear_handle_id (&self->retry_id, g_source_remove);
  drop_context (self);
  g_clear_pointer (&self->loop, pa_glib_mainloop_free);
  G_OBJECT_CLASS (cor_audio_list_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  CorAudioList *self = COR_AUDIO_LIST (object);

  for (guint i = 0; i < COR_N_ROLES; i++) {
    g_object_unref (self->devices[i]);
    g_strfreev (self->chosen[i]);
  }
  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&self->found[i], g_ptr_array_unref);
  G_OBJECT_CLASS (cor_audio_list_parent_class)->finalize (object);
}

static void
cor_audio_list_class_init (CorAudioListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[SIGNAL_LISTED] = g_signal_new ("listed", COR_TYPE_AUDIO_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
cor_audio_list_init (CorAudioList *self)
{
  self->devices[COR_AUDIO_MICROPHONE] = g_list_store_new (COR_TYPE_AUDIO_DEVICE);
  self->devices[COR_AUDIO_SPEAKER] = g_list_store_new (COR_TYPE_AUDIO_DEVICE);
  self->devices[COR_AUDIO_RINGER] = g_object_ref (self->devices[COR_AUDIO_SPEAKER]);
}

CorAudioList *
cor_audio_list_new (CorSound *sound)
{
  CorAudioList *self = g_object_new (COR_TYPE_AUDIO_LIST, NULL);

  self->sound = sound;
  self->loop = pa_glib_mainloop_new (g_main_context_get_thread_default ());
  connect_server (self);
  return self;
}

/* --- One device --- */

static void
device_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorAudioDevice *self = COR_AUDIO_DEVICE (object);

  if (id == PROP_NAME)
    g_value_set_string (value, self->name);
  else if (id == PROP_DESCRIPTION)
    g_value_set_string (value, self->description);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
device_finalize (GObject *object)
{
  CorAudioDevice *self = COR_AUDIO_DEVICE (object);

  g_free (self->name);
  g_free (self->description);
  G_OBJECT_CLASS (cor_audio_device_parent_class)->finalize (object);
}

static void
cor_audio_device_class_init (CorAudioDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = device_get_property;
  object_class->finalize = device_finalize;
  g_object_class_install_property (object_class, PROP_NAME,
                                   g_param_spec_string ("name", NULL, NULL, NULL, flags));
  g_object_class_install_property (object_class, PROP_DESCRIPTION,
                                   g_param_spec_string ("description", NULL, NULL, NULL, flags));
}

static void
cor_audio_device_init (CorAudioDevice *self)
{
}

const char *
cor_audio_device_get_name (CorAudioDevice *self)
{
  return self->name;
}

const char *
cor_audio_device_get_description (CorAudioDevice *self)
{
  return self->description;
}
