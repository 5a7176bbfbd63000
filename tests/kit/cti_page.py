# SPDX-License-Identifier: GPL-3.0-or-later
"""An open page of the CTI server's in a browser, as far as it chooses the default device by itself:
when the desktop's extension goes, the browser's phone is it, and when it comes back the desktop's
is; at most so often as it is told, and never when the default is a telephone on a desk."""
import asyncio
import threading

import socketio

from .watch import WATCHDOG, wait_until

DESKTOP, BROWSER = '201', '91201'


class CtiPage:
    """`chosen` are its choices so far; `limits` how often it may take and give back, None: always.
    Ends with the test."""

    def __init__(self, test, demo, takes=1, gives_back=1):
        self.demo = demo
        self.limits = {BROWSER: takes, DESKTOP: gives_back}
        self.chosen, self.seen = [], None
        status, answer = demo.request('POST', '/api/login',
                                      {'username': 'demo', 'password': 'demo'})
        assert status == 200, answer
        self.token = answer['token']
        self._ready, self._stop, self._news = threading.Event(), None, None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        test.addCleanup(self.close)
        assert self._ready.wait(WATCHDOG), 'the page did not sign in'

    def _ask(self, method, path, body=None):
        return self.demo.request(method, '/api' + path, body,
                                 {'Authorization': 'Bearer ' + self.token})[1]

    def default(self):
        """The default device as the server has it, by its extension."""
        return self._ask('GET', '/user/me')['default_device']['id']

    def choose(self, device):
        """As its user does, in the page's settings."""
        self._ask('POST', '/user/default_device', {'id': device})

    def wait_seen(self, status):
        wait_until(lambda: self.seen == status, 'the page to see %s' % status)

    def is_open(self):
        return self._thread.is_alive()

    def close(self):
        if self.is_open():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(WATCHDOG)

    # Its own thread

    def _run(self):
        self._loop.run_until_complete(self._live())
        self._loop.close()

    async def _live(self):
        self._stop, self._news = asyncio.Event(), asyncio.Queue()
        client = socketio.AsyncClient(reconnection=False)
        client.on('authe_ok', self._on_ready)
        client.on('extenUpdate', self._on_extension)
        await client.connect(self.demo.url, transports=['websocket'], socketio_path='/api/ws/')
        await client.emit('login', {'accessKeyId': 'demo', 'token': self.token,
                                    'uaType': 'desktop'})
        following = asyncio.create_task(self._follow())
        await self._stop.wait()
        following.cancel()
        await client.disconnect()

    async def _on_ready(self, _):
        self._ready.set()

    async def _on_extension(self, exten):
        if exten['exten'] == DESKTOP and not exten['conversations']:
            await self._news.put(exten['status'])

    async def _follow(self):
        """One by one: news come in bursts of repeats."""
        while True:
            status = await self._news.get()
            device = {'offline': BROWSER, 'online': DESKTOP}.get(status)
            if device and status != self.seen:
                await asyncio.to_thread(self._act, device)
            self.seen = status

    def _act(self, device):
        now = self.default()
        if now == device or now not in (DESKTOP, BROWSER) or self.limits[device] == 0:
            return
        if self.limits[device] is not None:
            self.limits[device] -= 1
        self.chosen.append(device)
        self.choose(device)
