/* SPDX-License-Identifier: GPL-3.0-or-later
 * The messages that were left for the user. Owner: the window. It keeps which
 * of the session's messages match what is typed. */
#include "config.h"
#include "voicemail-pane.h"
#include "list-pane.h"
#include "session/sounds.h"
#include "voicemail-row.h"
#include <glib/gi18n-lib.h>
#include <string.h>

struct _CorVoicemailPane {
  AdwBin parent;
  GtkWidget *trouble;
  GtkLabel *trouble_text;
  CorListPane *pane;
  CorSession *session;
  CorVoicemailList *list;
  GtkFilter *filter;
  char *query; /* casefolded, or NULL */
};

G_DEFINE_FINAL_TYPE (CorVoicemailPane, cor_voicemail_pane, ADW_TYPE_BIN)

static void
set_row_item (GtkWidget *row, gpointer item)
{
  cor_voicemail_row_set_item (COR_VOICEMAIL_ROW (row), item);
}

static gboolean
matches (gpointer item, gpointer user_data)
{
  CorVoicemailPane *self = user_data;
  g_autofree char *name = NULL;

  if (self->query == NULL || *self->query == '\0')
    return TRUE;
  name = g_utf8_casefold (cor_voicemail_get_shown (item), -1);
  return strstr (name, self->query) != NULL ||
         strstr (cor_voicemail_get_number (item), self->query) != NULL ||
         strstr (cor_voicemail_get_shown_number (item), self->query) != NULL;
}

static void
update (CorVoicemailPane *self)
{
  gboolean loading;
  g_autofree char *error = NULL;
  g_autofree char *text = NULL;

  g_object_get (self->list, "loading", &loading, "error", &error, NULL);
  gtk_widget_set_visible (self->trouble, error != NULL);
  gtk_label_set_label (self->trouble_text, error != NULL ? error : "");
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0) {
    text = g_strdup_printf (_ ("No message matches “%s”."), self->query != NULL ? self->query : "");
    cor_list_pane_set_empty (self->pane, "edit-find-symbolic", _ ("No Matches"), text);
  } else if (error != NULL) {
    cor_list_pane_set_empty (self->pane, "dialog-warning-symbolic", _ ("Messages Are Missing"),
                             _ ("They could not be fetched."));
  } else if (loading) {
    cor_list_pane_set_empty (self->pane, "emblem-synchronizing-symbolic",
                             _ ("Fetching the Messages"), "");
  } else {
    cor_list_pane_set_empty (self->pane, "mail-read-symbolic", _ ("No Messages"),
                             _ ("What callers say to your voicemail is listed here."));
  }
}

/* Enter and a double click hear it. */
static void
on_activated (CorListPane *pane, GObject *item, CorVoicemailPane *self)
{
  CorVoicemail *message = COR_VOICEMAIL (item);

  cor_session_play_async (self->session, COR_PLAYABLE_VOICEMAIL, cor_voicemail_get_id (message),
                          cor_voicemail_get_shown (message), NULL, NULL);
}

static void
on_again (CorVoicemailPane *self)
{
  cor_session_refresh_voicemail (self->session);
}

void
cor_voicemail_pane_set_session (CorVoicemailPane *self, CorSession *session, AdwViewStackPage *page)
{
  g_autoptr (GListModel) model = NULL;

  g_assert (self->session == NULL);
  self->session = g_object_ref (session);
  self->list = g_object_ref (cor_session_get_voicemail (session));
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  model = G_LIST_MODEL (gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->list)),
                                                   g_object_ref (self->filter)));
  cor_list_pane_set_model (self->pane, model);
  g_object_bind_property (self->list, "available", page, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->list, "new-count", page, "badge-number", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->list, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

void
cor_voicemail_pane_set_query (CorVoicemailPane *self, const char *query)
{
  g_free (self->query);
  self->query = g_utf8_casefold (query, -1);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
  cor_list_pane_scroll_to_top (self->pane);
}

gboolean
cor_voicemail_pane_focus_first (CorVoicemailPane *self)
{
  return cor_list_pane_focus_first (self->pane);
}

/* Rows say "yesterday". */
static void
map (GtkWidget *widget)
{
  cor_list_pane_refresh (COR_VOICEMAIL_PANE (widget)->pane);
  GTK_WIDGET_CLASS (cor_voicemail_pane_parent_class)->map (widget);
}

static void
dispose (GObject *object)
{
  CorVoicemailPane *self = COR_VOICEMAIL_PANE (object);

  /* The filter asks the pane. */
  if (self->filter != NULL)
    cor_list_pane_set_model (self->pane, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->list);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cor_voicemail_pane_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (COR_VOICEMAIL_PANE (object)->query);
  G_OBJECT_CLASS (cor_voicemail_pane_parent_class)->finalize (object);
}

static void
cor_voicemail_pane_class_init (CorVoicemailPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->map = map;
  g_type_ensure (COR_TYPE_LIST_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/voicemail-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CorVoicemailPane, trouble);
  gtk_widget_class_bind_template_child (widget_class, CorVoicemailPane, trouble_text);
  gtk_widget_class_bind_template_child (widget_class, CorVoicemailPane, pane);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
}

static void
cor_voicemail_pane_init (CorVoicemailPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_list_pane_set_rows (self->pane, cor_voicemail_row_new, set_row_item, FALSE);
}
