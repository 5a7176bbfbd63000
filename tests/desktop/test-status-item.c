/* SPDX-License-Identifier: GPL-3.0-or-later
 * The icon in the panel, as a panel sees and uses it: M70. */
#include "desktop/status-item.h"
#include "fake-service.h"
#include <locale.h>

#define WATCHER "org.kde.StatusNotifierWatcher"
#define ITEM "org.kde.StatusNotifierItem"
#define MENU "com.canonical.dbusmenu"
#define MENU_PATH "/StatusNotifierItem/Menu"

static const char watcher_xml[] =
  "<node><interface name='" WATCHER "'><method name='RegisterStatusNotifierItem'>"
  "<arg type='s' direction='in'/></method></interface></node>";

typedef struct {
  GTestDBus *bus;
  FakeService *watcher;
  CorStatusItem *item;
  char *unique; /* the item's name on the bus */
  GString *chosen;
} Fixture;

static void
on_chosen (CorStatusItem *item, const char *what, const char *token, Fixture *f)
{
  g_string_append_printf (f->chosen, "%s %s\n", what, token != NULL ? token : "-");
}

static FakeService *
new_watcher (Fixture *f)
{
  return fake_service_new (f->bus, WATCHER, "/StatusNotifierWatcher", watcher_xml);
}

/* "RegisterStatusNotifierItem (':1.7',)" */
static void
wait_registered (Fixture *f)
{
  g_autofree char *log = fake_service_wait_any (f->watcher);

  g_assert_true (g_str_has_prefix (log, "RegisterStatusNotifierItem (':"));
  g_free (f->unique);
  f->unique = g_strndup (strchr (log, '\'') + 1, strcspn (strchr (log, '\'') + 1, "'"));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->bus = fake_service_bus_up ();
  f->watcher = new_watcher (f);
  f->chosen = g_string_new (NULL);
  f->item = cor_status_item_new ();
  g_signal_connect (f->item, "chosen", G_CALLBACK (on_chosen), f);
  wait_registered (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->item);
  g_clear_pointer (&f->watcher, fake_service_free);
  g_string_free (f->chosen, TRUE);
  g_free (f->unique);
  g_test_dbus_down (f->bus);
  g_object_unref (f->bus);
}

static GVariant *
ask (Fixture *f, const char *path, const char *method, GVariant *arguments)
{
  return fake_service_call (f->watcher, f->unique, path, method, arguments);
}

static char *
read_text (Fixture *f, const char *name)
{
  g_autoptr (GVariant) answer =
    ask (f, "/StatusNotifierItem", "org.freedesktop.DBus.Properties.Get",
         g_variant_new ("(ss)", ITEM, name));
  g_autoptr (GVariant) value = NULL;

  g_assert_nonnull (answer);
  g_variant_get (answer, "(v)", &value);
  return g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_dup_string (value, NULL)
                                                             : g_variant_print (value, FALSE);
}

static void
assert_text (Fixture *f, const char *name, const char *wanted)
{
  g_autofree char *got = read_text (f, name);

  g_assert_cmpstr (got, ==, wanted);
}

static void
test_looks (Fixture *f, gconstpointer data)
{
  assert_text (f, "Id", "org.cornetta.Cornetta");
  assert_text (f, "Category", "Communications");
  assert_text (f, "Menu", "'" MENU_PATH "'");
  assert_text (f, "IconName", "network-offline-symbolic");
  cor_status_item_set (f->item, &(CorStatusLook){ COR_STATUS_READY, "201 Ready", FALSE, TRUE });
  assert_text (f, "IconName", "org.cornetta.Cornetta-symbolic");
  assert_text (f, "Status", "Active");
  assert_text (f, "ToolTip", "('', [], 'Cornetta', '201 Ready')");
  cor_status_item_set (f->item, &(CorStatusLook){ COR_STATUS_RINGING, "201 Ready", FALSE, TRUE });
  assert_text (f, "Status", "NeedsAttention");
  assert_text (f, "AttentionIconName", "call-incoming-symbolic");
}

static void
on_signal (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *name,
           GVariant *arguments,
           gpointer user_data)
{
  g_autofree char *text = g_variant_print (arguments, FALSE);

  g_string_append_printf (user_data, "%s %s\n", name, text);
}

/* Only what has changed is told. */
static void
test_changes (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  guint id =
    g_dbus_connection_signal_subscribe (fake_service_get_connection (f->watcher), f->unique, NULL,
                                        NULL, NULL, NULL, 0, on_signal, seen, NULL);

  /* The bus answers this after it has read what is subscribed to. */
  assert_text (f, "Status", "Active");
  cor_status_item_set (f->item, &(CorStatusLook){ COR_STATUS_MISSED, "x", TRUE, TRUE });
  cor_status_item_set (f->item, &(CorStatusLook){ COR_STATUS_MISSED, "x", TRUE, TRUE });
  cor_status_item_set (f->item, &(CorStatusLook){ COR_STATUS_MISSED, "y", TRUE, TRUE });
  fake_service_wait_until (g_str_has_suffix (seen->str, "\nNewToolTip ()\nNewToolTip ()\n"));
  g_assert_cmpstr (seen->str, ==,
                   "LayoutUpdated (2, 0)\nNewIcon ()\nNewAttentionIcon ()\n"
                   "NewStatus ('NeedsAttention',)\nNewToolTip ()\nNewToolTip ()\n");
  g_dbus_connection_signal_unsubscribe (fake_service_get_connection (f->watcher), id);
}

/* Labels, and what can be chosen, as a panel reads them. */
static char *
read_menu (Fixture *f)
{
  g_autoptr (GVariant) answer =
    ask (f, MENU_PATH, MENU ".GetLayout", g_variant_new ("(iias)", 0, -1, NULL));
  g_autoptr (GVariantIter) children = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  GVariant *child;

  g_assert_nonnull (answer);
  g_variant_get (answer, "(u(i@a{sv}av))", NULL, NULL, NULL, &children);
  while (g_variant_iter_next (children, "v", &child)) {
    g_autoptr (GVariant) owned = child, properties = g_variant_get_child_value (child, 1);
    const char *label = "-";
    gboolean enabled = TRUE;
    int id, toggle = -1;

    g_variant_get_child (child, 0, "i", &id);
    g_variant_lookup (properties, "label", "&s", &label);
    g_variant_lookup (properties, "enabled", "b", &enabled);
    g_variant_lookup (properties, "toggle-state", "i", &toggle);
    g_string_append_printf (text, "%d %s%s%s\n", id, label, enabled ? "" : " (off)",
                            toggle == 1 ? " (checked)" : "");
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_menu (Fixture *f, gconstpointer data)
{
  g_autofree char *before = read_menu (f), *after = NULL;
  g_autoptr (GVariant) group = NULL, found = NULL;

  g_assert_cmpstr (before, ==,
                   "1 _Show Cornetta\n2 _New Call…\n3 -\n4 _Do Not Disturb (off)\n5 -\n6 _Quit\n");
  cor_status_item_set (f->item, &(CorStatusLook){ COR_STATUS_DND, NULL, TRUE, TRUE });
  after = read_menu (f);
  g_assert_cmpstr (
    after, ==, "1 _Show Cornetta\n2 _New Call…\n3 -\n4 _Do Not Disturb (checked)\n5 -\n6 _Quit\n");
  group =
    ask (f, MENU_PATH, MENU ".GetGroupProperties", g_variant_new_parsed ("([4, 99, -1], @as [])"));
  found = g_variant_get_child_value (group, 0);
  g_assert_cmpuint (g_variant_n_children (found), ==, 1);
}

static void
click (Fixture *f, int id)
{
  g_autoptr (GVariant) answer =
    ask (f, MENU_PATH, MENU ".Event",
         g_variant_new ("(isvu)", id, "clicked", g_variant_new_int32 (0), 0));

  g_assert_nonnull (answer);
}

static void
test_clicks (Fixture *f, gconstpointer data)
{
  g_autoptr (GVariant) token = ask (f, "/StatusNotifierItem", ITEM ".ProvideXdgActivationToken",
                                    g_variant_new ("(s)", "token-1"));
  g_autoptr (GVariant) activated =
    ask (f, "/StatusNotifierItem", ITEM ".Activate", g_variant_new ("(ii)", 1, 1));
  g_autoptr (GVariant) group = NULL;

  for (int id = 1; id <= 6; id++)
    click (f, id);
  group = ask (f, MENU_PATH, MENU ".EventGroup",
               g_variant_new_parsed ("([(2, 'opened', <0>, @u 0), (2, 'clicked', <0>, @u 0)],)"));
  g_assert_nonnull (group);
  g_assert_cmpstr (f->chosen->str, ==,
                   "show token-1\nshow -\nnew-call -\ndo-not-disturb -\nquit -\nnew-call -\n");
}

/* What a broken panel may ask. */
static void
test_strange (Fixture *f, gconstpointer data)
{
  g_autofree char *long_token = g_strnfill (4096, 'x');
  g_autoptr (GVariant) token = ask (f, "/StatusNotifierItem", ITEM ".ProvideXdgActivationToken",
                                    g_variant_new ("(s)", long_token));

  g_assert_null (ask (f, MENU_PATH, MENU ".GetLayout", g_variant_new ("(iias)", 99, -1, NULL)));
  g_assert_null (ask (f, MENU_PATH, MENU ".GetProperty", g_variant_new ("(is)", -3, "label")));
  g_assert_null (ask (f, MENU_PATH, MENU ".GetProperty", g_variant_new ("(is)", 1, "colour")));
  click (f, 0);
  click (f, -1);
  click (f, 7);
  click (f, 1);
  g_assert_cmpstr (f->chosen->str, ==, "show -\n");
}

/* A panel that is started anew is told again; one that was never there is not missed. */
static void
test_panels (Fixture *f, gconstpointer data)
{
  fake_service_free (f->watcher);
  f->watcher = NULL;
  cor_status_item_set (f->item, &(CorStatusLook){ COR_STATUS_BUSY, NULL, FALSE, FALSE });
  f->watcher = new_watcher (f);
  wait_registered (f);
  assert_text (f, "IconName", "call-start-symbolic");
}

static void
on_gone (GDBusConnection *bus, const char *name, gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
}

/* The panel sees the icon's owner leave. */
static void
test_taken_away (Fixture *f, gconstpointer data)
{
  gboolean gone = FALSE;
  guint watch = g_bus_watch_name_on_connection (fake_service_get_connection (f->watcher), f->unique,
                                                0, NULL, on_gone, &gone, NULL);

  g_clear_object (&f->item);
  fake_service_wait_until (gone);
  g_bus_unwatch_name (watch);
}

/* Before it has reached the bus, or without any bus. */
static void
test_soon_gone (void)
{
  GTestDBus *bus = fake_service_bus_up ();
  CorStatusItem *item = cor_status_item_new ();

  cor_status_item_set (item, &(CorStatusLook){ COR_STATUS_READY, "x", FALSE, FALSE });
  g_assert_finalize_object (item);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_test_dbus_down (bus);
  g_object_unref (bus);
  item = cor_status_item_new ();
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (item);
}

#define ADD(name, test) g_test_add ("/status-item/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ADD ("looks", test_looks);
  ADD ("changes", test_changes);
  ADD ("menu", test_menu);
  ADD ("clicks", test_clicks);
  ADD ("strange", test_strange);
  ADD ("panels", test_panels);
  ADD ("taken-away", test_taken_away);
  g_test_add_func ("/status-item/soon-gone", test_soon_gone);
  return g_test_run ();
}
