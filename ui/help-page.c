/* SPDX-License-Identifier: GPL-3.0-or-later
 * A page of the help: Mallard in, blocks of Pango markup out. */
#include "config.h"
#include "help-page.h"
#include "help-resources.h"
#include <gio/gio.h>
#include <string.h>

#define FOLDER "/org/cornetta/Cornetta/help"

typedef struct {
  GPtrArray *blocks;
  GString *text;    /* of the block that is open, or NULL */
  CorHelpKind kind; /* and its kind */
  guint skipping;   /* elements that are of no interest, and those in them */
  guint step;
  gboolean in_section, in_note, in_item, in_steps;
} Reader;

static const struct {
  const char *element;
  const char *open, *close;
} inlines[] = {
  { "em", "<i>", "</i>" },     { "gui", "<b>", "</b>" },   { "key", "<b>", "</b>" },
  { "app", "<b>", "</b>" },    { "cmd", "<tt>", "</tt>" }, { "code", "<tt>", "</tt>" },
  { "file", "<tt>", "</tt>" }, { "link", NULL, "</a>" },   { "guiseq", "", "" },
};

void
cor_help_block_free (CorHelpBlock *block)
{
  g_free (block->markup);
  g_free (block);
}

/* --- Blocks --- */

static CorHelpKind
kind_of (const Reader *self, const char *element)
{
  if (g_str_equal (element, "title"))
    return self->in_section ? COR_HELP_HEADING : COR_HELP_TITLE;
  if (g_str_equal (element, "screen"))
    return COR_HELP_SCREEN;
  if (self->in_item)
    return self->in_steps ? COR_HELP_STEP : COR_HELP_BULLET;
  return self->in_note ? COR_HELP_NOTE : COR_HELP_TEXT;
}

static gboolean
is_block (const char *element)
{
  return g_str_equal (element, "title") || g_str_equal (element, "p") ||
         g_str_equal (element, "screen");
}

static void
end_block (Reader *self)
{
  CorHelpBlock *block = g_new0 (CorHelpBlock, 1);

  block->kind = self->kind;
  block->number = self->kind == COR_HELP_STEP ? self->step : 0;
  block->markup = g_strstrip (g_string_free (g_steal_pointer (&self->text), FALSE));
  g_ptr_array_add (self->blocks, block);
}

/* What begins or ends around blocks. */
static void
note_place (Reader *self, const char *element, gboolean begins)
{
  if (g_str_equal (element, "section")) {
    self->in_section = begins;
  } else if (g_str_equal (element, "note")) {
    self->in_note = begins;
  } else if (g_str_equal (element, "steps")) {
    self->in_steps = begins;
    self->step = 0;
  } else if (g_str_equal (element, "item")) {
    self->in_item = begins;
    self->step += begins ? 1 : 0;
  }
}

/* --- Elements --- */

static int
find_inline (const char *element)
{
  for (guint i = 0; i < G_N_ELEMENTS (inlines); i++)
    if (g_str_equal (inlines[i].element, element))
      return (int)i;
  return -1;
}

static void
open_link (Reader *self, const char **names, const char **values)
{
  const char *target = "";
  g_autofree char *escaped = NULL;

  for (; *names != NULL; names++, values++)
    if (g_str_equal (*names, "xref") || g_str_equal (*names, "href"))
      target = *values;
  escaped = g_markup_escape_text (target, -1);
  g_string_append_printf (self->text, "<a href=\"%s\">", escaped);
}

static void
on_start (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  Reader *self = data;
  int at = find_inline (element);

  if (self->skipping > 0 || g_str_equal (element, "info")) {
    self->skipping++;
  } else if (is_block (element)) {
    self->kind = kind_of (self, element);
    if (self->text == NULL)
      self->text = g_string_new (NULL);
  } else if (at >= 0 && self->text != NULL) {
    if (inlines[at].open == NULL)
      open_link (self, names, values);
    else
      g_string_append (self->text, inlines[at].open);
  } else {
    note_place (self, element, TRUE);
  }
}

static void
on_end (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Reader *self = data;
  int at = find_inline (element);

  if (self->skipping > 0)
    self->skipping--;
  else if (is_block (element) && self->text != NULL)
    end_block (self);
  else if (at >= 0 && self->text != NULL)
    g_string_append (self->text, inlines[at].close);
  else
    note_place (self, element, FALSE);
}

static void
on_text (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer data,
         GError **error)
{
  Reader *self = data;
  g_autofree char *escaped = NULL;

  if (self->skipping > 0 || self->text == NULL)
    return;
  escaped = g_markup_escape_text (text, (gssize)length);
  for (const char *c = escaped; *c != '\0'; c++) {
    gboolean is_space = strchr (" \n\t", *c) != NULL;

    if (self->kind == COR_HELP_SCREEN || !is_space)
      g_string_append_c (self->text, *c);
    else if (self->text->len > 0 && self->text->str[self->text->len - 1] != ' ')
      g_string_append_c (self->text, ' ');
  }
}

GPtrArray *
cor_help_page_parse (const char *text, gssize length, GError **error)
{
  static const GMarkupParser parser = { on_start, on_end, on_text, NULL, NULL };
  Reader self = { g_ptr_array_new_with_free_func ((GDestroyNotify)cor_help_block_free) };
  g_autoptr (GMarkupParseContext) context =
    g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &self, NULL);
  gboolean whole = g_markup_parse_context_parse (context, text, length, error) &&
                   g_markup_parse_context_end_parse (context, error);

  if (self.text != NULL)
    g_string_free (self.text, TRUE);
  if (!whole)
    g_clear_pointer (&self.blocks, g_ptr_array_unref);
  return self.blocks;
}

/* A static library's resources come along only when somebody names them. */
static void
ensure_resources (void)
{
  static gsize done;

  if (!g_once_init_enter (&done))
    return;
  g_resources_register (cor_help_get_resource ());
  g_once_init_leave (&done, 1);
}

GPtrArray *
cor_help_page_load (const char *name)
{
  ensure_resources ();
  for (const char *const *language = g_get_language_names (); *language != NULL; language++) {
    g_autofree char *path = g_strdup_printf (FOLDER "/%s/%s.page", *language, name);
    g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

    if (bytes != NULL)
      return cor_help_page_parse (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
                                  NULL);
  }
  return NULL;
}

char *
cor_help_page_of_check (const char *id)
{
  return g_strdelimit (g_strconcat ("check-", id, NULL), ".", '-');
}
