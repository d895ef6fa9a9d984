import type * as en from '../en/error.ts';
import type { Words } from '../words.ts';

/** The words for every error code. */
export const ERRORS: Words<typeof en.ERRORS> = {
  cancelled: {
    title: 'Angehalten.',
    advice: 'Sie haben das angehalten. Nichts halb Geschriebenes ist zurückgeblieben.',
  },
  usage: {
    title: 'So geht das nicht.',
    advice:
      'Sehen Sie nach, was eingegeben oder gewählt ist, ändern Sie es (vielleicht ist ein Name zu lang) und versuchen Sie es noch einmal.',
  },
  'not-found': {
    title: 'Die Datei ist nicht mehr da.',
    advice: 'Sie wurde verschoben, umbenannt oder gelöscht. Wählen Sie sie neu.',
  },
  'not-a-file': {
    title: 'Das ist keine gewöhnliche Datei.',
    advice: 'Ordner, Geräte und Pipes gehen hier nicht. Wählen Sie eine Datei.',
  },
  unreadable: {
    title: 'Das lässt sich nicht öffnen.',
    advice:
      'Countersign darf es nicht lesen, oder das Laufwerk gibt es nicht her. Sehen Sie nach den Rechten und dem Laufwerk oder kopieren Sie es an einen eigenen Ort, und versuchen Sie es noch einmal.',
  },
  'read-only': {
    title: 'Hier lässt sich nichts schreiben.',
    advice: 'Wählen Sie einen anderen Ordner oder geben Sie diesen zum Schreiben frei. Nichts wurde geändert.',
  },
  'disk-full': {
    title: 'Das Laufwerk ist voll.',
    advice: 'Schaffen Sie Platz und versuchen Sie es noch einmal. Was vorher da war, ist unverändert.',
  },
  'already-exists': {
    title: 'Eine Datei mit diesem Namen ist schon da.',
    advice:
      'Sie ist geblieben, wie sie war. Wählen Sie einen anderen Namen oder sagen Sie, dass sie ersetzt werden darf.',
  },
  'changed-while-read': {
    title: 'Die Datei hat sich beim Lesen verändert.',
    advice: 'Warten Sie, bis der Download oder der Build fertig ist, und versuchen Sie es dann noch einmal.',
  },
  'too-large': {
    title: 'Das ist zu groß.',
    advice: 'Nehmen Sie weniger oder kleinere Dateien und versuchen Sie es noch einmal.',
  },
  malformed: {
    title: 'Diese Datei ist nicht, was sie sein sollte.',
    advice: 'Sie ist beschädigt oder etwas anderes. Holen Sie sie neu oder wählen Sie eine andere.',
  },
  unsupported: {
    title: 'Diese Version kann diese Art nicht lesen.',
    advice: 'Soweit wir sehen, liegt das nicht an Ihrer Datei. Suchen Sie sie in einem anderen Format.',
  },
  'not-text': {
    title: 'Das ist keine Textdatei.',
    advice:
      'Eine lesbare Kopie mit der Signatur darin gibt es nur von Text. Wählen Sie stattdessen eine Signatur neben der Datei.',
  },
  'no-signing-key': {
    title: 'Es gibt keinen Schlüssel zum Signieren.',
    advice: 'Erstellen oder importieren Sie unter „Schlüssel“ einen, und versuchen Sie es dann noch einmal.',
  },
  'key-not-found': {
    title: 'Diesen Schlüssel haben wir nicht.',
    advice: 'Importieren Sie ihn unter „Schlüssel“ oder schlagen Sie ihn dort nach.',
  },
  'key-ambiguous': {
    title: 'Mehr als ein Schlüssel passt.',
    advice: 'Nennen Sie den Schlüssel mit seinem ganzen Fingerabdruck.',
  },
  'key-expired': {
    title: 'Dieser Schlüssel ist abgelaufen.',
    advice: 'Verlängern Sie ihn unter „Schlüssel“ oder nehmen Sie einen anderen. Nichts wurde signiert.',
  },
  'key-revoked': {
    title: 'Dieser Schlüssel ist widerrufen.',
    advice: 'Er lässt sich nicht mehr verwenden. Nehmen Sie einen anderen. Nichts wurde signiert.',
  },
  'key-exists': { title: 'Dieser Schlüssel ist schon da.', advice: 'Nichts wurde geändert.' },
  'no-secret-part': {
    title: 'Der geheime Teil dieses Schlüssels ist nicht hier.',
    advice:
      'Stecken Sie das Token ein, auf dem er liegt, oder importieren Sie den geheimen Schlüssel. Nichts wurde signiert.',
  },
  'wrong-passphrase': {
    title: 'Diese Passphrase stimmt nicht.',
    advice: 'Achten Sie auf Großbuchstaben und die Tastaturbelegung und tippen Sie sie noch einmal.',
  },
  'passphrase-needed': {
    title: 'Eine Passphrase ist nötig.',
    advice: 'Tippen Sie die Passphrase ein und versuchen Sie es noch einmal.',
  },
  'keychain-absent': {
    title: 'Auf diesem Computer antwortet kein Schlüsselbund.',
    advice: 'Legen Sie stattdessen eine Passphrase fest; Ihre Schlüssel sind dann damit verschlüsselt.',
  },
  'keychain-locked': {
    title: 'Der Schlüsselbund ist gesperrt.',
    advice: 'Entsperren Sie ihn und versuchen Sie es noch einmal; nichts wurde signiert.',
  },
  'store-locked': {
    title: 'Ihre Schlüssel sind gesperrt.',
    advice: 'Entsperren Sie sie und versuchen Sie es noch einmal; nichts wurde signiert.',
  },
  'store-damaged': {
    title: 'Eine Datei, in der Countersign Ihre Schlüssel oder Herausgeber aufbewahrt, ist beschädigt.',
    advice:
      'Nichts wurde geändert. Stellen Sie eine Sicherung wieder her: Das Beschädigte wird zuerst beiseitegelegt, nie gelöscht.',
  },
  'store-newer': {
    title: 'Ihre Schlüssel hat zuletzt ein neueres Countersign gespeichert.',
    advice: 'Nehmen Sie diese oder eine neuere Version. Nichts wurde geändert.',
  },
  'store-busy': {
    title: 'Ein anderes Countersign speichert gerade.',
    advice: 'Warten Sie, bis es fertig ist, und versuchen Sie es dann noch einmal.',
  },
  'gnupg-absent': {
    title: 'GnuPG ist nicht installiert.',
    advice:
      'Installieren Sie GnuPG, um dessen Schlüssel und Token zu verwenden. Schlüssel, die Countersign aufbewahrt, gehen auch ohne.',
  },
  'gnupg-agent': {
    title: 'Der Agent von GnuPG antwortet nicht.',
    advice:
      'Führen Sie „gpgconf --kill all“ aus oder melden Sie sich neu an, und versuchen Sie es dann noch einmal. Nichts wurde signiert.',
  },
  'gnupg-pinentry': {
    title: 'GnuPG konnte nicht nach PIN oder Passphrase fragen.',
    advice:
      'Installieren Sie ein Pinentry-Programm oder lassen Sie dieses Fenster fragen: Einstellungen, „Fragen von GnuPG nach PINs und Passphrasen“. Nichts wurde signiert.',
  },
  'gnupg-failed': {
    title: 'GnuPG konnte es nicht tun.',
    advice: 'Seine eigenen Worte stehen in den Einzelheiten. Nichts wurde signiert.',
  },
  'ssh-agent-absent': {
    title: 'Der SSH-Agent antwortet nicht.',
    advice:
      'Starten Sie ihn, fügen Sie Ihren Schlüssel hinzu (ssh-add) und versuchen Sie es dann noch einmal. Nichts wurde signiert.',
  },
  'ssh-agent-refused': {
    title: 'Der SSH-Agent hat nicht signiert.',
    advice:
      'Vielleicht ist er gesperrt (ssh-add -X entsperrt ihn), seine Frage wurde verneint, oder der Sicherheitsschlüssel wurde nicht rechtzeitig berührt. Nichts wurde signiert.',
  },
  'git-absent': {
    title: 'Git ist nicht installiert.',
    advice: 'Installieren Sie git, um Tags und Commits zu prüfen. Alles andere geht auch ohne.',
  },
  'git-failed': {
    title: 'Git konnte dieses Repository nicht lesen.',
    advice:
      'Vielleicht ist es beschädigt, oder Sie dürfen es nicht lesen. Was git dazu sagt, steht im technischen Text; nichts wurde geändert.',
  },
  'git-too-old': {
    title: 'Dieses git ist zu alt.',
    advice:
      'Installieren Sie git 2.25 oder neuer, um Tags und Commits zu prüfen. Manche Repositorys brauchen ein noch neueres. Alles andere geht auch ohne.',
  },
  'git-settings-changed': {
    title: 'Die Einstellungen von git wurden inzwischen geändert.',
    advice: 'Nichts wurde geändert. „git config --list --show-origin“ zeigt sie; fangen Sie danach neu an.',
  },
  'git-helper-unusable': {
    title: 'Git bekommt hier keine Antwort von uns.',
    advice:
      'Für einen Schlüssel, den diese App aufbewahrt, und für eine Anmeldung startet git diese App über eine kleine Datei in ihrem Ordner. Sie hat nicht geantwortet: Vielleicht wurde die App verschoben oder aktualisiert, während sie lief, oder aus diesem Ordner darf kein Programm gestartet werden. Starten Sie die App neu, und richten Sie git noch einmal ein. An den Einstellungen von git wurde nichts geändert.',
  },
  'git-helper-absent': {
    title: 'Unter Windows kann git diese App nicht fragen.',
    advice:
      'Dort erreicht git kein Programm, das ein Fenster hat. Wählen Sie einen Schlüssel von GnuPG oder vom SSH-Agenten; oder installieren Sie Node und richten Sie git auf der Befehlszeile von Countersign ein: countersign git setup. An den Einstellungen von git wurde nichts geändert.',
  },
  'no-repository': {
    title: 'Hier ist kein git-Repository.',
    advice: 'Wählen Sie den Ordner, den „git clone“ angelegt hat.',
  },
  'tag-exists': {
    title: 'Es gibt schon ein Tag mit diesem Namen.',
    advice:
      'Es blieb, wie es war. Wählen Sie einen anderen Namen, oder geben Sie an, dass dieses Tag ersetzt werden darf.',
  },
  'ref-moved': {
    title: 'Der Branch oder das Tag wurde inzwischen verschoben.',
    advice:
      'Jemand oder etwas anderes hat das getan, darum blieb alles, wie es ist. Sehen Sie noch einmal nach und beginnen Sie neu.',
  },
  'already-published': {
    title: 'Diese Commits sind veröffentlicht.',
    advice:
      'Andere haben sie vielleicht schon. Neu signiert sind es andere Commits, die sich nur mit „git push --force“ übertragen lassen. Nichts wurde geändert; wer das will, bestätigt es ein zweites Mal.',
  },
  'git-unfinished': {
    title: 'In diesem Repository ist etwas nicht abgeschlossen.',
    advice:
      'Ein Rebase, ein Merge oder Ähnliches rechnet damit, dass der Branch bleibt, wo er ist. Abschließen oder abbrechen („git status“ sagt, wie) und noch einmal beginnen. Nichts wurde geändert.',
  },
  'branch-elsewhere': {
    title: 'Dieser Branch ist in einem anderen Ordner ausgecheckt.',
    advice:
      'Dort arbeitet vielleicht jemand. Öffnen Sie hier jenen Ordner, und signieren Sie dort. Nichts wurde geändert.',
  },
  'history-cut': {
    title: 'Die Commits davor sind nicht hier.',
    advice:
      'Das ist ein flacher Klon. Den Rest holt „git fetch --unshallow“; oder Sie signieren nur, was neuer ist. Nichts wurde geändert.',
  },
  'too-many-commits': {
    title: 'Das sind zu viele Commits.',
    advice:
      'Auf einmal werden höchstens zehntausend neu signiert. Beginnen Sie bei einem neueren. Nichts wurde geändert.',
  },
  'no-tagger': {
    title: 'Git weiß nicht, wer Sie sind.',
    advice: 'Jedes Tag nennt, wer es gemacht hat. Geben Sie einen Namen und eine E-Mail-Adresse ein.',
  },
  'card-absent': {
    title: 'Das Token ist nicht eingesteckt.',
    advice: 'Stecken Sie es ein und versuchen Sie es noch einmal. Nichts wurde signiert.',
  },
  'card-pin-wrong': {
    title: 'Diese PIN stimmt nicht.',
    advice:
      'Sie wurde einmal gesendet und wird nicht von selbst noch einmal gesendet. Sehen Sie vor dem nächsten Versuch nach, wie viele noch bleiben.',
  },
  'card-pin-blocked': {
    title: 'Das Token hat seine PIN gesperrt.',
    advice: 'Zu oft wurde eine falsche PIN getippt. Entsperren Sie es mit dem Rücksetzcode oder der Admin-PIN.',
  },
  'card-failed': {
    title: 'Das Token hat nicht richtig geantwortet.',
    advice: 'Ziehen Sie es ab, stecken Sie es wieder ein und versuchen Sie es noch einmal. Nichts wurde signiert.',
  },
  offline: {
    title: 'Countersign ist offline.',
    advice: 'Sie wollten offline bleiben. Schalten Sie unten „Offline arbeiten“ aus, um das Netz zu fragen.',
  },
  network: {
    title: 'Der Server antwortet nicht.',
    advice: 'Prüfen Sie die Verbindung oder versuchen Sie es später noch einmal. Nichts wurde geändert.',
  },
  'network-tls': {
    title: 'Die Verbindung ist nicht sicher.',
    advice:
      'Der Server konnte nicht zeigen, dass er der richtige ist. Versuchen Sie es aus einem anderen Netz; nichts wurde übernommen.',
  },
  'not-on-server': {
    title: 'Der Server hat keinen solchen Schlüssel.',
    advice:
      'Prüfen Sie die Schreibweise, suchen Sie an der anderen Stelle oder fragen Sie den Besitzer des Schlüssels.',
  },
  'service-absent': {
    title: 'Diese Sigstore-Instanz hat dafür keinen Dienst.',
    advice:
      'Wählen Sie eine andere Instanz, oder verzichten Sie auf das, was fehlt: Signieren Sie mit einem Schlüssel, oder ohne Protokolleintrag oder Zeitstempel.',
  },
  'service-failed': {
    title: 'Ein Sigstore-Dienst antwortet nicht.',
    advice:
      'Wir haben mehrmals gefragt. Versuchen Sie es in einigen Minuten noch einmal; nichts Ungeprüftes wurde geschrieben.',
  },
  'service-refused': {
    title: 'Ein Sigstore-Dienst hat abgelehnt.',
    advice: 'Den Grund nennen die Einzelheiten. Ändern Sie, was dort steht, oder fragen Sie die Betreiber.',
  },
  'service-answer': {
    title: 'Die Antwort eines Sigstore-Dienstes hält der Prüfung nicht stand.',
    advice:
      'Die Antwort wurde verworfen. Versuchen Sie es noch einmal; bleibt es so, signieren Sie dort nicht und sagen Sie es den Betreibern.',
  },
  'already-logged': {
    title: 'Das Protokoll hat diese Signatur schon, zeigt sie aber nicht.',
    advice: 'Signieren Sie noch einmal: Eine neue Signatur bekommt einen eigenen Eintrag.',
  },
  'not-yet-logged': {
    title: 'Signiert, noch nicht protokolliert.',
    advice:
      'Das Protokoll antwortet nicht. Die Signatur wird aufgehoben und lässt sich später ohne neue Anmeldung protokollieren: unter Aktivität, „Jetzt protokollieren“.',
  },
  'login-failed': {
    title: 'Die Anmeldung hat nicht geklappt.',
    advice:
      'Was der Browser zurückgab, passt nicht zu unserer Frage; deshalb wurde nichts gesendet. Melden Sie sich noch einmal an.',
  },
  'login-refused': {
    title: 'Die Anmeldung wurde abgelehnt.',
    advice:
      'Sie wurde im Browser abgebrochen, oder das Konto darf dafür nicht verwendet werden. Melden Sie sich noch einmal an oder nehmen Sie ein anderes Konto.',
  },
  'login-timed-out': {
    title: 'Fünf Minuten lang hat sich niemand angemeldet.',
    advice: 'Wir warten nicht länger auf den Browser. Beginnen Sie neu, wenn Sie bereit sind; nichts wurde gesendet.',
  },
  'token-unusable': {
    title: 'Dieses Identitätstoken ist nicht zu gebrauchen.',
    advice:
      'Es ist beschädigt, abgelaufen oder für etwas anderes bestimmt. Holen Sie ein neues oder melden Sie sich mit dem Browser an.',
  },
  'certificate-lapsed': {
    title: 'Die Anmeldung ist abgelaufen, und nichts belegt, wann dies signiert wurde.',
    advice: 'Ein Zertifikat gilt zehn Minuten. Beginnen Sie neu: Eine Anmeldung genügt.',
  },
  'never-public': {
    title: 'Aus diesem Ordner darf nichts in ein öffentliches Protokoll.',
    advice:
      'Sie haben ihn als nie öffentlich markiert; deshalb wurde nichts gesendet. Signieren Sie mit einem Schlüssel und ohne Protokoll, nehmen Sie eine private Instanz, oder entfernen Sie die Markierung in den Einstellungen.',
  },
  'clock-wrong': {
    title: 'Die Uhr dieses Computers geht vielleicht falsch.',
    advice:
      'Die Zeit des Servers und unsere liegen weit auseinander. Stellen Sie die Uhr und versuchen Sie es noch einmal. Geht sie richtig, ist das Zertifikat des Servers abgelaufen: Sagen Sie es denen, die ihn betreiben. Nichts wurde übernommen.',
  },
  'instance-unknown': {
    title: 'Es gibt keine Sigstore-Instanz mit diesem Namen.',
    advice:
      'Sie wurde entfernt oder nie hinzugefügt. Fügen Sie sie in den Einstellungen mit ihrem Vertrauensanker hinzu, oder wählen Sie eine andere Instanz.',
  },
  'instance-exists': {
    title: 'Es gibt schon eine Sigstore-Instanz mit diesem Namen.',
    advice:
      'Sie bleibt, wie sie ist. Wählen Sie einen anderen Namen, oder entfernen Sie zuerst die alte in den Einstellungen.',
  },
  'instance-damaged': {
    title: 'Was zu dieser Sigstore-Instanz gespeichert ist, lässt sich nicht verwenden.',
    advice:
      'Entfernen Sie die Instanz in den Einstellungen, und fügen Sie sie wieder hinzu; die eingebaute entsteht neu, wenn sie dort aktualisiert wird.',
  },
  'root-refused': {
    title: 'Der neue Vertrauensanker hält der Prüfung nicht stand.',
    advice:
      'Was der Server schickte, ist verändert, unvollständig oder älter als das Vorhandene. Nichts wurde übernommen: Der letzte Vertrauensanker gilt weiter. Wenn es so bleibt, sagen Sie es denen, die die Instanz betreiben.',
  },
  'root-outdated': {
    title: 'Was der Server schickte, ist veraltet.',
    advice:
      'Nichts wurde übernommen: Der letzte Vertrauensanker gilt weiter. Versuchen Sie es später noch einmal; wenn es so bleibt, sagen Sie es denen, die die Instanz betreiben.',
  },
  'not-expected-key': {
    title: 'Das ist nicht derselbe Schlüssel.',
    advice:
      'Was eingefügt wurde, gehört zu einem anderen. Kopieren Sie den ganzen Fingerabdruck oder den Schlüssel selbst von der eigenen Seite des Projekts; unterscheidet er sich dann noch, vertrauen Sie dem Schlüssel nicht.',
  },
  'not-own-publisher': {
    title: 'Dieser Herausgeber ist nicht Ihr eigener.',
    advice:
      'Ohne Vergleich wird ein eigener Schlüssel nur für einen neuen Namen erwartet oder für einen eigenen Herausgeber. Lassen Sie den Herausgeber weg, und vergleichen Sie den Schlüssel danach mit der eigenen Seite des Projekts: unter „Herausgeber“, „Unterzeichner erwarten“.',
  },
  'pasted-several': {
    title: 'Darin steht mehr als ein Schlüssel.',
    advice:
      'Fügen Sie nur den Schlüssel oder den Fingerabdruck ein, mit dem dieses Projekt seine Veröffentlichungen signiert.',
  },
  'pasted-part': {
    title: 'Das ist nur ein Teil eines Fingerabdrucks.',
    advice:
      'Auch ein fremder Schlüssel kann so enden. Kopieren Sie den ganzen Fingerabdruck von der eigenen Seite des Projekts.',
  },
  'pasted-nothing': {
    title: 'Darin steht weder ein Fingerabdruck noch ein öffentlicher Schlüssel.',
    advice:
      'Kopieren Sie den ganzen Fingerabdruck oder den öffentlichen Schlüssel von der ersten bis zur letzten Zeile, von der eigenen Seite des Projekts.',
  },
  'verify-after-sign': {
    title: 'Die neue Signatur hat ihre eigene Prüfung nicht bestanden.',
    advice:
      'Sie wurde nicht behalten. Versuchen Sie es noch einmal; geschieht es wieder, prüfen Sie Laufwerk und Token.',
  },
  'changed-since-signed': {
    title: 'Die Datei ist nicht mehr die, die signiert wurde.',
    advice: 'Legen Sie die signierte Datei zurück, oder signieren Sie diese neu. Kein Protokoll hat davon erfahren.',
  },
  'not-granted': {
    title: 'Diese Datei wurde dem Fenster nicht gegeben.',
    advice: 'Ziehen Sie die Datei hierher oder wählen Sie sie neu.',
  },
  'bad-call': {
    title: 'Countersign hat sich selbst nicht verstanden.',
    advice:
      'Nichts wurde geändert. Schließen Sie das Fenster, starten Sie neu, und melden Sie es, wenn es wiederkommt.',
  },
  internal: {
    title: 'In Countersign ist etwas schiefgegangen.',
    advice:
      'Soweit wir wissen, wurde nichts geändert. Versuchen Sie es noch einmal, und melden Sie es, wenn es wiederkommt.',
  },
};
