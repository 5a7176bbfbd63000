/* SPDX-License-Identifier: GPL-3.0-or-later
 * An icon in the desktop's panel: org.kde.StatusNotifierItem, which every such
 * panel knows by that name.
 *
 * The panel takes an icon away when its owner leaves the bus, and has no other
 * word for it. So the icon has a connection of its own. */
#include "config.h"
#include "desktop/status-item.h"
#include "status-menu.h"
#include <glib/gi18n-lib.h>

#define WATCHER "org.kde.StatusNotifierWatcher"
#define INTERFACE "org.kde.StatusNotifierItem"
#define PATH "/StatusNotifierItem"
#define TOKEN_MAX 512

struct _CorStatusItem {
  GObject parent;
  GCancellable *connecting;
  GDBusConnection *bus; /* NULL until it is there */
  guint object;
  guint watch;
  CorStatusMenu *menu;
  CorStatus status;
  char *text;  /* or NULL */
  char *token; /* for what comes next, or NULL */
  gboolean dnd, may_dnd;
};

G_DEFINE_FINAL_TYPE (CorStatusItem, cor_status_item, G_TYPE_OBJECT)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static const char xml[] =
  "<node><interface name='" INTERFACE "'>"
  "<property name='Category' type='s' access='read'/>"
  "<property name='Id' type='s' access='read'/>"
  "<property name='Title' type='s' access='read'/>"
  "<property name='Status' type='s' access='read'/>"
  "<property name='WindowId' type='i' access='read'/>"
  "<property name='IconName' type='s' access='read'/>"
  "<property name='IconThemePath' type='s' access='read'/>"
  "<property name='OverlayIconName' type='s' access='read'/>"
  "<property name='AttentionIconName' type='s' access='read'/>"
  "<property name='ToolTip' type='(sa(iiay)ss)' access='read'/>"
  "<property name='ItemIsMenu' type='b' access='read'/>"
  "<property name='Menu' type='o' access='read'/>"
  "<method name='ContextMenu'><arg type='i' direction='in'/><arg type='i' direction='in'/></method>"
  "<method name='Activate'><arg type='i' direction='in'/><arg type='i' direction='in'/></method>"
  "<method name='SecondaryActivate'><arg type='i' direction='in'/>"
  "<arg type='i' direction='in'/></method>"
  "<method name='Scroll'><arg type='i' direction='in'/><arg type='s' direction='in'/></method>"
  "<method name='ProvideXdgActivationToken'><arg type='s' direction='in'/></method>"
  "<signal name='NewTitle'/><signal name='NewIcon'/><signal name='NewAttentionIcon'/>"
  "<signal name='NewToolTip'/><signal name='NewStatus'><arg type='s'/></signal>"
  "</interface></node>";

/* What each state looks like, by names that every theme of icons has. */
static const struct {
  const char *icon;
  gboolean attention;
} looks[] = {
  [COR_STATUS_OFFLINE] = { "network-offline-symbolic", FALSE },
  [COR_STATUS_READY] = { COR_APP_ID "-symbolic", FALSE },
  [COR_STATUS_DND] = { "notifications-disabled-symbolic", FALSE },
  [COR_STATUS_MISSED] = { "call-missed-symbolic", TRUE },
  [COR_STATUS_RINGING] = { "call-incoming-symbolic", TRUE },
  [COR_STATUS_BUSY] = { "call-start-symbolic", FALSE },
};

static const char *
status_word (CorStatus status)
{
  return looks[status].attention ? "NeedsAttention" : "Active";
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
  CorStatusItem *self = user_data;

  if (g_str_equal (name, "Category"))
    return g_variant_new_string ("Communications");
  if (g_str_equal (name, "Id"))
    return g_variant_new_string (COR_APP_ID);
  if (g_str_equal (name, "Title"))
    return g_variant_new_string ("Cornetta");
  if (g_str_equal (name, "Status"))
    return g_variant_new_string (status_word (self->status));
  if (g_str_equal (name, "WindowId"))
    return g_variant_new_int32 (0);
  if (g_str_equal (name, "IconName") || g_str_equal (name, "AttentionIconName"))
    return g_variant_new_string (looks[self->status].icon);
  if (g_str_equal (name, "ToolTip"))
    return g_variant_new ("(sa(iiay)ss)", "", NULL, "Cornetta",
                          self->text != NULL ? self->text : "");
  if (g_str_equal (name, "ItemIsMenu"))
    return g_variant_new_boolean (FALSE);
  if (g_str_equal (name, "Menu"))
    return g_variant_new_object_path (COR_STATUS_MENU_PATH);
  return g_variant_new_string ("");
}

static void
choose (const char *what, gpointer user_data)
{
  g_autoptr (CorStatusItem) self = g_object_ref (user_data);
  g_autofree char *token = g_steal_pointer (&self->token);

  g_signal_emit (self, signals[CHOSEN], 0, what, token);
}

static void
take_token (CorStatusItem *self, GVariant *parameters)
{
  const char *token;

  g_variant_get (parameters, "(&s)", &token);
  g_free (self->token);
  self->token = strlen (token) <= TOKEN_MAX ? g_strdup (token) : NULL;
}

/* Panels that show the menu themselves never call ContextMenu. */
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
  CorStatusItem *self = user_data;

  if (g_str_equal (method, "ProvideXdgActivationToken"))
    take_token (self, parameters);
  g_dbus_method_invocation_return_value (invocation, NULL);
  if (g_str_equal (method, "Activate"))
    choose ("show", self);
  else if (g_str_equal (method, "SecondaryActivate"))
    choose ("new-call", self);
}

static void
on_registered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer == NULL)
    g_debug ("status item: %s", error->message);
}

static void
on_watcher (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  g_dbus_connection_call (bus, owner, "/StatusNotifierWatcher", WATCHER,
                          "RegisterStatusNotifierItem",
                          g_variant_new ("(s)", g_dbus_connection_get_unique_name (bus)), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, on_registered, NULL);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  static const GDBusInterfaceVTable vtable = { on_call, on_get, NULL, { NULL } };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_dbus_connection_new_for_address_finish (result, &error);
  CorStatusItem *self = user_data; /* gone when cancelled */

  if (bus == NULL) {
    g_debug ("status item: no session bus: %s", error->message);
    return;
  }
  self->bus = g_steal_pointer (&bus);
  self->object = g_dbus_connection_register_object (self->bus, PATH, info->interfaces[0], &vtable,
                                                    self, NULL, NULL);
  self->menu = cor_status_menu_new (self->bus, choose, self);
  cor_status_menu_set_dnd (self->menu, self->dnd, self->may_dnd);
  self->watch = g_bus_watch_name_on_connection (self->bus, WATCHER, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                on_watcher, NULL, NULL, NULL);
}

static void
emit (CorStatusItem *self, const char *name, GVariant *arguments)
{
  g_dbus_connection_emit_signal (self->bus, NULL, PATH, INTERFACE, name, arguments, NULL);
}

void
cor_status_item_set (CorStatusItem *self, const CorStatusLook *look)
{
  gboolean other_status = self->status != look->status;
  gboolean other_text = g_strcmp0 (self->text, look->text) != 0;

  self->status = look->status;
  self->dnd = look->dnd;
  self->may_dnd = look->may_dnd;
  if (other_text) {
    g_free (self->text);
    self->text = g_strdup (look->text);
  }
  if (self->bus == NULL)
    return;
  cor_status_menu_set_dnd (self->menu, self->dnd, self->may_dnd);
  if (other_status) {
    emit (self, "NewIcon", NULL);
    emit (self, "NewAttentionIcon", NULL);
    emit (self, "NewStatus", g_variant_new ("(s)", status_word (self->status)));
  }
  if (other_text)
    emit (self, "NewToolTip", NULL);
}

static void
dispose (GObject *object)
{
  CorStatusItem *self = COR_STATUS_ITEM (object);

  g_cancellable_cancel (self->connecting);
  g_clear_object (&self->connecting);
  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  g_clear_pointer (&self->menu, cor_status_menu_free);
  if (self->object != 0)
    g_dbus_connection_unregister_object (self->bus, self->object);
  self->object = 0;
  if (self->bus != NULL)
    g_dbus_connection_close (self->bus, NULL, NULL, NULL);
  g_clear_object (&self->bus);
  G_OBJECT_CLASS (cor_status_item_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (COR_STATUS_ITEM (object)->text);
  g_free (COR_STATUS_ITEM (object)->token);
  G_OBJECT_CLASS (cor_status_item_parent_class)->finalize (object);
}

static void
cor_status_item_class_init (CorStatusItemClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHOSEN] = g_signal_new ("chosen", COR_TYPE_STATUS_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
cor_status_item_init (CorStatusItem *self)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  self->connecting = g_cancellable_new ();
  if (address != NULL)
    g_dbus_connection_new_for_address (address,
                                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                         G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                       NULL, self->connecting, on_connected, self);
}

CorStatusItem *
cor_status_item_new (void)
{
  return g_object_new (COR_TYPE_STATUS_ITEM, NULL);
}
