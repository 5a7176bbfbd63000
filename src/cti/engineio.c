/* SPDX-License-Identifier: GPL-3.0-or-later
 * Frames of Engine.IO 4 with Socket.IO 5 in them. */
#include "config.h"
#include "engineio.h"
#include "net/json.h"

static CorFrame
parse_message (const char *text, gsize len)
{
  CorFrame frame = { COR_FRAME_OTHER, text, 0 };
  gsize start = 1;

  if (len == 0)
    return frame;
  if (text[0] == '0')
    frame.kind = COR_FRAME_CONNECT;
  else if (text[0] == '1')
    frame.kind = COR_FRAME_DISCONNECT;
  else if (text[0] == '2')
    frame.kind = COR_FRAME_EVENT;
  else if (text[0] == '4')
    frame.kind = COR_FRAME_REFUSED;
  /* An event that wants an acknowledgement has a number here: none of ours do, but their names
   * count. Another namespace ("/admin,") does not. */
  while (start < len && g_ascii_isdigit (text[start]))
    start++;
  if (frame.kind == COR_FRAME_EVENT && (start >= len || text[start] != '['))
    frame.kind = COR_FRAME_OTHER;
  frame.payload = text + start;
  frame.payload_len = len - start;
  return frame;
}

CorFrame
cor_engineio_parse (const char *text, gsize len)
{
  CorFrame frame = { COR_FRAME_OTHER, text, 0 };

  if (len == 0)
    return frame;
  switch (text[0]) {
  case '0':
    frame.kind = COR_FRAME_OPEN;
    break;
  case '1':
    frame.kind = COR_FRAME_CLOSE;
    break;
  case '2':
    frame.kind = COR_FRAME_PING;
    break;
  case '4':
    return parse_message (text + 1, len - 1);
  default:
    break;
  }
  frame.payload = text + 1;
  frame.payload_len = len - 1;
  return frame;
}

char *
cor_engineio_build_login (const char *user, const char *token)
{
  g_autofree char *arguments =
    cor_json_build ("accessKeyId", user, "token", token, "uaType", "mobile", NULL);

  return g_strdup_printf ("42[\"login\",%s]", arguments);
}
