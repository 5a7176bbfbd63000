/* SPDX-License-Identifier: GPL-3.0-or-later
 * Makes up the phonebook: invented people and companies, numbers that look like numbers and are
 * nobody's, and what real books hold besides: accents, masked numbers, companies without a person.
 */
#include "book.h"
#include "names.h"

typedef struct {
  GRand *rand;
  guint n_first, n_last, n_company, n_form, n_city, n_street, n_job;
} Maker;

static guint
draw (Maker *maker, guint below)
{
  return g_rand_int_range (maker->rand, 0, below);
}

static gboolean
one_in (Maker *maker, guint n)
{
  return draw (maker, n) == 0;
}

static char *
landline (Maker *maker)
{
  static const char *const areas[] = { "0721", "02", "06", "051", "055", "0541", "010" };
  return g_strdup_printf ("%s%07u", areas[draw (maker, G_N_ELEMENTS (areas))],
                          5500000 + draw (maker, 99999));
}

static char *
mobile (Maker *maker)
{
  guint kind = draw (maker, 40);
  if (kind == 0)
    return g_strdup_printf ("39348%03uxxx", draw (maker, 1000));
  if (kind < 4)
    return g_strdup_printf ("+39 333 55%05u", draw (maker, 100000));
  if (kind == 4)
    return g_strdup_printf ("+49 151 555%05u", draw (maker, 100000));
  return g_strdup_printf ("33355%05u", draw (maker, 100000));
}

static void
set (CorRow *row, CorField field, char *value)
{
  g_free (row->fields[field]);
  row->fields[field] = value;
}

static char *
domain_of (const char *company)
{
  g_autofree char *plain = cor_book_fold (company);
  GString *domain = g_string_new (NULL);
  for (const char *c = plain; *c && *c != ' '; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (domain, *c);
  g_string_append (domain, ".example.test");
  return g_string_free (domain, FALSE);
}

static char *
email_of (const char *name, const char *domain)
{
  g_autofree char *plain = cor_book_fold (name);
  GString *email = g_string_new (NULL);
  for (const char *c = plain; *c; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (email, *c);
    else if (*c == ' ')
      g_string_append_c (email, '.');
  g_string_append_printf (email, "@%s", domain);
  return g_string_free (email, FALSE);
}

static void
make_person (Maker *maker, CorRow *row)
{
  const char *first = cor_names_first[draw (maker, maker->n_first)];
  const char *last = cor_names_last[draw (maker, maker->n_last)];
  set (row, COR_FIELD_NAME, g_strdup_printf ("%s %s", first, last));
  if (!one_in (maker, 3)) {
    set (row, COR_FIELD_FIRSTNAME, g_strdup (first));
    set (row, COR_FIELD_LASTNAME, g_strdup (last));
  }
  set (row, COR_FIELD_CELLPHONE, mobile (maker));
  if (one_in (maker, 4))
    set (row, COR_FIELD_HOMEPHONE, landline (maker));
  if (one_in (maker, 8))
    set (row, COR_FIELD_CELLPHONE2, mobile (maker));
  if (one_in (maker, 3))
    set (row, COR_FIELD_JOB, g_strdup (cor_names_job[draw (maker, maker->n_job)]));
}

static void
make_contact (Maker *maker, CorRow *row, guint index)
{
  gboolean person = index % 20 != 19, company = !person || !one_in (maker, 4);
  g_autofree char *domain = g_strdup ("example.test");
  if (company) {
    const char *stem = cor_names_company[draw (maker, maker->n_company)];
    set (row, COR_FIELD_COMPANY,
         g_strdup_printf ("%s %s", stem, cor_names_form[draw (maker, maker->n_form)]));
    g_free (domain);
    domain = domain_of (stem);
    set (row, COR_FIELD_URL, g_strdup_printf ("http://%s", domain));
    if (one_in (maker, 6))
      set (row, COR_FIELD_FAX, landline (maker));
  }
  if (person)
    make_person (maker, row);
  set (row, COR_FIELD_WORKPHONE, landline (maker));
  if (one_in (maker, 6))
    set (row, COR_FIELD_WORKPHONE2, landline (maker));
  set (row, COR_FIELD_WORKEMAIL, email_of (person ? row->fields[COR_FIELD_NAME] : "info", domain));
  set (row, COR_FIELD_WORKSTREET,
       g_strdup_printf ("%s %u", cor_names_street[draw (maker, maker->n_street)],
                        1 + draw (maker, 200)));
  set (row, COR_FIELD_WORKCITY, g_strdup (cor_names_city[draw (maker, maker->n_city)]));
  set (row, COR_FIELD_WORKPOSTALCODE, g_strdup_printf ("%05u", draw (maker, 99999)));
  set (row, COR_FIELD_WORKCOUNTRY, g_strdup ("Italia"));
  if (one_in (maker, 10))
    set (row, COR_FIELD_NOTES, g_strdup_printf ("note %u", index));
}

/* In the central book a field that was not given is "", never null. */
static void
fill_gaps (CorRow *row)
{
  for (guint i = 0; i < COR_N_FIELDS; i++)
    if (!row->fields[i])
      row->fields[i] = g_strdup ("");
}

static void
make_speeddials (CorBook *book, Maker *maker, CorPeople *people)
{
  for (guint i = 0; i < 4; i++) {
    CorRow *row = cor_book_append (book, FALSE, "demo", "speeddial");
    make_contact (maker, row, 0);
    set (row, COR_FIELD_SPEEDDIAL_NUM, landline (maker));
    set (row, COR_FIELD_NOTES, g_strdup ("speeddial-basic"));
    fill_gaps (row);
  }
  CorRow *row = cor_book_append (book, FALSE, "demo", "speeddial");
  set (row, COR_FIELD_NAME, g_strdup ("bob"));
  set (row, COR_FIELD_COMPANY, g_strdup (cor_people_name_of (people, "202")));
  set (row, COR_FIELD_SPEEDDIAL_NUM, g_strdup ("202"));
  set (row, COR_FIELD_NOTES, g_strdup ("speeddial-favorite"));
  fill_gaps (row);
}

void
cor_book_fill (CorBook *book, guint contacts, guint seed, CorPeople *people)
{
  Maker maker = { g_rand_new_with_seed (seed + 1) };
  maker.n_first = g_strv_length ((char **)cor_names_first);
  maker.n_last = g_strv_length ((char **)cor_names_last);
  maker.n_company = g_strv_length ((char **)cor_names_company);
  maker.n_form = g_strv_length ((char **)cor_names_form);
  maker.n_city = g_strv_length ((char **)cor_names_city);
  maker.n_street = g_strv_length ((char **)cor_names_street);
  maker.n_job = g_strv_length ((char **)cor_names_job);
  for (guint i = 0; i < contacts; i++) {
    gboolean own = i % 16 == 15;
    const char *type = own ? (i % 32 == 31 ? "private" : "public") : (i % 2 ? "csv" : "nethesis");
    CorRow *row = cor_book_append (book, !own, own ? "demo" : "admin", type);
    make_contact (&maker, row, i);
    fill_gaps (row);
  }
  make_speeddials (book, &maker, people);
  g_rand_free (maker.rand);
}
