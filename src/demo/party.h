/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a number does when it is called, whoever calls it. */
#pragma once
#include <glib.h>

typedef enum {
  COR_PARTY_INVALID,  /* no such number */
  COR_PARTY_ECHO,     /* 600, *43: gives back what it hears */
  COR_PARTY_TONE,     /* 601: 440 Hz */
  COR_PARTY_BUSY,     /* 602 */
  COR_PARTY_SILENT,   /* 603: rings for ever */
  COR_PARTY_DECLINES, /* 604 */
  COR_PARTY_EARLY,    /* 605: sounds before it answers */
  COR_PARTY_PERSON,   /* a colleague or an outside party: rings, answers, hums its own note */
} CorPartyKind;

CorPartyKind cor_party_kind (const char *number);
/* The note, in Hz, by which a party is told from others; 0: it sends none of its own. */
guint cor_party_note (const char *number);
