import type * as en from '../en/consents.ts';
import type { Words } from '../words.ts';

/** Was öffentlich werden darf, was nie, und was von Anmeldungen bleibt, in den Einstellungen. */
export const CONSENTS: Words<typeof en.CONSENTS> = {
  consents: {
    title: 'Was öffentlich wird',
    text: 'Ein öffentliches Protokoll zeigt für immer, wer was signiert hat. Nichts geht dorthin, bevor Sie zustimmen.',
    never: 'Nie öffentlich',
    neverText: 'Aus diesen Ordnern geht nichts in ein öffentliches Protokoll, auch wenn Sie anderswo zugestimmt haben.',
    forbid: 'Ordner hinzufügen …',
    since: 'Seit dem {{date}}',
    allow: 'Entfernen …',
    allowSure:
      '{{path}} von der Liste nehmen? Was dort signiert wird, kann dann öffentlich werden, wenn Sie zustimmen.',
    allowYes: 'Entfernen',
    agreed: 'Zugestimmt, ohne erneute Frage',
    agreedNone: 'Nichts: Sie werden jedes Mal gefragt.',
    who: '{{identity}}, angemeldet mit {{provider}}',
    in: { folder: 'im Ordner {{path}}', repository: 'im Repository {{path}}' },
    agreedOn: 'im Protokoll von {{instance}}, zugestimmt am {{date}}',
    withdraw: 'Wieder fragen',
    logins: 'Anmeldungen',
    loginsNone: 'Niemand hat sich hier angemeldet.',
    loginsText:
      'Wer sich zuletzt angemeldet hat, soweit dieser Computer es weiß. Auch der zuletzt gewählte Weg der Anmeldung bleibt als Einstellung: Er ist kein Geheimnis.',
    loginAt: 'bei {{instance}}, {{when}}',
    nameOnly:
      'Nur der Name bleibt. Die Anmeldung selbst war nach Minuten vorbei; beim Signieren melden Sie sich neu an, einmal für alle Dateien.',
    keptUntil:
      'Die Anmeldung bleibt bis {{when}}, verschlossen wie Ihre Schlüssel. Bis dahin wird sie beim Signieren benutzt.',
    logOut: 'Abmelden …',
    logOutSure:
      'Diese Anmeldungen hier vergessen? Der Browser bleibt beim Anbieter angemeldet; dort müssen Sie sich bei Bedarf selbst abmelden.',
    logOutYes: 'Abmelden',
  },
};
