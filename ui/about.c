/* SPDX-License-Identifier: GPL-3.0-or-later
 * The window About. */
#include "config.h"
#include "about.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

GtkWindow *
cor_about_new (GtkWindow *parent)
{
  return g_object_new (ADW_TYPE_ABOUT_WINDOW, "application-name", "Cornetta", "application-icon",
                       COR_APP_ID, "version", COR_VERSION, "license-type", GTK_LICENSE_GPL_3_0,
                       "comments", _ ("Click a phone number anywhere and talk"), "transient-for",
                       parent, "modal", FALSE, "destroy-with-parent", TRUE, NULL);
}
