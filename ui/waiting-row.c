/* SPDX-License-Identifier: GPL-3.0-or-later
 * The call that was asked for before there was a line to make it by. Owner:
 * the window, which binds its properties to the session. When it could be
 * called, Call takes the focus so that Enter makes it; nothing else does. */
#include "config.h"
#include "waiting-row.h"
#include "bidi.h"
#include "caller.h"
#include "typing.h"
#include <glib/gi18n-lib.h>
#include "model/number.h"

struct _CorWaitingRow {
  AdwBin parent;
  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *drop;
  GtkButton *call;
  CorDialRequest *request;
  gboolean ready;
};

G_DEFINE_FINAL_TYPE (CorWaitingRow, cor_waiting_row, ADW_TYPE_BIN)

enum { PROP_0, PROP_REQUEST, PROP_READY, N_PROPS };
static GParamSpec *props[N_PROPS];

/* As people write it; what cannot be parsed is shown as it came, cut short. */
static char *
number_of (CorWaitingRow *self, CorDialRequest *request)
{
  CorCaller *caller = cor_caller_of (GTK_WIDGET (self));
  const char *text = cor_dial_request_get_text (request);
  CorNumberSource source = cor_dial_request_get_origin (request) == COR_ORIGIN_LINK
                             ? COR_NUMBER_FROM_LINK
                             : COR_NUMBER_FROM_PERSON;
  g_autoptr (CorNumber) number = cor_number_parse (text, source, NULL);
  g_autofree char *valid = NULL;

  if (number != NULL && caller != NULL)
    return cor_session_format_number (cor_caller_get_session (caller), number->canonical);
  if (number != NULL)
    return g_strdup (number->canonical);
  valid = g_utf8_make_valid (text, MIN (strlen (text), 160));
  return g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), COR_NUMBER_MAX));
}

static void
update (CorWaitingRow *self)
{
  g_autofree char *number = NULL, *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->call), self->ready);
  gtk_revealer_set_reveal_child (self->revealer, self->request != NULL);
  if (self->request == NULL)
    return;
  number = number_of (self, self->request);
  text = g_strdup_printf (self->ready ? _ ("Call %s now? It was asked for before you were ready.")
                                      : _ ("%s waits to be called until you are ready."),
                          number);
  cor_bidi_set_label (self->label, text);
  if (self->ready && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      !cor_typing_in_window_of (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->call));
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorWaitingRow *self = COR_WAITING_ROW (object);

  switch (id) {
  case PROP_REQUEST:
    g_value_set_object (value, self->request);
    break;
  case PROP_READY:
    g_value_set_boolean (value, self->ready);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CorWaitingRow *self = COR_WAITING_ROW (object);

  switch (id) {
  case PROP_REQUEST:
    g_set_object (&self->request, g_value_get_object (value));
    break;
  case PROP_READY:
    self->ready = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
  update (self);
}

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cor_waiting_row_parent_class)->map (widget);
  update (COR_WAITING_ROW (widget));
}

static void
dispose (GObject *object)
{
  g_clear_object (&COR_WAITING_ROW (object)->request);
  G_OBJECT_CLASS (cor_waiting_row_parent_class)->dispose (object);
}

static void
cor_waiting_row_class_init (CorWaitingRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  object_class->dispose = dispose;
  widget_class->map = map;
  props[PROP_REQUEST] = g_param_spec_object ("request", NULL, NULL, COR_TYPE_DIAL_REQUEST, flags);
  props[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/waiting-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CorWaitingRow, revealer);
  gtk_widget_class_bind_template_child (widget_class, CorWaitingRow, label);
  gtk_widget_class_bind_template_child (widget_class, CorWaitingRow, drop);
  gtk_widget_class_bind_template_child (widget_class, CorWaitingRow, call);
}

static void
cor_waiting_row_init (CorWaitingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/* --- Its buttons. --- */

static void
on_confirm_waiting (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorSession *session = cor_caller_get_session (COR_CALLER (widget));
  g_autoptr (CorDialRequest) request = NULL;

  g_object_get (session, "waiting", &request, NULL);
  if (request != NULL)
    cor_session_confirm (session, request);
}

static void
on_drop_waiting (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cor_session_drop_waiting (cor_caller_get_session (COR_CALLER (widget)));
}

void
cor_waiting_row_install_actions (GtkWidgetClass *window_class)
{
  gtk_widget_class_install_action (window_class, "win.confirm-waiting", NULL, on_confirm_waiting);
  gtk_widget_class_install_action (window_class, "win.drop-waiting", NULL, on_drop_waiting);
}
