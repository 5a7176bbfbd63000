/* SPDX-License-Identifier: GPL-3.0-or-later
 * What can be asked of a call on a desk phone: each command is a request that
 * names the conversation by its newest id. */
#include "config.h"
#include "desk-private.h"
#include "cti-private.h"
#include "request.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* A phone without a web interface leaves `answer` without a reply. */
#define ANSWER_TIMEOUT_MS 5000
#define MAX_DIGITS 64
#define PAUSE_MS 2000 /* of ',' and 'w' */

CorDeskCall *
cor_desk_find_call (CorDesk *self, CorCall *call)
{
  for (guint i = 0; i < self->calls->len; i++) {
    CorDeskCall *desk_call = g_ptr_array_index (self->calls, i);

    if (desk_call->call == call)
      return desk_call;
  }
  return NULL;
}

/* A command under way. */
typedef struct {
  CorDeskCall *desk_call;
  void (*done) (CorDesk *self, CorDeskCall *desk_call, gboolean value);
  gboolean value;
  char *digits;  /* what is still to be sent, or NULL */
  gboolean code; /* for the exchange */
} Command;

static void
send_next_digit (CorDesk *self, CorDeskCall *desk_call, const char *digits, gboolean code);

static void
command_free (Command *command)
{
  cor_desk_call_unref (command->desk_call);
  g_free (command->digits);
  g_free (command);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Command, command_free)

static void
on_commanded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Command) command = user_data;
  CorCti *cti = COR_CTI (source);
  CorDeskCall *desk_call = command->desk_call;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = cor_request_send_finish (cti, result, &error);

  desk_call->busy = FALSE;
  cor_call_set_trouble (desk_call->call, error != NULL ? error->message : NULL);
  if (body == NULL && command->code)
    desk_call->consult.wished = desk_call->consult.state;
  if (body == NULL)
    return;
  if (command->done != NULL)
    command->done (cti->desk, desk_call, command->value);
  if (command->digits != NULL)
    send_next_digit (cti->desk, desk_call, command->digits, command->code);
  else if (command->code)
    cor_desk_call_note_code (desk_call);
}

static Command *
command_new (CorDeskCall *desk_call)
{
  Command *command = g_new0 (Command, 1);

  command->desk_call = cor_desk_call_ref (desk_call);
  return command;
}

/* Takes command and body. */
static void
post (CorDesk *self, const char *path, char *body, Command *command)
{
  g_autofree char *owned = body;
  const CorRequest request = { .method = "POST",
                               .path = path,
                               .body = owned,
                               .timeout_ms =
                                 g_str_has_suffix (path, "/answer") ? ANSWER_TIMEOUT_MS : 0 };

  cor_request_send_async (self->cti, &request, NULL, on_commanded, command);
}

static char *
build_body (CorDeskCall *desk_call)
{
  return cor_json_build ("convid", desk_call->conversation, "endpointId", desk_call->device,
                         "endpointType", "extension", NULL);
}

void
cor_desk_hang_up_conversation (CorDesk *self, CorDeskCall *desk_call)
{
  if (desk_call->busy)
    return;
  desk_call->busy = TRUE;
  post (self, "/astproxy/hangup", build_body (desk_call), command_new (desk_call));
}

static void
hang_up (CorCallControl *control, CorCall *call)
{
  CorDesk *self = COR_DESK (control);
  CorDeskCall *desk_call = cor_desk_find_call (self, call);

  if (desk_call == NULL)
    return;
  desk_call->leaving = TRUE;
  if (desk_call->conversation != NULL)
    cor_desk_hang_up_conversation (self, desk_call);
  else /* the phone does not ring yet; as soon as it does it will be stopped */
    cor_call_set_ended (call, COR_CALL_END_LOCAL, NULL);
}

const char *
cor_desk_find_device (CorDesk *self, CorCall *call, gboolean *ret_can_answer)
{
  CorDeskCall *desk_call = cor_desk_find_call (self, call);
  const CorCtiEndpoint *endpoint =
    desk_call != NULL ? cor_desk_find_endpoint (self, desk_call->device) : NULL;

  *ret_can_answer = endpoint != NULL && endpoint->can_answer;
  return desk_call != NULL ? desk_call->device : NULL;
}

const char *
cor_desk_find_conversation (CorDesk *self, CorCall *call, const char **ret_device)
{
  CorDeskCall *desk_call = cor_desk_find_call (self, call);

  if (desk_call == NULL)
    return NULL;
  *ret_device = desk_call->device;
  return desk_call->conversation;
}

/* What the phone's web interface would have to do, and has not got. */
static gboolean
can (CorDesk *self, CorDeskCall *desk_call, gsize action_offset)
{
  const CorCtiEndpoint *endpoint = cor_desk_find_endpoint (self, desk_call->device);

  if (endpoint != NULL && G_STRUCT_MEMBER (gboolean, endpoint, action_offset))
    return TRUE;
  cor_call_set_trouble (desk_call->call,
                        _ ("This phone cannot be told to do that. Use the phone's own keys."));
  return FALSE;
}

static void
on_answered (CorDesk *self, CorDeskCall *desk_call, gboolean value)
{
  g_debug ("desk: call %u: answer accepted", cor_call_get_id (desk_call->call));
}

static void
answer (CorCallControl *control, CorCall *call)
{
  CorDesk *self = COR_DESK (control);
  CorDeskCall *desk_call = cor_desk_find_call (self, call);
  Command *command;

  if (desk_call == NULL || !can (self, desk_call, G_STRUCT_OFFSET (CorCtiEndpoint, can_answer)))
    return;
  command = command_new (desk_call);
  command->done = on_answered;
  post (self, "/astproxy/answer", build_body (desk_call), command);
}

static void
on_held (CorDesk *self, CorDeskCall *desk_call, gboolean value)
{
  cor_call_set_held (desk_call->call, value);
}

static void
set_hold (CorCallControl *control, CorCall *call, gboolean hold)
{
  CorDesk *self = COR_DESK (control);
  CorDeskCall *desk_call = cor_desk_find_call (self, call);
  Command *command;

  /* The phone's key toggles: pressing it for what is so already would undo it. */
  if (desk_call == NULL || cor_call_is_held (call) == !!hold ||
      !can (self, desk_call, G_STRUCT_OFFSET (CorCtiEndpoint, can_hold)))
    return;
  command = command_new (desk_call);
  command->done = on_held;
  command->value = hold;
  post (self, "/astproxy/toggle_hold", build_body (desk_call), command);
}

static void
on_muted (CorDesk *self, CorDeskCall *desk_call, gboolean value)
{
  cor_call_set_muted (desk_call->call, value);
}

static void
set_mute (CorCallControl *control, CorCall *call, gboolean mute)
{
  CorDesk *self = COR_DESK (control);
  CorDeskCall *desk_call = cor_desk_find_call (self, call);
  Command *command;

  if (desk_call == NULL || desk_call->conversation == NULL)
    return;
  command = command_new (desk_call);
  command->done = on_muted;
  command->value = mute;
  post (self, mute ? "/astproxy/mute" : "/astproxy/unmute", build_body (desk_call), command);
}

static gboolean
on_pause_over (gpointer user_data)
{
  CorDeskCall *desk_call = user_data;
  g_autofree char *digits = g_steal_pointer (&desk_call->digits);

  desk_call->pause = 0;
  send_next_digit (desk_call->desk, desk_call, digits, FALSE);
  return G_SOURCE_REMOVE;
}

/* One by one: the server takes one tone a request, and their order counts. */
static void
send_next_digit (CorDesk *self, CorDeskCall *desk_call, const char *digits, gboolean code)
{
  gsize pauses = strspn (digits, ",w");
  const char tone[] = { digits[pauses], '\0' };
  Command *command;
  char *body;

  if (cor_call_get_state (desk_call->call) == COR_CALL_ENDED || digits[pauses] == '\0')
    return;
  if (pauses > 0) {
    g_free (desk_call->digits);
    desk_call->digits = g_strdup (digits + pauses);
    cor_clock_stop (self->cti->clock, &desk_call->pause);
    desk_call->pause =
      cor_clock_start (self->cti->clock, (guint)pauses * PAUSE_MS, on_pause_over, desk_call);
    return;
  }
  command = command_new (desk_call);
  command->digits = digits[1] != '\0' ? g_strdup (digits + 1) : NULL;
  command->code = code;
  body = cor_json_build ("convid", desk_call->conversation, "endpointId", desk_call->device, "tone",
                         tone, NULL);
  post (self, "/astproxy/dtmf", body, command);
}

static void
send_digits (CorCallControl *control, CorCall *call, const char *digits)
{
  CorDesk *self = COR_DESK (control);
  CorDeskCall *desk_call = cor_desk_find_call (self, call);

  if (desk_call == NULL || *digits == '\0' ||
      !can (self, desk_call, G_STRUCT_OFFSET (CorCtiEndpoint, can_dtmf)))
    return;
  if (strlen (digits) > MAX_DIGITS || strspn (digits, "0123456789*#,w") != strlen (digits)) {
    cor_call_set_trouble (call, _ ("A desk phone sends only the digits, * and #."));
    return;
  }
  send_next_digit (self, desk_call, digits, FALSE);
}

gboolean
cor_desk_send_code (CorDesk *self, CorDeskCall *desk_call, const char *code)
{
  if (!can (self, desk_call, G_STRUCT_OFFSET (CorCtiEndpoint, can_dtmf)))
    return FALSE;
  send_next_digit (self, desk_call, code, TRUE);
  return TRUE;
}

static void
transfer (CorCallControl *control, CorCall *call, const char *to)
{
  CorDesk *self = COR_DESK (control);
  CorDeskCall *desk_call = cor_desk_find_call (self, call);

  g_autofree char *number = cor_desk_format_number (to);

  if (desk_call == NULL || desk_call->conversation == NULL)
    return;
  post (self, "/astproxy/blindtransfer",
        cor_json_build ("convid", desk_call->conversation, "endpointId", desk_call->device, "to",
                        number, NULL),
        command_new (desk_call));
}

void
cor_desk_commands_init (CorCallControlInterface *iface)
{
  iface->answer = answer;
  iface->decline = hang_up;
  iface->hang_up = hang_up;
  iface->set_hold = set_hold;
  iface->set_mute = set_mute;
  iface->send_digits = send_digits;
  iface->transfer = transfer;
}
