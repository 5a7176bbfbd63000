/* SPDX-License-Identifier: GPL-3.0-or-later
 * The window's pages of what the company shares. */
#include "config.h"
#include "reception-pages.h"
#include "colleagues-pane.h"
#include "session/colleagues.h"
#include "queues-pane.h"
#include "speed-dials-pane.h"

static AdwViewStackPage *
page_of (AdwViewStack *stack, const char *name)
{
  return adw_view_stack_get_page (stack, adw_view_stack_get_child_by_name (stack, name));
}

static CorColleaguesPane *
colleagues_of (AdwViewStack *stack)
{
  return COR_COLLEAGUES_PANE (adw_view_stack_get_child_by_name (stack, "colleagues"));
}

static CorSpeedDialsPane *
speed_dials_of (AdwViewStack *stack)
{
  return COR_SPEED_DIALS_PANE (adw_view_stack_get_child_by_name (stack, "speed-dials"));
}

void
cor_reception_pages_ensure_types (void)
{
  g_type_ensure (COR_TYPE_COLLEAGUES_PANE);
  g_type_ensure (COR_TYPE_SPEED_DIALS_PANE);
  g_type_ensure (COR_TYPE_QUEUES_PANE);
}

static void
on_parked_changed (GListModel *parked,
                   guint position,
                   guint removed,
                   guint added,
                   AdwViewStackPage *page)
{
  adw_view_stack_page_set_badge_number (page, g_list_model_get_n_items (parked));
}

static void
bind_parked (AdwViewStack *stack, CorSession *session)
{
  GListModel *parked = cor_session_get_parked (session);
  AdwViewStackPage *page = page_of (stack, "colleagues");

  cor_colleagues_pane_set_parked (colleagues_of (stack), parked);
  g_signal_connect_object (parked, "items-changed", G_CALLBACK (on_parked_changed), page, 0);
  on_parked_changed (parked, 0, 0, 0, page);
}

/* --- The queues: their page is there while the user answers one. --- */

typedef struct {
  AdwViewStack *stack; /* which it lives with */
  GListModel *queues;
} Queues;

static void
update_waiting (Queues *self)
{
  AdwViewStackPage *page = page_of (self->stack, "queues");
  guint waiting = 0, n = g_list_model_get_n_items (self->queues);

  for (guint i = 0; i < n; i++) {
    g_autoptr (CorQueue) queue = g_list_model_get_item (self->queues, i);

    waiting += cor_queue_get_waiting (queue);
  }
  adw_view_stack_page_set_badge_number (page, waiting);
  if (n == 0 && g_strcmp0 (adw_view_stack_get_visible_child_name (self->stack), "queues") == 0)
    adw_view_stack_set_visible_child_name (self->stack, "phonebook");
  adw_view_stack_page_set_visible (page, n > 0);
}

static void
on_queues_changed (GListModel *queues, guint position, guint removed, guint added, Queues *self)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (CorQueue) queue = g_list_model_get_item (queues, i);

    g_signal_handlers_disconnect_by_data (queue, self);
    g_signal_connect_swapped (queue, "changed", G_CALLBACK (update_waiting), self);
  }
  update_waiting (self);
}

static void
forget_queues (gpointer data)
{
  Queues *self = data;

  g_signal_handlers_disconnect_by_data (self->queues, self);
  for (guint i = 0; i < g_list_model_get_n_items (self->queues); i++) {
    g_autoptr (CorQueue) queue = g_list_model_get_item (self->queues, i);

    g_signal_handlers_disconnect_by_data (queue, self);
  }
  g_object_unref (self->queues);
  g_free (self);
}

static void
bind_queues (AdwViewStack *stack, CorSession *session)
{
  Queues *self = g_new0 (Queues, 1);

  self->stack = stack;
  self->queues = g_object_ref (cor_session_get_queues (session));
  cor_queues_pane_set_session (COR_QUEUES_PANE (adw_view_stack_get_child_by_name (stack, "queues")),
                               session);
  g_object_set_data_full (G_OBJECT (stack), "queues", self, forget_queues);
  g_signal_connect (self->queues, "items-changed", G_CALLBACK (on_queues_changed), self);
  on_queues_changed (self->queues, 0, 0, g_list_model_get_n_items (self->queues), self);
}

void
cor_reception_pages_bind (AdwViewStack *stack, CorSession *session)
{
  cor_colleagues_pane_set_list (colleagues_of (stack), cor_session_get_colleagues (session));
  bind_parked (stack, session);
  cor_speed_dials_pane_set_session (speed_dials_of (stack), session);
  bind_queues (stack, session);
}

void
cor_reception_pages_set_query (AdwViewStack *stack, const char *query)
{
  cor_colleagues_pane_set_query (colleagues_of (stack), query);
  cor_speed_dials_pane_set_query (speed_dials_of (stack), query);
}

gboolean
cor_reception_pages_focus_first (AdwViewStack *stack)
{
  const char *shown = adw_view_stack_get_visible_child_name (stack);

  if (g_strcmp0 (shown, "colleagues") == 0)
    cor_colleagues_pane_focus_first (colleagues_of (stack));
  else if (g_strcmp0 (shown, "speed-dials") == 0)
    cor_speed_dials_pane_focus_first (speed_dials_of (stack));
  else if (g_strcmp0 (shown, "queues") == 0)
    cor_queues_pane_focus_first (
      COR_QUEUES_PANE (adw_view_stack_get_child_by_name (stack, "queues")));
  else
    return FALSE;
  return TRUE;
}
