/* SPDX-License-Identifier: GPL-3.0-or-later
 * The menu of the icon in the panel, as com.canonical.dbusmenu has it. */
#include "config.h"
#include "status-menu.h"
#include <glib/gi18n-lib.h>

/* Who asks for more rows at a time than a menu may have asks for nothing sensible. */
#define IDS_MAX 64

struct _CorStatusMenu {
  GDBusConnection *bus;
  guint object;
  guint revision;
  gboolean dnd, may_dnd;
  CorStatusMenuFunc func;
  gpointer user_data;
};

static const char xml[] =
  "<node><interface name='com.canonical.dbusmenu'>"
  "<property name='Version' type='u' access='read'/>"
  "<property name='TextDirection' type='s' access='read'/>"
  "<property name='Status' type='s' access='read'/>"
  "<property name='IconThemePath' type='as' access='read'/>"
  "<method name='GetLayout'><arg type='i' direction='in'/><arg type='i' direction='in'/>"
  "<arg type='as' direction='in'/><arg type='u' direction='out'/>"
  "<arg type='(ia{sv}av)' direction='out'/></method>"
  "<method name='GetGroupProperties'><arg type='ai' direction='in'/>"
  "<arg type='as' direction='in'/><arg type='a(ia{sv})' direction='out'/></method>"
  "<method name='GetProperty'><arg type='i' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='v' direction='out'/></method>"
  "<method name='Event'><arg type='i' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='v' direction='in'/><arg type='u' direction='in'/></method>"
  "<method name='EventGroup'><arg type='a(isvu)' direction='in'/>"
  "<arg type='ai' direction='out'/></method>"
  "<method name='AboutToShow'><arg type='i' direction='in'/><arg type='b' direction='out'/>"
  "</method><method name='AboutToShowGroup'><arg type='ai' direction='in'/>"
  "<arg type='ai' direction='out'/><arg type='ai' direction='out'/></method>"
  "<signal name='ItemsPropertiesUpdated'><arg type='a(ia{sv})'/><arg type='a(ias)'/></signal>"
  "<signal name='LayoutUpdated'><arg type='u'/><arg type='i'/></signal>"
  "</interface></node>";

/* A row's id is its place here; 0 is the menu itself. */
static const struct {
  const char *what;  /* NULL: a line between rows */
  const char *label; /* a letter after _ is a key */
} rows[] = {
  { "menu", NULL },
  { "show", N_ ("_Show Cornetta") },
  { "new-call", N_ ("_New Call…") },
  { NULL, NULL },
  { "do-not-disturb", N_ ("_Do Not Disturb") },
  { NULL, NULL },
  { "quit", N_ ("_Quit") },
};
#define DND 4

static GVariant *
describe (CorStatusMenu *self, guint id)
{
  GVariantDict dict = G_VARIANT_DICT_INIT (NULL);

  if (id == 0) {
    g_variant_dict_insert (&dict, "children-display", "s", "submenu");
  } else if (rows[id].what == NULL) {
    g_variant_dict_insert (&dict, "type", "s", "separator");
  } else {
    g_variant_dict_insert (&dict, "label", "s", _ (rows[id].label));
    g_variant_dict_insert (&dict, "enabled", "b", id != DND || self->may_dnd);
    g_variant_dict_insert (&dict, "visible", "b", TRUE);
  }
  if (id == DND) {
    g_variant_dict_insert (&dict, "toggle-type", "s", "checkmark");
    g_variant_dict_insert (&dict, "toggle-state", "i", self->dnd ? 1 : 0);
  }
  return g_variant_dict_end (&dict);
}

static GVariant *
lay_out (CorStatusMenu *self, guint id, gboolean with_rows)
{
  GVariantBuilder children;

  g_variant_builder_init (&children, G_VARIANT_TYPE ("av"));
  for (guint i = 1; id == 0 && with_rows && i < G_N_ELEMENTS (rows); i++)
    g_variant_builder_add (&children, "v", lay_out (self, i, FALSE));
  return g_variant_new ("(i@a{sv}av)", (int)id, describe (self, id), &children);
}

/* FALSE: an error was answered. */
static gboolean
check_id (int id, GDBusMethodInvocation *invocation)
{
  if (id >= 0 && id < (int)G_N_ELEMENTS (rows))
    return TRUE;
  g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                         "There is no row %d", id);
  return FALSE;
}

static void
get_layout (CorStatusMenu *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  int id, depth;

  g_variant_get (parameters, "(ii@as)", &id, &depth, NULL);
  if (check_id (id, invocation))
    g_dbus_method_invocation_return_value (
      invocation,
      g_variant_new ("(u@(ia{sv}av))", self->revision, lay_out (self, (guint)id, depth != 0)));
}

/* No ids: all there are. */
static void
get_group (CorStatusMenu *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) ids = g_variant_get_child_value (parameters, 0);
  gsize n = MIN (g_variant_n_children (ids), IDS_MAX);
  GVariantBuilder found;

  g_variant_builder_init (&found, G_VARIANT_TYPE ("a(ia{sv})"));
  for (guint i = 0; n == 0 && i < G_N_ELEMENTS (rows); i++)
    g_variant_builder_add (&found, "(i@a{sv})", (int)i, describe (self, i));
  for (gsize i = 0; i < n; i++) {
    int id;

    g_variant_get_child (ids, i, "i", &id);
    if (id >= 0 && id < (int)G_N_ELEMENTS (rows))
      g_variant_builder_add (&found, "(i@a{sv})", id, describe (self, (guint)id));
  }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a(ia{sv}))", &found));
}

static void
get_one (CorStatusMenu *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) all = NULL, value = NULL;
  const char *name;
  int id;

  g_variant_get (parameters, "(i&s)", &id, &name);
  if (!check_id (id, invocation))
    return;
  all = g_variant_ref_sink (describe (self, (guint)id));
  value = g_variant_lookup_value (all, name, NULL);
  if (value == NULL)
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                           "Row %d has no such property", id);
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(v)", value));
}

/* What was clicked, or NULL. */
static const char *
read_click (GVariant *event)
{
  const char *what;
  int id;

  g_variant_get (event, "(i&svu)", &id, &what, NULL, NULL);
  if (!g_str_equal (what, "clicked") || id <= 0 || id >= (int)G_N_ELEMENTS (rows))
    return NULL;
  return rows[id].what;
}

/* Answered first: Quit takes the menu away. One click at a time is all that a hand can do. */
static void
take_events (CorStatusMenu *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  gboolean group =
    g_str_equal (g_dbus_method_invocation_get_method_name (invocation), "EventGroup");
  g_autoptr (GVariant) events =
    group ? g_variant_get_child_value (parameters, 0) : g_variant_ref (parameters);
  gsize n = group ? MIN (g_variant_n_children (events), IDS_MAX) : 1;
  const char *clicked = NULL;

  for (gsize i = 0; i < n && clicked == NULL; i++) {
    g_autoptr (GVariant) event =
      group ? g_variant_get_child_value (events, i) : g_variant_ref (events);

    clicked = read_click (event);
  }
  g_dbus_method_invocation_return_value (invocation, group ? g_variant_new ("(ai)", NULL) : NULL);
  if (clicked != NULL)
    self->func (clicked, self->user_data);
}

static void
on_call (GDBusConnection *bus,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  if (g_str_equal (method, "GetLayout"))
    get_layout (user_data, parameters, invocation);
  else if (g_str_equal (method, "GetGroupProperties"))
    get_group (user_data, parameters, invocation);
  else if (g_str_equal (method, "GetProperty"))
    get_one (user_data, parameters, invocation);
  else if (g_str_has_prefix (method, "Event"))
    take_events (user_data, parameters, invocation);
  else if (g_str_equal (method, "AboutToShow"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(b)", FALSE));
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aiai)", NULL, NULL));
}

static GVariant *
on_get (GDBusConnection *bus,
        const char *sender,
        const char *path,
        const char *interface,
        const char *name,
        GError **error,
        gpointer user_data)
{
  if (g_str_equal (name, "Version"))
    return g_variant_new_uint32 (3);
  if (g_str_equal (name, "IconThemePath"))
    return g_variant_new_strv (NULL, 0);
  return g_variant_new_string (g_str_equal (name, "Status") ? "normal" : "ltr");
}

CorStatusMenu *
cor_status_menu_new (GDBusConnection *bus, CorStatusMenuFunc func, gpointer user_data)
{
  static const GDBusInterfaceVTable vtable = { on_call, on_get, NULL, { NULL } };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (xml, NULL);
  CorStatusMenu *self = g_new0 (CorStatusMenu, 1);

  self->bus = g_object_ref (bus);
  self->func = func;
  self->user_data = user_data;
  self->revision = 1;
  self->object = g_dbus_connection_register_object (bus, COR_STATUS_MENU_PATH, info->interfaces[0],
                                                    &vtable, self, NULL, NULL);
  return self;
}

void
cor_status_menu_set_dnd (CorStatusMenu *self, gboolean dnd, gboolean may_dnd)
{
  if (self->dnd == dnd && self->may_dnd == may_dnd)
    return;
  self->dnd = dnd;
  self->may_dnd = may_dnd;
  self->revision++;
  g_dbus_connection_emit_signal (self->bus, NULL, COR_STATUS_MENU_PATH, "com.canonical.dbusmenu",
                                 "LayoutUpdated", g_variant_new ("(ui)", self->revision, 0), NULL);
}

void
cor_status_menu_free (CorStatusMenu *self)
{
  if (self->object != 0)
    g_dbus_connection_unregister_object (self->bus, self->object);
  g_object_unref (self->bus);
  g_free (self);
}
