/* SPDX-License-Identifier: GPL-3.0-or-later
 * The first run, after the sign-in form. Where its user is in it is the
 * setting "first-run". */
#include "config.h"
#include "welcome-window.h"
#include "device-list.h"
#include <glib/gi18n-lib.h>

#define KEY "first-run"
#define DONE "done"

struct _CorWelcomeWindow {
  AdwWindow parent;
  AdwWindowTitle *title;
  GtkStack *pages;
  CorDeviceList *devices;
  GtkSwitch *links, *at_login, *ask;
  GtkLabel *error;
  GtkEditable *number;
  GtkButton *back, *next;
  GSettings *settings;
  CorSession *session;
};

G_DEFINE_FINAL_TYPE (CorWelcomeWindow, cor_welcome_window, ADW_TYPE_WINDOW)

static const char *const names[] = { "calls", "desktop", "test" };

static guint
find_page (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  return 0;
}

static void
show_page (CorWelcomeWindow *self, guint index)
{
  gboolean last = index + 1 == G_N_ELEMENTS (names);
  /* The sign-in form was the first. */
  g_autofree char *subtitle =
    g_strdup_printf (_ ("Step %u of %u"), index + 2, (guint)G_N_ELEMENTS (names) + 1);

  gtk_stack_set_visible_child_name (self->pages, names[index]);
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->back), index > 0);
  gtk_button_set_label (self->next, last ? _ ("Done") : _ ("Next"));
  g_settings_set_string (self->settings, KEY, names[index]);
}

static void
finish (CorWelcomeWindow *self)
{
  g_settings_set_string (self->settings, KEY, DONE);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_next (CorWelcomeWindow *self)
{
  guint next = find_page (gtk_stack_get_visible_child_name (self->pages)) + 1;

  if (next < G_N_ELEMENTS (names))
    show_page (self, next);
  else
    finish (self);
}

static void
on_back (CorWelcomeWindow *self)
{
  show_page (self, find_page (gtk_stack_get_visible_child_name (self->pages)) - 1);
}

static void
on_skip (CorWelcomeWindow *self)
{
  finish (self);
}

/* --- Where calls go. --- */

static void
update_device (CorWelcomeWindow *self)
{
  g_autofree char *device = NULL;

  g_object_get (self->session, "device", &device, NULL);
  cor_device_list_set_chosen (self->devices, device);
}

static void
on_device_chosen (CorWelcomeWindow *self, const char *id)
{
  g_object_set (self->session, "device", id, NULL);
}

/* --- What the desktop hands over. --- */

static gboolean
opens_links (CorWelcomeWindow *self)
{
  GListModel *handlers = cor_session_get_link_handlers (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (handlers); i++) {
    g_autoptr (CorLinkHandler) handler = g_list_model_get_item (handlers, i);

    if (!cor_link_handler_is_chosen (handler))
      return FALSE;
  }
  return TRUE;
}

static void
update_links (CorWelcomeWindow *self)
{
  gtk_switch_set_active (self->links, opens_links (self));
}

static void
say (CorWelcomeWindow *self, const char *error)
{
  gtk_label_set_text (self->error, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
}

/* All or none: who wants to tell them apart finds them in the preferences. */
static void
on_links_switched (CorWelcomeWindow *self)
{
  GListModel *handlers = cor_session_get_link_handlers (self->session);
  gboolean ours = gtk_switch_get_active (self->links);
  g_autoptr (GError) error = NULL;

  /* The switch has been put to what is. */
  if (ours == opens_links (self))
    return;
  for (guint i = 0; error == NULL && i < g_list_model_get_n_items (handlers); i++) {
    g_autoptr (CorLinkHandler) handler = g_list_model_get_item (handlers, i);

    if (cor_link_handler_is_chosen (handler) != ours)
      cor_session_set_link_handler (self->session, cor_link_handler_get_scheme (handler), ours,
                                    &error);
  }
  say (self, error != NULL ? error->message : NULL);
  update_links (self);
}

static void
on_autostart_trouble (CorWelcomeWindow *self)
{
  g_autofree char *trouble = NULL;

  g_object_get (self->session, "autostart-trouble", &trouble, NULL);
  say (self, trouble);
}

/* --- A test call. --- */

/* The call is shown in the main window, which stands behind this one. */
static void
on_call (CorWelcomeWindow *self)
{
  g_autoptr (CorDialRequest) request =
    cor_dial_request_new (gtk_editable_get_text (self->number), COR_ORIGIN_TYPED, NULL, NULL);

  cor_session_dial (self->session, request);
  finish (self);
}

static void
dispose (GObject *object)
{
  CorWelcomeWindow *self = COR_WELCOME_WINDOW (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cor_welcome_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CorWelcomeWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CorWelcomeWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, CorWelcomeWindow, devices);
  gtk_widget_class_bind_template_child (widget_class, CorWelcomeWindow, links);
  gtk_widget_class_bind_template_child (widget_class, CorWelcomeWindow, at_login);
  gtk_widget_class_bind_template_child (widget_class, CorWelcomeWindow, ask);
  gtk_widget_class_bind_template_child (widget_class, CorWelcomeWindow, error);
  gtk_widget_class_bind_template_child (widget_class, CorWelcomeWindow, number);
  gtk_widget_class_bind_template_child (widget_class, CorWelcomeWindow, back);
  gtk_widget_class_bind_template_child (widget_class, CorWelcomeWindow, next);
}

static void
cor_welcome_window_class_init (CorWelcomeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  g_type_ensure (COR_TYPE_DEVICE_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/welcome-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_skip);
  gtk_widget_class_bind_template_callback (widget_class, on_call);
  gtk_widget_class_bind_template_callback (widget_class, on_device_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_links_switched);
}

static void
cor_welcome_window_init (CorWelcomeWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (COR_APP_ID);
}

GtkWindow *
cor_welcome_window_new (GtkWindow *parent, CorSession *session)
{
  CorWelcomeWindow *self = g_object_new (COR_TYPE_WELCOME_WINDOW, "transient-for", parent, NULL);
  g_autofree char *page = g_settings_get_string (self->settings, KEY);
  GListModel *handlers = cor_session_get_link_handlers (session);

  self->session = g_object_ref (session);
  cor_device_list_set_devices (self->devices, cor_session_get_devices (session));
  update_device (self);
  g_signal_connect_object (session, "notify::device", G_CALLBACK (update_device), self,
                           G_CONNECT_SWAPPED);
  update_links (self);
  g_signal_connect_object (handlers, "items-changed", G_CALLBACK (update_links), self,
                           G_CONNECT_SWAPPED);
  g_settings_bind (self->settings, "start-at-login", self->at_login, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "ask-before-calling", self->ask, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (session, "notify::autostart-trouble", G_CALLBACK (on_autostart_trouble),
                           self, G_CONNECT_SWAPPED);
  show_page (self, find_page (page));
  return GTK_WINDOW (self);
}

void
cor_welcome_note_form (void)
{
  g_autoptr (GSettings) settings = g_settings_new (COR_APP_ID);
  g_autofree char *page = g_settings_get_string (settings, KEY);

  if (*page == '\0')
    g_settings_set_string (settings, KEY, names[0]);
}

gboolean
cor_welcome_is_wanted (void)
{
  g_autoptr (GSettings) settings = g_settings_new (COR_APP_ID);
  g_autofree char *page = g_settings_get_string (settings, KEY);

  return *page != '\0' && !g_str_equal (page, DONE);
}
