/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phonebook as the tests' user writes it. */
#pragma once
#include "fake-session.h"
#include "session/book.h"

G_BEGIN_DECLS

void fake_book_set_rights (gboolean may);
/* Of whatever is written from now on; NULL: it is taken. */
void fake_book_refuse (const char *error);
/* "create type=private name=Anna", "delete Anna", "undo", "commit". Free with g_free(). */
char *fake_book_take_log (void);

G_END_DECLS
