/* SPDX-License-Identifier: GPL-3.0-or-later
 * The demo server's parts, built in one order and taken down in the reverse one by main.c. */
#pragma once
#include "board.h"
#include "desk.h"
#include "faults.h"
#include "options.h"
#include "sip.h"

typedef struct _CorGateway CorGateway;
typedef struct _CorRest CorRest;
typedef struct _CorConferences CorConferences;
typedef struct _CorOffice CorOffice;
typedef struct _CorMailboxes CorMailboxes;
typedef struct _CorQueues CorQueues;

typedef struct {
  CorDemoOptions options;
  CorFaults faults;
  CorPeople *people;
  CorBook *book;
  CorJournal *journal;
  CorSessions *sessions;
  SoupServer *server;
  CorRealtime *realtime;
  CorBoard *board;
  CorDesk *desk;
  CorConferences *conferences;
  CorOffice *office;
  CorMailboxes *mailboxes;
  struct _CorSummaries *summaries;
  CorQueues *queues;
  CorSip *sip; /* NULL when built or started without */
  CorRest *rest;
  CorGateway *gateway; /* NULL when it has none */
  char *param_url;     /* the page for callers; NULL: none is set */
  gboolean param_url_queues;
} CorDemo;
