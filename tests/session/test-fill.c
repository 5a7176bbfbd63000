/* SPDX-License-Identifier: GPL-3.0-or-later
 * Templates with what callers say of themselves in them. M65 */
#include "fill.h"
#include <string.h>

static const CorFill ordinary = { .number = "+390721405516",
                                  .name = "Anna & Città/?#",
                                  .called = "Sales (401)",
                                  .unique = "1795367640.126",
                                  .event = "ringing",
                                  .direction = "in" };

static void
assert_url (const char *template, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = cor_fill_url (template, &ordinary, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (url, ==, expected);
}

static void
test_url (void)
{
  assert_url ("https://crm.example/", "https://crm.example/");
  assert_url ("https://crm.example/c?n=$CALLER_NUMBER", "https://crm.example/c?n=%2B390721405516");
  assert_url ("HTTP://crm:8080?a={phone}&b=$CALLER_NAME",
              "HTTP://crm:8080?a=%2B390721405516&b=Anna%20%26%20Citt%C3%A0%2F%3F%23");
  assert_url ("https://crm/$CALLED/$UNIQUEID#$CALLER_NUMBER$CALLER_NUMBER",
              "https://crm/Sales%20%28401%29/1795367640.126#%2B390721405516%2B390721405516");
  assert_url ("https://crm/$CALLER/$OTHER/{p}/100%25", "https://crm/$CALLER/$OTHER/{p}/100%25");
}

/* What a name says is never read as a place, nor as a piece of the address. */
static void
test_url_of_strangers (void)
{
  static const char *const names[] = { "$CALLER_NUMBER",
                                       "{phone}",
                                       "a&admin=1#x",
                                       "../../etc",
                                       "\"><script>",
                                       "a\r\nHost: b",
                                       "%0d%0a%2e",
                                       "\xff\xfe"
                                       "x",
                                       "" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const CorFill fill = { .number = "202", .name = names[i] };
    g_autofree char *url = cor_fill_url ("https://crm/?q=$CALLER_NAME&z=1", &fill, NULL);
    const char *value = url + strlen ("https://crm/?q=");
    const char *end = strstr (value, "&z=1");

    g_assert_nonnull (end);
    g_assert_cmpstr (end, ==, "&z=1");
    for (; value < end; value++)
      g_assert_true (g_ascii_isalnum (*value) || strchr ("%-._~", *value) != NULL);
  }
}

static void
test_no_url (void)
{
  static const char *const wrong[] = { "",
                                       "crm.example",
                                       "javascript:alert(1)",
                                       "file:///etc/passwd",
                                       "tel:202",
                                       "ftp://crm/",
                                       "https:crm",
                                       "https://",
                                       "https:///x",
                                       "https://$CALLER_NAME/",
                                       "https://$CALLER_NUMBER.crm/",
                                       "https://crm:{phone}/",
                                       "https://$CALLED@crm/",
                                       "$CALLER_NAME",
                                       "$CALLER_NAME://crm/",
                                       "https://crm:port/",
                                       "https://a b/" };
  g_autofree char *endless = g_strnfill (2 * COR_FILL_MAX, 'x');
  g_autofree char *template = g_strconcat ("https://crm/", endless, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", wrong[i]);
    g_assert_null (cor_fill_url (wrong[i], &ordinary, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  }
  g_assert_null (cor_fill_url (template, &ordinary, NULL));
}

static void
assert_command (const char *template, const CorFill *fill, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) arguments = cor_fill_command (template, fill, &error);
  g_autofree char *all = NULL;

  g_assert_no_error (error);
  all = g_strjoinv ("|", arguments);
  g_assert_cmpstr (all, ==, expected);
}

static void
test_command (void)
{
  assert_command ("true", &ordinary, "true");
  assert_command ("notify-send 'A call' \"$CALLER_NAME\" {phone}", &ordinary,
                  "notify-send|A call|Anna & Città/?#|+390721405516");
  assert_command ("x --n=$CALLER_NUMBER,$EVENT $DIRECTION $CALLED", &ordinary,
                  "x|--n=+390721405516,ringing|in|Sales (401)");
}

static void
test_command_of_strangers (void)
{
  static const struct {
    const char *name, *argument;
  } names[] = {
    { ";touch /tmp/x", ";touch /tmp/x" },
    { "$(reboot) `reboot`", "$(reboot) `reboot`" },
    { "a b  'c\" d", "a b  'c\" d" },
    { "$CALLER_NUMBER", "$CALLER_NUMBER" },
    { "--exec=reboot", "exec=reboot" },
    { "a\nb\x1b[2J", "a b [2J" },
    { "", "" },
    { NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const CorFill fill = { .number = "202", .name = names[i].name };
    g_auto (GStrv) arguments = cor_fill_command ("log $CALLER_NAME end", &fill, NULL);

    g_assert_cmpuint (g_strv_length (arguments), ==, 3);
    g_assert_cmpstr (arguments[1], ==, names[i].argument);
    g_assert_cmpstr (arguments[2], ==, "end");
  }
}

static void
test_no_command (void)
{
  static const char *const wrong[] = {
    "", "  ", "'unclosed", "$CALLER_NAME", "/bin/$CALLER_NAME x", "{phone}"
  };
  g_autoptr (GString) many = g_string_new ("x");

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (cor_fill_command (wrong[i], &ordinary, &error));
    g_assert_nonnull (error);
  }
  for (guint i = 0; i < 64; i++)
    g_string_append (many, " x");
  g_assert_null (cor_fill_command (many->str, &ordinary, NULL));
}

static void
test_long_values (void)
{
  g_autofree char *name = g_strnfill (100000, 'n');
  const CorFill fill = { .name = name };
  g_auto (GStrv) arguments = cor_fill_command ("log $CALLER_NAME$CALLER_NAME", &fill, NULL);

  g_assert_cmpuint (strlen (arguments[1]), ==, 1024);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fill/url", test_url);
  g_test_add_func ("/fill/url-of-strangers", test_url_of_strangers);
  g_test_add_func ("/fill/no-url", test_no_url);
  g_test_add_func ("/fill/command", test_command);
  g_test_add_func ("/fill/command-of-strangers", test_command_of_strangers);
  g_test_add_func ("/fill/no-command", test_no_command);
  g_test_add_func ("/fill/long-values", test_long_values);
  return g_test_run ();
}
