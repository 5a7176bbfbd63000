/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which URLs of desk phones this computer asks: M51. */
#include "net/lan.h"
#include "net/error.h"
#include <string.h>

static void
test_accepted (void)
{
  static const struct {
    const char *text, *url, *shown, *user, *password;
  } rows[] = {
    { "http://192.168.1.20/servlet?key=number=203&outgoing_uri=202@pbx.example.test",
      "http://192.168.1.20:80/servlet?key=number=203&outgoing_uri=202@pbx.example.test",
      "192.168.1.20:80", NULL, NULL },
    { "http://admin:s3cret@10.1.2.3:8080/command.htm?key=F_HOLD",
      "http://10.1.2.3:8080/command.htm?key=F_HOLD", "10.1.2.3:8080", "admin", "s3cret" },
    { "https://a%40b:p%3aw@172.31.255.1", "https://172.31.255.1:443/", "172.31.255.1:443", "a@b",
      "p:w" },
    { "HTTP://172.16.0.1/cgi-bin/ConfigManApp.com?key=203;ENTER",
      "http://172.16.0.1:80/cgi-bin/ConfigManApp.com?key=203;ENTER", "172.16.0.1:80", NULL, NULL },
    { "http://169.254.7.7/x#part", "http://169.254.7.7:80/x", "169.254.7.7:80", NULL, NULL },
    { "http://[fd00::1]:81/a/../b", "http://[fd00::1]:81/b", "[fd00::1]:81", NULL, NULL },
    { "http://[fe80::1]/", "http://[fe80::1]:80/", "[fe80::1]:80", NULL, NULL },
    { "http://10.0.0.1/?key=%23", "http://10.0.0.1:80/?key=%23", "10.0.0.1:80", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CorLanUrl) url = cor_lan_url_parse (rows[i].text, FALSE, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (url->url, ==, rows[i].url);
    g_assert_cmpstr (url->shown, ==, rows[i].shown);
    g_assert_cmpstr (url->user, ==, rows[i].user);
    g_assert_cmpstr (url->password, ==, rows[i].password);
  }
}

static void
test_refused (void)
{
  static const char *const rows[] = {
    "",
    "http",
    "http://",
    "/servlet",
    "http:///servlet",
    "ftp://10.0.0.1/",
    "file:///etc/passwd",
    "gopher://10.0.0.1/",
    "http://phone.example.test/",
    "http://localhost/",
    "http://8.8.8.8/",
    "http://172.15.0.1/",
    "http://172.32.0.1/",
    "http://192.169.0.1/",
    "http://100.64.0.1/",
    "http://0.0.0.0/",
    "http://255.255.255.255/",
    "http://224.0.0.1/",
    "http://127.0.0.1/",
    "http://[::1]/",
    "http://[::]/",
    "http://[2001:db8::1]/",
    "http://[ff02::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[::ffff:8.8.8.8]/",
    "http://2130706433/",
    "http://0x0a000001/",
    "http://10.1/",
    "http://010.0.0.1/",
    "http://10.0.0.1.nip.example/",
    "http://10.0.0.1:0/",
    "http://10.0.0.1:70000/",
    "http://10.0.0.1@8.8.8.8/",
    "http://10.0.0.1\\@8.8.8.8/",
    "http://10.0.0.1#@8.8.8.8:x/ ",
    "http://10.0.0.1/a b",
    "http://10.0.0.1/a\r\nHost: x",
    "http://10.0.0.1/\xc3\xa0\x7f",
  };
  g_autofree char *fill = g_strnfill (2100, 'a');
  g_autofree char *huge = g_strconcat ("http://10.0.0.1/", fill, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    if (cor_lan_url_parse (rows[i], FALSE, &error) != NULL)
      g_error ("'%s' was taken", rows[i]);
    g_assert_error (error, COR_NET_ERROR, COR_NET_ERROR_HOST);
    g_assert_null (strstr (error->message, "10.0.0.1"));
  }
  g_assert_null (cor_lan_url_parse (huge, TRUE, NULL));
}

static void
test_loopback (void)
{
  g_autoptr (CorLanUrl) v4 = cor_lan_url_parse ("http://127.0.0.9:81/call", TRUE, NULL);
  g_autoptr (CorLanUrl) v6 = cor_lan_url_parse ("http://[::1]/call", TRUE, NULL);

  g_assert_cmpstr (v4->shown, ==, "127.0.0.9:81");
  g_assert_nonnull (v6);
  g_assert_null (cor_lan_url_parse ("http://8.8.8.8/", TRUE, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cti/lan-url/accepted", test_accepted);
  g_test_add_func ("/cti/lan-url/refused", test_refused);
  g_test_add_func ("/cti/lan-url/loopback", test_loopback);
  return g_test_run ();
}
