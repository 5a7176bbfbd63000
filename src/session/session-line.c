/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phone of this computer, its line, and what their user sees of them. */
#include "config.h"
#include "session-referral.h"
#include <glib/gi18n-lib.h>

/* --- What the user sees of the line. --- */

static char *
line_text (CorSession *self)
{
  g_autofree char *label = NULL;

  if (self->line == NULL)
    return g_strdup (self->state == COR_SESSION_READY ? _ ("No line") : _ ("Signed out"));
  label = cor_line_dup_label (self->line);
  switch (cor_line_get_state (self->line)) {
  case COR_LINE_READY:
    /* Translators: %s is the extension; at 360 pixels there is room for nine letters in all. */
    return g_strdup_printf (_ ("%s Ready"), label);
  case COR_LINE_REGISTERING:
    return g_strdup_printf (_ ("%s Connecting"), label);
  case COR_LINE_FAILED:
    return g_strdup_printf (_ ("%s Not connected"), label);
  case COR_LINE_OFFLINE:
  default:
    return g_strdup_printf (_ ("%s Offline"), label);
  }
}

static void
update_this_computer (CorSession *self)
{
  CorDevice *device = cor_session_find_device (self, COR_DEVICE_ID_THIS_COMPUTER);
  g_autofree char *reason = self->line != NULL ? cor_line_dup_reason (self->line) : NULL;

  if (device != NULL)
    cor_device_set_online (
      device, self->line != NULL && cor_line_get_state (self->line) == COR_LINE_READY, reason);
}

void
cor_session_note_line (CorSession *self)
{
  g_autofree char *text = line_text (self);
  g_autofree char *why = cor_session_dup_line_why (self);

  update_this_computer (self);
  cor_session_set_text (self, PROP_LINE_TEXT, text);
  cor_session_set_text (self, PROP_LINE_WHY, why);
  cor_session_notify (self, PROP_LINE_STATE);
  cor_session_update_trouble (self);
  cor_session_follow_default (self);
  if (self->line != NULL && cor_line_get_state (self->line) == COR_LINE_READY)
    cor_session_try_waiting (self);
}

static void
on_incoming (CorSession *self, CorCall *call)
{
  cor_session_answer_intercom (self, call);
  cor_twins_take_here (self->twins, call);
}

/* --- The phone. --- */

static void
on_old_phone_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  cor_phone_stop_finish (COR_PHONE (source), result, NULL);
}

/* The stack binds its sockets once, so a server on loopback needs a phone of its own. */
gboolean
cor_session_ensure_phone (CorSession *self, const char *loopback, GError **error)
{
  CorPhoneConfig config = {
    .interface = loopback,
    .ca_file = g_getenv ("CORNETTA_CA_FILE"),
  };

  if (self->phone != NULL && g_strcmp0 (self->phone_loopback, loopback) == 0)
    return TRUE;
  if (self->phone != NULL) {
    cor_ringer_set_phone (self->ringer, NULL);
    cor_phone_stop_async (self->phone, on_old_phone_stopped, NULL);
    g_clear_object (&self->phone);
  }
  self->phone = cor_phone_new (&config, error);
  if (self->phone == NULL)
    return FALSE;
  self->phone_loopback = loopback;
  cor_ringer_set_phone (self->ringer, self->phone);
  g_signal_connect_object (self->phone, "call-measured", G_CALLBACK (cor_session_take_quality),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->phone, "notify::audio-trouble",
                           G_CALLBACK (cor_session_update_trouble), self, G_CONNECT_SWAPPED);
  for (guint role = 0; role < 3; role++)
    cor_session_set_audio_device (self, role, NULL);
  cor_session_apply_codecs (self);
  cor_phone_set_country (self->phone, self->country);
  cor_session_apply_voice (self);
  cor_session_apply_ringtone (self);
  return TRUE;
}

void
cor_session_take_line (CorSession *self, CorLine *line)
{
  self->line = g_object_ref (line);
  g_signal_connect_object (self->line, "notify", G_CALLBACK (cor_session_note_line), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->line, "incoming", G_CALLBACK (on_incoming), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->line, "referred", G_CALLBACK (cor_session_note_referral), self,
                           G_CONNECT_SWAPPED);
  cor_line_connect (self->line);
  cor_session_note_line (self);
}

void
cor_session_drop_line (CorSession *self)
{
  if (self->line == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->line, self);
  cor_line_disconnect (self->line);
  g_clear_object (&self->line);
  if (!self->stopping)
    cor_session_note_line (self);
}
