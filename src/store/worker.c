/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one thread that touches SQLite. */
#include "config.h"
#include "worker.h"
#include "model/hand-over.h"
#include <pthread.h>

#define READS_IN_A_ROW 8 /* then a write that waits has its turn */

struct _CorWorker {
  GThread *thread;
  GMainContext *context; /* where answers go */
  CorWorkerRecovered recovered;
  gpointer user_data;

  pthread_mutex_t lock; /* guards all below; not GLib's, which the sanitizer can't see into */
  pthread_cond_t wake;
  GQueue reads;
  GQueue writes;
  GQueue answers;
  guint reads_in_a_row;
  CorJob *running;
  sqlite3 *interruptible; /* the connection, while it is open */
  CorJob *last;
  gboolean ended;
};

/* An answer on its way back. */
typedef struct {
  CorJob *job;
  char *kept_as;
} Answer;

static gboolean
deliver (gpointer data)
{
  CorWorker *self = data;
  g_autofree Answer *answer = NULL;
  g_autofree char *kept_as = NULL;

  pthread_mutex_lock (&self->lock);
  answer = g_queue_pop_head (&self->answers);
  pthread_mutex_unlock (&self->lock);
  kept_as = answer->kept_as;
  if (kept_as != NULL)
    self->recovered (kept_as, self->user_data);
  answer->job->done (answer->job);
  return G_SOURCE_REMOVE;
}

static void
send_back (CorWorker *self, CorJob *job, char *kept_as)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->job = job;
  answer->kept_as = kept_as;
  pthread_mutex_lock (&self->lock);
  g_queue_push_tail (&self->answers, answer);
  pthread_mutex_unlock (&self->lock);
  cor_hand_over (self->context, deliver, self, NULL);
}

/* Reads first, but not for ever. */
static CorJob *
choose (CorWorker *self)
{
  CorJob *job = NULL;

  if (self->reads_in_a_row < READS_IN_A_ROW || self->writes.length == 0)
    job = g_queue_pop_head (&self->reads);
  self->reads_in_a_row = job != NULL ? self->reads_in_a_row + 1 : 0;
  return job != NULL ? job : g_queue_pop_head (&self->writes);
}

/* The next job, or NULL when there will be none. */
static CorJob *
take (CorWorker *self)
{
  CorJob *job = NULL;

  pthread_mutex_lock (&self->lock);
  while (job == NULL) {
    job = choose (self);
    if (job == NULL && self->ended)
      break;
    if (job == NULL)
      pthread_cond_wait (&self->wake, &self->lock);
  }
  self->running = job;
  pthread_mutex_unlock (&self->lock);
  return job;
}

/* Whether the job is over and its answer may go. */
static gboolean
put_down (CorWorker *self, CorJob *job, CorDb *db)
{
  gboolean over;

  pthread_mutex_lock (&self->lock);
  self->running = NULL;
  self->interruptible = db->sql;
  over = !job->again;
  job->again = FALSE;
  if (!over)
    g_queue_push_head (&self->writes, job);
  pthread_mutex_unlock (&self->lock);
  return over;
}

static gboolean
is_cancelled (CorWorker *self, CorJob *job)
{
  gboolean cancelled;

  pthread_mutex_lock (&self->lock);
  cancelled = job->cancelled;
  pthread_mutex_unlock (&self->lock);
  return cancelled;
}

static void
recover_if_corrupt (CorWorker *self, CorDb *db)
{
  if (!cor_db_is_corrupt (db))
    return;
  pthread_mutex_lock (&self->lock);
  self->interruptible = NULL;
  pthread_mutex_unlock (&self->lock);
  cor_db_recover (db);
}

static gpointer
work (gpointer data)
{
  CorWorker *self = data;
  CorDb db = { 0 };
  CorJob *job;

  while ((job = take (self)) != NULL) {
    if (!is_cancelled (self, job)) {
      db.rc = SQLITE_OK;
      job->run (job, &db);
      recover_if_corrupt (self, &db);
    }
    if (put_down (self, job, &db))
      send_back (self, job, g_steal_pointer (&db.kept_as));
  }
  pthread_mutex_lock (&self->lock);
  self->interruptible = NULL;
  pthread_mutex_unlock (&self->lock);
  cor_db_close (&db);
  if (self->last != NULL)
    send_back (self, self->last, NULL);
  return NULL;
}

CorWorker *
cor_worker_new (CorWorkerRecovered recovered, gpointer user_data)
{
  CorWorker *self = g_new0 (CorWorker, 1);

  self->context = g_main_context_ref_thread_default ();
  self->recovered = recovered;
  self->user_data = user_data;
  pthread_mutex_init (&self->lock, NULL);
  pthread_cond_init (&self->wake, NULL);
  g_queue_init (&self->reads);
  g_queue_init (&self->writes);
  g_queue_init (&self->answers);
  self->thread = g_thread_new ("store", work, self);
  return self;
}

void
cor_worker_push (CorWorker *self, CorJob *job)
{
  gboolean ended;

  job->worker = self;
  pthread_mutex_lock (&self->lock);
  ended = self->ended;
  job->cancelled = ended;
  if (!ended)
    g_queue_push_tail (job->is_read ? &self->reads : &self->writes, job);
  pthread_cond_signal (&self->wake);
  pthread_mutex_unlock (&self->lock);
  if (ended)
    send_back (self, job, NULL);
}

void
cor_worker_cancel (CorWorker *self, CorJob *job)
{
  pthread_mutex_lock (&self->lock);
  job->cancelled = TRUE;
  if (self->running == job && self->interruptible != NULL)
    sqlite3_interrupt (self->interruptible);
  pthread_mutex_unlock (&self->lock);
}

void
cor_worker_end (CorWorker *self, CorJob *last)
{
  pthread_mutex_lock (&self->lock);
  self->ended = TRUE;
  self->last = last;
  pthread_cond_signal (&self->wake);
  pthread_mutex_unlock (&self->lock);
}

void
cor_worker_free (CorWorker *self)
{
  cor_worker_end (self, self->last);
  g_thread_join (self->thread);
  g_main_context_unref (self->context);
  pthread_mutex_destroy (&self->lock);
  pthread_cond_destroy (&self->wake);
  g_free (self);
}
