# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that die, hang and come back as others: the call list is right at once, and the line
finds them again."""
import os
import queue
import signal
import socket
import threading
import time
import unittest

from kamailio import PASSWORD, Kamailio, make_certificates
from phonekit import PhoneTest, Rtp, Stranger


class Silent(PhoneTest):
    """Over UDP nothing tells that a server is gone."""

    def revive(self, stranger):
        stranger.silent = False

    def ends_at_once(self, phone, call):
        began = time.monotonic()
        phone.send('hangup', call)
        phone.wait('call', call=call, state='ended', end='local')
        self.assertLess(time.monotonic() - began, 5)

    def test_dies_in_a_call(self):
        """The sound goes on, another way; the user hangs up; the server comes back."""
        phone, stranger = self.connected()
        call, _, rtp = self.talk(phone, stranger)
        stranger.silent = True
        before = phone.stats(call)
        phone.wait_stats(call, lambda s: s['rx'] > before['rx'] + 20)
        phone.send('hold', call)
        phone.send('resume', call)
        self.ends_at_once(phone, call)
        self.revive(stranger)
        call = phone.dial('700')
        invite = stranger.wait('INVITE')
        while 'sip:700@' not in invite.first:  # the old call's, still repeated
            invite = stranger.wait('INVITE')
        stranger.answer(invite, 200, 'OK', sdp=stranger.sdp(rtp))
        phone.wait('call', call=call, state='active')
        self.ends_at_once(phone, call)
        phone.quit()

    def test_dies_while_it_rings(self):
        phone, stranger = self.connected()
        call = phone.dial('600')
        stranger.answer(stranger.wait('INVITE'), 180, 'Ringing')
        phone.wait('call', call=call, state='ringing')
        stranger.silent = True
        self.ends_at_once(phone, call)
        self.revive(stranger)
        stranger.wait('CANCEL')
        call, _, _ = self.talk(phone, stranger)
        self.ends_at_once(phone, call)
        phone.quit()

    def test_dies_while_it_calls(self):
        phone, stranger = self.connected()
        stranger.invite(Rtp(self))
        said = phone.wait('incoming')
        stranger.silent = True
        phone.send('decline', said['call'])
        phone.wait('call', call=said['call'], state='ended', end='declined')
        self.revive(stranger)
        call, _, _ = self.talk(phone, stranger)
        self.ends_at_once(phone, call)
        phone.quit()

    def test_dies_before_it_registers(self):
        """It does not answer; when it is back the same attempt gets through."""
        stranger = Stranger(self)
        stranger.silent = True
        phone = self.phone()
        phone.add_line(stranger.port)
        phone.send('connect', 'a')
        phone.wait('line', line='a', state='registering')
        self.revive(stranger)
        phone.wait('line', line='a', state='ready')
        call, _, _ = self.talk(phone, stranger)
        self.ends_at_once(phone, call)
        phone.quit()

    def test_never_answers_a_call(self):
        """The program ends when told, though five calls wait for a dead server."""
        phone, stranger = self.connected()
        stranger.silent = True
        for _ in range(5):
            self.ends_at_once(phone, phone.dial('600'))
        began = time.monotonic()
        phone.quit()
        self.assertLess(time.monotonic() - began, 10)


class Connected(PhoneTest):
    """TCP and TLS, with Kamailio."""

    def start(self, names='DNS:localhost,IP:127.0.0.1'):
        self.server = Kamailio(self, self.folder, names)
        return self.phone('--ca=' + self.server.ca)

    def restart(self):
        """The same ports, nothing remembered."""
        os.killpg(self.server.process.pid, signal.SIGKILL)
        self.server.process.wait()
        self.server.again()

    def register(self, phone, transport='tcp', **options):
        port = {'tcp': self.server.tcp, 'tls': self.server.tls}[transport]
        phone.register(port, transport=transport, password=PASSWORD,
                       proxy='localhost:%d' % port, **options)

    def again(self, phone):
        """What the session does when the user or the network says so."""
        phone.send('disconnect', 'a')
        phone.send('connect', 'a')

    def both_registered(self, phone, transport='tcp'):
        self.server.wait_line('registered 201 by ' + transport)
        call = phone.dial('nobody-here')
        self.assertEqual(phone.wait('call', call=call, state='ended')['end'], 'not-found')

    def killed_and_back(self, transport):
        phone = self.start()
        self.register(phone, transport)
        self.restart()
        self.again(phone)
        phone.wait('line', line='a', state='ready')
        self.both_registered(phone, transport)
        phone.quit()

    def test_killed_and_back(self):
        self.killed_and_back('tcp')

    def test_killed_and_back_with_tls(self):
        self.killed_and_back('tls')

    def test_killed_in_a_call(self):
        """Another phone is in the call; each user is rid of it when he hangs up."""
        phone = self.start()
        self.register(phone)
        phone.register(self.server.tcp, name='b', user='202', transport='tcp', password='plain',
                       proxy='localhost:%d' % self.server.tcp)
        call = phone.dial('202')
        said = phone.wait('incoming')
        phone.send('answer', said['call'])
        phone.wait('call', call=call, state='active')
        self.restart()
        for number in (call, said['call']):
            phone.send('hangup', number)
            phone.wait('call', call=number, state='ended')
        self.again(phone)
        phone.wait('line', line='a', state='ready')
        phone.quit()

    def test_hangs_with_the_connection_open(self):
        """Its kernel takes what we send, nobody reads: what the user does goes on."""
        phone = self.start()
        self.register(phone)
        os.killpg(self.server.process.pid, signal.SIGSTOP)
        try:
            call = phone.dial('600')
            began = time.monotonic()
            phone.send('hangup', call)
            phone.wait('call', call=call, state='ended', end='local')
            self.assertLess(time.monotonic() - began, 5)
            phone.send('disconnect', 'a')
            phone.wait('line', line='a', state='offline')
        finally:
            os.killpg(self.server.process.pid, signal.SIGCONT)
        phone.send('connect', 'a')
        phone.wait('line', line='a', state='ready')
        self.both_registered(phone)
        phone.quit()

    def test_certificate_of_another_when_it_is_back(self):
        """Somebody else has the address now: nothing is said to him, and the line tells why."""
        phone = self.start()
        self.register(phone, 'tls')
        good = {name: open(os.path.join(self.folder, name)).read()
                for name in ('ca.pem', 'server.pem', 'server.key')}
        make_certificates(self.folder, 'DNS:other.example')
        self.restart()
        self.again(phone)
        while True:
            said = phone.wait('line', line='a')
            self.assertNotEqual(said['state'], 'ready')
            # A server that has just begun may hang up first.
            if 'certificate' in (said['reason'] or ''):
                break
        self.assertNotIn('registered 201', '\n'.join(self.server.log))
        for name, text in good.items():
            with open(os.path.join(self.folder, name), 'w') as f:
                f.write(text)
        self.restart()
        self.again(phone)
        phone.wait('line', line='a', state='ready')
        self.both_registered(phone, 'tls')
        phone.quit()


class Framing(PhoneTest):
    """A server at the other end of our own connection that writes what it likes."""

    def connect(self, write=None):
        self.write = write or (lambda end, answer: end.sendall(answer))
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.addCleanup(self.listener.close)
        self.ends = queue.Queue()
        threading.Thread(target=self.serve, daemon=True).start()
        phone = self.phone()
        phone.add_line(self.listener.getsockname()[1], transport='tcp')
        phone.send('connect', 'a')
        phone.wait('line', line='a', state='ready')
        return phone

    def serve(self):
        while True:
            try:
                end, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.answers, args=(end,), daemon=True).start()

    def answers(self, end):
        """Each REGISTER of a connection, by `write`."""
        data = b''
        self.ends.put(end)
        while True:
            try:
                more = end.recv(65536)
            except OSError:
                return
            if not more:
                end.close()
                return
            data += more
            while b'\r\n\r\n' in data:
                head, _, data = data.partition(b'\r\n\r\n')
                if b'REGISTER sip:' in head:
                    try:
                        self.write(end, self.answer(head.decode()))
                    except OSError:
                        return

    def answer(self, head):
        keep = [line for line in head.split('\r\n')
                if line.split(':')[0] in ('Via', 'From', 'To', 'Call-ID', 'CSeq', 'Contact')]
        return ('\r\n'.join(['SIP/2.0 200 OK', *keep, 'Expires: 60', 'Content-Length: 0']) +
                '\r\n\r\n').encode()

    def test_a_byte_at_a_time(self):
        def write(end, answer):
            for byte in answer:
                end.send(bytes([byte]))
        self.connect(write).quit()

    def test_many_in_one_piece(self):
        def write(end, answer):
            stale = answer.replace(b'branch=', b'branch=z9hG4bKold')
            end.sendall(b'\r\n\r\n' + stale * 50 + b'\r\n' + answer + b'\r\n\r\n' + stale * 3)
        self.connect(write).quit()

    def test_garbage(self):
        """Each closes the connection or is passed over; the next one is as good as new."""
        options = b'OPTIONS sip:201@127.0.0.1 SIP/2.0\r\n'
        phone = self.connect()
        for data in (b'\0' * 70000, b'INVITE ' + b'x' * 70000,
                     b'SIP/2.0 200 OK\r\nVia: ' + b'y' * 70000,
                     b'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
                     options + b'Content-Length: 99999999\r\n\r\n' + b'z' * 70000,
                     options + b'Content-Length: -1\r\n\r\n\r\n\r\n',
                     options + b'No: length\r\n\r\n', b'\r\n' * 40000):
            end = self.ends.get(timeout=60)
            try:
                end.sendall(data)
                end.shutdown(socket.SHUT_WR)
            except OSError:
                pass
            phone.send('disconnect', 'a')
            phone.wait('line', line='a', state='offline')
            phone.send('connect', 'a')
            phone.wait('line', line='a', state='ready')
        phone.quit()


if __name__ == '__main__':
    unittest.main()
