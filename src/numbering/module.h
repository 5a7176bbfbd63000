/* SPDX-License-Identifier: GPL-3.0-or-later
 * Between the room and its module: what libphonenumber is asked, in C. */
#pragma once
#include "numbering/numbering.h"

G_BEGIN_DECLS

#define COR_NUMBERING_MODULE_FILE "cornetta-numbers.so"
#define COR_NUMBERING_MODULE_SYMBOL "cor_numbering_module"
#define COR_NUMBERING_MODULE_VERSION 1

/* What is known of a number. Strings are g_malloc'ed. */
typedef struct {
  gboolean possible; /* has as many digits as numbers of its country */
  gboolean valid;
  gboolean at_home; /* of the country asked for, or of one that shares its code */
  CorNumberingType type;
  char *e164;
  char *shown;
} CorNumberingFacts;

typedef void (*CorNumberingFound) (gsize start,
                                   gsize end,
                                   const char *e164,
                                   const char *extension,
                                   gpointer user_data);

/* `canonical` is one, country two capitals, text valid UTF-8. Any thread. */
typedef struct {
  guint version;
  gboolean (*read) (const char *canonical, const char *country, CorNumberingFacts *ret_facts);
  gboolean (*describe_country) (const char *country, char **ret_code, char **ret_trunk_prefix);
  void (*find) (const char *text, const char *country, CorNumberingFound found, gpointer user_data);
} CorNumberingModule;

/* The module, loaded once; NULL when it is not installed. */
const CorNumberingModule *cor_numbering_load (void);

/* For the module itself. */
extern const CorNumberingModule cor_numbering_module;

G_END_DECLS
