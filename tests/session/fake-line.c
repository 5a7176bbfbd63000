/* SPDX-License-Identifier: GPL-3.0-or-later
 * A line that only notes what it is told. */
#include "fake-line.h"

G_DEFINE_FINAL_TYPE (FakeLine, fake_line, COR_TYPE_LINE)

static void
fake_line_finalize (GObject *object)
{
  g_ptr_array_unref (FAKE_LINE (object)->dialled);
  fake_clock_free (FAKE_LINE (object)->clock);
  G_OBJECT_CLASS (fake_line_parent_class)->finalize (object);
}

static void
fake_line_connect (CorLine *line)
{
  FAKE_LINE (line)->connected++;
  FAKE_LINE (line)->wanted = TRUE;
}

static void
fake_line_disconnect (CorLine *line)
{
  FAKE_LINE (line)->wanted = FALSE;
}

static CorCall *
fake_line_dial (CorLine *line, const CorNumber *number)
{
  g_ptr_array_add (FAKE_LINE (line)->dialled, g_strdup (number->canonical));
  return cor_call_new (NULL, FALSE, number->canonical, "This computer", TRUE);
}

static CorCall *
fake_line_follow (CorLine *line, const CorNumber *number, guint referral)
{
  FAKE_LINE (line)->followed = referral;
  return fake_line_dial (line, number);
}

static void
fake_line_refuse (CorLine *line, guint referral)
{
  FAKE_LINE (line)->refused = referral;
}

static void
fake_line_class_init (FakeLineClass *klass)
{
  CorLineClass *line_class = COR_LINE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fake_line_finalize;
  line_class->connect = fake_line_connect;
  line_class->disconnect = fake_line_disconnect;
  line_class->dial = fake_line_dial;
  line_class->follow = fake_line_follow;
  line_class->refuse = fake_line_refuse;
}

static void
fake_line_init (FakeLine *self)
{
  self->dialled = g_ptr_array_new_with_free_func (g_free);
  self->clock = fake_clock_new ();
  cor_line_set_label (COR_LINE (self), NULL, "201");
}

void
fake_line_become (FakeLine *self, CorLineState state, const char *reason)
{
  cor_line_set_state (COR_LINE (self), state, reason);
}

CorCall *
fake_line_ring (FakeLine *self, const char *number)
{
  CorCall *call = cor_call_new (NULL, TRUE, number, "This computer", TRUE);

  cor_call_set_state (call, COR_CALL_INCOMING);
  g_signal_emit_by_name (self, "incoming", call);
  return call;
}

CorSession *
fake_line_new_session (FakeLine *line)
{
  CorSession *session = cor_session_new ();

  session->clock = &line->clock->clock;
  fake_line_become (line, COR_LINE_READY, NULL);
  session->plain_sip = TRUE;
  session->line = g_object_ref (COR_LINE (line));
  cor_session_build_devices (session);
  cor_session_set_state (session, COR_SESSION_READY);
  return session;
}
