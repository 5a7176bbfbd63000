# SPDX-License-Identifier: GPL-3.0-or-later
"""Independent peers: Kamailio as registrar and proxy, Debian's baresip and SIPp as the
other party. All on loopback, on free ports, without a line of Cornetta in them."""
import array
import json
import re
import random
import shutil
import socket
import subprocess

from .sound import RATE
from .watch import wait_until
from .world import APP_ID

HOST = '127.0.0.1'
# Below the SIP stack's RTP ports and those that Linux hands out by itself.
PORTS = (6200, 16300)
# Taken ports are not given twice in one test program, even when nothing bound them yet.
_given = set()


def free_port():
    """A port free for UDP and TCP, which no connection takes by itself meanwhile."""
    while True:
        port = random.randrange(*PORTS)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp, socket.socket() as tcp:
            try:
                udp.bind((HOST, port))
                tcp.bind((HOST, port))
            except OSError:
                continue
        if port not in _given:
            _given.add(port)
            return port


KAMAILIO = r'''#!KAMAILIO
debug=2
log_stderror=yes
children=1
tcp_children=1
dns=no
rev_dns=no
auto_aliases=no
%(tls_switch)s
listen=udp:127.0.0.1:%(port)d
listen=tcp:127.0.0.1:%(port)d
%(tls_listen)s
loadmodule "kex.so"
loadmodule "corex.so"
loadmodule "tm.so"
loadmodule "sl.so"
loadmodule "rr.so"
loadmodule "pv.so"
loadmodule "maxfwd.so"
loadmodule "textops.so"
loadmodule "siputils.so"
loadmodule "xlog.so"
loadmodule "usrloc.so"
loadmodule "registrar.so"
loadmodule "nathelper.so"
loadmodule "auth.so"
%(tls_module)s
modparam("usrloc", "db_mode", 0)
modparam("registrar", "method_filtering", 1)
modparam("registrar", "min_expires", 5)
modparam("rr", "append_fromtag", 1)
modparam("nathelper|registrar", "received_avp", "$avp(received)")

request_route {
  xlog("L_NOTICE", "REQUEST $rm $ru $proto $ci\n");
  if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
  # Answers and later requests go back by the connection that a client opened.
  if ($proto != "udp") {
    if (is_method("REGISTER")) fix_nated_register(); else set_contact_alias();
  }
  if (has_totag()) {
    handle_ruri_alias();
    if (loose_route() || uri != myself) { t_relay(); exit; }
    if (is_method("ACK")) { if (t_check_trans()) t_relay(); exit; }
    sl_send_reply("404", "Not Here"); exit;
  }
  if (is_method("CANCEL")) { if (t_check_trans()) t_relay(); exit; }
  t_check_trans();
  if (is_method("OPTIONS")) { sl_send_reply("200", "OK"); exit; }
  $var(password) = $null;
%(users)s
  if (!pv_auth_check("%(realm)s", "$var(password)", "0", "1")) {
    auth_challenge("%(realm)s", "1"); exit;
  }
  consume_credentials();
  if (is_method("REGISTER")) {
    xlog("L_NOTICE", "CONTACT $au $ct\n");
    if (!save("location")) sl_reply_error();
    exit;
  }
  record_route();
%(routes)s
  if (!lookup("location")) { sl_send_reply("404", "Not Found"); exit; }
  t_relay();
}

onreply_route {
  xlog("L_NOTICE", "REPLY $rs $rm\n");
  if ($rs == 200 && $rm == "INVITE") xlog("L_NOTICE", "UP $tU $ci $ft $tt\n");
  if ($proto != "udp") set_contact_alias();
  # An answer without a Contact is no failure: what came in the same packet would be dropped.
  return 1;
}
'''
TLS_MODULE = '''loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "%(certificate)s")
modparam("tls", "private_key", "%(key)s")
modparam("tls", "verify_certificate", 0)
modparam("tls", "require_certificate", 0)'''


class Certificates:
    """A CA and a server certificate for one name; both in the world's folder."""

    def __init__(self, world, name='127.0.0.1', label='tls'):
        folder = world.folder / label
        folder.mkdir(exist_ok=True)
        self.ca, self.ca_key = folder / 'ca.pem', folder / 'ca.key'
        self.certificate, self.key = folder / 'server.pem', folder / 'server.key'
        kind = 'IP' if re.fullmatch(r'[\d.]+', name) else 'DNS'
        request, extensions = folder / 'server.csr', folder / 'extensions'
        extensions.write_text('subjectAltName=%s:%s\n' % (kind, name))
        curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
        world.run(['openssl', 'req', '-x509', *curve, '-keyout', self.ca_key, '-out', self.ca,
                   '-days', '2', '-subj', '/CN=Test CA of ' + label])
        world.run(['openssl', 'req', *curve, '-keyout', self.key, '-out', request,
                   '-subj', '/CN=' + name])
        world.run(['openssl', 'x509', '-req', '-in', request, '-CA', self.ca, '-CAkey', self.ca_key,
                   '-CAcreateserial', '-out', self.certificate, '-days', '2',
                   '-extfile', extensions])


class Kamailio:
    """Digest users {user: password}; UDP and TCP on `port`, TLS on `tls_port`."""

    REALM = 'kamailio.test'

    def __init__(self, world, users, certificates=None, routes=None, tls_port=None):
        """`routes`: {number: port} of telephones that don't register."""
        self.world = world
        self.port = free_port()
        self.tls_port = (tls_port or free_port()) if certificates else 0
        config = world.folder / 'kamailio.cfg'
        config.write_text(KAMAILIO % {
            'port': self.port, 'realm': self.REALM,
            'users': ''.join('  if ($au == "%s") $var(password) = "%s";\n' % pair
                             for pair in users.items()),
            'routes': ''.join('  if ($rU == "%s") { $du = "sip:127.0.0.1:%d"; t_relay(); exit; }\n'
                              % route for route in (routes or {}).items()),
            'tls_switch': 'enable_tls=yes' if certificates else '',
            'tls_listen': 'listen=tls:127.0.0.1:%d' % self.tls_port if certificates else '',
            'tls_module': TLS_MODULE % vars(certificates) if certificates else ''})
        run = world.folder / 'kamailio'
        run.mkdir()
        self.process = world.spawn('kamailio', [
            'kamailio', '-DD', '-E', '-f', config, '-m', '32', '-M', '4', '-w', run, '-Y', run,
            '-P', run / 'pid'])
        wait_until(self._is_up, 'Kamailio')

    def _is_up(self):
        if self.process.poll() is not None:
            raise AssertionError('Kamailio ended: ' + self.world.log('kamailio')[-2000:])
        ports = [self.port] + ([self.tls_port] if self.tls_port else [])
        return all(_listens(port) for port in ports)

    def requests(self, method=None):
        """Methods of the requests so far (challenged ones among them)."""
        return [line for line in re.findall(r'REQUEST (\S+ \S+ \S+)', self.world.log('kamailio'))
                if method is None or line.startswith(method + ' ')]

    def called(self):
        """{call: whom}: user parts of the addresses that INVITEs asked for, as they were written.
        An INVITE that was challenged and came again is one call."""
        return {call: number for number, call in re.findall(
            r'REQUEST INVITE sips?:([^@ ]*)@\S+ \S+ (\S+)', self.world.log('kamailio'))}

    def ends(self, number):
        """How the two ends of the last call to a number name it: its id, and the tags of who calls
        and of who is called."""
        return re.findall(r'UP %s (\S+) (\S+) (\S+)' % number, self.world.log('kamailio'))[-1]

    def stop(self):
        self.world.end(self.process)


# pylint: disable-next=too-many-arguments
def start_on(world, port, user, password, transport='udp', ca=None, more=(), host=HOST):
    """Starts the program with a plain SIP account, without a CTI server."""
    program = world.spawn('cornetta-desktop', [
        world.build / 'cornetta-desktop', '--gapplication-service', '--sip-server',
        '%s:%d' % (host, port), '--sip-user', user, '--sip-transport', transport,
        '--sip-password-stdin', *more], env={'CORNETTA_CA_FILE': str(ca)} if ca else None,
        stdin=subprocess.PIPE)
    program.stdin.write(password.encode() + b'\n')
    program.stdin.close()
    wait_until(lambda: world.bus.has(APP_ID) or program.poll() is not None, 'the program')
    return program


def _listens(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


class Baresip:
    """Debian's baresip program, registered somewhere and driven over TCP.

    It answers by itself and plays `tone` Hz, or the sound file `plays` of two channels at 48 kHz,
    at whoever calls; it knows one codec. `devices`: a module whose default devices it uses instead."""

    def __init__(self, world, user, password, port, options='', tone=440, codec='g711',
                 account='', plays=None, devices=None, answers='auto'):
        self.world = world
        self.name = 'baresip-' + user
        folder = world.folder / self.name
        folder.mkdir()
        self.control = free_port()
        applications = ('account', 'contact', 'menu', 'ctrl_tcp')
        source = ('aufile', plays) if plays else ('ausine', tone)
        player = ('aubridge', 'none')
        if devices:
            source = player = (devices, 'default')
        modules = {'uuid': 1, codec: 1, source[0]: 1, player[0]: 1, 'srtp': 1}
        if not devices:
            modules['sndfile'] = 1
        # Its sine generator knows two channels at 48 kHz alone; what it hears is written
        # by the sndfile filter.
        (folder / 'config').write_text(
            'module_path /usr/lib/baresip/modules\n' +
            ''.join('module %s.so\n' % module for module in modules) +
            ''.join('module_app %s.so\n' % module for module in applications) +
            'net_interface 127.0.0.1\nsip_listen 127.0.0.1:0\nctrl_tcp_listen 127.0.0.1:%d\n'
            'call_max_calls 8\n'
            'audio_source %s,%s\naudio_player %s,%s\naudio_alert %s,%s\n'
            'ausrc_srate 48000\nausrc_channels %d\nsnd_path %s\n' % (
                self.control, *source, *player, *player, 1 if devices else 2, folder))
        (folder / 'accounts').write_text(
            '<sip:%s@%s:%d%s>;auth_user=%s;auth_pass=%s;answermode=%s;regint=60%s\n' % (
                user, HOST, port, options, user, password, answers, account))
        (folder / 'contacts').write_text('')
        (folder / 'uuid').write_text('00000000-0000-0000-0000-000000000000')
        self.folder = folder
        self.process = world.spawn(self.name, ['baresip', '-4', '-f', folder], cwd=folder)
        wait_until(self._is_up, 'baresip')
        self._socket = socket.create_connection((HOST, self.control), timeout=60)
        self._stream = self._socket.makefile('rb')
        self._events = []

    def _is_up(self):
        if self.process.poll() is not None:
            raise AssertionError('baresip ended: ' + self.world.log(self.name)[-2000:])
        return _listens(self.control)

    def wait_registered(self):
        wait_until(lambda: '200 OK' in self.world.log(self.name), 'baresip to register')

    def command(self, name, params=''):
        """A command as its menu knows it: dial, hangup, accept. Returns the answer."""
        text = json.dumps({'command': name, 'params': params, 'token': name}).encode()
        self._socket.sendall(b'%d:%s,' % (len(text), text))
        while True:
            message = self._read()
            if message.get('response') and message.get('token') == name:
                return message
            self._events.append(message)

    def wait_event(self, kind):
        """The next event of this type, such as CALL_ESTABLISHED or CALL_CLOSED."""
        while True:
            message = self._events.pop(0) if self._events else self._read()
            if message.get('event') and message.get('type') == kind:
                return message

    def forget(self):
        """What it told of calls so far."""
        self.command('reginfo')
        self._events.clear()

    def _read(self):
        digits = b''
        while (byte := self._stream.read(1)) != b':':
            if not byte:
                raise AssertionError('baresip closed its control connection')
            digits += byte
        message = json.loads(self._stream.read(int(digits)))
        self._stream.read(1)
        return message

    def heard(self):
        """What came out of its loudspeaker so far, as samples at 8 kHz."""
        samples = array.array('h')
        for path in sorted(self.folder.glob('dump-*-dec.wav')):
            # The header's length is right only after the call; the data follow it.
            written = path.read_bytes()
            part = array.array('h')
            part.frombytes(written[44:len(written) // 2 * 2])
            channels = int.from_bytes(written[22:24], 'little')
            samples += part[::int.from_bytes(written[24:28], 'little') * channels // RATE or 1]
        return samples

    def stop(self):
        self._stream.close()
        self._socket.close()
        self.world.end(self.process)


def sipp(world, scenario, *words, port=None, name='sipp'):
    """Starts SIPp with a scenario file; returns (process, its SIP port)."""
    if not shutil.which('sipp'):
        raise RuntimeError('sipp is not here')
    port = port or free_port()
    process = world.spawn(name, ['sipp', '-sf', scenario, '-i', HOST, '-p', port, '-nostdin', '-m',
                                 '1', '-timeout', '60', '-timeout_error', *words],
                          cwd=world.folder, stdout=subprocess.DEVNULL)
    return process, port
