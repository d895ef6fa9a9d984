import type * as en from '../en/help.ts';
import type { Words } from '../words.ts';

/** The help beside the content: its frame and its question marks. */
export const HELP: Words<typeof en.HELP> = {
  help: {
    title: 'Hilfe',
    about: 'Hilfe: {{what}}',
    back: 'Zurück',
    all: 'Alle Themen',
    close: 'Hilfe schließen',
    topics: {
      overview: 'Alle Themen',
      'check-a-download': 'Einen Download prüfen',
      'find-a-signature': 'Die Signatur auf einer Download-Seite finden',
      'compare-a-fingerprint': 'Einen Fingerabdruck vergleichen',
      verdicts: 'Was jedes Urteil bedeutet',
      'what-genuine-does-not-mean': 'Was ein grünes Urteil nicht bedeutet',
      repositories: 'Ein git-Repository ansehen',
      'git-policy': 'Eine Richtlinie für Tags und Commits',
      'sign-a-release': 'Eine Veröffentlichung signieren',
      sigstore: 'Sigstore: mit Anmeldung oder Schlüssel signieren',
      'what-is-stored': 'Was gespeichert wird, und wo',
      'move-to-another-machine': 'Sicherungen und der Umzug auf einen anderen Computer',
      'keyboard-and-gestures': 'Tastatur und Gesten',
    },
    names: {
      threeLines: 'die drei Zeilen',
      thisVerdict: 'dieses Urteil, und was jetzt zu tun ist',
      askLog: 'Eine Signatur im Protokoll nachschlagen',
      lookUp: 'einen Schlüssel nachschlagen',
      signOptions: 'was geschrieben wird',
      signTag: 'ein Tag signieren',
      signCommits: 'Commits neu signieren',
      instructions: 'was Ihre Nutzer brauchen',
      life: 'wie lange ein Schlüssel gilt',
      backup: 'die Sicherung',
      revocation: 'das Widerrufszertifikat',
      publisher: 'was ein Herausgeber ist',
      expectIdentity: 'wen Sie erwarten',
      instances: 'Sigstore-Instanzen',
      notLogged: 'was noch nicht protokolliert ist',
      published: 'was öffentlich wird',
      gitSetup: 'git zum Signieren einrichten',
    },
  },
};
