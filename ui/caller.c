/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every window with numbers in it does with them. */
#include "config.h"
#include "caller.h"
#include <glib/gi18n-lib.h>

G_DEFINE_INTERFACE (CorCaller, cor_caller, GTK_TYPE_WIDGET)

static void
cor_caller_default_init (CorCallerInterface *iface)
{
}

CorSession *
cor_caller_get_session (CorCaller *self)
{
  return COR_CALLER_GET_IFACE (self)->get_session (self);
}

CorCaller *
cor_caller_of (GtkWidget *widget)
{
  return (CorCaller *)gtk_widget_get_ancestor (widget, COR_TYPE_CALLER);
}

void
cor_caller_call (CorCaller *self, const char *number, CorOrigin origin, const char *device)
{
  CorCallerInterface *iface = COR_CALLER_GET_IFACE (self);
  g_autoptr (CorDialRequest) request = NULL;

  if (iface->take == NULL || !iface->take (self, number)) {
    request = cor_dial_request_new (number, origin, device, NULL);
    cor_session_dial (cor_caller_get_session (self), request);
  }
  if (iface->called != NULL)
    iface->called (self);
}

void
cor_caller_say (CorCaller *self, const char *text)
{
  COR_CALLER_GET_IFACE (self)->say (self, text);
}

void
cor_caller_copy (CorCaller *self, const char *number)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), number);
  cor_caller_say (self, _ ("Number copied"));
}

void
cor_caller_show_contact (CorCaller *self, CorContact *contact)
{
  COR_CALLER_GET_IFACE (self)->show_contact (self, contact);
}

static void
on_dial_contact (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cor_caller_call (COR_CALLER (widget), g_variant_get_string (parameter, NULL), COR_ORIGIN_CONTACT,
                   NULL);
}

static void
on_dial_history (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cor_caller_call (COR_CALLER (widget), g_variant_get_string (parameter, NULL), COR_ORIGIN_HISTORY,
                   NULL);
}

static void
on_copy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cor_caller_copy (COR_CALLER (widget), g_variant_get_string (parameter, NULL));
}

void
cor_caller_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.dial-contact", "s", on_dial_contact);
  gtk_widget_class_install_action (klass, "win.dial-history", "s", on_dial_history);
  gtk_widget_class_install_action (klass, "win.copy", "s", on_copy);
}
