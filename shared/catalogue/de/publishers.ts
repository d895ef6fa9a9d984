import type * as en from '../en/publishers.ts';
import type { Words } from '../words.ts';

/** The Publishers screen. */
export const PUBLISHERS: Words<typeof en.PUBLISHERS> = {
  publishers: {
    text: 'Wessen Veröffentlichungen Sie prüfen, und wen Sie als Unterzeichner erwarten.',
    none: 'Noch niemand',
    noneText:
      'Ein Herausgeber ist jemand, dessen Veröffentlichungen Sie prüfen: ein Projekt, eine Firma oder eine Person.',
    ways: {
      check: {
        title: 'Download prüfen',
        text: 'Vergleichen Sie den Unterzeichner einmal mit der eigenen Seite des Projekts. Von da an werden dessen Veröffentlichungen erkannt.',
      },
      add: {
        title: 'Namen hinzufügen',
        text: 'Schreiben Sie ihn unten hin und sagen Sie dann, welcher Schlüssel dort signiert.',
      },
      own: {
        title: 'Schlüssel erstellen',
        text: 'Sagen Sie, was er signieren wird; Ihre eigenen Dateien werden dann als Ihre erkannt.',
      },
    },
    name: 'Projekt oder Person',
    add: 'Herausgeber hinzufügen',
    own: 'Von Ihnen',
    pins_zero: 'Kein Unterzeichner bestätigt',
    pins_one: '{{count}} Unterzeichner erwartet',
    pins_other: '{{count}} Unterzeichner erwartet',
    since: 'seit dem {{date}}',
    expected: 'Erwartete Unterzeichner',
    noPins: 'Noch ist kein Unterzeichner bestätigt; deshalb kann nichts von diesem Herausgeber als bestätigt gelten.',
    noKeys: 'Hier ist kein weiterer Schlüssel. Fügen Sie erst den Schlüssel des Unterzeichners hinzu.',
    toKeys: 'Schlüssel öffnen',
    pin: 'Unterzeichner erwarten',
    pinWhy:
      'Jeder kann einen Schlüssel mit jedem Namen erstellen. Erst der Fingerabdruck auf der eigenen Seite des Projekts unterscheidet den richtigen von allen anderen.',
    pinIdentity: 'Jemand, der mit Sigstore ohne Schlüssel signiert',
    pinKey: 'Schlüssel',
    pinChoose: 'Schlüssel wählen …',
    keysOf: { unexpected: 'Für niemanden erwartet', elsewhere: 'Für einen anderen Herausgeber erwartet' },
    compared: 'Was verglichen wird',
    unpin: '{{name}} nicht mehr erwarten …',
    unpinSure: 'Was dieser Unterzeichner signiert hat, wird für diesen Herausgeber nicht mehr bestätigt.',
    unpinYes: 'Ja, nicht mehr erwarten',
    remove: 'Diesen Herausgeber entfernen',
    removeSure_zero: 'Er wird vergessen. Für ihn war kein Unterzeichner bestätigt.',
    removeSure_one:
      'Auch sein Unterzeichner wird vergessen; was von dort kommt, wird erst wieder bestätigt, wenn Sie neu vergleichen.',
    removeSure_other:
      'Auch seine {{count}} Unterzeichner werden vergessen; was von dort kommt, wird erst wieder bestätigt, wenn Sie neu vergleichen.',
    removeYes: 'Ja, entfernen',
    how: {
      pasted: 'Am {{date}} mit der Projektseite verglichen',
      wkd: 'Am {{date}} derselbe bei der Domain der Adresse gefunden',
      'own-key': 'Ihr eigener Schlüssel, seit dem {{date}}',
      'command-line': 'Am {{date}} auf der Befehlszeile bestätigt',
      import: 'Am {{date}} importiert',
    },
    proposals: 'In GnuPG vertraut',
    proposalsText:
      'Diesen Schlüsseln vertrauen Sie in GnuPG. Nichts wird ungefragt übernommen: Vergleichen Sie jeden mit der eigenen Seite des Projekts.',
    proposalExpect: 'Für einen Herausgeber erwarten …',
  },
};
