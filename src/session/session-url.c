/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page that the administrator has set for callers: opened when a call rings
 * or is answered, by the user's own setting or the web CTI's, or by a button. */
#include "config.h"
#include "session-company.h"
#include "cti/company.h"
#include "model/call-hints.h"
#include "model/contact.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* What the server knows of a call comes some time after it; no page waits for longer. */
#define PATIENCE_MS 2000
/* And the phonebook's name for it a moment. */
#define NAME_MS COR_CALL_NAME_MS
/* A machine that calls again and again fills nobody's screen. */
#define BURST 4
#define BURST_US (10 * G_USEC_PER_SEC)

struct _CorUrl {
  CorSession *session;  /* not referenced: it owns this */
  CorCtiParamUrl *page; /* of the account; NULL before it was told */
  GPtrArray *waiting;   /* CorCall: their page opens once more is known of them */
  guint patience;
  gint64 opened[BURST]; /* when, the oldest first */
  char *last;           /* of whom, or NULL */
};

#define TRIED_KEY "cor-url-tried"

static CorUrl *
get (CorSession *self)
{
  return self->url;
}

static const char *
get_template (CorSession *self)
{
  CorUrl *url = get (self);

  return url->page != NULL ? url->page->url : NULL;
}

/* --- When. --- */

static CorCtiOpenUrl
get_when (CorSession *self)
{
  static const struct {
    const char *word;
    CorCtiOpenUrl when;
  } words[] = { { "never", COR_CTI_OPEN_NEVER },
                { "ringing", COR_CTI_OPEN_RINGING },
                { "answered", COR_CTI_OPEN_ANSWERED },
                { "button", COR_CTI_OPEN_BUTTON } };
  g_autofree char *own = g_settings_get_string (self->settings, "open-url");

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (own, words[i].word))
      return words[i].when;
  return self->profile != NULL ? self->profile->open_url : COR_CTI_OPEN_NEVER;
}

static gboolean
came_by_queue (CorSession *self, CorCall *call)
{
  const char *called = cor_call_get_hints (call)->called;

  return (called != NULL && *called != '\0') ||
         (self->cti != NULL && cor_cti_find_queue (self->cti, cor_call_get_number (call)) != NULL);
}

/* Of a number whose digits are hidden there is nothing to look up. */
static gboolean
is_known (CorCall *call)
{
  const char *number = cor_call_get_number (call);

  return *number != '\0' && !cor_phone_is_masked (number);
}

/* --- Opening. --- */

gboolean
cor_session_knows_name (CorCall *call)
{
  const char *name = cor_call_get_name (call);

  return name != NULL && *name != '\0' && !g_str_equal (name, cor_call_get_number (call));
}

/* An exchange that knows no name says the number once more. */
CorFill
cor_session_describe_call (CorSession *self, CorCall *call, char **ret_unique)
{
  const char *called = cor_call_get_hints (call)->called;

  *ret_unique = self->cti != NULL ? cor_cti_dup_unique_id (self->cti, call) : NULL;
  return (CorFill){
    .number = cor_call_get_number (call),
    .name = cor_session_knows_name (call) ? cor_call_get_name (call) : NULL,
    .called = called != NULL && *called != '\0' ? called : self->texts[PROP_EXTENSION],
    .unique = *ret_unique,
    .direction = cor_call_is_incoming (call) ? "in" : "out",
  };
}

gboolean
cor_session_open_url (CorSession *self, CorCall *call, GError **error)
{
  const char *template = get_template (self);
  g_autofree char *unique = NULL;
  g_autofree char *uri = NULL;
  CorFill fill;

  if (template == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         _ ("Your administrator has set no page for callers."));
    return FALSE;
  }
  if (!is_known (call)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         _ ("The number of this call is hidden: there is no page for it."));
    return FALSE;
  }
  fill = cor_session_describe_call (self, call, &unique);
  uri = cor_fill_url (template, &fill, error);
  if (uri == NULL)
    return FALSE;
  cor_session_emit_open_uri (self, uri);
  return TRUE;
}

/* Nor does one call that goes from one phone of the user's to another open it twice. */
static gboolean
is_burst (CorSession *self, const char *number)
{
  CorUrl *url = get (self);
  gint64 now = cor_clock_now (self->clock);

  if (g_strcmp0 (url->last, number) == 0 && now - url->opened[BURST - 1] < BURST_US)
    return TRUE;
  if (url->opened[0] != 0 && now - url->opened[0] < BURST_US)
    return TRUE;
  memmove (url->opened, url->opened + 1, sizeof url->opened - sizeof url->opened[0]);
  url->opened[BURST - 1] = now;
  g_free (url->last);
  url->last = g_strdup (number);
  return FALSE;
}

/* By itself: once for a call. */
static void
open_now (CorSession *self, CorCall *call)
{
  g_autoptr (GError) error = NULL;

  if (cor_call_get_state (call) == COR_CALL_ENDED)
    return;
  if (is_burst (self, cor_call_get_number (call)))
    g_debug ("url: not for call %u, there were many", cor_call_get_id (call));
  else if (!cor_session_open_url (self, call, &error))
    cor_session_emit_refused (self, error->message);
}

static gboolean
has_name (CorSession *self, CorCall *call)
{
  return cor_session_knows_name (call) || !cor_fill_uses (get (self)->page->url, "$CALLER_NAME");
}

/* Whether the server has told all that the page is to be told, and that it depends on. */
static gboolean
is_told (CorSession *self, CorCall *call)
{
  CorUrl *url = get (self);
  g_autofree char *unique = cor_cti_dup_unique_id (self->cti, call);

  return (!url->page->only_queues || came_by_queue (self, call)) &&
         (unique != NULL || !cor_fill_uses (url->page->url, "$UNIQUEID"));
}

static void
try_waiting (CorSession *self, gboolean at_last)
{
  CorUrl *url = get (self);

  for (guint i = url->waiting->len; i > 0; i--) {
    g_autoptr (CorCall) call = g_object_ref (g_ptr_array_index (url->waiting, i - 1));
    gboolean complete =
      self->cti != NULL && url->page != NULL && is_told (self, call) && has_name (self, call);

    if (!complete && !at_last)
      continue;
    g_ptr_array_remove_index (url->waiting, i - 1);
    if (complete || (url->page != NULL && (!url->page->only_queues || came_by_queue (self, call))))
      open_now (self, call);
  }
  if (url->waiting->len == 0)
    cor_clock_stop (self->clock, &url->patience);
}

static gboolean
on_patience (gpointer user_data)
{
  CorSession *self = user_data;

  get (self)->patience = 0;
  try_waiting (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
consider (CorSession *self, CorCall *call)
{
  CorUrl *url = get (self);
  CorCallState state = cor_call_get_state (call);
  CorCtiOpenUrl when = get_when (self);
  gboolean due = (when == COR_CTI_OPEN_RINGING && state == COR_CALL_INCOMING) ||
                 (when == COR_CTI_OPEN_ANSWERED && state == COR_CALL_ACTIVE);

  if (!due || self->cti == NULL || get_template (self) == NULL || !cor_call_is_incoming (call) ||
      !is_known (call) || g_object_get_data (G_OBJECT (call), TRIED_KEY) != NULL)
    return;
  g_object_set_data (G_OBJECT (call), TRIED_KEY, self);
  g_ptr_array_add (url->waiting, g_object_ref (call));
  if (url->patience == 0)
    url->patience = cor_clock_start (self->clock, is_told (self, call) ? NAME_MS : PATIENCE_MS,
                                     on_patience, self);
  try_waiting (self, FALSE);
}

static void
on_added (CorSession *self, CorCall *call)
{
  consider (self, call);
}

static void
on_changed (CorSession *self, CorCall *call, const char *property)
{
  if (g_str_equal (property, "state"))
    consider (self, call);
  else if (g_str_equal (property, "place") || g_str_equal (property, "name"))
    try_waiting (self, FALSE);
}

/* --- The account's page. --- */

void
cor_session_take_url (CorSession *self, CorCtiParamUrl *page)
{
  g_clear_pointer (&self->url->page, cor_cti_param_url_free);
  self->url->page = page;
  cor_session_update_actions (self);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;
  CorCtiParamUrl *page = cor_cti_fetch_param_url_finish (COR_CTI (source), result, &error);

  if (page != NULL && self->cti == COR_CTI (source))
    cor_session_take_url (self, page);
  else
    cor_cti_param_url_free (page);
}

void
cor_session_fetch_url (CorSession *self)
{
  cor_cti_fetch_param_url_async (self->cti, self->account_cancellable, on_page,
                                 g_object_ref (self));
}

static void
on_extension (CorSession *self)
{
  try_waiting (self, FALSE);
}

void
cor_session_watch_url (CorSession *self)
{
  g_signal_connect_object (self->cti, "extension", G_CALLBACK (on_extension), self,
                           G_CONNECT_SWAPPED);
}

void
cor_session_forget_url (CorSession *self)
{
  CorUrl *url = get (self);

  cor_clock_stop (self->clock, &url->patience);
  g_ptr_array_set_size (url->waiting, 0);
  g_clear_pointer (&url->page, cor_cti_param_url_free);
}

/* --- The button. --- */

static CorCall *
find_meant (CorSession *self)
{
  CorCall *current = cor_call_list_get_current (self->calls);

  return current != NULL ? current : cor_call_list_get_ringing (self->calls);
}

static void
on_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  CorSession *self = session;
  guint id = g_variant_get_uint32 (parameter);
  CorCall *call = id != 0 ? cor_call_list_find (self->calls, id) : find_meant (self);
  g_autoptr (GError) error = NULL;

  if (call != NULL && !cor_session_open_url (self, call, &error))
    cor_session_emit_refused (self, error->message);
}

/* Also for who has chosen nothing in the web CTI; not for who wants none of it here. */
void
cor_session_update_url_action (CorSession *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "open-url");
  g_autofree char *own = g_settings_get_string (self->settings, "open-url");

  if (self->url != NULL)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                 get_template (self) != NULL && !g_str_equal (own, "never") &&
                                   g_list_model_get_n_items (G_LIST_MODEL (self->calls)) > 0);
}

CorUrl *
cor_session_new_url (CorSession *self)
{
  static const GActionEntry entry = { .name = "open-url",
                                      .activate = on_activated,
                                      .parameter_type = "u" };
  CorUrl *url = g_new0 (CorUrl, 1);

  url->session = self;
  url->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), &entry, 1, self);
  g_signal_connect_object (self->calls, "added", G_CALLBACK (on_added), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calls, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::open-url",
                           G_CALLBACK (cor_session_update_actions), self, G_CONNECT_SWAPPED);
  return url;
}

void
cor_session_free_url (CorUrl *url)
{
  cor_clock_stop (url->session->clock, &url->patience);
  g_ptr_array_unref (url->waiting);
  cor_cti_param_url_free (url->page);
  g_free (url->last);
  g_free (url);
}
