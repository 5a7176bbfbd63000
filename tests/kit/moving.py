# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls that go elsewhere, and what the server knows of them."""
from . import ctl
from .shared import SharedCase
from .watch import wait_until


class Moving(SharedCase):
    def setUp(self):
        super().setUp()
        status, answer = self.demo.request('POST', '/api/login',
                                           {'username': 'demo', 'password': 'demo'})
        self.assertEqual(status, 200)
        self.header = {'Authorization': 'Bearer ' + answer['token']}

    def get(self, path):
        return self.demo.request('GET', '/api' + path, headers=self.header)[1]

    def conversations(self, exten):
        return self.get('/astproxy/extension/' + exten)['conversations']

    def talk_known(self, number):
        """A call, as soon as the server has told of it."""
        call = self.talk(number)
        self.wait_known()
        return call

    def wait_known(self):
        wait_until(lambda: any(one['connected'] for one in self.conversations('201').values()),
                   'the conversation')
        self.known = next(iter(self.conversations('201')))

    def posted(self, path):
        state = self.demo.state()
        return state['requests'].get('POST /api' + path, 0), state['bodies'].get('POST /api' + path)

    def transfer(self, *words, check=True):
        return ctl.command(self.world, 'ctl', 'transfer', *words, check=check)

    def wait_together(self, one, other):
        """The two talk to each other at the exchange."""
        wait_until(lambda: any(c['counterpartNum'] == other and c['connected']
                               for c in self.conversations(one).values()),
                   '%s with %s' % (one, other))

    def fault(self, kind, value):
        status, answer = self.demo.request('POST', '/demo/fault', {'kind': kind, 'value': value})
        self.assertEqual(status, 200, answer)
