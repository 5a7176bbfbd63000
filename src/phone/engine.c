/* SPDX-License-Identifier: GPL-3.0-or-later
 * The SIP stack's thread: bring-up, the way in for commands and out for
 * events, and the end. */
#include "config.h"
#include "guard.h"
#include "referral.h"
#include "replace.h"
#include "model/hand-over.h"
#include <glib/gi18n-lib.h>
#define DEBUG_MODULE "cornetta" /* re_dbg.h asks for both */
#define DEBUG_LEVEL 0
#include <re_dbg.h>

#define STOP_MS 1500
#define CA_BUNDLE "/etc/ssl/certs/ca-certificates.crt"

/* Where events go; outlives the engine while some are under way. */
typedef struct {
  gint ref_count;
  GMainContext *context;
  CorEventFunc func; /* main context alone; NULL once nobody listens */
  gpointer user_data;
} Mailbox;

typedef struct {
  Mailbox *mailbox;
  CorEvent *event;
} Letter;

struct _CorEngine {
  Mailbox *mailbox;
  GThread *thread;
  CorSound *sound;
  char *settings; /* baresip's configuration text */
  char *ca_file;
  gboolean follows_route; /* no interface was given: our address is the route's to the server */
  gboolean trace;

  GMutex lock;
  GCond cond;
  gboolean up;          /* bring-up has ended, well or not; `error` tells */
  char *error;          /* guarded by `lock` */
  struct mqueue *inbox; /* guarded by `lock`; NULL before and after */

  /* The engine's thread alone: */
  struct sip_msg *invite; /* the newest from a server */
  GHashTable *lines;
  GHashTable *calls;
  GHashTable *peers;
  GHashTable *referrals;
  CorWireGuard guard;
  struct tmr stop_timer;
  gboolean stopping;
};

/* baresip's handlers carry no argument where a log or trace line comes from. */
static CorEngine *running;

static void
mailbox_unref (Mailbox *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_main_context_unref (self->context);
  g_free (self);
}

void
cor_engine_event_free (CorEvent *event)
{
  g_free (event->text);
  g_free (event->name);
  g_free (event->called);
  g_free (event);
}

static void
letter_free (gpointer data)
{
  Letter *letter = data;

  mailbox_unref (letter->mailbox);
  cor_engine_event_free (letter->event);
  g_free (letter);
}

static gboolean
deliver (gpointer data)
{
  Letter *letter = data;

  if (letter->mailbox->func != NULL)
    letter->mailbox->func (letter->event, letter->mailbox->user_data);
  return G_SOURCE_REMOVE;
}

void
cor_wire_assert (CorEngine *engine)
{
  g_assert (g_thread_self () == engine->thread);
}

CorEvent *
cor_wire_event (CorEventKind kind, guint line, guint call)
{
  CorEvent *event = g_new0 (CorEvent, 1);

  event->kind = kind;
  event->line = line;
  event->call = call;
  return event;
}

void
cor_wire_emit (CorEngine *engine, CorEvent *event)
{
  Letter *letter = g_new (Letter, 1);

  g_atomic_int_inc (&engine->mailbox->ref_count);
  *letter = (Letter){ engine->mailbox, event };
  cor_hand_over (engine->mailbox->context, deliver, letter, letter_free);
}

CorSound *
cor_wire_sound (CorEngine *engine)
{
  return engine->sound;
}

GHashTable *
cor_wire_lines (CorEngine *engine)
{
  return engine->lines;
}

GHashTable *
cor_wire_calls (CorEngine *engine)
{
  return engine->calls;
}

GHashTable *
cor_wire_peers (CorEngine *engine)
{
  return engine->peers;
}

GHashTable *
cor_wire_referrals (CorEngine *engine)
{
  return engine->referrals;
}

struct sip_msg **
cor_wire_last_invite (CorEngine *engine)
{
  return &engine->invite;
}

gboolean
cor_wire_follows_route (CorEngine *engine)
{
  return engine->follows_route;
}

/* --- Commands --- */

static void
stop_now (void *data)
{
  ua_stop_all (true);
  re_cancel ();
}

static void
stop (CorEngine *self, gboolean now)
{
  gboolean first = !self->stopping;

  self->stopping = TRUE;
  if (first) {
    tmr_start (&self->stop_timer, STOP_MS, stop_now, NULL);
    g_hash_table_remove_all (self->referrals);
    g_hash_table_remove_all (self->calls);
    g_hash_table_remove_all (self->peers);
    ua_stop_all (false);
  }
  if (now)
    stop_now (NULL);
}

static void
on_stack_exit (void *data)
{
  re_cancel ();
}

static void
run_call_command (CorEngine *self, const CorCommand *command)
{
  CorWireCall *wire = g_hash_table_lookup (self->calls, GUINT_TO_POINTER (command->call));

  if (wire == NULL)
    cor_wire_peer_command (self, command);
  else if (command->kind == COR_COMMAND_STATS)
    cor_wire_stats (self, wire->id, &wire->meter, command->number);
  else if (command->kind == COR_COMMAND_LISTEN)
    cor_wire_listen (self, wire->line, wire->id, call_audio (wire->call));
  else if (command->kind == COR_COMMAND_ANSWER)
    cor_wire_answer (wire);
  else if (command->kind == COR_COMMAND_END)
    cor_wire_end (wire, command->number);
  else if (command->kind == COR_COMMAND_HOLD)
    cor_wire_hold (wire, command->on);
  else if (command->kind == COR_COMMAND_MUTE)
    cor_wire_mute (wire, command->on);
  else if (command->kind == COR_COMMAND_DIGITS)
    cor_wire_digits_send (&wire->digits, command->text);
  else if (command->kind == COR_COMMAND_TRANSFER)
    cor_wire_transfer (wire, command->text);
  else if (command->kind == COR_COMMAND_JOIN)
    cor_wire_join (wire, g_hash_table_lookup (self->calls, GUINT_TO_POINTER (command->number)));
}

static void
run_line_command (CorEngine *self, const CorCommand *command)
{
  CorWireLine *line = g_hash_table_lookup (self->lines, GUINT_TO_POINTER (command->line));

  if (command->kind == COR_COMMAND_ADD_LINE)
    cor_wire_add_line (self, command);
  else if (command->kind == COR_COMMAND_DIAL)
    cor_wire_dial (self, line, command);
  else if (line == NULL)
    return;
  else if (command->kind == COR_COMMAND_REMOVE_LINE)
    cor_wire_remove_line (self, line);
  else if (command->kind == COR_COMMAND_REGISTER)
    cor_wire_register (self, line, command);
  else if (command->kind == COR_COMMAND_UNREGISTER)
    cor_wire_unregister (line);
  else if (command->kind == COR_COMMAND_REFUSE)
    cor_wire_refuse_referral (self, command->number);
  else if (command->kind == COR_COMMAND_PING)
    cor_wire_ping (self, line);
}

static void
on_command (int id, void *data, void *arg)
{
  CorEngine *self = arg;
  CorCommand *command = data;

  cor_wire_assert (self);
  switch (command->kind) {
  case COR_COMMAND_STOP:
  case COR_COMMAND_STOP_NOW:
    stop (self, command->kind == COR_COMMAND_STOP_NOW);
    break;
  case COR_COMMAND_ADD_LINE:
  case COR_COMMAND_REMOVE_LINE:
  case COR_COMMAND_REGISTER:
  case COR_COMMAND_UNREGISTER:
  case COR_COMMAND_PING:
  case COR_COMMAND_DIAL:
  case COR_COMMAND_REFUSE:
    if (!self->stopping)
      run_line_command (self, command);
    break;
  case COR_COMMAND_DISTRUST:
    if (!self->stopping)
      cor_wire_distrust (self);
    break;
  case COR_COMMAND_PEER_OPEN:
    if (!self->stopping)
      cor_wire_peer_command (self, command);
    break;
  case COR_COMMAND_ANSWER:
  case COR_COMMAND_END:
  case COR_COMMAND_HOLD:
  case COR_COMMAND_MUTE:
  case COR_COMMAND_DIGITS:
  case COR_COMMAND_TRANSFER:
  case COR_COMMAND_JOIN:
  case COR_COMMAND_STATS:
  case COR_COMMAND_LISTEN:
  case COR_COMMAND_PEER_REMOTE:
  case COR_COMMAND_PEER_CLOSE:
    run_call_command (self, command);
    break;
  case COR_COMMAND_CODECS:
    cor_wire_set_codecs (command->text);
    break;
  default:
    g_assert_not_reached ();
  }
  cor_command_free (command);
}

/* --- Events --- */

static void
on_event (struct ua *ua, enum ua_event event, struct call *call, const char *text, void *arg)
{
  CorEngine *self = arg;

  cor_wire_assert (self);
  if (self->stopping)
    return;
  if (event == UA_EVENT_REGISTER_OK)
    cor_wire_on_registered (self, ua);
  else if (event == UA_EVENT_REGISTER_FAIL)
    cor_wire_on_refused (self, ua, text);
  else if (call != NULL)
    cor_wire_on_call_event (self, event, ua, call, text);
}

static void
on_log (uint32_t level, const char *message)
{
  g_debug ("sip: %.*s", (int)strcspn (message, "\n"), message);
}

static struct log logger = { .h = on_log };

/* Who rings there, and who that is. */
static void
note_progress (CorEngine *self, const struct sa *source, const uint8_t *packet, size_t length)
{
  cor_wire_note_early (self, packet, length);
  cor_wire_note_identity_in (self, source, packet, length);
}

static void
on_packet (bool tx,
           enum sip_transp transport,
           const struct sa *source,
           const struct sa *destination,
           const uint8_t *packet,
           size_t length,
           void *arg)
{
  cor_wire_trace (tx, transport, packet, length);
  if (running->trace)
    cor_wire_log (tx, transport, packet, length);
  if (tx || length < 10)
    return;
  if (memcmp (packet, "CANCEL ", 7) == 0)
    cor_wire_on_cancel (running, packet, length);
  else if (memcmp (packet, "INVITE ", 7) == 0)
    cor_wire_note_invite (running, source, packet, length);
  else if (memcmp (packet, "UPDATE ", 7) == 0)
    cor_wire_note_identity_in (running, source, packet, length);
  else if (memcmp (packet, "SIP/2.0 18", 10) == 0)
    note_progress (running, source, packet, length);
  else if (memcmp (packet, "SIP/2.0 200", 11) == 0)
    cor_wire_note_identity_in (running, source, packet, length);
  else if (memcmp (packet, "SIP/2.0 30", 10) == 0)
    cor_wire_note_redirect (running, packet, length);
}

/* --- The thread --- */

static int
load_modules (void)
{
  static const char *const modules[] = { "opus", "g722", "g711", "srtp", "dtls_srtp", "ice" };
  int err = 0;

  for (guint i = 0; i < G_N_ELEMENTS (modules) && err == 0; i++)
    err = module_load ("/nonexistent", modules[i]);
  return err;
}

static int
configure (CorEngine *self)
{
  int err = conf_configure_buf ((const uint8_t *)self->settings, strlen (self->settings));
  struct config *config = conf_config ();

  /* Configuring from a buffer leaves this half to the program. */
  if (err == 0)
    err = config_parse_conf (config, conf_cur ());
  if (err != 0)
    return err;
  if (g_strlcpy (config->sip.cafile, self->ca_file, sizeof config->sip.cafile) >=
      sizeof config->sip.cafile)
    return ENAMETOOLONG;
  config->sip.verify_server = true;
  return baresip_init (config);
}

/* Returns the step that failed, or NULL. */
static const char *
bring_up (CorEngine *self, int *ret_err)
{
  struct mqueue *inbox = NULL;

  /* Descriptors above FD_SETSIZE are usual beside GTK; the first call counts. */
  fd_setsize (4096);
  dbg_init (DBG_EMERG, DBG_NONE);
  *ret_err = libre_init ();
  if (*ret_err != 0)
    return "libre";
  log_enable_stdout (false);
  log_enable_debug (self->trace);
  log_register_handler (&logger);
  *ret_err = configure (self);
  if (*ret_err != 0)
    return "configuration";
  *ret_err = load_modules ();
  if (*ret_err != 0)
    return "codecs";
  cor_wire_conceal_losses ();
  cor_wire_learn_codecs ();
  *ret_err = cor_sound_register (self->sound);
  if (*ret_err != 0)
    return "sound";
  *ret_err = ua_init ("Cornetta/" COR_VERSION, true, true, true);
  if (*ret_err != 0)
    return "SIP";
  uag_set_exit_handler (on_stack_exit, NULL);
  *ret_err = uag_event_register (on_event, self);
  if (*ret_err != 0)
    return "events";
  self->guard.engine = self;
  sip_set_guard_handler (uag_sip (), cor_wire_guard, &self->guard);
  uag_set_sub_handler (cor_wire_on_subscribe);
  call_set_refer_handler (cor_wire_on_refer, self);
  sip_set_trace_handler (uag_sip (), on_packet);
  *ret_err = mqueue_alloc (&inbox, on_command, self);
  self->inbox = inbox;
  return *ret_err != 0 ? "queue" : NULL;
}

static void
tear_down (CorEngine *self)
{
  struct mqueue *inbox;

  g_mutex_lock (&self->lock);
  inbox = g_steal_pointer (&self->inbox);
  g_mutex_unlock (&self->lock);
  mem_deref (inbox);
  tmr_cancel (&self->stop_timer);
  self->invite = mem_deref (self->invite);
  call_set_refer_handler (NULL, NULL);
  g_hash_table_remove_all (self->referrals);
  g_hash_table_remove_all (self->calls);
  g_hash_table_remove_all (self->peers);
  g_hash_table_remove_all (self->lines);
  uag_event_unregister (on_event);
  sip_set_guard_handler (uag_sip (), NULL, NULL);
  ua_close ();
  cor_sound_unregister (self->sound);
  module_app_unload ();
  conf_close ();
  baresip_close ();
  mod_close ();
  log_unregister_handler (&logger);
  libre_close ();
}

static gpointer
engine_thread (gpointer data)
{
  CorEngine *self = data;
  const char *step;
  int err;

  g_mutex_lock (&self->lock);
  step = bring_up (self, &err);
  if (step != NULL)
    self->error = g_strdup_printf ("%s: %s", step, g_strerror (err));
  self->up = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
  if (step == NULL)
    re_main (NULL);
  tear_down (self);
  cor_wire_emit (self, cor_wire_event (COR_EVENT_STOPPED, 0, 0));
  return NULL;
}

static gboolean
check_config (const CorPhoneConfig *config, GError **error)
{
  if (running != NULL) {
    g_set_error (error, COR_PHONE_ERROR, COR_PHONE_ERROR_START,
                 _ ("The telephone is running already."));
    return FALSE;
  }
  if (config->interface != NULL && !g_hostname_is_ip_address (config->interface)) {
    g_set_error (error, COR_PHONE_ERROR, COR_PHONE_ERROR_START,
                 _ ("“%s” is not an address of this computer."), config->interface);
    return FALSE;
  }
  return TRUE;
}

CorEngine *
cor_engine_start (const CorPhoneConfig *config,
                  CorSound *sound,
                  CorEventFunc func,
                  gpointer user_data,
                  GError **error)
{
  CorEngine *self;

  if (!check_config (config, error))
    return NULL;
  running = self = g_new0 (CorEngine, 1);
  self->mailbox = g_new (Mailbox, 1);
  *self->mailbox = (Mailbox){ 1, g_main_context_ref_thread_default (), func, user_data };
  self->sound = sound;
  self->settings = cor_wire_settings (config);
  self->ca_file = g_strdup (config->ca_file != NULL ? config->ca_file : CA_BUNDLE);
  self->follows_route = config->interface == NULL;
  self->trace = config->trace;
  self->lines = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)cor_wire_line_free);
  self->calls = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)cor_wire_call_free);
  self->peers = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)cor_wire_peer_free);
  self->referrals = cor_wire_referrals_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  g_mutex_lock (&self->lock);
  self->thread = g_thread_new ("phone", engine_thread, self);
  while (!self->up)
    g_cond_wait (&self->cond, &self->lock);
  g_mutex_unlock (&self->lock);
  if (self->error == NULL)
    return self;
  g_set_error (error, COR_PHONE_ERROR, COR_PHONE_ERROR_START,
               _ ("The telephone could not start (%s)."), self->error);
  cor_engine_free (self);
  return NULL;
}

void
cor_engine_free (CorEngine *self)
{
  self->mailbox->func = NULL;
  cor_engine_post (self, cor_command_new (COR_COMMAND_STOP_NOW, 0, 0));
  g_thread_join (self->thread);
  mailbox_unref (self->mailbox);
  g_hash_table_unref (self->lines);
  g_hash_table_unref (self->calls);
  g_hash_table_unref (self->peers);
  g_hash_table_unref (self->referrals);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  g_free (self->settings);
  g_free (self->ca_file);
  g_free (self->error);
  g_free (self);
  running = NULL;
}

void
cor_engine_post (CorEngine *self, CorCommand *command)
{
  int err = ESHUTDOWN;

  g_mutex_lock (&self->lock);
  if (self->inbox != NULL)
    err = mqueue_push (self->inbox, 0, command);
  g_mutex_unlock (&self->lock);
  if (err != 0)
    cor_command_free (command);
}

guint
cor_engine_next_call (void)
{
  static gint last = 0;

  return (guint)g_atomic_int_add (&last, 1) + 1;
}
