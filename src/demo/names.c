/* SPDX-License-Identifier: GPL-3.0-or-later
 * What made-up people, companies and places are called: Italian and European, some with accents. */
#include "names.h"
#include <stddef.h>

const char *const cor_names_first[] = {
  "Alice",  "Andrea", "Anna",    "Beatrice", "Carla",   "Chiara",    "Claudio", "Davide",
  "Elena",  "Enrico", "Fabio",   "Federica", "Filippo", "Francesca", "Giacomo", "Giorgia",
  "Giulia", "Ilaria", "Irène",   "José",     "Jürgen",  "Laura",     "Lorenzo", "Luca",
  "Lucía",  "Łukasz", "Marco",   "Maria",    "Martina", "Massimo",   "Matteo",  "Micaela",
  "Nicolò", "Oğuz",   "Paolo",   "Paola",    "Pietro",  "Riccardo",  "Roberto", "Sara",
  "Silvia", "Simone", "Stefano", "Thérèse",  "Valeria", "Valentina", "Zoë",     NULL
};

const char *const cor_names_last[] = {
  "Barbieri", "Bianchi",   "Bruno",    "Colombo", "Conti",  "Costa",  "D'Angelo", "De Luca",
  "Esposito", "Fabbri",    "Ferrari",  "Fontana", "Gallo",  "Galli",  "Gatti",    "Giordano",
  "Greco",    "Grassi",    "Lombardi", "Mancini", "Marchi", "Marino", "Martini",  "Moretti",
  "Müller",   "Neri",      "Núñez",    "O'Brien", "Orsini", "Parisi", "Pellegri", "Ricci",
  "Rinaldi",  "Rizzo",     "Romano",   "Rossi",   "Russo",  "Sala",   "Santoro",  "Schröder",
  "Serra",    "Silvestri", "Testa",    "Vanni",   "Verdi",  "Villa",  "Vitale",   NULL
};

const char *const cor_names_company[] = { "Acme",
                                          "Adriatica Legnami",
                                          "Alba Impianti",
                                          "Borgo Verde",
                                          "Cantina del Colle",
                                          "Contoso",
                                          "Elettra",
                                          "Fabrikam",
                                          "Forno Antico",
                                          "Foglia & Ramo",
                                          "Grafiche Metauro",
                                          "Idraulica Nord",
                                          "Lumen",
                                          "Massive",
                                          "Meccanica Tre Esse",
                                          "Officina Marche",
                                          "Pesaro Ricambi",
                                          "Proseware",
                                          "Riviera Viaggi",
                                          "Sole Fotovoltaico",
                                          "Soylent",
                                          "Studio Legale Vela",
                                          "Tailspin",
                                          "Tipografia Urbinate",
                                          "Trasporti Conero",
                                          "Vehement",
                                          "Wingtip",
                                          NULL };

const char *const cor_names_form[] = {
  "Srl", "SpA", "Snc", "GmbH", "Ltd", "SARL", "SL", "& Figli", "Società Cooperativa", NULL
};

const char *const cor_names_city[] = { "Ancona", "Bologna", "Firenze", "Milano", "Napoli",
                                       "Pesaro", "Roma",    "Torino",  "Urbino", NULL };

const char *const cor_names_street[] = { "Via Prova",       "Via delle Ginestre",
                                         "Viale dei Tigli", "Piazza del Porto",
                                         "Corso Esempio",   NULL };

const char *const cor_names_job[] = { "buyer",   "contabilità", "direttrice", "magazzino",
                                      "vendite", "assistenza",  NULL };

const char *const cor_names_group[] = { "Sales", "Support", "Accounts", "Workshop", NULL };
