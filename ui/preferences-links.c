/* SPDX-License-Identifier: GPL-3.0-or-later
 * What happens when a link is clicked: whether it asks first, and what was
 * remembered for single kinds of numbers. Owner: the preferences. Whatever is
 * changed holds at once; what is changed elsewhere shows at once. */
#include "config.h"
#include "preferences-links.h"
#include <glib/gi18n-lib.h>

#define ROW_TYPE "(&s&s&s&s&s)"
#define ROWS_MAX 32

struct _CorPreferencesLinks {
  AdwPreferencesGroup parent;
  AdwActionRow *ask_row;
  GtkSwitch *ask;
  CorSession *session; /* weak: libadwaita's list for searching keeps groups alive */
  GSettings *settings;
  GPtrArray *rows; /* the rules' AdwActionRow, in the group */
};

G_DEFINE_FINAL_TYPE (CorPreferencesLinks, cor_preferences_links, ADW_TYPE_PREFERENCES_GROUP)

typedef struct {
  const char *word;
  const char *text;
} Word;

static const char *
text_of (const Word *words, guint n, const char *word)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (words[i].word, word))
      return _ (words[i].text);
  return word;
}

static const char *
class_text (const char *klass)
{
  static const Word words[] = {
    { "", N_ ("All numbers") },
    { "internal", N_ ("Internal numbers") },
    { "external", N_ ("External numbers") },
    { "premium", N_ ("Premium-rate numbers") },
    { "satellite", N_ ("Satellite numbers") },
    { "feature", N_ ("Service codes") },
    { "forwarding", N_ ("Codes that forward calls") },
  };

  return text_of (words, G_N_ELEMENTS (words), klass);
}

static const char *
origin_text (const char *origin)
{
  static const Word words[] = {
    { "control", N_ ("from other programs") }, { "typed", N_ ("typed") },
    { "contact", N_ ("from the phonebook") },  { "history", N_ ("from the history") },
    { "notification", N_ ("missed calls") },
  };

  return text_of (words, G_N_ELEMENTS (words), origin);
}

/* Transfer full: the name of a device that is there, else its id. */
static char *
device_text (CorPreferencesLinks *self, const char *id)
{
  GListModel *devices = cor_session_get_devices (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (devices); i++) {
    g_autoptr (CorDevice) device = g_list_model_get_item (devices, i);

    if (g_str_equal (cor_device_get_id (device), id))
      return g_strdup (cor_device_get_name (device));
  }
  return g_strdup (id);
}

/* Transfer full. */
static char *
rule_text (CorPreferencesLinks *self, GVariant *rule)
{
  const char *origin, *scheme, *klass, *act, *device;
  g_autoptr (GString) text = NULL;
  g_autofree char *name = NULL;

  g_variant_get (rule, ROW_TYPE, &origin, &scheme, &klass, &act, &device);
  text = g_string_new (g_str_equal (act, "ask") ? _ ("Ask before calling") : _ ("Call at once"));
  if (*device != '\0') {
    name = device_text (self, device);
    g_string_append_printf (text, " · %s", name);
  }
  if (*scheme != '\0')
    g_string_append_printf (text, " · %s:", scheme);
  if (!g_str_equal (origin, "link"))
    g_string_append_printf (text, " · %s", origin_text (origin));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_remove_clicked (GtkButton *button, CorPreferencesLinks *self)
{
  cor_session_drop_rule (self->session, g_object_get_data (G_OBJECT (button), "rule"));
}

static GtkWidget *
new_remove_button (CorPreferencesLinks *self, GVariant *rule, const char *what)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  /* Translators: %s is a kind of numbers, "Internal numbers". */
  g_autofree char *label = g_strdup_printf (_ ("Forget the rule: %s"), what);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Forget This Rule"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "rule", g_variant_ref (rule),
                          (GDestroyNotify)g_variant_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove_clicked), self);
  return button;
}

static void
add_rule (CorPreferencesLinks *self, GVariant *rule)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = rule_text (self, rule);
  const char *klass;

  g_variant_get_child (rule, 2, "&s", &klass);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), class_text (klass));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             new_remove_button (self, rule, class_text (klass)));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
fill (CorPreferencesLinks *self)
{
  g_autoptr (GVariant) rules = g_settings_get_value (self->settings, "link-rules");

  if (self->session == NULL) /* a group that outlived its window */
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (gsize i = 0; i < MIN (g_variant_n_children (rules), ROWS_MAX); i++) {
    g_autoptr (GVariant) rule = g_variant_get_child_value (rules, i);

    add_rule (self, rule);
  }
}

static void
dispose (GObject *object)
{
  CorPreferencesLinks *self = COR_PREFERENCES_LINKS (object);

  g_clear_object (&self->settings);
  g_clear_weak_pointer (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (cor_preferences_links_parent_class)->dispose (object);
}

static void
cor_preferences_links_class_init (CorPreferencesLinksClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/preferences-links.ui");
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesLinks, ask_row);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesLinks, ask);
}

static void
cor_preferences_links_init (CorPreferencesLinks *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->ask), GTK_ACCESSIBLE_PROPERTY_LABEL,
    adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->ask_row)), -1);
  self->rows = g_ptr_array_new ();
}

void
cor_preferences_links_set_session (CorPreferencesLinks *self, CorSession *session)
{
  g_set_weak_pointer (&self->session, session);
  self->settings = g_settings_new (COR_APP_ID);
  g_settings_bind (self->settings, "ask-before-calling", self->ask, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->settings, "changed::link-rules", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  fill (self);
}
