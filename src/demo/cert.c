/* SPDX-License-Identifier: GPL-3.0-or-later
 * A certificate authority and a certificate for this run alone, by OpenSSL, which libre needs
 * anyhow: GLib reads certificates and makes none. */
#include "cert.h"
#include <glib/gstdio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#define LIFE_S (7 * 24 * 3600)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)

static gboolean
extend (X509 *cert, X509 *issuer, int nid, const char *value)
{
  X509V3_CTX context;
  X509V3_set_ctx_nodb (&context);
  X509V3_set_ctx (&context, issuer, cert, NULL, NULL, 0);
  X509_EXTENSION *extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  gboolean good = extension && X509_add_ext (cert, extension, -1);
  X509_EXTENSION_free (extension);
  return good;
}

/* issuer NULL: signs itself. */
static X509 *
make (EVP_PKEY *key, const char *name, X509 *issuer, EVP_PKEY *issuer_key)
{
  g_autoptr (X509) cert = X509_new ();
  X509_NAME *subject;
  if (!cert)
    return NULL;
  X509_set_version (cert, 2);
  ASN1_INTEGER_set (X509_get_serialNumber (cert), g_random_int_range (1, G_MAXINT));
  X509_gmtime_adj (X509_getm_notBefore (cert), -60);
  X509_gmtime_adj (X509_getm_notAfter (cert), LIFE_S);
  X509_set_pubkey (cert, key);
  subject = X509_get_subject_name (cert);
  X509_NAME_add_entry_by_txt (subject, "CN", MBSTRING_UTF8, (const guchar *)name, -1, -1, 0);
  X509_set_issuer_name (cert, issuer ? X509_get_subject_name (issuer) : subject);
  gboolean good =
    issuer ? extend (cert, issuer, NID_basic_constraints, "CA:FALSE") &&
               extend (cert, issuer, NID_ext_key_usage, "serverAuth") &&
               extend (cert, issuer, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1")
           : extend (cert, cert, NID_basic_constraints, "critical,CA:TRUE") &&
               extend (cert, cert, NID_key_usage, "critical,keyCertSign");
  if (!good || !X509_sign (cert, issuer_key ? issuer_key : key, EVP_sha256 ()))
    return NULL;
  return g_steal_pointer (&cert);
}

static char *
take_text (BIO *bio)
{
  char *data;
  long length = BIO_get_mem_data (bio, &data);
  return g_strndup (data, length);
}

static char *
cert_text (X509 *cert)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  return PEM_write_bio_X509 (bio, cert) ? take_text (bio) : NULL;
}

static char *
key_text (EVP_PKEY *key)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  return PEM_write_bio_PrivateKey (bio, key, NULL, NULL, 0, NULL, NULL) ? take_text (bio) : NULL;
}

GTlsCertificate *
cor_cert_make (char **ret_ca_file, GError **error)
{
  g_autoptr (EVP_PKEY) ca_key = EVP_EC_gen ("P-256");
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
  g_autoptr (X509) ca = ca_key ? make (ca_key, "Cornetta demo authority", NULL, NULL) : NULL;
  g_autoptr (X509) cert = ca && key ? make (key, "127.0.0.1", ca, ca_key) : NULL;
  if (!cert) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "OpenSSL would not make a certificate");
    return NULL;
  }
  g_autofree char *ca_pem = cert_text (ca);
  g_autofree char *cert_pem = cert_text (cert);
  g_autofree char *key_pem = key_text (key);
  g_autofree char *pem = g_strconcat (cert_pem, key_pem, NULL);
  g_autoptr (GTlsCertificate) made = g_tls_certificate_new_from_pem (pem, -1, error);
  g_autofree char *folder = made ? g_dir_make_tmp ("cornetta-demo-XXXXXX", error) : NULL;
  g_autofree char *file = folder ? g_build_filename (folder, "ca.pem", NULL) : NULL;
  if (!file || !g_file_set_contents (file, ca_pem, -1, error))
    return NULL;
  *ret_ca_file = g_steal_pointer (&file);
  return g_steal_pointer (&made);
}

void
cor_cert_clean (const char *ca_file)
{
  g_autofree char *folder = g_path_get_dirname (ca_file);
  g_unlink (ca_file);
  g_rmdir (folder);
}
