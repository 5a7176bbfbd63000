/* SPDX-License-Identifier: GPL-3.0-or-later
 * Hears a message or a recording. Owner: a row. While it is in sight it follows
 * the session's player. */
#include "config.h"
#include "play-button.h"
#include "caller.h"
#include <glib/gi18n-lib.h>
#include <string.h>

struct _CorPlayButton {
  AdwBin parent;
  GtkButton *button; /* NULL until there is something to hear */
  CorPlayableKind kind;
  char *id;
  char *title;
  CorPlayer *player; /* while it is in sight and has something */
  gulong notify_id;
};

G_DEFINE_FINAL_TYPE (CorPlayButton, cor_play_button, ADW_TYPE_BIN)

static CorSession *
session_of (CorPlayButton *self)
{
  CorCaller *caller = cor_caller_of (GTK_WIDGET (self));

  return caller != NULL ? cor_caller_get_session (caller) : NULL;
}

gboolean
cor_play_button_is_playing (CorPlayButton *self)
{
  CorSession *session = session_of (self);
  CorPlayer *player = session != NULL ? cor_session_get_player (session) : NULL;

  return player != NULL && self->id != NULL && cor_player_has (player, self->kind, self->id) &&
         cor_player_get_state (player) == COR_PLAYER_PLAYING;
}

static void
update (CorPlayButton *self)
{
  gboolean playing = cor_play_button_is_playing (self);
  const char *verb = playing ? C_ ("a sound", "Pause") : C_ ("a sound", "Play");
  g_autofree char *label = g_strdup_printf ("%s: %s", verb, self->title != NULL ? self->title : "");

  gtk_button_set_icon_name (self->button, playing ? "media-playback-pause-symbolic"
                                                  : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), verb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
follow (CorPlayButton *self)
{
  CorSession *session = session_of (self);
  gboolean wanted =
    self->id != NULL && session != NULL && gtk_widget_get_mapped (GTK_WIDGET (self));

  if (self->player != NULL)
    g_clear_signal_handler (&self->notify_id, self->player);
  g_clear_object (&self->player);
  if (!wanted)
    return;
  self->player = g_object_ref (cor_session_get_player (session));
  self->notify_id =
    g_signal_connect_swapped (self->player, "notify::state", G_CALLBACK (update), self);
  update (self);
}

/* Lists have hundreds of rows, of which few have anything to be heard. */
static void
make_button (CorPlayButton *self)
{
  self->button = GTK_BUTTON (gtk_button_new_from_icon_name ("media-playback-start-symbolic"));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "circular");
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (cor_play_button_toggle), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

void
cor_play_button_set (CorPlayButton *self, CorPlayableKind kind, const char *id, const char *title)
{
  gtk_widget_set_visible (GTK_WIDGET (self), id != NULL);
  if (self->kind == kind && g_strcmp0 (self->id, id) == 0 && g_strcmp0 (self->title, title) == 0)
    return;
  g_free (self->id);
  g_free (self->title);
  self->kind = kind;
  self->id = g_strdup (id);
  self->title = g_strdup (title);
  if (id != NULL && self->button == NULL)
    make_button (self);
  if (self->button != NULL)
    update (self); /* named before it is in sight, too */
  follow (self);
}

void
cor_play_button_toggle (CorPlayButton *self)
{
  CorSession *session = session_of (self);

  if (session == NULL || self->id == NULL)
    return;
  if (cor_play_button_is_playing (self))
    cor_session_pause_player (session);
  else
    cor_session_play_async (session, self->kind, self->id, self->title, NULL, NULL);
}

/* --- Saving. --- */

typedef struct {
  CorCaller *window;
  CorPlayableKind kind;
  char *id;
} Saving;

static void
saving_free (gpointer data, GClosure *closure)
{
  Saving *saving = data;

  g_object_unref (saving->window);
  g_free (saving->id);
  g_free (saving);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  g_autoptr (GError) error = NULL;

  if (cor_session_save_sound_finish (COR_SESSION (source), result, &error))
    cor_caller_say (COR_CALLER (window), _ ("Saved"));
  else
    cor_caller_say (COR_CALLER (window), error->message);
}

static void
on_chosen (GtkNativeDialog *dialog, int response, Saving *saving)
{
  g_autoptr (GFile) file =
    response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  if (file != NULL)
    cor_session_save_sound_async (cor_caller_get_session (saving->window), saving->kind, saving->id,
                                  file, on_saved, g_object_ref (saving->window));
  g_object_unref (dialog);
}

/* "Anna Rossi 2026-11-23 14.05.wav" */
static char *
make_name (CorPlayButton *self, gint64 time)
{
  g_autoptr (GDateTime) moment = time > 0 ? g_date_time_new_from_unix_local (time) : NULL;
  g_autofree char *when = moment != NULL ? g_date_time_format (moment, " %Y-%m-%d %H.%M") : NULL;
  char *name = g_strconcat (self->title != NULL ? self->title : "", when, ".wav", NULL);

  return g_strdelimit (name, "/\\:\n\r", '-');
}

void
cor_play_button_save (CorPlayButton *self, gint64 time)
{
  CorCaller *window = cor_caller_of (GTK_WIDGET (self));
  g_autofree char *name = make_name (self, time);
  GtkFileChooserNative *chooser;
  Saving *saving;

  if (window == NULL || self->id == NULL)
    return;
  chooser = gtk_file_chooser_native_new (_ ("Save the Sound"), GTK_WINDOW (window),
                                         GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  saving = g_new0 (Saving, 1);
  *saving = (Saving){ g_object_ref (window), self->kind, g_strdup (self->id) };
  g_signal_connect_data (chooser, "response", G_CALLBACK (on_chosen), saving, saving_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* --- The object. --- */

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cor_play_button_parent_class)->map (widget);
  follow (COR_PLAY_BUTTON (widget));
}

static void
unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cor_play_button_parent_class)->unmap (widget);
  follow (COR_PLAY_BUTTON (widget));
}

static void
dispose (GObject *object)
{
  CorPlayButton *self = COR_PLAY_BUTTON (object);

  if (self->player != NULL)
    g_clear_signal_handler (&self->notify_id, self->player);
  g_clear_object (&self->player);
  G_OBJECT_CLASS (cor_play_button_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (COR_PLAY_BUTTON (object)->id);
  g_free (COR_PLAY_BUTTON (object)->title);
  G_OBJECT_CLASS (cor_play_button_parent_class)->finalize (object);
}

static void
cor_play_button_class_init (CorPlayButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  GTK_WIDGET_CLASS (klass)->map = map;
  GTK_WIDGET_CLASS (klass)->unmap = unmap;
}

static void
cor_play_button_init (CorPlayButton *self)
{
  gtk_widget_hide (GTK_WIDGET (self));
}
