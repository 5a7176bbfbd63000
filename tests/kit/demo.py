# SPDX-License-Identifier: GPL-3.0-or-later
"""The server in a box: starting it, asking what it saw, making it do things."""
import json
import subprocess
import urllib.error
import urllib.request

from .watch import wait_until


class Demo:
    """`url`, `users` and `sip` are what cornetta-demo said when it was ready."""

    def __init__(self, world, *options, name='demo'):
        self.world = world
        self.process = world.spawn(name, [world.build / 'src' / 'demo' / 'cornetta-demo', *options],
                                   stdout=subprocess.PIPE)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError('cornetta-demo did not start: ' + world.log(name)[-2000:])
        self.ready = json.loads(line)
        self.url = self.ready['url'].rstrip('/')
        self.users = self.ready['users']
        self.sip = self.ready['sip']

    @classmethod
    def at(cls, world, host):
        """One that the program started itself; `host` as Status names it."""
        self = cls.__new__(cls)
        self.world, self.process, self.ready = world, None, {}
        self.url = host if '://' in host else 'http://' + host
        return self

    def request(self, method, path, body=None, headers=None):
        """(status, parsed JSON or text) of any request; no proxy, no raising on 4xx."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, method=method, headers={
            'Content-Type': 'application/json', **(headers or {})})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=30) as answer:
                status, text = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                status, text = error.code, error.read().decode()
        try:
            return status, json.loads(text)
        except ValueError:
            return status, text

    def state(self):
        return self.request('GET', '/demo/state')[1]

    def party(self, number):
        """What a party says of itself in the state, or None."""
        parties = self.state().get('parties') or {}
        if isinstance(parties, list):
            return next((p for p in parties if str(p.get('number')) == number), None)
        return parties.get(number)

    def call(self, party='202', **more):
        """A party calls the demo's user."""
        status, answer = self.request('POST', '/demo/call', {'from': party, **more})
        assert status < 300, (status, answer)
        return answer

    def wait(self, predicate, what):
        """Until predicate(state) is true; returns the state."""
        def holds():
            state = self.state()
            return state if predicate(state) else None
        return wait_until(holds, what)

    def stop(self):
        self.world.end(self.process)
