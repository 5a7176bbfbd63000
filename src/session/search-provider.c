/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phonebook in the desktop's own search. A result's id says all that is
 * shown of it, so that nothing has to be kept between the desktop's questions. */
#include "config.h"
#include "session/search-provider.h"
#include "row-reader.h"
#include "session-private.h"

#define RESULTS_MAX 10 /* the desktop shows five */
#define TEXT_MAX 256   /* bytes of what is searched for */
#define SEPARATOR "\n" /* between the number, the name and the company in an id */

static const char xml[] =
  "<node><interface name='org.gnome.Shell.SearchProvider2'>"
  "<method name='GetInitialResultSet'><arg type='as' direction='in'/>"
  "<arg type='as' direction='out'/></method>"
  "<method name='GetSubsearchResultSet'><arg type='as' direction='in'/>"
  "<arg type='as' direction='in'/><arg type='as' direction='out'/></method>"
  "<method name='GetResultMetas'><arg type='as' direction='in'/>"
  "<arg type='aa{sv}' direction='out'/></method>"
  "<method name='ActivateResult'><arg type='s' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='u' direction='in'/></method>"
  "<method name='LaunchSearch'><arg type='as' direction='in'/><arg type='u' direction='in'/>"
  "</method></interface></node>";

struct _CorSearchProvider {
  GObject parent;
  CorSession *session;
  GDBusConnection *connection;
  guint registration;
};

G_DEFINE_FINAL_TYPE (CorSearchProvider, cor_search_provider, G_TYPE_OBJECT)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static char *
join (GVariant *terms)
{
  g_autofree const char **words = g_variant_get_strv (terms, NULL);
  g_autofree char *text = g_strjoinv (" ", (char **)words);

  return strlen (text) <= TEXT_MAX ? g_steal_pointer (&text)
                                   : g_utf8_substring (text, 0, TEXT_MAX / 4);
}

/* --- Results. --- */

static char *
clean (const char *text)
{
  return g_strdelimit (g_strdup (text != NULL ? text : ""), SEPARATOR, ' ');
}

/* NULL: nothing to call. */
static char *
make_id (CorContact *contact)
{
  guint n;
  const CorContactPhone *phones = cor_contact_get_phones (contact, &n);
  g_autofree char *number = n > 0 ? clean (phones[0].number) : NULL;
  g_autofree char *name = clean (cor_contact_get_name (contact));
  g_autofree char *company = clean (cor_contact_get_company (contact));

  return number != NULL ? g_strjoin (SEPARATOR, number, name, company, NULL) : NULL;
}

static void
on_read (GPtrArray *rows, gpointer invocation)
{
  GVariantBuilder ids;

  g_variant_builder_init (&ids, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < rows->len; i++) {
    g_autofree char *id = make_id (rows->pdata[i]);

    if (id != NULL)
      g_variant_builder_add (&ids, "s", id);
  }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(as)", &ids));
}

/* One letter would be everybody. */
static void
search (CorSearchProvider *self, GVariant *terms, GDBusMethodInvocation *invocation)
{
  g_autofree char *text = join (terms);
  GListModel *list;

  if (g_utf8_strlen (text, -1) < 2) {
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(as)", NULL));
    return;
  }
  list = cor_session_list_contacts (self->session);
  cor_session_set_query (self->session, list, text);
  cor_rows_read (list, RESULTS_MAX, on_read, invocation);
}

/* The id comes back from outside: nothing of it is taken for granted. */
static GVariant *
describe (const char *id)
{
  g_auto (GStrv) parts = g_strsplit (id, SEPARATOR, 3);
  guint n = g_strv_length (parts);
  const char *number = n > 0 ? parts[0] : "";
  const char *name = n > 1 ? parts[1] : "";
  const char *company = n > 2 ? parts[2] : "";
  const char *title = *name != '\0' ? name : *company != '\0' ? company : number;
  gboolean beside = *company != '\0' && title != company;
  g_autofree char *description =
    beside ? g_strjoin (" · ", company, number, NULL) : g_strdup (title != number ? number : "");
  GVariantDict meta = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GIcon) icon = g_themed_icon_new ("avatar-default");

  g_variant_dict_insert (&meta, "id", "s", id);
  g_variant_dict_insert (&meta, "name", "s", title);
  g_variant_dict_insert (&meta, "description", "s", description);
  g_variant_dict_insert_value (&meta, "icon", g_icon_serialize (icon));
  g_variant_dict_insert (&meta, "clipboardText", "s", number);
  return g_variant_dict_end (&meta);
}

static void
return_metas (GVariant *ids, GDBusMethodInvocation *invocation)
{
  g_autofree const char **list = g_variant_get_strv (ids, NULL);
  GVariantBuilder metas;

  g_variant_builder_init (&metas, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; list[i] != NULL && i < RESULTS_MAX; i++)
    g_variant_builder_add_value (&metas, describe (list[i]));
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &metas));
}

static void
choose (CorSearchProvider *self, const char *text, GDBusMethodInvocation *invocation)
{
  g_autofree char *line = g_strndup (text, strcspn (text, SEPARATOR));

  g_dbus_method_invocation_return_value (invocation, NULL);
  g_signal_emit (self, signals[CHOSEN], 0, line);
}

static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  CorSearchProvider *self = user_data;
  g_autoptr (GVariant) first = g_variant_get_child_value (parameters, 0);

  if (g_str_equal (method, "GetInitialResultSet"))
    search (self, first, invocation);
  else if (g_str_equal (method, "GetSubsearchResultSet")) {
    g_autoptr (GVariant) terms = g_variant_get_child_value (parameters, 1);

    search (self, terms, invocation);
  } else if (g_str_equal (method, "GetResultMetas"))
    return_metas (first, invocation);
  else if (g_str_equal (method, "ActivateResult"))
    choose (self, g_variant_get_string (first, NULL), invocation);
  else {
    g_autofree char *text = join (first);

    choose (self, text, invocation);
  }
}

CorSearchProvider *
cor_search_provider_new (CorSession *session,
                         GDBusConnection *connection,
                         const char *path,
                         GError **error)
{
  static const GDBusInterfaceVTable vtable = { on_call, NULL, NULL, { NULL } };
  g_autoptr (CorSearchProvider) self = g_object_new (COR_TYPE_SEARCH_PROVIDER, NULL);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, error);
  g_autofree char *where = g_strconcat (path, "/SearchProvider", NULL);

  if (node == NULL)
    return NULL;
  self->session = g_object_ref (session);
  self->connection = g_object_ref (connection);
  self->registration = g_dbus_connection_register_object (connection, where, node->interfaces[0],
                                                          &vtable, self, NULL, error);
  return self->registration != 0 ? g_steal_pointer (&self) : NULL;
}

static void
dispose (GObject *object)
{
  CorSearchProvider *self = COR_SEARCH_PROVIDER (object);

  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  g_clear_object (&self->connection);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cor_search_provider_parent_class)->dispose (object);
}

static void
cor_search_provider_class_init (CorSearchProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[CHOSEN] = g_signal_new ("chosen", COR_TYPE_SEARCH_PROVIDER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cor_search_provider_init (CorSearchProvider *self)
{
}
