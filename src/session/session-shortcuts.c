/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keys that work in every program, once their user has switched them on. */
#include "config.h"
#include "session-private.h"
#include "desktop/keybinding.h"

static void
on_failed (CorSession *self, const char *reason)
{
  cor_session_set_text (self, PROP_SHORTCUTS_TROUBLE, reason);
}

/* The setting is the user's word; whoever writes it, this follows. */
void
cor_session_update_shortcuts (CorSession *self)
{
  gboolean wanted = !self->stopping && g_settings_get_boolean (self->settings, "global-shortcuts");

  if (wanted == (self->shortcuts != NULL))
    return;
  cor_session_set_text (self, PROP_SHORTCUTS_TROUBLE, NULL);
  if (wanted) {
    self->shortcuts = cor_shortcuts_new ();
    g_signal_connect_object (self->shortcuts, "activated", G_CALLBACK (cor_session_emit_shortcut),
                             self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->shortcuts, "failed", G_CALLBACK (on_failed), self,
                             G_CONNECT_SWAPPED);
  } else {
    cor_shortcuts_close (self->shortcuts);
    g_clear_object (&self->shortcuts);
  }
}

gboolean
cor_session_has_keybinding_list (CorSession *self)
{
  return cor_keybinding_is_possible ();
}

char *
cor_session_dup_keybinding (CorSession *self)
{
  return cor_keybinding_dup_keys ();
}

void
cor_session_set_keybinding (CorSession *self, gboolean wanted)
{
  if (wanted)
    cor_keybinding_add ();
  else
    cor_keybinding_remove ();
}
