#include "sip.h"
CorSip *
cor_sip_new (guint port, CorPeople *people, CorSipEventFunc on_event, gpointer data, GError **error)
{
  return (CorSip *)g_new0 (int, 1);
}
void
cor_sip_free (CorSip *sip)
{
  g_free (sip);
}
guint
cor_sip_get_port (CorSip *sip)
{
  return 0;
}
void
cor_sip_set_faults (CorSip *sip, const CorFaults *faults)
{
}
gboolean
cor_sip_call (CorSip *sip, const CorSipCall *call)
{
  return FALSE;
}
void
cor_sip_hangup (CorSip *sip, guint call)
{
}
gboolean
cor_sip_party (CorSip *sip, const char *number, const char *action, const char *digits)
{
  return FALSE;
}
void
cor_sip_write (CorSip *sip, GString *out)
{
}
