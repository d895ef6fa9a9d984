import type * as en from '../en/verify.ts';
import type { Words } from '../words.ts';

/** The Verify screen around its cards. */
export const VERIFY: Words<typeof en.VERIFY> = {
  verify: {
    emptyTitle: 'Ziehen Sie einen Download hierher',
    emptyText: 'Dann lesen Sie, von wem er ist und ob ihn seitdem jemand verändert hat.',
    chooseFiles: 'Dateien wählen …',
    chooseFolder: 'Ordner wählen …',
    steps: {
      fetch: {
        title: 'Auch die Signatur holen',
        text: 'Suchen Sie auf der Download-Seite nach einer kleinen Datei, die auf .asc, .sig oder .sigstore.json endet, oder nach einer Liste wie SHA256SUMS mit einer solchen Datei.',
      },
      drop: {
        title: 'Beides hierher ziehen',
        text: 'Auch ein Ordner geht, auch Einfügen. Was neben einer Datei liegt, wird von selbst gefunden.',
      },
      read: {
        title: 'Einen Satz lesen',
        text: 'Er sagt, ob Sie die Datei öffnen sollten und was als Nächstes zu tun ist. Nichts verlässt diesen Computer.',
      },
    },
    newCheck: 'Neue Prüfung',
    addFiles: 'Dateien hinzufügen …',
    checkAgain: 'Noch einmal prüfen',
    publisher: 'Diese Dateien sollten kommen von',
    publisherUnsaid: 'nicht gewählt',
    publisherRecognised: '{{publisher}} (wie zuletzt)',
    cancelled: 'Sie haben diese Prüfung angehalten.',
    cancelledSome: 'Was bis dahin angesehen war, steht unten. Nichts wurde geändert.',
    cancelledNone: 'Bis dahin war keine Datei angesehen. Nichts wurde geändert.',
    nothingTitle: 'Hier gab es nichts anzusehen.',
    nothing:
      'Signaturen und Schlüssel allein sagen nichts über eine Datei. Fügen Sie die Datei hinzu, die Sie prüfen wollen.',
  },
  summary: {
    count: {
      verified_one: '{{count}} echt',
      verified_other: '{{count}} echt',
      invalid_one: '{{count}} nicht vertrauenswürdig',
      invalid_other: '{{count}} nicht vertrauenswürdig',
      untrusted_one: '{{count}} nicht bestätigt',
      untrusted_other: '{{count}} nicht bestätigt',
      incomplete_one: '{{count}} nicht belegt',
      incomplete_other: '{{count}} nicht belegt',
    },
    filter: 'Nach Urteil zeigen',
    everything: 'Alle',
    search: 'Datei nach Namen suchen',
    found_one: '{{count}} Datei gefunden',
    found_other: '{{count}} Dateien gefunden',
    list: 'Ergebnisse, die schlimmsten zuerst',
    chosen: 'Das gewählte Ergebnis',
  },
};
