# SPDX-License-Identifier: GPL-3.0-or-later
"""Q29: a registration that is refused, answered late, or cut: what the line says, and when it
asks again. The clock is turned by hand; chance is 0, so that each wait is half of its row's."""
import socket
import threading
import unittest

from kamailio import PASSWORD, Kamailio
from phonekit import WATCHDOG, PhoneTest, Stranger, free_port

PING, PATIENCE = '30000', '8000'
TCP = socket.SOCK_STREAM


class RetryTest(PhoneTest):
    def start(self, port, **options):
        self.clocked = self.phone('--clock')
        self.clocked.add_line(port, **options)
        self.clocked.send('connect', 'a')
        return self.clocked

    def timer(self, ms):
        """The next timer of this length that starts: its id."""
        return self.clocked.wait('timer', ms=str(ms))['id']

    def wait_until_next(self, ms):
        """What the line waits for after the refusal that comes now."""
        self.clocked.wait('timer-off')  # its patience
        timer = self.clocked.wait('timer')
        self.assertEqual(timer['ms'], str(ms))
        return timer['id']

    def reason(self, state):
        """Of the line, once it gives one."""
        while True:
            said = self.clocked.wait('line', line='a', state=state)
            if said['reason']:
                return said['reason']


class Refused(RetryTest):
    def refuse(self, *answers, **options):
        self.stranger = Stranger(self)
        self.stranger.register_answers = list(answers)
        return self.start(self.stranger.port, **options)

    def waits(self, answer, state, *waits):
        """The waits after the same answer again and again; then it registers."""
        phone = self.refuse(*[answer] * len(waits))
        timer = self.wait_until_next(waits[0])
        self.assertIn(self.words.get(answer[0], str(answer[0])), self.reason(state))
        for ms in waits[1:]:  # without another word about it
            phone.send('tick', timer)
            timer = self.wait_until_next(ms)
        phone.send('tick', timer)
        phone.wait('line', state='ready')
        self.timer(PING)
        self.assertEqual(len(self.stranger.registers), len(waits) + 1)
        phone.quit()

    words = {403: 'let', 404: 'know'}

    def test_server_in_trouble(self):
        self.waits((503, 'Service Unavailable'), 'registering',
                   1000, 2000, 4000, 8000, 16000, 30000, 30000)

    def test_not_allowed(self):
        self.waits((403, 'Forbidden'), 'failed', 150000, 300000, 600000, 900000, 900000)

    def test_not_known(self):
        self.waits((404, 'Not Found'), 'failed', 150000, 300000)

    def test_other(self):
        self.waits((488, 'Not Acceptable Here'), 'registering', 15000, 30000, 60000)
        self.waits((603, 'Decline'), 'registering', 15000)
        self.waits((302, 'Moved Temporarily'), 'registering', 15000)

    def test_server_says_when(self):
        for asked, ms in (('17', 17000), ('120 (maintenance);duration=3600', 120000),
                          ('999999999', 1800000), ('soon', 1000), ('0', 1000)):
            phone = self.refuse((503, 'Service Unavailable', 'Retry-After: ' + asked))
            timer = self.timer(ms)
            reason = self.reason('registering')
            self.assertIn('503', reason)
            self.assertEqual(ms > 1000, 'wait' in reason, reason)
            phone.send('tick', timer)
            phone.wait('line', state='ready')
            phone.quit()

    def test_says_when_once(self):
        """What it asked for with one refusal is not waited for after the next."""
        self.refuse((503, 'Busy', 'Retry-After: 40'), (500, 'Oops'))
        self.clocked.send('tick', self.timer(40000))
        self.timer(2000)
        self.clocked.quit()

    def test_wrong_password(self):
        """Two requests, the challenged one and its answer, and then none until the user acts."""
        challenge = 'WWW-Authenticate: Digest realm="r", nonce="n%d", qop="auth", algorithm=MD5'
        never = [(401, 'Unauthorized', challenge % n) for n in range(9)]
        phone = self.refuse(*never, password='wrong')
        self.assertIn('password', self.reason('failed'))
        self.stranger.register_answers = []
        phone.send('wake')
        phone.register(self.stranger.port, name='b', user='202')  # after what `wake` would send
        self.assertEqual(len(self.stranger.registers), 3)
        self.stranger.register_answers = never
        phone.send('connect', 'a')
        self.assertIn('password', self.reason('failed'))
        self.assertEqual(len(self.stranger.registers), 5)
        phone.quit()

    def test_nonce_is_forgotten(self):
        """A refresh with a nonce that a restarted server knows no more is no wrong password."""
        challenge = 'WWW-Authenticate: Digest realm="r", nonce="n%d", qop="auth", algorithm=MD5'
        phone = self.refuse((401, 'Unauthorized', challenge % 1), password='secret')
        self.timer(PING)
        self.stranger.register_answers = [(401, 'Unauthorized', challenge % 2)]
        phone.send('wake')
        self.timer(PING)
        self.assertEqual(len(self.stranger.registers), 4)
        self.assertIn('nonce="n1"', self.stranger.registers[2].get('Authorization'))
        self.assertIn('nonce="n2"', self.stranger.registers[3].get('Authorization'))
        phone.quit()

    def test_interval_too_brief(self):
        phone = self.refuse((423, 'Interval Too Brief', 'Min-Expires: 600'), expires=60)
        phone.wait('line', state='ready')
        self.assertEqual([m.get('Contact').rpartition('expires=')[2]
                          for m in self.stranger.registers], ['60', '600'])
        phone.quit()

    def test_interval_never_long_enough(self):
        phone = self.refuse(*[(423, 'Interval Too Brief', 'Min-Expires: 600')] * 2)
        self.timer(30000)
        self.assertIn('423', self.reason('registering'))
        self.assertEqual(len(self.stranger.registers), 2)
        phone.quit()

    def test_interval_without_a_number(self):
        phone = self.refuse((423, 'Interval Too Brief'))
        self.timer(30000)
        phone.quit()

    def test_refresh_is_refused(self):
        """It stood, and the server says so no more: no un-REGISTER, which could come last."""
        stranger = Stranger(self)
        phone = self.start(stranger.port, expires=2)
        phone.wait('line', state='ready')
        stranger.register_answers = [(503, 'Service Unavailable')]
        phone.send('tick', self.timer(1000))
        phone.wait('line', state='ready')
        self.assertNotIn(';expires=0', ''.join(m.get('Contact') for m in stranger.registers))
        phone.quit()


class Silent(RetryTest):
    def test_nobody_answers(self):
        """Told before the stack gives up; asked again when it has."""
        stranger = Stranger(self)
        stranger.silent = True
        phone = self.start(stranger.port)
        phone.send('tick', self.timer(PATIENCE))
        self.assertIn('does not answer', self.reason('registering'))
        retry = self.timer(500)  # 32 s later
        stranger.silent = False
        phone.send('tick', retry)
        phone.wait('line', state='ready')
        phone.quit()

    def test_nobody_there(self):
        phone = self.start(free_port(TCP), transport='tcp')
        timer = self.wait_until_next(500)
        self.assertIn('127.0.0.1', self.reason('registering'))
        for ms in (1000, 2000, 4000, 8000, 15000, 15000):
            phone.send('tick', timer)
            timer = self.wait_until_next(ms)
        phone.quit()

    def test_asked_whether_it_is_there(self):
        """Any answer will do."""
        stranger = Stranger(self)
        phone = self.start(stranger.port)
        phone.wait('line', state='ready')
        for code, reason in ((200, 'OK'), (404, 'Not Found'), (501, 'Not Implemented')):
            phone.send('tick', self.timer(PING))
            self.timer(PATIENCE)
            stranger.answer(stranger.wait('OPTIONS'), code, reason)
        self.timer(PING)
        self.assertEqual(len(stranger.registers), 1)
        phone.quit()

    def test_answers_what_it_needs_alone(self):
        """It never answers OPTIONS: found out by registering, and not asked again."""
        stranger = Stranger(self)
        phone = self.start(stranger.port)
        phone.wait('line', state='ready')
        phone.send('tick', self.timer(PING))
        patience = self.timer(PATIENCE)
        stranger.wait('OPTIONS')
        phone.send('tick', patience)
        off = self.timer(PATIENCE)
        self.assertEqual(phone.wait('timer-off')['id'], off)
        self.assertEqual(len(stranger.registers), 2)
        self.assertEqual([m.get('Contact') for m in stranger.registers],
                         [stranger.registers[0].get('Contact')] * 2)
        phone.register(stranger.port, name='b', user='202')
        self.assertEqual(phone.wait('timer')['ms'], PING)  # of the other line
        phone.quit()

    def test_gone_without_a_word(self):
        """It answers neither: the line says so, and is back with it."""
        stranger = Stranger(self)
        phone = self.start(stranger.port)
        phone.wait('line', state='ready')
        ping = self.timer(PING)
        stranger.silent = True
        phone.send('tick', ping)
        phone.send('tick', self.timer(PATIENCE))
        phone.send('tick', self.timer(PATIENCE))
        self.assertIn('does not answer', self.reason('registering'))
        stranger.silent = False  # the stack asks again
        phone.wait('line', state='ready')
        self.timer(PING)
        phone.quit()


class Cut(RetryTest):
    """By TCP and TLS the server reaches us by our connection alone."""

    def restarts(self, transport):
        server = Kamailio(self, self.folder)
        port = getattr(server, transport)
        phone = self.clocked = self.phone('--clock', '--ca=' + server.ca)
        phone.add_line(port, transport=transport, password=PASSWORD,
                       proxy='localhost:%d' % port)
        phone.send('connect', 'a')
        phone.wait('line', state='ready')
        server.end()
        self.assertIn('localhost', self.reason('registering'))
        timer = self.timer(500)  # at once was too early
        server.again()
        phone.send('tick', timer)
        phone.wait('line', state='ready')
        server.wait_line('registered 201 by ' + transport)
        phone.quit()

    def test_server_restarts_tcp(self):
        self.restarts('tcp')

    def test_server_restarts_tls(self):
        self.restarts('tls')

    def test_connection_is_closed(self):
        """By a router or a server that is in order: registered anew at once, by a new one."""
        accepted = []
        with socket.create_server(('127.0.0.1', 0)) as listening:
            def serve():
                for _ in range(2):
                    accepted.append(listening.accept()[0])
                    answer(accepted[-1])
            server = threading.Thread(target=serve, daemon=True)
            server.start()
            phone = self.start(listening.getsockname()[1], transport='tcp')
            phone.wait('line', state='ready')
            accepted[0].close()
            phone.wait('line', state='registering')
            phone.wait('line', state='ready')
            server.join(WATCHDOG)
        self.assertEqual(len(accepted), 2)
        accepted[1].close()
        phone.send('drop', 'a')
        phone.quit()


def answer(connection):
    """200 to the one REGISTER that comes; its Contact must name this very connection."""
    connection.settimeout(WATCHDOG)
    data = b''
    while b'\r\n\r\n' not in data:
        data += connection.recv(65536)
    lines = data.decode().split('\r\n')
    kept = [line for line in lines
            if line.split(':')[0] in ('Via', 'From', 'Call-ID', 'CSeq', 'Contact')]
    contact = [line for line in kept if line.startswith('Contact')]
    peer = '@%s:%d;' % connection.getpeername()
    if peer not in contact[0]:
        return
    to = next(line for line in lines if line.startswith('To:')) + ';tag=1'
    connection.sendall('\r\n'.join(['SIP/2.0 200 OK', *kept, to, 'Content-Length: 0', '', '']
                                   ).encode())


if __name__ == '__main__':
    unittest.main()
