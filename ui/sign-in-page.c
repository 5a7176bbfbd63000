/* SPDX-License-Identifier: GPL-3.0-or-later
 * Server, user and password, or the code of the second factor. Owner: the
 * window, which binds its properties to the session and passes its signals on.
 * The password stays in its entry until the session is ready, so that a typing
 * mistake in the server's name costs one correction. */
#include "config.h"
#include "sign-in-page.h"
#include "stack.h"
#include <glib/gi18n-lib.h>

struct _CorSignInPage {
  AdwBin parent;
  GtkStack *stack;
  GtkSpinner *spinner;
  AdwEntryRow *host;
  AdwEntryRow *user;
  AdwPasswordEntryRow *password;
  AdwEntryRow *otp;
  GtkLabel *form_error;
  GtkLabel *otp_error;
  GtkButton *sign_in;
  GtkButton *test;
  GtkButton *send_otp;
  CorSessionState state;
  char *error;
};

G_DEFINE_FINAL_TYPE (CorSignInPage, cor_sign_in_page, ADW_TYPE_BIN)

enum { PROP_0, PROP_STATE, PROP_ERROR, N_PROPS };
static GParamSpec *props[N_PROPS];
enum { SIGN_IN, OTP, DEMO, CANCEL, N_SIGNALS };
static guint signals[N_SIGNALS];

static const char *
text_of (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
is_complete (CorSignInPage *self)
{
  return *text_of (self->host) != '\0' && *text_of (self->user) != '\0' &&
         *text_of (self->password) != '\0';
}

static gpointer
next_row (CorSignInPage *self)
{
  if (self->state == COR_SESSION_NEEDS_OTP)
    return self->otp;
  if (*text_of (self->host) == '\0')
    return self->host;
  if (*text_of (self->user) == '\0')
    return self->user;
  return self->password;
}

/* The entry that wants something next has the focus. GTK 4.8 complains of a text that is selected
 * while its cursor blinks, as it does when a form comes back. */
static void
focus_next (CorSignInPage *self)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (next_row (self)));

  gtk_text_grab_focus_without_selecting (GTK_TEXT (text));
  gtk_editable_set_position (text, -1);
}

static void
show_error (GtkLabel *label, const char *error)
{
  gtk_label_set_label (label, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (label), error != NULL);
}

static const char *
page_for (CorSessionState state)
{
  switch (state) {
  case COR_SESSION_SIGNING_IN:
    return "busy";
  case COR_SESSION_NEEDS_OTP:
    return "otp";
  case COR_SESSION_SIGNED_OUT:
  case COR_SESSION_READY:
  default:
    return "form";
  }
}

static void
set_state (CorSignInPage *self, CorSessionState state)
{
  self->state = state;
  gtk_spinner_set_spinning (self->spinner, state == COR_SESSION_SIGNING_IN);
  cor_stack_show (self->stack, page_for (state));
  if (state == COR_SESSION_READY)
    gtk_editable_set_text (GTK_EDITABLE (self->password), "");
  if (state == COR_SESSION_READY || state == COR_SESSION_SIGNED_OUT)
    gtk_editable_set_text (GTK_EDITABLE (self->otp), "");
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus_next (self);
}

static void
set_error (CorSignInPage *self, const char *error)
{
  g_free (self->error);
  self->error = g_strdup (error);
  show_error (self->form_error, error);
  show_error (self->otp_error, error);
}

static void
on_form_changed (GtkEditable *editable, CorSignInPage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_in), is_complete (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->test), *text_of (self->host) != '\0');
}

static void
on_test_clicked (GtkButton *button, CorSignInPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.test-connection", "s", text_of (self->host));
}

static void
on_sign_in_clicked (GtkButton *button, CorSignInPage *self)
{
  g_signal_emit (self, signals[SIGN_IN], 0, text_of (self->host), text_of (self->user),
                 text_of (self->password));
}

static void
on_form_activated (AdwEntryRow *row, CorSignInPage *self)
{
  if (is_complete (self))
    on_sign_in_clicked (self->sign_in, self);
  else
    focus_next (self);
}

static void
on_otp_changed (GtkEditable *editable, CorSignInPage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->send_otp), *text_of (self->otp) != '\0');
}

static void
on_send_otp_clicked (GtkButton *button, CorSignInPage *self)
{
  g_autofree char *code = g_strstrip (g_strdup (text_of (self->otp)));

  if (*code != '\0')
    g_signal_emit (self, signals[OTP], 0, code);
}

static void
on_otp_activated (AdwEntryRow *row, CorSignInPage *self)
{
  on_send_otp_clicked (self->send_otp, self);
}

static void
on_demo_clicked (GtkButton *button, CorSignInPage *self)
{
  g_signal_emit (self, signals[DEMO], 0);
}

static void
on_cancel_clicked (GtkButton *button, CorSignInPage *self)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

void
cor_sign_in_page_set_account (CorSignInPage *self, const char *host, const char *user)
{
  gtk_editable_set_text (GTK_EDITABLE (self->host), host != NULL ? host : "");
  gtk_editable_set_text (GTK_EDITABLE (self->user), user != NULL ? user : "");
}

void
cor_sign_in_page_lock_host (CorSignInPage *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->host),
                                 _ ("Server – Set by Your Organisation"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->host), FALSE);
}

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cor_sign_in_page_parent_class)->map (widget);
  focus_next (COR_SIGN_IN_PAGE (widget));
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorSignInPage *self = COR_SIGN_IN_PAGE (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_int (value, self->state);
    break;
  case PROP_ERROR:
    g_value_set_string (value, self->error);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CorSignInPage *self = COR_SIGN_IN_PAGE (object);

  switch (id) {
  case PROP_STATE:
    set_state (self, g_value_get_int (value));
    break;
  case PROP_ERROR:
    set_error (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
finalize (GObject *object)
{
  g_free (COR_SIGN_IN_PAGE (object)->error);
  G_OBJECT_CLASS (cor_sign_in_page_parent_class)->finalize (object);
}

static void
install_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CorSignInPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CorSignInPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, CorSignInPage, host);
  gtk_widget_class_bind_template_child (widget_class, CorSignInPage, user);
  gtk_widget_class_bind_template_child (widget_class, CorSignInPage, password);
  gtk_widget_class_bind_template_child (widget_class, CorSignInPage, otp);
  gtk_widget_class_bind_template_child (widget_class, CorSignInPage, form_error);
  gtk_widget_class_bind_template_child (widget_class, CorSignInPage, otp_error);
  gtk_widget_class_bind_template_child (widget_class, CorSignInPage, sign_in);
  gtk_widget_class_bind_template_child (widget_class, CorSignInPage, test);
  gtk_widget_class_bind_template_child (widget_class, CorSignInPage, send_otp);
  gtk_widget_class_bind_template_callback (widget_class, on_form_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_form_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_otp_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_otp_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_send_otp_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_test_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_demo_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
}

static guint
new_signal (const char *name, guint n_strings)
{
  return g_signal_new (name, COR_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n_strings, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
}

static void
cor_sign_in_page_class_init (CorSignInPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  object_class->finalize = finalize;
  GTK_WIDGET_CLASS (klass)->map = map;
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, COR_SESSION_READY, 0, flags);
  props[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGN_IN] = new_signal ("sign-in", 3);
  signals[OTP] = new_signal ("otp", 1);
  signals[DEMO] = new_signal ("demo", 0);
  signals[CANCEL] = new_signal ("cancel", 0);
  install_template (GTK_WIDGET_CLASS (klass));
}

static void
cor_sign_in_page_init (CorSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_state (self, COR_SESSION_SIGNED_OUT);
}
