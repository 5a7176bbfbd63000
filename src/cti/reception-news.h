/* SPDX-License-Identifier: GPL-3.0-or-later
 * News of what the company shares, coalesced: parkings, queues and their members. */
#pragma once
#include "event.h"
#include "cti-private.h"

G_BEGIN_DECLS

void cor_reception_news_open (CorCti *self);
void cor_reception_news_close (CorCti *self);
/* FALSE: none of its news. */
gboolean cor_reception_news_take (CorCti *self, const CorEvent *event);

G_END_DECLS
