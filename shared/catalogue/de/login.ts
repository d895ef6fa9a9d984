import type { LOGIN as EN_LOGIN } from '../en/login.ts';
import type { Words } from '../words.ts';

/** Die Anmeldung, und was durch eine protokollierte Signatur öffentlich wird. */
export const LOGIN: Words<typeof EN_LOGIN> = {
  login: {
    title: 'Im Browser anmelden',
    text: 'Dort hat sich eine Seite geöffnet. Sobald sie sagt, dass Sie angemeldet sind, kommen Sie hierher zurück.',
    notOpened: 'Hier ließ sich kein Browser öffnen. Kopieren Sie die Adresse in einen, oder nehmen Sie einen Code.',
    again:
      'Die zehn Minuten der letzten Anmeldung sind um. Melden Sie sich noch einmal an, dann geht das Signieren weiter.',
    codeTitle: 'Mit einem Code anmelden',
    codeText: 'Öffnen Sie diese Adresse auf irgendeinem Gerät und geben Sie den Code ein.',
    address: 'Adresse',
    code: 'Code',
    copyAddress: 'Adresse kopieren',
    openAgain: 'Seite noch einmal öffnen',
    waiting: 'Wartet auf die Anmeldung',
    left: 'Wir warten noch {{time}} auf Sie. Was schon signiert ist, bleibt.',
    other: {
      device: 'Code auf einem anderen Gerät nehmen',
      browser: 'Browser dieses Computers nehmen',
    },
    stop: 'Signieren anhalten',
  },
  publish: {
    title: 'Das wird für immer öffentlich',
    text: 'Alle können es lesen, und niemand kann es zurücknehmen. Noch ist nichts gesendet.',
    privateTitle: 'Das bleibt in den Protokollen von {{instance}}',
    withinText:
      'Wer diese Protokolle lesen darf, sieht es, und niemand kann es zurücknehmen. Noch ist nichts gesendet.',
    whoTitle: 'Sie sind angemeldet',
    agreedBefore:
      'Dem, was beim Signieren an diesem Ort öffentlich wird, haben Sie schon früher zugestimmt. Noch ist nichts gesendet.',
    who: 'Wer',
    loggedIn: 'angemeldet mit {{provider}} (Aussteller {{issuer}})',
    otherwise:
      'Die Instanz entscheidet, wen das Zertifikat nennt. Es kann auch {{identity}} sein (Aussteller {{issuer}}).',
    otherIssuer: 'Die Instanz entscheidet: Das Zertifikat kann stattdessen {{issuer}} als Aussteller nennen.',
    key: 'Schlüssel',
    what: 'Was',
    more_one: 'und {{count}} weitere Datei mit ihrem eigenen Prüfwert',
    more_other: 'und {{count}} weitere Dateien, jede mit ihrem eigenen Prüfwert',
    where: 'Wo',
    log: 'das Protokoll von {{host}}',
    certificates: 'ein öffentliches Zertifikatsprotokoll',
    certificatesWithin: 'das Zertifikatsprotokoll dort',
    entry: 'Der genaue Eintrag',
    entryHint:
      '„…“ steht für das, was erst nach Ihrer Zustimmung entsteht: die Signatur und das Zertifikat, das Sie nennt.',
    private: 'Soll diese Version privat bleiben?',
    privateText:
      'Dann stimmen Sie nicht zu. Nehmen Sie eine private Instanz, oder signieren Sie mit einem Schlüssel und ohne Protokoll. In den Einstellungen lässt sich ein Ordner als nie öffentlich markieren.',
    remember_one: 'In {{place}} für diesen Unterzeichner nicht mehr fragen',
    remember_other: 'In diesen {{count}} Ordnern für diesen Unterzeichner nicht mehr fragen',
    another: 'Anderes Konto verwenden',
    do: 'Veröffentlichen und signieren',
    doWithin: 'Signieren',
    doKnown: 'Signieren',
  },
};
