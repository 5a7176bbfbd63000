# SPDX-License-Identifier: GPL-3.0-or-later
"""What is posted is what is got; second factor, limits, the way it starts and ends."""
import json
import os
import signal
import ssl
import subprocess
import time
import unittest
import urllib.request

import kit
from common import DemoTest
from kit.watch import WATCHDOG, wait_until

PROGRAM = kit.BUILD / 'src' / 'demo' / 'cornetta-demo'


class State(DemoTest):
    def setUp(self):
        self.header = self.sign_in()

    def get(self, path):
        return self.ask('GET', '/api' + path, headers=self.header).json()

    def post(self, path, body):
        return self.ask('POST', '/api' + path, body, self.header).status

    def test_contact(self):
        self.assertEqual(self.post('/phonebook/create', {
            'type': 'private', 'name': 'Zenobia Prova', 'workphone': '0721550001',
            'notes': 'ha un "nome" – è vero\n\u2028'}), 201)
        row = self.get('/phonebook/search/zenobia?limit=5&offset=0')['rows'][0]
        self.assertEqual(row['notes'], 'ha un "nome" – è vero\n\u2028')
        self.assertEqual(self.post('/phonebook/modify_cticontact', {
            'id': str(row['id']), 'cellphone': '33355500001'}), 200)
        row = self.get('/phonebook/cticontact/%d' % row['id'])
        self.assertEqual((row['workphone'], row['cellphone']), ('0721550001', '33355500001'))
        self.assertEqual(self.post('/phonebook/delete_cticontact', {'id': str(row['id'])}), 200)
        self.assertEqual(self.get('/phonebook/cticontact/%d' % row['id']), {})

    def test_pages_make_the_whole(self):
        whole = self.get('/phonebook/getall')
        rows = []
        for offset in range(0, whole['count'], 300):
            rows += self.get('/phonebook/getall?offset=%d&limit=300' % offset)['rows']
        self.assertEqual(rows, whole['rows'])
        self.assertEqual(len(rows), 2000)
        self.assertEqual(len({(r['source'], r['id']) for r in rows}), 2000)

    def test_company(self):
        """What real books hold: accents, masked numbers, companies without a person."""
        rows = self.get('/phonebook/getall')['rows']
        self.assertTrue(any('é' in row['name'] for row in rows))
        self.assertTrue(any(row['cellphone'].endswith('xxx') for row in rows))
        self.assertTrue(any(not row['name'] and row['company'] for row in rows))
        self.assertTrue(all(row['workemail'].endswith('example.test') for row in rows))
        self.assertEqual(len(self.get('/user/endpoints/all')), 305)

    def phone(self, **more):
        return self.ask('POST', '/demo/phone', {'number': '301', **more}).status

    def test_desk_phone_by_url(self):
        """Behind a firewall: its URL is sent, and its web interface obeys those who know it."""
        self.addCleanup(self.phone, road='manual')
        self.assertEqual(self.phone(road='cloud'), 200)
        self.assertEqual(self.post('/astproxy/call', {
            'number': '212', 'endpointId': '301', 'endpointType': 'extension'}), 200)
        self.assertEqual(self.demo.state()['desk'], [])
        url = '/phone/301/servlet?key=number=212&outgoing_uri=301@127.0.0.1'
        self.assertEqual(self.ask('GET', url).status, 401)
        self.assertEqual(self.ask('GET', url, headers={
            'Authorization': 'Basic YWRtaW46cGhvbmUtMzAx'}).status, 200)
        self.assertEqual(self.demo.state()['desk'][-1]['called'], '212')
        self.assertEqual(self.phone(action='hangup'), 200)
        for wrong in ({'road': 'sky'}, {'action': 'ring'}, {'action': 'answer'},
                      {'action': 'hangup'}, {'number': '999'}, {'number': '201'}):
            self.assertEqual(self.phone(**wrong), 400, wrong)

    def test_search_folds_accents(self):
        self.assertGreater(self.get('/phonebook/search/jose?limit=1&offset=0')['count'], 0)
        self.assertEqual(self.get('/phonebook/search/jose')['count'],
                         self.get('/phonebook/search/JOS%C3%89')['count'])

    def test_history(self):
        path = '/history/calls?callType=user&username=demo&from=20200101&to=20991231'
        rows = self.get(path + '&pageNum=1&pageSize=1000')['rows']
        times = [row['time'] for row in rows]
        self.assertEqual(times, sorted(times, reverse=True))
        second = self.get(path + '&pageNum=2&pageSize=10')['rows']
        self.assertEqual(second, rows[10:20])

    def test_desk_phone_call_is_kept(self):
        begun = time.monotonic()
        self.assertEqual(self.post('/astproxy/call', {'number': '+390721550123',
                                                      'endpointId': '301',
                                                      'endpointType': 'extension'}), 200)
        self.assertGreater(time.monotonic() - begun, 0.9)
        desk = self.demo.state()['desk'][-1]
        self.assertEqual((desk['device'], desk['called'], desk['rang'], desk['pickedUp']),
                         ('301', '00390721550123', True, True))

        def connected(_):
            calls = self.get('/astproxy/extension/301')['conversations']
            return next((c for c, v in calls.items() if v['connected']), None)
        self.demo.wait(connected, 'the call to be up')
        self.assertEqual(self.post('/astproxy/dtmf', {'endpointId': '301', 'tone': '5'}), 200)
        self.assertEqual(self.demo.state()['desk'][-1]['digits'], '5')
        self.assertEqual(self.post('/astproxy/toggle_hold', {'endpointId': '301'}), 200)
        self.assertEqual(self.get('/astproxy/extension/301')['status'], 'onhold')
        self.assertEqual(self.post('/astproxy/hangup', {'convid': connected(None),
                                                        'endpointId': '301'}), 200)
        row = self.get('/history/calls?callType=user&username=demo&from=20200101&to=20991231'
                       '&pageNum=1&pageSize=1')['rows'][0]
        self.assertEqual((row['src'], row['dst'], row['disposition'], row['direction']),
                         ('301', '00390721550123', 'ANSWERED', 'out'))

    def test_listen_and_intrude(self):
        """Another's call, by who may: the listener's phone rings, and the call is left alone."""
        self.assertEqual(self.post('/astproxy/call', {'number': '212', 'endpointId': '301',
                                                      'endpointType': 'extension'}), 200)
        self.addCleanup(self.post, '/astproxy/hangup', {'endpointId': '301'})
        call = next(iter(self.get('/astproxy/extension/301')['conversations']))
        whole = {'convid': call, 'endpointId': '301', 'destId': '301'}
        for path in ('/astproxy/start_spy', '/astproxy/intrude'):
            self.assertEqual(self.post(path, {**whole, 'convid': 'SIP/none>'}), 500)
            self.assertEqual(self.post(path, {**whole, 'destId': '202'}), 403)  # another's phone
            for missing in ('convid', 'endpointId'):
                self.assertEqual(self.post(path, {key: value for key, value in whole.items()
                                                  if key != missing}), 400)
            self.assertEqual(self.ask('POST', '/api' + path, whole, self.sign_in('demo3')).status,
                             403)
            before = set(self.get('/astproxy/extension/301')['conversations'])
            self.assertEqual(self.post(path, whole), 200)
            ringing, = set(self.get('/astproxy/extension/301')['conversations']) - before
            self.assertIn(call, before)
            self.assertEqual(self.post('/astproxy/hangup', {'convid': ringing,
                                                            'endpointId': '301'}), 200)

    def test_second_factor(self):
        for code in ('123456', '111111'):
            pending = self.sign_in('demo2')
            self.assertEqual(self.ask('GET', '/api/user/me', headers=pending).status, 403)
            wrong = self.ask('POST', '/api/2fa/verify-otp', {'username': 'demo2', 'otp': '000000'},
                             pending)
            self.assertEqual((wrong.status, wrong.json()['message']), (400, 'invalid_otp'))
            good = self.ask('POST', '/api/2fa/verify-otp', {'username': 'demo2', 'otp': code},
                            pending)
            token = {'Authorization': 'Bearer ' + good.json()['data']['token']}
            me = self.ask('GET', '/api/user/me', headers=token).json()
            self.assertEqual(me['username'], 'demo2')
        used = self.ask('POST', '/api/2fa/verify-otp', {'username': 'demo2', 'otp': '111111'},
                        self.sign_in('demo2'))
        self.assertEqual(used.status, 400)

    def test_configuration(self):
        text = self.ask('GET', '/config/config.production.js').text
        self.assertIn("SIP_PORT: '%d'" % self.demo.sip['udp'], text)
        self.assertIn("VOICE_ENDPOINT: '127.0.0.1'", text)

    def test_requests_are_counted_and_passwords_are_not_kept(self):
        before = self.demo.state()['requests'].get('GET /api/phonebook/search/:term?', 0)
        self.get('/phonebook/search/rossi')
        state = self.demo.state()
        self.assertEqual(state['requests']['GET /api/phonebook/search/:term?'], before + 1)
        self.assertEqual(state['bodies']['POST /api/login']['username'], 'demo')
        self.assertNotIn('password', json.dumps(state))


class RateLimit(DemoTest):
    options = ()

    def test_too_many(self):
        header = self.sign_in()
        answers = [self.ask('GET', '/api/user/presence', headers=header) for _ in range(300)]
        refused = [answer for answer in answers if answer.status == 429]
        self.assertTrue(refused)
        self.assertEqual(refused[0].json(),
                         {'code': 429, 'data': None, 'message': 'too many requests'})


class Life(unittest.TestCase):
    def start(self, *options, **more):
        started = subprocess.Popen([PROGRAM, *options], stdout=subprocess.PIPE, text=True, **more)
        for stream in (started.stdin, started.stdout):
            if stream:
                self.addCleanup(stream.close)
        self.addCleanup(started.wait)
        self.addCleanup(started.kill)
        return started, json.loads(started.stdout.readline())

    def test_ends_with_standard_input(self):
        started, _ = self.start('--stdin', stdin=subprocess.PIPE)
        started.stdin.close()
        self.assertEqual(started.wait(WATCHDOG), 0)

    def test_ends_on_signals(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            started, ready = self.start()
            self.assertEqual(ready['pid'], started.pid)
            started.send_signal(number)
            self.assertEqual(started.wait(WATCHDOG), 0)

    def test_ends_with_its_parent(self):
        parent = subprocess.Popen(['sleep', '600'])
        self.addCleanup(parent.wait)
        self.addCleanup(parent.kill)
        started, _ = self.start('--parent', str(parent.pid))
        parent.kill()
        self.assertEqual(started.wait(WATCHDOG), 0)

    def test_100000_contacts(self):
        begun = time.monotonic()
        _, ready = self.start('--contacts', '100000', '--history', '100000', '--stdin',
                              stdin=subprocess.PIPE)
        print('# 100,000 contacts and calls: ready after %.2f s' % (time.monotonic() - begun))
        self.assertTrue(ready['url'])

    def test_tls(self):
        started, ready = self.start('--tls', '--stdin', stdin=subprocess.PIPE)
        context = ssl.create_default_context(cafile=ready['ca'])
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}),
                                             urllib.request.HTTPSHandler(context=context))
        with opener.open(ready['url'] + '/demo/state', timeout=WATCHDOG) as answer:
            self.assertEqual(answer.status, 200)
        started.stdin.close()
        started.wait(WATCHDOG)
        wait_until(lambda: not os.path.exists(ready['ca']), 'the certificate to be removed')

    def test_help_and_version(self):
        for option, text in (('--help', '--fault'), ('--version', 'cornetta-demo')):
            done = subprocess.run([PROGRAM, option], capture_output=True, text=True, check=True,
                                  timeout=WATCHDOG)
            self.assertIn(text, done.stdout)
        wrong = subprocess.run([PROGRAM, '--fault', 'rest=sideways'], capture_output=True,
                               text=True, check=False, timeout=WATCHDOG)
        self.assertEqual(wrong.returncode, 1)
        self.assertIn('no such fault', wrong.stderr)


if __name__ == '__main__':
    kit.main()
