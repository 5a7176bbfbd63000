# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is no server of ours: nobody is rung, little is answered, nothing grows. And what is no SIP,
whoever sends it."""
import os
import pathlib
import queue
import re
import socket
import time
import unittest

import torture
from phonekit import WATCHDOG, PhoneTest, Rtp, Stranger

MIB = 1024


def place(contact):
    return re.search(r'@([\d.]+):(\d+)', contact).groups()


class OnThePort(PhoneTest):
    def setUp(self):
        super().setUp()
        self.phone, self.server = self.connected()
        host, port = place(self.server.contact)
        self.target = host, int(port)

    def socket(self, host='127.0.0.2'):
        """Another computer's, as far as an address tells."""
        end = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(end.close)
        end.bind((host, 0))
        end.settimeout(WATCHDOG)
        return end

    def requests(self, end, method, count, first=0, **given):
        for i in range(first, first + count):
            name = '%s%d-%d' % (method.lower(), end.getsockname()[1], i)
            end.sendto(torture.message(self.server.contact, end.getsockname(), method, call=name,
                                       **given), self.target)
            if i % 50 == 49:
                self.answers_still()

    def answers_still(self):
        """The stack has gone through all before it: a STUN request comes back by the same door."""
        probe = self.socket('127.0.0.1')
        probe.sendto(bytes.fromhex('000100002112a442') + os.urandom(12), self.target)
        self.assertEqual(probe.recv(2048)[:2], b'\x01\x01')
        probe.close()

    def silent(self, end):
        self.assertEqual(list(self.pending(end)), [])

    def pending(self, end):
        """What has been answered until now."""
        self.answers_still()
        end.setblocking(False)
        while True:
            try:
                yield end.recv(65536).decode('utf-8', 'replace')
            except BlockingIOError:
                end.settimeout(WATCHDOG)
                return

    def decline(self, said):
        self.phone.send('decline', said['call'])
        self.phone.wait('call', call=said['call'], state='ended')

    def memory(self):
        """In KiB; nothing with AddressSanitizer, which keeps what was freed."""
        if 'libasan' in pathlib.Path('/proc/%d/maps' % self.phone.process.pid).read_text():
            return 0
        status = pathlib.Path('/proc/%d/status' % self.phone.process.pid).read_text()
        return int(re.search(r'RssAnon:\s+(\d+)', status)[1])

    def calls_still(self):
        """The server's call rings, sounds and ends; and no call before it was heard of."""
        rtp = Rtp(self)
        call = self.server.invite(rtp, user='309', call_id='after-all-%d' % time.monotonic_ns())
        self.insist(call, rtp)
        said = self.phone.wait('incoming', number='309')
        self.phone.send('answer', said['call'])
        answer = self.server.wait(code=200)
        self.server.follow(answer, rtp)
        call['to'] = answer.get('To')
        self.server.request('ACK', call)
        self.phone.wait_stats(said['call'], lambda s: s['rx'] > 10 and s['tx'] > 10)
        self.server.request('BYE', call, cseq=2, branch='z9hG4bKbye%d' % time.monotonic_ns())
        self.phone.wait('call', call=said['call'], state='ended', end='remote')

    def insist(self, call, rtp):
        """Asks again until there is an answer, as over UDP everybody must."""
        end = time.monotonic() + WATCHDOG
        while time.monotonic() < end:
            try:
                self.assertEqual(self.server.inbox.get(timeout=0.2).code, 180)
                return
            except queue.Empty:
                self.server.request('INVITE', call, sdp=self.server.sdp(rtp))
        self.fail('never rung')

    def rings(self):
        return sum('"event":"incoming"' in line and '"state":"incoming"' in line
                   for line in self.phone.log)


class Strangers(OnThePort):
    def test_invites_of_strangers_do_not_ring(self):
        stranger = self.socket()
        self.requests(stranger, 'INVITE', 200, body=torture.SDP)
        before = self.memory()
        self.requests(stranger, 'INVITE', 3000, 200, body=torture.SDP)
        self.assertLess(self.memory() - before, 2 * MIB)
        self.silent(stranger)
        self.assertEqual(self.rings(), 0)
        self.calls_still()
        self.assertEqual(self.rings(), 1)
        self.phone.quit()

    def test_nothing_that_strangers_ask_is_answered(self):
        stranger = self.socket()
        for method in ('OPTIONS', 'NOTIFY', 'MESSAGE', 'REFER', 'SUBSCRIBE', 'PUBLISH', 'REGISTER',
                       'INFO', 'UPDATE', 'PRACK', 'CANCEL', 'BYE', 'ACK', 'WHATEVER'):
            self.requests(stranger, method, 3, more=['Event: refer', 'Refer-To: <sip:1@127.0.0.1>'])
        self.silent(stranger)
        self.calls_still()
        self.phone.quit()
        self.assertNotIn('127.0.0.2', '\n'.join(self.phone.log))

    def test_strangers_inside_calls_that_are_none(self):
        """They are told so, not more often than a telephone needs."""
        stranger = self.socket()
        for method in ('BYE', 'INVITE', 'INFO', 'REFER', 'NOTIFY'):
            self.requests(stranger, method, 1, tag='nobody')
            answer = stranger.recv(65536).decode()
            self.assertRegex(answer.split('\r\n')[0], '^SIP/2.0 48[19] ')
        before = self.memory()
        self.requests(stranger, 'INVITE', 2000, 1, tag='nobody')
        self.assertLess(self.memory() - before, 4 * MIB)
        self.calls_still()
        self.phone.quit()

    def test_the_server_asks(self):
        """What is not for us is answered: it is no stranger's."""
        for method, codes in (('OPTIONS', '200'), ('MESSAGE', '4..|501'), ('NOTIFY', '4..|501'),
                              ('SUBSCRIBE', '489'), ('PUBLISH', '501'), ('WHATEVER', '501'),
                              ('BYE', '481'), ('CANCEL', '481')):
            with self.subTest(method=method):
                end = self.socket('127.0.0.1')
                self.requests(end, method, 1)
                self.assertRegex(end.recv(65536).decode(), '^SIP/2.0 (%s) ' % codes)
        self.calls_still()
        self.phone.quit()

    def test_flood_of_the_server(self):
        """Forged or not: a few calls ring, the rest is refused or dropped, and it goes by."""
        end = self.socket('127.0.0.1')
        before = self.memory()
        self.requests(end, 'INVITE', 3000, body=torture.SDP)
        self.assertLess(self.memory() - before, 16 * MIB)
        self.assertLessEqual(self.rings(), 6)
        self.assertGreater(self.rings(), 0)
        for said in [self.phone.wait('incoming') for _ in range(self.rings())]:
            self.decline(said)
        self.calls_still()
        self.phone.quit()

    def tcp_port(self):
        """Where the phone listens, from the kernel's own list."""
        inodes = set()
        for link in pathlib.Path('/proc/%d/fd' % self.phone.process.pid).iterdir():
            try:
                inodes.add(os.readlink(link))
            except OSError:
                continue
        for line in pathlib.Path('/proc/net/tcp').read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == '0A' and 'socket:[%s]' % fields[9] in inodes:
                yield int(fields[1].split(':')[1], 16)

    def test_connections_of_strangers(self):
        ports = list(self.tcp_port())
        self.assertTrue(ports)
        for port in ports:
            with socket.socket() as stranger:
                stranger.bind(('127.0.0.2', 0))
                stranger.settimeout(WATCHDOG)
                stranger.connect(('127.0.0.1', port))
                try:
                    self.assertEqual(stranger.recv(100), b'')  # closed at once
                except ConnectionResetError:
                    pass
        self.calls_still()
        self.phone.quit()


class Balanced(Stranger):
    """A server of which the name tells one address: it answers and calls from others."""

    away = None

    def __init__(self, test):
        self.others = {}
        super().__init__(test)

    def from_now_on(self, test, host):
        if host not in self.others:
            self.others[host] = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            test.addCleanup(self.others[host].close)
            self.others[host].bind((host, 0))
        self.away = self.others[host]

    def send(self, data, destination):
        (self.away or self.sock).sendto(data, destination)


class ManyAddresses(PhoneTest):
    def setUp(self):
        super().setUp()
        self.server, self.driver = Balanced(self), self.phone()

    def register(self, host):
        self.server.from_now_on(self, host)
        self.driver.send('disconnect', 'a')
        self.driver.send('connect', 'a')
        self.driver.wait('line', line='a', state='registering')
        self.driver.wait('line', line='a', state='ready')

    def rings(self, host, number):
        self.server.from_now_on(self, host)
        self.server.invite(Rtp(self), user=number)
        call = self.driver.wait('incoming')
        self.assertEqual(call['number'], number)
        self.driver.send('decline', call['call'])
        self.driver.wait('call', call=call['call'], state='ended')

    def unheard(self, host, number):
        self.server.from_now_on(self, host)
        self.server.invite(Rtp(self), user=number)

    def test_behind_a_balancer(self):
        """Who said that we are registered may call; who only refused it, and others, may not."""
        self.server.from_now_on(self, '127.0.0.3')
        self.driver.register(self.server.port)
        self.unheard('127.0.0.4', '304')
        self.rings('127.0.0.3', '303')
        self.server.register_answers = [(403, 'Forbidden')] * 2
        self.server.from_now_on(self, '127.0.0.5')
        self.driver.send('disconnect', 'a')
        self.driver.send('connect', 'a')
        self.driver.wait('line', line='a', state='failed')
        self.unheard('127.0.0.5', '305')
        self.rings('127.0.0.3', '306')
        self.driver.quit()
        self.assertEqual(len(self.driver.log_of('incoming')), 2)

    def test_only_the_last_ones(self):
        self.server.from_now_on(self, '127.0.0.11')
        self.driver.register(self.server.port)
        for last in range(12, 16):
            self.register('127.0.0.%d' % last)
        self.unheard('127.0.0.11', '311')
        for last in range(12, 16):
            self.rings('127.0.0.%d' % last, '3%d' % last)
        self.rings('127.0.0.1', '301')  # which its name tells
        self.driver.quit()
        self.assertNotIn('311', '\n'.join(self.driver.log_of('incoming')))


class Malformed(OnThePort):
    def test_torture(self):
        end = self.socket('127.0.0.1')
        for name, data in torture.refused(self.server.contact, end.getsockname()):
            with self.subTest(name):
                end.sendto(data, self.target)
                for answer in self.pending(end):
                    self.assertRegex(answer, '^SIP/2.0 [45]')
        self.assertEqual(self.rings(), 0)
        for _, data in torture.tolerated(self.server.contact, end.getsockname()):
            end.sendto(data, self.target)
            if any(answer.startswith('SIP/2.0 180') for answer in self.pending(end)):
                self.decline(self.phone.wait('incoming'))
        self.calls_still()
        self.phone.quit()

    def test_ugly_and_good(self):
        for name, data in torture.accepted(self.server.contact, ('127.0.0.1', 9)):
            with self.subTest(name):
                end = self.socket('127.0.0.1')
                end.sendto(data.replace(b'127.0.0.1:9', b'127.0.0.1:%d' % end.getsockname()[1]),
                           self.target)
                self.assertRegex(end.recv(65536), b'^SIP/2.0 1')
                said = self.phone.wait('incoming')
                self.assertLess(len(said['name'] or '') + len(said['number']), 300)
                self.decline(said)
        self.phone.quit()

    def test_answers_that_do_not_fit(self):
        end = self.socket('127.0.0.1')
        for change, code in (({'CSeq': '1 OPTIONS'}, 400), ({'Content-Length': '9999'}, 400)):
            end.sendto(torture.message(self.server.contact, end.getsockname(), body=torture.SDP,
                                       call='c%s' % list(change), change=change), self.target)
            self.assertIn(b'SIP/2.0 %d ' % code, end.recv(65536))
        self.phone.quit()

    def goods(self, source):
        uri = self.server.contact
        sdp = {'body': torture.SDP}
        return [torture.message(uri, source, call='m', **sdp),
                torture.message(uri, source, 'OPTIONS', call='o'),
                torture.message(uri, source, 'BYE', call='b', tag='x'),
                torture.message(uri, source, 'REFER', call='r',
                                more=['Refer-To: <sip:1@127.0.0.1>']),
                torture.message(uri, source, call='p', more=['Replaces: a;to-tag=b;from-tag=c'],
                                **sdp),
                torture.message(uri, source, 'NOTIFY', call='n', body='SIP/2.0 200 OK',
                                more=['Event: refer', 'Subscription-State: active;expires=9']),
                torture.message(uri, source, line='SIP/2.0 180 Ringing', call='a'),
                torture.message(uri, source, line='SIP/2.0 200 OK', call='a', **sdp)]

    def end_calls(self):
        """Some spoiled messages are good calls: they end like any."""
        while True:
            calls = [line for line in self.phone.log if '"event":"incoming"' in line]
            new = calls[getattr(self, 'ended', 0):]
            if not new:
                return
            self.ended = len(calls)
            for _ in new:
                self.decline(self.phone.wait('incoming'))
            self.answers_still()

    def test_ten_thousand_spoiled_messages(self):
        end = self.socket('127.0.0.1')
        stranger = self.socket()
        messages = torture.spoiled(self.goods(end.getsockname()), 10000, seed=4475)
        for i, data in enumerate(messages):
            (end if i % 4 else stranger).sendto(data, self.target)
            if i % 100 == 99:
                self.answers_still()
                self.end_calls()
        self.calls_still()
        self.phone.quit()


if __name__ == '__main__':
    unittest.main()
