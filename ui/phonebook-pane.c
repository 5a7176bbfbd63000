/* SPDX-License-Identifier: GPL-3.0-or-later
 * The company's phonebook, searched as one types. Owner: the window. */
#include "config.h"
#include "phonebook-pane.h"
#include "contact-row.h"
#include "list-pane.h"
#include <glib/gi18n-lib.h>

struct _CorPhonebookPane {
  AdwBin parent;
  GtkProgressBar *progress;
  CorListPane *pane;
  char *query;
  double sync_fraction;
  gboolean stuck; /* something is to be tried again */
};

G_DEFINE_FINAL_TYPE (CorPhonebookPane, cor_phonebook_pane, ADW_TYPE_BIN)

enum { PROP_0, PROP_SYNC_FRACTION, N_PROPS };
static GParamSpec *props[N_PROPS];
enum { OPENED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
set_row_item (GtkWidget *row, gpointer item)
{
  cor_contact_row_set_item (COR_CONTACT_ROW (row), item);
}

static void
update_empty (CorPhonebookPane *self)
{
  g_autofree char *text = NULL;

  if (self->query != NULL && *self->query != '\0') {
    text = g_strdup_printf (_ ("Nobody in the phonebook matches “%s”. Type a number to call it."),
                            self->query);
    cor_list_pane_set_empty (self->pane, "edit-find-symbolic", _ ("No Matches"), text);
  } else if (self->sync_fraction >= 0) {
    cor_list_pane_set_empty (self->pane, "emblem-synchronizing-symbolic",
                             _ ("Fetching the Phonebook"),
                             _ ("You can already type a number above and call it."));
  } else if (self->stuck) {
    cor_list_pane_set_empty (self->pane, "dialog-warning-symbolic", _ ("The Phonebook Is Missing"),
                             _ ("It comes as soon as the server gives it. You can already type a "
                                "number above and call it."));
  } else {
    cor_list_pane_set_empty (self->pane, "system-users-symbolic", _ ("No Contacts"),
                             _ ("The phonebook of your telephone system is empty. Type a number "
                                "above to call it."));
  }
}

static void
set_sync_fraction (CorPhonebookPane *self, double fraction)
{
  self->sync_fraction = fraction;
  gtk_widget_set_visible (GTK_WIDGET (self->progress), fraction >= 0);
  gtk_progress_bar_set_fraction (self->progress, CLAMP (fraction, 0, 1));
  update_empty (self);
}

static void
on_activated (CorListPane *pane, GObject *item, CorPhonebookPane *self)
{
  /* A placeholder has nothing to open. */
  if (*cor_contact_get_shown (COR_CONTACT (item)) != '\0')
    g_signal_emit (self, signals[OPENED], 0, item);
}

void
cor_phonebook_pane_set_model (CorPhonebookPane *self, GListModel *model)
{
  cor_list_pane_set_model (self->pane, model);
}

static void
on_trouble (CorSession *session, GParamSpec *pspec, CorPhonebookPane *self)
{
  g_autofree char *action = NULL;

  g_object_get (session, "trouble-action", &action, NULL);
  self->stuck = g_strcmp0 (action, "app.retry") == 0;
  update_empty (self);
}

void
cor_phonebook_pane_set_session (CorPhonebookPane *self, CorSession *session)
{
  g_object_bind_property (session, "sync-fraction", self, "sync-fraction", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (session, "notify::trouble-action", G_CALLBACK (on_trouble), self, 0);
  on_trouble (session, NULL, self);
}

void
cor_phonebook_pane_set_query (CorPhonebookPane *self, const char *query)
{
  g_free (self->query);
  self->query = g_strdup (query);
  update_empty (self);
  cor_list_pane_scroll_to_top (self->pane);
}

gboolean
cor_phonebook_pane_focus_first (CorPhonebookPane *self)
{
  return cor_list_pane_focus_first (self->pane);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_SYNC_FRACTION:
    g_value_set_double (value, COR_PHONEBOOK_PANE (object)->sync_fraction);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_SYNC_FRACTION:
    set_sync_fraction (COR_PHONEBOOK_PANE (object), g_value_get_double (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
finalize (GObject *object)
{
  g_free (COR_PHONEBOOK_PANE (object)->query);
  G_OBJECT_CLASS (cor_phonebook_pane_parent_class)->finalize (object);
}

static void
cor_phonebook_pane_class_init (CorPhonebookPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  object_class->finalize = finalize;
  props[PROP_SYNC_FRACTION] = g_param_spec_double ("sync-fraction", NULL, NULL, -1, 1, -1,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[OPENED] = g_signal_new ("opened", COR_TYPE_PHONEBOOK_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, COR_TYPE_CONTACT);
  g_type_ensure (COR_TYPE_LIST_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/phonebook-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CorPhonebookPane, progress);
  gtk_widget_class_bind_template_child (widget_class, CorPhonebookPane, pane);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
cor_phonebook_pane_init (CorPhonebookPane *self)
{
  self->sync_fraction = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_list_pane_set_rows (self->pane, cor_contact_row_new, set_row_item, TRUE);
  update_empty (self);
}
