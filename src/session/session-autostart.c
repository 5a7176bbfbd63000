/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cornetta starts with the desktop's session, where its user wants it. */
#include "config.h"
#include "session-around.h"
#include "desktop/autostart.h"

#define KEY "start-at-login"

static void on_setting (CorSession *self);

/* The switch says what is, and nothing is done about it. */
static void
put_setting (CorSession *self, gboolean enabled)
{
  if (enabled == g_settings_get_boolean (self->settings, KEY))
    return;
  g_signal_handlers_block_by_func (self->settings, on_setting, self);
  g_settings_set_boolean (self->settings, KEY, enabled);
  g_signal_handlers_unblock_by_func (self->settings, on_setting, self);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  CorSession *self = data; /* gone when cancelled */
  g_autoptr (GError) error = NULL;

  if (cor_autostart_set_finish (result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  cor_session_set_text (self, PROP_AUTOSTART_TROUBLE, error->message);
  put_setting (self, !g_settings_get_boolean (self->settings, KEY));
}

static void
on_setting (CorSession *self)
{
  CorAround *around = self->around;

  if (self->stopping)
    return;
  cor_session_set_text (self, PROP_AUTOSTART_TROUBLE, NULL);
  g_cancellable_cancel (around->autostart);
  g_clear_object (&around->autostart);
  around->autostart = g_cancellable_new ();
  cor_autostart_set (cor_autostart_get_way (), g_settings_get_boolean (self->settings, KEY),
                     around->autostart, on_set, self);
}

/* The entry may have been switched in the desktop's own settings meanwhile: it is what counts. */
void
cor_session_follow_autostart (CorSession *self)
{
  if (cor_autostart_get_way () == COR_AUTOSTART_ENTRY)
    put_setting (self, cor_autostart_is_enabled ());
  g_signal_connect_object (self->settings, "changed::" KEY, G_CALLBACK (on_setting), self,
                           G_CONNECT_SWAPPED);
}
