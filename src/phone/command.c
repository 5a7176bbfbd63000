/* SPDX-License-Identifier: GPL-3.0-or-later
 * What goes to the engine's thread, made and freed. Any thread. */
#include "config.h"
#include "engine.h"
#include "model/secret.h"

void
cor_line_setup_free (CorLineSetup *setup)
{
  if (setup == NULL)
    return;
  g_free (setup->aor);
  g_free (setup->outbound);
  g_free (setup->host);
  g_free (setup->auth_user);
  cor_secret_free (setup->password);
  g_free (setup->display_name);
  g_free (setup);
}

void
cor_ice_setup_free (CorIceSetup *setup)
{
  if (setup == NULL)
    return;
  g_free (setup->address);
  g_free (setup->user);
  cor_secret_free (setup->password);
  g_free (setup);
}

void
cor_command_free (CorCommand *command)
{
  g_free (command->text);
  cor_line_setup_free (command->setup);
  cor_ice_setup_free (command->ice);
  g_free (command);
}

CorCommand *
cor_command_new (CorCommandKind kind, guint line, guint call)
{
  CorCommand *command = g_new0 (CorCommand, 1);

  command->kind = kind;
  command->line = line;
  command->call = call;
  return command;
}
