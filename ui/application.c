/* SPDX-License-Identifier: GPL-3.0-or-later
 * The program as the desktop sees it. Owner: main(). Thread: main context.
 * Keeps the session running with or without a window, hands links to it, and
 * shows what it asks to be shown. */
#include "config.h"
#include "ui/application.h"
#include "awake.h"
#include "command-bar.h"
#include "deep-links.h"
#include "keys.h"
#include "link-sheet.h"
#include "menu-windows.h"
#include "open-uri.h"
#include "resources.h"
#include "selection.h"
#include "session/control.h"
#include "ui/renderer.h"
#include "window.h"
#include <glib/gi18n-lib.h>
#include <gdk/x11/gdkx.h>

/* A launcher sends one link. Whoever sends a thousand gets no more than this. */
#define LINKS_MAX 4

struct _CorApplication {
  AdwApplication parent;
  CorSession *session;
  CorControl *control;    /* on the bus while we are */
  CorWindow *window;      /* from its first use on; closing hides it */
  CorCommandBar *bar;     /* likewise */
  CorLinkSheet *sheet;    /* weak: the one question that is open */
  char *activation_token; /* of the launcher whose message is being handled */
  char *launch_token;     /* of the launcher of this very process, for its first window */
  gboolean stopping;
};

G_DEFINE_FINAL_TYPE (CorApplication, cor_application, ADW_TYPE_APPLICATION)

enum { PROP_0, PROP_SESSION, N_PROPS };
static GParamSpec *props[N_PROPS];

static CorWindow *
ensure_window (CorApplication *self)
{
  if (self->window == NULL) {
    self->window = g_object_ref_sink (cor_window_new (GTK_APPLICATION (self), self->session));
    cor_window_remember_size (self->window);
  }
  return self->window;
}

static void
bring_up (GtkWindow *window, const char *token)
{
  if (token != NULL)
    gtk_window_set_startup_id (window, token);
  gtk_window_present (window);
}

/* A question that is open stays in front of what it is about. */
static void
present (CorApplication *self, const char *token)
{
  g_autofree char *first = g_steal_pointer (&self->launch_token);

  if (token == NULL)
    token = first;
  bring_up (GTK_WINDOW (ensure_window (self)), token);
  if (self->sheet != NULL)
    bring_up (GTK_WINDOW (self->sheet), token);
}

/* In sight, but the keyboard stays with whatever its user is typing into. */
static void
show_without_focus (CorApplication *self)
{
  GtkWidget *window = GTK_WIDGET (ensure_window (self));
  GdkSurface *surface;

  if (gtk_widget_get_visible (window))
    return;
  gtk_widget_realize (window);
  surface = gtk_native_get_surface (GTK_NATIVE (window));
  if (GDK_IS_X11_SURFACE (surface))
    gdk_x11_surface_set_user_time (surface, 0);
  gtk_widget_show (window);
}

static void
on_window_wanted (CorCommandBar *bar, CorApplication *self)
{
  present (self, NULL);
}

static void
on_contact_wanted (CorCommandBar *bar, CorContact *contact, CorApplication *self)
{
  cor_window_show_contact (ensure_window (self), contact);
  present (self, NULL);
}

static CorCommandBar *
ensure_bar (CorApplication *self)
{
  if (self->bar == NULL) {
    self->bar = g_object_ref_sink (cor_command_bar_new (GTK_APPLICATION (self), self->session));
    g_signal_connect_object (self->bar, "window-wanted", G_CALLBACK (on_window_wanted), self, 0);
    g_signal_connect_object (self->bar, "contact-wanted", G_CALLBACK (on_contact_wanted), self, 0);
  }
  return self->bar;
}

static void
on_bar (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CorApplication *self = data;

  cor_command_bar_open (ensure_bar (self), self->activation_token);
}

static void
on_transfer_to (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CorApplication *self = data;
  CorCall *call =
    cor_call_list_find (cor_session_get_calls (self->session), g_variant_get_uint32 (parameter));

  if (call != NULL)
    cor_command_bar_open_transfer (ensure_bar (self), call, self->activation_token);
}

/* Whoever is talked to now. */
static void
on_add_to (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CorApplication *self = data;
  CorCall *call = cor_call_list_get_current (cor_session_get_calls (self->session));

  if (call != NULL)
    cor_command_bar_open_add (ensure_bar (self), call, self->activation_token);
}

static GtkWindow *
visible_window (CorApplication *self)
{
  if (self->window == NULL || !gtk_widget_get_visible (GTK_WIDGET (self->window)))
    return NULL;
  return GTK_WINDOW (self->window);
}

static void
on_always (CorLinkSheet *sheet, CorQuestion *question, const char *device, CorApplication *self)
{
  cor_session_remember (self->session, question, device);
}

static void
on_confirmed (CorLinkSheet *sheet, CorDialRequest *request, CorApplication *self)
{
  cor_session_confirm (self->session, request);
}

static void
on_dismissed (CorLinkSheet *sheet, CorDialRequest *request, CorApplication *self)
{
  cor_session_dismiss (self->session, request);
}

static gboolean
is_shown (CorApplication *self, CorQuestion *question)
{
  return self->sheet != NULL && cor_link_sheet_get_question (self->sheet) == question;
}

/* One question at a time. The session has put the older one into a newer one that takes its
 * place, or answered it. */
static void
on_ask (CorSession *session, CorQuestion *question, CorApplication *self)
{
  CorDialRequest *request = cor_question_get_request (question);
  const char *token = cor_dial_request_get_activation_token (request);
  g_autofree char *device = NULL;
  CorLinkSheet *sheet;

  if (is_shown (self, question)) {
    bring_up (GTK_WINDOW (self->sheet), token);
    return;
  }
  g_object_get (session, "device", &device, NULL);
  if (self->sheet != NULL) {
    g_signal_handlers_disconnect_by_func (self->sheet, on_dismissed, self);
    gtk_window_destroy (GTK_WINDOW (self->sheet));
  }
  sheet =
    cor_link_sheet_new (visible_window (self), question, cor_session_get_devices (session), device);
  g_set_weak_pointer (&self->sheet, sheet);
  g_signal_connect_object (sheet, "always", G_CALLBACK (on_always), self, 0);
  g_signal_connect_object (sheet, "confirmed", G_CALLBACK (on_confirmed), self, 0);
  g_signal_connect_object (sheet, "dismissed", G_CALLBACK (on_dismissed), self, 0);
  gtk_window_set_application (GTK_WINDOW (sheet), GTK_APPLICATION (self));
  bring_up (GTK_WINDOW (sheet), token);
}

static void
on_refused (CorSession *session, const char *reason, CorApplication *self)
{
  if (visible_window (self) == NULL)
    present (self, NULL);
  cor_window_toast (self->window, reason);
}

static void
on_told (CorSession *session, const char *text, CorApplication *self)
{
  if (visible_window (self) != NULL)
    cor_window_toast (self->window, text);
}

static void
on_raise (CorSession *session, const char *token, CorApplication *self)
{
  present (self, token);
}

static void
on_show_call (CorSession *session, CorCall *call, CorApplication *self)
{
  g_autoptr (GSettings) settings = g_settings_new (COR_APP_ID);

  cor_window_show_call (ensure_window (self), call);
  if (visible_window (self) != NULL)
    return;
  if (!cor_call_is_incoming (call))
    present (self, NULL);
  else if (g_settings_get_boolean (settings, "show-window-for-calls"))
    show_without_focus (self);
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CorApplication) self = data;
  g_autoptr (GError) error = NULL;

  if (!cor_session_stop_finish (COR_SESSION (source), result, &error))
    g_debug ("stopping: %s", error->message);
  g_application_release (G_APPLICATION (self));
  g_application_quit (G_APPLICATION (self));
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CorApplication *self = data;

  if (self->stopping)
    return;
  self->stopping = TRUE;
  if (self->window != NULL)
    gtk_widget_hide (GTK_WIDGET (self->window));
  if (self->bar != NULL)
    gtk_widget_hide (GTK_WIDGET (self->bar));
  cor_session_stop_async (self->session, on_stopped, g_object_ref (self));
}

/* --- Dialling what is selected in any program. --- */

typedef struct {
  CorApplication *app;
  char *token;
  GDBusMethodInvocation *invocation; /* who waits for the outcome, or NULL: a key was pressed */
} Selection;

static void
on_selection_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Selection *selection = data;
  g_autoptr (CorApplication) self = selection->app;
  g_autofree char *token = selection->token;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = cor_selection_read_finish (result, &error);

  if (selection->invocation != NULL && self->control != NULL)
    cor_control_dial_selection (self->control, selection->invocation, text, token, error);
  else if (text != NULL)
    cor_session_dial_selection (self->session, text, token);
  else
    on_refused (self->session, error->message, self);
}

static void
dial_selection (CorApplication *self,
                gboolean copied,
                const char *token,
                GDBusMethodInvocation *invocation)
{
  Selection *selection = g_new0 (Selection, 1);

  selection->app = g_object_ref (self);
  selection->token = g_strdup (token);
  selection->invocation = invocation;
  if (!cor_selection_needs_no_focus ())
    present (self, token);
  cor_selection_read_async (GTK_WINDOW (ensure_window (self)), copied, on_selection_read,
                            selection);
}

static void
on_dial_selection (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CorApplication *self = data;
  gboolean copied = g_str_equal (g_action_get_name (G_ACTION (action)), "dial-clipboard");

  dial_selection (self, copied, self->activation_token, NULL);
}

static void
on_control_dial_selection (CorControl *control,
                           gboolean copied,
                           const char *token,
                           GDBusMethodInvocation *invocation,
                           CorApplication *self)
{
  dial_selection (self, copied, token, invocation);
}

/* The session's actions, under the names that menus, keys and D-Bus know. */
static void
add_session_actions (CorApplication *self)
{
  GActionGroup *group = cor_session_get_actions (self->session);
  g_auto (GStrv) names = g_action_group_list_actions (group);

  g_return_if_fail (G_IS_ACTION_MAP (group));
  for (char **name = names; *name != NULL; name++)
    g_action_map_add_action (G_ACTION_MAP (self),
                             g_action_map_lookup_action (G_ACTION_MAP (group), *name));
}

static void
add_actions (CorApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "quit", .activate = on_quit },
    { .name = "dial-selection", .activate = on_dial_selection },
    { .name = "dial-clipboard", .activate = on_dial_selection },
    { .name = "bar", .activate = on_bar },
    { .name = "transfer-to", .activate = on_transfer_to, .parameter_type = "u" },
    { .name = "add-to", .activate = on_add_to },
  };
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_object_bind_property (g_action_map_lookup_action (G_ACTION_MAP (self), "conference-add"),
                          "enabled", g_action_map_lookup_action (G_ACTION_MAP (self), "add-to"),
                          "enabled", G_BINDING_SYNC_CREATE);
  cor_menu_windows_install (GTK_APPLICATION (self), self->session);
  cor_keys_install (GTK_APPLICATION (self));
  cor_deep_links_install (GTK_APPLICATION (self));
}

/* A key that was pressed in any program. The command bar may be another version's. */
static void
on_shortcut (CorSession *session, const char *id, const char *token, CorApplication *self)
{
  GActionGroup *actions = G_ACTION_GROUP (self);
  const GVariantType *type = NULL;

  if (!g_action_group_query_action (actions, id, NULL, &type, NULL, NULL, NULL))
    return;
  g_free (self->activation_token);
  self->activation_token = g_strdup (token);
  /* The call that is meant. */
  g_action_group_activate_action (actions, id, type != NULL ? g_variant_new_uint32 (0) : NULL);
  g_clear_pointer (&self->activation_token, g_free);
}

static void
watch_session (CorApplication *self)
{
  g_signal_connect_object (self->session, "ask", G_CALLBACK (on_ask), self, 0);
  g_signal_connect_object (self->session, "refused", G_CALLBACK (on_refused), self, 0);
  g_signal_connect_object (self->session, "told", G_CALLBACK (on_told), self, 0);
  g_signal_connect_object (self->session, "raise", G_CALLBACK (on_raise), self, 0);
  g_signal_connect_object (self->session, "show-call", G_CALLBACK (on_show_call), self, 0);
  g_signal_connect_object (self->session, "shortcut", G_CALLBACK (on_shortcut), self, 0);
  cor_awake_follow (GTK_APPLICATION (self), cor_session_get_calls (self->session));
  cor_open_uri_follow (GTK_APPLICATION (self), self->session);
}

static void
on_control_quit (CorApplication *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self), "quit", NULL);
}

/* Before the name is asked for: the message that starts the program must find it. */
static gboolean
register_on_bus (GApplication *app, GDBusConnection *connection, const char *path, GError **error)
{
  CorApplication *self = COR_APPLICATION (app);

  if (!G_APPLICATION_CLASS (cor_application_parent_class)
         ->dbus_register (app, connection, path, error))
    return FALSE;
  self->control = cor_control_new (self->session, connection, path, error);
  if (self->control == NULL)
    return FALSE;
  g_signal_connect_object (self->control, "quit", G_CALLBACK (on_control_quit), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->control, "dial-selection", G_CALLBACK (on_control_dial_selection),
                           self, 0);
  return cor_deep_links_register (self->session, app, connection, path, error);
}

static void
unregister_from_bus (GApplication *app, GDBusConnection *connection, const char *path)
{
  g_clear_object (&COR_APPLICATION (app)->control);
  G_APPLICATION_CLASS (cor_application_parent_class)->dbus_unregister (app, connection, path);
}

/* The toolkit takes it out of the environment when it starts, and keeps it from the window. What
 * the bus starts has the environment of the session. */
static void
take_launch_token (CorApplication *self)
{
  const char *token = g_getenv ("XDG_ACTIVATION_TOKEN");

  if (token == NULL)
    token = g_getenv ("DESKTOP_STARTUP_ID");
  if (token != NULL && *token != '\0' && g_utf8_validate (token, -1, NULL) &&
      !(g_application_get_flags (G_APPLICATION (self)) & G_APPLICATION_IS_SERVICE))
    self->launch_token = g_strdup (token);
}

static void
startup (GApplication *app)
{
  CorApplication *self = COR_APPLICATION (app);

  take_launch_token (self);
  G_APPLICATION_CLASS (cor_application_parent_class)->startup (app);
  cor_renderer_forget ();
  add_actions (self);
  watch_session (self);
  /* A phone is there as long as it is signed in, seen or not. */
  g_application_hold (app);
}

static void
activate (GApplication *app)
{
  present (COR_APPLICATION (app), COR_APPLICATION (app)->activation_token);
}

/* The window is presented in this very turn of the loop, while the toolkit still knows the
 * launcher's token: a browser that keeps the focus takes the link for one that failed. But after
 * the dialling: building the first window takes 100 ms, and the call need not wait for it. */
static void
open_links (GApplication *app, GFile **files, int n_files, const char *hint)
{
  CorApplication *self = COR_APPLICATION (app);

  for (int i = 0; i < MIN (n_files, LINKS_MAX); i++) {
    g_autofree char *uri = g_file_get_uri (files[i]);
    g_autoptr (CorDialRequest) request =
      cor_dial_request_new (uri, COR_ORIGIN_LINK, NULL, self->activation_token);

    cor_session_dial (self->session, request);
  }
  present (self, self->activation_token);
}

static void
before_emit (GApplication *app, GVariant *platform_data)
{
  CorApplication *self = COR_APPLICATION (app);
  const char *token = NULL;

  G_APPLICATION_CLASS (cor_application_parent_class)->before_emit (app, platform_data);
  if (!g_variant_lookup (platform_data, "activation-token", "&s", &token))
    g_variant_lookup (platform_data, "desktop-startup-id", "&s", &token);
  g_free (self->activation_token);
  self->activation_token = g_strdup (token);
}

static void
after_emit (GApplication *app, GVariant *platform_data)
{
  g_clear_pointer (&COR_APPLICATION (app)->activation_token, g_free);
  G_APPLICATION_CLASS (cor_application_parent_class)->after_emit (app, platform_data);
}

static void
shutdown_ui (GApplication *app)
{
  CorApplication *self = COR_APPLICATION (app);

  if (self->sheet != NULL)
    gtk_window_destroy (GTK_WINDOW (self->sheet));
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->window);
  if (self->bar != NULL)
    gtk_window_destroy (GTK_WINDOW (self->bar));
  g_clear_object (&self->bar);
  G_APPLICATION_CLASS (cor_application_parent_class)->shutdown (app);
}

static void
constructed (GObject *object)
{
  G_OBJECT_CLASS (cor_application_parent_class)->constructed (object);
  add_session_actions (COR_APPLICATION (object));
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_SESSION:
    COR_APPLICATION (object)->session = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
dispose (GObject *object)
{
  CorApplication *self = COR_APPLICATION (object);

  g_clear_weak_pointer (&self->sheet);
  g_clear_object (&self->control);
  g_clear_object (&self->window);
  g_clear_object (&self->bar);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cor_application_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (COR_APPLICATION (object)->activation_token);
  g_free (COR_APPLICATION (object)->launch_token);
  G_OBJECT_CLASS (cor_application_parent_class)->finalize (object);
}

static void
cor_application_class_init (CorApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  object_class->constructed = constructed;
  object_class->set_property = set_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  app_class->dbus_register = register_on_bus;
  app_class->dbus_unregister = unregister_from_bus;
  app_class->startup = startup;
  app_class->activate = activate;
  app_class->open = open_links;
  app_class->before_emit = before_emit;
  app_class->after_emit = after_emit;
  app_class->shutdown = shutdown_ui;
  props[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, COR_TYPE_SESSION,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_application_init (CorApplication *self)
{
}

CorApplication *
cor_application_new (CorSession *session)
{
  /* A static library's resources come along only when somebody names them. */
  g_resources_register (cor_ui_get_resource ());
  return g_object_new (COR_TYPE_APPLICATION, "application-id", COR_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", "/org/cornetta/Cornetta",
                       "session", session, NULL);
}
