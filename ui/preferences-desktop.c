/* SPDX-License-Identifier: GPL-3.0-or-later
 * How Cornetta lives in the desktop: a switch for each of it. Owner: the
 * preferences. */
#include "config.h"
#include "preferences-desktop.h"
#include <glib/gi18n-lib.h>

static const struct {
  const char *key;
  const char *title;
  const char *subtitle;
} switches[] = {
  { "start-at-login", N_ ("Start at Login"),
    N_ ("Without a window, so that calls and phone links arrive") },
  { "show-window-for-calls", N_ ("Show the Window When Somebody Calls"),
    N_ ("The keyboard stays where it is; without the window there is a notification") },
  { "status-item", N_ ("Icon in the Panel"), N_ ("Where your desktop's panel has a place for it") },
  { "pause-music", N_ ("Pause Music in Calls"),
    N_ ("Players go on after the call, unless you touched them meanwhile") },
  { "respect-do-not-disturb", N_ ("Quiet When the Desktop Is"),
    N_ ("No ring tone while your desktop's notifications are switched off") },
  { "do-not-disturb-when-locked", N_ ("Do Not Disturb While Locked"),
    N_ ("A minute after the screen is locked, until you are back") },
  { "hide-caller-when-locked", N_ ("Hide Callers on the Lock Screen"),
    N_ ("A call that rings then says no name and no number") },
};

struct _CorPreferencesDesktop {
  AdwPreferencesGroup parent;
  AdwActionRow *rows[G_N_ELEMENTS (switches)];
  CorSession *session; /* weak: libadwaita 1.2 lets go of the group later than of its window */
};

G_DEFINE_FINAL_TYPE (CorPreferencesDesktop, cor_preferences_desktop, ADW_TYPE_PREFERENCES_GROUP)

static void
update_trouble (CorPreferencesDesktop *self)
{
  g_autofree char *trouble = NULL;

  if (self->session == NULL)
    return;
  g_object_get (self->session, "autostart-trouble", &trouble, NULL);
  adw_action_row_set_subtitle (self->rows[0], trouble != NULL ? trouble : _ (switches[0].subtitle));
}

void
cor_preferences_desktop_set_session (CorPreferencesDesktop *self, CorSession *session)
{
  g_set_weak_pointer (&self->session, session);
  g_signal_connect_object (session, "notify::autostart-trouble", G_CALLBACK (update_trouble), self,
                           G_CONNECT_SWAPPED);
  update_trouble (self);
}

static void
add_row (CorPreferencesDesktop *self, guint i, GSettings *settings)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  self->rows[i] = ADW_ACTION_ROW (row);
  g_object_set (row, "title", _ (switches[i].title), "subtitle", _ (switches[i].subtitle),
                "use-markup", FALSE, "title-lines", 0, "subtitle-lines", 0, "activatable-widget",
                toggle, NULL);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (switches[i].title), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_settings_bind (settings, switches[i].key, toggle, "active", G_SETTINGS_BIND_DEFAULT);
}

static void
dispose (GObject *object)
{
  g_clear_weak_pointer (&COR_PREFERENCES_DESKTOP (object)->session);
  G_OBJECT_CLASS (cor_preferences_desktop_parent_class)->dispose (object);
}

static void
cor_preferences_desktop_class_init (CorPreferencesDesktopClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
cor_preferences_desktop_init (CorPreferencesDesktop *self)
{
  g_autoptr (GSettings) settings = g_settings_new (COR_APP_ID);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("In the Desktop"));
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    add_row (self, i, settings);
}
