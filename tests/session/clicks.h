/* SPDX-License-Identifier: GPL-3.0-or-later
 * Clicks in a session with a line that only notes what it is told. */
#pragma once
#include "fake-line.h"

G_BEGIN_DECLS

typedef struct {
  CorSession *session;
  FakeLine *line;
  guint asked, refused, raised;
  CorQuestion *question; /* the last one asked */
} Clicks;

void clicks_set_up (Clicks *f, gconstpointer data);
void clicks_tear_down (Clicks *f, gconstpointer data);
#define ADD_CLICKS(path, func) \
  g_test_add (path, Clicks, NULL, clicks_set_up, func, clicks_tear_down)

CorDialRequest *clicks_link (Clicks *f, const char *link); /* transfer full */
#define CLICK(f, link) g_object_unref (clicks_link (f, link))

void clicks_assert_dialled (Clicks *f, const char *const *numbers);
#define ASSERT_DIALLED(f, ...) clicks_assert_dialled (f, (const char *const[]){ __VA_ARGS__ })

/* The question that is open is about `number`, and about `other` unless that is NULL. */
void clicks_assert_asks (Clicks *f, const char *number, const char *other);

G_END_DECLS
