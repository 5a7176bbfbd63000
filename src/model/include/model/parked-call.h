/* SPDX-License-Identifier: GPL-3.0-or-later
 * Somebody who waits in a parking of the exchange until they are fetched, or until
 * their time is up and they ring where they were parked. */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

#define COR_TYPE_PARKED_CALL (cor_parked_call_get_type ())
G_DECLARE_FINAL_TYPE (CorParkedCall, cor_parked_call, COR, PARKED_CALL, GObject)

typedef struct {
  const char *lot;          /* what the parking is called, "75" */
  gboolean taken;           /* somebody waits */
  const char *number;       /* theirs; NULL when withheld */
  const char *name;         /* or NULL */
  const char *by, *by_name; /* who parked them: an extension; each or NULL */
  guint seconds;            /* that are left */
} CorParkedFields;

/* Properties "seconds" (uint) and "shown" (string); nothing else of it changes. */
CorParkedCall *cor_parked_call_new (const CorParkedFields *fields);
const char *cor_parked_call_get_lot (CorParkedCall *self);
gboolean cor_parked_call_is_taken (CorParkedCall *self);
const char *cor_parked_call_get_number (CorParkedCall *self); /* or NULL */
const char *cor_parked_call_get_name (CorParkedCall *self);   /* or NULL */
/* For the user: the name, the number, or that both are unknown. */
const char *cor_parked_call_get_shown (CorParkedCall *self);
/* The number as people write it. */
void cor_parked_call_set_shown_number (CorParkedCall *self, const char *shown_number);
const char *cor_parked_call_get_by (CorParkedCall *self); /* a name or an extension, or NULL */
guint cor_parked_call_get_seconds (CorParkedCall *self);
/* "seconds" counts from `now` on, monotonic us; tick() brings it up to date. */
void cor_parked_call_begin (CorParkedCall *self, gint64 now);
void cor_parked_call_tick (CorParkedCall *self, gint64 now);
gboolean cor_parked_call_equal (CorParkedCall *a, CorParkedCall *b);

G_END_DECLS
