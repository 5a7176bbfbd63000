/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl find-numbers`. The program searches: it has the library that
 * knows numbers, and knows the user's country; this command stays small. A
 * text goes there in parts that end where a line does. */
#include "config.h"
#include "find.h"
#include "show.h"
#include <glib/gi18n-lib.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#define PART_BYTES (256 * 1024)
#define TEXT_MAX_MIB 16
#define TEXT_MAX (TEXT_MAX_MIB * 1024 * 1024)

typedef struct {
  GDBusConnection *bus;
  GHashTable *seen;
  char *part;
  gsize length; /* read into the part and not sent yet */
  gsize total;
} Find;

/* Where the part can be cut without cutting a number. */
static gsize
cut_of (const Find *find)
{
  for (gsize i = find->length; i > 0; i--)
    if (find->part[i - 1] == '\n')
      return i;
  for (gsize i = find->length; i > 0; i--)
    if (find->part[i - 1] == ' ' || find->part[i - 1] == '\t')
      return i;
  return find->length;
}

static void
show (Find *find, GVariant *numbers)
{
  GVariantIter iter;
  const char *number;

  g_variant_iter_init (&iter, numbers);
  while (g_variant_iter_next (&iter, "&s", &number))
    if (g_hash_table_add (find->seen, g_strdup (number)))
      cor_show_line (number);
}

/* What is no text takes the room of one character that says nothing. */
static char *
dup_text (Find *find, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (find->part[i] == '\0')
      find->part[i] = '\n';
  return g_utf8_make_valid (find->part, (gssize)length);
}

static CorExit
search (Find *find, gsize length)
{
  g_autofree char *text = dup_text (find, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = cor_bus_call (find->bus,
                                              &(CorBusCall){
                                                .method = "FindNumbers",
                                                .arguments = g_variant_new ("(s)", text),
                                                .start = TRUE,
                                              },
                                              &error);
  g_autoptr (GVariant) numbers = NULL;

  memmove (find->part, find->part + length, find->length - length);
  find->length -= length;
  if (answer == NULL)
    return cor_bus_fail (error);
  if (!g_variant_is_of_type (answer, G_VARIANT_TYPE ("(as)"))) {
    g_printerr ("cornetta: %s\n", _ ("The running Cornetta is of another version: restart it"));
    return COR_EXIT_FAILED;
  }
  numbers = g_variant_get_child_value (answer, 0);
  show (find, numbers);
  return COR_EXIT_OK;
}

/* Fills the part; FALSE when there is no more. */
static gboolean
read_part (Find *find, int *ret_errno)
{
  while (find->length < PART_BYTES && find->total < TEXT_MAX) {
    gsize wanted = MIN (PART_BYTES - find->length, TEXT_MAX - find->total);
    gssize got = read (STDIN_FILENO, find->part + find->length, wanted);

    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      *ret_errno = errno;
    if (got <= 0)
      return FALSE;
    find->length += (gsize)got;
    find->total += (gsize)got;
  }
  return find->total < TEXT_MAX;
}

static gboolean
is_more (void)
{
  char byte;
  gssize got;

  do
    got = read (STDIN_FILENO, &byte, 1);
  while (got < 0 && errno == EINTR);
  return got > 0;
}

static CorExit
find_all (Find *find)
{
  CorExit code = COR_EXIT_OK;
  gboolean goes_on = TRUE;
  int problem = 0;

  while (goes_on && code == COR_EXIT_OK) {
    goes_on = read_part (find, &problem);
    while (code == COR_EXIT_OK && (find->length >= PART_BYTES || (!goes_on && find->length > 0)))
      code = search (find, goes_on ? cut_of (find) : find->length);
  }
  if (code == COR_EXIT_OK && problem != 0) {
    g_printerr (_ ("cornetta: standard input can't be read: %s\n"), g_strerror (problem));
    return COR_EXIT_FAILED;
  }
  if (code == COR_EXIT_OK && find->total >= TEXT_MAX && is_more ()) {
    g_printerr (_ ("cornetta: only the first %d MiB were read: give the rest by itself\n"),
                TEXT_MAX_MIB);
    return COR_EXIT_FAILED;
  }
  return code;
}

CorExit
cor_find_run (GDBusConnection *bus)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *part = g_malloc (PART_BYTES);
  Find find = { .bus = bus, .seen = seen, .part = part };

  return find_all (&find);
}
