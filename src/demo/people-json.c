/* SPDX-License-Identifier: GPL-3.0-or-later
 * People as the server writes them: /user/me, /user/endpoints/all, /astproxy/opgroups. */
#include "json-out.h"
#include "names.h"
#include "people.h"

typedef struct {
  const char *macro, *id, *name;
  gboolean plain;    /* the plain profile has it too */
  gboolean not_more; /* and no other one */
} Permission;

/* Grouped by macro, in the server's order. */
static const Permission permissions[] = {
  { "settings", "2", "dnd", TRUE },
  { "settings", "3", "call_forward", FALSE },
  { "settings", "4", "recording", FALSE },
  { "settings", "5", "conference", FALSE },
  { "settings", "6", "parkings", FALSE },
  { "settings", "15", "spy", FALSE },
  { "settings", "16", "intrude", FALSE },
  { "settings", "18", "pickup", FALSE },
  { "settings", "8", "chat", TRUE },
  { "settings", "1000", "screen_sharing", TRUE },
  { "settings", "2000", "phone_buttons", TRUE },
  { "settings", "3000", "video_conference", TRUE },
  { "phonebook", "12", "ad_phonebook", FALSE },
  { "cdr", "13", "ad_cdr", FALSE },
  { "cdr", "4000", "group_cdr", FALSE },
  { "customer_card", NULL, NULL, TRUE },
  { "presence_panel", "17", "ad_recording", FALSE },
  { "presence_panel", "19", "transfer", FALSE },
  { "presence_panel", "20", "ad_parking", FALSE },
  { "presence_panel", "21", "hangup", FALSE },
  { "presence_panel", "22", "trunks", FALSE },
  { "presence_panel", "26", "ad_phone", FALSE },
  { "presence_panel", "3500", "all_groups", FALSE },
  { "presence_panel", "18", "pickup", FALSE },
  { "queue_agent", "23", "ad_queue_agent", FALSE },
  { "queue_agent", "24", "lost_queue_call", FALSE },
  { "streaming", NULL, NULL, TRUE },
  { "off_hour", "25", "advanced_off_hour", FALSE },
  { "qmanager", "9401", "qmanager_401", FALSE },
  { "operator_panel", "8401", "in_queue_401", FALSE },
  { "nethvoice_cti", "9", "privacy", TRUE, TRUE },
  { "nethvoice_cti", "8", "chat", TRUE },
  { "nethvoice_cti", "1000", "screen_sharing", TRUE },
  { "nethvoice_cti", "2000", "phone_buttons", TRUE },
  { "nethvoice_cti", "5000", "satellite_stt", FALSE },
};

static void
write_permission (GString *out, const Permission *permission, gboolean advanced)
{
  cor_json_open (out, permission->name, '{');
  cor_json_string (out, "id", permission->id);
  cor_json_string (out, "name", permission->name);
  cor_json_bool (out, "value", advanced ? !permission->not_more : permission->plain);
  cor_json_close (out, '}');
}

static void
write_permissions (GString *out, gboolean advanced)
{
  cor_json_open (out, "macro_permissions", '{');
  for (guint i = 0; i < G_N_ELEMENTS (permissions);) {
    const char *macro = permissions[i].macro;
    cor_json_open (out, macro, '{');
    cor_json_bool (out, "value", advanced || !g_str_equal (macro, "queue_agent"));
    cor_json_open (out, "permissions", '{');
    for (; i < G_N_ELEMENTS (permissions) && g_str_equal (permissions[i].macro, macro); i++)
      if (permissions[i].id)
        write_permission (out, &permissions[i], advanced);
    cor_json_close (out, '}');
    cor_json_close (out, '}');
  }
  cor_json_close (out, '}');
}

static void
write_profile (GString *out, gboolean advanced)
{
  static const char *const routes[] = { "national_en", "cellphone_en", "international_en",
                                        "toll_en" };
  cor_json_open (out, "profile", '{');
  cor_json_string (out, "id", advanced ? "3" : "1");
  cor_json_string (out, "name", advanced ? "Advanced" : "Base");
  write_permissions (out, advanced);
  cor_json_open (out, "outbound_routes_permissions", '[');
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++) {
    g_autofree char *id = g_strdup_printf ("%u", i + 1);
    cor_json_open (out, NULL, '{');
    cor_json_string (out, "route_id", id);
    cor_json_string (out, "name", routes[i]);
    cor_json_bool (out, "permission", TRUE);
    cor_json_close (out, '}');
  }
  cor_json_close (out, ']');
  cor_json_close (out, '}');
}

static gboolean
is_remote_controlled (const CorExten *exten)
{
  return !g_str_equal (exten->type, "physical") || g_str_has_prefix (exten->agent, "Yealink");
}

/* mine: with the secret and what the phone can do; else as the list of everybody shows it. */
static void
write_device (GString *out, const char *key, const CorExten *exten, gboolean mine, gboolean actions)
{
  gboolean physical = g_str_equal (exten->type, "physical");
  cor_json_open (out, key, '{');
  cor_json_string (out, "id", exten->id);
  cor_json_string (out, "type", exten->type);
  if (!physical) {
    cor_json_string (out, "secret", mine ? exten->secret : "");
    cor_json_string (out, "username", exten->id);
  }
  cor_json_string (out, "description", exten->agent);
  if (physical && !mine)
    cor_json_string (out, "secret", "");
  if (actions) {
    gboolean can = is_remote_controlled (exten);
    cor_json_open (out, "actions", '{');
    cor_json_bool (out, "answer", can);
    cor_json_bool (out, "dtmf", can);
    cor_json_bool (out, "hold", can);
    cor_json_close (out, '}');
  }
  cor_json_close (out, '}');
}

static void
write_id_list (GString *out, const char *key, const char *id)
{
  cor_json_open (out, key, '[');
  if (id) {
    cor_json_open (out, NULL, '{');
    cor_json_string (out, "id", id);
    cor_json_close (out, '}');
  }
  cor_json_close (out, ']');
}

/* withheld: as of the fault */
static gboolean
is_withheld (const CorExten *exten, const char *withheld)
{
  return g_str_equal (withheld, "computer") ? !g_str_equal (exten->type, "physical")
                                            : g_str_equal (exten->type, withheld);
}

static void
write_endpoints (CorPerson *person,
                 gboolean mine,
                 gboolean actions,
                 const char *withheld,
                 GString *out)
{
  g_autofree char *email = g_strdup_printf ("%s@example.test", person->username);
  g_autofree char *jabber = g_strdup_printf ("%s@pbx.example.test", person->username);
  CorExten *first = person->devices->pdata[0];
  cor_json_open (out, "endpoints", '{');
  write_id_list (out, "email", email);
  cor_json_open (out, "jabber", '[');
  cor_json_open (out, NULL, '{');
  cor_json_string (out, "id", jabber);
  if (actions)
    cor_json_string (out, "server", "");
  cor_json_close (out, '}');
  cor_json_close (out, ']');
  cor_json_open (out, "extension", '[');
  for (guint i = 0; i < person->devices->len; i++)
    if (!is_withheld (person->devices->pdata[i], withheld))
      write_device (out, NULL, person->devices->pdata[i], mine, actions);
  cor_json_close (out, ']');
  write_id_list (out, "cellphone", person->cellphone);
  write_id_list (out, "voicemail", person->password ? person->main : NULL);
  cor_json_open (out, "mainextension", '[');
  cor_json_open (out, NULL, '{');
  cor_json_string (out, "id", person->main);
  cor_json_string (out, "description", first->agent);
  cor_json_close (out, '}');
  cor_json_close (out, ']');
  cor_json_close (out, '}');
}

static void
write_head (CorPerson *person, const char *main_presence, GString *out)
{
  cor_json_string (out, "name", person->name);
  cor_json_string (out, "username", person->username);
  cor_json_string (out, "mainPresence", main_presence);
  cor_json_string (out, "presence", person->presence);
}

static void
write_tail (CorPerson *person, GString *out)
{
  cor_json_string (out, "presenceOnBusy", person->on_busy);
  cor_json_string (out, "presenceOnUnavailable", person->on_unavailable);
  cor_json_string (out, "recallOnBusy", person->advanced ? "enabled" : "disabled");
}

void
cor_person_write_me (CorPerson *person,
                     const char *main_presence,
                     const char *proxy,
                     const char *withheld,
                     GString *out)
{
  /* A default that is none of the user's devices makes the server leave the key out. */
  CorExten *standard = cor_person_device (person, person->default_device);
  g_autoptr (JsonNode) settings = json_node_alloc ();
  json_node_init_object (settings, person->settings);
  g_autofree char *settings_text = json_to_string (settings, FALSE);
  cor_json_open (out, NULL, '{');
  write_head (person, main_presence, out);
  write_endpoints (person, TRUE, TRUE, withheld, out);
  write_tail (person, out);
  write_profile (out, person->advanced);
  if (standard && !is_withheld (standard, withheld))
    write_device (out, "default_device", standard, TRUE, TRUE);
  if (proxy)
    cor_json_string (out, "proxy_fqdn", proxy);
  cor_json_raw (out, "settings", settings_text);
  cor_json_close (out, '}');
}

void
cor_people_write_endpoints (CorPeople *people,
                            CorPerson *me,
                            CorPresenceFunc presence,
                            gpointer data,
                            GString *out)
{
  cor_json_open (out, NULL, '{');
  for (guint i = 0; i < people->all->len; i++) {
    CorPerson *person = people->all->pdata[i];
    cor_json_open (out, person->username, '{');
    write_head (person, presence (person, data), out);
    write_endpoints (person, person == me, FALSE, "", out);
    write_tail (person, out);
    cor_json_close (out, '}');
  }
  cor_json_close (out, '}');
}

void
cor_people_write_groups (CorPeople *people, GString *out)
{
  cor_json_open (out, NULL, '{');
  for (guint group = 0; cor_names_group[group]; group++) {
    cor_json_open (out, cor_names_group[group], '{');
    cor_json_open (out, "users", '[');
    for (guint i = 0; i < people->all->len; i++) {
      CorPerson *person = people->all->pdata[i];
      if (person->group == group)
        cor_json_string (out, NULL, person->username);
    }
    cor_json_close (out, ']');
    cor_json_close (out, '}');
  }
  cor_json_close (out, '}');
}
