/* SPDX-License-Identifier: GPL-3.0-or-later
 * Calls on the user's desk phones, carried out by the server.
 *
 * The request of a call is answered only when the phone has been picked up;
 * everything else is told by the realtime news of that phone. Commands name
 * the conversation by its newest id. */
#include "config.h"
#include "desk-private.h"
#include "cti-private.h"
#include "request.h"
#include "model/call-hints.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* The server lets the phone ring for 15 s before it answers the request. */
#define DIAL_TIMEOUT_MS 30000
/* After this long without any news of a call there will be none. */
#define SILENT_MS 30000
#define CAUSE_MS 500
/* While the socket is down the phones of running calls are asked for. */
#define POLL_MS 3000
#define MAX_CALLS 32

G_DEFINE_FINAL_TYPE_WITH_CODE (CorDesk,
                               cor_desk,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_CALL_CONTROL,
                                                      cor_desk_commands_init))

enum { CALL, REACH, TROUBLE, N_SIGNALS };
static guint signals[N_SIGNALS];

const CorCtiEndpoint *
cor_desk_find_endpoint (CorDesk *self, const char *device)
{
  for (guint i = 0; self->endpoints != NULL && i < self->endpoints->len; i++) {
    const CorCtiEndpoint *endpoint = g_ptr_array_index (self->endpoints, i);

    if (g_str_equal (endpoint->id, device))
      return endpoint;
  }
  return NULL;
}

static gboolean
is_desk_phone (const CorCtiEndpoint *endpoint)
{
  return endpoint != NULL && g_str_equal (endpoint->type, "physical");
}

gboolean
cor_desk_is_phone (CorDesk *self, const char *device)
{
  return is_desk_phone (cor_desk_find_endpoint (self, device));
}

void
cor_desk_tell_trouble (CorDesk *self, const char *text)
{
  g_signal_emit (self, signals[TROUBLE], 0, text);
}

void
cor_desk_tell_reach (CorDesk *self, const char *device, gboolean reached)
{
  g_signal_emit (self, signals[REACH], 0, device, reached);
}

void
cor_desk_forget (CorDesk *self, CorDeskCall *desk_call)
{
  cor_clock_stop (self->cti->clock, &desk_call->timer);
  cor_clock_stop (self->cti->clock, &desk_call->stuck_timer);
  cor_clock_stop (self->cti->clock, &desk_call->pause);
  g_ptr_array_remove (self->calls, desk_call);
}

char *
cor_desk_format_number (const char *number)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *c = number;

  if (*c == '+') {
    g_string_append (text, "00");
    c++;
  }
  for (; *c != '\0'; c++)
    if (g_ascii_isdigit (*c) || *c == '*' || *c == '#')
      g_string_append_c (text, *c);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
on_silence (gpointer user_data)
{
  CorDeskCall *desk_call = user_data;

  desk_call->timer = 0;
  cor_desk_give_up (desk_call->desk, desk_call, COR_CALL_END_FAILED,
                    _ ("The server tells nothing of this call. Look at the phone."));
  return G_SOURCE_REMOVE;
}

static void
watch_silence (CorDesk *self, CorDeskCall *desk_call)
{
  cor_clock_stop (self->cti->clock, &desk_call->timer);
  desk_call->timer = cor_clock_start (self->cti->clock, SILENT_MS, on_silence, desk_call);
}

static gboolean
on_poll (gpointer user_data)
{
  CorDesk *self = user_data;

  self->poll = 0;
  if (self->calls->len == 0)
    return G_SOURCE_REMOVE;
  if (!cor_cti_is_online (self->cti))
    cor_cti_refresh_extensions (self->cti);
  self->poll = cor_clock_start (self->cti->clock, POLL_MS, on_poll, self);
  return G_SOURCE_REMOVE;
}

static CorDeskCall *
hold_call (CorDesk *self, CorCall *call, const char *device)
{
  CorDeskCall *desk_call = cor_desk_call_new (call, device);

  desk_call->desk = self;
  g_ptr_array_add (self->calls, desk_call);
  if (self->poll == 0)
    self->poll = cor_clock_start (self->cti->clock, POLL_MS, on_poll, self);
  return desk_call;
}

/* The server's own words say more than a number: "exten 201 is offline". */
static void
fail_dial (CorDesk *self, CorDeskCall *desk_call, const GError *error)
{
  if (desk_call->leaving) { /* hung up before it was picked up, which fails the request */
    cor_desk_call_end (desk_call);
    cor_desk_forget (self, desk_call);
  } else if (desk_call->conversation != NULL)
    cor_desk_give_up (self, desk_call, COR_CALL_END_NO_ANSWER,
                      _ ("The desk phone was not picked up."));
  else
    cor_desk_give_up (self, desk_call, COR_CALL_END_FAILED, error->message);
}

/* One request of a call. */
typedef struct {
  CorDeskCall *desk_call;
  guint number; /* of its requests */
} Try;

static void
try_free (Try *try)
{
  cor_desk_call_unref (try->desk_call);
  g_free (try);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Try, try_free)

static void
on_dialled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Try) try = user_data;
  CorDeskCall *desk_call = try->desk_call;
  CorCti *cti = COR_CTI (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = cor_request_send_finish (cti, result, &error);
  g_autoptr (JsonObject) object = NULL;

  if (!g_ptr_array_find (cti->desk->calls, desk_call, NULL))
    return;
  if (error != NULL) {
    if (try->number != desk_call->tries)
      return; /* the newer one's answer counts */
    /* A call that is up stays up, whatever became of the request. */
    if (cor_call_get_state (desk_call->call) != COR_CALL_ACTIVE)
      fail_dial (cti->desk, desk_call, error);
    return;
  }
  object = cor_json_parse_object (g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL);
  if (desk_call->unique_id == NULL)
    desk_call->unique_id = cor_json_dup_text (object, "uniqueid", COR_CTI_MAX_ID);
  if (desk_call->unique_id != NULL) /* picked up: the server calls the other side */
    cor_call_set_state (desk_call->call, COR_CALL_RINGING);
  if (desk_call->conversation == NULL)
    watch_silence (cti->desk, desk_call);
}

void
cor_desk_request_call (CorDesk *self, CorDeskCall *desk_call)
{
  g_autofree char *formatted = cor_desk_format_number (desk_call->number);
  Try *try = g_new0 (Try, 1);
  g_autofree char *body = cor_json_build ("number", formatted, "endpointId", desk_call->device,
                                          "endpointType", "extension", NULL);
  const CorRequest request = {
    .method = "POST", .path = "/astproxy/call", .body = body, .timeout_ms = DIAL_TIMEOUT_MS
  };

  try->desk_call = cor_desk_call_ref (desk_call);
  try->number = ++desk_call->tries;
  cor_request_send_async (self->cti, &request, NULL, on_dialled, try);
}

CorCall *
cor_desk_dial (CorDesk *self, const char *number, const char *device, const char *device_name)
{
  CorCall *call = cor_call_new (COR_CALL_CONTROL (self), FALSE, number, device_name, FALSE);
  const CorExten *phone = g_hash_table_lookup (self->phones, device);
  CorDeskCall *desk_call;

  if (self->calls->len >= MAX_CALLS) {
    cor_call_set_ended (call, COR_CALL_END_FAILED, _ ("Too many calls at once."));
    return call;
  }
  desk_call = hold_call (self, call, device);
  if (phone != NULL)
    cor_desk_call_exclude (desk_call, phone);
  desk_call->number = g_strdup (number);
  cor_desk_request_call (self, desk_call);
  cor_desk_watch_stuck (self, desk_call);
  return call;
}

/* Whether a call of ours is this conversation, or may still turn out to be. */
static gboolean
is_known (CorDesk *self, const CorExten *exten, const CorConversation *conversation)
{
  for (guint i = 0; i < self->calls->len; i++) {
    CorDeskCall *desk_call = g_ptr_array_index (self->calls, i);

    if (g_str_equal (desk_call->device, exten->exten) &&
        (desk_call->linked_id == NULL ||
         g_str_equal (desk_call->linked_id, conversation->linked_id)))
      return TRUE;
  }
  return FALSE;
}

/* Somebody calls the phone, or the user dialled on it. */
static void
take_up (CorDesk *self, const CorExten *exten, const CorConversation *conversation)
{
  const CorCtiEndpoint *endpoint = cor_desk_find_endpoint (self, exten->exten);
  gboolean rings = conversation->incoming && !conversation->connected;
  g_autoptr (CorCall) call = NULL;
  CorDeskCall *desk_call;

  if (self->calls->len >= MAX_CALLS || g_str_equal (conversation->number, exten->exten))
    return;
  call = cor_call_new (COR_CALL_CONTROL (self), conversation->incoming, conversation->number,
                       endpoint->name, FALSE);
  cor_call_set_called (call, conversation->queue);
  desk_call = hold_call (self, call, exten->exten);
  cor_desk_call_follow (desk_call, conversation, exten);
  g_debug ("desk: call %u on %s, %s", cor_call_get_id (call), exten->exten,
           rings ? "rings" : "goes on");
  g_signal_emit (self, signals[CALL], 0, call);
}

static void
end_conversation (CorDesk *self, CorDeskCall *desk_call)
{
  cor_desk_call_end (desk_call);
  cor_desk_forget (self, desk_call);
}

static gboolean
on_no_cause (gpointer data)
{
  CorDeskCall *desk_call = data;

  desk_call->timer = 0;
  end_conversation (desk_call->desk, desk_call);
  return G_SOURCE_REMOVE;
}

/* Why a call that nobody answered is over comes just after the news that it is. */
static void
on_conversation_gone (CorDesk *self, CorDeskCall *desk_call)
{
  gboolean answered = cor_call_get_state (desk_call->call) == COR_CALL_ACTIVE;

  if (desk_call->cause != NULL || desk_call->leaving || answered) {
    end_conversation (self, desk_call);
  } else if (!desk_call->gone) {
    desk_call->gone = TRUE;
    cor_clock_stop (self->cti->clock, &desk_call->timer);
    desk_call->timer = cor_clock_start (self->cti->clock, CAUSE_MS, on_no_cause, desk_call);
  }
}

static void
follow_call (CorDesk *self, CorDeskCall *desk_call, const CorExten *exten)
{
  const CorConversation *conversation = cor_desk_call_find (desk_call, exten);

  if (conversation != NULL) {
    desk_call->gone = FALSE;
    cor_clock_stop (self->cti->clock, &desk_call->timer);
    cor_clock_stop (self->cti->clock, &desk_call->stuck_timer);
    cor_desk_note_road (self, desk_call);
    cor_desk_call_follow (desk_call, conversation, exten);
    if (desk_call->leaving)
      cor_desk_hang_up_conversation (self, desk_call);
  } else if (desk_call->conversation != NULL) {
    on_conversation_gone (self, desk_call);
  }
}

static gpointer
copy_reference (gconstpointer desk_call, gpointer user_data)
{
  return cor_desk_call_ref ((CorDeskCall *)desk_call);
}

void
cor_desk_on_exten (CorDesk *self, const CorExten *exten)
{
  g_autoptr (GPtrArray) calls = NULL;

  if (!cor_desk_is_phone (self, exten->exten))
    return;
  g_object_ref (self);
  calls = g_ptr_array_copy (self->calls, copy_reference, NULL);
  for (guint i = 0; i < calls->len; i++) {
    CorDeskCall *desk_call = g_ptr_array_index (calls, i);

    if (g_str_equal (desk_call->device, exten->exten))
      follow_call (self, desk_call, exten);
  }
  for (guint i = 0; i < exten->conversations->len; i++)
    if (!is_known (self, exten, g_ptr_array_index (exten->conversations, i)))
      take_up (self, exten, g_ptr_array_index (exten->conversations, i));
  g_hash_table_replace (self->phones, g_strdup (exten->exten), cor_exten_copy (exten));
  g_object_unref (self);
}

void
cor_desk_on_hangup (CorDesk *self, const char *exten, const char *cause)
{
  /* Backwards: one that waited for this leaves the array. */
  for (guint i = self->calls->len; i-- > 0;) {
    CorDeskCall *desk_call = g_ptr_array_index (self->calls, i);

    if (!g_str_equal (desk_call->device, exten))
      continue;
    g_free (desk_call->cause);
    desk_call->cause = g_strdup (cause);
    if (desk_call->gone)
      end_conversation (self, desk_call);
  }
}

void
cor_desk_set_endpoints (CorDesk *self, GPtrArray *endpoints)
{
  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  self->endpoints = g_ptr_array_ref (endpoints);
}

void
cor_desk_close (CorDesk *self)
{
  for (guint i = 0; i < self->calls->len; i++) {
    CorDeskCall *desk_call = g_ptr_array_index (self->calls, i);

    cor_clock_stop (self->cti->clock, &desk_call->pause);
    cor_clock_stop (self->cti->clock, &desk_call->timer);
    cor_clock_stop (self->cti->clock, &desk_call->stuck_timer);
    cor_call_set_control (desk_call->call, NULL);
    cor_call_set_ended (desk_call->call, COR_CALL_END_FAILED,
                        _ ("Signed out: the call goes on at the phone."));
  }
  g_ptr_array_set_size (self->calls, 0);
  g_clear_pointer (&self->errands, cor_errands_free);
  cor_clock_stop (self->cti->clock, &self->poll);
}

static void
finalize (GObject *object)
{
  CorDesk *self = COR_DESK (object);

  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  g_hash_table_unref (self->phones);
  g_hash_table_unref (self->lan);
  g_ptr_array_unref (self->calls);
  G_OBJECT_CLASS (cor_desk_parent_class)->finalize (object);
}

static void
cor_desk_class_init (CorDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CALL] = g_signal_new ("call", COR_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, COR_TYPE_CALL);
  signals[REACH] = g_signal_new ("reach", COR_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[TROUBLE] = g_signal_new ("trouble", COR_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cor_desk_init (CorDesk *self)
{
  self->phones =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)cor_exten_free);
  self->lan = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify)cor_desk_call_unref);
}

CorDesk *
cor_desk_new (CorCti *cti)
{
  CorDesk *self = g_object_new (COR_TYPE_DESK, NULL);

  self->cti = cti;
  self->errands = cor_errands_new (cti, cor_desk_on_errand_done, self);
  return self;
}
