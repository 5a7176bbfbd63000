# SPDX-License-Identifier: GPL-3.0-or-later
"""The same sound, through PipeWire."""
import unittest

import test_sound
from phonekit import PipeWire


@unittest.skipUnless(PipeWire.is_here(), 'PipeWire is not here')
class OnPipeWire(test_sound.Sound):
    server = PipeWire


if __name__ == '__main__':
    unittest.main()
