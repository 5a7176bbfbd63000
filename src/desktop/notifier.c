/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which notifications are wanted: one for each call that rings, one for each
 * number whose calls were missed. popups.c shows them. */
#include "config.h"
#include "desktop/notifier.h"
#include "model/call-hints.h"
#include "popups.h"
#include "text.h"
#include <glib/gi18n-lib.h>

/* Numbers whose missed calls have a notification; the oldest gives way to the next. */
#define MISSED_MAX 16

/* A notification that is wanted: of a call that rings, of missed calls, or of what is there to be
 * read. */
typedef struct {
  guint id;
  CorCall *call;  /* the one that rings; NULL for others */
  char *topic;    /* what is there to be read; NULL for others */
  char *number;   /* of missed ones: as the call had it, "" when withheld */
  char *shown;    /* the number for people */
  char *who;      /* of missed ones: a name for people */
  char *why;      /* why the last of them could not be answered; or NULL */
  guint count;    /* of missed ones */
  gboolean quiet; /* its ring tone was silenced */
  /* The state of the call beside it that is talked in or dialled, of which its buttons say what
   * becomes; ENDED: there is none. */
  CorCallState beside;
} Entry;

struct _CorNotifier {
  GObject parent;
  CorCallList *calls;
  CorPopups *popups;
  GPtrArray *entries; /* Entry, oldest first */
  guint last_id;
  gboolean discreet; /* no names and no numbers */
};

G_DEFINE_FINAL_TYPE (CorNotifier, cor_notifier, G_TYPE_OBJECT)

enum { SILENCED, ANSWER_ENDING, CALL_BACK, SHOW, OPENED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
entry_free (Entry *entry)
{
  g_clear_object (&entry->call);
  g_free (entry->topic);
  g_free (entry->number);
  g_free (entry->shown);
  g_free (entry->who);
  g_free (entry->why);
  g_free (entry);
}

static Entry *
entry_new (CorNotifier *self)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->id = ++self->last_id;
  g_ptr_array_add (self->entries, entry);
  return entry;
}

static void
entry_drop (CorNotifier *self, Entry *entry)
{
  cor_popups_close (self->popups, entry->id);
  g_ptr_array_remove (self->entries, entry);
}

static Entry *
find_by_id (CorNotifier *self, guint id)
{
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = self->entries->pdata[i];

    if (entry->id == id)
      return entry;
  }
  return NULL;
}

static Entry *
find_by_call (CorNotifier *self, CorCall *call)
{
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = self->entries->pdata[i];

    if (entry->call == call)
      return entry;
  }
  return NULL;
}

static gboolean
is_missed (const Entry *entry)
{
  return entry->call == NULL && entry->topic == NULL;
}

static Entry *
find_missed (CorNotifier *self, const char *number)
{
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = self->entries->pdata[i];

    if (is_missed (entry) && g_str_equal (entry->number, number))
      return entry;
  }
  return NULL;
}

/* The caller for people: what is left of a hostile name, else the number. */
static char *
describe (CorCall *call)
{
  char *who = cor_text_clean (cor_call_get_name (call));

  if (who == NULL)
    who = cor_text_clean (cor_call_get_shown_number (call));
  return who != NULL ? who : g_strdup (_ ("Unknown"));
}

static char *
describe_ringing (CorCall *call)
{
  g_autofree char *name = cor_text_clean (cor_call_get_name (call));
  g_autofree char *number = cor_text_clean (cor_call_get_shown_number (call));
  g_autofree char *place = cor_text_clean (cor_call_get_place (call));
  g_autofree char *called = cor_text_clean (cor_call_get_hints (call)->called);
  g_autofree char *what = NULL;

  if (name != NULL && number != NULL)
    what = g_strdup_printf (_ ("Incoming call from %s"), number);
  else
    what = g_strdup (_ ("Incoming call"));
  if (called != NULL) {
    g_autofree char *before = g_steal_pointer (&what);
    g_autofree char *line = g_strdup_printf (_ ("%s was called"), called);

    what = g_strjoin ("\n", before, line, NULL);
  }
  if (cor_call_is_on_this_computer (call) || place == NULL)
    return g_steal_pointer (&what);
  return g_strjoin ("\n", what, place, NULL);
}

static CorCallState
state_beside (CorNotifier *self)
{
  CorCall *talked = cor_call_list_get_talked (self->calls);

  return talked != NULL ? cor_call_get_state (talked) : COR_CALL_ENDED;
}

static char *
describe_there (CorCall *call)
{
  g_autofree char *place = cor_text_clean (cor_call_get_also_at (call));

  if (place == NULL || g_str_equal (place, cor_call_get_place (call)))
    return g_strdup (_ ("Answer Here"));
  /* Translators: %s is a phone's name. */
  return g_strdup_printf (_ ("Answer on %s"), place);
}

/* Screens have room for three. A second call has no ring tone to silence. */
static void
add_ringing_actions (Entry *entry, CorPopup *popup)
{
  const char *also_at = cor_call_get_also_at (entry->call);
  g_autofree char *there = describe_there (entry->call);

  if (entry->beside != COR_CALL_ENDED) {
    cor_popup_add_action (popup, "answer",
                          entry->beside == COR_CALL_ACTIVE ? _ ("Hold and answer") : _ ("Answer"));
    cor_popup_add_action (popup, "answer-ending", _ ("End and answer"));
    cor_popup_add_action (popup, "decline", _ ("Decline"));
    return;
  }
  cor_popup_add_action (popup, "answer", _ ("Answer"));
  if (also_at != NULL) {
    cor_popup_add_action (popup, "answer-there", there);
    cor_popup_add_action (popup, "decline", _ ("Decline"));
    return;
  }
  cor_popup_add_action (popup, "decline", _ ("Decline"));
  if (!entry->quiet)
    cor_popup_add_action (popup, "silence", _ ("Silence"));
}

static void
show_ringing (CorNotifier *self, Entry *entry)
{
  g_autofree char *who = self->discreet ? g_strdup (_ ("Incoming call")) : describe (entry->call);
  g_autofree char *body =
    self->discreet ? g_strdup (_ ("Unlock to see who calls")) : describe_ringing (entry->call);
  CorPopup *popup = cor_popup_new (who, body, "call.incoming");

  popup->ringing = TRUE;
  popup->clickable = TRUE;
  entry->beside = state_beside (self);
  add_ringing_actions (entry, popup);
  cor_popups_show (self->popups, entry->id, popup);
}

static char *
describe_missed (const Entry *entry, const char *number)
{
  GString *body = g_string_new (entry->who);

  if (number != NULL && !g_str_equal (number, entry->who))
    g_string_append_printf (body, "\n%s", number);
  if (entry->why != NULL)
    g_string_append_printf (body, "\n%s", entry->why);
  return g_string_free (body, FALSE);
}

static void
show_missed (CorNotifier *self, Entry *entry)
{
  g_autofree char *number = cor_text_clean (entry->shown);
  g_autofree char *body =
    self->discreet ? g_strdup (_ ("Unlock to see who called")) : describe_missed (entry, number);
  g_autofree char *summary =
    g_strdup_printf (ngettext ("Missed call", "%u missed calls", entry->count), entry->count);
  CorPopup *popup;

  popup = cor_popup_new (summary, body, "call.unanswered");
  popup->clickable = TRUE;
  if (number != NULL)
    cor_popup_add_action (popup, "call-back", _ ("Call back"));
  cor_popups_show (self->popups, entry->id, popup);
}

static void
limit (CorNotifier *self, gboolean missed)
{
  Entry *oldest = NULL;
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = self->entries->pdata[i];

    if (entry->call != NULL || is_missed (entry) != missed)
      continue;
    if (oldest == NULL)
      oldest = entry;
    n++;
  }
  if (n > MISSED_MAX)
    entry_drop (self, oldest);
}

static void
add_missed (CorNotifier *self, CorCall *call)
{
  Entry *entry = find_missed (self, cor_call_get_number (call));

  if (entry == NULL) {
    entry = entry_new (self);
    entry->number = g_strdup (cor_call_get_number (call));
    entry->shown = g_strdup (cor_call_get_shown_number (call));
    limit (self, TRUE);
  }
  entry->count++;
  g_free (entry->who);
  entry->who = describe (call);
  g_free (entry->why);
  entry->why = g_strdup (cor_call_get_end_text (call));
  show_missed (self, entry);
}

void
cor_notifier_set_discreet (CorNotifier *self, gboolean discreet)
{
  if (discreet == self->discreet)
    return;
  self->discreet = discreet;
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = self->entries->pdata[i];

    if (entry->call != NULL)
      show_ringing (self, entry);
    else if (is_missed (entry))
      show_missed (self, entry);
  }
}

/* ---- What the user did to a notification ---- */

static void
on_ringing_event (CorNotifier *self, Entry *entry, const CorPopupEvent *event)
{
  g_autoptr (CorCall) call = g_object_ref (entry->call);

  if (event->action == NULL)
    entry_drop (self, entry);
  else if (g_str_equal (event->action, "answer"))
    cor_call_answer (call);
  else if (g_str_equal (event->action, "answer-there"))
    cor_call_answer_there (call);
  else if (g_str_equal (event->action, "decline"))
    cor_call_decline (call);
  else if (g_str_equal (event->action, "answer-ending"))
    g_signal_emit (self, signals[ANSWER_ENDING], 0, call);
  else if (g_str_equal (event->action, "silence")) {
    entry->quiet = TRUE;
    show_ringing (self, entry);
    g_signal_emit (self, signals[SILENCED], 0, call);
  } else
    g_signal_emit (self, signals[SHOW], 0, event->token);
}

static void
on_missed_event (CorNotifier *self, Entry *entry, const CorPopupEvent *event)
{
  g_autofree char *number = g_strdup (entry->number);

  entry_drop (self, entry);
  if (g_strcmp0 (event->action, "call-back") == 0)
    g_signal_emit (self, signals[CALL_BACK], 0, number, event->token);
  else if (event->action != NULL)
    g_signal_emit (self, signals[SHOW], 0, event->token);
}

static void
on_topic_event (CorNotifier *self, Entry *entry, const CorPopupEvent *event)
{
  g_autofree char *topic = g_strdup (entry->topic);

  entry_drop (self, entry);
  if (event->action != NULL)
    g_signal_emit (self, signals[OPENED], 0, topic, event->token);
}

static void
on_popup_event (const CorPopupEvent *event, gpointer user_data)
{
  g_autoptr (CorNotifier) self = g_object_ref (user_data);
  Entry *entry = find_by_id (self, event->id);

  /* The call may have ended while the click was on its way. */
  if (entry == NULL)
    return;
  if (entry->call != NULL)
    on_ringing_event (self, entry, event);
  else if (entry->topic != NULL)
    on_topic_event (self, entry, event);
  else
    on_missed_event (self, entry, event);
}

/* ---- What the calls do ---- */

/* Another call began or ended beside those that ring. */
static void
update_choices (CorNotifier *self)
{
  CorCallState beside = state_beside (self);

  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = self->entries->pdata[i];

    if (entry->call != NULL && entry->beside != beside)
      show_ringing (self, entry);
  }
}

/* It was over before anybody could hear of it. */
static gboolean
could_not_ring (CorCall *call)
{
  return cor_call_is_incoming (call) && cor_call_get_state (call) == COR_CALL_ENDED &&
         cor_call_get_end (call) == COR_CALL_END_FAILED;
}

static void
on_added (CorCallList *calls, CorCall *call, CorNotifier *self)
{
  Entry *entry;

  update_choices (self);
  if (could_not_ring (call))
    add_missed (self, call);
  if (cor_call_get_state (call) != COR_CALL_INCOMING)
    return;
  entry = entry_new (self);
  entry->call = g_object_ref (call);
  show_ringing (self, entry);
}

static void
on_changed (CorCallList *calls, CorCall *call, const char *property, CorNotifier *self)
{
  Entry *entry = find_by_call (self, call);

  if (entry != NULL && cor_call_get_state (call) != COR_CALL_INCOMING)
    entry_drop (self, entry);
  else if (entry != NULL && (g_str_equal (property, "name") || g_str_equal (property, "place") ||
                             g_str_equal (property, "also-at")))
    show_ringing (self, entry);
  update_choices (self);
}

static void
on_ended (CorCallList *calls, CorCall *call, CorNotifier *self)
{
  Entry *entry = find_by_call (self, call);

  if (entry != NULL)
    entry_drop (self, entry);
  update_choices (self);
  if (cor_call_is_incoming (call) && cor_call_get_end (call) == COR_CALL_END_MISSED)
    add_missed (self, call);
}

static void
dispose (GObject *object)
{
  CorNotifier *self = COR_NOTIFIER (object);

  if (self->calls != NULL)
    g_signal_handlers_disconnect_by_data (self->calls, self);
  g_clear_object (&self->calls);
  g_clear_pointer (&self->popups, cor_popups_free);
  g_ptr_array_set_size (self->entries, 0);
  G_OBJECT_CLASS (cor_notifier_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_ptr_array_unref (COR_NOTIFIER (object)->entries);
  G_OBJECT_CLASS (cor_notifier_parent_class)->finalize (object);
}

static void
cor_notifier_class_init (CorNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dispose;
  object_class->finalize = finalize;
  signals[SILENCED] = g_signal_new ("silenced", COR_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, COR_TYPE_CALL);
  signals[ANSWER_ENDING] = g_signal_new ("answer-ending", COR_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, COR_TYPE_CALL);
  signals[CALL_BACK] = g_signal_new ("call-back", COR_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[OPENED] = g_signal_new ("opened", COR_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SHOW] = g_signal_new ("show", COR_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cor_notifier_init (CorNotifier *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)entry_free);
}

CorNotifier *
cor_notifier_new (CorCallList *calls)
{
  CorNotifier *self = g_object_new (COR_TYPE_NOTIFIER, NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (calls));

  self->calls = g_object_ref (calls);
  self->popups = cor_popups_new (on_popup_event, self);
  g_signal_connect (calls, "added", G_CALLBACK (on_added), self);
  g_signal_connect (calls, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (calls, "ended", G_CALLBACK (on_ended), self);
  for (guint i = 0; i < n; i++) {
    g_autoptr (CorCall) call = g_list_model_get_item (G_LIST_MODEL (calls), i);

    on_added (calls, call, self);
  }
  return self;
}

void
cor_notifier_forget_missed (CorNotifier *self, CorCall *call)
{
  Entry *entry = find_missed (self, cor_call_get_number (call));

  if (entry == NULL)
    return;
  entry->count--;
  if (entry->count == 0)
    entry_drop (self, entry);
  else
    show_missed (self, entry);
}

void
cor_notifier_forget_all_missed (CorNotifier *self)
{
  for (guint i = self->entries->len; i > 0; i--) {
    Entry *entry = self->entries->pdata[i - 1];

    if (is_missed (entry))
      entry_drop (self, entry);
  }
}

void
cor_notifier_tell (CorNotifier *self, const char *topic, const char *title, const char *body)
{
  g_autofree char *clean = cor_text_clean (body);
  Entry *entry = NULL;
  CorPopup *popup;

  for (guint i = 0; i < self->entries->len && entry == NULL; i++)
    if (g_strcmp0 (((Entry *)self->entries->pdata[i])->topic, topic) == 0)
      entry = self->entries->pdata[i];
  if (entry == NULL) {
    entry = entry_new (self);
    entry->topic = g_strdup (topic);
    limit (self, FALSE);
  }
  popup = cor_popup_new (title, clean != NULL ? clean : "", "transfer.complete");
  popup->clickable = TRUE;
  cor_popups_show (self->popups, entry->id, popup);
}

void
cor_notifier_forget_topics (CorNotifier *self)
{
  for (guint i = self->entries->len; i > 0; i--) {
    Entry *entry = self->entries->pdata[i - 1];

    if (entry->topic != NULL)
      entry_drop (self, entry);
  }
}
