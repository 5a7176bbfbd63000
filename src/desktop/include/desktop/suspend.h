/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tells when the computer has slept, by logind. Thread: main context. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

#define COR_TYPE_SUSPEND (cor_suspend_get_type ())
G_DECLARE_FINAL_TYPE (CorSuspend, cor_suspend, COR, SUSPEND, GObject)

/* Signal: "woke" (). Never where there is no logind. */
CorSuspend *cor_suspend_new (void);

G_END_DECLS
