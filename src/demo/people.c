/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who works at the made-up company, and on which telephones. */
#include "people.h"
#include "names.h"
#include <string.h>

#define FIRST_OPERATOR 1001
#define RECOVERY_CODES 5

static void
free_exten (gpointer data)
{
  CorExten *exten = data;
  g_free (exten->id);
  g_free (exten->secret);
  g_free (exten->agent);
  g_free (exten->mac);
  g_free (exten->ip);
  g_free (exten->web);
  g_free (exten->asked);
  g_free (exten);
}

static void
free_person (gpointer data)
{
  CorPerson *person = data;
  g_ptr_array_unref (person->devices);
  g_ptr_array_unref (person->recovery);
  json_object_unref (person->settings);
  char **texts[] = {
    &person->username,         &person->name,           &person->password,      &person->main,
    &person->cellphone,        &person->presence,       &person->presence_to,   &person->on_busy,
    &person->on_unavailable,   &person->default_device, &person->nethlink_seen, &person->on_busy_to,
    &person->on_unavailable_to
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
  g_free (person);
}

static CorPerson *
add_person (CorPeople *people, const char *username, const char *name, const char *main)
{
  CorPerson *person = g_new0 (CorPerson, 1);
  person->username = g_strdup (username);
  person->name = g_strdup (name);
  person->main = g_strdup (main);
  person->devices = g_ptr_array_new_with_free_func (free_exten);
  person->recovery = g_ptr_array_new_with_free_func (g_free);
  person->settings = json_object_new ();
  person->presence = g_strdup ("online");
  person->on_busy = g_strdup ("online");
  person->on_unavailable = g_strdup ("online");
  g_ptr_array_add (people->all, person);
  g_hash_table_insert (people->by_name, person->username, person);
  return person;
}

static CorExten *
add_exten (CorPeople *people, CorPerson *person, const char *type, char *id)
{
  CorExten *exten = g_new0 (CorExten, 1);
  gboolean physical = g_str_equal (type, "physical");
  exten->id = id;
  exten->type = type;
  exten->person = person;
  exten->secret = physical ? NULL : g_strdup_printf ("secret-%s", id);
  exten->agent = g_strdup (physical ? "deskphone/1.0" : "");
  exten->mac = physical ? g_strdup_printf ("0c-38-3e-%02x-%02x-%02x", atoi (id) >> 16 & 255,
                                           atoi (id) >> 8 & 255, atoi (id) & 255)
                        : g_strdup ("");
  exten->ip = g_strdup (physical ? "127.0.0.1" : "");
  exten->port = physical ? 5060 : 0;
  exten->online = physical;
  g_ptr_array_add (person->devices, exten);
  g_hash_table_insert (people->extens, exten->id, exten);
  return exten;
}

/* A person who signs in: the main extension is this computer's, with a web phone and a desk phone
 * beside it, numbered as the real server numbers them: 91 before the main one. */
static CorPerson *
add_user (CorPeople *people, const char *username, const char *name, const char *main)
{
  CorPerson *person = add_person (people, username, name, main);
  person->password = g_strdup ("demo");
  person->advanced = TRUE;
  person->cellphone = g_strdup_printf ("3331000%s", main);
  add_exten (people, person, "nethlink", g_strdup (main));
  add_exten (people, person, "webrtc", g_strdup_printf ("91%s", main));
  CorExten *desk = add_exten (people, person, "physical", g_strdup_printf ("3%s", main + 1));
  g_free (desk->agent);
  desk->agent = g_strdup ("Yealink SIP-T46U 108.86.0.20");
  person->default_device = g_strdup (main);
  return person;
}

static void
add_users (CorPeople *people)
{
  add_user (people, "demo", "Alice Rossi", "201");
  CorPerson *second = add_user (people, "demo2", "Dario Neri", "205");
  second->otp = second->otp_secret = TRUE;
  for (guint i = 1; i <= RECOVERY_CODES; i++)
    g_ptr_array_add (second->recovery, g_strdup_printf ("%u", i * 111111));
  CorPerson *third = add_user (people, "demo3", "Elena Vitale", "206");
  third->advanced = FALSE;
  third->group = 1;
  CorPerson *bob = add_person (people, "bob", "Roberto Bianchi", "202");
  add_exten (people, bob, "physical", g_strdup ("202"));
  CorPerson *carla = add_person (people, "carla", "Carla Verdi", "203");
  add_exten (people, carla, "physical", g_strdup ("203"));
  carla->group = 1;
}

static guint
length_of (const char *const *list)
{
  return g_strv_length ((char **)list);
}

static void
add_operators (CorPeople *people, guint operators, guint seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  static const char *const presences[] = { "online", "online",      "online",   "online",
                                           "dnd",    "callforward", "voicemail" };
  for (guint i = 0; i < operators; i++) {
    const char *first = cor_names_first[g_rand_int_range (rand, 0, length_of (cor_names_first))];
    const char *last = cor_names_last[g_rand_int_range (rand, 0, length_of (cor_names_last))];
    g_autofree char *name = g_strdup_printf ("%s %s", first, last);
    g_autofree char *username = g_strdup_printf ("op%04u", i + 1);
    g_autofree char *main = g_strdup_printf ("%u", FIRST_OPERATOR + i);
    CorPerson *person = add_person (people, username, name, main);
    CorExten *exten = add_exten (people, person, "physical", g_steal_pointer (&main));
    exten->online = g_rand_int_range (rand, 0, 5) != 0;
    person->group = g_rand_int_range (rand, 0, length_of (cor_names_group));
    g_free (person->presence);
    person->presence = g_strdup (presences[g_rand_int_range (rand, 0, G_N_ELEMENTS (presences))]);
    if (g_str_equal (person->presence, "callforward"))
      person->presence_to = g_strdup_printf ("3331%06u", i);
  }
}

static void
set_password (CorPeople *people, const char *password)
{
  for (guint i = 0; password && i < people->all->len; i++) {
    CorPerson *person = people->all->pdata[i];
    if (!person->password)
      continue;
    g_free (person->password);
    person->password = g_strdup (password);
  }
}

CorPeople *
cor_people_new (guint operators, guint seed, const char *password)
{
  CorPeople *people = g_new0 (CorPeople, 1);
  people->all = g_ptr_array_new_with_free_func (free_person);
  people->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  people->extens = g_hash_table_new (g_str_hash, g_str_equal);
  add_users (people);
  set_password (people, password);
  add_operators (people, operators, seed);
  return people;
}

void
cor_people_add_mobiles (CorPeople *people)
{
  for (guint i = 0; i < people->all->len; i++) {
    CorPerson *person = people->all->pdata[i];
    if (person->password)
      add_exten (people, person, "mobile", g_strdup_printf ("92%s", person->main));
  }
}

void
cor_people_free (CorPeople *people)
{
  g_hash_table_unref (people->by_name);
  g_hash_table_unref (people->extens);
  g_ptr_array_unref (people->all);
  g_free (people);
}

CorPerson *
cor_people_find (CorPeople *people, const char *name)
{
  if (!name)
    return NULL;
  g_autofree char *lower = g_ascii_strdown (name, -1);
  char *at = strchr (lower, '@');
  if (at)
    *at = '\0';
  CorPerson *person = g_hash_table_lookup (people->by_name, lower);
  if (person)
    return person;
  CorExten *exten = g_hash_table_lookup (people->extens, lower);
  return exten && g_str_equal (exten->person->main, lower) ? exten->person : NULL;
}

CorExten *
cor_people_exten (CorPeople *people, const char *id)
{
  return id ? g_hash_table_lookup (people->extens, id) : NULL;
}

CorExten *
cor_person_device (CorPerson *person, const char *id)
{
  for (guint i = 0; id && i < person->devices->len; i++) {
    CorExten *exten = person->devices->pdata[i];
    if (g_str_equal (exten->id, id))
      return exten;
  }
  return NULL;
}

const char *
cor_people_name_of (CorPeople *people, const char *number)
{
  CorExten *exten = cor_people_exten (people, number);
  return exten ? exten->person->name : NULL;
}
