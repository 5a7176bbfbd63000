/* SPDX-License-Identifier: GPL-3.0-or-later
 * The session's acts as actions, for menus, keys, buttons and D-Bus. */
#include "config.h"
#include "session-colleagues.h"
#include "session-company.h"
#include "session-reception.h"
#include "session-conference.h"
#include "session-consult.h"
#include "session-move.h"
#include "session-presence.h"
#include "session-record.h"
#include "session-second.h"
#include "session-switch.h"

/* 0 means the one that the user means: what rings, or what is talked in. */
static CorCall *
find_call (CorSession *self, GVariant *parameter, gboolean ringing)
{
  guint id = g_variant_get_uint32 (parameter);

  if (id != 0)
    return cor_call_list_find (self->calls, id);
  return ringing ? cor_call_list_get_ringing (self->calls)
                 : cor_call_list_get_current (self->calls);
}

static void
on_dial_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new (g_variant_get_string (parameter, NULL), COR_ORIGIN_TYPED, NULL, NULL);

  cor_session_dial (session, request);
}

static void
on_answer_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  CorCall *call = find_call (session, parameter, TRUE);

  if (call != NULL)
    cor_call_answer (call);
}

static void
on_answer_there_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  CorCall *call = find_call (session, parameter, TRUE);

  if (call != NULL)
    cor_call_answer_there (call);
}

static void
on_answer_ending_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  CorCall *call = find_call (session, parameter, TRUE);

  if (call != NULL)
    cor_session_answer_ending (session, call);
}

static void
on_decline_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  CorCall *call = find_call (session, parameter, TRUE);

  if (call != NULL)
    cor_call_decline (call);
}

static void
on_hang_up_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  CorCall *call = find_call (session, parameter, FALSE);

  if (call == NULL)
    call = find_call (session, parameter, TRUE);
  if (call != NULL)
    cor_call_hang_up (call);
}

static void
on_hold_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  CorCall *call = find_call (session, parameter, FALSE);

  if (call != NULL && cor_call_is_held (call))
    cor_session_resume (session, call);
  else if (call != NULL)
    cor_call_hold (call, TRUE);
}

static void
on_mute_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  CorCall *call = find_call (session, parameter, FALSE);

  if (call != NULL)
    cor_call_mute (call, !cor_call_is_muted (call));
}

static void
transfer (CorSession *session, GVariant *parameter, CorCtiMoveKind kind)
{
  g_autoptr (GVariant) id = g_variant_get_child_value (parameter, 0);
  const char *to;
  CorCall *call = find_call (session, id, FALSE);

  g_variant_get_child (parameter, 1, "&s", &to);
  if (call != NULL)
    cor_session_transfer (session, call, kind, to);
}

static void
on_transfer_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  transfer (session, parameter, COR_CTI_TRANSFER);
}

static void
on_ask_first_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  transfer (session, parameter, COR_CTI_CONSULT);
}

typedef gboolean (*Consulted) (CorSession *session, CorCall *call, GError **error);

static void
consult (CorSession *session, GVariant *parameter, Consulted act)
{
  CorCall *call = find_call (session, parameter, FALSE);
  g_autoptr (GError) error = NULL;

  if (call != NULL && !act (session, call, &error))
    cor_session_emit_refused (session, error->message);
}

static void
on_swap_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  consult (session, parameter, cor_session_swap);
}

static void
on_complete_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  consult (session, parameter, cor_session_complete);
}

static void
on_go_back_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  consult (session, parameter, cor_session_go_back);
}

static void
on_record_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  CorCall *call = find_call (session, parameter, FALSE);

  if (call != NULL)
    cor_session_toggle_record (session, call);
}

static void
on_record_pause_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  CorCall *call = find_call (session, parameter, FALSE);

  if (call != NULL)
    cor_session_toggle_record_pause (session, call);
}

static void
confer (CorSession *session, CorWishKind kind, const char *who)
{
  const CorWish wish = { .kind = kind, .who = who };

  cor_session_confer_async (session, &wish, NULL, NULL);
}

static void
on_conference_add_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  g_autoptr (GVariant) id = g_variant_get_child_value (parameter, 0);
  CorWish wish = { .kind = COR_WISH_ADD, .call = find_call (session, id, FALSE) };

  g_variant_get_child (parameter, 1, "&s", &wish.who);
  cor_session_confer_async (session, &wish, NULL, NULL);
}

static void
on_conference_join_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  confer (session, COR_WISH_JOIN, NULL);
}

static void
on_conference_end_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  confer (session, COR_WISH_END, NULL);
}

static void
on_conference_mute_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CorSession *self = user_data;
  const char *number = g_variant_get_string (parameter, NULL);
  CorParticipant *who = cor_conference_find (self->conference, number);
  gboolean muted = who != NULL && cor_participant_is_muted (who);

  confer (self, muted ? COR_WISH_UNMUTE : COR_WISH_MUTE, number);
}

static void
on_conference_remove_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  confer (session, COR_WISH_REMOVE, g_variant_get_string (parameter, NULL));
}

static void
on_switch_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  g_autoptr (GVariant) id = g_variant_get_child_value (parameter, 0);
  CorCall *call = find_call (session, id, FALSE);
  g_autoptr (GError) error = NULL;
  const char *device;

  g_variant_get_child (parameter, 1, "&s", &device);
  if (call != NULL && !cor_session_switch (session, call, device, &error))
    cor_session_emit_refused (session, error->message);
}

static void
on_park_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  const CorMove park = { .kind = COR_CTI_PARK };
  CorCall *call = find_call (session, parameter, FALSE);

  if (call != NULL)
    cor_session_move_async (session, call, &park, NULL, NULL);
}

static void
on_digits_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  g_autoptr (GVariant) id = g_variant_get_child_value (parameter, 0);
  const char *digits;
  CorCall *call = find_call (session, id, FALSE);

  g_variant_get_child (parameter, 1, "&s", &digits);
  if (call != NULL)
    cor_call_send_digits (call, digits);
}

static void
on_call_here_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  cor_session_call_here (session, g_variant_get_uint32 (parameter));
}

static void
on_send_post_dial_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  CorCall *call = find_call (session, parameter, FALSE);
  g_autofree char *digits = NULL;

  if (call == NULL || cor_call_get_post_dial (call) == NULL)
    return;
  digits = g_strdup (cor_call_get_post_dial (call));
  cor_call_set_post_dial (call, NULL);
  cor_call_send_digits (call, digits);
}

static void
on_drop_post_dial_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  CorCall *call = find_call (session, parameter, FALSE);

  if (call != NULL)
    cor_call_set_post_dial (call, NULL);
}

static void
on_device_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  cor_session_choose_device (session, g_variant_get_string (parameter, NULL));
}

static void
on_sign_out_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  cor_session_sign_out (session);
}

static void
on_retry_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  cor_session_retry_now (session);
}

static void
on_use_here_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  cor_session_use_here (session);
}

static void
on_silence_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CorSession *self = user_data;
  CorCall *call = cor_call_list_get_ringing (self->calls);

  if (call != NULL)
    cor_ringer_silence (self->ringer, call);
}

void
cor_session_add_actions (CorSession *self)
{
  static const GActionEntry entries[] = {
    { .name = "dial", .activate = on_dial_activated, .parameter_type = "s" },
    { .name = "answer", .activate = on_answer_activated, .parameter_type = "u" },
    { .name = "answer-there", .activate = on_answer_there_activated, .parameter_type = "u" },
    { .name = "answer-ending", .activate = on_answer_ending_activated, .parameter_type = "u" },
    { .name = "decline", .activate = on_decline_activated, .parameter_type = "u" },
    { .name = "hang-up", .activate = on_hang_up_activated, .parameter_type = "u" },
    { .name = "hold", .activate = on_hold_activated, .parameter_type = "u" },
    { .name = "mute", .activate = on_mute_activated, .parameter_type = "u" },
    { .name = "transfer", .activate = on_transfer_activated, .parameter_type = "(us)" },
    { .name = "ask-first", .activate = on_ask_first_activated, .parameter_type = "(us)" },
    { .name = "swap", .activate = on_swap_activated, .parameter_type = "u" },
    { .name = "complete-transfer", .activate = on_complete_activated, .parameter_type = "u" },
    { .name = "go-back", .activate = on_go_back_activated, .parameter_type = "u" },
    { .name = "record", .activate = on_record_activated, .parameter_type = "u" },
    { .name = "record-pause", .activate = on_record_pause_activated, .parameter_type = "u" },
    { .name = "conference-add", .activate = on_conference_add_activated, .parameter_type = "(us)" },
    { .name = "conference-join", .activate = on_conference_join_activated },
    { .name = "conference-end", .activate = on_conference_end_activated },
    { .name = "conference-mute", .activate = on_conference_mute_activated, .parameter_type = "s" },
    { .name = "conference-remove",
      .activate = on_conference_remove_activated,
      .parameter_type = "s" },
    { .name = "switch-device", .activate = on_switch_activated, .parameter_type = "(us)" },
    { .name = "park", .activate = on_park_activated, .parameter_type = "u" },
    { .name = "digits", .activate = on_digits_activated, .parameter_type = "(us)" },
    { .name = "call-here", .activate = on_call_here_activated, .parameter_type = "u" },
    { .name = "send-post-dial", .activate = on_send_post_dial_activated, .parameter_type = "u" },
    { .name = "drop-post-dial", .activate = on_drop_post_dial_activated, .parameter_type = "u" },
    { .name = "device", .activate = on_device_activated, .parameter_type = "s", .state = "''" },
    { .name = "sign-out", .activate = on_sign_out_activated },
    { .name = "retry", .activate = on_retry_activated },
    { .name = "use-here", .activate = on_use_here_activated },
    { .name = "silence", .activate = on_silence_activated },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  cor_session_add_colleague_actions (self);
  cor_session_add_reception_actions (self);
  cor_session_add_presence_actions (self);
}

static void
set_enabled (CorSession *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
cor_session_update_actions (CorSession *self)
{
  static const char *const of_ringing[] = { "answer", "answer-there", "decline", "silence" };
  static const char *const of_current[] = { "hold", "mute", "digits" };
  gboolean ringing = cor_call_list_is_ringing (self->calls);
  gboolean busy = cor_call_list_is_busy (self->calls);
  gboolean asking = cor_session_is_asking_first (self), two = cor_session_has_two_calls (self);
  const char *device = self->texts[PROP_DEVICE];
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "device");

  for (guint i = 0; i < G_N_ELEMENTS (of_ringing); i++)
    set_enabled (self, of_ringing[i], ringing);
  for (guint i = 0; i < G_N_ELEMENTS (of_current); i++)
    set_enabled (self, of_current[i], busy);
  set_enabled (self, "answer-ending", cor_session_can_answer_ending (self));
  set_enabled (self, "hang-up", ringing || busy);
  set_enabled (self, "transfer", cor_session_can_transfer (self));
  set_enabled (self, "ask-first", cor_session_can_transfer (self));
  set_enabled (self, "swap", asking || cor_session_find_next_held (self) != NULL);
  set_enabled (self, "complete-transfer", asking || two);
  set_enabled (self, "go-back", asking);
  set_enabled (self, "record", cor_session_can_record (self));
  set_enabled (self, "record-pause", cor_session_can_record (self));
  set_enabled (self, "conference-add", cor_session_can_add (self));
  set_enabled (self, "conference-join", cor_session_can_join (self));
  set_enabled (self, "conference-end", self->meet != NULL);
  set_enabled (self, "switch-device", cor_session_can_switch (self));
  set_enabled (self, "park", cor_session_can_park (self));
  cor_session_update_colleague_actions (self);
  cor_session_update_reception_actions (self);
  cor_session_update_presence_actions (self);
  cor_session_update_url_action (self);
  set_enabled (self, "call-here", cor_session_can_call_here (self));
  set_enabled (self, "sign-out", self->state == COR_SESSION_READY && self->cti != NULL);
  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_string (device != NULL ? device : ""));
}
