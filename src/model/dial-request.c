/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every road to a call makes first. */
#include "model/dial-request.h"
#include <string.h>

#define MAX_TEXT (64 * 1024 + 1) /* one more than the parser takes, so that it refuses */

struct _CorDialRequest {
  GObject parent;
  char *text;
  CorOrigin origin;
  char *device;
  char *activation_token;
};

G_DEFINE_FINAL_TYPE (CorDialRequest, cor_dial_request, G_TYPE_OBJECT)

static void
finalize (GObject *object)
{
  CorDialRequest *self = COR_DIAL_REQUEST (object);

  g_free (self->text);
  g_free (self->device);
  g_free (self->activation_token);
  G_OBJECT_CLASS (cor_dial_request_parent_class)->finalize (object);
}

static void
cor_dial_request_class_init (CorDialRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
cor_dial_request_init (CorDialRequest *self)
{
}

CorDialRequest *
cor_dial_request_new (const char *text,
                      CorOrigin origin,
                      const char *device,
                      const char *activation_token)
{
  CorDialRequest *self = g_object_new (COR_TYPE_DIAL_REQUEST, NULL);

  self->text = g_strndup (text, strnlen (text, MAX_TEXT));
  self->origin = origin;
  self->device = g_strdup (device);
  self->activation_token = g_strdup (activation_token);
  return self;
}

const char *
cor_dial_request_get_text (CorDialRequest *self)
{
  return self->text;
}

CorOrigin
cor_dial_request_get_origin (CorDialRequest *self)
{
  return self->origin;
}

const char *
cor_dial_request_get_device (CorDialRequest *self)
{
  return self->device;
}

const char *
cor_dial_request_get_activation_token (CorDialRequest *self)
{
  return self->activation_token;
}
