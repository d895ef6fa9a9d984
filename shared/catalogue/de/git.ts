import type * as en from '../en/git.ts';
import type { Words } from '../words.ts';

const AGAIN = {
  next: 'Noch einmal aus dem Repository des Projekts holen',
  how: 'Ist es dort genauso, sagen Sie es dem Projekt.',
};
const PROPERLY = { next: 'Dem Projekt sagen', how: 'Bitten Sie um eine Signatur, die richtig gemacht ist.' };
const SAME_KEY =
  'Rufen Sie sie über eine Adresse auf, die Sie kennen. Derselbe ganze Schlüssel: Dieser Unterzeichner wird von nun an erkannt. Ein anderer oder keiner: nicht benutzen.';

/** Was eine Karte über ein Tag oder einen Commit sagt, wo die Worte für Dateien nicht passen. */
export const GIT_SENTENCES: Words<typeof en.GIT_SENTENCES> = {
  'verified-build': {
    sentence:
      '{{name}} wurde am {{signedAt}} von {{builder}} für das Repository {{repository}} ({{ref}}) von {{publisher}} signiert.',
  },
  'verified-build-for-call': {
    sentence:
      '{{name}} wurde am {{signedAt}} von {{builder}} für das Repository {{repository}} ({{ref}}) signiert, wie von Ihnen angegeben.',
  },
  'first-time': { how: SAME_KEY },
  'first-time-unnamed': { how: SAME_KEY },
  'first-time-identity': {
    sentence:
      '{{name}} wurde von {{identity}} signiert, angemeldet mit {{provider}}. Signiert diese Person für das Projekt?',
    how: 'Öffnen Sie die Seite unter einer Adresse, die Sie kennen. Steht dort dieselbe Identität mit derselben Anmeldung, wird sie ab jetzt erkannt. Steht dort eine andere oder keine: nicht benutzen.',
  },
  'first-time-build': {
    sentence:
      '{{name}} wurde von {{builder}} für das Repository {{repository}} ({{ref}}) signiert. Kommt {{name}} von dort?',
    how: 'Öffnen Sie die Seite unter einer Adresse, die Sie kennen. Dasselbe Repository: Was es baut, wird von nun an erkannt. Ein anderes oder keines: nicht benutzen.',
  },
  'proof-broken': AGAIN,
  'known-elsewhere': {
    more: 'Ist auch dieses Repository von {{elsewhere}}?',
    how: 'Entscheidend ist, woher Sie es geklont haben, nicht was sein Name sagt. Sind Sie unsicher, benutzen Sie es nicht.',
  },
  'key-retired': {
    next: 'Etwas suchen, das mit dem neuen Schlüssel von {{signer}} signiert ist',
    how: 'Suchen Sie auf der eigenen Seite des Projekts nach dem neuen Schlüssel.',
  },
  'key-not-allowed': PROPERLY,
  'no-proof-of-time': PROPERLY,
  'not-in-log': PROPERLY,
  'text-mode': {
    next: 'Dem Projekt sagen',
    how: 'Zeilenenden ließen sich unbemerkt ändern. Git selbst signiert nie so.',
  },
  'weak-method': {
    next: 'Nach einem neueren Tag suchen',
    how: 'Neuere sind oft mit einem sichereren Verfahren signiert.',
  },
  'signer-changed': {
    more: 'Seit dem {{since}} erwarten Sie {{expected}} für {{publisher}}. Hier wurde mit einem anderen Schlüssel signiert: {{signer}}. Jeden Namen kann jeder wählen.',
  },
  'signer-changed-identity': {
    more: 'Seit dem {{since}} erwarten Sie {{expected}} für {{publisher}}. Hier hat eine andere Identität signiert: {{signer}}.',
  },
  tampered: {
    sentence: '{{name}} nicht vertrauen: Die Signatur passt nicht. Sie nennt {{signer}}.',
    ...AGAIN,
  },
  'key-revoked': {
    sentence: '{{name}} nicht vertrauen: Der Schlüssel von {{signer}} ist als gestohlen gemeldet.',
    next: 'Etwas suchen, das mit einem neuen Schlüssel signiert ist',
    how: 'Suchen Sie auf der eigenen Seite des Projekts nach dem neuen Schlüssel.',
  },
  'signature-malformed': {
    sentence:
      '{{name}} nicht vertrauen: Es selbst oder seine Signatur ist beschädigt oder verletzt die Regeln des Formats.',
    ...AGAIN,
  },
  'dated-in-future': {
    how: 'Vergleichen Sie Datum und Uhrzeit dieses Computers mit einer anderen Uhr. Stimmen sie, fragen Sie das Projekt.',
  },
  'signature-expired': { how: 'Neuere Tags sind vielleicht neu signiert.' },
  'unsupported-kind': {
    next: 'Das Projekt um eine andere Signatur bitten',
    how: 'Lesbar sind Signaturen von OpenPGP und SSH an Tags und Commits und die von gitsign.',
  },
  'unknown-instance': {
    how: 'Wer sie betreibt, entscheidet, was als damit signiert gilt: Holen Sie dort, was die Instanz braucht, und prüfen Sie dann noch einmal.',
  },
  'could-not-check': { how: 'Vielleicht ist das Repository beschädigt. Ein neuer Klon zeigt es.' },
};

/** Bemerkungen, deren Worte für Dateien zu einem Tag oder Commit nicht passen. */
export const GIT_NOTES: Words<typeof en.GIT_NOTES> = {
  'signer-not-expected': 'Niemand hat hier gesagt, dass dieser Unterzeichner für dieses Repository der richtige ist.',
  'text-mode': 'Die Signatur gilt nur dem Text: Geänderte Zeilenenden fielen nicht auf.',
  renamed: 'Das Tag steht hier unter einem anderen Namen als dem signierten.',
};
