# SPDX-License-Identifier: GPL-3.0-or-later
"""The registrar and the parties, judged by SIPp."""
import unittest

import kit
from common import DemoTest, Sipp


class Sip(DemoTest):
    def register(self, port, transport='u1', expires=120):
        Sipp(self, 'register', transport, port, put={'SECRET': 'secret-201'},
             expires=expires).finish()

    def called(self, number):
        party = self.demo.party(number)
        return party['calls'] if party else 0

    def call_while(self, number, **wanted):
        """Calls the number until its party shows what is wanted."""
        caller = Sipp(self, 'call', milliseconds=4000, number=number)

        def shown(state):
            party = state['parties'].get(number, {})
            return party.get('state') == 'up' and all(
                abs(party[key] - value) <= 5 for key, value in wanted.items())
        state = self.demo.wait(shown, '%s to show %r' % (number, wanted))
        caller.finish()
        return state['parties'][number]

    def history(self):
        return self.ask('GET', '/api/history/calls?callType=user&username=demo&from=20200101'
                        '&to=20991231&pageNum=1&pageSize=1', headers=self.sign_in()).json()

    def test_register(self):
        for transport in ('u1', 't1'):
            with self.subTest(transport):
                sipp = Sipp(self, 'register', transport, put={'SECRET': 'secret-201'}, expires=60)
                sipp.finish()
                found = [r for r in self.demo.state()['registrations']
                         if ':%d' % sipp.port in r['contact']]
                self.assertEqual(len(found), 1)
                self.assertEqual((found[0]['user'], found[0]['transport'], found[0]['agent']),
                                 ('201', 'UDP' if transport == 'u1' else 'TCP', 'sipp'))
                self.assertIn(found[0]['expires'], range(50, 61))
                self.register(sipp.port, transport, 0)
        self.demo.wait(lambda state: not state['registrations'], 'nobody to be registered')

    def test_register_wrong_secret(self):
        wrong = Sipp(self, 'register', put={'SECRET': 'wrong'}, expires=60)
        with self.assertRaisesRegex(AssertionError, "expecting '200'.*401"):
            wrong.finish()

    def test_registration_shows_on_the_extension(self):
        sipp = Sipp(self, 'register', put={'SECRET': 'secret-201'}, expires=60)
        sipp.finish()

        def status():
            return self.ask('GET', '/api/astproxy/extension/201', headers=self.sign_in()).json()
        self.demo.wait(lambda _: status()['status'] == 'online', '201 to be online')
        self.assertEqual(status()['sipuseragent'], 'sipp')
        self.register(sipp.port, expires=0)
        self.demo.wait(lambda _: status()['status'] == 'offline', '201 to be offline')

    def test_echo(self):
        party = self.call_while('600', frequency=1000, level=-15)
        self.assertGreater(party['rtpOut'], 20)

    def test_tone_and_colleague(self):
        for number in ('601', '202', '0721550123'):
            with self.subTest(number):
                self.call_while(number, frequency=1000)

    def test_refusals(self):
        for number, status in (('602', '486'), ('604', '603'), ('abc', '404')):
            with self.subTest(number):
                Sipp(self, 'refused', number=number, put={'STATUS': status}).finish()

    def test_no_answer_and_cancel(self):
        Sipp(self, 'silent', number='603').finish()
        row = self.demo.wait(lambda _: self.history()['rows'][0]['dst'] == '603', 'a row') and \
            self.history()['rows'][0]
        self.assertEqual((row['disposition'], row['billsec'], row['direction']),
                         ('NO ANSWER', 0, 'out'))

    def test_call_is_kept(self):
        before = self.history()['count']
        Sipp(self, 'call', milliseconds=2200, number='600').finish()
        self.demo.wait(lambda _: self.history()['count'] == before + 1, 'a row')
        row = self.history()['rows'][0]
        self.assertEqual((row['src'], row['dst'], row['disposition']), ('201', '600', 'ANSWERED'))
        self.assertIn(row['billsec'], (2, 3))

    def test_hold(self):
        hold = Sipp(self, 'hold', milliseconds=1500, number='203')
        self.demo.wait(lambda s: s['parties'].get('203', {}).get('state') == 'held', '203 held')
        self.demo.wait(lambda s: s['parties']['203']['state'] == 'up', '203 resumed')
        hold.finish()

    def test_refer(self):
        Sipp(self, 'refer', number='202', target='600').finish()
        self.assertEqual(self.demo.party('202')['transferredTo'], '600')

    def test_called(self):
        for transport in ('u1', 't1'):
            with self.subTest(transport):
                telephone = Sipp(self, 'register', transport, put={'SECRET': 'secret-201'},
                                 expires=60)
                telephone.finish()
                answering = Sipp(self, 'answer', transport, telephone.port, hertz=700)
                self.addCleanup(self.register, telephone.port, transport, 0)
                self.wait_for_port(telephone.port, transport)
                self.demo.call('203', hangup_after_ms=3000)
                self.demo.wait(lambda s: abs(s['parties']['203']['frequency'] - 700) < 5,
                               '203 to hear 700 Hz')
                answering.finish()
                self.register(telephone.port, transport, 0)

    def wait_for_port(self, port, transport):
        """SIPp has opened its port: only then may it be called."""
        table = '/proc/net/' + ('udp' if transport == 'u1' else 'tcp')
        # Of TCP only a listener will do: an earlier connection of that port lingers in the table.
        state = '07' if transport == 'u1' else '0A'

        def open_now(_):
            with open(table, encoding='ascii') as sockets:
                lines = [line.split() for line in sockets]
            return any(line[1].endswith(':%04X' % port) and line[3] == state for line in lines)
        self.demo.wait(open_now, 'SIPp to listen')

    def test_caller_gives_up(self):
        telephone = Sipp(self, 'register', put={'SECRET': 'secret-201'}, expires=60)
        telephone.finish()
        ringing = Sipp(self, 'cancelled', port=telephone.port)
        self.wait_for_port(telephone.port, 'u1')
        self.demo.call('202', cancel_after_ms=400, cancel_reason='elsewhere')
        ringing.finish()
        self.register(telephone.port, expires=0)

    def test_faults(self):
        self.fault('sip', '503')
        try:
            busy = Sipp(self, 'register', put={'SECRET': 'secret-201'}, expires=60)
            with self.assertRaisesRegex(AssertionError, "expecting '401'.*503"):
                busy.finish()
        finally:
            self.fault('sip', 'none')
        self.fault('rtp-loss', '100')
        try:
            before = (self.demo.party('600') or {'rtpIn': 0})['rtpIn']
            Sipp(self, 'call', milliseconds=300, number='600').finish()
            self.assertEqual(self.demo.party('600')['rtpIn'], before)
        finally:
            self.fault('rtp-loss', 'none')

    def test_nobody_to_call(self):
        answer = self.ask('POST', '/demo/call', {'from': '202', 'to': '205'})
        self.assertEqual(answer.status, 400)


if __name__ == '__main__':
    kit.main()
