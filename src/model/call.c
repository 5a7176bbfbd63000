/* SPDX-License-Identifier: GPL-3.0-or-later
 * One call, wherever it lives. */
#include "config.h"
#include "call-private.h"

G_DEFINE_FINAL_TYPE (CorCall, cor_call, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_ID,
  PROP_INCOMING,
  PROP_STATE,
  PROP_NUMBER,
  PROP_SHOWN_NUMBER,
  PROP_NAME,
  PROP_SHOWN,
  PROP_PLACE,
  PROP_ON_THIS_COMPUTER,
  PROP_HELD,
  PROP_HELD_BY_PEER,
  PROP_MUTED,
  PROP_SECURE,
  PROP_STARTED_AT,
  PROP_ANSWERED_AT,
  PROP_ENDED_AT,
  PROP_END,
  PROP_END_TEXT,
  PROP_TROUBLE,
  PROP_HINT,
  PROP_STUCK,
  PROP_TRANSFERRING,
  PROP_WAITING,
  PROP_ANSWERING,
  PROP_ALSO_AT,
  PROP_RECORDING,
  PROP_POST_DIAL,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorCall *self = COR_CALL (object);

  switch (id) {
  case PROP_ID:
    g_value_set_uint (value, self->id);
    break;
  case PROP_INCOMING:
    g_value_set_boolean (value, self->incoming);
    break;
  case PROP_STATE:
    g_value_set_int (value, self->state);
    break;
  case PROP_NUMBER:
    g_value_set_string (value, self->number);
    break;
  case PROP_SHOWN_NUMBER:
    g_value_set_string (value, cor_call_get_shown_number (self));
    break;
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_SHOWN:
    g_value_set_string (value, cor_call_get_shown (self));
    break;
  case PROP_PLACE:
    g_value_set_string (value, self->place);
    break;
  case PROP_ON_THIS_COMPUTER:
    g_value_set_boolean (value, self->on_this_computer);
    break;
  case PROP_HELD:
    g_value_set_boolean (value, self->held);
    break;
  case PROP_HELD_BY_PEER:
    g_value_set_boolean (value, self->held_by_peer);
    break;
  case PROP_MUTED:
    g_value_set_boolean (value, self->muted);
    break;
  case PROP_SECURE:
    g_value_set_boolean (value, self->secure);
    break;
  case PROP_STARTED_AT:
    g_value_set_int64 (value, self->started_at);
    break;
  case PROP_ANSWERED_AT:
    g_value_set_int64 (value, self->answered_at);
    break;
  case PROP_ENDED_AT:
    g_value_set_int64 (value, self->ended_at);
    break;
  case PROP_END:
    g_value_set_int (value, self->end);
    break;
  case PROP_END_TEXT:
    g_value_set_string (value, self->end_text);
    break;
  case PROP_TROUBLE:
    g_value_set_string (value, self->trouble);
    break;
  case PROP_HINT:
    g_value_set_int (value, self->hint);
    break;
  case PROP_STUCK:
    g_value_set_boolean (value, self->stuck);
    break;
  case PROP_TRANSFERRING:
    g_value_set_boolean (value, self->transferring);
    break;
  case PROP_WAITING:
    g_value_set_string (value, self->waiting);
    break;
  case PROP_ANSWERING:
    g_value_set_boolean (value, self->answering);
    break;
  case PROP_ALSO_AT:
    g_value_set_string (value, self->also_at);
    break;
  case PROP_RECORDING:
    g_value_set_int (value, self->recording);
    break;
  case PROP_POST_DIAL:
    g_value_set_string (value, self->post_dial);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
finalize (GObject *object)
{
  CorCall *self = COR_CALL (object);

  g_free (self->number);
  g_free (self->shown_number);
  g_free (self->name);
  g_free (self->place);
  g_free (self->end_text);
  g_free (self->trouble);
  g_free (self->waiting);
  g_free (self->also_at);
  g_free (self->post_dial);
  g_free (self->parting);
  G_OBJECT_CLASS (cor_call_parent_class)->finalize (object);
}

static void
cor_call_class_init (CorCallClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->finalize = finalize;
  props[PROP_ID] = g_param_spec_uint ("id", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_INCOMING] = g_param_spec_boolean ("incoming", NULL, NULL, FALSE, flags);
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, COR_CALL_ENDED, 0, flags);
  props[PROP_SHOWN_NUMBER] = g_param_spec_string ("shown-number", NULL, NULL, "", flags);
  props[PROP_NUMBER] = g_param_spec_string ("number", NULL, NULL, "", flags);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  props[PROP_SHOWN] = g_param_spec_string ("shown", NULL, NULL, "", flags);
  props[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, "", flags);
  props[PROP_ON_THIS_COMPUTER] = g_param_spec_boolean ("on-this-computer", NULL, NULL, TRUE, flags);
  props[PROP_HELD] = g_param_spec_boolean ("held", NULL, NULL, FALSE, flags);
  props[PROP_HELD_BY_PEER] = g_param_spec_boolean ("held-by-peer", NULL, NULL, FALSE, flags);
  props[PROP_MUTED] = g_param_spec_boolean ("muted", NULL, NULL, FALSE, flags);
  props[PROP_SECURE] = g_param_spec_boolean ("secure", NULL, NULL, FALSE, flags);
  props[PROP_STARTED_AT] = g_param_spec_int64 ("started-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_ANSWERED_AT] = g_param_spec_int64 ("answered-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_ENDED_AT] = g_param_spec_int64 ("ended-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_END] = g_param_spec_int ("end", NULL, NULL, 0, COR_CALL_END_FAILED, 0, flags);
  props[PROP_END_TEXT] = g_param_spec_string ("end-text", NULL, NULL, NULL, flags);
  props[PROP_POST_DIAL] = g_param_spec_string ("post-dial", NULL, NULL, NULL, flags);
  props[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL, flags);
  props[PROP_HINT] =
    g_param_spec_int ("hint", NULL, NULL, 0, COR_CALL_HINT_NOTHING_RECEIVED, 0, flags);
  props[PROP_STUCK] = g_param_spec_boolean ("stuck", NULL, NULL, FALSE, flags);
  props[PROP_TRANSFERRING] = g_param_spec_boolean ("transferring", NULL, NULL, FALSE, flags);
  props[PROP_ALSO_AT] = g_param_spec_string ("also-at", NULL, NULL, NULL, flags);
  props[PROP_RECORDING] =
    g_param_spec_int ("recording", NULL, NULL, 0, COR_RECORDING_PAUSED, 0, flags);
  props[PROP_WAITING] = g_param_spec_string ("waiting", NULL, NULL, NULL, flags);
  props[PROP_ANSWERING] = g_param_spec_boolean ("answering", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_call_init (CorCall *self)
{
  static guint last_id = 0;

  self->id = ++last_id;
  self->started_at = g_get_real_time ();
}

static void
set_flag (CorCall *self, gboolean *flag, gboolean value, guint prop)
{
  value = !!value;
  if (*flag == value)
    return;
  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

static void
set_text (CorCall *self, char **text, const char *value, guint prop)
{
  if (g_strcmp0 (*text, value) == 0)
    return;
  g_free (*text);
  *text = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

CorCall *
cor_call_new (CorCallControl *control,
              gboolean incoming,
              const char *number,
              const char *place,
              gboolean on_this_computer)
{
  CorCall *self = g_object_new (COR_TYPE_CALL, NULL);

  self->control = control;
  self->incoming = incoming;
  self->state = incoming ? COR_CALL_INCOMING : COR_CALL_DIALING;
  self->number = g_strdup (number != NULL ? number : "");
  self->place = g_strdup (place);
  self->on_this_computer = on_this_computer;
  return self;
}

void
cor_call_set_control (CorCall *self, CorCallControl *control)
{
  self->control = control;
}

CorCallControl *
cor_call_get_control (CorCall *self)
{
  return self->control;
}

/* Ours go from dialling over ringing, or not, to active; theirs from incoming to active. */
static gboolean
is_forward (CorCallState from, CorCallState to)
{
  if (to == COR_CALL_ACTIVE)
    return from < COR_CALL_ACTIVE;
  return from == COR_CALL_DIALING && to == COR_CALL_RINGING;
}

void
cor_call_set_state (CorCall *self, CorCallState state)
{
  g_return_if_fail (state != COR_CALL_ENDED);

  if (!is_forward (self->state, state))
    return;
  self->state = state;
  if (state == COR_CALL_ACTIVE) {
    self->answered_at = g_get_monotonic_time ();
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ANSWERED_AT]);
  }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

void
cor_call_continue_from (CorCall *self, gint64 answered_at)
{
  if (self->state != COR_CALL_ACTIVE || answered_at == self->answered_at)
    return;
  self->answered_at = answered_at;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ANSWERED_AT]);
}

void
cor_call_set_ended (CorCall *self, CorCallEnd end, const char *end_text)
{
  if (self->state == COR_CALL_ENDED)
    return;
  if (self->parting != NULL &&
      (end == COR_CALL_END_REMOTE || (end == COR_CALL_END_LOCAL && end_text == NULL))) {
    end = COR_CALL_END_LOCAL;
    end_text = self->parting;
  }
  self->rings_on = self->rings_on && end == COR_CALL_END_MISSED;
  cor_call_set_hint (self, COR_CALL_HINT_NONE);
  self->state = COR_CALL_ENDED;
  self->end = self->rings_on ? COR_CALL_END_ELSEWHERE : end;
  self->ended_at = g_get_monotonic_time ();
  set_text (self, &self->end_text, end_text, PROP_END_TEXT);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ENDED_AT]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_END]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

/* Of what a call is shown as, each part may be all there is. */
static void
set_shown_part (CorCall *self, char **part, const char *value, guint prop)
{
  g_autofree char *shown = g_strdup (cor_call_get_shown (self));

  set_text (self, part, value, prop);
  if (!g_str_equal (shown, cor_call_get_shown (self)))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOWN]);
}

void
cor_call_set_number (CorCall *self, const char *number)
{
  g_return_if_fail (number != NULL);

  set_shown_part (self, &self->number, number, PROP_NUMBER);
}

void
cor_call_set_shown_number (CorCall *self, const char *shown_number)
{
  set_shown_part (self, &self->shown_number, shown_number, PROP_SHOWN_NUMBER);
}

void
cor_call_set_name (CorCall *self, const char *name)
{
  set_shown_part (self, &self->name, name, PROP_NAME);
}

void
cor_call_set_held (CorCall *self, gboolean held)
{
  set_flag (self, &self->held, held, PROP_HELD);
}

void
cor_call_set_held_by_peer (CorCall *self, gboolean held)
{
  set_flag (self, &self->held_by_peer, held, PROP_HELD_BY_PEER);
}

void
cor_call_set_muted (CorCall *self, gboolean muted)
{
  set_flag (self, &self->muted, muted, PROP_MUTED);
}

void
cor_call_set_secure (CorCall *self, gboolean secure)
{
  set_flag (self, &self->secure, secure, PROP_SECURE);
}

void
cor_call_set_trouble (CorCall *self, const char *trouble)
{
  set_flag (self, &self->answering, self->answering && trouble == NULL, PROP_ANSWERING);
  set_text (self, &self->trouble, trouble, PROP_TROUBLE);
}

void
cor_call_set_hint (CorCall *self, CorCallHint hint)
{
  if (self->hint == hint)
    return;
  self->hint = hint;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HINT]);
}

void
cor_call_set_stuck (CorCall *self, gboolean stuck)
{
  set_flag (self, &self->stuck, stuck, PROP_STUCK);
}

void
cor_call_set_transferring (CorCall *self, gboolean transferring)
{
  set_flag (self, &self->transferring, transferring, PROP_TRANSFERRING);
}

void
cor_call_set_waiting (CorCall *self, const char *waiting)
{
  set_text (self, &self->waiting, waiting, PROP_WAITING);
}

void
cor_call_set_answering (CorCall *self)
{
  set_flag (self, &self->answering, TRUE, PROP_ANSWERING);
}

void
cor_call_set_rings_on (CorCall *self, gboolean rings_on)
{
  if (self->state != COR_CALL_ENDED)
    self->rings_on = rings_on;
}

void
cor_call_set_also_at (CorCall *self, const char *place)
{
  set_text (self, &self->also_at, place, PROP_ALSO_AT);
}

void
cor_call_set_recording (CorCall *self, CorRecording recording)
{
  if (self->recording == recording)
    return;
  self->recording = recording;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RECORDING]);
}

void
cor_call_set_parting (CorCall *self, const char *parting)
{
  g_free (self->parting);
  self->parting = g_strdup (parting);
}

void
cor_call_set_post_dial (CorCall *self, const char *post_dial)
{
  set_text (self, &self->post_dial, post_dial, PROP_POST_DIAL);
}
