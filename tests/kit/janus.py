# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's Janus as the WebRTC gateway of a server, and a bare client of its HTTP
interface that has no media of its own."""
import http.client
import itertools
import json
import signal
import time
import urllib.parse

from .sip import HOST, free_port
from .watch import WATCHDOG, wait_until

PLUGINS = ('audiobridge', 'duktape', 'lua', 'nosip', 'recordplay', 'streaming', 'textroom',
           'videocall', 'videoroom', 'voicemail')
TRANSPORTS = ('mqtt', 'nanomsg', 'pfunix', 'rabbitmq')
CONFIG = {
    'janus.jcfg': '''
general: {
  configs_folder = "%(folder)s"
  events_folder = "%(empty)s"
  loggers_folder = "%(empty)s"
  debug_level = %(debug)d
  debug_colors = false
  session_timeout = %(session_timeout)d
}
media: {
  ipv6 = false
}
nat: {
  %(nat)s
}
plugins: {
  disable = "%(plugins)s"
}
transports: {
  disable = "%(transports)s"
}
''',
    'janus.transport.http.jcfg': '''
general: {
  json = "compact"
  base_path = "/janus"
  http = true
  port = %(port)d
  ip = "127.0.0.1"
  https = false
}
admin: {
  admin_http = false
}
''',
    'janus.transport.websockets.jcfg': '''
general: {
  json = "compact"
  ws = true
  ws_port = %(socket_port)d
  ws_ip = "127.0.0.1"
  wss = false
}
admin: {
  admin_ws = false
}
''',
    'janus.plugin.sip.jcfg': '''
general: {
  local_ip = "127.0.0.1"
  sdp_ip = "127.0.0.1"
  keepalive_interval = 120
  behind_nat = false
  register_ttl = 3600
}
''',
    'janus.plugin.echotest.jcfg': 'general: {\n}\n'}


class Janus:
    """Serves `url` on loopback, and `socket_url` by WebSocket; its SIP side is on loopback too, its media where the
    machine has an address. What it writes is in the log NAME."""

    def __init__(self, world, nat='', debug=4, session_timeout=60, name='janus'):
        self.world, self.name = world, name
        self.port = free_port()
        self.url = 'http://%s:%d/janus' % (HOST, self.port)
        self.socket_port = free_port()
        self.socket_url = 'ws://%s:%d/janus' % (HOST, self.socket_port)
        self.folder = world.folder / name
        empty = self.folder / 'empty'
        empty.mkdir(parents=True)
        values = {'folder': self.folder, 'empty': empty, 'port': self.port, 'nat': nat,
                  'socket_port': self.socket_port,
                  'debug': debug, 'session_timeout': session_timeout,
                  'plugins': _libraries(PLUGINS), 'transports': _libraries(TRANSPORTS)}
        for file, text in CONFIG.items():
            (self.folder / file).write_text(text % values)
        self.process = None
        self.start()

    def start(self):
        # A call that follows a REFER without headers of its own is a critical to its GLib.
        self.process = self.world.spawn(self.name, [
            'janus', '-F', self.folder, '-C', self.folder / 'janus.jcfg'], env={'G_DEBUG': ''})
        wait_until(self._is_up, 'Janus')

    def _is_up(self):
        if self.process.poll() is not None:
            raise AssertionError('Janus ended: ' + self.world.log(self.name)[-2000:])
        try:
            return request(self.url + '/info', 'GET')['janus'] == 'server_info'
        except OSError:
            return False

    def kill(self):
        """As a crash: it tells nobody."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.stop()

    def stop(self):
        self.world.end(self.process)

    def log(self):
        return self.world.log(self.name)


def _libraries(names):
    return ','.join('libjanus_%s.so' % name for name in names)


def request(url, method, body=None):
    """One exchange; the answer is JSON."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=WATCHDOG)
    try:
        data = None if body is None else json.dumps(body)
        path = parts.path + ('?' + parts.query if parts.query else '')
        connection.request(method, path, data, {'Content-Type': 'application/json'})
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


class Client:
    """A session with handles of one plugin, of which the newest is spoken to."""

    _transactions = itertools.count(1)

    def __init__(self, url, plugin):
        self.url = url
        self.session = '%s/%d' % (url, self._ask(url, 'create')['data']['id'])
        self.plugin = plugin
        self.events = []
        self.attach()

    def attach(self):
        """Another handle: of the SIP plugin each carries one call at a time, and for a while
        after its end none."""
        attached = self._ask(self.session, 'attach', plugin='janus.plugin.' + self.plugin)
        self.handle = '%s/%d' % (self.session, attached['data']['id'])

    def _ask(self, url, verb, **more):
        answer = request(url, 'POST', {'janus': verb, 'transaction': str(next(self._transactions)),
                                       **more})
        if answer['janus'] == 'error':
            raise AssertionError('Janus: %r' % answer['error'])
        return answer

    def send(self, offer=None, **body):
        """A message to the plugin; what it says to it comes as events."""
        jsep = {'jsep': {'type': 'offer', 'sdp': offer, 'trickle': False}} if offer else {}
        self._ask(self.handle, 'message', body=body, **jsep)

    def wait(self, name):
        """Until the plugin tells of this: registered, accepted, hangup. Returns the event."""
        deadline = time.monotonic() + WATCHDOG
        while time.monotonic() < deadline:
            event = request(self.session + '?maxev=1', 'GET')
            self.events.append(event)
            result = event.get('plugindata', {}).get('data', {}).get('result', {})
            said = result.get('event') if isinstance(result, dict) else result
            if said == name:
                return event
            if said == 'hangup' or event['janus'] in ('timeout', 'error'):
                break
        raise AssertionError('no %s from Janus: %r' % (name, self.events))

    def close(self):
        self._ask(self.session, 'destroy')


# What a telephone without sound would offer; nobody sends anything there.
OFFER = '''v=0
o=- 1 1 IN IP4 %(host)s
s=-
t=0 0
a=group:BUNDLE 0
m=audio %(port)d UDP/TLS/RTP/SAVPF 8 101
c=IN IP4 %(host)s
a=mid:0
a=sendrecv
a=rtcp-mux
a=ice-ufrag:korn
a=ice-pwd:0123456789abcdefghijklmn
a=fingerprint:sha-256 %(fingerprint)s
a=setup:actpass
a=rtpmap:8 PCMA/8000
a=rtpmap:101 telephone-event/8000
a=candidate:1 1 UDP 2130706431 %(host)s %(port)d typ host
a=end-of-candidates
'''


def offer(host):
    values = {'host': host, 'port': free_port(), 'fingerprint': ':'.join(['AB'] * 32)}
    return (OFFER % values).replace('\n', '\r\n')
