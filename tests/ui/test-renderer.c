/* SPDX-License-Identifier: GPL-3.0-or-later
 * What counts as a device that draws. */
#include "config.h"
#include "ui/renderer.h"
#include "ui-test.h"
#include <glib/gstdio.h>
#include <unistd.h>

typedef struct {
  char *folder, *device, *driver;
} Machine;

static void
machine_set_up (Machine *self, const char *name, const char *driver)
{
  g_autofree char *target = g_strdup_printf ("../../../bus/drivers/%s", driver);

  self->folder = g_dir_make_tmp ("drm-XXXXXX", NULL);
  self->device = g_build_filename (self->folder, name, "device", NULL);
  self->driver = g_build_filename (self->device, "driver", NULL);
  g_assert_cmpint (g_mkdir_with_parents (self->device, 0700), ==, 0);
  g_assert_cmpint (symlink (target, self->driver), ==, 0);
}

static void
machine_tear_down (Machine *self)
{
  g_autofree char *node = g_path_get_dirname (self->device);

  g_assert_cmpint (g_unlink (self->driver) | g_rmdir (self->device) | g_rmdir (node) |
                     g_rmdir (self->folder),
                   ==, 0);
  g_free (self->folder);
  g_free (self->device);
  g_free (self->driver);
}

static void
test_gpu (void)
{
  const struct {
    const char *name, *driver;
    gboolean gpu;
  } cases[] = {
    { "renderD128", "i915", TRUE },        { "renderD129", "amdgpu", TRUE },
    { "card0", "bochs-drm", FALSE }, /* shows, and does not draw */
    { "renderD128", "virtio_gpu", FALSE }, { "renderD128", "vgem", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    Machine machine;

    machine_set_up (&machine, cases[i].name, cases[i].driver);
    g_assert_cmpint (cor_renderer_finds_gpu (machine.folder), ==, cases[i].gpu);
    machine_tear_down (&machine);
  }
  g_assert_false (cor_renderer_finds_gpu ("/nonexistent"));
}

/* What its user says counts more, and nobody else hears of our choice. */
static void
test_choice (void)
{
  g_assert_cmpstr (g_getenv ("GSK_RENDERER"), ==, "cairo"); /* of this test program */
  g_setenv ("GDK_DEBUG", "portals", TRUE);
  cor_renderer_choose ();
  g_assert_cmpstr (g_getenv ("GDK_DEBUG"), ==, "portals");
  cor_renderer_forget ();
  g_assert_cmpstr (g_getenv ("GDK_DEBUG"), ==, "portals");
  g_unsetenv ("GDK_DEBUG");
  g_setenv ("GSK_RENDERER", "gl", TRUE);
  cor_renderer_choose ();
  g_assert_null (g_getenv ("GDK_DEBUG"));
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  cor_renderer_choose ();
  g_assert_nonnull (g_getenv (gtk_get_minor_version () >= 16 ? "GDK_DISABLE" : "GDK_DEBUG"));
  cor_renderer_forget ();
  g_assert_null (g_getenv ("GDK_DEBUG"));
  g_assert_null (g_getenv ("GDK_DISABLE"));
}

void
add_renderer_tests (void)
{
  g_test_add_func ("/ui/renderer/gpu", test_gpu);
  g_test_add_func ("/ui/renderer/choice", test_choice);
}
