# SPDX-License-Identifier: GPL-3.0-or-later
"""Kamailio as the test's own registrar and proxy, over UDP, TCP and TLS."""
import os
import socket
import subprocess
import time

from phonekit import Process, free_port, quiet_env

PASSWORD = 'Sesame=Open;7%'

CONFIG = '''
debug=1
log_stderror=yes
fork=yes
children=1
tcp_children=1
auto_aliases=no
listen=udp:%(host)s:%(udp)d
listen=tcp:%(host)s:%(tcp)d
%(tls_listen)s
loadmodule "tm.so"
loadmodule "sl.so"
loadmodule "rr.so"
loadmodule "pv.so"
loadmodule "textops.so"
loadmodule "siputils.so"
loadmodule "usrloc.so"
loadmodule "registrar.so"
loadmodule "auth.so"
loadmodule "xlog.so"
%(tls_module)s
modparam("rr", "enable_full_lr", 1)
modparam("registrar", "min_expires", 5)
request_route {
  if (is_method("OPTIONS")) { sl_send_reply("200", "OK"); exit; }
  if (has_totag()) {
    if (loose_route()) { t_relay(); exit; }
    if (is_method("ACK")) { if (t_check_trans()) t_relay(); exit; }
    sl_send_reply("404", "Not here");
    exit;
  }
  if (is_method("CANCEL")) { if (t_check_trans()) t_relay(); exit; }
  if (is_method("REGISTER")) {
    if ($rU == "nobody" || $tU == "nobody") { sl_send_reply("404", "Not Found"); exit; }
    if ($tU == "banned") { sl_send_reply("403", "Forbidden"); exit; }
    $var(password) = "%(password)s";
    if ($tU == "202") $var(password) = "plain";
    if (!pv_www_authenticate("$td", "$var(password)", "0")) { www_challenge("$td", "0"); exit; }
    xlog("L_ERR", "registered $tU by $proto expires $hdr(Expires) $ct\\n");
    save("location");
    exit;
  }
  record_route();
  if ($rU == "203") { $du = "sip:127.0.0.1:%(forward)d"; t_relay(); exit; }
  if (!lookup("location")) { sl_send_reply("404", "Not Found"); exit; }
  t_relay();
}
# How both ends of a call name it.
onreply_route {
  if ($rs == 200 && $rm == "INVITE") xlog("L_ERR", "up $tU $ci $ft $tt\\n");
}
'''


def make_certificates(folder, names):
    """A CA, and a server certificate for `names` ("DNS:pbx.test,IP:127.0.0.1")."""
    def run(*argv):
        subprocess.run(['openssl', *argv], cwd=folder, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
    run('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
        '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Test CA')
    run('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
        '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=server')
    with open(os.path.join(folder, 'san'), 'w') as f:
        f.write('subjectAltName=%s\n' % names)
    run('x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key',
        '-CAcreateserial', '-out', 'server.pem', '-days', '2', '-extfile', 'san')
    return os.path.join(folder, 'ca.pem')


class Kamailio(Process):
    def __init__(self, test, folder, names='DNS:localhost,IP:127.0.0.1', forward=9,
                 host='127.0.0.1'):
        self.host = host
        self.udp = free_port()
        self.tcp = free_port(socket.SOCK_STREAM)
        self.tls = free_port(socket.SOCK_STREAM)
        self.ca = make_certificates(folder, names)
        tls = '\n'.join(['loadmodule "tls.so"',
                         'modparam("tls", "tls_method", "TLSv1.2+")',
                         'modparam("tls", "certificate", "%s/server.pem")' % folder,
                         'modparam("tls", "private_key", "%s/server.key")' % folder])
        path = os.path.join(folder, 'kamailio.cfg')
        with open(path, 'w') as f:
            f.write(CONFIG % {
                'host': '[%s]' % host if ':' in host else host, 'udp': self.udp, 'tcp': self.tcp, 'tls_module': tls, 'password': PASSWORD,
                'forward': forward,
                'tls_listen': 'enable_tls=yes\nlisten=tls:%s:%d'
                              % ('[%s]' % host if ':' in host else host, self.tls)})
        self.test = test
        self.argv = ['kamailio', '-DD', '-E', '-m', '32', '-M', '4', '-f', path,
                     '-Y', folder, '-w', folder, '-P', folder + '/pid']
        self.again()

    def again(self):
        """Starts it, with what it knew forgotten."""
        super().__init__(self.test, self.argv, env=quiet_env())
        self.wait_up()

    def wait_up(self):
        end = time.monotonic() + 60
        for port in (self.tcp, self.tls):
            while True:
                try:
                    socket.create_connection((self.host, port), 1).close()
                    break
                except OSError:
                    if time.monotonic() > end or self.process.poll() is not None:
                        raise AssertionError('no Kamailio:\n' + '\n'.join(self.log)) from None
                    time.sleep(0.05)
