/* SPDX-License-Identifier: GPL-3.0-or-later
 * The SIP side as the rest of the server sees it. Commands are run on the stack's thread while the
 * caller waits: they take microseconds, and the thread never waits for the main context. */
#include "sip-private.h"
#include <gio/gio.h>
#define DEBUG_MODULE "demo"
#define DEBUG_LEVEL 0
#include <re_dbg.h>
#include <string.h>

struct _CorSip {
  CorSipThread inside; /* the thread's own, but for what is set before it starts */
  GThread *thread;
  struct mqueue *queue;
  GMutex lock;
  GCond done;
  gboolean ready;
  int error;
  guint port;
  GMainContext *context;
  CorSipEventFunc on_event;
  gpointer data;
  gboolean closing; /* on the main context */
};

typedef gboolean (*CommandFunc) (CorSipThread *inside, gpointer data);

typedef struct {
  CommandFunc func; /* NULL: the end */
  gpointer data;
  gboolean result, done;
} Command;

/* --- on the thread --- */

static void
on_command (int id, void *data, void *arg)
{
  CorSip *sip = arg;
  Command *command = data;
  gboolean result = command->func && command->func (&sip->inside, command->data);
  if (!command->func)
    re_cancel ();
  g_mutex_lock (&sip->lock);
  command->result = result;
  command->done = TRUE;
  g_cond_broadcast (&sip->done);
  g_mutex_unlock (&sip->lock);
}

typedef struct {
  CorSip *sip;
  CorSipEvent event;
} Told;

static gboolean
on_told (gpointer data)
{
  Told *told = data;
  if (!told->sip->closing)
    told->sip->on_event (&told->event, told->sip->data);
  return G_SOURCE_REMOVE;
}

/* Not g_main_context_invoke(): that runs it here whenever nobody is in the main loop. */
void
cor_sip_tell (CorSipThread *thread, const CorSipEvent *event)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  CorSip *sip = (CorSip *)thread;
  Told *told = g_new0 (Told, 1);
  told->sip = sip;
  told->event = *event;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_told, told, g_free);
  g_source_attach (source, sip->context);
}

static gpointer
run (gpointer data)
{
  CorSip *sip = data;
  dbg_init (DBG_EMERG, 0);
  int err = re_thread_init ();
  err = err ? err : mqueue_alloc (&sip->queue, on_command, sip);
  err = err ? err : cor_sip_thread_open (&sip->inside, sip->port);
  g_mutex_lock (&sip->lock);
  sip->error = err;
  sip->port = sip->inside.port;
  sip->ready = TRUE;
  g_cond_broadcast (&sip->done);
  g_mutex_unlock (&sip->lock);
  if (!err)
    re_main (NULL);
  cor_sip_thread_close (&sip->inside);
  mem_deref (sip->queue);
  re_thread_close ();
  return NULL;
}

/* --- on the main context --- */

static gboolean
command_run (CorSip *sip, CommandFunc func, gpointer data)
{
  Command command = { func, data };
  if (mqueue_push (sip->queue, 0, &command))
    return FALSE;
  g_mutex_lock (&sip->lock);
  while (!command.done)
    g_cond_wait (&sip->done, &sip->lock);
  g_mutex_unlock (&sip->lock);
  return command.result;
}

static void
learn_people (CorSip *sip, CorPeople *people)
{
  GHashTableIter iter;
  gpointer id, exten;
  sip->inside.secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sip->inside.names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, people->extens);
  while (g_hash_table_iter_next (&iter, &id, &exten)) {
    const CorExten *telephone = exten;
    g_hash_table_insert (sip->inside.names, g_strdup (id), g_strdup (telephone->person->name));
    if (telephone->secret)
      g_hash_table_insert (sip->inside.secrets, g_strdup (id), g_strdup (telephone->secret));
  }
}

static void
destroy (CorSip *sip)
{
  g_thread_join (sip->thread);
  sip->closing = TRUE;
  while (g_main_context_iteration (sip->context, FALSE))
    ;
  g_hash_table_unref (sip->inside.secrets);
  g_hash_table_unref (sip->inside.names);
  g_mutex_clear (&sip->lock);
  g_cond_clear (&sip->done);
  libre_close ();
  g_free (sip);
}

CorSip *
cor_sip_new (guint port, CorPeople *people, CorSipEventFunc on_event, gpointer data, GError **error)
{
  CorSip *sip = g_new0 (CorSip, 1);
  sip->port = port;
  sip->on_event = on_event;
  sip->data = data;
  sip->context = g_main_context_default ();
  g_mutex_init (&sip->lock);
  g_cond_init (&sip->done);
  learn_people (sip, people);
  (void)libre_init ();
  sip->thread = g_thread_new ("sip", run, sip);
  g_mutex_lock (&sip->lock);
  while (!sip->ready)
    g_cond_wait (&sip->done, &sip->lock);
  g_mutex_unlock (&sip->lock);
  if (!sip->error)
    return sip;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               "SIP could not listen on 127.0.0.1 port %u: %s", port, g_strerror (sip->error));
  destroy (sip);
  return NULL;
}

void
cor_sip_free (CorSip *sip)
{
  sip->closing = TRUE;
  command_run (sip, NULL, NULL);
  destroy (sip);
}

guint
cor_sip_get_port (CorSip *sip)
{
  return sip->port;
}

static gboolean
do_set_faults (CorSipThread *inside, gpointer data)
{
  inside->faults = *(const CorFaults *)data;
  return TRUE;
}

void
cor_sip_set_faults (CorSip *sip, const CorFaults *faults)
{
  command_run (sip, do_set_faults, (gpointer)faults);
}

static gboolean
do_call (CorSipThread *inside, gpointer data)
{
  return cor_leg_call (inside, data);
}

gboolean
cor_sip_call (CorSip *sip, const CorSipCall *call)
{
  if (strlen (call->from) > 63 || strspn (call->from, "+0123456789*#") != strlen (call->from))
    return FALSE;
  return command_run (sip, do_call, (gpointer)call);
}

static gboolean
do_hangup (CorSipThread *inside, gpointer data)
{
  for (guint i = inside->legs->len; i-- > 0;) {
    CorLeg *leg = inside->legs->pdata[i];
    if (leg->call == GPOINTER_TO_UINT (data))
      cor_leg_hang_up (leg);
  }
  return TRUE;
}

void
cor_sip_hangup (CorSip *sip, guint call)
{
  command_run (sip, do_hangup, GUINT_TO_POINTER (call));
}

typedef struct {
  guint call;
  const char *number;
} Consult;

static gboolean
do_consult (CorSipThread *inside, gpointer data)
{
  const Consult *wanted = data;
  for (guint i = 0; i < inside->legs->len; i++) {
    CorLeg *leg = inside->legs->pdata[i];
    if (leg->call == wanted->call && cor_leg_consult (leg, wanted->number))
      return TRUE;
  }
  return FALSE;
}

gboolean
cor_sip_consult (CorSip *sip, guint call, const char *number)
{
  Consult wanted = { call, number };
  return command_run (sip, do_consult, &wanted);
}

typedef struct {
  const char *number;
  const CorSipChord *chord;
} Chord;

static gboolean
do_set_chord (CorSipThread *inside, gpointer data)
{
  const Chord *wanted = data;
  CorParty *party = g_hash_table_lookup (inside->parties, wanted->number);
  if (!party)
    party = cor_sip_thread_party (inside, wanted->number);
  party->is_many = TRUE;
  party->chord = *wanted->chord;
  return TRUE;
}

void
cor_sip_set_chord (CorSip *sip, const char *number, const CorSipChord *chord)
{
  Chord wanted = { number, chord };
  command_run (sip, do_set_chord, &wanted);
}

typedef struct {
  const char *number, *action, *digits;
} PartyAction;

static gboolean
do_party (CorSipThread *inside, gpointer data)
{
  const PartyAction *wanted = data;
  CorLeg *found = NULL;
  for (guint i = 0; i < inside->legs->len; i++) {
    CorLeg *leg = inside->legs->pdata[i];
    if (!leg->over && g_str_equal (leg->party->number, wanted->number))
      found = leg;
  }
  if (!found)
    return FALSE;
  if (found->waiting && g_str_equal (wanted->action, "hangup")) {
    cor_leg_return (found);
    return TRUE;
  }
  if (g_str_equal (wanted->action, "hangup") || g_str_equal (wanted->action, "elsewhere")) {
    found->elsewhere = g_str_equal (wanted->action, "elsewhere");
    cor_leg_hang_up (found);
    return TRUE;
  }
  if (g_str_equal (wanted->action, "hold") || g_str_equal (wanted->action, "resume"))
    return cor_leg_hold (found, g_str_equal (wanted->action, "hold"));
  if (!g_str_equal (wanted->action, "dtmf") || !found->up || strlen (wanted->digits) > 64 ||
      strspn (wanted->digits, "0123456789*#ABCD") != strlen (wanted->digits))
    return FALSE;
  g_string_append (found->media.to_send, wanted->digits);
  return TRUE;
}

gboolean
cor_sip_party (CorSip *sip, const char *number, const char *action, const char *digits)
{
  PartyAction wanted = { number, action, digits };
  return command_run (sip, do_party, &wanted);
}

static gboolean
do_write (CorSipThread *inside, gpointer data)
{
  cor_sip_thread_write (inside, data);
  return TRUE;
}

void
cor_sip_write (CorSip *sip, GString *out)
{
  command_run (sip, do_write, out);
}
