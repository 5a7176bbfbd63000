/* SPDX-License-Identifier: GPL-3.0-or-later
 * The accounts of this computer. Shows what the session says of them, anew
 * whenever one has been changed to or from. */
#include "config.h"
#include "accounts-window.h"
#include "session/accounts.h"
#include <glib/gi18n-lib.h>

struct _CorAccountsWindow {
  AdwWindow parent;
  CorSession *session;
  AdwToastOverlay *toasts;
  AdwPreferencesPage *page;
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (CorAccountsWindow, cor_accounts_window, ADW_TYPE_WINDOW)

#define HOST "host"
#define USER "user"

static void
tell (CorAccountsWindow *self, const GError *error)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (error->message));
}

static void
on_use (GtkWidget *button, CorAccountsWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (!cor_session_use_account (self->session, g_object_get_data (G_OBJECT (button), HOST),
                                g_object_get_data (G_OBJECT (button), USER), &error))
    tell (self, error);
}

static void
on_add (GtkWidget *button, CorAccountsWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (cor_session_add_account (self->session, &error))
    gtk_window_close (GTK_WINDOW (self));
  else
    tell (self, error);
}

static void show_accounts (CorAccountsWindow *self);

static void
on_forget_answered (AdwMessageDialog *dialog, const char *response, CorAccountsWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "forget"))
    return;
  if (!cor_session_forget_account (self->session, g_object_get_data (G_OBJECT (dialog), HOST),
                                   g_object_get_data (G_OBJECT (dialog), USER), &error))
    tell (self, error);
  show_accounts (self);
}

static void
copy_account (gpointer to, gpointer from)
{
  g_object_set_data_full (to, HOST, g_strdup (g_object_get_data (from, HOST)), g_free);
  g_object_set_data_full (to, USER, g_strdup (g_object_get_data (from, USER)), g_free);
}

static void
on_forget (GtkWidget *button, CorAccountsWindow *self)
{
  const char *user = g_object_get_data (G_OBJECT (button), USER);
  /* Translators: %s is a user's name. */
  g_autofree char *title = g_strdup_printf (_ ("Forget %s?"), user);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
    adw_message_dialog_new (GTK_WINDOW (self), title,
                            _ ("Its password and its copy of phonebook and history are deleted "
                               "from this computer. The account itself stays on its server.")));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "forget", _ ("_Forget"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "forget", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  copy_account (dialog, button);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_forget_answered), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Named for whom it acts on: a screen reader hears it without its row. */
static GtkWidget *
add_button (AdwActionRow *row, GtkWidget *button, const char *name)
{
  copy_account (button, row);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_suffix (row, button);
  return button;
}

static GtkWidget *
new_row (CorAccountsWindow *self, const char *host, const char *user, gboolean used)
{
  GtkWidget *row = adw_action_row_new (), *button;
  /* Translators: %s is a user's name. */
  g_autofree char *use = g_strdup_printf (_ ("Use %s"), user);
  g_autofree char *forget = g_strdup_printf (_ ("Forget %s"), user);

  g_object_set (row, "use-markup", FALSE, "title", user, "subtitle", host, NULL);
  g_object_set_data_full (G_OBJECT (row), HOST, g_strdup (host), g_free);
  g_object_set_data_full (G_OBJECT (row), USER, g_strdup (user), g_free);
  if (used) {
    GtkWidget *label = gtk_label_new (_ ("In use"));

    gtk_widget_add_css_class (label, "dim-label");
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  } else {
    button =
      add_button (ADW_ACTION_ROW (row), gtk_button_new_with_label (C_ ("an account", "Use")), use);
    g_signal_connect_object (button, "clicked", G_CALLBACK (on_use), self, 0);
  }
  button = add_button (ADW_ACTION_ROW (row), gtk_button_new_from_icon_name ("user-trash-symbolic"),
                       forget);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_forget), self, 0);
  return row;
}

static void
show_accounts (CorAccountsWindow *self)
{
  g_autoptr (GVariant) all = cor_session_dup_accounts (self->session);
  GtkWidget *add = gtk_button_new_with_label (_ ("Add an Account…"));
  const char *host, *user;
  gboolean used;
  GVariantIter iter;

  if (self->group != NULL)
    adw_preferences_page_remove (self->page, self->group);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_description (
    self->group, g_variant_n_children (all) > 0
                   ? _ ("Those that Cornetta signs in to by itself. One is in use at a time.")
                   : _ ("No account is kept on this computer."));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "(&s&sb)", &host, &user, &used))
    adw_preferences_group_add (self->group, new_row (self, host, user, used));
  gtk_widget_set_margin_top (add, 18);
  gtk_widget_set_halign (add, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (add, "pill");
  g_signal_connect_object (add, "clicked", G_CALLBACK (on_add), self, 0);
  adw_preferences_group_add (self->group, add);
  adw_preferences_page_add (self->page, self->group);
}

static void
dispose (GObject *object)
{
  g_clear_object (&COR_ACCOUNTS_WINDOW (object)->session);
  G_OBJECT_CLASS (cor_accounts_window_parent_class)->dispose (object);
}

static void
cor_accounts_window_class_init (CorAccountsWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
cor_accounts_window_init (CorAccountsWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->toasts));
  gtk_widget_set_vexpand (GTK_WIDGET (self->toasts), TRUE);
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->page));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Accounts"));
  gtk_window_set_default_size (GTK_WINDOW (self), 360, 360);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
}

GtkWindow *
cor_accounts_window_new (GtkWindow *parent, CorSession *session)
{
  CorAccountsWindow *self = g_object_new (COR_TYPE_ACCOUNTS_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (show_accounts), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::user-name", G_CALLBACK (show_accounts), self,
                           G_CONNECT_SWAPPED);
  show_accounts (self);
  return GTK_WINDOW (self);
}
