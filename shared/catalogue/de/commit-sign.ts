import type * as en from '../en/commit-sign.ts';
import type { Words } from '../words.ts';

/** Commits eines geöffneten Repositorys neu signieren. */
export const COMMIT_SIGN: Words<typeof en.COMMIT_SIGN> = {
  commitSign: {
    open: 'Commits neu signieren …',
    openFrom: 'Diesen und die Commits danach neu signieren …',
    title: 'Commits neu signieren',
    branch: 'Branch',
    branchNone: 'Einen Branch wählen',
    start: 'Welche Commits',
    startNewest: 'Nur den neuesten',
    startFrom: 'Den gewählten und alle, die darauf aufbauen: {{commit}} {{subject}}',
    startTag: 'Alle seit {{tag}}',
    startSince: 'Alle seit einem anderen Commit …',
    revision: 'Tag, Branch oder Objekt-ID',
    revisionHint: 'Der Commit dieses Namens bleibt, wie er ist; die danach werden signiert.',
    fault: {
      'no-branch': 'Hier ist kein Branch ausgecheckt, also hielte keiner die neuen Commits. Wählen Sie einen.',
      'no-commits': 'Auf diesem Branch gibt es noch keine Commits.',
      unknown: 'Nichts hier heißt so.',
      none: 'Kein Commit dieses Branches ist neuer.',
      'not-in-branch': 'Dieser Branch führt nicht zu jenem Commit.',
    },
    count_one: '{{count}} Commit wird ein neues Objekt',
    count_other: '{{count}} Commits werden neue Objekte',
    stays_one:
      'Er bekommt eine neue Objekt-ID. Inhalt, Nachricht, Autor, Committer und Datum bleiben gleich, und die Dateien im Ordner werden nicht berührt.',
    stays_other:
      'Sie bekommen neue Objekt-IDs. Inhalt, Nachricht, Autor, Committer und Datum bleiben gleich, und die Dateien im Ordner werden nicht berührt.',
    kept_one: 'Der alte geht nicht verloren: das Log des Branches behält ihn, und er lässt sich zurückholen.',
    kept_other: 'Die alten gehen nicht verloren: das Log des Branches behält sie, und sie lassen sich zurückholen.',
    unpublished_one: 'Er ist auf keinem Remote, soweit diese Kopie weiß.',
    unpublished_other: 'Keiner davon ist auf einem Remote, soweit diese Kopie weiß.',
    publishedIt: 'Er ist schon auf einem Remote, soweit diese Kopie weiß: Sie werden ein zweites Mal gefragt.',
    signedIt: 'Er ist schon signiert. Diese Signatur geht verloren:',
    mergesIt: 'Er ist ein Merge und bleibt einer.',
    published_one:
      '{{count}} davon ist schon auf einem Remote, soweit diese Kopie weiß: Sie werden ein zweites Mal gefragt.',
    published_other:
      '{{count}} davon sind schon auf einem Remote, soweit diese Kopie weiß: Sie werden ein zweites Mal gefragt.',
    ahead_one:
      '{{remote}} hat {{count}} Commit, der nicht auf diesem Branch ist. Übernehmen Sie ihn zuerst, sonst entfernt ihn „git push --force“ dort.',
    ahead_other:
      '{{remote}} hat {{count}} Commits, die nicht auf diesem Branch sind. Übernehmen Sie sie zuerst, sonst entfernt sie „git push --force“ dort.',
    signed_one: '{{count}} davon ist schon signiert. Diese Signatur geht verloren:',
    signed_other: '{{count}} davon sind schon signiert. Diese Signaturen gehen verloren:',
    lostBy: '{{who}} ({{many}})',
    lostUnnamed_one: '{{count}}, deren Unterzeichner sich nicht nennen lässt',
    lostUnnamed_other: '{{count}}, deren Unterzeichner sich nicht nennen lassen',
    lostWaiting_one: '{{count}} noch nicht geprüft',
    lostWaiting_other: '{{count}} noch nicht geprüft',
    merges_one: '{{count}} davon ist ein Merge und bleibt einer.',
    merges_other: '{{count}} davon sind Merges und bleiben es.',
    left_one: '{{count}} anderer Name bleibt auf den alten Commits:',
    left_other: '{{count}} andere Namen bleiben auf den alten Commits:',
    leftTag: 'Tag {{name}}',
    leftBranch: 'Branch {{name}}',
    list: 'Commits, die neue Objekte werden, die neuesten zuerst',
    listCut: 'Zu sehen sind die neuesten {{shown}} von {{all}}.',
    is: {
      merge: 'Merge',
      signed: 'schon signiert',
      published: 'auf einem Remote',
    },
    otherEmail:
      'Dieser Schlüssel nennt {{email}} nicht, den Committer des neuesten. Dienste wie GitHub zeigen ihn dann als „Unverified“.',
    doNone: 'Commits als {{who}} neu signieren',
    do_one: '{{count}} Commit als {{who}} neu signieren',
    do_other: '{{count}} Commits als {{who}} neu signieren',
    doToken_one: '{{count}} Commit als {{who}} neu signieren (Token {{token}}, eine Berührung)',
    doToken_other: '{{count}} Commits als {{who}} neu signieren (Token {{token}}, {{count}} Berührungen)',
    doneOf_one: '{{done}} von {{count}} Commit',
    doneOf_other: '{{done}} von {{count}} Commits',
    failed: 'Nichts wurde neu signiert',
    cancelled: 'Abgebrochen. Der Branch ist, wo er war.',
    backTo: 'Zurück zu den Commits',
    asksFirst_one: 'Fragt zuerst, ob {{count}} veröffentlichter Commit ersetzt werden darf.',
    asksFirst_other: 'Fragt zuerst, ob {{count}} veröffentlichte Commits ersetzt werden dürfen.',
    sure_one: '{{count}} veröffentlichten Commit ersetzen?',
    sure_other: '{{count}} veröffentlichte Commits ersetzen?',
    sureForce:
      'Andere haben vielleicht schon auf dem aufgebaut, was auf dem Remote ist. Die neuen Commits kommen nur mit Gewalt dorthin: „git push --force-with-lease“.',
    sureOthers:
      'Wer die alten hat, muss dann die neuen übernehmen, bevor wieder gepusht wird; sonst kommen die alten damit zurück. Den Befehl dafür bekommen Sie.',
    yes: 'Ja, neu signieren',
  },
};
