/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the windows' tests share: finding widgets by what a person would call
 * them, and waiting for what they do. */
#pragma once
#include <adwaita.h>
#include "fake-session.h"
#include "ui/application.h"
#include "window.h"

G_BEGIN_DECLS

/* A failed watchdog ends the test: nothing here takes a minute. */
#define ui_wait_until(condition)                                                  \
  G_STMT_START                                                                    \
  {                                                                               \
    gint64 ui_deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;           \
    while (!(condition)) {                                                        \
      if (g_get_monotonic_time () > ui_deadline)                                  \
        g_error ("%s:%d: waited in vain for %s", __FILE__, __LINE__, #condition); \
      ui_iterate ();                                                              \
    }                                                                             \
  }                                                                               \
  G_STMT_END

/* One turn of the loop; it wakes up by itself to look at the clock. */
void ui_iterate (void);
/* Until the widget has been laid out and drawn anew. */
void ui_draw (GtkWidget *widget);
/* A presented window on a session that is READY and filled, or neither. */
CorWindow *ui_window_new (CorSession *session);
/* The first descendant of that type, hidden ones too; NULL when there is none. */
GtkWidget *ui_find (gpointer root, const char *type);
/* The first descendant in sight, no label, whose accessible name begins so. */
GtkWidget *ui_find_named (gpointer root, const char *name);
/* The first label in sight with exactly that text. */
GtkWidget *ui_find_label (gpointer root, const char *text);
/* As a person clicks: it must be there, in sight and sensitive. */
void ui_click (gpointer root, const char *name);
gboolean ui_has_name (GtkWidget *widget);
/* What the session was asked for since the last time. */
#define ui_assert_log(session, expected)                       \
  G_STMT_START                                                 \
  {                                                            \
    g_autofree char *ui_log = fake_session_take_log (session); \
    g_assert_cmpstr (ui_log, ==, expected);                    \
  }                                                            \
  G_STMT_END

void add_format_tests (void);
void add_look_tests (void);
void add_call_tests (void);
void add_command_bar_tests (void);
void add_colleague_tests (void);
void add_company_tests (void);
void add_reception_tests (void);
void add_conference_tests (void);
void add_contact_tests (void);
void add_drop_tests (void);
void add_empty_tests (void);
void add_target_tests (void);
void add_list_tests (void);
void add_history_tests (void);
void add_row_feed_tests (void);
void add_strange_tests (void);
void add_window_tests (void);
void add_application_tests (void);
void add_others_tests (void);
void add_preferences_tests (void);
void add_codec_tests (void);
void add_level_meter_tests (void);
void add_ringtone_tests (void);
void add_voice_tests (void);
void add_voicemail_tests (void);
void add_diagnosis_tests (void);
void add_help_tests (void);
void add_quality_tests (void);
void add_written_tests (void);
void add_accounts_tests (void);
void add_administrator_tests (void);
void add_welcome_tests (void);
void add_renderer_tests (void);

G_END_DECLS
