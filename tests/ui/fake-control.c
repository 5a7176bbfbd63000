/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface for the windows' tests: nobody calls by the bus there. */
#include "session/control.h"

struct _CorControl {
  GObject parent;
};

G_DEFINE_FINAL_TYPE (CorControl, cor_control, G_TYPE_OBJECT)

static void
cor_control_class_init (CorControlClass *klass)
{
  g_signal_new ("quit", COR_TYPE_CONTROL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("dial-selection", COR_TYPE_CONTROL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 3, G_TYPE_BOOLEAN, G_TYPE_STRING, G_TYPE_DBUS_METHOD_INVOCATION);
}

static void
cor_control_init (CorControl *self)
{
}

CorControl *
cor_control_new (CorSession *session, GDBusConnection *connection, const char *path, GError **error)
{
  return g_object_new (COR_TYPE_CONTROL, NULL);
}

gboolean
cor_session_use_sip_account (CorSession *self, const CorSessionSipAccount *account, GError **error)
{
  return TRUE;
}
