import type * as en from '../en/repositories.ts';
import type { Words } from '../words.ts';

/** Der Bildschirm der Repositorys rund um die Karten. */
export const REPOSITORIES: Words<typeof en.REPOSITORIES> = {
  repositories: {
    emptyTitle: 'Ein Repository hier ablegen',
    emptyText: 'Dann steht hier, welche Tags und Commits signiert sind, von wem, und ob das die richtige Person ist.',
    choose: 'Ordner wählen …',
    steps: {
      clone: {
        title: 'Wie gewohnt klonen',
        text: 'Jeder git-Ordner passt: ein Arbeitsverzeichnis, ein Bare-Repository oder ein Submodul.',
      },
      drop: {
        title: 'Den Ordner hier ablegen',
        text: 'Das Ansehen ändert nichts und startet nichts daraus, und nichts verlässt diesen Computer.',
      },
      read: {
        title: 'Sagen, von wem es ist',
        text: 'Dann werden Tags und Commits grün, wenn signiert hat, wen Sie erwarten; bei Fremden nie.',
      },
    },
    another: 'Anderes öffnen …',
    again: 'Neu lesen',
    asFiles: 'Stattdessen die Dateien prüfen',
    isFolder: 'Sie haben ein Repository abgelegt; hier sind seine Tags und Commits.',
    whose: 'Dieses Repository sollte kommen von',
    unsaid: 'nicht gewählt',
    kind: { worktree: 'Repository', linked: 'Verknüpftes Arbeitsverzeichnis', bare: 'Bare-Repository' },
    sha256: 'Objekt-IDs nach SHA-256',
    shallow: 'Ein flacher Klon (shallow): Ältere Commits fehlen hier und werden nicht geprüft.',
    lists: 'Was gezeigt wird',
    list: { tags: 'Tags', commits: 'Commits' },
    unsigned_one: '{{count}} nicht signiert',
    unsigned_other: '{{count}} nicht signiert',
    waiting_one: '{{count}} noch nicht geprüft',
    waiting_other: '{{count}} noch nicht geprüft',
    none: { tags: 'Hier gibt es keine Tags.', commits: 'Hier gibt es keine Commits.' },
    noneShown: 'Hier passt nichts dazu.',
    state: {
      verified: 'Echt',
      untrusted: 'Nicht bestätigt',
      invalid: 'Nicht vertrauen',
      incomplete: 'Nicht belegt',
      unsigned: 'Nicht signiert',
      waiting: 'Noch nicht geprüft',
    },
    by: '{{state}}: {{who}}',
    filter: 'Nach Ergebnis filtern',
    everything: 'Alle',
    search: 'Name, Text oder Person suchen',
    found_one: '{{count}} gefunden',
    found_other: '{{count}} gefunden',
    rows: { tags: 'Tags, die neuesten zuerst', commits: 'Commits, die neuesten zuerst' },
    reading: 'Das Repository wird gelesen',
    checking: 'Signaturen werden geprüft',
    checked_one: '{{done}} von {{count}} geprüft',
    checked_other: '{{done}} von {{count}} geprüft',
    cancelled: 'Angehalten. Was bis dahin nicht geprüft war, ist so bezeichnet.',
    chooseRow: 'Wählen Sie ein Tag oder einen Commit: Dann steht hier, wer signiert hat und woher wir das wissen.',
    opening: 'Wird geprüft …',
    chosen: 'Das gewählte Tag oder der gewählte Commit',
    made: '{{date}}, von {{who}}',
    madeUndated: 'Von {{who}}',
    object: 'Objekt-ID',
    saysGit: 'Buchstabe bei git',
    letter: {
      G: 'Korrekt, von einem erwarteten Unterzeichner.',
      B: 'Falsch.',
      U: 'Korrekt, von einem Unterzeichner, den niemand bestätigt hat.',
      X: 'Korrekt, aber abgelaufen.',
      Y: 'Korrekt, mit einem abgelaufenen Schlüssel.',
      R: 'Korrekt, mit einem widerrufenen Schlüssel.',
      E: 'Ließ sich nicht prüfen.',
      N: 'Keine Signatur.',
    },
  },
  nowGit: { wait: 'Noch nicht darauf verlassen.', never: 'Nicht benutzen.' },
  adviceGit: {
    fetchAgain: 'Holen Sie es noch einmal aus dem Repository des Projekts, oder klonen Sie es neu.',
    openAgain: 'Öffnen Sie diese Kopie hier.',
    keepOld: 'Behalten Sie, was Sie haben: Vielleicht will das Projekt es sehen.',
    lookForNewer: 'Holen Sie die neuesten Tags des Projekts und sehen Sie diese an.',
    newKeyPage: 'Suchen Sie auf der eigenen Seite des Projekts nach dem neuen Schlüssel.',
    tellThem:
      'Ist es wieder so, sagen Sie dem Projekt, was Sie gesehen haben. Unter „Woher wir das wissen“ können Sie dafür einen Bericht aufbewahren.',
    tellWhat:
      'Sagen Sie dem Projekt, was Sie gesehen haben. Unter „Woher wir das wissen“ können Sie dafür einen Bericht aufbewahren.',
    lookAtClock:
      'Auf diesem Computer ist heute der {{nowAt}}. Vergleichen Sie Datum und Uhrzeit mit einer anderen Uhr.',
    clockWrong: 'Gehen sie falsch, stellen Sie sie richtig und prüfen Sie noch einmal.',
    clockRight: 'Stimmen sie, fragen Sie das Projekt. Stellen Sie die Uhr nicht vor.',
    askThem: 'Fragen Sie das Projekt, welche seiner Tags signiert sind und von wem.',
  },
  chainGit: { tag: 'Das Tag', commit: 'Der Commit', object: 'Die ID, aus dem Inhalt berechnet' },
  linkGit: { noSignature: 'Es gibt keine Signatur.', broken: 'Das Objekt verletzt die Regeln von git.' },
  askLog: {
    tells:
      'Damit wird {{log}} über das Netz gefragt, und andere Protokolle derselben Sigstore-Instanz, wenn dort nichts steht. Sie erfahren das Zertifikat zur Signatur, in dem steht, wer signiert hat, und Ihre Netzadresse.',
    nothingElse:
      'Sonst wird nichts aus dem Repository gesendet. Steht die Signatur im Protokoll, dann steht das Zertifikat dort schon öffentlich.',
    do: 'Protokoll fragen',
    asking: 'Das Protokoll wird gefragt …',
    openFirst: 'Zum Nachschlagen im Protokoll das Repository unter „Repositorys“ öffnen.',
  },
  cardGit: {
    unchangedMeaning: 'Ob es bis aufs letzte Byte das ist, was signiert wurde.',
    unchangedNo: 'Nein. Es ist nicht das, was signiert wurde.',
    hiddenInName:
      'Dieser Name enthält verborgene Zeichen, hier als Kästchen gezeigt. Damit kann er wie ein anderer Name aussehen.',
  },
  compareGit: {
    how: 'Öffnen Sie die eigene Website des Projekts über eine Adresse, die Sie kennen, nicht über einen Link aus dem Repository. Kopieren Sie dort den ganzen Fingerabdruck des Signierschlüssels und fügen Sie ihn hier ein.',
    publisher: 'Von wem ist dieses Repository?',
  },
  identityGit: {
    how: 'Öffnen Sie die eigene Website des Projekts über eine Adresse, die Sie kennen, nicht über einen Link aus dem Repository. Kopieren Sie, was dort darüber steht, wer Tags und Commits signiert, oder den ganzen Befehl zum Prüfen, und fügen Sie es hier ein.',
    different:
      'Halt: Es ist nicht dasselbe. Signiert hat jemand anderes, als die Seite des Projekts nennt. Benutzen Sie es nicht und sehen Sie sich die Adresse der Seite noch einmal an.',
    'not-a-release':
      'Signiert wurde nicht für das Projekt selbst, sondern für eine Änderung, die jeder vorschlagen kann. Benutzen Sie es nicht.',
    'built-for-branch':
      'Das Repository stimmt, aber signiert wurde für einen seiner Branches, und davon sagt die Seite nichts. Nennt die Seite diesen Branch, dann wählen Sie „Sie nennt ein Repository“ und tragen ihn ein.',
  },
  sayWhetherGit: {
    where: 'Woher haben Sie dieses Repository?',
    wrongYes:
      'Sagen Sie nur ja, wenn Sie es von dort geklont haben: Nach einem falschen Ja wird alles darin nach dem beurteilt, wen Sie für {{elsewhere}} erwarten.',
    unknownThen:
      'Dann benutzen Sie es nicht. Sehen Sie nach, wo das Projekt sein Repository nennt, und holen Sie es von dort.',
  },
};
