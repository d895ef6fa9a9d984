import type * as en from '../en/activity.ts';
import type { Words } from '../words.ts';

/** The Activity screen. */
export const ACTIVITY: Words<typeof en.ACTIVITY> = {
  activity: {
    none: 'Noch ist nichts gelaufen',
    noneText:
      'Was Sie prüfen und signieren, steht hier mit seinem Ergebnis und lässt sich wieder öffnen und noch einmal prüfen.',
    toVerify: 'Download prüfen',
    toSign: 'Veröffentlichung signieren',
    find: 'Nach Namen suchen',
    show: 'Zeigen',
    wanted: { all: 'Alles', signed: 'Was signiert wurde' },
    noneFound: 'Nichts hier hat diesen Namen.',
    outcome: {
      signed: 'Signiert',
      partly: 'Teilweise signiert',
      stopped: 'Angehalten',
      pending: 'Noch nicht protokolliert',
      takenBack: 'Zurückgenommen',
    },
    notRemembered:
      'Was Sie sehen, gilt, ließ sich aber nicht in die Aktivität eintragen. Die nächste Prüfung weiß nichts davon.',
    more: 'Ältere zeigen',
    back: 'Alle Aktivität',
    again: 'Noch einmal prüfen',
    clear: 'Liste leeren …',
    clearSure: 'Die Liste wird geleert. Dateien und Schlüssel bleiben.',
    clearYes: 'Ja, leeren',
  },
};
