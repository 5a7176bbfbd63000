/* SPDX-License-Identifier: GPL-3.0-or-later
 * A registration: how this computer gets to be a phone. */
#include "model/line.h"

G_DEFINE_INTERFACE (CorLine, cor_line, G_TYPE_OBJECT)

static void
cor_line_default_init (CorLineInterface *iface)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  g_object_interface_install_property (
    iface, g_param_spec_int ("state", NULL, NULL, 0, COR_LINE_FAILED, 0, flags));
  g_object_interface_install_property (iface, g_param_spec_string ("label", NULL, NULL, "", flags));
  g_object_interface_install_property (iface, g_param_spec_string ("kind", NULL, NULL, "", flags));
  g_object_interface_install_property (iface,
                                       g_param_spec_string ("reason", NULL, NULL, NULL, flags));
  g_signal_new ("incoming", COR_TYPE_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                COR_TYPE_CALL);
}

void
cor_line_connect (CorLine *self)
{
  COR_LINE_GET_IFACE (self)->connect (self);
}

void
cor_line_disconnect (CorLine *self)
{
  COR_LINE_GET_IFACE (self)->disconnect (self);
}

CorCall *
cor_line_dial (CorLine *self, const CorNumber *number)
{
  return COR_LINE_GET_IFACE (self)->dial (self, number);
}

CorLineState
cor_line_get_state (CorLine *self)
{
  int state;

  g_object_get (self, "state", &state, NULL);
  return (CorLineState)state;
}

char *
cor_line_dup_label (CorLine *self)
{
  char *label;

  g_object_get (self, "label", &label, NULL);
  return label;
}

char *
cor_line_dup_reason (CorLine *self)
{
  char *reason;

  g_object_get (self, "reason", &reason, NULL);
  return reason;
}
