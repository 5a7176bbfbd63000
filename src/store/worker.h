/* SPDX-License-Identifier: GPL-3.0-or-later
 * The thread "store": jobs go in, their answers come back to the context that made the worker.
 * Reads overtake waiting writes, which are kept short, so that a search never waits for a sync.
 * Jobs carry immutable model objects across, owned by one side at a time or only read. */
#pragma once
#include "db.h"

G_BEGIN_DECLS

typedef struct _CorWorker CorWorker;
typedef struct _CorJob CorJob;

/* The head of every job; the structs that begin with it add what they need. */
struct _CorJob {
  void (*run) (CorJob *job, CorDb *db); /* on the thread; left out when cancelled before its turn */
  void (*done) (CorJob *job);           /* in the context; must free the job */
  gboolean is_read;
  gboolean again;     /* set by run: a write with more to do, which takes another turn */
  gboolean cancelled; /* guarded by the worker's lock until done */
  CorWorker *worker;
};

/* What the worker tells its owner: the corrupt file was set aside under this name. */
typedef void (*CorWorkerRecovered) (const char *kept_as, gpointer user_data);

CorWorker *cor_worker_new (CorWorkerRecovered recovered, gpointer user_data);
/* Takes the job over. After cor_worker_end() it is answered as cancelled. */
void cor_worker_push (CorWorker *self, CorJob *job);
/* Any thread. The job's done still comes. */
void cor_worker_cancel (CorWorker *self, CorJob *job);
/* The last job: after what is queued is done the database closes and the thread ends. */
void cor_worker_end (CorWorker *self, CorJob *last);
/* Waits for the thread, closing the database if cor_worker_end() did not. */
void cor_worker_free (CorWorker *self);

G_END_DECLS
