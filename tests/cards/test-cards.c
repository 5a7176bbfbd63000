/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is written to a file comes back from it, and what others write is read. */
#include "cards/cards.h"
#include "fuzz-cards.h"
#include <string.h>

static const CorCardsForm forms[] = { COR_CARDS_VCARD_3, COR_CARDS_VCARD_4, COR_CARDS_CSV };

static CorCard *
make_card (guint n)
{
  static const char *const odd[] = {
    "plain",         "a;b,c\\d", "line\nline \"quoted\"",
    " Straße ünï 😀", "=1+1",     "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"
  };
  CorCard *card = cor_card_new ();

  for (guint i = 0; i < COR_N_CARD_FIELDS; i++) {
    g_autofree char *text =
      cor_card_field_is_phone (i, NULL)
        ? g_strdup_printf ("+39 %u %u", i, n)
        : g_strdup_printf ("%s %u.%u", odd[(n + i) % G_N_ELEMENTS (odd)], n, i);

    cor_card_set (card, i, text);
  }
  cor_card_set_type (card, n % 2 == 0 ? "private" : "public");
  if (n % 5 == 1) { /* a company alone */
    cor_card_set (card, COR_CARD_NAME, NULL);
    cor_card_set (card, COR_CARD_FIRSTNAME, NULL);
    cor_card_set (card, COR_CARD_LASTNAME, NULL);
  }
  return card;
}

static void
test_round_trip (gconstpointer data)
{
  CorCardsForm form = *(const CorCardsForm *)data;
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify)cor_card_free);
  g_autoptr (GString) file = g_string_new (NULL);
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;
  guint unreadable = 99;

  cor_cards_write_head (file, form);
  for (guint i = 0; i < 1000; i++) {
    g_ptr_array_add (cards, make_card (i));
    cor_cards_write (file, form, cards->pdata[i]);
  }
  again = cor_cards_read (file->str, file->len, &unreadable, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (unreadable, ==, 0);
  g_assert_cmpuint (again->len, ==, cards->len);
  for (guint i = 0; i < cards->len; i++) {
    const CorCard *a = cards->pdata[i], *b = again->pdata[i];

    for (guint f = 0; f < COR_N_CARD_FIELDS; f++)
      g_assert_cmpstr (a->fields[f], ==, b->fields[f]);
    g_assert_cmpstr (a->type, ==, b->type);
  }
}

/* No line is too long, and every one ends as it has to. */
static void
test_lines (void)
{
  g_autoptr (GString) file = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 20; i++) {
    g_autoptr (CorCard) card = make_card (i);
    g_autofree char *longest = g_strnfill (3000, 'x');

    cor_card_set (card, COR_CARD_NOTES, longest);
    cor_cards_write (file, COR_CARDS_VCARD_4, card);
  }
  lines = g_strsplit (file->str, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_assert_cmpuint (strlen (lines[i]), <=, 75);
    g_assert_null (strchr (lines[i], '\n'));
    g_assert_true (g_utf8_validate (lines[i], -1, NULL));
  }
}

static const CorCard *
read_one (const char *text, GPtrArray **ret_cards)
{
  g_autoptr (GError) error = NULL;
  guint unreadable;

  *ret_cards = cor_cards_read (text, strlen (text), &unreadable, &error);
  g_assert_no_error (error);
  g_assert_cmpuint ((*ret_cards)->len, ==, 1);
  g_assert_cmpuint (unreadable, ==, 0);
  return (*ret_cards)->pdata[0];
}

static void
test_others (void)
{
  static const struct {
    const char *text;
    CorCardField field;
    const char *value;
  } cases[] = {
    { "BEGIN:VCARD\nFN:A\nitem1.TEL;VALUE=uri;TYPE=\"voice,work\":tel:+39-0721;ext=5\nEND:VCARD",
      COR_CARD_WORKPHONE, "+39-0721" },
    { "begin:vcard\r\nfn:A\r\ntel;type=pref,cell:333\r\nend:vcard\r\n", COR_CARD_CELLPHONE, "333" },
    { "BEGIN:VCARD\nVERSION:2.1\nN;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg\nTEL;HOME:"
      "1\nEND:VCARD",
      COR_CARD_NAME, "Jörg Müller" },
    { "BEGIN:VCARD\nFN:A\nNOTE:one\n  two\\, three\nEND:VCARD", COR_CARD_NOTES, "one two, three" },
    { "BEGIN:VCARD\nFN:Acme\nORG:Acme;Sales\nN:;;;;\nEND:VCARD", COR_CARD_NAME, NULL },
    { "\xef\xbb\xbf"
      "Name,Mobile Phone\nAnna,333\n",
      COR_CARD_CELLPHONE, "333" },
    { "Nome;Cognome;Telefono\n\"Anna \"\"la\"\"\";Rossi;0721\n", COR_CARD_NAME,
      "Anna \"la\" Rossi" },
    { "name\tworkphone\r\nAnna\t0721\r\n", COR_CARD_WORKPHONE, "0721" },
    { "name,notes\nNicol\xf2,x\n", COR_CARD_NAME, "Nicolò" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) cards = NULL;

    g_test_message ("%u", i);
    g_assert_cmpstr (read_one (cases[i].text, &cards)->fields[cases[i].field], ==, cases[i].value);
  }
}

/* More numbers than the server has places: those left over are in the notes. */
static void
test_many_numbers (void)
{
  g_autoptr (GString) file = g_string_new ("BEGIN:VCARD\nFN:A\n");
  g_autoptr (GPtrArray) cards = NULL;
  g_autofree char *all = NULL;
  const CorCard *card;

  for (guint i = 0; i < 25; i++)
    g_string_append_printf (file, "TEL;TYPE=CELL:90%02u\n", i);
  g_string_append (file, "END:VCARD\n");
  card = read_one (file->str, &cards);
  all = g_strjoin (" ", card->fields[COR_CARD_CELLPHONE], card->fields[COR_CARD_CELLPHONE2],
                   card->fields[COR_CARD_OTHERPHONE], card->fields[COR_CARD_NOTES], NULL);
  for (guint i = 0; i < 25; i++) {
    g_autofree char *number = g_strdup_printf ("90%02u", i);

    g_assert_nonnull (strstr (all, number));
  }
}

static void
test_unreadable (void)
{
  static const struct {
    const char *text;
    guint cards, unreadable;
  } cases[] = {
    { "BEGIN:VCARD\nEND:VCARD\nBEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\nBEGIN:VCARD\nFN:C",
      1, 3 },
    { "name,workphone\n,\nA,1\n,\n", 1, 2 },
    { "name\n", 0, 0 },
    { "name,notes\n\"A,b\nB,c", 1, 0 },
  };
  static const char *const none[] = { "", "hello", "\x89PNG\r\n", "a,b,c\n1,2,3\n", "\n\n" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    guint unreadable = 99;
    g_autoptr (GPtrArray) cards =
      cor_cards_read (cases[i].text, strlen (cases[i].text), &unreadable, NULL);

    g_test_message ("%u", i);
    g_assert_cmpuint (cards->len, ==, cases[i].cards);
    g_assert_cmpuint (unreadable, ==, cases[i].unreadable);
  }
  for (guint i = 0; i < G_N_ELEMENTS (none); i++) {
    g_autoptr (GError) error = NULL;
    guint unreadable;

    g_assert_null (cor_cards_read (none[i], strlen (none[i]), &unreadable, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  }
}

/* The fuzz target over its seeds, cut anywhere and with any byte changed. */
static void
test_seeds (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "cards", "seeds", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  for (; (name = g_dir_read_name (dir)) != NULL; n++) {
    g_autofree char *file = g_build_filename (path, name, NULL);
    g_autofree char *text = NULL;
    gsize length;

    g_assert_true (g_file_get_contents (file, &text, &length, NULL));
    for (gsize i = 0; i <= length; i++)
      LLVMFuzzerTestOneInput ((const guint8 *)text, i);
    for (gsize i = 0; i < length; i++)
      for (guint k = 0; k < 8; k++) {
        g_autofree char *other = g_memdup2 (text, length);

        other[i] = (char)"\0\n;:,\"=\xff"[k];
        LLVMFuzzerTestOneInput ((const guint8 *)other, length);
      }
  }
  g_assert_cmpuint (n, >=, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/cards/round-trip/vcard-3", &forms[0], test_round_trip);
  g_test_add_data_func ("/cards/round-trip/vcard-4", &forms[1], test_round_trip);
  g_test_add_data_func ("/cards/round-trip/csv", &forms[2], test_round_trip);
  g_test_add_func ("/cards/lines", test_lines);
  g_test_add_func ("/cards/others", test_others);
  g_test_add_func ("/cards/many-numbers", test_many_numbers);
  g_test_add_func ("/cards/unreadable", test_unreadable);
  g_test_add_func ("/cards/seeds", test_seeds);
  return g_test_run ();
}
