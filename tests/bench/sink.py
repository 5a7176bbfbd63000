# SPDX-License-Identifier: GPL-3.0-or-later
"""The least that a phone can register with: every REGISTER is welcome, every
INVITE finds nobody, which plays no busy tone, and the moment each came is kept."""
import re
import socket
import struct
import threading
import time

from kit.sip import HOST
from kit.watch import WATCHDOG, TimedOut

COPIED = re.compile(r'^((?:via|v|from|f|call-id|i|cseq)\s*:.*)$', re.I | re.M)
TO = re.compile(r'^((?:to|t)\s*:.*)$', re.I | re.M)
CONTACT = re.compile(r'^((?:contact|m)\s*:.*)$', re.I | re.M)
TARGET = re.compile(r'^INVITE sips?:([^@;>\s]+)@')
SO_TIMESTAMPNS = 35  # Linux's; Python has no name for it
TIMESPEC = struct.Struct('@ll')


class Sink:
    """A UDP port on loopback, served by a thread until `close`."""

    def __init__(self):
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self._socket.bind((HOST, 0))
        self.port = self._socket.getsockname()[1]
        self._news = threading.Condition()
        self._arrivals = {}
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def wait(self, what, timeout=WATCHDOG):
        """When the first INVITE (or a floor's datagram) for this number came, in ns; or for
        the word REGISTER, the first of those since `forget`."""
        with self._news:
            if not self._news.wait_for(lambda: what in self._arrivals, timeout):
                raise TimedOut('no INVITE for %s in %g s' % (what, timeout))
            return self._arrivals[what]

    def forget(self, what):
        with self._news:
            self._arrivals.pop(what, None)

    def close(self):
        # An empty datagram ends the thread; a closed socket would leave it waiting.
        self._socket.sendto(b'', (HOST, self.port))
        self._thread.join()
        self._socket.close()

    def _serve(self):
        while True:
            data, extra, _, sender = self._socket.recvmsg(65536, socket.CMSG_SPACE(TIMESPEC.size))
            if not data:
                return
            self._take(data.decode(errors='replace').replace('\r\n', '\n'), sender,
                       arrival(extra))

    def _take(self, text, sender, now):
        if text.startswith('FLOOR '):
            self._note(text.partition(':')[2], now)
            return
        target = TARGET.match(text)
        method = text.split(' ', 1)[0]
        if target:
            self._note(target.group(1), now)
            self._answer(text, sender, '480 Temporarily Unavailable')
        elif method == 'REGISTER':
            self._answer(text, sender, '200 OK', [*CONTACT.findall(text), 'Expires: 3600'])
            self._note(method, now)
        elif method not in ('ACK', 'SIP/2.0') and ' ' in text:
            self._answer(text, sender, '200 OK')

    def _note(self, what, now):
        with self._news:
            self._arrivals.setdefault(what, now)
            self._news.notify_all()

    def _answer(self, request, sender, status, more=()):
        to = TO.search(request)
        tag = '' if to is None or ';tag=' in to.group(1) else ';tag=sink'
        lines = ['SIP/2.0 ' + status, *COPIED.findall(request), (to.group(1) if to else '') + tag,
                 *more, 'Content-Length: 0', '', '']
        self._socket.sendto('\r\n'.join(lines).encode(), sender)


def arrival(extra):
    """The kernel's time of a datagram, as time.monotonic_ns has it: this thread may have had
    to wait for a busy machine."""
    for level, kind, data in extra:
        if level == socket.SOL_SOCKET and kind == SO_TIMESTAMPNS:
            seconds, nanoseconds = TIMESPEC.unpack(data[:TIMESPEC.size])
            return time.monotonic_ns() - (time.time_ns() - seconds * 10**9 - nanoseconds)
    return time.monotonic_ns()
