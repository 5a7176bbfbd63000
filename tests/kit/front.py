# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTTPS of a server before its plain HTTP, with a certificate that can be changed."""
import socket
import ssl
import threading

from .watch import WATCHDOG


class Front:
    """Listens at `host`; `url` leads to the loopback port behind it."""

    def __init__(self, certificates, host, port):
        self.port = port
        self.certificates = certificates
        self._listener = socket.create_server((host, 0))
        self.url = 'https://%s:%d' % self._listener.getsockname()
        self._open = set()
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def use(self, certificates):
        """From now on; whoever is connected has to come again."""
        self.certificates = certificates
        self._cut()

    def close(self):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(WATCHDOG)
        self._cut()

    def _cut(self):
        for each in list(self._open):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificates.certificate, self.certificates.key)
        with client, socket.create_connection(('127.0.0.1', self.port)) as inner:
            try:
                with context.wrap_socket(client, server_side=True) as outer:
                    self._open.add(outer)
                    back = threading.Thread(target=self._pump, args=(inner, outer), daemon=True)
                    back.start()
                    self._pump(outer, inner)
                    back.join(WATCHDOG)
                    self._open.discard(outer)
            except OSError:
                pass

    @staticmethod
    def _pump(source, sink):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass
        for each in (source, sink):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
