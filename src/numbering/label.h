/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the words before a number say of it. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  COR_LABEL_NONE,
  COR_LABEL_PHONE,   /* "tel.", "mobile" */
  COR_LABEL_OTHER,   /* "order no.", "P.IVA", "IBAN" */
  COR_LABEL_ADDRESS, /* "via", "scala": an "int. 12" there is a flat */
} CorLabel;

/* The nearest word on the line before `at` that says something, `reach` words back at most. A
 * number between breaks the tie; a word that says nothing does too unless `patient`. */
CorLabel cor_label_before (const char *text, gsize at, guint reach, gboolean patient);

G_END_DECLS
