import type * as en from '../en/instances.ts';
import type { Words } from '../words.ts';

/** The Sigstore instances on the Settings screen. */
export const INSTANCES: Words<typeof en.INSTANCES> = {
  instances: {
    title: 'Sigstore',
    text: 'Mit Sigstore signiert man nach einer Anmeldung oder mit einem eigenen Schlüssel, und öffentliche Protokolle zeigen es allen. Diese Dienste werden hier benutzt, und ihnen wird vertraut.',
    builtIn: 'Gehört zu Countersign',
    root: 'Vertrauensanker',
    rootMeans: 'Die Datei, die sagt, welche Zertifikate, Protokolle und Uhren einer Instanz echt sind.',
    noRoot: 'Es gibt keinen, deshalb lässt sich nichts von dieser Instanz prüfen',
    rootFrom: {
      refreshed: 'nachgeschlagen am {{date}} (Alter: {{age}})',
      shipped: 'kam am {{date}} mit dieser Version von Countersign (Alter: {{age}})',
      files: 'hinzugefügt am {{date}} (Alter: {{age}}); er bleibt, wie er ist',
    },
    rootToday: {
      refreshed: 'heute nachgeschlagen',
      shipped: 'kam mit dieser Version von Countersign',
      files: 'heute hinzugefügt; er bleibt, wie er ist',
    },
    rootKept: 'Der Vertrauensanker, der hier ist, wird weiter benutzt.',
    services: 'Server der Instanz',
    service: {
      certificateAuthorities: 'Zertifikate',
      logs: 'Protokoll',
      timestampAuthorities: 'Zeitstempel',
      logins: 'Anmeldung',
    },
    repository: 'Vertrauensanker von',
    refresh: 'Vertrauensanker jetzt nachschlagen',
    offline: 'Das Netz ist oben ausgeschaltet.',
    remove: 'Entfernen …',
    removeSure: '{{name}} entfernen? Was damit signiert wurde, lässt sich hier dann nicht mehr prüfen.',
    removeYes: 'Entfernen',
    use: 'Auch {{name}} benutzen',
    useHint: 'Zum Ausprobieren, von Sigstore selbst',
    add: 'Eigene Instanz hinzufügen …',
    addText:
      'Wer sie betreibt, entscheidet, was als damit signiert gilt. Nehmen Sie die Dateien von denen, die sie betreiben.',
    name: 'Wie nennen Sie sie?',
    nameHint: 'Buchstaben, Ziffern, Punkte und Striche',
    from: 'Was haben Sie?',
    fromFiles: 'Die zwei Dateien der Instanz',
    fromFilesHint: 'Sie bleiben, wie sie sind, bis Sie neuere geben.',
    fromTuf: 'Die Adresse ihres Verzeichnisses (TUF)',
    fromTufHint: 'Der Vertrauensanker wird dann von selbst wieder nachgeschlagen.',
    trustedRoot: 'Vertrauensanker (trusted_root.json)',
    signingConfig: 'Signierkonfiguration (signing_config.json)',
    repositoryUrl: 'Adresse',
    repositoryRoot: 'Die erste Wurzel des Verzeichnisses (root.json)',
    choose: 'Wählen …',
    noFile: 'Keine gewählt',
    addDo: 'Instanz hinzufügen',
    done: {
      added: '{{name}} wurde hinzugefügt.',
      removed: '{{name}} wurde entfernt.',
      refreshed: 'Der Vertrauensanker von {{name}} ist der neueste, den es gibt.',
    },
  },
};
