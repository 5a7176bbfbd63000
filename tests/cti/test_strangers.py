# SPDX-License-Identifier: GPL-3.0-or-later
"""The CTI client against servers of another make: python-socketio with
aiohttp, whose ping and timeout are not ours, and the demo server."""
import asyncio
import json
import os
import subprocess
import threading
import unittest

import socketio
from aiohttp import web

from kit import BUILD, SOURCE, main
from kit.demo import Demo
from kit.world import World

PROBE = BUILD / 'tests' / 'cti' / 'cti-probe'
FIXTURES = SOURCE / 'tests' / 'fixtures' / 'cti' / 'middleware'


def recorded(name):
    return json.loads((FIXTURES / name).read_text())['response']['body']


def probe(*arguments):
    """(exit status, {first word: rest of the line}, all lines)."""
    environment = {**os.environ, 'G_DEBUG': 'fatal-criticals', 'GIO_USE_PROXY_RESOLVER': 'dummy',
                   'LC_ALL': 'C.UTF-8', 'G_MESSAGES_DEBUG': ''}
    done = subprocess.run([PROBE, *arguments], capture_output=True, text=True, timeout=120,
                          env=environment)
    lines = done.stdout.splitlines()
    said = dict((line.split(' ', 1) + [''])[:2] for line in lines)
    return done.returncode, said, lines + done.stderr.splitlines()


class Stranger:
    """python-socketio at /api/ws/, the REST routes by aiohttp, on a loop of its own."""

    def __init__(self, ping_interval=25, pings=0):
        self.logins, self.pongs_wanted = [], pings
        self.token = recorded('007-login-demo.json')['token']
        self.io = socketio.AsyncServer(async_mode='aiohttp', transports=['websocket'],
                                       ping_interval=ping_interval, ping_timeout=1)
        self.io.on('login', self.on_login)
        self.app = web.Application()
        self.io.attach(self.app, socketio_path='/api/ws')
        self.app.router.add_post('/api/login', self.answer('007-login-demo.json'))
        self.app.router.add_get('/api/user/me', self.answer('010-user-me.json'))
        self.app.router.add_get('/api/phonebook/getall/', self.answer('031-pb-getall.json'))
        self.app.router.add_get('/api/history/calls', self.answer('057-history-calls.json'))
        self.app.router.add_get('/api/astproxy/extensions',
                                self.answer('020-ast-extensions.json'))
        self.app.router.add_post('/api/user/default_device', self.on_device)
        self.app.router.add_post('/api/logout', self.on_empty)
        self.app.router.add_get('/config/config.production.js', self.on_empty)

    @staticmethod
    def answer(name):
        async def handler(request):
            return web.json_response(recorded(name))
        return handler

    async def on_empty(self, request):
        return web.Response()

    async def on_login(self, sid, login):
        self.logins.append(login)
        self.sid = sid
        if login.get('token') == self.token:
            await self.io.emit('authe_ok', {'message': 'authorized successfully'}, to=sid)

    async def on_device(self, request):
        device = (await request.json())['id']

        async def tell():
            # Only a client that answers pings is still there after some.
            await asyncio.sleep(self.io.eio.ping_interval * self.pongs_wanted)
            await self.io.emit('updateDefaultDevice', device, to=self.sid)
        asyncio.ensure_future(tell())
        return web.Response()

    def __enter__(self):
        self.loop = asyncio.new_event_loop()
        ready = threading.Event()

        async def start():
            self.runner = web.AppRunner(self.app)
            await self.runner.setup()
            site = web.TCPSite(self.runner, '127.0.0.1', 0)
            await site.start()
            self.url = 'http://127.0.0.1:%d' % site._server.sockets[0].getsockname()[1]
            ready.set()

        def run():
            asyncio.set_event_loop(self.loop)
            self.loop.run_until_complete(start())
            self.loop.run_forever()
        self.thread = threading.Thread(target=run, daemon=True)
        self.thread.start()
        ready.wait(60)
        return self

    def __exit__(self, *_):
        async def stop():
            await self.runner.cleanup()
            rest = asyncio.all_tasks() - {asyncio.current_task()}
            for task in rest:
                task.cancel()
            await asyncio.gather(*rest, return_exceptions=True)
        asyncio.run_coroutine_threadsafe(stop(), self.loop).result(60)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(60)


class Socketio(unittest.TestCase):
    def test_cti_stranger_socketio(self):
        with Stranger() as server:
            status, said, lines = probe(server.url, ' Demo', 'demo')
        self.assertEqual(status, 0, lines)
        self.assertEqual(said['default-device'], '201')
        self.assertEqual(said['contacts'], '5 of 2090')
        self.assertEqual(server.logins, [{'accessKeyId': 'demo', 'token': server.token,
                                          'uaType': 'mobile'}])

    def test_cti_stranger_pings(self):
        with Stranger(ping_interval=1, pings=3) as server:
            status, _, lines = probe(server.url, 'demo', 'demo')
        self.assertEqual(status, 0, lines)
        self.assertEqual(len(server.logins), 1, 'the server dropped it')


class DemoServer(unittest.TestCase):
    def run_demo(self, *options, user=None, password=None, number=None):
        with World(bus=False) as world:
            demo = Demo(world, *options)
            account = demo.users[0]
            arguments = [demo.url, user or account['user'], password or account['password']]
            if number:
                arguments += ['-', number]
            return probe(*arguments)

    def test_cti_demo(self):
        status, said, lines = self.run_demo()
        self.assertEqual(status, 0, lines)
        self.assertIn('online', said)
        self.assertIn('signed-out', said)

    def test_cti_demo_desk_call(self):
        status, said, lines = self.run_demo(number='600')
        self.assertEqual(status, 0, lines)
        steps = [line for line in lines if line.startswith(('call ', 'held '))]
        self.assertEqual(steps, ['call ringing', 'call active', 'held yes', 'call ended'])
        self.assertEqual(said['end'], 'local')

    def test_cti_demo_desk_busy(self):
        status, said, lines = self.run_demo(number='602')
        self.assertEqual(status, 0, lines)
        self.assertEqual(said['end'], 'busy')

    def test_cti_demo_wrong_password(self):
        status, said, lines = self.run_demo(password='wrong')
        self.assertEqual(status, 1)
        self.assertIn('Wrong user name or password', said['failed'])
        self.assertEqual(len(lines), 1)


if __name__ == '__main__':
    main()
