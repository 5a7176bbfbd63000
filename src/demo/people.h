/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who works at the made-up company, and on which telephones. */
#pragma once
#include <json-glib/json-glib.h>

typedef struct _CorPerson CorPerson;

/* How a desk phone is made to call: it rings by itself, or its web interface is asked by the server
 * or by the user's computer. */
typedef enum { COR_ROAD_MANUAL, COR_ROAD_AUTOMATIC, COR_ROAD_CLOUD } CorRoad;

/* A telephone. Statuses that a person or a call does not change come from here. */
typedef struct {
  char *id;
  const char *type; /* "physical", "webrtc", "nethlink", "mobile" */
  char *secret;     /* NULL: physical */
  char *agent;      /* user agent, "" when never seen */
  char *mac;
  gboolean online; /* physical: for ever; nethlink: registered */
  char *ip;        /* "" when never seen */
  guint port;
  CorRoad road;
  char *web;             /* where its web interface is; NULL: played by this server */
  gboolean always_cloud; /* also when it is asked again */
  gboolean refuses;      /* calls from it fail */
  char *asked;           /* the number that its URL was last told for, or NULL */
  gint64 asked_at;       /* monotonic microseconds */
  CorPerson *person;
} CorExten;

struct _CorPerson {
  char *username, *name, *password; /* password NULL: never signs in */
  char *main;                       /* the main extension */
  char *cellphone;                  /* or NULL */
  guint group;                      /* index into cor_names_group */
  GPtrArray *devices;               /* CorExten, owned */
  gboolean advanced;                /* the profile with every permission */
  char *presence, *presence_to;     /* presence_to or NULL */
  char *on_busy, *on_unavailable;
  char *on_busy_to, *on_unavailable_to; /* each or NULL */
  char *default_device;                 /* as posted, whatever it is */
  JsonObject *settings;
  char *nethlink_seen; /* or NULL */
  gboolean otp;        /* a second factor is asked for */
  gboolean otp_secret; /* it has been shown, so it can be turned on */
  GPtrArray *recovery; /* unused recovery codes */
};

typedef struct {
  GPtrArray *all; /* CorPerson, owned */
  GHashTable *by_name;
  GHashTable *extens; /* id -> CorExten */
} CorPeople;

/* password: of every user that signs in; NULL leaves "demo". */
CorPeople *cor_people_new (guint operators, guint seed, const char *password);
/* An extension more for everybody who signs in. */
void cor_people_add_mobiles (CorPeople *people);
void cor_people_free (CorPeople *people);
/* By user name or main extension; lower-cased, "@domain" cut, as the server does. */
CorPerson *cor_people_find (CorPeople *people, const char *name);
CorExten *cor_people_exten (CorPeople *people, const char *id);
CorExten *cor_person_device (CorPerson *person, const char *id);
/* The name of a number: an extension's person, or NULL. */
const char *cor_people_name_of (CorPeople *people, const char *number);

/* `main_presence` computes the one that calls change; the caller knows calls. */
typedef const char *(*CorPresenceFunc) (CorPerson *person, gpointer data);
/* proxy: where SIP telephones outside are to go, or NULL. */
void cor_person_write_me (CorPerson *person,
                          const char *main_presence,
                          const char *proxy,
                          const char *withheld,
                          GString *out);
void cor_people_write_endpoints (CorPeople *people,
                                 CorPerson *me,
                                 CorPresenceFunc presence,
                                 gpointer data,
                                 GString *out);
void cor_people_write_groups (CorPeople *people, GString *out);
