/* SPDX-License-Identifier: GPL-3.0-or-later
 * Conferences: each extension has one of its own at the exchange, whose name
 * is the extension. Thread: main context. */
#pragma once
#include "cti/cti.h"

G_BEGIN_DECLS

typedef struct {
  char *id;     /* what muting names them by */
  char *number; /* what removing names them by */
  char *name;   /* or "" */
  gboolean muted;
} CorCtiConferenceUser;

typedef struct {
  char *id;         /* the extension whose conference it is */
  GPtrArray *users; /* CorCtiConferenceUser; none: there is no conference */
} CorCtiConference;

void cor_cti_conference_free (CorCtiConference *conference);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorCtiConference, cor_cti_conference_free)

/* How the conference of an extension stands. What changes is told by the signal "conference"
 * (CorCtiConference, borrowed) of CorCti, for the user's own extensions alone. */
void cor_cti_fetch_conference_async (CorCti *self,
                                     const char *id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
CorCtiConference *
cor_cti_fetch_conference_finish (CorCti *self, GAsyncResult *result, GError **error);

typedef enum {
  COR_CTI_CONFERENCE_PUT,  /* the other side of `conversation` goes to the conference of the
                              extension that it is talked at, and this side is out of the call */
  COR_CTI_CONFERENCE_JOIN, /* the exchange calls the extension `id`: who answers is in its own */
  COR_CTI_CONFERENCE_END,  /* all these: of the conference `id` */
  COR_CTI_CONFERENCE_MUTE, /* `user`: an id */
  COR_CTI_CONFERENCE_UNMUTE,
  COR_CTI_CONFERENCE_REMOVE, /* `user`: a number */
} CorCtiConferenceKind;

typedef struct {
  CorCtiConferenceKind kind;
  const CorCtiConversation *conversation;
  const char *id;
  const char *user;
} CorCtiConferenceOrder;

/* order: read at once. */
void cor_cti_order_conference_async (CorCti *self,
                                     const CorCtiConferenceOrder *order,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean cor_cti_order_conference_finish (CorCti *self, GAsyncResult *result, GError **error);

G_END_DECLS
