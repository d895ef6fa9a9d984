import type * as en from '../en/git-setup.ts';
import type { Words } from '../words.ts';

/** Setting git up for signing, on the Settings screen. */
export const GIT_SETUP: Words<typeof en.GIT_SETUP> = {
  gitSetup: {
    title: 'Git',
    text: 'Git selbst kann mit einem Schlüssel signieren, der hier ist, oder mit einer Anmeldung im Browser. Dann signieren git commit und git tag wie gewohnt, in jedem Repository auf diesem Computer, und git log --show-signature zeigt es an.',
    absentTitle: 'Git ist nicht installiert',
    absentText:
      'Installieren Sie git 2.34 oder neuer, und sehen Sie noch einmal nach. Bei den meisten Systemen gehört es zu den Paketen; auf der Seite von git gibt es Versionen für alle.',
    get: 'Die Seite von git öffnen',
    look: 'Noch einmal nachsehen',
    none: 'Git signiert noch nicht.',
    ours: 'Git signiert mit {{key}}. Das haben Sie am {{date}} hier eingerichtet.',
    changed: 'Sie haben git am {{date}} hier für {{key}} eingerichtet, und seither wurde daran etwas geändert.',
    changedText:
      'Solange das so ist, wird hier nichts rückgängig gemacht. Stellen Sie die bezeichneten Einstellungen wieder her, oder richten Sie git neu ein; das ersetzt sie.',
    theirs: 'Git ist zum Signieren eingerichtet, aber nicht von dieser App.',
    theirsText: 'Sie können es trotzdem hier einrichten. Was jetzt da ist, kommt mit „Rückgängig“ zurück.',
    settings: 'Einstellungen von git zum Signieren',
    changedMark: 'seither geändert',
    fromFile: 'aus {{file}}',
    elsewhere:
      'Einige davon stehen in einer anderen Datei als Ihren eigenen Einstellungen. Git nimmt, was es zuletzt liest: Wenn es nicht signiert, wie Sie es hier eingerichtet haben, sehen Sie dort nach.',
    start: 'Git einrichten …',
    another: 'Neu einrichten …',
    key: 'Signieren mit',
    kind: {
      openpgp: 'OpenPGP-Schlüssel',
      gnupg: 'Schlüssel von GnuPG',
      ssh: 'SSH-Schlüssel',
      'ssh-agent': 'Schlüssel des SSH-Agenten',
    },
    option: '{{name}} ({{kind}}, {{end}})',
    noKeys: 'Hier ist kein Schlüssel, mit dem git signieren könnte.',
    makeKey: 'Einen Schlüssel erzeugen',
    noHelper:
      'Schlüssel, die diese App aufbewahrt, und die Anmeldung im Browser fehlen hier: Unter Windows kann git diese App nicht fragen. Die Befehlszeile von Countersign kann das einrichten (countersign git setup).',
    commits: 'Jeden Commit signieren',
    commitsText: 'Sonst signiert nur git commit -S.',
    tags: 'Jedes Tag signieren',
    tagsText: 'Sonst signiert nur git tag -s.',
    login: {
      option: 'Kein Schlüssel: jedes Mal eine Anmeldung im Browser',
      ours: 'Git signiert mit einer Anmeldung im Browser, für die {{instance}} bürgt. Das haben Sie am {{date}} hier eingerichtet.',
      changed:
        'Sie haben git am {{date}} hier für eine Anmeldung im Browser eingerichtet, für die {{instance}} bürgt, und seither wurde daran etwas geändert.',
      title: 'Was Signieren mit einer Anmeldung bedeutet',
      public:
        'Mit jeder Signatur wird für immer öffentlich, wer sich angemeldet hat (die E-Mail-Adresse oder das Konto), wann, und der Prüfwert des Commits oder Tags. Sein Text und Ihre Dateien werden nicht öffentlich.',
      private:
        'Mit jeder Signatur bleibt für immer in den Protokollen von {{instance}}, für alle, die sie lesen dürfen, wer sich angemeldet hat (die E-Mail-Adresse oder das Konto), wann, und der Prüfwert des Commits oder Tags. Sein Text und Ihre Dateien nicht.',
      hosts:
        'GitHub und GitLab zeigen solche Commits und Tags als „Unverified“: Sie kennen Zertifikate von Sigstore nicht. Wer sie mit Countersign oder gitsign prüft, sieht, wer signiert hat.',
      asks: 'Jedes Mal öffnet sich der Browser, oder es wird ein Code gezeigt, wo keiner da ist. Dann steht im Terminal, in dem git läuft, was öffentlich wird, und Sie werden gefragt. Strg+C dort bricht ab, ebenso fünf Minuten ohne Anmeldung; dann wird nichts signiert.',
      editor:
        'Editoren, die git ausführen, haben kein Terminal, in dem gefragt werden kann. Signieren Sie einmal in einem Terminal und antworten Sie mit a: Dann wird in diesem Repository nicht mehr gefragt.',
      never: 'Repositorys in einem Ordner, der hier unter „Nie öffentlich“ steht, werden abgelehnt.',
      publisher:
        'Eine Anmeldung ist kein eigener Schlüssel. Damit git gut nennt, was Sie mit ihr signieren, wählen Sie einen Herausgeber, für den Sie diese Anmeldung erwarten; sagen Sie das zuerst unter „Herausgeber“.',
      commits: 'Jeder Commit verlangt dann eine Anmeldung. Sonst fragt nur git commit -S danach.',
      tags: 'Jedes Tag verlangt dann eine Anmeldung. Sonst fragt nur git tag -s danach.',
    },
    publisher: 'Wen git gut nennt',
    publisherNone: 'Nur meine eigenen Schlüssel',
    publisherText: 'Mit einem Herausgeber auch die, die Sie für ihn erwarten.',
    counting: 'Git nennt die gut, die Sie für {{publisher}} erwarten, und Ihre eigenen Schlüssel.',
    publisherOnly: 'Die Einstellungen von git bleiben, wie sie sind. Nur wen git gut nennt, ändert sich.',
    publisherDo: 'Das speichern',
    commands: 'Diese Befehle werden ausgeführt',
    same: 'Git hat diese Einstellungen schon.',
    launcher:
      'Git fragt dann für jede Signatur diese App. Wie git sie erreicht, steht in einer kleinen Datei, die zuerst geschrieben wird:',
    allowedOurs:
      'An dieser Zeile erkennt git, wem der Schlüssel gehört. Sie kommt in Ihre Liste der erlaubten Unterzeichner:',
    allowedTheirs:
      'Ihre eigene Liste der erlaubten Unterzeichner bleibt, wie sie ist. Fügen Sie ihr diese Zeile hinzu, damit git weiß, wem der Schlüssel gehört:',
    replaced_one: 'Das ersetzt eine Einstellung. „Rückgängig“ bringt sie zurück:',
    replaced_other: 'Das ersetzt {{count}} Einstellungen. „Rückgängig“ bringt sie zurück:',
    run: 'Diese Befehle ausführen …',
    runSure: 'Die Einstellungen von git für jedes Repository auf diesem Computer ändern?',
    runYes: 'Ausführen',
    done: {
      setUp: 'Git ist eingerichtet. Jetzt signieren git commit -S und git tag -s wie gewohnt.',
      undone: 'Die Einstellungen von git sind wieder wie vorher.',
    },
    undo: 'Rückgängig …',
    undoSure: 'Diese Befehle werden ausgeführt; danach sind die Einstellungen von git wieder wie vorher:',
    undoNothing: 'Die Einstellungen von git sind schon wie vorher. Nur was hier vermerkt ist, verschwindet.',
    undoYes: 'Rückgängig machen',
    only: 'Nur für ein Repository eingerichtet',
    use: 'Mit git benutzen …',
  },
};
