/* SPDX-License-Identifier: GPL-3.0-or-later
 * A contact looked at, written and deleted. */
#include "config.h"
#include "fake-book.h"
#include "ui-test.h"
#include "contact-facts.h"
#include "contact-form.h"
#include "contact-page.h"
#include "import-window.h"
#include "model/card.h"
#include <string.h>

typedef struct {
  CorSession *session;
  CorWindow *window;
} Fixture;

#define assert_book(expected)                          \
  G_STMT_START                                         \
  {                                                    \
    g_autofree char *book_log = fake_book_take_log (); \
    g_assert_cmpstr (book_log, ==, expected);          \
  }                                                    \
  G_STMT_END

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = cor_session_new ();
  fake_session_set_int (fixture->session, "state", COR_SESSION_READY);
  fake_session_fill (fixture->session);
  fixture->window = ui_window_new (fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fake_book_set_rights (TRUE);
  fake_book_refuse (NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_free (fake_book_take_log ());
  g_assert_finalize_object (fixture->session);
}

static CorContact *
new_contact (const char *source, const char *const *pairs)
{
  g_autoptr (CorCard) card = cor_card_new ();
  CorContactPhone phones[COR_CARD_PHONES];
  CorContactFields fields = { .id = 5, .source = source, .type = "private", .card = card };

  for (guint i = 0; pairs[i] != NULL; i += 2) {
    CorCardField field;

    g_assert_true (cor_card_field_from_name (pairs[i], &field));
    cor_card_set (card, field, pairs[i + 1]);
  }
  fields.name = card->fields[COR_CARD_NAME];
  fields.company = card->fields[COR_CARD_COMPANY];
  fields.n_phones = cor_card_list_phones (card, phones);
  fields.phones = phones;
  return cor_contact_new (&fields);
}

static GtkWidget *
show (Fixture *fixture, const char *source, const char *const *pairs)
{
  g_autoptr (CorContact) contact = new_contact (source, pairs);

  cor_window_show_contact (fixture->window, contact);
  ui_draw (GTK_WIDGET (fixture->window));
  return ui_find (fixture->window, "CorContactPage");
}

static GtkEditable *
entry_of (Fixture *fixture, const char *title)
{
  GtkWidget *label = ui_find_label (fixture->window, title);

  g_assert_nonnull (label);
  return GTK_EDITABLE (gtk_widget_get_ancestor (label, ADW_TYPE_ENTRY_ROW));
}

static const char *const whole[] = {
  "name",       "Anna <b>Rossi</b>", "company",   "Acme",      "workphone", "0721405516",
  "cellphone",  "3331234567",        "extension", "201",       "workemail", "a@acme.test",
  "otheremail", "a@b.c?subject=x y", "url",       "acme.test", "facebook",  "javascript:alert(1)",
  "workstreet", "Via Po 1",          "workcity",  "Pesaro",    "notes",     "one\ntwo",
  NULL
};

/* Every number, mail and page has what can be done with it, and nothing else is opened. */
static void
test_page (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = show (fixture, "cti", whole);

  g_assert_nonnull (ui_find_label (page, "Anna <b>Rossi</b>"));
  g_assert_nonnull (ui_find_named (page, "Call 201"));
  g_assert_nonnull (ui_find_named (page, "Call 0721405516"));
  g_assert_nonnull (ui_find_named (page, "Call 3331234567"));
  g_assert_nonnull (ui_find_named (page, "Write to a@acme.test"));
  g_assert_nonnull (ui_find_named (page, "Open https://acme.test"));
  g_assert_nonnull (ui_find_named (page, "Show on a map"));
  g_assert_nonnull (ui_find_label (page, "a@b.c?subject=x y"));
  g_assert_null (ui_find_named (page, "Write to a@b.c"));
  g_assert_nonnull (ui_find_label (page, "javascript:alert(1)"));
  g_assert_null (ui_find_named (page, "Open javascript"));
  g_assert_nonnull (ui_find_label (page, "Via Po 1, Pesaro"));
  g_assert_nonnull (ui_find_label (page, "Only you"));
  g_assert_nonnull (ui_find_label (page, "Last Calls"));
  ui_click (page, "Copy a@acme.test");
}

/* What a stranger may have written: nothing of it is markup, and the page stays as narrow. */
static void
test_odd_texts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *longest = g_strnfill (10000, 'W');
  const char *const pairs[] = { "name",
                                longest,
                                "company",
                                "\xe2\x80\xae"
                                "evil & <i>",
                                "workphone",
                                "+39 0721 405516",
                                "notes",
                                "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xf0\x9f\x98\x80",
                                NULL };
  GtkWidget *page = show (fixture, "centralized", pairs);

  g_assert_cmpint (gtk_widget_get_width (page), <, 800);
  g_assert_cmpint (gtk_widget_get_height (ui_find_label (page, longest)), <, 200);
  g_assert_nonnull (ui_find_label (page, "\xe2\x80\xae"
                                         "evil & <i>"));
}

static void
test_many_numbers (Fixture *fixture, gconstpointer data)
{
  CorContactPhone phones[25];
  char numbers[25][8];
  CorContactFields fields = {
    .id = 5, .source = "cti", .company = "Acme", .phones = phones, .n_phones = 25
  };
  g_autoptr (CorContact) contact = NULL;

  for (guint i = 0; i < 25; i++) {
    g_snprintf (numbers[i], sizeof numbers[i], "9%03u", i);
    phones[i] = (CorContactPhone){ .kind = COR_PHONE_WORK, .number = numbers[i] };
  }
  contact = cor_contact_new (&fields);
  cor_window_show_contact (fixture->window, contact);
  ui_draw (GTK_WIDGET (fixture->window));
  for (guint i = 0; i < 25; i++) {
    g_autofree char *name = g_strdup_printf ("Call 9%03u", i);

    g_assert_nonnull (ui_find_named (fixture->window, name));
  }
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "contacts.new", NULL);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (fixture->window, "New Contact"));
  gtk_editable_set_text (entry_of (fixture, "Name"), "  Zoe Nuova ");
  gtk_editable_set_text (entry_of (fixture, "Mobile"), "333");
  ui_click (fixture->window, "Save");
  ui_wait_until (ui_find_label (fixture->window, "Zoe Nuova") != NULL);
  assert_book ("create type=private name=Zoe Nuova cellphone=333");
}

/* A refusal is said where the user is, and takes nothing of what was typed; a call that comes
 * meanwhile gives it back. */
static void
test_nothing_lost (Fixture *fixture, gconstpointer data)
{
  CorCall *call;

  fake_book_refuse ("cti.example.org doesn't answer.");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "contacts.new", NULL);
  ui_draw (GTK_WIDGET (fixture->window));
  gtk_editable_set_text (entry_of (fixture, "Name"), "Zoe");
  ui_click (fixture->window, "Save");
  ui_wait_until (ui_find_label (fixture->window, "cti.example.org doesn't answer.") != NULL);
  g_assert_cmpstr (gtk_editable_get_text (entry_of (fixture, "Name")), ==, "Zoe");
  call = fake_session_add_call (fixture->session, TRUE, "204", "Anna", "This computer");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_null (ui_find_label (fixture->window, "New Contact"));
  cor_call_hang_up (call);
  ui_wait_until (ui_find_label (fixture->window, "New Contact") != NULL);
  g_assert_cmpstr (gtk_editable_get_text (entry_of (fixture, "Name")), ==, "Zoe");
  ui_click (fixture->window, "Close the Contact");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "contacts.new", NULL);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_cmpstr (gtk_editable_get_text (entry_of (fixture, "Name")), ==, "Zoe");
  ui_click (fixture->window, "Cancel");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "contacts.new", NULL);
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_cmpstr (gtk_editable_get_text (entry_of (fixture, "Name")), ==, "");
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  const char *const pairs[] = { "name", "Anna Rossi", "workphone2", "204", "notes", "n", NULL };

  show (fixture, "cti", pairs);
  ui_click (fixture->window, "Edit");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (fixture->window, "Edit Contact"));
  g_assert_cmpstr (gtk_editable_get_text (entry_of (fixture, "Name")), ==, "Anna Rossi");
  gtk_editable_set_text (entry_of (fixture, "Company"), "Acme");
  ui_click (fixture->window, "Save");
  ui_wait_until (ui_find_label (fixture->window, "Acme") != NULL);
  /* What is folded away, and what is in no entry, stays. */
  assert_book ("change type=private name=Anna Rossi company=Acme notes=n workphone2=204");
}

/* Where one may not, nothing is offered. */
static void
test_rights (Fixture *fixture, gconstpointer data)
{
  const char *const pairs[] = { "name", "Anna", NULL };

  show (fixture, "centralized", pairs);
  g_assert_null (ui_find_named (fixture->window, "Edit"));
  g_assert_null (ui_find_named (fixture->window, "Delete"));
  show (fixture, "cti", pairs);
  g_assert_nonnull (ui_find_named (fixture->window, "Edit"));
  fake_book_set_rights (FALSE);
  show (fixture, "cti", pairs);
  g_assert_null (ui_find_named (fixture->window, "Edit"));
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  const char *const pairs[] = { "name", "Anna & Co", NULL };
  GtkWidget *page = show (fixture, "cti", pairs);

  ui_click (page, "Delete");
  ui_draw (GTK_WIDGET (fixture->window));
  assert_book ("delete Anna & Co");
  g_assert_false (gtk_widget_get_mapped (page));
  g_assert_nonnull (ui_find_label (fixture->window, "“Anna & Co” deleted"));
  g_assert_nonnull (ui_find_named (fixture->window, "Undo"));
}

/* An unknown number is written down from where it stands. */
static void
test_add (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "contacts.new-with", "s", "0721999111");
  ui_draw (GTK_WIDGET (fixture->window));
  g_assert_cmpstr (gtk_editable_get_text (entry_of (fixture, "Work phone")), ==, "0721999111");
  ui_click (fixture->window, "Save");
  ui_wait_until (ui_find_label (fixture->window, "New Contact") == NULL);
  assert_book ("create type=private workphone=0721999111");
}

/* Nothing is sent before one has seen what there is. */
static void
test_import (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/a.vcf");
  GtkWindow *window = cor_import_window_new (GTK_WINDOW (fixture->window), fixture->session, file);

  gtk_window_present (window);
  ui_wait_until (ui_find_label (window, "3 new contacts\n12 that you have already\n"
                                        "1 that can’t be read, or has no name and no number"));
  assert_book ("");
  ui_click (window, "Import");
  ui_wait_until (ui_find_label (window, "3 contacts imported"));
  assert_book ("import 3 private");
  ui_click (window, "Close");
  fake_book_refuse ("This is no file of contacts.");
  window = cor_import_window_new (GTK_WINDOW (fixture->window), fixture->session, file);
  gtk_window_present (window);
  ui_wait_until (ui_find_label (window, "This is no file of contacts."));
  g_assert_null (ui_find_label (window, "Import"));
  gtk_window_destroy (window);
}

void
add_contact_tests (void)
{
#define ADD(name, test) g_test_add ("/ui/contacts/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("page", test_page);
  ADD ("odd-texts", test_odd_texts);
  ADD ("many-numbers", test_many_numbers);
  ADD ("create", test_create);
  ADD ("nothing-lost", test_nothing_lost);
  ADD ("edit", test_edit);
  ADD ("rights", test_rights);
  ADD ("delete", test_delete);
  ADD ("add", test_add);
  ADD ("import", test_import);
#undef ADD
}
