/* SPDX-License-Identifier: GPL-3.0-or-later
 * How this computer reaches the exchange: which way is wished for, which one is in use and why,
 * and a SIP server set by hand. Owner: the preferences. The ways hold at once; the server when its
 * name is finished, since each change of it registers anew. */
#include "config.h"
#include "preferences-line.h"
#include <string.h>

#define SERVER_MAX 255
#define SIP_PORT 5060

struct _CorPreferencesLine {
  AdwPreferencesGroup parent;
  AdwComboRow *way;
  AdwEntryRow *server;
  AdwComboRow *transport;
  AdwComboRow *encryption;
  CorSession *session; /* weak: libadwaita's list for searching keeps groups alive */
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (CorPreferencesLine, cor_preferences_line, ADW_TYPE_PREFERENCES_GROUP)

/* In the order of the rows' lines. */
static const char *const ways[] = { "auto", "gateway", "sip", NULL };
static const char *const transports[] = { "udp", "tcp", "tls", NULL };
static const char *const encryptions[] = { "auto", "off", "optional", "required", NULL };

static gboolean
read_word (GValue *selected, GVariant *word, gpointer words)
{
  const char *const *all = words;

  for (guint i = 0; all[i] != NULL; i++)
    if (g_str_equal (all[i], g_variant_get_string (word, NULL)))
      g_value_set_uint (selected, i);
  return TRUE;
}

static GVariant *
write_word (const GValue *selected, const GVariantType *type, gpointer words)
{
  const char *const *all = words;
  guint i = g_value_get_uint (selected);

  return i < g_strv_length ((char **)all) ? g_variant_new_string (all[i]) : NULL;
}

static void
bind_words (CorPreferencesLine *self, const char *key, AdwComboRow *row, const char *const *words)
{
  g_settings_bind_with_mapping (self->settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT,
                                read_word, write_word, (gpointer)words, NULL);
}

/* HOST or HOST:PORT. */
static gboolean
is_server (const char *text)
{
  g_autoptr (GSocketConnectable) address = NULL;

  if (*text == '\0')
    return TRUE;
  if (strlen (text) > SERVER_MAX || strpbrk (text, " \t\n/@;<>\"") != NULL)
    return FALSE;
  address = g_network_address_parse (text, SIP_PORT, NULL);
  return address != NULL;
}

static void
on_server_changed (GtkEditable *row, CorPreferencesLine *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (row)));

  if (is_server (text))
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
}

static void
on_server_applied (AdwEntryRow *row, CorPreferencesLine *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (self->settings != NULL && is_server (text))
    g_settings_set_string (self->settings, "sip-proxy", text);
}

/* What the gateway does not ask for is not offered beside it. */
static void
on_settings_changed (CorPreferencesLine *self)
{
  g_autofree char *way = g_settings_get_string (self->settings, "line");
  g_autofree char *server = g_settings_get_string (self->settings, "sip-proxy");
  gboolean sip = !g_str_equal (way, "gateway");

  gtk_widget_set_sensitive (GTK_WIDGET (self->server), sip);
  gtk_widget_set_sensitive (GTK_WIDGET (self->transport), sip && *server != '\0');
  gtk_widget_set_sensitive (GTK_WIDGET (self->encryption), sip);
}

static void
on_why_changed (CorPreferencesLine *self)
{
  g_autofree char *why = NULL;

  if (self->session == NULL)
    return;
  g_object_get (self->session, "line-why", &why, NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->way), why != NULL ? why : "");
}

void
cor_preferences_line_set_session (CorPreferencesLine *self, CorSession *session)
{
  g_autoptr (GSettings) settings = g_settings_new (COR_APP_ID);
  g_autofree char *server = g_settings_get_string (settings, "sip-proxy");

  g_set_weak_pointer (&self->session, session);
  gtk_editable_set_text (GTK_EDITABLE (self->server), server);
  self->settings = g_steal_pointer (&settings);
  bind_words (self, "line", self->way, ways);
  bind_words (self, "sip-transport", self->transport, transports);
  bind_words (self, "sip-encryption", self->encryption, encryptions);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (on_settings_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::line-why", G_CALLBACK (on_why_changed), self,
                           G_CONNECT_SWAPPED);
  on_settings_changed (self);
  on_why_changed (self);
}

static void
dispose (GObject *object)
{
  CorPreferencesLine *self = COR_PREFERENCES_LINE (object);

  g_clear_weak_pointer (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (cor_preferences_line_parent_class)->dispose (object);
}

static void
cor_preferences_line_class_init (CorPreferencesLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/preferences-line.ui");
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesLine, way);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesLine, server);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesLine, transport);
  gtk_widget_class_bind_template_child (widget_class, CorPreferencesLine, encryption);
  gtk_widget_class_bind_template_callback (widget_class, on_server_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_server_applied);
}

static void
cor_preferences_line_init (CorPreferencesLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
