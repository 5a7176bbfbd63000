# SPDX-License-Identifier: GPL-3.0-or-later
"""Q04: the phone numbers in letters, invoices and mails, and nothing else of them."""
import pathlib

from kit import ctl, main
from kit.world import StoryCase

LETTERS = pathlib.Path(__file__).parents[1] / 'ctl'


class FindNumbers(StoryCase):
    parts = {'display': True}

    def find(self, text, check=True):
        return self.world.run([ctl.program(self.world), 'ctl', 'find-numbers'], input=text,
                              check=check)

    def check(self, name):
        """The first of these starts the program, by the bus."""
        said = self.find((LETTERS / (name + '.txt')).read_text())
        self.assertEqual(said.stdout, (LETTERS / (name + '-numbers.txt')).read_text())
        return said.stdout.splitlines()

    def test_1_letter(self):
        self.assertEqual(len(self.check('letter-it')), 7)

    def test_2_invoice(self):
        self.check('invoice-en')

    def test_3_mail(self):
        self.check('mixed')

    def test_4_nothing(self):
        for text in ('', '\n\n', 'Pesaro, 14/03/2024', 'P.IVA 00743110157'):
            self.assertEqual(self.find(text).stdout, '')

    def test_5_long(self):
        """Many parts, and a number in the last line of each; each number once."""
        lines = ['%s tel. 0721 40%04d' % ('parole ' * 20, i % 3000) for i in range(6000)]
        said = self.find('\n'.join(lines)).stdout.splitlines()
        self.assertEqual(said, ['+39072140%04d' % i for i in range(3000)])

    def test_6_end(self):
        ctl.call(self.world, 'Quit')


if __name__ == '__main__':
    main()
