# SPDX-License-Identifier: GPL-3.0-or-later
"""A bad network between a telephone and Janus, or its SIP server: it stands in for each to
the other, and loses, delays and repeats packets of sound on the way, the same ones each time."""
import heapq
import http.client
import http.server
import itertools
import json
import os
import re
import selectors
import socket
import threading
import time
import urllib.parse

from .sip import HOST
from .watch import WATCHDOG

CANDIDATE = re.compile(r'^(a=)?(candidate:\S+ \d+ udp \d+) ([\d.]+) (\d+) (typ host.*)$',
                       re.IGNORECASE | re.MULTILINE)

MEDIA = re.compile(rb'm=audio (\d+) ')
CONNECTION = re.compile(rb'c=IN IP4 ([\d.]+)')
LENGTH = re.compile(rb'Content-Length: *\d+', re.IGNORECASE)


class Packets:
    """The packets between a telephone and whoever is at the far side. An address of one side is
    stood for by a socket of ours, told to the other side in its place.

    What happens to a packet of sound goes by its sequence number and a seed alone. `lost` and
    `passed` count them, towards the telephone and towards the far side."""

    def __init__(self, host, far):
        self.host, self.far = host, far
        self.percent, self.seed = 0, 0
        self.slowest, self.slow_seed = 0, 0
        self.twice = 0
        self.cut = False
        self.hears = True  # the telephone has begun to count
        self.lost = {'telephone': 0, far: 0}
        self.passed = {'telephone': 0, far: 0}
        self._fates = {'telephone': [], far: []}
        self._later = []
        self._faces = {}
        self._lock = threading.Lock()
        self._selector = selectors.DefaultSelector()
        self._wake, end = os.pipe()
        self._selector.register(self._wake, selectors.EVENT_READ)
        self._waker = end
        self._threads = []

    def start(self, *targets):
        self._threads = [threading.Thread(target=target, daemon=True)
                         for target in (self._forward, *targets)]
        for thread in self._threads:
            thread.start()

    def lose(self, percent, seed=1):
        """From now on, of the packets of sound both ways."""
        self.percent, self.seed = percent, seed

    def delay(self, slowest, seed=1):
        """From now on each packet of sound takes up to so many seconds, spread evenly: with
        more than 20 ms they overtake each other."""
        self.slowest, self.slow_seed = slowest, seed

    def repeat(self, percent):
        """From now on so many of the packets of sound come twice."""
        self.twice = percent

    def missing(self, side):
        """(lost, sent) of a stretch of sound that begins and ends with a packet that passed: what
        a receiver who counts right has found out."""
        fates = list(self._fates[side])
        passed = [at for at, lost in enumerate(fates) if not lost]
        stretch = fates[passed[0]:passed[-1] + 1] if passed else []
        return sum(stretch), len(stretch)

    def close(self):
        os.write(self._waker, b'x')
        for thread in self._threads:
            thread.join(WATCHDOG)
        with self._lock:
            for face, _ in self._faces.values():
                face.close()
        self._selector.close()
        os.close(self._wake)
        os.close(self._waker)

    def face(self, address, side, port=0):
        """The socket that stands for an address of this side to the other one."""
        with self._lock:
            if address not in self._faces:
                face = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                face.bind((self.host, port))
                self._faces[address] = face, side
                self._selector.register(face, selectors.EVENT_READ, (address, side))
                os.write(self._waker, b'n')
            return self._faces[address][0]

    def stand_for(self, source, side):
        """The same for where a packet has come from."""
        return self.face(source, side)

    def _forward(self):
        while True:
            wait = self._later[0][0] - time.monotonic() if self._later else None
            for key, _ in self._selector.select(wait if wait is None else max(wait, 0)):
                if key.data is None:
                    if b'x' in os.read(self._wake, 64):
                        return
                    continue
                self._take(key.fileobj, *key.data)
            while self._later and self._later[0][0] <= time.monotonic():
                _, _, face, packet, address = heapq.heappop(self._later)
                _send(face, packet, address)

    def _take(self, own, address, side):
        other = self.far if side == 'telephone' else 'telephone'
        try:
            packet, source = own.recvfrom(65536)
        except OSError:
            return
        face = self.stand_for(source, other)
        for wait in self._fate(packet, side):
            if wait:
                heapq.heappush(self._later, (time.monotonic() + wait, next(_count), face, packet,
                                             address))
            else:
                _send(face, packet, address)

    def _fate(self, packet, side):
        """How many seconds each copy of it takes. Something happens to RTP alone (RFC 7983):
        without the rest there would be no call."""
        if self.cut:
            return ()
        if len(packet) < 12 or packet[0] >> 6 != 2 or 192 <= packet[1] <= 223:
            return (0,)
        self.hears |= side == self.far
        if not self.hears:
            return ()
        sequence = int.from_bytes(packet[2:4], 'big')
        lost = _dice(sequence, self.seed, 3) < self.percent
        (self.lost if lost else self.passed)[side] += 1
        self._fates[side].append(lost)
        if lost:
            return ()
        wait = self.slowest * _dice(sequence, self.slow_seed, 5) / 100
        return (wait, wait) if _dice(sequence, 7, 4) < self.twice else (wait,)


_count = itertools.count()


def _dice(sequence, seed, shift):
    """0 to 99, the same each time, evenly spread over any few hundred packets in a row."""
    return (sequence * 40503 + seed * 25173 + 13849 >> shift) % 100


def _send(face, packet, address):
    try:
        face.sendto(packet, address)
    except OSError:
        pass  # Nobody there any more.


class SipRelay(Packets):
    """Give `port` to a telephone for its server's own, by UDP. The calls that it makes have their
    sound come by here; what the server sends on its own goes past.

    Sound may overtake the answer that it belongs to, and a telephone can't count it then. It comes
    through once the telephone has read the first call's answer, as sound of its own tells."""

    def __init__(self, server, host):
        super().__init__(host, 'party')
        self.hears = False
        self._pairs = threading.Lock()
        self.server = (host, server)
        self._client = None
        self._sip = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._sip.bind((host, 0))
        self.port = self._sip.getsockname()[1]
        self.start(self._pass_on)

    def close(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
            own.sendto(b'', (self.host, self.port))
        super().close()
        self._sip.close()

    def stand_for(self, source, side):
        """By two: an even port of sound, and the one above it, of its reports. Packets may come
        before the description does that tells of their port."""
        with self._pairs:
            while (source[0], source[1] ^ 1) not in self._faces:
                try:
                    self._open_pair((source[0], source[1] & ~1), side)
                except OSError:
                    continue
        return self.face(source, side)

    def _open_pair(self, address, side):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind((self.host, 0))
            port = probe.getsockname()[1] | 1
        # The upper one first: when it is taken nothing has been made yet.
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as lower:
            lower.bind((self.host, port - 1))
            self.face((address[0], address[1] + 1), side, port)
        self.face(address, side, port - 1)

    def _pass_on(self):
        while True:
            message, source = self._sip.recvfrom(65536)
            if not message:
                return
            if source == self.server:
                _send(self._sip, self.rewrite(message, 'party'), self._client)
            else:
                self._client = source
                _send(self._sip, self.rewrite(message, 'telephone'), self.server)

    def rewrite(self, message, side):
        """With our addresses in its description, where it has one."""
        head, gap, body = message.partition(b'\r\n\r\n')
        port, host = MEDIA.search(body), CONNECTION.search(body)
        if not port or not host:
            return message
        face = self.stand_for((host[1].decode(), int(port[1])), side)
        body = MEDIA.sub(b'm=audio %d ' % face.getsockname()[1], body)
        head = LENGTH.sub(b'Content-Length: %d' % len(body), head)
        return head + gap + body


class Relay(Packets):
    """Give `url` to the telephone for Janus' own. Each address that one side tells the other is
    replaced by one of ours, so that all their packets come by."""

    def __init__(self, url, host):
        super().__init__(host, 'janus')
        self.upstream = urllib.parse.urlsplit(url)
        self._server = http.server.ThreadingHTTPServer((HOST, 0), _handler(self))
        self._server.daemon_threads = True
        self.url = 'http://%s:%d%s' % (HOST, self._server.server_port, self.upstream.path)
        self.start(self._server.serve_forever)

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        super().close()

    # Signalling

    def replace(self, sdp, side):
        """A description of this side, with our addresses."""
        def ours(match):
            face = self.face((match[3], int(match[4])), side)
            return '%s%s %s %d %s' % (match[1] or '', match[2], *face.getsockname(), match[5])
        return CANDIDATE.sub(ours, sdp)

    def rewrite(self, body, side):
        """A request's or an answer's JSON; what is none goes by as it is."""
        try:
            message = json.loads(body)
        except ValueError:
            return body
        for entry in message if isinstance(message, list) else [message]:
            jsep, candidate = entry.get('jsep'), entry.get('candidate')
            if jsep:
                jsep['sdp'] = self.replace(jsep['sdp'], side)
            if candidate and 'candidate' in candidate:
                candidate['candidate'] = self.replace(candidate['candidate'], side)
        return json.dumps(message).encode()


def _handler(relay):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = 'HTTP/1.1'

        def pass_on(self):
            body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
            inner = http.client.HTTPConnection(relay.upstream.hostname, relay.upstream.port,
                                               timeout=WATCHDOG)
            try:
                inner.request(self.command, self.path, relay.rewrite(body, 'telephone') or None,
                              {'Content-Type': 'application/json'})
                answer = inner.getresponse()
                status, text = answer.status, relay.rewrite(answer.read(), 'janus')
            except OSError:
                status, text = 502, b'Bad Gateway'
            finally:
                inner.close()
            self.send_response(status)
            self.send_header('Content-Type', 'application/json')
            self.send_header('Content-Length', str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = pass_on

        def log_message(self, format, *args):  # pylint: disable=redefined-builtin
            pass

    return Handler
