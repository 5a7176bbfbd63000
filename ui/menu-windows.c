/* SPDX-License-Identifier: GPL-3.0-or-later
 * The windows that the main menu opens: one of each, found again among the
 * application's. Each owns itself. */
#include "config.h"
#include "menu-windows.h"
#include "about.h"
#include "accounts-window.h"
#include "administrator-window.h"
#include "connection-window.h"
#include "diagnosis-window.h"
#include "help-window.h"
#include "log-window.h"
#include "past-call-windows.h"
#include "preferences.h"
#include "presence-menu.h"
#include "session/administrator.h"
#include "quality-window.h"
#include "session/diagnosis.h"
#include "session/trace.h"
#include "welcome-window.h"
#include "window.h"
#include <adwaita.h>

/* Lives as long as the application. */
typedef struct {
  GtkApplication *app;
  CorSession *session;
} Menu;

static GtkWindow *
find (Menu *self, GType type)
{
  for (GList *l = gtk_application_get_windows (self->app); l != NULL; l = l->next) {
    if (G_TYPE_CHECK_INSTANCE_TYPE (l->data, type))
      return l->data;
  }
  return NULL;
}

static GtkWindow *
find_parent (Menu *self)
{
  GtkWindow *window = find (self, COR_TYPE_WINDOW);

  return window != NULL && gtk_widget_get_visible (GTK_WIDGET (window)) ? window : NULL;
}

static void
present (Menu *self, GtkWindow *window)
{
  gtk_window_set_application (window, self->app);
  gtk_window_present (window);
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Menu *self = data;
  GtkWindow *window = find (self, COR_TYPE_PREFERENCES);

  if (window == NULL)
    window = GTK_WINDOW (cor_preferences_new (find_parent (self), self->session));
  present (self, window);
}

/* Another call may have been the last since. */
static void
on_call_quality (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Menu *self = data;
  GtkWindow *old = find (self, COR_TYPE_QUALITY_WINDOW);

  if (old != NULL)
    gtk_window_destroy (old);
  present (self, cor_quality_window_new (find_parent (self), self->session));
}

static void
on_diagnosis (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Menu *self = data;
  GtkWindow *window = find (self, COR_TYPE_DIAGNOSIS_WINDOW);

  if (window == NULL)
    window = cor_diagnosis_window_new (find_parent (self), self->session);
  present (self, window);
}

static void
on_log (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Menu *self = data;
  GtkWindow *window = find (self, COR_TYPE_LOG_WINDOW);

  present (self, window != NULL ? window : cor_log_window_new (find_parent (self)));
}

/* Of the server that the sign-in form names. */
static void
on_test_connection (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Menu *self = data;

  present (self, cor_connection_window_new (find_parent (self), self->session,
                                            g_variant_get_string (parameter, NULL)));
}

/* What to ask an administrator for, in words that they know. */
static void
on_copy_for_admin (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Menu *self = data;
  g_autofree char *text =
    cor_session_dup_message_for_admin (self->session, g_variant_get_string (parameter, NULL));
  GdkDisplay *display = gdk_display_get_default ();

  if (display != NULL)
    gdk_clipboard_set_text (gdk_display_get_clipboard (display), text);
}

static void
note_versions (CorSession *session)
{
  g_autofree char *gtk = g_strdup_printf ("%u.%u.%u", gtk_get_major_version (),
                                          gtk_get_minor_version (), gtk_get_micro_version ());
  g_autofree char *adwaita = g_strdup_printf ("%u.%u.%u", adw_get_major_version (),
                                              adw_get_minor_version (), adw_get_micro_version ());

  cor_session_note_version (session, "GTK", gtk);
  cor_session_note_version (session, "libadwaita", adwaita);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Menu *self = data;
  GtkWindow *window = find (self, ADW_TYPE_ABOUT_WINDOW);

  present (self, window != NULL ? window : cor_about_new (find_parent (self)));
}

static void
on_set_up (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Menu *self = data;
  GtkWindow *window = find (self, COR_TYPE_WELCOME_WINDOW);

  if (window == NULL)
    window = cor_welcome_window_new (find_parent (self), self->session);
  present (self, window);
}

/* Somebody has just signed in, or comes back to what they had begun. */
static void
on_session_state (CorSession *session, GParamSpec *pspec, GActionGroup *app)
{
  int state;

  g_object_get (session, "state", &state, NULL);
  if (state == COR_SESSION_READY && cor_welcome_is_wanted () &&
      gtk_application_get_active_window (GTK_APPLICATION (app)) != NULL)
    g_action_group_activate_action (app, "set-up", NULL);
}

static void
on_accounts (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Menu *self = data;
  GtkWindow *window = find (self, COR_TYPE_ACCOUNTS_WINDOW);

  if (window == NULL)
    window = cor_accounts_window_new (find_parent (self), self->session);
  present (self, window);
}

static void
on_ask_administrator (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Menu *self = data;
  g_autofree char *message = cor_session_dup_request_to_administrator (self->session);

  if (message != NULL)
    present (self, cor_administrator_window_new (find_parent (self), message));
}

static void
on_app_gone (gpointer data, GObject *app)
{
  g_free (data);
}

void
cor_menu_windows_install (GtkApplication *app, CorSession *session)
{
  static const GActionEntry entries[] = {
    { .name = "preferences", .activate = on_preferences },
    { .name = "call-quality", .activate = on_call_quality },
    { .name = "diagnosis", .activate = on_diagnosis },
    { .name = "log", .activate = on_log },
    { .name = "test-connection", .activate = on_test_connection, .parameter_type = "s" },
    { .name = "copy-for-admin", .activate = on_copy_for_admin, .parameter_type = "s" },
    { .name = "about", .activate = on_about },
    { .name = "set-up", .activate = on_set_up },
    { .name = "accounts", .activate = on_accounts },
    { .name = "ask-administrator", .activate = on_ask_administrator },
  };
  Menu *self = g_new (Menu, 1);

  *self = (Menu){ app, session };
  note_versions (session);
  g_object_weak_ref (G_OBJECT (app), on_app_gone, self);
  g_action_map_add_action_entries (G_ACTION_MAP (app), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_session_state), app, 0);
  cor_past_call_windows_install (app, session);
  cor_presence_menu_install (app);
  cor_help_window_install (app);
}
