/* SPDX-License-Identifier: GPL-3.0-or-later
 * Between the room and its module: what libphonenumber is asked, in C. */
#pragma once
#include "numbering/numbering.h"

G_BEGIN_DECLS

#define COR_NUMBERING_MODULE_FILE "cornetta-numbers.so"
#define COR_NUMBERING_MODULE_SYMBOL "cor_numbering_module"
#define COR_NUMBERING_MODULE_VERSION 2

/* What is asked of a number: each costs some 10 to 30 us. */
typedef enum {
  COR_NUMBERING_ASK_E164 = 1 << 0,
  COR_NUMBERING_ASK_VALID = 1 << 1,
  COR_NUMBERING_ASK_TYPE = 1 << 2,
  COR_NUMBERING_ASK_SHOWN = 1 << 3,
} CorNumberingAsk;

/* What is known of a number; what was not asked for stays empty. Strings are g_malloc'ed. */
typedef struct {
  char *e164; /* NULL when no number of its country has so many digits */
  gboolean valid;
  CorNumberingType type;
  char *shown; /* NULL when it is not valid */
} CorNumberingFacts;

typedef void (*CorNumberingFound) (gsize start,
                                   gsize end,
                                   const char *e164,
                                   const char *extension,
                                   gpointer user_data);

/* `canonical` is one, country two capitals, text valid UTF-8. Any thread. */
typedef struct {
  guint version;
  gboolean (*read) (const char *canonical,
                    const char *country,
                    guint ask,
                    CorNumberingFacts *ret_facts);
  gboolean (*describe_country) (const char *country, char **ret_code, char **ret_trunk_prefix);
  void (*find) (const char *text, const char *country, CorNumberingFound found, gpointer user_data);
  void (*warm_up) (const char *country);
} CorNumberingModule;

/* The module, loaded once; NULL when it is not installed. */
const CorNumberingModule *cor_numbering_load (void);

/* For the module itself. */
extern const CorNumberingModule cor_numbering_module;

G_END_DECLS
