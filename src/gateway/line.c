/* SPDX-License-Identifier: GPL-3.0-or-later
 * The line through the server's gateway. Owner: session. Thread: main context.
 * Observers: session, diagnosis. */
#include "config.h"
#include "referral.h"
#include "model/secret.h"
#include "net/host.h"
#include "socket.h"
#include "words.h"
#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (cor - gateway - error - quark, cor_gateway_error)
G_DEFINE_FINAL_TYPE_WITH_CODE (CorGatewayLine,
                               cor_gateway_line,
                               COR_TYPE_LINE,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_CALL_CONTROL,
                                                      cor_gateway_commands_init))

#define NO_SUCH_HANDLE 459

/* --- What the session tells --- */

static void
on_opened (gpointer data)
{
  CorGatewayLine *self = data;

  cor_gateway_register_start (self);
}

static void
drop_handles (CorGatewayLine *self)
{
  g_ptr_array_set_size (self->referrals, 0);
  while (self->handles->len > 0)
    cor_gateway_handle_remove (self->handles->pdata[self->handles->len - 1]);
  self->master = NULL;
  self->master_id = 0;
}

static void
on_lost (gpointer data)
{
  g_autoptr (CorGatewayLine) self = g_object_ref (data);

  cor_gateway_register_stop (self);
  if (self->wanted)
    cor_line_set_state (COR_LINE (self), COR_LINE_REGISTERING,
                        _ ("The server's gateway was restarted. Connecting again."));
  drop_handles (self);
}

static void
on_cut (const char *reason, gpointer data)
{
  CorGatewayLine *self = data;

  if (self->wanted)
    cor_line_set_state (COR_LINE (self), COR_LINE_REGISTERING, reason);
}

static void
on_resumed (gpointer data)
{
  CorGatewayLine *self = data;

  if (self->wanted)
    cor_line_set_state (COR_LINE (self), self->registered ? COR_LINE_READY : COR_LINE_REGISTERING,
                        NULL);
}

static void
on_refused (const char *reason, gpointer data)
{
  g_autoptr (CorGatewayLine) self = g_object_ref (data);

  self->wanted = FALSE;
  cor_gateway_register_stop (self);
  g_clear_object (&self->janus);
  cor_line_set_state (COR_LINE (self), COR_LINE_FAILED, reason);
  drop_handles (self);
}

/* --- Replies to what was asked --- */

static gboolean
is_of_call (CorAsk ask)
{
  return ask >= COR_ASK_CALL && ask <= COR_ASK_TRANSFER;
}

static void
take_failure (CorGatewayLine *self,
              CorGatewayHandle *handle,
              CorAsk ask,
              const CorJanusEvent *reply)
{
  g_autofree char *reason = reply != NULL ? cor_gateway_error_to_text (reply) : NULL;

  if (ask == COR_ASK_DETACH || handle->state == COR_HANDLE_LEAVING) {
    cor_gateway_handle_remove (handle);
  } else if (handle->master && !is_of_call (ask)) {
    if (ask == COR_ASK_ATTACH)
      cor_gateway_handle_remove (handle);
    if (self->wanted)
      cor_gateway_register_fail (
        self, reason != NULL ? reason : _ ("The server's gateway does not answer. Trying again."));
  } else if (handle->call != NULL && is_of_call (ask)) {
    cor_gateway_call_take_error (handle->call, ask, reply);
  } else if (!is_of_call (ask)) {
    cor_gateway_handle_remove (handle);
  }
}

static void
take_detached (CorGatewayLine *self, CorGatewayHandle *handle)
{
  gboolean master = handle->master;

  cor_gateway_handle_remove (handle);
  if (master && self->wanted)
    cor_gateway_register_fail (self, _ ("The server's gateway was restarted. Connecting again."));
}

static void
on_replied (CorAsk ask, guint tag, const CorJanusEvent *reply, gpointer data)
{
  g_autoptr (CorGatewayLine) self = g_object_ref (data);
  CorGatewayHandle *handle = cor_gateway_handle_find_tag (self, tag);

  if (handle == NULL)
    return;
  if (reply != NULL && reply->kind == COR_JANUS_ERROR && reply->code == NO_SUCH_HANDLE) {
    take_detached (self, handle);
    return;
  }
  if (ask == COR_ASK_AGAIN)
    return;
  if (reply == NULL || reply->kind == COR_JANUS_ERROR)
    take_failure (self, handle, ask, reply);
  else if (ask == COR_ASK_ATTACH)
    cor_gateway_handle_take_attached (handle, reply);
  else if (ask == COR_ASK_DETACH)
    cor_gateway_handle_remove (handle);
}

/* --- Events --- */

static void
take_helper_event (CorGatewayHandle *handle, const CorJanusEvent *event)
{
  CorAsk ask = cor_ask_from_transaction (event->transaction);

  if (event->telling == COR_SIP_REGISTERED)
    cor_gateway_handle_take_joined (handle);
  else if (event->telling == COR_SIP_ERROR && ask == COR_ASK_HELPER)
    cor_gateway_handle_remove (handle);
  else if (event->telling == COR_SIP_ERROR && ask == COR_ASK_AGAIN)
    cor_gateway_handle_take_joined (handle); /* it had become one the first time */
}

static void
take_plugin_event (CorGatewayLine *self, CorGatewayHandle *handle, const CorJanusEvent *event)
{
  if (handle->master && cor_gateway_register_take (self, event))
    return;
  if (event->telling == COR_SIP_INCOMING_CALL)
    cor_gateway_call_take_incoming (handle, event);
  else if (event->telling == COR_SIP_TRANSFER)
    cor_gateway_referral_take (handle, event);
  else if (handle->call != NULL && handle->state != COR_HANDLE_JOINING)
    cor_gateway_call_take_event (handle->call, event);
  else if (event->telling == COR_SIP_HANGUP)
    cor_gateway_handle_take_hangup (handle);
  else if (!handle->master)
    take_helper_event (handle, event);
}

static void
take_candidate (CorGatewayHandle *handle, const CorJanusEvent *event)
{
  if (event->candidate != NULL && handle->candidates->len < COR_GATEWAY_MAX_CANDIDATES)
    g_ptr_array_add (handle->candidates, g_strdup (event->candidate));
  if (event->completed || handle->candidates->len >= COR_GATEWAY_MAX_CANDIDATES)
    handle->completed = TRUE;
  if (handle->completed && handle->call != NULL)
    cor_gateway_call_deliver (handle->call);
}

static void
on_event (const CorJanusEvent *event, gpointer data)
{
  g_autoptr (CorGatewayLine) self = g_object_ref (data);
  CorGatewayHandle *handle = cor_gateway_handle_find (self, event->sender);

  if (handle == NULL)
    return;
  if (event->kind == COR_JANUS_PLUGIN)
    take_plugin_event (self, handle, event);
  else if (event->kind == COR_JANUS_TRICKLE)
    take_candidate (handle, event);
  else if (event->kind == COR_JANUS_DETACHED)
    take_detached (self, handle);
  else if (event->kind == COR_JANUS_CUT_OFF && handle->call != NULL)
    cor_gateway_call_take_event (handle->call, event);
}

static const CorJanusListener listener = {
  .opened = on_opened,
  .lost = on_lost,
  .cut = on_cut,
  .resumed = on_resumed,
  .refused = on_refused,
  .replied = on_replied,
  .event = on_event,
};

/* --- CorLine --- */

/* Hangs up, and hands what is left to do to others. */
static void
leave (CorGatewayLine *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (CorJanus) janus = NULL;
  guint64 registered = self->registered && self->master != NULL ? self->master->id : 0;

  self->wanted = FALSE;
  self->leaving = TRUE;
  cor_gateway_register_stop (self);
  while (self->calls->len > 0)
    cor_gateway_call_end (self->calls->pdata[0], COR_CALL_END_LOCAL, NULL, TRUE);
  janus = g_steal_pointer (&self->janus);
  drop_handles (self);
  self->leaving = FALSE;
  if (janus != NULL)
    cor_gateway_leave_async (janus, self->clock, registered, callback, user_data);
}

void
cor_gateway_line_rest (CorGatewayLine *self)
{
  if (!self->wanted && !self->leaving && self->calls->len == 0 && self->janus != NULL)
    leave (self, NULL, NULL);
}

static void
line_connect (CorLine *line)
{
  CorGatewayLine *self = COR_GATEWAY_LINE (line);

  if (self->stopping != NULL || (self->wanted && cor_line_get_state (line) == COR_LINE_READY))
    return;
  self->wanted = TRUE;
  cor_backoff_reset (&self->backoff);
  if (self->janus != NULL) { /* with its calls, perhaps */
    g_autofree char *reason = cor_line_dup_reason (line);

    cor_line_set_state (line, COR_LINE_REGISTERING, reason);
    cor_gateway_line_on_network_changed (self);
    return;
  }
  self->janus = cor_janus_new (&self->way, self->clock, self->account.url);
  cor_janus_set_listener (self->janus, &listener, self);
  cor_line_set_state (COR_LINE (self), COR_LINE_REGISTERING, NULL);
  cor_janus_open (self->janus);
}

static void
line_disconnect (CorLine *line)
{
  CorGatewayLine *self = COR_GATEWAY_LINE (line);

  leave (self, NULL, NULL);
  cor_line_set_state (COR_LINE (self), COR_LINE_OFFLINE, NULL);
}

static CorCall *
line_dial (CorLine *line, const CorNumber *number)
{
  return cor_gateway_call_dial (COR_GATEWAY_LINE (line), number, 0);
}

static CorCall *
line_follow (CorLine *line, const CorNumber *number, guint referral)
{
  return cor_gateway_referral_follow (COR_GATEWAY_LINE (line), number, referral);
}

static void
line_refuse (CorLine *line, guint referral)
{
  cor_gateway_referral_refuse (COR_GATEWAY_LINE (line), referral);
}

void
cor_gateway_line_on_network_changed (CorGatewayLine *self)
{
  if (self->janus == NULL)
    return;
  cor_janus_check (self->janus);
  cor_gateway_register_hurry (self);
}

static void
on_left (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CorGatewayLine) self = data;
  g_autoptr (GTask) task = g_steal_pointer (&self->stopping);

  g_task_return_boolean (task, TRUE);
}

void
cor_gateway_line_stop_async (CorGatewayLine *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, cor_gateway_line_stop_async);
  if (self->stopping != NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING,
                             _ ("The telephone is being stopped already."));
    return;
  }
  if (self->janus == NULL) {
    line_disconnect (COR_LINE (self));
    g_task_return_boolean (task, TRUE);
    return;
  }
  self->stopping = g_steal_pointer (&task);
  leave (self, on_left, g_object_ref (self));
  cor_line_set_state (COR_LINE (self), COR_LINE_OFFLINE, NULL);
}

gboolean
cor_gateway_line_stop_finish (CorGatewayLine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- The object --- */

static void
dispose (GObject *object)
{
  CorGatewayLine *self = COR_GATEWAY_LINE (object);

  if (self->source != NULL)
    leave (self, NULL, NULL);
  g_clear_object (&self->source);
  g_clear_object (&self->way.object);
  G_OBJECT_CLASS (cor_gateway_line_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  CorGatewayLine *self = COR_GATEWAY_LINE (object);

  g_ptr_array_unref (self->calls);
  g_ptr_array_unref (self->referrals);
  g_ptr_array_unref (self->handles);
  g_free ((char *)self->account.url);
  g_free ((char *)self->account.user);
  cor_secret_free ((char *)self->account.password);
  g_free ((char *)self->account.domain);
  g_free ((char *)self->account.display_name);
  g_free ((char *)self->account.label);
  for (CorIceServer *ice = self->ice; ice != NULL && ice->url != NULL; ice++) {
    g_free ((char *)ice->url);
    g_free ((char *)ice->user);
    cor_secret_free ((char *)ice->password);
  }
  g_free (self->ice);
  G_OBJECT_CLASS (cor_gateway_line_parent_class)->finalize (object);
}

static void
cor_gateway_line_class_init (CorGatewayLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  CorLineClass *line_class = COR_LINE_CLASS (klass);

  object_class->dispose = dispose;
  object_class->finalize = finalize;
  line_class->connect = line_connect;
  line_class->disconnect = line_disconnect;
  line_class->dial = line_dial;
  line_class->follow = line_follow;
  line_class->refuse = line_refuse;
}

static void
cor_gateway_line_init (CorGatewayLine *self)
{
  self->handles = g_ptr_array_new_with_free_func ((GDestroyNotify)cor_gateway_handle_free);
  self->calls = g_ptr_array_new ();
  self->referrals = cor_gateway_referrals_new ();
}

static CorIceServer *
copy_ice (const CorIceServer *ice)
{
  guint n = 0;
  CorIceServer *copy;

  while (ice != NULL && ice[n].url != NULL)
    n++;
  copy = g_new0 (CorIceServer, n + 1);
  for (guint i = 0; i < n; i++)
    copy[i] =
      (CorIceServer){ g_strdup (ice[i].url), g_strdup (ice[i].user), g_strdup (ice[i].password) };
  return copy;
}

/* What stands in a SIP address must not end it. */
static gboolean
is_word (const char *text)
{
  return text != NULL && *text != '\0' && strlen (text) <= 255 &&
         strpbrk (text, " \t\r\n<>\"@;,?") == NULL && g_utf8_validate (text, -1, NULL);
}

static gboolean
check_account (const CorGatewayAccount *account, GError **error)
{
  if (account->url == NULL || !cor_host_check_url (account->url, NULL))
    g_set_error_literal (error, COR_GATEWAY_ERROR, COR_GATEWAY_ERROR_ACCOUNT,
                         _ ("The address of the server's gateway can't be used."));
  else if (!is_word (account->user) || strchr (account->user, ':') != NULL)
    g_set_error_literal (error, COR_GATEWAY_ERROR, COR_GATEWAY_ERROR_ACCOUNT,
                         _ ("The extension's name can't be used with the server's gateway."));
  else if (!is_word (account->domain))
    g_set_error_literal (error, COR_GATEWAY_ERROR, COR_GATEWAY_ERROR_ACCOUNT,
                         _ ("The telephone exchange's name can't be used with the server's "
                            "gateway."));
  else
    return TRUE;
  return FALSE;
}

CorLine *
cor_gateway_line_new_by (CorPeerSource *source,
                         const CorGatewayWay *way,
                         const CorClock *clock,
                         const CorGatewayAccount *account,
                         GError **error)
{
  CorGatewayLine *self;

  if (!check_account (account, error))
    return NULL;
  self = g_object_new (COR_TYPE_GATEWAY_LINE, NULL);
  self->source = g_object_ref (source);
  self->way = *way;
  g_object_ref (self->way.object);
  self->clock = clock;
  self->backoff.clock = clock;
  self->ice = copy_ice (account->ice);
  self->account = (CorGatewayAccount){
    .url = g_strdup (account->url),
    .user = g_strdup (account->user),
    .password = g_strdup (account->password),
    .domain = g_strdup (account->domain),
    .port = account->port,
    .display_name = g_strdup (account->display_name),
    .label = g_strdup (account->label != NULL ? account->label : account->user),
    .ice = self->ice,
  };
  cor_line_set_label (COR_LINE (self), "gateway", self->account.label);
  return COR_LINE (self);
}

CorLine *
cor_gateway_line_new (CorPeerSource *source,
                      CorHttp *http,
                      const CorClock *clock,
                      const CorGatewayAccount *account,
                      GError **error)
{
  g_autoptr (CorGatewaySocket) socket = NULL;
  CorGatewayWay way = cor_gateway_way_by_http (http);

  if (cor_gateway_socket_takes (account->url)) {
    socket = cor_gateway_socket_new (account->url, cor_http_get_ca_file (http), clock);
    way = cor_gateway_way_by_socket (socket);
  }
  return cor_gateway_line_new_by (source, &way, clock, account, error);
}
