# SPDX-License-Identifier: GPL-3.0-or-later
"""The realtime side, judged by python3-socketio and by frames written by hand."""
import asyncio
import json
import unittest

import aiohttp
import socketio

import kit
from common import FIXTURES, DemoTest
from kit.watch import WATCHDOG


def recorded_events():
    """name -> the members of the real server's first argument."""
    found = {}
    for file in FIXTURES.glob('*/ws-*.json'):
        for _, way, text in json.loads(file.read_text())['frames']:
            if way == 'in' and text.startswith('42['):
                name, *arguments = json.loads(text[2:])
                if arguments and isinstance(arguments[0], dict):
                    found.setdefault(name, set(arguments[0]))
    return found


class Client:
    """python3-socketio, and what it has received."""

    def __init__(self, url, path):
        self.url, self.path = url, path
        self.client = socketio.AsyncClient(reconnection=False)
        self.events = asyncio.Queue()
        self.client.on('*', self.on_event)

    async def on_event(self, name, *arguments):
        await self.events.put((name, *arguments))

    async def __aenter__(self):
        await self.client.connect(self.url, transports=['websocket'], socketio_path=self.path)
        return self

    async def __aexit__(self, *error):
        await self.client.disconnect()

    async def login(self, user, token, ua_type=None):
        data = {'accessKeyId': user, 'token': token}
        if ua_type:
            data['uaType'] = ua_type
        await self.client.emit('login', data)

    async def until(self, name, matches=lambda *arguments: True):
        async def search():
            while True:
                event, *arguments = await self.events.get()
                if event == name and matches(*arguments):
                    return arguments
        return await asyncio.wait_for(search(), WATCHDOG)


class Realtime(DemoTest):
    def token(self, user='demo'):
        return self.sign_in(user)['Authorization'].removeprefix('Bearer ')

    def post(self, path, body):
        return asyncio.to_thread(self.ask, 'POST', path, body, self.header)

    def setUp(self):
        self.header = self.sign_in()

    def test_sign_in_by_middleware(self):
        async def run():
            async with Client(self.demo.url, '/api/ws/') as client:
                await client.login('demo', self.token())
                self.assertEqual(await client.until('authe_ok'),
                                 [{'message': 'authorized successfully'}])
        asyncio.run(run())

    def test_sign_in_to_older_server(self):
        async def run():
            user, token = self.sign_in_legacy()['Authorization'].split(':')
            async with Client(self.demo.url, '/socket.io/') as client:
                await client.login(user, token)
                await client.until('authe_ok')
            async with Client(self.demo.url, '/socket.io/') as client:
                await client.login(user, 'wrong')
                self.assertEqual(await client.until('401'), [{'message': 'unauthorized access'}])
        asyncio.run(run())

    def test_wrong_token_is_met_with_silence(self):
        async def run():
            async with aiohttp.ClientSession() as session, session.ws_connect(
                    self.demo.url + '/api/ws/?EIO=4&transport=websocket') as socket:
                self.assertTrue((await socket.receive_str()).startswith('0{"sid":'))
                await socket.send_str('40')
                self.assertTrue((await socket.receive_str()).startswith('40{"sid":'))
                await socket.send_str('42["login",{"accessKeyId":"demo","token":"wrong"}]')
                # What answers next is the probe: the login before it was swallowed.
                await socket.send_str('427["ping"]')
                self.assertEqual(await socket.receive_str(), '437[]')
                await socket.send_str('42[ "login",{"accessKeyId":"demo","token":"%s"}]'
                                      % self.token())
                self.assertTrue((await socket.receive_str()).startswith('42["401"'))
        asyncio.run(run())

    def test_take_over(self):
        async def run():
            async with Client(self.demo.url, '/api/ws/') as old, \
                    Client(self.demo.url, '/api/ws/') as new:
                await old.login('demo', self.token(), 'desktop')
                await old.until('authe_ok')
                await new.login('demo', self.token(), 'desktop')
                await old.until('takeOver')
                await old.client.emit('takeOverAck')
                await new.until('authe_ok')
        asyncio.run(run())

    def test_call_from_the_desk_phone(self):
        """The bursts, in order, with the real server's members."""
        shapes = recorded_events()

        async def run():
            async with Client(self.demo.url, '/api/ws/') as client:
                await client.login('demo', self.token())
                await client.until('authe_ok')
                call = asyncio.create_task(self.post(
                    '/api/astproxy/call',
                    {'number': '203', 'endpointId': '301', 'endpointType': 'extension'}))

                async def until(name, matches=lambda *arguments: True):
                    arguments = await client.until(name, matches)
                    self.assertEqual(set(arguments[0]), shapes[name], name)
                    return arguments[0]
                mine = lambda status: lambda e: e['exten'] == '301' and e['status'] == status
                first = await until('extenUpdate', mine('ringing'))
                self.assertTrue(next(iter(first['conversations'])).endswith('>'))
                again = await until('extenUpdate', mine('ringing'))
                self.assertEqual(first, again)
                self.assertEqual((await call).status, 200)
                await until('extenUpdate', mine('busy'))
                await until('extenConnected')
                connected = await until('extenConvConnected')
                self.assertEqual((connected['num1'], connected['num2']), ('301', '203'))
                busy = await until('extenUpdate', mine('busy'))
                convid, conversation = next(iter(busy['conversations'].items()))
                self.assertTrue(conversation['connected'])
                await self.post('/api/astproxy/hangup', {'convid': convid, 'endpointId': '301'})
                await until('extenUpdate', mine('online'))
                self.assertEqual((await until('extenHangup'))['cause'], 'normal_clearing')
        asyncio.run(run())

    def test_presence_and_device(self):
        async def run():
            async with Client(self.demo.url, '/api/ws/') as client:
                await client.login('demo', self.token())
                await client.until('authe_ok')
                await self.post('/api/user/presence', {'status': 'callforward', 'to': '333555'})
                self.assertEqual(
                    await client.until('userPresenceUpdate'),
                    [{'presence': {'username': 'demo', 'status': 'callforward', 'to': '333555'}}])
                await client.until('userMainPresenceUpdate')
                await self.post('/api/user/presence', {'status': 'online'})
                await self.post('/api/user/default_device', {'id': '301'})
                self.assertEqual(await client.until('updateDefaultDevice'), ['301'])
                await self.post('/api/user/default_device', {'id': '201'})
        asyncio.run(run())

    def test_any_event_can_be_sent(self):
        async def run():
            async with Client(self.demo.url, '/api/ws/') as client:
                await client.login('demo', self.token())
                await client.until('authe_ok')
                await self.post('/demo/event', ['callWebrtc', '0721550199'])
                self.assertEqual(await client.until('callWebrtc'), ['0721550199'])
        asyncio.run(run())

    def test_polling_is_refused(self):
        answer = self.ask('GET', '/socket.io/?EIO=4&transport=polling')
        self.assertEqual((answer.status, answer.json()['message']), (400, 'Transport unknown'))

    def test_cut(self):
        async def run():
            async with aiohttp.ClientSession() as session, session.ws_connect(
                    self.demo.url + '/api/ws/?EIO=4&transport=websocket') as socket:
                await socket.receive_str()
                await self.post('/demo/fault', {'kind': 'socket', 'value': 'cut'})
                message = await asyncio.wait_for(socket.receive(), WATCHDOG)
                self.assertIn(message.type, (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.CLOSE,
                                             aiohttp.WSMsgType.ERROR))
        asyncio.run(run())


if __name__ == '__main__':
    kit.main()
