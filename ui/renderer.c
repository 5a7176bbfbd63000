/* SPDX-License-Identifier: GPL-3.0-or-later
 * What draws the windows. */
#include "config.h"
#include "ui/renderer.h"
#include <gtk/gtk.h>

/* As GTK spells it since 4.16, and before. */
#define SWITCH_NEW "GDK_DISABLE"
#define SWITCH_OLD "GDK_DEBUG"

static const char *chosen; /* the switch that is on, or NULL */

/* Those of virtual machines are there whether their host draws for them or not. */
static gboolean
is_gpu (const char *folder, const char *name)
{
  g_autofree char *link = g_build_filename (folder, name, "device", "driver", NULL);
  g_autofree char *driver = g_file_read_link (link, NULL);
  g_autofree char *driver_name = driver != NULL ? g_path_get_basename (driver) : NULL;

  return g_str_has_prefix (name, "renderD") && g_strcmp0 (driver_name, "vgem") != 0 &&
         g_strcmp0 (driver_name, "virtio_gpu") != 0;
}

gboolean
cor_renderer_finds_gpu (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    if (is_gpu (folder, name))
      return TRUE;
  }
  return FALSE;
}

static gboolean
wants_gl (void)
{
  const char *renderer = g_getenv ("GSK_RENDERER");

  if (renderer != NULL && *renderer != '\0')
    return !g_str_equal (renderer, "cairo");
  return cor_renderer_finds_gpu ("/sys/class/drm");
}

void
cor_renderer_choose (void)
{
  gboolean newer = gtk_get_major_version () > 4 || gtk_get_minor_version () >= 16;

  if (g_getenv (SWITCH_NEW) != NULL || g_getenv (SWITCH_OLD) != NULL || wants_gl ())
    return;
  chosen = newer ? SWITCH_NEW : SWITCH_OLD;
  g_setenv (chosen, newer ? "gl vulkan" : "gl-disable vulkan-disable", TRUE);
}

void
cor_renderer_forget (void)
{
  if (chosen != NULL)
    g_unsetenv (chosen);
  chosen = NULL;
}
