/* SPDX-License-Identifier: GPL-3.0-or-later
 * The user's rules: which clicks are asked about first, and which device makes
 * the call. A small table; pure. What is dangerous is asked about whatever
 * stands here: see route.c. */
#pragma once
#include "model/dial-request.h"
#include "model/number.h"

G_BEGIN_DECLS

#define COR_POLICY_ERROR (cor_policy_error_quark ())
GQuark cor_policy_error_quark (void);

typedef enum {
  COR_POLICY_ERROR_FULL,      /* COR_POLICY_MAX rules are there already */
  COR_POLICY_ERROR_DANGEROUS, /* such numbers are always asked about: no rule to dial them */
  COR_POLICY_ERROR_WORD,      /* not a scheme, class, origin, act or device id */
} CorPolicyError;

#define COR_POLICY_MAX 32

/* How the rules are kept: origin, scheme ("" = every one), class ("" = every one), act ("ask" or
 * "dial"), device ("" = the chosen one). */
#define COR_POLICY_TYPE "a(sssss)"

typedef enum {
  COR_CLASS_ANY, /* of a rule; no number is of it */
  COR_CLASS_INTERNAL,
  COR_CLASS_EXTERNAL,
  COR_CLASS_PREMIUM,
  COR_CLASS_SATELLITE,
  COR_CLASS_FEATURE,
  COR_CLASS_FORWARDING,
  COR_CLASS_EMERGENCY, /* no rule is about it */
  COR_CLASS_N,
} CorClass;

/* internal_digits: an ordinary number of so many digits or fewer is a colleague's; 0: none is. */
CorClass cor_class_of (const CorNumber *number, guint internal_digits);
const char *cor_class_to_word (CorClass klass); /* static; "" for ANY */

typedef struct {
  const char *origin; /* "link", "control", "typed", "contact", "history", "notification" */
  const char *scheme; /* "tel", "callto", "sip", or "" for every one */
  const char *klass;  /* "internal", ... "forwarding", or "" for every one */
  const char *act;    /* "ask" or "dial" */
  const char *device; /* a CorDevice id, or "" for the chosen one */
} CorPolicyRule;

typedef struct _CorPolicy CorPolicy;

/* ask_links: what holds for links that no rule is about. rules: of COR_POLICY_TYPE; consumed when
 * floating; rows that make no sense are passed over. */
CorPolicy *cor_policy_new (gboolean ask_links, guint internal_digits, GVariant *rules);
void cor_policy_free (CorPolicy *policy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CorPolicy, cor_policy_free)
guint cor_policy_get_internal_digits (const CorPolicy *policy);

typedef struct {
  gboolean asks;      /* before it is dialled */
  const char *device; /* borrowed from the policy, or NULL: the chosen one */
} CorPolicyVerdict;

/* A rule about the number's class goes before one about its scheme, and both before the switch.
 * text: of the request. */
CorPolicyVerdict
cor_policy_judge (const CorPolicy *policy, const char *text, CorOrigin origin, CorClass klass);

/* The rules with one more, which takes the place of one about the same clicks. Floating; NULL and
 * an error when the rule may not be there. rules: as for cor_policy_new(). */
GVariant *cor_policy_put (GVariant *rules, const CorPolicyRule *rule, GError **error);
/* The rules without those about the same clicks. Floating. */
GVariant *cor_policy_drop (GVariant *rules, const CorPolicyRule *rule);

G_END_DECLS
