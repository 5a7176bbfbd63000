/* SPDX-License-Identifier: GPL-3.0-or-later
 * The icon in the panel: what it shows of the session, and what its menu does. */
#include "config.h"
#include "session-around.h"
#include <glib/gi18n-lib.h>

static CorStatus
find_status (CorSession *self)
{
  if (cor_call_list_is_ringing (self->calls))
    return COR_STATUS_RINGING;
  if (cor_call_list_is_busy (self->calls))
    return COR_STATUS_BUSY;
  if (self->missed > 0)
    return COR_STATUS_MISSED;
  if (cor_session_is_dnd (self))
    return COR_STATUS_DND;
  return self->line != NULL && cor_line_get_state (self->line) == COR_LINE_READY
           ? COR_STATUS_READY
           : COR_STATUS_OFFLINE;
}

/* No names: a panel is in everybody's sight. */
static char *
find_text (CorSession *self)
{
  if (self->missed > 0)
    return g_strdup_printf (ngettext ("%u missed call", "%u missed calls", self->missed),
                            self->missed);
  return g_strdup (self->texts[PROP_LINE_TEXT]);
}

static void
update (CorSession *self)
{
  g_autofree char *text = NULL;
  CorStatusLook look;

  if (self->around->item == NULL)
    return;
  text = find_text (self);
  look = (CorStatusLook){ find_status (self), text, cor_session_is_dnd (self),
                          cor_session_may_dnd (self) };
  cor_status_item_set (self->around->item, &look);
}

static void
on_chosen (CorSession *self, const char *what, const char *token)
{
  if (g_str_equal (what, "show"))
    cor_session_emit_raise (self, token);
  else if (g_str_equal (what, "do-not-disturb"))
    g_action_group_activate_action (G_ACTION_GROUP (self->actions), what, NULL);
  else
    cor_session_emit_shortcut (self, what, token);
}

static void
on_setting (CorSession *self)
{
  CorAround *around = self->around;
  gboolean wanted = !self->stopping && g_settings_get_boolean (self->settings, "status-item");

  if (wanted == (around->item != NULL))
    return;
  g_clear_object (&around->item);
  if (!wanted)
    return;
  around->item = cor_status_item_new ();
  g_signal_connect_object (around->item, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  update (self);
}

void
cor_session_follow_status_item (CorSession *self)
{
  static const char *const shown[] = { "notify::line-state", "notify::line-text", "notify::missed",
                                       "notify::presence", "notify::state" };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    g_signal_connect (self, shown[i], G_CALLBACK (update), NULL);
  g_signal_connect_object (self->calls, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::status-item", G_CALLBACK (on_setting), self,
                           G_CONNECT_SWAPPED);
  on_setting (self);
}
