/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers that are called by a digit. The server keeps them, and lists them by
 * the alphabet; in which order the user wants them is kept here. A colleague with a
 * star is one of them. */
#include "config.h"
#include "session-delete.h"
#include "session-reception.h"
#include "cti/speed-dials.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define ORDER "speed-dial-order"
#define ACCOUNTS_MAX 8
#define NAME_MAX 255 /* of the server's column */

/* --- The order. --- */

static char *
dup_account (CorSession *self)
{
  const char *user = self->texts[PROP_USER_NAME], *host = self->texts[PROP_HOST];

  return g_strdup_printf ("%s@%s", user != NULL ? user : "", host != NULL ? host : "");
}

/* id -> place, from 1. Transfer full. */
static GHashTable *
read_order (CorSession *self)
{
  GHashTable *places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, ORDER);
  g_autofree char *account = dup_account (self);
  g_autoptr (GVariant) ids = g_variant_lookup_value (all, account, G_VARIANT_TYPE ("ax"));
  gsize n = 0;
  const gint64 *each = ids != NULL ? g_variant_get_fixed_array (ids, &n, sizeof *each) : NULL;

  for (gsize i = 0; i < MIN (n, COR_SPEED_DIALS_MAX); i++)
    g_hash_table_insert (places, g_memdup2 (&each[i], sizeof each[i]), GUINT_TO_POINTER (i + 1));
  return places;
}

static GVariant *
list_ids (CorSession *self)
{
  GListModel *shown = G_LIST_MODEL (self->reception->speed_dials);
  GVariantBuilder ids;

  g_variant_builder_init (&ids, G_VARIANT_TYPE ("ax"));
  for (guint i = 0; i < g_list_model_get_n_items (shown); i++) {
    g_autoptr (CorSpeedDial) dial = g_list_model_get_item (shown, i);

    g_variant_builder_add (&ids, "x", cor_speed_dial_get_id (dial));
  }
  return g_variant_builder_end (&ids);
}

/* Of other accounts the first few are kept. */
static void
write_order (CorSession *self)
{
  g_autoptr (GVariant) before = g_settings_get_value (self->settings, ORDER);
  g_autofree char *account = dup_account (self);
  GVariantBuilder all;
  GVariantIter iter;
  const char *other;
  GVariant *ids;
  guint n = 1;

  g_variant_builder_init (&all, G_VARIANT_TYPE ("a{sax}"));
  g_variant_builder_add (&all, "{s@ax}", account, list_ids (self));
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_loop (&iter, "{&s@ax}", &other, &ids))
    if (!g_str_equal (other, account) && n++ < ACCOUNTS_MAX)
      g_variant_builder_add (&all, "{s@ax}", other, ids);
  g_settings_set_value (self->settings, ORDER, g_variant_builder_end (&all));
}

static guint
place_of (GHashTable *places, CorSpeedDial *dial)
{
  gint64 id = cor_speed_dial_get_id (dial);
  gpointer place = g_hash_table_lookup (places, &id);

  return place != NULL ? GPOINTER_TO_UINT (place) : G_MAXUINT;
}

/* Stable: those without a place stay as the server lists them. */
static int
compare (gconstpointer a, gconstpointer b, gpointer places)
{
  guint first = place_of (places, *(CorSpeedDial *const *)a);
  guint second = place_of (places, *(CorSpeedDial *const *)b);

  return (first > second) - (first < second);
}

/* --- What is shown. --- */

static void
count (CorSession *self)
{
  GListModel *shown = G_LIST_MODEL (self->reception->speed_dials);

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++) {
    g_autoptr (CorSpeedDial) dial = g_list_model_get_item (shown, i);

    cor_speed_dial_set_position (dial, i + 1);
  }
}

static gboolean
shows (GListModel *shown, GPtrArray *wanted)
{
  if (g_list_model_get_n_items (shown) != wanted->len)
    return FALSE;
  for (guint i = 0; i < wanted->len; i++) {
    g_autoptr (CorSpeedDial) dial = g_list_model_get_item (shown, i);

    if (!cor_speed_dial_equal (dial, wanted->pdata[i]))
      return FALSE;
  }
  return TRUE;
}

/* Rows that stay as they are keep the keyboard. */
static void
rebuild (CorSession *self)
{
  CorReception *reception = self->reception;
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  g_autoptr (GHashTable) places = read_order (self);

  for (guint i = 0; i < reception->dials->len; i++) {
    gint64 id = cor_speed_dial_get_id (reception->dials->pdata[i]);

    if (!g_hash_table_contains (reception->going, &id))
      g_ptr_array_add (wanted, reception->dials->pdata[i]);
  }
  g_ptr_array_sort_with_data (wanted, compare, places);
  if (!shows (G_LIST_MODEL (reception->speed_dials), wanted))
    g_list_store_splice (reception->speed_dials, 0,
                         g_list_model_get_n_items (G_LIST_MODEL (reception->speed_dials)),
                         wanted->pdata, wanted->len);
  count (self);
}

CorSpeedDial *
cor_session_find_speed_dial (CorSession *self, gint64 id)
{
  GListModel *shown = G_LIST_MODEL (self->reception->speed_dials);

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++) {
    g_autoptr (CorSpeedDial) dial = g_list_model_get_item (shown, i);

    if (cor_speed_dial_get_id (dial) == id)
      return g_steal_pointer (&dial);
  }
  return NULL;
}

gboolean
cor_session_move_speed_dial (CorSession *self, gint64 id, guint position)
{
  GListStore *shown = self->reception->speed_dials;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (shown));
  g_autoptr (CorSpeedDial) dial = cor_session_find_speed_dial (self, id);

  if (dial == NULL || position == 0)
    return FALSE;
  position = MIN (position, n);
  if (cor_speed_dial_get_position (dial) == position)
    return TRUE;
  g_list_store_remove (shown, cor_speed_dial_get_position (dial) - 1);
  g_list_store_insert (shown, position - 1, dial);
  count (self);
  write_order (self);
  return TRUE;
}

void
cor_session_show_dialled_numbers (CorSession *self)
{
  for (guint i = 0; i < self->reception->dials->len; i++) {
    CorSpeedDial *dial = self->reception->dials->pdata[i];
    g_autofree char *shown = cor_session_format_number (self, cor_speed_dial_get_number (dial));

    cor_speed_dial_set_shown_number (dial, shown);
  }
}

/* --- Fetched. --- */

typedef struct {
  CorSession *session;
  GTask *task; /* what waits for it, or NULL */
} Fetch;

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Fetch *fetch = user_data;
  g_autoptr (CorSession) self = fetch->session;
  g_autoptr (GTask) task = fetch->task;
  g_autoptr (GError) error = NULL;
  GPtrArray *dials = cor_cti_fetch_speed_dials_finish (COR_CTI (source), result, &error);

  if (dials == NULL)
    g_debug ("session: speed dials: %s", error->message);
  if (dials != NULL && self->cti == COR_CTI (source)) {
    g_ptr_array_unref (self->reception->dials);
    self->reception->dials = g_steal_pointer (&dials);
    cor_session_show_dialled_numbers (self);
    rebuild (self);
  }
  g_clear_pointer (&dials, g_ptr_array_unref);
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
}

/* Takes the task, which returns when they are here. What was written is written whether it can be
 * read again or not. */
static void
fetch_for (CorSession *self, GTask *task)
{
  Fetch *fetch = g_new (Fetch, 1);

  *fetch = (Fetch){ g_object_ref (self), task };
  cor_cti_fetch_speed_dials_async (self->cti, self->account_cancellable, on_fetched, fetch);
}

void
cor_session_fetch_speed_dials (CorSession *self)
{
  if (self->cti != NULL && self->profile != NULL)
    fetch_for (self, NULL);
}

void
cor_session_forget_speed_dials (CorSession *self)
{
  g_ptr_array_set_size (self->reception->dials, 0);
  g_hash_table_remove_all (self->reception->going);
  g_list_store_remove_all (self->reception->speed_dials);
}

/* --- Written. --- */

gboolean
cor_session_may_write_speed_dials (CorSession *self)
{
  return self->cti != NULL && self->profile != NULL && self->profile->writes_own;
}

/* A colleague without a star any more is shown so. */
static void
note_unstarred (CorSession *self, CorSpeedDial *dial)
{
  CorColleague *colleague =
    cor_colleague_list_find (self->colleagues, cor_speed_dial_get_name (dial));

  if (cor_speed_dial_is_favourite (dial) && colleague != NULL)
    cor_colleague_list_set_favourite (self->colleagues, colleague, 0);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CorSession *self = g_task_get_source_object (task);
  CorSpeedDial *dropped = g_task_get_task_data (task);
  GError *error = NULL;

  if (!cor_cti_write_speed_dial_finish (COR_CTI (source), result, &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  if (dropped != NULL) {
    note_unstarred (self, dropped);
    g_ptr_array_remove (self->reception->dials, dropped);
  }
  if (self->cti == COR_CTI (source)) {
    fetch_for (self, task);
    return;
  }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static const char *
why_not_write (CorSession *self, CorSpeedDial *before, const char *name, const char *number)
{
  g_autoptr (CorNumber) parsed = NULL;

  if (!cor_session_may_write_speed_dials (self))
    return _ ("Your account may not do that.");
  if (before != NULL && cor_speed_dial_is_favourite (before))
    return _ ("A favorite colleague is changed by your administrator alone.");
  if (*name == '\0' || strlen (name) > NAME_MAX)
    return _ ("Give a name of up to 255 letters.");
  parsed = cor_number_parse (number, COR_NUMBER_FROM_PERSON, NULL);
  if (parsed == NULL || strlen (number) > 64)
    return _ ("That is no phone number.");
  return NULL;
}

void
cor_session_write_speed_dial_async (CorSession *self,
                                    CorSpeedDial *before,
                                    const char *name,
                                    const char *number,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task =
    g_task_new (self, NULL, callback != NULL ? callback : cor_session_tell_refusal, user_data);
  g_autofree char *short_name = g_strstrip (g_strdup (name));
  g_autofree char *short_number = g_strstrip (g_strdup (number));
  const char *why = why_not_write (self, before, short_name, short_number);
  CorSpeedDialFields fields = { .name = short_name, .number = short_number };

  g_task_set_source_tag (task, cor_session_write_speed_dial_async);
  if (why != NULL) {
    cor_session_return_refusal (task, why);
    return;
  }
  if (before != NULL) {
    fields.id = cor_speed_dial_get_id (before);
    fields.company = cor_speed_dial_get_company (before);
  }
  cor_cti_write_speed_dial_async (self->cti, &fields, self->account_cancellable, on_written, task);
}

gboolean
cor_session_write_speed_dial_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Borrowed, or NULL; shown or not. */
static CorSpeedDial *
find_fetched (CorSession *self, gint64 id)
{
  GPtrArray *dials = self->reception->dials;

  for (guint i = 0; i < dials->len; i++)
    if (cor_speed_dial_get_id (dials->pdata[i]) == id)
      return dials->pdata[i];
  return NULL;
}

void
cor_session_drop_speed_dial_async (CorSession *self,
                                   gint64 id,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task =
    g_task_new (self, NULL, callback != NULL ? callback : cor_session_tell_refusal, user_data);
  CorSpeedDial *dial = find_fetched (self, id);

  g_task_set_source_tag (task, cor_session_drop_speed_dial_async);
  if (!cor_session_may_write_speed_dials (self)) {
    cor_session_return_refusal (task, _ ("Your account may not do that."));
    return;
  }
  if (dial == NULL) {
    cor_session_return_refusal (task, _ ("There is no such speed dial."));
    return;
  }
  g_task_set_task_data (task, g_object_ref (dial), g_object_unref);
  cor_cti_delete_speed_dial_async (self->cti, id, self->account_cancellable, on_written, task);
}

/* --- Deleted, with time to think better of it. --- */

static void
hide_dial (CorSession *self, GObject *dial)
{
  gint64 id = cor_speed_dial_get_id (COR_SPEED_DIAL (dial));

  g_hash_table_add (self->reception->going, g_memdup2 (&id, sizeof id));
  rebuild (self);
}

static void
show_dial (CorSession *self, GObject *dial)
{
  gint64 id = cor_speed_dial_get_id (COR_SPEED_DIAL (dial));

  g_hash_table_remove (self->reception->going, &id);
  rebuild (self);
}

static void
send_dial (CorSession *self, GObject *dial, GAsyncReadyCallback callback, gpointer user_data)
{
  cor_cti_delete_speed_dial_async (self->cti, cor_speed_dial_get_id (COR_SPEED_DIAL (dial)), NULL,
                                   callback, user_data);
}

static char *
explain_dial (GObject *dial, const char *why)
{
  /* Translators: the first %s is the name of a speed dial, the second why. */
  return g_strdup_printf (_ ("“%s” is not deleted. %s"),
                          cor_speed_dial_get_shown (COR_SPEED_DIAL (dial)), why);
}

/* The list may have been fetched meanwhile: what it has with this id is another object. */
static void
dial_gone (CorSession *self, GObject *dial)
{
  gint64 id = cor_speed_dial_get_id (COR_SPEED_DIAL (dial));
  CorSpeedDial *listed = find_fetched (self, id);

  note_unstarred (self, COR_SPEED_DIAL (dial));
  if (listed != NULL)
    g_ptr_array_remove (self->reception->dials, listed);
  show_dial (self, dial);
  cor_session_fetch_speed_dials (self);
}

guint
cor_session_delete_speed_dial (CorSession *self, CorSpeedDial *dial)
{
  static const CorDeletionKind kind = { hide_dial,    show_dial,
                                        send_dial,    cor_cti_write_speed_dial_finish,
                                        explain_dial, dial_gone };

  return cor_session_delete (self, &kind, G_OBJECT (dial));
}

/* --- Called. --- */

gboolean
cor_session_call_speed_dial (CorSession *self, guint position)
{
  GListModel *shown = G_LIST_MODEL (self->reception->speed_dials);
  g_autoptr (CorSpeedDial) dial = position > 0 ? g_list_model_get_item (shown, position - 1) : NULL;
  g_autoptr (CorDialRequest) request = NULL;

  if (dial == NULL)
    return FALSE;
  request = cor_dial_request_new (cor_speed_dial_get_number (dial), COR_ORIGIN_CONTACT, NULL, NULL);
  cor_session_dial (self, request);
  return TRUE;
}

static void
on_call (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  guint position = g_variant_get_uint32 (parameter);
  g_autofree char *text = NULL;

  if (cor_session_call_speed_dial (user_data, position))
    return;
  /* Translators: %u is a digit, of a key that calls. */
  text = g_strdup_printf (_ ("There is no speed dial %u."), position);
  cor_session_emit_refused (user_data, text);
}

static void
on_move (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gint64 id;
  guint position;

  g_variant_get (parameter, "(xu)", &id, &position);
  cor_session_move_speed_dial (user_data, id, position);
}

void
cor_session_add_speed_dial_actions (CorSession *self)
{
  static const GActionEntry entries[] = {
    { .name = "speed-dial", .activate = on_call, .parameter_type = "u" },
    { .name = "move-speed-dial", .activate = on_move, .parameter_type = "(xu)" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}
