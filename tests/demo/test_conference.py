# SPDX-License-Identifier: GPL-3.0-or-later
"""Conferences: who is in them, what their owner may do, and what is told."""
import asyncio

import kit
from common import DemoTest
from test_realtime import Client

DESK = '301'


class Conference(DemoTest):
    def setUp(self):
        self.header = self.sign_in()

    def post(self, path, body, header=None):
        return self.ask('POST', '/api/astproxy' + path, body, header or self.header).status

    def get(self, path):
        return self.ask('GET', '/api/astproxy' + path, headers=self.header).json()

    def users(self):
        return self.get('/conference/' + DESK).get('users')

    def talk(self, number):
        """The desk phone talks to them: the conversation's id."""
        self.assertEqual(self.post('/call', {'number': number, 'endpointId': DESK,
                                             'endpointType': 'extension'}), 200)

        def connected(_):
            calls = self.get('/extension/' + DESK)['conversations']
            return next((key for key, call in calls.items() if call['connected']), None)
        self.demo.wait(connected, 'the call to be up')
        return connected(None)

    def start(self, number, **more):
        return self.post('/start_conf', {'convid': self.talk(number), 'addEndpointId': number,
                                         'ownerEndpointId': DESK, **more})

    def join(self):
        self.assertEqual(self.post('/join_myconf', {'endpointId': DESK}), 200)
        self.demo.wait(lambda _: DESK in (self.users() or ()), 'the owner to be in')

    def end(self):
        self.post('/end_conf', {'confId': DESK})

    def test_whole(self):
        self.addCleanup(self.end)
        self.assertEqual(self.get('/conference/' + DESK), {})
        for number in ('202', '203'):
            self.assertEqual(self.start(number), 200)
            self.assertEqual(self.get('/extension/' + DESK)['conversations'], {})
        self.join()
        users = self.users()
        self.assertEqual(list(users), ['202', '203', DESK])
        self.assertEqual([users[n]['owner'] for n in users], [False, False, True])
        self.assertEqual(users['202']['extenId'], '202')
        self.assertEqual(self.post('/mute_userconf', {'confId': DESK, 'userId': '2'}), 200)
        self.assertEqual([user['muted'] for user in self.users().values()], [False, True, False])
        self.assertEqual(self.post('/unmute_userconf', {'confId': DESK, 'userId': '2'}), 200)
        self.assertFalse(self.users()['203']['muted'])
        self.assertEqual(self.post('/hangup_userconf', {'confId': DESK, 'extenId': '203'}), 200)
        self.assertNotIn('203', self.users())
        self.assertEqual(self.ask('POST', '/demo/party',
                                  {'number': '202', 'action': 'hangup'}).status, 200)
        self.assertEqual(list(self.users()), [DESK])
        self.assertEqual(self.post('/end_conf', {'confId': DESK}), 200)
        self.assertEqual(self.get('/conference/' + DESK), {})
        self.assertEqual(self.get('/extension/' + DESK)['conversations'], {})

    def test_owner_inside_calls(self):
        """Who is added is called from the owner's phone, which leaves the conference for it."""
        self.addCleanup(self.end)
        self.start('202')
        self.join()
        inside = next(iter(self.get('/extension/' + DESK)['conversations']))
        self.assertEqual(self.post('/start_conf', {'convid': inside, 'addEndpointId': '203',
                                                   'ownerEndpointId': DESK}), 200)
        call, = self.get('/extension/' + DESK)['conversations'].values()
        self.assertEqual(call['counterpartNum'], '203')
        self.assertEqual(list(self.users()), ['202'])
        self.post('/hangup', {'convid': call['id'], 'endpointId': DESK})

    def test_wrong(self):
        whole = {'convid': 'PJSIP/x>', 'addEndpointId': '202', 'ownerEndpointId': DESK}
        self.assertEqual(self.post('/start_conf', whole), 500)
        for missing in whole:
            body = {key: value for key, value in whole.items() if key != missing}
            self.assertEqual(self.post('/start_conf', body), 400, missing)
        self.assertEqual(self.post('/start_conf', whole, self.sign_in('demo2')), 403)
        self.assertEqual(self.post('/join_myconf', {'endpointId': '202'}), 403)
        for path in ('/end_conf', '/mute_userconf', '/hangup_userconf'):
            body = {'confId': DESK, 'userId': '1', 'extenId': '202'}
            self.assertEqual(self.post(path, body), 500, path)  # there is none
            self.assertEqual(self.post(path, {**body, 'confId': '202'}), 403, path)
            self.assertEqual(self.post(path, {}), 400, path)

    def test_told(self):
        token = self.header['Authorization'].removeprefix('Bearer ')

        async def run():
            async with Client(self.demo.url, '/api/ws/') as client:
                await client.login('demo', token)
                await client.until('authe_ok')
                await asyncio.to_thread(self.start, '204')
                told, = await client.until('confBridgeUpdate')
                self.assertEqual((told['id'], list(told['users'])), (DESK, ['204']))
                self.assertEqual(set(told['users']['204']),
                                 {'id', 'name', 'owner', 'muted', 'extenId'})
                await asyncio.to_thread(self.end)
                self.assertEqual(await client.until('confBridgeEnd'), [{'id': DESK}])
        asyncio.run(run())


if __name__ == '__main__':
    kit.main()
