/* SPDX-License-Identifier: GPL-3.0-or-later
 * The CTI server: one object per signed-in account, and what the realtime
 * socket's news mean to those above.
 * Owner: session. Thread: main context. */
#include "config.h"
#include "colleagues.h"
#include "reception-news.h"
#include "cti-private.h"
#include "errors.h"
#include "model/secret.h"
#include "model/parked-call.h"
#include "model/queue.h"
#include "move.h"
#include "renew.h"
#include "request.h"
#include <string.h>

/* The server allows an address 25 a second and 100 at once; several people may share one. */
#define REQUESTS_PER_SECOND 15
#define REQUESTS_AT_ONCE 20

G_DEFINE_FINAL_TYPE (CorCti, cor_cti, G_TYPE_OBJECT)

enum { PROP_0, PROP_ONLINE, N_PROPS };
static GParamSpec *props[N_PROPS];

enum {
  EXTENSION,
  VOICEMAIL,
  PRESENCE,
  CHOSEN_PRESENCE,
  DEFAULT_DEVICE,
  CONNECTED,
  RECONNECTED,
  TAKEN_OVER,
  RENEWED,
  EXPIRED,
  DESK_CALL,
  DESK_REACH,
  DESK_TROUBLE,
  CONFERENCE,
  PHONE,
  PARKING,
  QUEUE,
  QUEUE_MEMBER,
  TALKED,
  SUMMARY,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
deliver_exten (const char *key, gpointer value, gpointer user_data)
{
  g_autoptr (CorCti) self = g_object_ref (user_data);
  const CorExten *exten = value;
  CorColleaguePhone phone;

  cor_desk_on_exten (self->desk, exten);
  g_signal_emit (self, signals[EXTENSION], 0, exten->exten, exten->status,
                 cor_exten_is_online (exten));
  cor_colleagues_describe_phone (exten, &phone);
  g_signal_emit (self, signals[PHONE], 0, &phone);
}

static gboolean
extens_equal (gconstpointer a, gconstpointer b)
{
  return cor_exten_equal (a, b);
}

static void
free_exten (gpointer exten)
{
  cor_exten_free (exten);
}

/* A presence travels as its number plus one, so that none of them is NULL. */
static void
deliver_presence (const char *key, gpointer value, gpointer user_data)
{
  g_autoptr (CorCti) self = g_object_ref (user_data);

  g_signal_emit (self, signals[PRESENCE], 0, key, GPOINTER_TO_INT (value) - 1);
}

static void
free_nothing (gpointer value)
{
}

static void
tell_talked (CorCti *self, const CorExten *exten)
{
  g_autoptr (GPtrArray) over = NULL;

  if (!g_hash_table_contains (self->own_extensions, exten->exten))
    return;
  over = cor_talked_note (self->talked, exten);
  for (guint i = 0; i < over->len; i++)
    g_signal_emit (self, signals[TALKED], 0, over->pdata[i]);
}

/* A command that names a conversation by an id of a moment ago fails, so that is not held back.
 * Takes exten. */
static void
take_exten (CorCti *self, CorExten *exten)
{
  cor_move_note_exten (self, exten);
  tell_talked (self, exten);
  cor_coalesce_push (self->extens, exten->exten, exten);
}

static void
on_event (CorCti *self, CorEvent *event)
{
  if (cor_reception_news_take (self, event))
    return;
  if (event->kind == COR_EVENT_EXTENSION) {
    take_exten (self, g_steal_pointer (&event->exten));
  } else if (event->kind == COR_EVENT_PRESENCE) {
    cor_coalesce_push (self->presences, event->subject, GINT_TO_POINTER ((int)event->presence + 1));
  } else if (event->kind == COR_EVENT_CHOSEN) {
    g_signal_emit (self, signals[CHOSEN_PRESENCE], 0, event->subject, (int)event->when,
                   (int)event->presence, event->text);
  } else if (event->kind == COR_EVENT_HANGUP) {
    cor_desk_on_hangup (self->desk, event->subject, event->text);
  } else if (event->kind == COR_EVENT_ERRAND) {
    cor_desk_on_errand (self->desk, event->subject, event->text);
  } else if (event->kind == COR_EVENT_DEFAULT_DEVICE) {
    g_signal_emit (self, signals[DEFAULT_DEVICE], 0, event->subject);
  } else if (event->kind == COR_EVENT_CONFERENCE) {
    if (g_hash_table_contains (self->own_extensions, event->conference->id))
      g_signal_emit (self, signals[CONFERENCE], 0, event->conference);
  } else if (event->kind == COR_EVENT_VOICEMAIL) {
    if (event->subject == NULL || g_strcmp0 (event->subject, self->mailbox) == 0)
      g_signal_emit (self, signals[VOICEMAIL], 0);
  } else if (event->kind == COR_EVENT_SUMMARY) {
    g_signal_emit (self, signals[SUMMARY], 0, event->subject, event->text);
  } else if (event->kind == COR_EVENT_RELOADED) {
    g_signal_emit (self, signals[RECONNECTED], 0);
  }
}

static void
on_extensions (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CorCti *self = COR_CTI (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = cor_request_send_finish_object (self, result, &error);
  g_autoptr (GList) names = cor_json_list_members (body, COR_COALESCE_MAX_KEYS);

  if (body == NULL)
    g_debug ("cti: extensions: %s", error->message);
  for (GList *name = names; name != NULL; name = name->next) {
    JsonObject *object = cor_json_get_object (body, name->data);
    CorExten *exten = object != NULL ? cor_exten_parse (object) : NULL;

    if (exten != NULL)
      take_exten (self, exten);
  }
}

void
cor_cti_refresh_extensions (CorCti *self)
{
  const CorRequest request = { .method = "GET", .path = "/astproxy/extensions" };

  cor_request_send_async (self, &request, NULL, on_extensions, NULL);
}

/* The socket tells only of changes. */
static void
on_online (CorCti *self, gboolean first)
{
  cor_cti_refresh_extensions (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ONLINE]);
  g_signal_emit (self, signals[first ? CONNECTED : RECONNECTED], 0);
}

static void
on_offline (CorCti *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ONLINE]);
}

static void
on_taken_over (CorCti *self)
{
  g_signal_emit (self, signals[TAKEN_OVER], 0);
}

/* The socket that is open goes on; its next one says who it is with the new one. */
void
cor_cti_note_renewed (CorCti *self)
{
  cor_realtime_set_token (self->realtime, self->token);
  g_signal_emit (self, signals[RENEWED], 0);
}

static void
on_refused (CorCti *self)
{
  g_signal_emit (self, signals[EXPIRED], 0);
}

static void
on_desk_call (CorCti *self, CorCall *call)
{
  g_signal_emit (self, signals[DESK_CALL], 0, call);
}

static void
on_desk_reach (CorCti *self, const char *device, gboolean reached)
{
  g_signal_emit (self, signals[DESK_REACH], 0, device, reached);
}

static void
on_desk_trouble (CorCti *self, const char *text)
{
  g_signal_emit (self, signals[DESK_TROUBLE], 0, text);
}

const char *
cor_cti_find_desk_of_call (CorCti *self, CorCall *call, gboolean *ret_can_answer)
{
  return cor_desk_find_device (self->desk, call, ret_can_answer);
}

GSocketAddress *
cor_cti_dup_desk_address (CorCti *self, const char *device, gboolean *ret_needed)
{
  return cor_desk_dup_address (self->desk, device, ret_needed);
}

void
cor_cti_set_desk_port (CorCti *self, const char *device, guint16 port)
{
  cor_desk_set_port (self->desk, device, port);
}

CorCall *
cor_cti_originate (CorCti *self, const char *number, const char *device, const char *device_name)
{
  return cor_desk_dial (self->desk, number, device, device_name);
}

void
cor_cti_start_realtime (CorCti *self)
{
  if (cor_cti_get_token (self) != NULL)
    cor_realtime_start (self->realtime, self->user, self->token);
}

void
cor_cti_stop_realtime (CorCti *self)
{
  cor_realtime_stop (self->realtime);
}

gboolean
cor_cti_renew (CorCti *self)
{
  cor_http_renew (self->http);
  cor_realtime_renew (self->realtime);
  return cor_realtime_is_started (self->realtime);
}

gboolean
cor_cti_is_online (CorCti *self)
{
  return cor_realtime_is_online (self->realtime);
}

const char *
cor_cti_get_host (CorCti *self)
{
  return self->host->shown;
}

const char *
cor_cti_get_address (CorCti *self)
{
  return g_str_has_prefix (self->host->origin, "https:") ? self->host->shown : self->host->origin;
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ONLINE)
    g_value_set_boolean (value, cor_cti_is_online (COR_CTI (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dispose (GObject *object)
{
  CorCti *self = COR_CTI (object);

  cor_renew_stop (self);
  if (self->desk != NULL)
    cor_desk_close (self->desk);
  g_clear_pointer (&self->extens, cor_coalesce_free);
  g_clear_pointer (&self->presences, cor_coalesce_free);
  cor_reception_news_close (self);
  g_clear_object (&self->realtime);
  g_clear_object (&self->desk);
  g_clear_object (&self->http);
  G_OBJECT_CLASS (cor_cti_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  CorCti *self = COR_CTI (object);

  g_clear_pointer (&self->host, cor_host_free);
  g_free (self->user);
  g_free (self->mailbox);
  cor_secret_free (self->token);
  cor_secret_free (self->password);
  g_hash_table_unref (self->own_extensions);
  g_hash_table_unref (self->computers);
  cor_talked_free (self->talked);
  G_OBJECT_CLASS (cor_cti_parent_class)->finalize (object);
}

static guint
add_signal (const char *name, guint n_params, GType first, GType second, GType third)
{
  return g_signal_new (name, COR_TYPE_CTI, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       n_params, first, second, third);
}

static void
cor_cti_class_init (CorCtiClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GType none = G_TYPE_NONE;

  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  props[PROP_ONLINE] =
    g_param_spec_boolean ("online", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[EXTENSION] = add_signal ("extension", 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[PRESENCE] = add_signal ("presence", 2, G_TYPE_STRING, G_TYPE_INT, none);
  signals[CHOSEN_PRESENCE] =
    g_signal_new ("chosen-presence", COR_TYPE_CTI, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 4, G_TYPE_STRING, G_TYPE_INT, G_TYPE_INT, G_TYPE_STRING);
  signals[DEFAULT_DEVICE] = add_signal ("default-device", 1, G_TYPE_STRING, none, none);
  signals[CONNECTED] = add_signal ("connected", 0, none, none, none);
  signals[RECONNECTED] = add_signal ("reconnected", 0, none, none, none);
  signals[TAKEN_OVER] = add_signal ("taken-over", 0, none, none, none);
  signals[RENEWED] = add_signal ("renewed", 0, none, none, none);
  signals[EXPIRED] = add_signal ("expired", 0, none, none, none);
  signals[DESK_CALL] = add_signal ("desk-call", 1, COR_TYPE_CALL, none, none);
  signals[DESK_REACH] = add_signal ("desk-reach", 2, G_TYPE_STRING, G_TYPE_BOOLEAN, none);
  signals[DESK_TROUBLE] = add_signal ("desk-trouble", 1, G_TYPE_STRING, none, none);
  signals[CONFERENCE] = add_signal ("conference", 1, G_TYPE_POINTER, none, none);
  signals[VOICEMAIL] = add_signal ("voicemail", 0, none, none, none);
  signals[PHONE] = add_signal ("phone", 1, G_TYPE_POINTER, none, none);
  signals[QUEUE] = add_signal ("queue", 1, COR_TYPE_QUEUE, none, none);
  signals[QUEUE_MEMBER] = add_signal ("queue-member", 1, COR_TYPE_QUEUE_MEMBER, none, none);
  signals[TALKED] = add_signal ("talked", 1, G_TYPE_STRING, none, none);
  signals[SUMMARY] = add_signal ("summary", 2, G_TYPE_STRING, G_TYPE_STRING, none);
  signals[PARKING] = add_signal ("parking", 1, COR_TYPE_PARKED_CALL, none, none);
}

static void
cor_cti_init (CorCti *self)
{
  self->talked = cor_talked_new ();
  self->own_extensions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->computers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_exten);
  cor_pace_init (&self->pace, REQUESTS_PER_SECOND, REQUESTS_AT_ONCE, g_get_monotonic_time ());
}

static void
connect_news (CorCti *self)
{
  const CorCoalesceFuncs extens = { extens_equal, free_exten, deliver_exten };
  const CorCoalesceFuncs presences = { g_direct_equal, free_nothing, deliver_presence };

  self->extens = cor_coalesce_new (self->clock, &extens, self);
  self->presences = cor_coalesce_new (self->clock, &presences, self);
  cor_reception_news_open (self);
  g_signal_connect_object (self->realtime, "event", G_CALLBACK (on_event), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->realtime, "online", G_CALLBACK (on_online), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->realtime, "offline", G_CALLBACK (on_offline), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->realtime, "refused", G_CALLBACK (on_refused), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->realtime, "taken-over", G_CALLBACK (on_taken_over), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "call", G_CALLBACK (on_desk_call), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "reach", G_CALLBACK (on_desk_reach), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "trouble", G_CALLBACK (on_desk_trouble), self,
                           G_CONNECT_SWAPPED);
}

CorCti *
cor_cti_new_full (const char *host, const char *ca_file, const CorClock *clock, GError **error)
{
  GError *cause = NULL;
  CorHost *parsed = cor_host_parse (host, &cause);
  g_autofree char *url = NULL;
  CorCti *self;

  if (parsed == NULL) {
    g_propagate_error (error, cor_error_from_net (cause));
    return NULL;
  }
  self = g_object_new (COR_TYPE_CTI, NULL);
  self->host = parsed;
  self->clock = clock;
  self->http = cor_http_new (ca_file);
  /* http -> ws, https -> wss */
  url = g_strconcat ("ws", parsed->origin + strlen ("http"), "/api/ws/?EIO=4&transport=websocket",
                     NULL);
  self->realtime = cor_realtime_new (url, ca_file, clock);
  self->desk = cor_desk_new (self);
  connect_news (self);
  return self;
}

CorCti *
cor_cti_new (const char *host, const char *ca_file, GError **error)
{
  return cor_cti_new_full (host, ca_file, cor_clock_get_system (), error);
}
