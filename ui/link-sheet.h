/* SPDX-License-Identifier: GPL-3.0-or-later
 * The question before a call that a stranger may have asked for: who, which
 * number, why it asks, and from which device. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_LINK_SHEET (cor_link_sheet_get_type ())
G_DECLARE_FINAL_TYPE (CorLinkSheet, cor_link_sheet, COR, LINK_SHEET, AdwWindow)

/* What is asked; borrowed for cor_link_sheet_new(), but the request, which is referenced. */
typedef struct {
  CorDialRequest *request;
  const char *canonical; /* the number as it will be dialled */
  const char *name;      /* or NULL */
  const char *reason;    /* or NULL */
  GListModel *devices;   /* CorDevice */
  const char *device;    /* id of the chosen one, or NULL */
} CorLinkQuestion;

/* parent: or NULL. Signals, one of them, once: "confirmed" (CorDialRequest): the request asked
 * about, or one that is equal to it but for the device chosen here; "dismissed" (CorDialRequest):
 * the request asked about. */
CorLinkSheet *cor_link_sheet_new (GtkWindow *parent, const CorLinkQuestion *question);

G_END_DECLS
