/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers in the user's country and by their company's rules: how they are
 * shown, what kind they are of, and what the exchange is told to dial. */
#include "config.h"
#include "session-reception.h"
#include "session-sounds.h"
#include "numbering/numbering.h"
#include "route/rewrite.h"

/* What CorRewriteRules only borrows. */
typedef struct {
  CorRewriteRules rules;
  char *outside;
  char *international;
  char *code;
  char *trunk;
} Rules;

static void
rules_clear (Rules *self)
{
  g_free (self->outside);
  g_free (self->international);
  g_free (self->code);
  g_free (self->trunk);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rules, rules_clear)

static void
read_rules (CorSession *self, Rules *ret_rules)
{
  Rules rules = {
    .outside = g_settings_get_string (self->settings, "outside-prefix"),
    .international = g_settings_get_string (self->settings, "international-prefix"),
  };

  rules.rules.national = g_settings_get_boolean (self->settings, "national-form") &&
                         cor_numbering_describe_country (self->country, &rules.code, &rules.trunk);
  rules.rules.outside_prefix = rules.outside;
  rules.rules.international_prefix = rules.international;
  rules.rules.country_code = rules.code;
  rules.rules.trunk_prefix = rules.trunk;
  rules.rules.internal_digits = g_settings_get_uint (self->settings, "internal-digits");
  *ret_rules = rules;
}

CorNumberKind
cor_session_classify (const CorNumber *number, gpointer session)
{
  CorSession *self = session;
  const CorRewriteRules rules = {
    .internal_digits = g_settings_get_uint (self->settings, "internal-digits"),
  };

  /* A colleague's 1254 is not the directory service's. */
  if (cor_rewrite_is_internal (&rules, number->canonical))
    return number->kind;
  return cor_numbering_classify (number, self->country);
}

CorNumber *
cor_session_rewrite (CorSession *self, const CorNumber *number)
{
  g_auto (Rules) rules = { 0 };
  CorNumber *dialled = cor_number_copy (number);

  read_rules (self, &rules);
  g_free (dialled->canonical);
  dialled->canonical = cor_rewrite_number (&rules.rules, number);
  return dialled;
}

char *
cor_session_format_number (CorSession *self, const char *number)
{
  return cor_numbering_format (number, self->country);
}

char *
cor_session_preview_number (CorSession *self, const char *text, GError **error)
{
  g_autoptr (CorNumber) number = cor_number_parse (text, COR_NUMBER_FROM_PERSON, error);
  g_autoptr (CorNumber) dialled = NULL;

  if (number == NULL)
    return NULL;
  dialled = cor_session_rewrite (self, number);
  return g_steal_pointer (&dialled->canonical);
}

const char *
cor_session_get_country (CorSession *self)
{
  return self->country;
}

void
cor_session_show_call_number (CorSession *self, CorCall *call)
{
  g_autofree char *shown = NULL;

  if (*cor_call_get_number (call) == '\0')
    return;
  shown = cor_session_format_number (self, cor_call_get_number (call));
  cor_call_set_shown_number (call, shown);
}

void
cor_session_write_question (CorSession *self, CorQuestion *question, const CorNumber *number)
{
  g_autofree char *shown = cor_session_format_number (self, number->canonical);
  g_autoptr (CorNumber) dialled = cor_session_rewrite (self, number);

  cor_question_set_shown (question, shown);
  cor_question_set_dialled (question, dialled->canonical);
}

static gpointer
warm_up (gpointer data)
{
  g_autofree char *country = data;

  cor_numbering_warm_up (country);
  return NULL;
}

static void
update_country (CorSession *self)
{
  g_autofree char *setting = g_settings_get_string (self->settings, "country");

  g_free (self->country);
  self->country = cor_numbering_find_country (setting, self->texts[PROP_HOST]);
  if (self->store != NULL)
    cor_store_set_country (self->store, self->country);
  if (self->phone != NULL)
    cor_phone_set_country (self->phone, self->country);
  cor_session_show_reception_numbers (self);
  cor_session_show_voicemail_numbers (self);
  /* Who has an account will see numbers; the first click should not wait for it. */
  if (self->texts[PROP_HOST] != NULL && self->numbers_thread == NULL)
    self->numbers_thread = g_thread_new ("numbers", warm_up, g_strdup (self->country));
}

void
cor_session_follow_country (CorSession *self)
{
  g_signal_connect_object (self->settings, "changed::country", G_CALLBACK (update_country), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::host", G_CALLBACK (update_country), NULL);
  update_country (self);
}
