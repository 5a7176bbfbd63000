/* SPDX-License-Identifier: GPL-3.0-or-later
 * The NethVoice in a box, as a child of this process. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

#define COR_TYPE_DEMO_PROCESS (cor_demo_process_get_type ())
G_DECLARE_FINAL_TYPE (CorDemoProcess, cor_demo_process, COR, DEMO_PROCESS, GObject)

/* Starts `cornetta-demo`, found in $CORNETTA_LIBEXECDIR or the configured folder, and waits for
 * its one line. It ends with this process, or with the last reference. */
void cor_demo_process_start_async (GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
CorDemoProcess *cor_demo_process_start_finish (GAsyncResult *result, GError **error);
const char *cor_demo_process_get_url (CorDemoProcess *self);
guint cor_demo_process_get_sip_port (CorDemoProcess *self); /* UDP */

G_END_DECLS
