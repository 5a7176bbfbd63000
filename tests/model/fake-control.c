/* SPDX-License-Identifier: GPL-3.0-or-later
 * A control that writes down what it was told. */
#include "fake-control.h"

struct _FakeControl {
  GObject parent;
  GString *told;
};

static void control_init (CorCallControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeControl,
                               fake_control,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COR_TYPE_CALL_CONTROL, control_init))

static void G_GNUC_PRINTF (3, 4)
  write_down (CorCallControl *control, CorCall *call, const char *format, ...)
{
  FakeControl *self = FAKE_CONTROL (control);
  va_list args;

  g_assert_true (COR_IS_CALL (call));
  va_start (args, format);
  g_string_append_vprintf (self->told, format, args);
  va_end (args);
  g_string_append_printf (self->told, " %u;", cor_call_get_id (call));
}

static void
answer (CorCallControl *control, CorCall *call)
{
  write_down (control, call, "answer");
}

static void
decline (CorCallControl *control, CorCall *call)
{
  write_down (control, call, "decline");
}

static void
hang_up (CorCallControl *control, CorCall *call)
{
  write_down (control, call, "hang-up");
}

static void
set_hold (CorCallControl *control, CorCall *call, gboolean hold)
{
  write_down (control, call, hold ? "hold" : "resume");
}

static void
set_mute (CorCallControl *control, CorCall *call, gboolean mute)
{
  write_down (control, call, mute ? "mute" : "unmute");
}

static void
send_digits (CorCallControl *control, CorCall *call, const char *digits)
{
  write_down (control, call, "digits %s", digits);
}

static void
control_init (CorCallControlInterface *iface)
{
  iface->answer = answer;
  iface->decline = decline;
  iface->hang_up = hang_up;
  iface->set_hold = set_hold;
  iface->set_mute = set_mute;
  iface->send_digits = send_digits;
}

static void
finalize (GObject *object)
{
  g_string_free (FAKE_CONTROL (object)->told, TRUE);
  G_OBJECT_CLASS (fake_control_parent_class)->finalize (object);
}

static void
fake_control_class_init (FakeControlClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
fake_control_init (FakeControl *self)
{
  self->told = g_string_new (NULL);
}

FakeControl *
fake_control_new (void)
{
  return g_object_new (FAKE_TYPE_CONTROL, NULL);
}

char *
fake_control_take (FakeControl *self)
{
  char *told = g_strdup (self->told->str);

  g_string_truncate (self->told, 0);
  return told;
}
