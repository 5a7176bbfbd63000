# SPDX-License-Identifier: GPL-3.0-or-later
"""What the company shares: who is parked, where calls go that nobody takes,
and the queues."""
import asyncio

import kit
from common import DemoTest
from test_realtime import Client


class Presence(DemoTest):
    def test_while_busy_or_away(self):
        header = self.sign_in()
        token = header['Authorization'].removeprefix('Bearer ')

        def post(when, who=header, **body):
            return self.ask('POST', '/api/user/presence_on' + when, body, who).status

        async def run(when):
            key = 'presence_on' + when
            async with Client(self.demo.url, '/api/ws/') as client:
                await client.login('demo', token)
                await client.until('authe_ok')
                await asyncio.to_thread(post, when, status='callforward', to='202')
                await client.until('userPresenceUpdate', lambda e: e.get(key) == {
                    'username': 'demo', 'status': 'callforward', 'to': '202'})
        for when in ('busy', 'unavailable'):
            asyncio.run(run(when))
            kept = self.ask('GET', '/api/user/presence_on' + when, headers=header).json()
            self.assertEqual(kept, {'status': 'callforward', 'to': '202'})
            for body in ({'status': 'dnd'}, {'status': 'callforward'}, {'status': 'asleep'}):
                self.assertEqual(post(when, **body), 400, body)
            self.assertEqual(post(when, self.sign_in('demo3'), status='voicemail'), 403)
        me = self.ask('GET', '/api/user/me', headers=header).json()
        self.assertEqual((me['presence'], me['presenceOnBusy']), ('online', 'callforward'))


class Queues(DemoTest):
    def setUp(self):
        self.header = self.sign_in()

    def post(self, act, header=None, **body):
        return self.ask('POST', '/api/astproxy/queuemember_' + act, body,
                        header or self.header).status

    def member(self, queue='402', exten='201'):
        answer = self.ask('GET', '/api/astproxy/queues', headers=self.header)
        return answer.json()[queue]['members'][exten]

    def test_members(self):
        token = self.header['Authorization'].removeprefix('Bearer ')
        mine = {'endpointId': '201', 'queueId': '402'}

        async def run():
            async with Client(self.demo.url, '/api/ws/') as client:
                await client.login('demo', token)
                await client.until('authe_ok')
                for act, more, wanted in (
                        ('add', {}, {'loggedIn': True}),
                        ('pause', {'reason': 'lunch'}, {'paused': True, 'lastPausedInReason': 'lunch'}),
                        ('unpause', {}, {'paused': False, 'lastPausedInReason': ''}),
                        ('remove', {}, {'loggedIn': False})):
                    self.assertEqual(await asyncio.to_thread(self.post, act, **mine, **more), 200)
                    [told] = await client.until('queueMemberUpdate',
                                                lambda m: wanted.items() <= m.items())
                    self.assertEqual((told['queue'], told['member']), ('402', '201'))
                    self.assertEqual(await asyncio.to_thread(self.member), told)
        asyncio.run(run())

    def test_refused(self):
        plain = self.sign_in('demo3')
        self.assertEqual(self.ask('GET', '/api/astproxy/queues', headers=plain).status, 403)
        for body, status in (({'endpointId': '201'}, 400), ({'endpointId': '202', 'queueId': '401'}, 403),
                             ({'endpointId': '201', 'queueId': '999'}, 500),
                             ({'endpointId': '201', 'queueId': '401'}, 500)):
            self.assertEqual(self.post('add', **body), status, body)
        self.assertEqual(self.post('pause', plain, endpointId='206', queueId='401'), 403)
        macros = self.ask('GET', '/api/user/me', headers=plain).json()['profile']['macro_permissions']
        self.assertFalse(macros['queue_agent']['value'])

    def test_waiting(self):
        token = self.header['Authorization'].removeprefix('Bearer ')

        async def run():
            async with Client(self.demo.url, '/api/ws/') as client:
                await client.login('demo', token)
                await client.until('authe_ok')
                await asyncio.to_thread(self.ask, 'POST', '/demo/queue',
                                        {'queue': '401', 'waiting': 2})
                [queue] = await client.until('queueUpdate')
                self.assertEqual(len(queue['waitingCallers']), 2)
        asyncio.run(run())


class Parking(DemoTest):
    options = ('--fault', 'rate=0', '--parking', '2')

    def setUp(self):
        self.header = self.sign_in()

    def post(self, path, header=None, **body):
        return self.ask('POST', path, body, header or self.header).status

    def park(self):
        self.assertEqual(self.post('/demo/park', who='0721405516', name='Max Rossi', by='301'), 200)

    def test_who_waits_too_long_comes_back(self):
        token = self.header['Authorization'].removeprefix('Bearer ')

        async def run():
            async with Client(self.demo.url, '/api/ws/') as client:
                await client.login('demo', token)
                await client.until('authe_ok')
                await asyncio.to_thread(self.park)
                [taken] = await client.until('parkingUpdate', lambda lot: lot['parkedCaller'])
                self.assertEqual((taken['timeout'], taken['parkedCaller']['timeout']), (2, 2))
                self.assertEqual(taken['parkedCaller']['name'], 'Max Rossi')
                await client.until('parkingUpdate', lambda lot: not lot['parkedCaller'] and
                                   lot['parking'] == taken['parking'])
                [rings] = await client.until('extenRinging', lambda ring: ring['numCalled'] == '301')
                self.assertEqual(rings['callerNum'], '0721405516')
        asyncio.run(run())

    def test_the_plain_profile_hears_nothing(self):
        plain = self.sign_in('demo3')
        self.assertEqual(self.ask('GET', '/api/astproxy/parkings', headers=plain).status, 403)

        def act():
            self.park()
            self.ask('POST', '/demo/event', ['theEnd', {}])
        told = []

        async def run():
            token = plain['Authorization'].removeprefix('Bearer ')
            async with Client(self.demo.url, '/api/ws/') as client:
                await client.login('demo3', token)
                await client.until('authe_ok')
                await asyncio.to_thread(act)
                while True:
                    name, *_ = await asyncio.wait_for(client.events.get(), 60)
                    if name == 'theEnd':
                        return
                    told.append(name)
        asyncio.run(run())
        self.assertNotIn('parkingUpdate', told)

    def test_pick_up(self):
        path = '/api/astproxy/pickup_parking'
        self.assertEqual(self.post(path, parking='79', destId='301'), 500)
        self.park()
        lots = self.ask('GET', '/api/astproxy/parkings', headers=self.header).json()
        lot = next(key for key, lot in lots.items() if lot['parkedCaller'])
        self.assertEqual(self.post(path, parking=lot), 400)
        self.assertEqual(self.post(path, parking=lot, destId='302'), 403)
        self.assertEqual(self.post(path, self.sign_in('demo3'), parking=lot, destId='306'), 403)
        self.assertEqual(self.post(path, parking=lot, destId='301'), 200)
        self.assertEqual(self.post(path, parking=lot, destId='301'), 500)


if __name__ == '__main__':
    kit.main()
