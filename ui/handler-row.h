/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who opens the links of one scheme, and the button that changes it. */
#pragma once
#include "session/session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define COR_TYPE_HANDLER_ROW (cor_handler_row_get_type ())
G_DECLARE_FINAL_TYPE (CorHandlerRow, cor_handler_row, COR, HANDLER_ROW, AdwActionRow)

GtkWidget *cor_handler_row_new (CorSession *session, CorLinkHandler *handler);

G_END_DECLS
