# SPDX-License-Identifier: GPL-3.0-or-later
"""M86: a click in a page of Debian's Chromium becomes exactly one call."""
from kit import clicks, main
from kit.browser import Chromium


class EveryLink(clicks.EveryLink):
    make = Chromium


class CtiPage(clicks.CtiPage):
    make = Chromium


if __name__ == '__main__':
    main()
