# SPDX-License-Identifier: GPL-3.0-or-later
"""A wire to a TCP server, which can be cut as a sleeping computer's is: without a word."""
import re
import socket
import threading
import urllib.parse

from .sip import HOST


class Wire:
    """Give `url` to the program for the server's own."""

    def __init__(self, url):
        self.upstream = urllib.parse.urlsplit(url)
        self._listening = socket.create_server((HOST, 0))
        self.url = self.upstream._replace(
            netloc='%s:%d' % (HOST, self._listening.getsockname()[1])).geturl()
        self._lock = threading.Lock()
        self._open = []  # the live ends, and those that were cut
        self._cut = set()
        self._said = []
        self._lost = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        """Nothing goes through those connections any more, and nobody is told."""
        with self._lock:
            self._cut.update(self._open)

    def asked(self, pattern):
        """How often something like this was asked for."""
        with self._lock:
            return sum(1 for line in self._said if re.search(pattern, line))

    def lost(self):
        """How often something was sent by way of those."""
        with self._lock:
            return self._lost

    def close(self):
        self._listening.close()
        with self._lock:
            for end in self._open:
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

    def _accept(self):
        while True:
            try:
                near, _ = self._listening.accept()
                far = socket.create_connection((self.upstream.hostname, self.upstream.port))
            except OSError:
                return
            with self._lock:
                self._open += [near, far]
            for way in ((near, far, False), (far, near, True)):
                threading.Thread(target=self._pump, args=way, daemon=True).start()

    def _pump(self, source, sink, back):
        while True:
            try:
                data = source.recv(65536)
            except OSError:
                data = b''
            with self._lock:
                if source in self._cut:
                    if not data:
                        return
                    self._lost += not back
                    continue
                first = data.split(b'\r\n')[0]
                if first.endswith(b' HTTP/1.1'):
                    self._said.append(first.decode(errors='replace'))
            try:
                if not data:
                    sink.shutdown(socket.SHUT_WR)
                    return
                sink.sendall(data)
            except OSError:
                return
