/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether the mirror's file is sound. Thread: main context. */
#pragma once
#include "store/store.h"

G_BEGIN_DECLS

/* Reads all of it. TRUE without *ret_damage: it is sound; otherwise what SQLite says of it. The
 * file is left as it is. */
void cor_store_check_async (CorStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean
cor_store_check_finish (CorStore *self, GAsyncResult *result, char **ret_damage, GError **error);

G_END_DECLS
