/* SPDX-License-Identifier: GPL-3.0-or-later
 * The control interface's Record. */
#include "config.h"
#include "control-record.h"
#include "control-move.h"
#include "session-move.h"
#include <glib/gi18n-lib.h>

static const struct {
  const char *name;
  CorCtiMoveKind kind;
} acts[] = {
  { "start", COR_CTI_RECORD },
  { "pause", COR_CTI_RECORD_PAUSE },
  { "resume", COR_CTI_RECORD_RESUME },
  { "stop", COR_CTI_RECORD_STOP },
};

void
cor_control_record (CorSession *session, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  CorMove wanted = { 0 };
  const char *act;
  guint id;

  g_variant_get (parameters, "(u&s)", &id, &act);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++) {
    if (!g_str_equal (act, acts[i].name))
      continue;
    wanted.kind = acts[i].kind;
    cor_control_move (session, id, &wanted, invocation);
    return;
  }
  g_dbus_method_invocation_return_error_literal (
    invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, _ ("Say start, pause, resume or stop."));
}
