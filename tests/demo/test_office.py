# SPDX-License-Identifier: GPL-3.0-or-later
"""Colleagues who talk to each other: what everybody sees of it, and what a user can do."""
import asyncio

import kit
from common import DemoTest
from kit.watch import wait_until
from test_realtime import Client


class Office(DemoTest):
    options = ('--fault', 'rate=0', '--office', '10')

    def setUp(self):
        self.header = self.sign_in()

    def get(self, path, header=None):
        answer = self.ask('GET', '/api' + path, headers=header or self.header)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json()

    def post(self, path, header=None, **body):
        return self.ask('POST', '/api' + path, body, header or self.header).status

    def office(self, call_from, to, state):
        answer = self.ask('POST', '/demo/office', {'from': call_from, 'to': to, 'state': state})
        self.assertEqual(answer.status, 200, answer.text)

    def status(self, exten):
        return self.get('/astproxy/extensions')[exten]['status']

    def test_some_talk_from_the_beginning(self):
        extensions = self.get('/astproxy/extensions').values()
        busy = [exten for exten in extensions if exten['status'] == 'busy']
        # Eight calls of two, and two who wait for an answer.
        self.assertEqual(len(busy), 18)
        self.assertEqual(len([e for e in extensions if e['status'] == 'ringing']), 2)
        people = self.get('/user/endpoints/all')
        self.assertEqual(people[busy[0]['username']]['mainPresence'], 'busy')
        starts = {c['startTime'] for e in busy for c in e['conversations'].values()}
        self.assertGreaterEqual(len(starts), 8)

    def test_a_call_is_told(self):
        token = self.header['Authorization'].removeprefix('Bearer ')

        async def run():
            async with Client(self.demo.url, '/api/ws/') as client:
                await client.login('demo', token)
                await client.until('authe_ok')
                await asyncio.to_thread(self.office, '202', '203', 'ringing')
                await client.until('extenUpdate', lambda e: e['exten'] == '203' and
                                   e['status'] == 'ringing')
                await asyncio.to_thread(self.office, '202', '203', 'up')
                [exten] = await client.until('extenUpdate', lambda e: e['exten'] == '203' and
                                             e['status'] == 'busy')
                [conversation] = exten['conversations'].values()
                self.assertEqual(conversation['counterpartName'], 'Roberto Bianchi')
                self.assertEqual(conversation['direction'], 'in')
                await asyncio.to_thread(self.office, '202', '203', 'over')
                await client.until('userMainPresenceUpdate', lambda p: p['mainPresence'] == {
                    'username': 'carla', 'status': 'online'})
        asyncio.run(run())

    def test_the_plain_profile_does_not_see_with_whom(self):
        plain = self.sign_in('demo3')
        self.office('202', '203', 'up')
        self.addCleanup(self.office, '202', '203', 'over')
        for header, number, name in ((self.header, '202', 'Roberto Bianchi'),
                                     (plain, 'xxx', 'xxx')):
            exten = self.get('/astproxy/extensions', header)['203']
            [conversation] = exten['conversations'].values()
            self.assertEqual(conversation['counterpartNum'], number)
            self.assertEqual(conversation['counterpartName'], name)
            self.assertEqual(conversation['chSource']['callerName'], name)
        privacy = [self.get('/user/me', header)['profile']['macro_permissions']['nethvoice_cti']
                   ['permissions']['privacy']['value'] for header in (self.header, plain)]
        self.assertEqual(privacy, [False, True])

    def test_pick_up(self):
        plain = self.sign_in('demo3')
        path = '/astproxy/pickup_conv'
        self.assertEqual(self.post(path, endpointId='203', destId='301'), 500)
        self.office('202', '203', 'ringing')
        self.assertEqual(self.post(path, endpointId='203'), 400)
        self.assertEqual(self.post(path, endpointId='203', destId='302'), 403)
        self.assertEqual(self.post(path, plain, endpointId='203', destId='306'), 403)
        self.assertEqual(self.post(path, endpointId='203', destId='91201'), 500)
        self.assertEqual(self.post(path, endpointId='203', destId='301'), 200)
        self.assertEqual(self.status('203'), 'online')
        self.assertEqual(self.status('301'), 'ringing')
        self.assertEqual(self.post('/astproxy/hangup_mainexten', exten='301'), 200)

    def test_recall(self):
        path = '/astproxy/recall_on_busy'
        self.assertEqual(self.post(path, caller='301'), 400)
        self.assertEqual(self.post(path, caller='202', called='203'), 403)
        self.office('202', '203', 'up')
        self.assertEqual(self.post(path, caller='301', called='203'), 200)
        self.assertEqual(self.status('301'), 'online')
        self.office('202', '203', 'over')
        wait_until(lambda: self.status('301') == 'ringing', 'the recall')
        self.assertEqual(self.post('/astproxy/hangup_mainexten', exten='301'), 200)


if __name__ == '__main__':
    kit.main()
