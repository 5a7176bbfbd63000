# SPDX-License-Identifier: GPL-3.0-or-later
"""M75, M76: the network changes under a registration and a call, or the computer has slept.
The server is another machine, at the far end of two cables of the test's own."""
import os
import re
import socket
import sys
import threading
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# pylint: disable=wrong-import-position
from kit import netns
from phonekit import Phone, PhoneTest, Rtp, Stranger

HOME, VPN = 1, 2


@netns.needed
class NetworkTest(PhoneTest):
    def setUp(self):
        super().setUp()
        self.far = netns.Far(self)
        self.home = self.far.lay('home', HOME)
        self.vpn = self.far.lay('vpn', VPN)
        self.far.plug('home', HOME)

    def move(self):
        """From one network to the other: the first is gone."""
        self.far.plug('vpn', VPN)
        self.far.pull('home')

    def register(self, stranger, *options, **account):
        phone = Phone(self, *options)
        phone.register(0, proxy='%s:%d' % (stranger.host, stranger.port), domain=stranger.host,
                       **account)
        return phone


def contacts(register):
    """{address: seconds} of a REGISTER."""
    return {address: int(seconds) for address, seconds in
            (re.search(r'@([\d.]+):\d+.*;expires=(\d+)', contact).groups()
             for contact in register.all('Contact'))}


class Moved(NetworkTest):
    def test_registers_from_where_it_is(self):
        """One REGISTER: here from now on, and there no more."""
        stranger = Stranger(self, self.far.host, self.far)
        phone = self.register(stranger)
        self.assertEqual(contacts(stranger.registers[0]), {self.home: 120})
        self.move()
        stranger.wait_registers(2)
        self.assertEqual(contacts(stranger.registers[1]), {self.vpn: 120, self.home: 0})
        self.assertEqual(stranger.registers[1].source[0], self.vpn)
        self.assertEqual(stranger.registers[1].get('Call-ID'),
                         stranger.registers[0].get('Call-ID'))
        phone.quit()

    def test_no_way_and_then_one(self):
        """Without any network the line says so; with the next one it is back."""
        stranger = Stranger(self, self.far.host, self.far)
        phone = self.register(stranger)
        self.far.pull('home')
        said = phone.wait('line', state='registering')
        while not said['reason']:
            said = phone.wait('line', state='registering')
        self.far.plug('vpn', VPN)
        phone.wait('line', state='ready')
        self.assertEqual(contacts(stranger.registers[-1]).get(self.vpn), 120)
        phone.quit()

    def test_call_goes_on(self):
        """The other side is told where we are, and is heard and hears again."""
        stranger = Stranger(self, self.far.host, self.far)
        phone = self.register(stranger)
        rtp = Rtp(self, host=self.far.host, far=self.far)
        call, invite, _ = self.talk(phone, stranger, rtp=rtp)
        self.assertIn('c=IN IP4 %s\r\n' % self.home, invite.body)
        rtp.wait(lambda r: r.packets > 20, 'sound from the first network')
        self.move()
        again = stranger.wait('INVITE')
        self.assertEqual(again.get('Call-ID'), invite.get('Call-ID'))
        self.assertIn('c=IN IP4 %s\r\n' % self.vpn, again.body)
        self.assertIn('@%s:' % self.vpn, again.get('Contact'))
        self.assertEqual(again.source[0], self.vpn)
        stranger.answer(again, 200, 'OK', sdp=stranger.sdp(rtp))
        stranger.follow(again, rtp)
        stranger.wait('ACK')
        sent = rtp.packets
        heard = phone.stats(call)['rx']
        rtp.wait(lambda r: r.packets > sent + 20, 'sound from the second network')
        phone.wait_stats(call, lambda s: s['rx'] > heard + 20)
        phone.send('hangup', call)
        bye = stranger.wait('BYE')
        self.assertEqual(bye.source[0], self.vpn)
        phone.quit()

    def test_held_call_stays_held(self):
        stranger = Stranger(self, self.far.host, self.far)
        phone = self.register(stranger)
        rtp = Rtp(self, host=self.far.host, far=self.far)
        call, _, _ = self.talk(phone, stranger, rtp=rtp)
        phone.send('hold', call)
        hold = stranger.wait('INVITE')
        self.assertIn('a=sendonly', hold.body)
        stranger.answer(hold, 200, 'OK', sdp=stranger.sdp(rtp, 'recvonly'))
        stranger.wait('ACK')
        self.move()
        again = stranger.wait('INVITE')
        self.assertIn('c=IN IP4 %s\r\n' % self.vpn, again.body)
        self.assertIn('a=sendonly', again.body)
        stranger.answer(again, 200, 'OK', sdp=stranger.sdp(rtp, 'recvonly'))
        stranger.wait('ACK')
        phone.send('hangup', call)
        self.assertEqual(phone.wait('call', call=call, state='ended')['held'], 'yes')
        phone.quit()


class Slept(NetworkTest):
    """Nothing tells what became of the other ends of connections meanwhile."""

    def test_udp(self):
        stranger = Stranger(self, self.far.host, self.far)
        phone = self.register(stranger)
        phone.send('wake')
        stranger.wait_registers(2)
        self.assertEqual(contacts(stranger.registers[1]), {self.home: 120})
        phone.quit()

    def test_tcp(self):
        """By a new connection, and the call's other side is told of it."""
        server = TcpServer(self)
        phone = self.register(server, transport='tcp')
        rtp = Rtp(self, host=self.far.host, far=self.far)
        call = phone.dial('600')
        invite = server.wait('INVITE')
        server.answer(invite, 200, 'OK', sdp=server.sdp(rtp))
        phone.wait('call', call=call, state='active')
        phone.send('wake')
        again = server.wait('INVITE')
        self.assertEqual(len(server.registers), 2)
        self.assertNotEqual(server.registers[0].source, server.registers[1].source)
        self.assertEqual(again.source, server.registers[1].source)
        for message in (*server.registers, again):
            self.assertIn('@%s:%d' % message.source, message.get('Contact'))
        old, new = (message.all('Contact') for message in server.registers)
        self.assertEqual(len(old), 1)
        self.assertIn('@%s:%d;transport=tcp>;expires=0' % server.registers[0].source, new[1])
        server.answer(again, 200, 'OK', sdp=server.sdp(rtp))
        phone.send('hangup', call)
        server.wait('BYE')
        phone.quit()


class HalfOpen(NetworkTest):
    def test_far_end_is_gone(self):
        """Nothing comes back from it: found by asking, told, and mended by a new connection."""
        server = TcpServer(self)
        phone = self.register(server, '--clock', transport='tcp')
        ping = phone.wait('timer', ms='30000')['id']
        self.far.run('ip', 'route', 'add', 'blackhole', self.home)
        phone.send('tick', ping)
        phone.send('tick', phone.wait('timer', ms='8000')['id'])
        phone.send('tick', phone.wait('timer', ms='8000')['id'])
        phone.wait('line', state='registering')
        retry = phone.wait('timer', ms='500')['id']  # the connection has ended: 20 s
        self.far.run('ip', 'route', 'del', 'blackhole', self.home)
        phone.send('tick', retry)
        phone.wait('line', state='ready')
        sources = [message.source for message in server.registers]
        self.assertEqual(len(set(sources)), 2)
        phone.quit()


class TcpServer(Stranger):
    """The same by TCP, on the far machine: as many connections as come."""

    def __init__(self, test):
        super().__init__(test, test.far.host, test.far)
        self.listening = test.far.socket(socket.SOCK_STREAM)
        self.listening.bind((test.far.host, self.port))
        self.listening.listen()
        self.connections = {}
        test.addCleanup(self.end)
        threading.Thread(target=self._accept, daemon=True).start()

    def end(self):
        for sock in (self.listening, *self.connections.values()):
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            sock.close()

    def _accept(self):
        while True:
            try:
                connection, source = self.listening.accept()
            except OSError:
                return
            self.connections[source] = connection
            threading.Thread(target=self._read, args=(connection, source), daemon=True).start()

    def _read(self, connection, source):
        data = b''
        while True:
            try:
                more = connection.recv(65536)
            except OSError:
                return
            if not more:
                return
            data = (data + more).lstrip(b'\r\n')
            while b'\r\n\r\n' in data:
                head, _, rest = data.partition(b'\r\n\r\n')
                length = int(re.search(rb'Content-Length: *(\d+)', head, re.I).group(1))
                if len(rest) < length:
                    break
                self.take(data[:len(head) + 4 + length], source)
                data = rest[length:]

    def own_contact(self):
        return super().own_contact().replace('>', ';transport=tcp>')

    def send(self, data, destination):
        self.connections[destination].sendall(data)


if __name__ == '__main__':
    unittest.main()
