/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text that is selected in any program, or was copied. */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* window: on Wayland only who has the keyboard may look, so there the text is read once this
 * window has it; the caller presents it. More text than a number can have is cut.
 * Error: words for the user, nothing being selected among them. */
void cor_selection_read_async (GtkWindow *window,
                               gboolean copied,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
char *cor_selection_read_finish (GAsyncResult *result, GError **error);
/* Whether the text can be read without the keyboard. */
gboolean cor_selection_needs_no_focus (void);

G_END_DECLS
