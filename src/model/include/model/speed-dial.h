/* SPDX-License-Identifier: GPL-3.0-or-later
 * A number that the user calls often, by a digit. */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

#define COR_TYPE_SPEED_DIAL (cor_speed_dial_get_type ())
G_DECLARE_FINAL_TYPE (CorSpeedDial, cor_speed_dial, COR, SPEED_DIAL, GObject)

typedef struct {
  gint64 id;           /* what the server keeps it by */
  const char *name;    /* of a favourite: the colleague's user name */
  const char *company; /* of a favourite: the colleague's name; or NULL */
  const char *number;
  gboolean favourite; /* a colleague with a star */
} CorSpeedDialFields;

/* Properties "position" (uint): which one it is, from 1; and "shown-number" (string): the number
 * as people write it, at first as the server has it. Nothing else of it changes. */
CorSpeedDial *cor_speed_dial_new (const CorSpeedDialFields *fields);
gint64 cor_speed_dial_get_id (CorSpeedDial *self);
const char *cor_speed_dial_get_name (CorSpeedDial *self);
const char *cor_speed_dial_get_company (CorSpeedDial *self); /* or NULL */
const char *cor_speed_dial_get_number (CorSpeedDial *self);
const char *cor_speed_dial_get_shown (CorSpeedDial *self); /* for the user */
const char *cor_speed_dial_get_shown_number (CorSpeedDial *self);
void cor_speed_dial_set_shown_number (CorSpeedDial *self, const char *shown_number);
gboolean cor_speed_dial_is_favourite (CorSpeedDial *self);
guint cor_speed_dial_get_position (CorSpeedDial *self);
void cor_speed_dial_set_position (CorSpeedDial *self, guint position);
gboolean cor_speed_dial_equal (CorSpeedDial *a, CorSpeedDial *b); /* but for the position */

G_END_DECLS
