import type * as en from '../en/pending.ts';
import type { Words } from '../words.ts';

/** Was signiert und noch nicht protokolliert ist. */
export const PENDING: Words<typeof en.PENDING> = {
  pending: {
    title: 'Signiert, noch nicht protokolliert',
    text_one:
      'Diese Signatur ließ sich keinem Protokoll melden. Sie wird hier aufbewahrt; ihr Bundle entsteht, sobald ein Protokoll sie hat.',
    text_other:
      'Diese {{count}} Signaturen ließen sich keinem Protokoll melden. Sie werden hier aufbewahrt; ihre Bundles entstehen, sobald ein Protokoll sie hat.',
    signed: 'Signiert: {{when}}, für das Protokoll von {{instance}}',
    instanceGone:
      '{{instance}} gehört nicht mehr zu Ihren Sigstore-Instanzen. Fügen Sie sie in den Einstellungen wieder hinzu, um dies zu protokollieren, oder vergessen Sie es.',
    log_one: 'Jetzt protokollieren',
    log_other: 'Alle {{count}} jetzt protokollieren',
    offline: 'Das Netz ist ausgeschaltet.',
    logged_one: 'Protokolliert: Das Bundle ist geschrieben und geprüft.',
    logged_other: 'Protokolliert: {{count}} Bundles sind geschrieben und geprüft.',
    notLogged_one: '{{count}} ließ sich nicht protokollieren: Der Grund steht daneben.',
    notLogged_other: '{{count}} ließen sich nicht protokollieren: Der Grund steht jeweils daneben.',
    why: {
      'already-exists': {
        title: 'Wo das Bundle hinkommt, liegt inzwischen eine andere Datei.',
        advice:
          'Sie ist geblieben, wie sie war. Legen Sie sie woanders hin und protokollieren Sie noch einmal, oder vergessen Sie diese Signatur.',
      },
      'not-found': {
        title: 'Die signierte Datei ist nicht mehr da.',
        advice: 'Legen Sie sie zurück und protokollieren Sie noch einmal, oder vergessen Sie ihre Signatur.',
      },
    },
    forget: 'Vergessen …',
    forgetSure:
      'Die Signatur von {{name}} vergessen? Sie lässt sich dann nicht mehr protokollieren; für ein Bundle muss die Datei neu signiert werden.',
    forgetYes: 'Vergessen',
    settled: 'Seither wurden sie protokolliert oder vergessen.',
    strip_one: '{{count}} noch nicht protokolliert',
    strip_other: '{{count}} noch nicht protokolliert',
  },
};
