/* SPDX-License-Identifier: GPL-3.0-or-later
 * What of the desktop's is the session's to change, for the windows' tests:
 * what is chosen comes true at once, but for nethlink, which can't be changed. */
#include "config.h"
#include "fake-session.h"
#include "session/control.h"

#define KEY "link-handlers"

static void
add (GListStore *rows, const char *scheme, const char *program)
{
  g_autoptr (CorLinkHandler) row = cor_link_handler_new (scheme);

  cor_link_handler_update (row, program, FALSE, NULL);
  g_list_store_append (rows, row);
}

GListModel *
cor_session_get_link_handlers (CorSession *self)
{
  GListStore *rows = g_object_get_data (G_OBJECT (self), KEY);

  if (rows == NULL) {
    rows = g_list_store_new (COR_TYPE_LINK_HANDLER);
    add (rows, "tel", "R&D <Phone>");
    add (rows, "callto", NULL);
    add (rows, "nethlink", "Cornetta");
    g_object_set_data_full (G_OBJECT (self), KEY, rows, g_object_unref);
  }
  return G_LIST_MODEL (rows);
}

gboolean
cor_session_set_link_handler (CorSession *self, const char *scheme, gboolean ours, GError **error)
{
  GListModel *rows = cor_session_get_link_handlers (self);
  gboolean is_tel = g_str_equal (scheme, "tel");
  g_autoptr (CorLinkHandler) row = g_list_model_get_item (rows, is_tel ? 0 : 1);
  const char *before = is_tel ? "R&D <Phone>" : NULL;

  if (g_str_equal (scheme, "nethlink")) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The list <can't> be written.");
    return FALSE;
  }
  cor_link_handler_update (row, ours ? "Cornetta" : before, ours, ours ? before : NULL);
  return TRUE;
}

void
cor_control_dial_selection (CorControl *self,
                            GDBusMethodInvocation *invocation,
                            const char *text,
                            const char *token,
                            const GError *error)
{
}

void
cor_session_dial_selection (CorSession *self, const char *text, const char *activation_token)
{
}

gboolean
cor_session_has_keybinding_list (CorSession *self)
{
  return TRUE;
}

char *
cor_session_dup_keybinding (CorSession *self)
{
  return g_strdup (g_object_get_data (G_OBJECT (self), "keys"));
}

void
cor_session_set_keybinding (CorSession *self, gboolean wanted)
{
  g_object_set_data (G_OBJECT (self), "keys", wanted ? (gpointer) "<Control><Alt>c" : NULL);
}
