/* SPDX-License-Identifier: GPL-3.0-or-later
 * The history of calls: made up at the start, and grown by the calls that are made. */
#include "journal.h"
#include "json-out.h"
#include <string.h>

#define MAX_ADDED 20000
#define DAYS 55

struct _CorJournal {
  GPtrArray *entries; /* CorEntry, owned, oldest first */
  guint made;         /* of them made up */
  CorPeople *people;  /* borrowed */
};

static void
free_entry (gpointer data)
{
  CorEntry *entry = data;
  char *texts[] = { entry->uniqueid, entry->linkedid,   entry->channel,     entry->dstchannel,
                    entry->src,      entry->src_name,   entry->src_company, entry->dst,
                    entry->dst_name, entry->dst_company };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_free (entry);
}

static void
name_party (CorBook *book, CorRow *row, CorExten *exten, char **name, char **company)
{
  *name = g_strdup (exten ? exten->person->name : row ? row->fields[COR_FIELD_NAME] : "");
  *company = g_strdup (row ? row->fields[COR_FIELD_COMPANY] : "");
}

static CorEntry *
make_entry (GRand *rand, gint64 time, guint index, CorPeople *people, CorBook *book)
{
  CorEntry *entry = g_new0 (CorEntry, 1);
  gboolean inside = g_rand_int_range (rand, 0, 3) == 0, incoming = g_rand_boolean (rand);
  const char *mine = g_rand_int_range (rand, 0, 8) ? "201" : "205";
  CorRow *row = inside ? NULL : cor_book_get (book, TRUE, g_rand_int_range (rand, 1, 1800));
  CorExten *other =
    inside ? cor_people_exten (people, g_rand_boolean (rand) ? "202" : "203") : NULL;
  static const CorField phones[] = { COR_FIELD_WORKPHONE, COR_FIELD_CELLPHONE };
  const char *number = other                                    ? other->id
                       : row && *row->fields[phones[index % 2]] ? row->fields[phones[index % 2]]
                                                                : "0721550199";
  static const char *const ends[] = { "ANSWERED", "ANSWERED", "ANSWERED", "NO ANSWER", "BUSY" };
  entry->time = time;
  entry->disposition = ends[g_rand_int_range (rand, 0, G_N_ELEMENTS (ends))];
  gboolean answered = g_str_equal (entry->disposition, "ANSWERED");
  guint ringing = g_rand_int_range (rand, 2, 20);
  entry->billsec = answered ? g_rand_int_range (rand, 3, 1500) : 0;
  entry->duration = entry->billsec + ringing;
  entry->recorded = answered && index % 7 == 0;
  entry->uniqueid = g_strdup_printf ("%" G_GINT64_FORMAT ".%u", time, index);
  entry->linkedid = g_strdup (entry->uniqueid);
  entry->from_trunk = incoming && !inside;
  const char *trunk = inside ? number : "trunk";
  entry->channel = g_strdup_printf ("PJSIP/%s-%08x", incoming ? trunk : mine, 2 * index);
  entry->dstchannel = g_strdup_printf ("PJSIP/%s-%08x", incoming ? mine : trunk, 2 * index + 1);
  CorExten *self = cor_people_exten (people, mine);
  entry->src = g_strdup (incoming ? number : mine);
  entry->dst = g_strdup (incoming ? mine : number);
  name_party (book, incoming ? row : NULL, incoming ? other : self, &entry->src_name,
              &entry->src_company);
  name_party (book, incoming ? NULL : row, incoming ? self : other, &entry->dst_name,
              &entry->dst_company);
  return entry;
}

CorJournal *
cor_journal_new (guint calls, guint seed, CorPeople *people, CorBook *book)
{
  CorJournal *journal = g_new0 (CorJournal, 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed + 2);
  journal->entries = g_ptr_array_new_with_free_func (free_entry);
  journal->people = people;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC - 600, span = DAYS * 24 * 3600;
  for (guint i = 0; i < calls; i++) {
    gint64 time = now - span + span * (i + 1) / calls;
    g_ptr_array_add (journal->entries, make_entry (rand, time, i, people, book));
  }
  journal->made = calls;
  return journal;
}

void
cor_journal_free (CorJournal *journal)
{
  g_ptr_array_unref (journal->entries);
  g_free (journal);
}

void
cor_journal_add (CorJournal *journal, CorEntry *entry)
{
  g_ptr_array_add (journal->entries, entry);
  if (journal->entries->len > journal->made + MAX_ADDED)
    g_ptr_array_remove_index (journal->entries, journal->made);
}

static gboolean
is_of (const char *number, const CorJournalQuery *query)
{
  if (query->exten)
    return g_str_equal (number, query->exten);
  return query->who && cor_person_device (query->who, number);
}

/* What everybody's calls have in place of a direction. */
static const char *
type_of (const CorEntry *entry)
{
  if (entry->from_trunk)
    return "in";
  return strstr (entry->dstchannel, "trunk") ? "out" : "internal";
}

static gboolean
is_of_group (CorJournal *journal, const char *number, const CorPerson *person)
{
  CorExten *exten = cor_people_exten (journal->people, number);
  return exten && exten->person->group == person->group;
}

static const char *
direction_of (const CorEntry *entry, const CorJournalQuery *query)
{
  gboolean out = is_of (entry->src, query), in = is_of (entry->dst, query);
  if (!query->who && !query->exten)
    return type_of (entry);
  return out && in ? "" : out ? "out" : in ? "in" : NULL;
}

static gboolean
passes (const CorEntry *entry, const CorJournalQuery *query, const char *folded)
{
  const char *direction = direction_of (entry, query);
  gboolean lost = g_str_equal (entry->disposition, "NO ANSWER");
  if (!direction || entry->time < query->from || entry->time >= query->to)
    return FALSE;
  if (query->direction) {
    gboolean wants_lost = g_str_equal (query->direction, "lost");
    if (!g_str_equal (direction, wants_lost ? "in" : query->direction) || (wants_lost && !lost))
      return FALSE;
    if (query->without_lost && lost && g_str_equal (direction, "in"))
      return FALSE;
  }
  if (!folded)
    return TRUE;
  g_autofree char *all = g_strjoin ("\n", entry->src, entry->dst, entry->src_name,
                                    entry->src_company, entry->dst_name, entry->dst_company, NULL);
  g_autofree char *text = cor_book_fold (all);
  return strstr (text, folded) != NULL;
}

GPtrArray *
cor_journal_query (CorJournal *journal, const CorJournalQuery *query)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autofree char *folded = query->filter && *query->filter ? cor_book_fold (query->filter) : NULL;
  guint n = journal->entries->len;
  for (guint i = 0; i < n; i++) {
    CorEntry *entry = journal->entries->pdata[query->oldest_first ? i : n - 1 - i];
    if (query->group_of && !is_of_group (journal, entry->src, query->group_of) &&
        !is_of_group (journal, entry->dst, query->group_of))
      continue;
    if (passes (entry, query, folded))
      g_ptr_array_add (found, entry);
  }
  return found;
}

void
cor_entry_write (const CorEntry *entry, const CorJournalQuery *query, GString *out)
{
  g_autofree char *clid = g_strdup_printf ("\"%s\" <%s>", entry->src_name, entry->src);
  gboolean shows = !query->who || query->who->advanced;
  g_autofree char *recording =
    entry->recorded && shows
      ? g_strdup_printf ("out-%s-%s-%s.wav", entry->dst, entry->src, entry->uniqueid)
      : g_strdup ("");
  cor_json_open (out, NULL, '{');
  cor_json_int (out, "time", entry->time);
  cor_json_string (out, "channel", entry->channel);
  cor_json_string (out, "dstchannel", entry->dstchannel);
  cor_json_string (out, "uniqueid", entry->uniqueid);
  cor_json_string (out, "linkedid", entry->linkedid);
  cor_json_string (out, "userfield", "");
  cor_json_int (out, "duration", entry->duration);
  cor_json_int (out, "billsec", entry->billsec);
  cor_json_string (out, "disposition", entry->disposition);
  cor_json_string (out, "dcontext", entry->from_trunk ? "from-pstn" : "from-internal");
  cor_json_string (out, "lastapp", "Dial");
  cor_json_string (out, "recordingfile", recording);
  cor_json_string (out, "cnum", entry->src);
  cor_json_string (out, "cnam", entry->src_name);
  cor_json_string (out, "ccompany", entry->src_company);
  cor_json_string (out, "src", entry->src);
  cor_json_string (out, "dst", entry->dst);
  cor_json_string (out, "dst_cnam", entry->dst_name);
  cor_json_string (out, "dst_ccompany", entry->dst_company);
  cor_json_string (out, "clid", clid);
  if (query->who || query->exten) {
    cor_json_string (out, "direction", direction_of (entry, query));
    cor_json_string (out, "queue", NULL);
  } else {
    cor_json_string (out, "type", type_of (entry));
    cor_json_string (out, "source", "cti");
  }
  cor_json_close (out, '}');
}
