/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the demo server was asked for on the command line. */
#pragma once
#include <glib.h>

#define COR_DEMO_PARKING_S 60

typedef struct {
  guint port, sip_port; /* 0: any free one */
  guint exchange;       /* the SIP port that is told instead of our own; 0: ours */
  guint contacts, history, operators, seed;
  guint office;  /* calls among operators that go on */
  guint parking; /* seconds that a parked call waits */
  gboolean tls;
  gboolean mobile;    /* the users have an extension for a mobile phone too */
  gboolean until_eof; /* end when standard input ends */
  int parent;         /* end when this process is no longer the parent; 0: nobody's */
  char **faults;      /* "KIND=VALUE" */
  char *password;     /* of every user; NULL: demo */
  char *gateway;      /* where Janus is; NULL: there is none */
} CorDemoOptions;

/* TRUE: go on. FALSE: *ret_status is the program's exit status; --version has been answered. */
gboolean cor_demo_options_parse (CorDemoOptions *options, int *argc, char ***argv, int *ret_status);
void cor_demo_options_clear (CorDemoOptions *options);
