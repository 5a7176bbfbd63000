/* SPDX-License-Identifier: GPL-3.0-or-later
 * Wrong answers on purpose. */
#include "rest-faults.h"
#include "json-out.h"
#include <string.h>

#define HUGE_BYTES (20 * 1024 * 1024)

void
cor_answer_raw (CorRequest *request, const char *text)
{
  if (request->gone)
    return;
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (request->message);
  if (!stream)
    return;
  if (text)
    g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL,
                               NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
  request->gone = TRUE;
}

static GString *
huge (void)
{
  GString *json = g_string_sized_new (HUGE_BYTES + 1024);
  g_string_append (json, "{\"count\":1,\"rows\":[\"");
  while (json->len < HUGE_BYTES)
    g_string_append (json, "Lorem ipsum dolor sit amet, consectetur adipisici elit. ");
  g_string_append (json, "\"]}");
  return json;
}

gboolean
cor_fault_answer (CorRequest *request)
{
  static const char wrong[] =
    "{\"code\":\"two hundred\",\"token\":[1],\"expire\":{},\"name\":7,\"username\":null,"
    "\"endpoints\":\"none\",\"default_device\":[],\"settings\":3,\"count\":\"many\","
    "\"rows\":{\"id\":[]},\"status\":{},\"uniqueid\":1.5,\"201\":[\"online\"],\"71\":false}";
  request->native = TRUE;
  switch (request->demo->faults.rest) {
  case COR_REST_GOOD:
    request->native = FALSE;
    return FALSE;
  case COR_REST_500:
    cor_reply_empty (request, 500, "out of order");
    break;
  case COR_REST_404:
    cor_reply_text (request, 404, "{\"code\":404,\"data\":null,\"message\":\"API not found\"}");
    break;
  case COR_REST_HTML:
    soup_server_message_set_response (request->message, "text/html", SOUP_MEMORY_STATIC, "", 0);
    cor_reply_text (request, 200, "<!doctype html><title>Proxy</title><p>Sign in to the network.");
    break;
  case COR_REST_BADJSON:
    cor_reply_text (request, 200, "{\"count\":3,\"rows\":[{\"id\":1,\"name\":\"Anna");
    break;
  case COR_REST_HUGE:
    cor_reply_json (request, 200, huge ());
    break;
  case COR_REST_WRONGTYPES:
    cor_reply_text (request, 200, wrong);
    break;
  case COR_REST_CUT:
  default:
    cor_answer_raw (request, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                             "Content-Length: 5000\r\n\r\n{\"count\":");
    break;
  }
  return TRUE;
}
