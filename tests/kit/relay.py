# SPDX-License-Identifier: GPL-3.0-or-later
"""A bad network between a telephone and Janus: it stands in for each to the other, and
loses packets of sound on the way, the same ones each time."""
import http.client
import http.server
import json
import os
import re
import selectors
import socket
import threading
import urllib.parse

from .sip import HOST
from .watch import WATCHDOG

CANDIDATE = re.compile(r'^(a=)?(candidate:\S+ \d+ udp \d+) ([\d.]+) (\d+) (typ host.*)$',
                       re.IGNORECASE | re.MULTILINE)


class Relay:
    """Give `url` to the telephone for Janus' own. Each address that one side tells the other is
    replaced by one of ours, so that all their packets come by.

    `lost` and `passed` count packets of sound, towards the telephone and towards Janus."""

    def __init__(self, url, host):
        self.upstream = urllib.parse.urlsplit(url)
        self.host = host
        self.percent, self.seed = 0, 0
        self.cut = False
        self.lost = {'telephone': 0, 'janus': 0}
        self.passed = {'telephone': 0, 'janus': 0}
        self._faces = {}
        self._lock = threading.Lock()
        self._selector = selectors.DefaultSelector()
        self._wake, end = os.pipe()
        self._selector.register(self._wake, selectors.EVENT_READ)
        self._waker = end
        self._server = http.server.ThreadingHTTPServer((HOST, 0), _handler(self))
        self._server.daemon_threads = True
        self.url = 'http://%s:%d%s' % (HOST, self._server.server_port, self.upstream.path)
        self._threads = [threading.Thread(target=target, daemon=True)
                         for target in (self._server.serve_forever, self._forward)]
        for thread in self._threads:
            thread.start()

    def lose(self, percent, seed=1):
        """From now on, of the packets of sound both ways."""
        self.percent, self.seed = percent, seed

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        os.write(self._waker, b'x')
        for thread in self._threads:
            thread.join(WATCHDOG)
        with self._lock:
            for face, _ in self._faces.values():
                face.close()
        self._selector.close()
        os.close(self._wake)
        os.close(self._waker)

    # Packets

    def face(self, address, side):
        """The socket that stands for an address of this side to the other one."""
        with self._lock:
            if address not in self._faces:
                face = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                face.bind((self.host, 0))
                self._faces[address] = face, side
                self._selector.register(face, selectors.EVENT_READ, (address, side))
                os.write(self._waker, b'n')
            return self._faces[address][0]

    def _forward(self):
        while True:
            for key, _ in self._selector.select():
                if key.data is None:
                    if b'x' in os.read(self._wake, 64):
                        return
                    continue
                address, side = key.data
                other = 'janus' if side == 'telephone' else 'telephone'
                try:
                    packet, source = key.fileobj.recvfrom(65536)
                    if not self._loses(packet, side):
                        self.face(source, other).sendto(packet, address)
                except OSError:
                    continue

    def _loses(self, packet, side):
        """Of RTP alone (RFC 7983): without the rest there would be no call."""
        if self.cut:
            return True
        if len(packet) < 12 or packet[0] >> 6 != 2 or 192 <= packet[1] <= 223:
            return False
        sequence = int.from_bytes(packet[2:4], 'big')
        lost = (sequence * 40503 + self.seed * 25173 + 13849 >> 3) % 100 < self.percent
        (self.lost if lost else self.passed)[side] += 1
        return lost

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
