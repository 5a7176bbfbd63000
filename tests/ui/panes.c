/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a pane costs by the size of the book, for a test that counts and a benchmark that measures:
 *   panes --fill FILE ROWS   makes a mirror of so many contacts and calls
 *   panes contacts|history FILE   shows them in a pane, scrolls to the end and back, and searches
 *   panes floor ROWS         a bare GtkListView of so many texts in one place, scrolled alike
 * Each of the last two prints one line of JSON. */
#include "config.h"
#include "contact-row.h"
#include "ui/application.h"
#include "history-row.h"
#include "list-pane.h"
#include "common.h"
#include <sys/resource.h>

#define STEPS 60

typedef struct {
  GtkWidget *window;
  GtkWidget *list; /* a GtkListView */
  guint frames;
  gint64 begin; /* of what is measured, us */
  gint64 cpu;   /* at that time */
} Bench;

static guint n_bound, n_updates;

static void
on_row_bound (GtkWidget *row, gpointer item)
{
  n_bound += item != NULL ? 1 : 0;
  if (COR_IS_CONTACT_ROW (row))
    cor_contact_row_set_item (COR_CONTACT_ROW (row), item);
  else
    cor_history_row_set_item (COR_HISTORY_ROW (row), item);
}

static void
on_updated (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  n_updates++;
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Bench *self = user_data;

  self->frames++;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static gint64
cpu_us (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC + usage.ru_utime.tv_usec +
         usage.ru_stime.tv_usec;
}

/* What this process alone keeps, whoever else has the same libraries open. */
static guint
own_kb (void)
{
  static const char key[] = "\nPrivate_Dirty:";
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return 0;
  line = strstr (text, key);
  return line != NULL ? (guint)g_ascii_strtoull (line + strlen (key), NULL, 10) : 0;
}

static void
begin (Bench *self)
{
  n_bound = n_updates = 0;
  self->begin = g_get_monotonic_time ();
  self->cpu = cpu_us ();
}

/* name: of the JSON's fields. */
static void
print_part (Bench *self, const char *name)
{
  g_print ("\"%s\": {\"ms\": %.2f, \"cpu\": %.2f, \"bound\": %u, \"updates\": %u}, ", name,
           (g_get_monotonic_time () - self->begin) / 1000.0, (cpu_us () - self->cpu) / 1000.0,
           n_bound, n_updates);
}

static void
draw (Bench *self, guint frames)
{
  guint wanted = self->frames + frames;

  WAIT_FOR (self->frames >= wanted);
}

static GtkWidget *
find_list (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LIST_VIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_list (child);
  return found;
}

/* As by dragging the bar: every step is another part of the list. */
static void
scroll (Bench *self)
{
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));

  for (guint i = 1; i <= STEPS; i++) {
    gtk_adjustment_set_value (place, gtk_adjustment_get_upper (place) * i / STEPS);
    draw (self, 1);
  }
  gtk_adjustment_set_value (place, 0);
  draw (self, 2);
}

static void
show (Bench *self, GtkWidget *child)
{
  begin (self);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 480, 800);
  gtk_window_set_child (GTK_WINDOW (self->window), child);
  gtk_widget_add_tick_callback (self->window, on_frame, self, NULL);
  gtk_window_present (GTK_WINDOW (self->window));
  draw (self, 3);
  self->list = find_list (self->window);
}

static void
measure_scrolling (Bench *self)
{
  print_part (self, "open");
  begin (self);
  scroll (self);
  print_part (self, "scroll");
}

/* How long a pane takes from a query to its rows drawn. */
static void
measure_search (Bench *self, GListModel *model, const char *query)
{
  begin (self);
  cor_store_query_set (model, query);
  test_wait_loaded (model);
  draw (self, 1);
  print_part (self, "search");
  cor_store_query_set (model, "");
  test_wait_loaded (model);
  draw (self, 2);
}

static int
show_pane (const char *what, const char *path)
{
  CorStore *store = test_open (path);
  gboolean contacts = g_str_equal (what, "contacts");
  GtkWidget *pane = g_object_new (COR_TYPE_LIST_PANE, NULL);
  GListModel *model;
  Bench self = { 0 };

  n_bound = n_updates = 0;
  cor_list_pane_set_rows (COR_LIST_PANE (pane),
                          contacts ? cor_contact_row_new : cor_history_row_new_in_days,
                          on_row_bound, TRUE);
  model =
    contacts ? cor_store_list_contacts (store, NULL) : cor_store_list_history (store, NULL, FALSE);
  g_signal_connect (model, "items-changed", G_CALLBACK (on_updated), NULL);
  cor_list_pane_set_model (COR_LIST_PANE (pane), model);
  g_print ("{");
  show (&self, pane);
  test_wait_loaded (model);
  draw (&self, 2);
  measure_scrolling (&self);
  measure_search (&self, model, contacts ? "mar" : "7");
  g_print ("\"rows\": %u, \"own\": %u}\n", g_list_model_get_n_items (model), own_kb ());
  gtk_window_destroy (GTK_WINDOW (self.window));
  g_object_unref (model);
  return 0;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_set_size_request (box, -1, 52);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("call-start-symbolic"));
  for (guint i = 0; i < 2; i++)
    gtk_box_append (GTK_BOX (box), gtk_label_new (NULL));
  gtk_list_item_set_child (item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));
  GtkWidget *box = gtk_list_item_get_child (item);

  n_bound++;
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)), text);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_prev_sibling (gtk_widget_get_last_child (box))),
                       text);
}

static int
show_floor (guint rows)
{
  GtkStringList *texts = gtk_string_list_new (NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  Bench self = { 0 };

  for (guint i = 0; i < rows; i++)
    gtk_string_list_take (texts, g_strdup_printf ("Person %u", i));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  gtk_scrolled_window_set_child (
    GTK_SCROLLED_WINDOW (scrolled),
    gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (texts))), factory));
  g_print ("{");
  show (&self, scrolled);
  measure_scrolling (&self);
  g_print ("\"rows\": %u, \"own\": %u}\n", rows, own_kb ());
  gtk_window_destroy (GTK_WINDOW (self.window));
  return 0;
}

static int
fill (const char *path, guint rows)
{
  CorStore *store = test_open (path);
  g_autoptr (GPtrArray) contacts = test_many_contacts (rows, 1);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  test_set_patience_for (rows);
  g_assert_true (test_sync (store, contacts, NULL));
  for (guint i = 0; i < rows; i++) {
    g_autofree char *id = g_strdup_printf ("%u.1", i);
    g_autofree char *number = g_strdup_printf ("0%09u", i * 7919 % 1000000000);

    g_ptr_array_add (entries, test_entry (id, 1700000000 + i * 60, number,
                                          cor_contact_get_name (contacts->pdata[i])));
  }
  g_assert_true (test_put_history (store, entries, NULL));
  test_close (store);
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--fill"))
    return fill (argv[2], (guint)atoi (argv[3]));
  if (argc != 3) {
    g_printerr ("usage: panes --fill FILE ROWS | contacts FILE | history FILE | floor ROWS\n");
    return 2;
  }
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  adw_init ();
  g_type_ensure (COR_TYPE_APPLICATION); /* which brings the templates along */
  if (g_str_equal (argv[1], "floor"))
    return show_floor ((guint)atoi (argv[2]));
  return show_pane (argv[1], argv[2]);
}
