/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keys that work in every program. Owner: the preferences. By the portal, which
 * is asked when the switch goes on; or by GNOME's own list, when the button is
 * pressed. */
#include "config.h"
#include "preferences-shortcuts.h"
#include <glib/gi18n-lib.h>

struct _CorPreferencesShortcuts {
  AdwPreferencesGroup parent;
  AdwActionRow *everywhere;
  GtkSwitch *enabled;
  AdwActionRow *keys;
  GtkButton *button;
  GSettings *settings;
  CorSession *session; /* weak: libadwaita 1.2 lets go of the group later than of its window */
};

G_DEFINE_FINAL_TYPE (CorPreferencesShortcuts, cor_preferences_shortcuts, ADW_TYPE_PREFERENCES_GROUP)

static void
update_trouble (CorPreferencesShortcuts *self)
{
  g_autofree char *trouble = NULL;

  if (self->session == NULL)
    return;
  g_object_get (self->session, "shortcuts-trouble", &trouble, NULL);
  adw_action_row_set_subtitle (
    self->everywhere, trouble != NULL ? trouble : _ ("Your desktop asks which keys to use"));
}

static char *
describe (const char *keys)
{
  g_autofree char *label = NULL;
  guint key;
  GdkModifierType modifiers;

  if (keys == NULL)
    return g_strdup (_ ("Not in your desktop's keyboard settings"));
  if (gtk_accelerator_parse (keys, &key, &modifiers))
    label = gtk_accelerator_get_label (key, modifiers);
  /* Translators: %s are keys, as Ctrl+Alt+C. */
  return g_strdup_printf (_ ("%s, in your desktop's keyboard settings"),
                          label != NULL ? label : keys);
}

static void
update_keys (CorPreferencesShortcuts *self)
{
  g_autofree char *keys = cor_session_dup_keybinding (self->session);
  g_autofree char *subtitle = describe (keys);

  adw_action_row_set_subtitle (self->keys, subtitle);
  gtk_button_set_label (self->button, keys != NULL ? _ ("Remove Shortcut") : _ ("Add Shortcut"));
}

static void
on_clicked (GtkButton *button, CorPreferencesShortcuts *self)
{
  g_autofree char *keys = NULL;

  if (self->session == NULL)
    return;
  keys = cor_session_dup_keybinding (self->session);
  cor_session_set_keybinding (self->session, keys == NULL);
  update_keys (self);
}

void
cor_preferences_shortcuts_set_session (CorPreferencesShortcuts *self, CorSession *session)
{
  gboolean possible = cor_session_has_keybinding_list (session);

  g_set_weak_pointer (&self->session, session);
  g_signal_connect_object (session, "notify::shortcuts-trouble", G_CALLBACK (update_trouble), self,
                           G_CONNECT_SWAPPED);
  g_settings_bind (self->settings, "global-shortcuts", self->enabled, "active",
                   G_SETTINGS_BIND_DEFAULT);
  gtk_widget_set_visible (GTK_WIDGET (self->keys), possible);
  if (possible)
    update_keys (self);
  update_trouble (self);
}

static void
dispose (GObject *object)
{
  CorPreferencesShortcuts *self = COR_PREFERENCES_SHORTCUTS (object);

  g_clear_weak_pointer (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (cor_preferences_shortcuts_parent_class)->dispose (object);
}

static void
cor_preferences_shortcuts_class_init (CorPreferencesShortcutsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/preferences-shortcuts.ui");
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesShortcuts, everywhere);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesShortcuts, enabled);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesShortcuts, keys);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesShortcuts, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
cor_preferences_shortcuts_init (CorPreferencesShortcuts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (COR_APP_ID);
}
