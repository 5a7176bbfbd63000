/* SPDX-License-Identifier: GPL-3.0-or-later
 * The buttons of the diagnosis: what helps, where the program can do it. The
 * check is looked at once more when it is done. */
#include "config.h"
#include "desktop/handler.h"
#include "phone/sound-state.h"
#include "session-looks.h"
#include "session/diagnosis.h"
#include <glib/gi18n-lib.h>

#define ECHO "*43"

typedef void (*Mend) (CorSession *self);

/* --- Clicks --- */

static void
mend_default (CorSession *self)
{
  const char *const *scheme = cor_handler_schemes ();
  g_autoptr (GError) error = NULL;

  for (; *scheme != NULL; scheme++)
    if (!cor_handler_set (*scheme, &error)) {
      cor_session_emit_refused (self, error->message);
      return;
    }
  cor_session_diagnose (self, "links", FALSE);
}

/* Beside those that the package's file tells of. */
static void
mend_registered (CorSession *self)
{
  g_autoptr (GError) error = NULL;

  if (cor_handler_register (&error))
    cor_session_diagnose (self, "links", FALSE);
  else
    cor_session_emit_refused (self, error->message);
}

/* --- The account --- */

static void
mend_token (CorSession *self)
{
  if (self->cti != NULL)
    cor_session_retry_now (self); /* a token that is refused ends at the sign-in page */
  cor_session_emit_raise (self, NULL);
}

static void
mend_mirror (CorSession *self)
{
  cor_session_renew_mirror (self);
  cor_session_diagnose (self, "webphone", FALSE);
}

/* --- Sound --- */

static void
mend_muted (CorSession *self)
{
  if (self->phone == NULL)
    return;
  cor_phone_unmute_microphone (self->phone);
  cor_session_diagnose (self, "audio", FALSE);
}

static void
mend_noise (CorSession *self)
{
  g_settings_set_boolean (self->settings, "noise-suppression", FALSE);
  cor_session_diagnose (self, "audio", FALSE);
}

static void
mend_engine (CorSession *self)
{
  if (self->phone == NULL)
    return;
  cor_phone_restart_sound (self->phone);
  cor_session_diagnose (self, "audio", FALSE);
}

/* --- The desk phone --- */

static void
note_rang (CorSession *self, CorFact rang, const char *text)
{
  self->phone_rang = rang;
  g_free (self->phone_rang_text);
  self->phone_rang_text = g_strdup (text);
  cor_session_diagnose (self, "deskphone", FALSE);
}

static void
on_test_changed (CorCall *call, GParamSpec *pspec, CorSession *self)
{
  CorCallState state = cor_call_get_state (call);

  if (state == COR_CALL_DIALING && !cor_call_is_stuck (call))
    return;
  g_signal_handlers_disconnect_by_data (call, self);
  if (state == COR_CALL_RINGING || state == COR_CALL_ACTIVE)
    note_rang (self, COR_FACT_YES, NULL);
  else
    note_rang (self, COR_FACT_NO,
               cor_call_get_end_text (call) != NULL
                 ? cor_call_get_end_text (call)
                 : _ ("The server took the call, but the phone does not ring: check its ringer, "
                      "and whether it forwards calls."));
}

static void
mend_phone (CorSession *self)
{
  CorDevice *phone = cor_look_find_desk_phone (self);
  g_autoptr (CorDialRequest) request = NULL;
  CorCall *call;

  if (phone == NULL)
    return;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->calls)) > 0) {
    cor_session_emit_refused (self, _ ("The test has to wait for the end of the calls."));
    return;
  }
  request = cor_dial_request_new (ECHO, COR_ORIGIN_TYPED, cor_device_get_id (phone), NULL);
  cor_session_confirm (self, request);
  call = cor_call_list_get_current (self->calls);
  if (call != NULL)
    g_signal_connect_object (call, "notify", G_CALLBACK (on_test_changed), self, 0);
}

/* --- All of them --- */

static void
on_mend_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  static const struct {
    const char *id;
    Mend mend;
  } mends[] = {
    { "auth.token", mend_token },
    { "data.cache", mend_mirror },
    { "link.registered", mend_registered },
    { "link.default", mend_default },
    { "desk.test", mend_phone },
    { "audio.mic.muted", mend_muted },
    { "audio.ns", mend_noise },
    { "audio.engine", mend_engine },
  };
  const char *id = g_variant_get_string (parameter, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (mends); i++)
    if (g_str_equal (mends[i].id, id))
      mends[i].mend (session);
}

void
cor_session_add_mending (CorSession *self)
{
  static const GActionEntry entries[] = {
    { .name = "mend", .activate = on_mend_activated, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}
