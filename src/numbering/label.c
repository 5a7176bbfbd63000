/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the words before a number say of it. */
#include "label.h"
#include <string.h>

#define WORD_MAX 24 /* bytes; the ones below are shorter */

static const char *const phone_words[] = {
  "tel",       "telefono",   "telefonico", "telephone", "phone",  "ph",       "cell",    "cel",
  "cellulare", "mobile",     "mob",        "fax",       "chiama", "chiamare", "chiami",  "call",
  "verde",     "centralino", "whatsapp",   "ufficio",   "casa",   "office",   "home",    "recapito",
  "recapiti",  "interno",    "t",          "m",         "f",      "handy",    "telefon", NULL
};
static const char *const other_words[] = {
  "iva",        "p.iva",      "piva",     "p.i",       "vat",         "c.f",        "cf",
  "fiscale",    "fisc",       "tax",      "iban",      "abi",         "cab",        "bic",
  "swift",      "cro",        "trn",      "conto",     "c/c",         "c.c",        "account",
  "ordine",     "ordini",     "order",    "orders",    "ordinativo",  "fattura",    "fatt",
  "invoice",    "ricevuta",   "ddt",      "d.d.t",     "bolla",       "pratica",    "protocollo",
  "prot",       "rif",        "ref",      "reference", "riferimento", "cod",        "codice",
  "code",       "matricola",  "serial",   "seriale",   "s/n",         "sn",         "imei",
  "tracking",   "spedizione", "shipment", "ticket",    "cliente",     "customer",   "contratto",
  "contract",   "polizza",    "policy",   "pod",       "pdr",         "cig",        "cup",
  "cap",        "zip",        "rea",      "sdi",       "lotto",       "articolo",   "art",
  "sku",        "ean",        "isbn",     "carta",     "card",        "documento",  "document",
  "passaporto", "passport",   "patente",  "targa",     "id",          "preventivo", "offerta",
  "quote",      "bonifico",   "importo",  "amount",    "eur",         "euro",       "company",
  "reg",        NULL
};
static const char *const address_words[] = {
  "via",      "viale",  "v.le",   "piazza", "p.za", "piazzale", "corso",     "c.so",
  "largo",    "vicolo", "strada", "scala",  "sc",   "piano",    "palazzina", "pal",
  "edificio", "street", "road",   "avenue", "flat", "apt",      NULL
};
/* Between a label and what it labels. */
static const char *const joining_words[] = { "n",  "nr", "num", "no",  "numero", "number", "del",
                                             "di", "of", "the", "il",  "la",     "our",    "nostro",
                                             "is", "è",  "e",   "and", "al",     "allo",   NULL };

static gboolean
is_in_word (gunichar c)
{
  return g_unichar_isalpha (c) || c == '.' || c == '/' || c == '\'';
}

/* The word that ends before `end`: its start, or NULL at a line's or number's end. */
static const char *
find_word (const char *text, const char **end)
{
  const char *p = *end;

  while (p > text) {
    const char *before = g_utf8_prev_char (p);
    gunichar c = g_utf8_get_char (before);

    if (c == '\n' || c == '\r' || g_unichar_isdigit (c))
      return NULL;
    if (g_unichar_isalpha (c))
      break;
    p = before;
  }
  *end = p;
  while (p > text && is_in_word (g_utf8_get_char (g_utf8_prev_char (p))))
    p = g_utf8_prev_char (p);
  while (p < *end && !g_unichar_isalpha (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p < *end ? p : NULL;
}

static gboolean
read_label (const char *word, CorLabel *ret_label)
{
  static const char *const *const lists[] = {
    [COR_LABEL_NONE] = joining_words,
    [COR_LABEL_PHONE] = phone_words,
    [COR_LABEL_OTHER] = other_words,
    [COR_LABEL_ADDRESS] = address_words,
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (g_strv_contains (lists[i], word)) {
      *ret_label = (CorLabel)i;
      return TRUE;
    }
  return FALSE;
}

CorLabel
cor_label_before (const char *text, gsize at, guint reach, gboolean patient)
{
  const char *end = text + at;
  const char *word;

  while (reach-- > 0 && (word = find_word (text, &end)) != NULL) {
    gsize length = (gsize)(end - word);
    g_autofree char *lower = length <= WORD_MAX ? g_utf8_strdown (word, (gssize)length) : NULL;
    CorLabel label = COR_LABEL_NONE;
    gboolean known = lower != NULL && read_label (lower, &label);

    if (label != COR_LABEL_NONE || (!known && !patient))
      return label;
    end = word;
  }
  return COR_LABEL_NONE;
}
