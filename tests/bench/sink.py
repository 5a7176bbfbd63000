# SPDX-License-Identifier: GPL-3.0-or-later
"""The least that a phone can register with: every REGISTER is welcome, every
INVITE is busy, and the moment each came is kept."""
import re
import socket
import threading
import time

from kit.sip import HOST
from kit.watch import WATCHDOG, TimedOut

COPIED = re.compile(r'^((?:via|v|from|f|call-id|i|cseq)\s*:.*)$', re.I | re.M)
TO = re.compile(r'^((?:to|t)\s*:.*)$', re.I | re.M)
CONTACT = re.compile(r'^((?:contact|m)\s*:.*)$', re.I | re.M)
TARGET = re.compile(r'^INVITE sips?:([^@;>\s]+)@')


class Sink:
    """A UDP port on loopback, served by a thread until `close`."""

    def __init__(self):
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((HOST, 0))
        self.port = self._socket.getsockname()[1]
        self._news = threading.Condition()
        self._arrivals = {}
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def wait(self, number, timeout=WATCHDOG):
        """When the first INVITE (or a floor's datagram) for this number came, in ns."""
        with self._news:
            if not self._news.wait_for(lambda: number in self._arrivals, timeout):
                raise TimedOut('no INVITE for %s in %g s' % (number, timeout))
            return self._arrivals[number]

    def close(self):
        # An empty datagram ends the thread; a closed socket would leave it waiting.
        self._socket.sendto(b'', (HOST, self.port))
        self._thread.join()
        self._socket.close()

    def _serve(self):
        while True:
            data, sender = self._socket.recvfrom(65536)
            now = time.monotonic_ns()
            if not data:
                return
            self._take(data.decode(errors='replace').replace('\r\n', '\n'), sender, now)

    def _take(self, text, sender, now):
        if text.startswith('FLOOR '):
            self._note(text.partition(':')[2], now)
            return
        target = TARGET.match(text)
        method = text.split(' ', 1)[0]
        if target:
            self._note(target.group(1), now)
            self._answer(text, sender, '486 Busy Here')
        elif method == 'REGISTER':
            self._answer(text, sender, '200 OK', [*CONTACT.findall(text), 'Expires: 3600'])
        elif method not in ('ACK', 'SIP/2.0') and ' ' in text:
            self._answer(text, sender, '200 OK')

    def _note(self, number, now):
        with self._news:
            self._arrivals.setdefault(number, now)
            self._news.notify_all()

    def _answer(self, request, sender, status, more=()):
        to = TO.search(request)
        tag = '' if to is None or ';tag=' in to.group(1) else ';tag=sink'
        lines = ['SIP/2.0 ' + status, *COPIED.findall(request), (to.group(1) if to else '') + tag,
                 *more, 'Content-Length: 0', '', '']
        self._socket.sendto('\r\n'.join(lines).encode(), sender)
