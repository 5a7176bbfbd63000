/* SPDX-License-Identifier: GPL-3.0-or-later
 * The question before a call that a stranger may have asked for: who, which
 * number, why it asks, and from which device. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_LINK_SHEET (cor_link_sheet_get_type ())
G_DECLARE_FINAL_TYPE (CorLinkSheet, cor_link_sheet, COR, LINK_SHEET, AdwWindow)

/* parent: or NULL; devices: CorDevice; device: id of the chosen one, or NULL. What the question
 * learns while it is shown, is shown. Signals, once: "always" (CorQuestion,
 * const char *device or NULL): before a "confirmed" that is to be remembered; "confirmed"
 * (CorDialRequest): the request asked about, or one that is equal to it but for the device chosen
 * here; "dismissed" (CorDialRequest): the request asked about. */
CorLinkSheet *cor_link_sheet_new (GtkWindow *parent,
                                  CorQuestion *question,
                                  GListModel *devices,
                                  const char *device);
CorQuestion *cor_link_sheet_get_question (CorLinkSheet *self);

G_END_DECLS
