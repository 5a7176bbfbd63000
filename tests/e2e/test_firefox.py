# SPDX-License-Identifier: GPL-3.0-or-later
"""M86: a click in a page of Debian's Firefox ESR becomes exactly one call."""
from kit import clicks, main
from kit.browser import Firefox


class EveryLink(clicks.EveryLink):
    make = Firefox


class CtiPage(clicks.CtiPage):
    make = Firefox


class Asking(clicks.Asking):
    make = Firefox


class Cold(clicks.Cold):
    make = Firefox


if __name__ == '__main__':
    main()
