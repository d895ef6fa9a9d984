import type * as en from '../en/verdict.ts';
import type { Words } from '../words.ts';

/** What a verdict card says first, and what its one button offers. */
export const VERDICT_SENTENCES: Words<typeof en.VERDICT_SENTENCES> = {
  verified: {
    sentence: '{{name}} kommt unverändert von {{publisher}}.',
    more: 'Signiert von {{signer}}: Diesen Unterzeichner haben Sie am {{since}} für {{publisher}} bestätigt.',
    next: 'Ordner öffnen',
    how: '',
  },
  'verified-for-call': {
    sentence: '{{name}} ist unverändert und von {{signer}} signiert, wie von Ihnen angegeben.',
    more: '',
    next: 'Ordner öffnen',
    how: '',
  },
  'verified-by-manifest': {
    sentence:
      '{{name}} kommt unverändert von {{publisher}}: Die Datei steht in der Liste, die {{signer}} signiert hat.',
    more: '',
    next: 'Ordner öffnen',
    how: '',
  },
  'verified-by-manifest-for-call': {
    sentence:
      '{{name}} ist unverändert: Die Datei steht in der Liste, die {{signer}} signiert hat, wie von Ihnen angegeben.',
    more: '',
    next: 'Ordner öffnen',
    how: '',
  },
  'verified-among-several': {
    sentence: '{{name}} kommt unverändert von {{publisher}}.',
    more: 'Signiert von {{signer}}. Auch andere haben signiert ({{others}}), die hier nicht bestätigt sind; das ändert nichts.',
    next: 'Ordner öffnen',
    how: '',
  },
  'verified-expired-since': {
    sentence: '{{name}} kommt unverändert von {{publisher}}.',
    more: 'Der Schlüssel von {{signer}} ist seitdem abgelaufen; dieselbe Signatur haben Sie am {{seenAt}} geprüft.',
    next: 'Schlüssel von {{signer}} auffrischen',
    how: 'Viele verlängern ihre Schlüssel. Eine frische Kopie sagt, bis wann dieser gilt.',
  },
  'verified-own-key': {
    sentence: '{{name}} ist unverändert, und Sie haben die Datei selbst als {{signer}} signiert.',
    more: '',
    next: 'Ordner öffnen',
    how: '',
  },
  'verified-list': {
    sentence: '{{name}} kommt von {{publisher}}, und alle {{listed}} Dateien der Liste sind unverändert.',
    more: 'Signiert von {{signer}}.',
    next: 'Ordner öffnen',
    how: '',
  },
  'verified-list-for-call': {
    sentence:
      'Alle {{listed}} Dateien aus {{name}} sind unverändert, und die Liste ist von {{signer}} signiert, wie von Ihnen angegeben.',
    more: '',
    next: 'Ordner öffnen',
    how: '',
  },
  'verified-undated': {
    sentence: '{{name}} stammt von {{publisher}} und ist unverändert.',
    more: 'Signiert mit {{signer}}, dem Schlüssel, den Sie am {{since}} für {{publisher}} bestätigt haben. Nichts sagt, wann signiert wurde.',
    next: 'Ordner öffnen',
    how: '',
  },
  'verified-undated-for-call': {
    sentence: '{{name}} ist unverändert und wurde mit {{signer}} signiert, einem Schlüssel, den Sie genannt haben.',
    more: 'Nichts sagt, wann signiert wurde.',
    next: 'Ordner öffnen',
    how: '',
  },
  'verified-build': {
    sentence:
      '{{name}} wurde am {{signedAt}} von {{builder}} aus dem Repository {{repository}} ({{ref}}) von {{publisher}} gebaut.',
    more: 'Seitdem ist die Datei unverändert.',
    next: 'Ordner öffnen',
    how: '',
  },
  'verified-build-for-call': {
    sentence:
      '{{name}} wurde am {{signedAt}} von {{builder}} aus dem Repository {{repository}} ({{ref}}) gebaut, wie Sie es genannt haben.',
    more: 'Seitdem ist die Datei unverändert.',
    next: 'Ordner öffnen',
    how: '',
  },
  'first-time-identity': {
    sentence:
      '{{name}} wurde von {{identity}} signiert, angemeldet mit {{provider}}. Stammt {{name}} von dieser Person?',
    more: 'Anmelden kann sich jeder, auch mit einer Adresse, die nach jemand Bekanntem klingt; niemand hat hier bestätigt, dass es die richtige Person ist.',
    next: 'Mit der Seite des Projekts vergleichen',
    how: 'Öffnen Sie die Seite unter einer Adresse, die Sie kennen. Steht dort dieselbe Identität mit derselben Anmeldung, wird sie ab jetzt erkannt. Steht dort eine andere oder keine, öffnen Sie die Datei nicht.',
  },
  'first-time-build': {
    sentence:
      '{{name}} wurde von {{builder}} aus dem Repository {{repository}} ({{ref}}) gebaut. Stammt {{name}} von dort?',
    more: 'In einem eigenen Repository kann jeder bauen; niemand hat hier bestätigt, dass es das richtige ist.',
    next: 'Mit der Seite des Projekts vergleichen',
    how: 'Öffnen Sie die Seite unter einer Adresse, die Sie kennen. Steht dort dasselbe Repository, wird es ab jetzt erkannt. Steht dort ein anderes oder keines, öffnen Sie die Datei nicht.',
  },
  'proof-broken': {
    sentence: 'Vertrauen Sie {{name}} nicht: Die Belege, die mit der Signatur kamen, stimmen nicht.',
    more: '{{problem}}',
    next: 'Beides noch einmal von der Seite des Projekts holen',
    how: 'Stimmt es wieder nicht, sagen Sie es dem Projekt.',
  },
  'key-not-identity': {
    sentence:
      '{{name}} lässt sich mit der angegebenen Identität nicht prüfen: Signiert wurde mit einem Schlüssel, nicht nach einer Anmeldung.',
    more: 'Der Schlüssel endet auf {{signer}}. Wem er gehört, hat hier niemand bestätigt.',
    next: 'Öffentlichen Schlüssel wählen …',
    how: 'Signiert das Projekt mit einem Schlüssel, dann steht der öffentliche Schlüssel auf seiner Seite, oft als cosign.pub: Nennen Sie diesen. Ein Schlüssel, der neben dem Download liegt, beweist für sich nichts.',
  },
  'public-key-missing': {
    sentence:
      '{{name}} lässt sich noch nicht prüfen: Der öffentliche Schlüssel, mit dem signiert wurde, ist nicht hier.',
    more: '',
    next: 'Öffentlichen Schlüssel wählen …',
    how: 'Er steht auf der Seite des Projekts, oft als cosign.pub. Ein Schlüssel, der neben dem Download liegt, beweist für sich nichts.',
  },
  'first-time': {
    sentence: 'Jemand, der den Namen „{{signer}}“ benutzt, hat {{name}} signiert.',
    more: 'Diesen Namen kann jeder wählen; hier hat ihn niemand bestätigt.',
    next: 'Mit der Projektseite vergleichen',
    how: 'Rufen Sie sie über eine Adresse auf, die Sie kennen. Derselbe ganze Schlüssel: Dieser Unterzeichner wird von nun an erkannt. Ein anderer oder keiner: Öffnen Sie die Datei nicht.',
  },
  'first-time-unnamed': {
    sentence: '{{name}} ist mit einem Schlüssel signiert, der keinen Namen trägt und auf {{signer}} endet.',
    more: 'Niemand hat hier bestätigt, wem er gehört.',
    next: 'Mit der Projektseite vergleichen',
    how: 'Rufen Sie sie über eine Adresse auf, die Sie kennen. Derselbe ganze Schlüssel: Dieser Unterzeichner wird von nun an erkannt. Ein anderer oder keiner: Öffnen Sie die Datei nicht.',
  },
  'known-elsewhere': {
    sentence:
      'Noch ist offen, von wem {{name}} ist. Signiert hat {{signer}}; diesen Unterzeichner kennen Sie von {{elsewhere}}.',
    more: 'Ist auch diese Datei von {{elsewhere}}?',
    next: 'Sagen, woher die Datei ist',
    how: 'Entscheidend ist, wo Sie die Datei heruntergeladen haben, nicht was ihr Name sagt. Sind Sie unsicher, öffnen Sie sie nicht.',
  },
  'expired-since': {
    sentence:
      'Der Schlüssel von {{signer}} ist abgelaufen, und nichts Unabhängiges belegt, dass {{name}} davor signiert wurde.',
    more: 'Die Signatur gibt das selbst an; wer den alten Schlüssel hat, könnte dieses Datum geschrieben haben.',
    next: 'Schlüssel von {{signer}} frisch holen',
    how: 'Viele verlängern ihre Schlüssel. Vielleicht zeigt eine frische Kopie, dass dieser noch gilt.',
  },
  'key-retired': {
    sentence: '{{name}} ist mit einem Schlüssel signiert, den {{signer}} inzwischen ersetzt hat.',
    more: 'Nichts Unabhängiges belegt, wann signiert wurde.',
    next: 'Neuen Schlüssel von {{signer}} holen',
    how: 'Suchen Sie auf der eigenen Seite des Projekts nach dem neuen Schlüssel und nach einer Version, die damit signiert ist.',
  },
  'weak-method': {
    sentence:
      'Nichts Sicheres bürgt für {{name}}. Die Signatur passt nur nach einem Verfahren, das sich heute fälschen lässt ({{method}}).',
    more: '',
    next: 'Nach einer neueren Signatur suchen',
    how: 'Sie steht auf der eigenen Seite des Projekts, oft bei einer neueren Version.',
  },
  'signer-changed': {
    sentence:
      'Halt: {{name}} ist nicht von dem Unterzeichner signiert, den Sie von {{publisher}} kennen. Jemand anderes hat signiert.',
    more: 'Seit dem {{since}} erwarten Sie {{expected}} für {{publisher}}. Diese Datei ist mit einem anderen Schlüssel signiert: {{signer}}. Jeden Namen kann jeder wählen.',
    next: 'Die beiden Unterzeichner vergleichen',
    how: 'Ein Projekt, das seinen Schlüssel wechselt, sagt das auf seiner eigenen Seite. Solange Sie es dort nicht lesen, gehört der neue einem Fremden.',
  },
  'signer-changed-identity': {
    sentence:
      'Halt: {{name}} ist nicht von dem Unterzeichner signiert, den Sie von {{publisher}} kennen. Jemand anderes hat signiert.',
    more: 'Seit dem {{since}} erwarten Sie {{expected}} für {{publisher}}. Diese Datei ist von einer anderen Identität signiert: {{signer}}.',
    next: 'Die beiden Unterzeichner vergleichen',
    how: 'Ein Projekt, das künftig anders signiert, sagt das auf seiner eigenen Seite. Solange Sie es dort nicht lesen, ist der neue Unterzeichner ein Fremder.',
  },
  'signer-not-named': {
    sentence:
      'Halt: {{name}} ist nicht von dem Unterzeichner signiert, den Sie angegeben haben, sondern von {{signer}}.',
    more: '',
    next: 'Die beiden Unterzeichner vergleichen',
    how: 'Ein Projekt, das künftig anders signiert, sagt das auf seiner eigenen Seite. Solange Sie es dort nicht lesen, ist der neue Unterzeichner ein Fremder.',
  },
  tampered: {
    sentence: 'Nicht öffnen: {{name}} passt nicht zur Signatur. Sie nennt {{signer}}.',
    more: '',
    next: 'Beides neu von der eigenen Seite des Projekts holen',
    how: 'Passt es wieder nicht, sagen Sie es dem Projekt.',
  },
  'other-statement': {
    sentence: 'Nicht öffnen: {{name}} ist nicht die Datei, von der die signierte Aussage handelt.',
    more: 'Sie nennt {{signer}}.',
    next: 'Beides neu von der eigenen Seite des Projekts holen',
    how: 'Passt es wieder nicht, sagen Sie es dem Projekt.',
  },
  'list-mismatch': {
    sentence: 'Nicht öffnen: {{name}} ist nicht die Datei, die in der Liste {{list}} steht.',
    more: '',
    next: 'Beides neu von der eigenen Seite des Projekts holen',
    how: 'Passt es wieder nicht, sagen Sie es dem Projekt.',
  },
  'list-has-mismatches': {
    sentence:
      'Halt: Bei {{count}} von {{listed}} Dateien aus {{name}} liegt hier nicht die Datei, die in der Liste steht.',
    more: '',
    next: 'Diese Dateien neu von der eigenen Seite des Projekts holen',
    how: 'Passt es wieder nicht, sagen Sie es dem Projekt.',
  },
  'digest-mismatch': {
    sentence: 'Nicht öffnen: {{name}} passt nicht zu der Prüfsumme, die Sie angegeben haben.',
    more: '',
    next: 'Neu von der eigenen Seite des Projekts holen',
    how: 'Auch die Prüfsumme neu kopieren. Passt es wieder nicht, sagen Sie es dem Projekt.',
  },
  'belongs-to-other': {
    sentence: 'Nichts, was hier liegt, gilt für {{name}}.',
    more: 'Die vorhandene Signatur gehört zu {{other}}.',
    next: 'Signatur zu {{name}} wählen …',
    how: 'Suchen Sie auf der Download-Seite des Projekts nach einer Datei namens {{name}}.asc, {{name}}.sig oder {{name}}.sigstore.json oder nach einer Liste wie SHA256SUMS samt deren Signatur.',
  },
  'wrong-signature': {
    sentence: 'Die Signatur, die hier liegt, passt nicht zu {{name}}; ihrem Namen nach gehört sie zu {{other}}.',
    more: '',
    next: 'Eigene Signatur zu {{name}} wählen …',
    how: 'Suchen Sie auf der Download-Seite des Projekts nach einer Datei namens {{name}}.asc, {{name}}.sig oder {{name}}.sigstore.json oder nach einer Liste wie SHA256SUMS samt deren Signatur.',
  },
  'one-good-one-bad': {
    sentence:
      'Halt: Eine der Signaturen zu {{name}} ist falsch. Die von {{signer}} passt nicht; eine gute von {{good}} gleicht das nicht aus.',
    more: '',
    next: 'Beide Signaturen zeigen',
    how: 'Eine Signatur, die nicht passt, ist Grund genug, das Projekt zu fragen.',
  },
  'key-revoked': {
    sentence:
      'Nicht öffnen: {{name}} ist mit dem Schlüssel von {{signer}} signiert, und der ist als gestohlen gemeldet.',
    more: 'Wer ihn hat, könnte dies signiert haben.',
    next: 'Neue Kopie holen, signiert mit dem neuen Schlüssel des Herausgebers',
    how: 'Suchen Sie auf der eigenen Seite des Projekts nach dem neuen Schlüssel und laden Sie die Datei mit ihrer neuen Signatur noch einmal herunter.',
  },
  'key-missing': {
    sentence: 'Wir können {{name}} noch nicht prüfen: Uns fehlt der Schlüssel, den die Signatur nennt ({{keyId}}).',
    more: '',
    next: 'Nachschlagen',
    how: 'Vielleicht steht der Schlüssel auch auf der eigenen Seite des Projekts.',
  },
  'list-unsigned': {
    sentence:
      'Nichts belegt, von wem {{name}} stammt. Die Datei passt nur zur Liste {{list}}, die niemand signiert hat.',
    more: '',
    next: 'Signatur der Liste wählen …',
    how: 'Suchen Sie auf der Download-Seite des Projekts nach einer Datei namens {{list}}.asc, {{list}}.sig, {{list}}.gpg oder {{list}}.sigstore.json.',
  },
  'list-unsigned-whole': {
    sentence:
      'Nichts belegt, von wem diese {{listed}} Dateien stammen. Sie passen nur zur Liste {{name}}, die niemand signiert hat.',
    more: '',
    next: 'Signatur der Liste wählen …',
    how: 'Suchen Sie auf der Download-Seite des Projekts nach einer Datei namens {{name}}.asc, {{name}}.sig, {{name}}.gpg oder {{name}}.sigstore.json.',
  },
  'digest-only': {
    sentence: 'Nichts belegt, von wem {{name}} stammt. Die Datei passt nur zu der Prüfsumme, die Sie angegeben haben.',
    more: '',
    next: 'Signaturdatei wählen …',
    how: 'Suchen Sie auf der Download-Seite des Projekts nach einer Datei namens {{name}}.asc, {{name}}.sig oder {{name}}.sigstore.json oder nach einer Liste wie SHA256SUMS samt deren Signatur.',
  },
  'weak-sum-only': {
    sentence:
      'Nichts belegt, von wem {{name}} stammt. Nur die Prüfsumme ({{method}}) passt, und {{method}} lässt sich fälschen.',
    more: '',
    next: 'Signaturdatei wählen …',
    how: 'Suchen Sie auf der Download-Seite des Projekts nach einer Datei namens {{name}}.asc, {{name}}.sig oder {{name}}.sigstore.json oder nach einer Liste wie SHA256SUMS samt deren Signatur.',
  },
  'not-listed': {
    sentence: 'Die Liste {{list}} sagt nichts über {{name}}.',
    more: '',
    next: 'Signatur zu {{name}} wählen …',
    how: 'Suchen Sie auf der Download-Seite des Projekts nach einer Datei namens {{name}}.asc, {{name}}.sig oder {{name}}.sigstore.json oder nach einer Liste wie SHA256SUMS samt deren Signatur.',
  },
  'signature-is-web-page': {
    sentence: '{{signature}} ist keine Signatur, sondern eine Webseite, wahrscheinlich eine Fehlermeldung.',
    more: '',
    next: 'Signatur noch einmal herunterladen',
    how: 'Holen Sie sie von der eigenen Seite des Projekts, von der {{name}} kommt.',
  },
  'signature-is-empty': {
    sentence: '{{signature}} ist leer: Es steht keine Signatur darin.',
    more: '',
    next: 'Signatur noch einmal herunterladen',
    how: 'Holen Sie sie von der eigenen Seite des Projekts, von der {{name}} kommt.',
  },
  'signature-malformed': {
    sentence:
      '{{signature}} sollte eine Signatur zu {{name}} sein, ist aber beschädigt oder verletzt die Regeln des Formats.',
    more: '',
    next: 'Signatur noch einmal herunterladen',
    how: 'Holen Sie sie von der eigenen Seite des Projekts, von der {{name}} kommt.',
  },
  'list-malformed': {
    sentence:
      'Die Liste {{list}} verletzt die Regeln ihres Formats ({{problem}}) und kann deshalb nicht für {{name}} bürgen.',
    more: '',
    next: 'Liste neu von der eigenen Seite des Projekts holen',
    how: 'Passt es wieder nicht, sagen Sie es dem Projekt.',
  },
  'key-instead-of-signature': {
    sentence: '{{signature}} ist ein Schlüssel, keine Signatur zu {{name}}.',
    more: '',
    next: 'Die Signatur selbst holen',
    how: 'Suchen Sie auf der Download-Seite des Projekts nach einer Datei namens {{name}}.asc, {{name}}.sig oder {{name}}.sigstore.json oder nach einer Liste wie SHA256SUMS samt deren Signatur.',
  },
  'nothing-to-check': {
    sentence: 'Nichts hier belegt, von wem {{name}} stammt.',
    more: '',
    next: 'Signaturdatei wählen …',
    how: 'Suchen Sie auf der Download-Seite des Projekts nach einer Datei namens {{name}}.asc, {{name}}.sig oder {{name}}.sigstore.json oder nach einer Liste wie SHA256SUMS samt deren Signatur. Eine Prüfsumme allein zeigt nur, dass der Download vollständig angekommen ist.',
  },
  'nothing-covers': {
    sentence: '{{name}} liegt in diesem Ordner, aber nichts hier gilt für diese Datei.',
    more: '',
    next: 'Signatur zu {{name}} wählen …',
    how: 'Suchen Sie auf der Download-Seite des Projekts nach einer Datei namens {{name}}.asc, {{name}}.sig oder {{name}}.sigstore.json oder nach einer Liste wie SHA256SUMS samt deren Signatur. Gibt es nichts davon, lassen Sie die Datei liegen.',
  },
  'covers-unpacked': {
    sentence: '{{signature}} gilt für {{other}}, die entpackte Datei.',
    more: '{{name}} können wir so nicht prüfen.',
    next: '{{other}} wählen …',
    how: 'Entpacken Sie zuerst {{name}}, ohne etwas daraus zu starten.',
  },
  'dated-in-future': {
    sentence:
      'Die Signatur zu {{name}} trägt ein Datum, das noch kommt ({{signedAt}}). Geht die Uhr dieses Computers richtig?',
    more: '',
    next: 'Uhr nachsehen',
    how: 'Vergleichen Sie Datum und Uhrzeit dieses Computers mit einer anderen Uhr. Stimmen sie, öffnen Sie die Datei nicht und fragen Sie das Projekt.',
  },
  'signature-expired': {
    sentence: '{{signer}} hat angegeben, wie lange die Signatur zu {{name}} gilt; diese Zeit ist vorbei.',
    more: '',
    next: 'Nach einer neueren suchen',
    how: 'Sie steht auf der eigenen Seite des Projekts, oft bei einer neueren Version.',
  },
  'text-mode': {
    sentence:
      'Teile von {{name}} könnten unbemerkt verändert sein: Die Signatur von {{signer}} deckt nicht jedes Byte ab.',
    more: '',
    next: 'Herausgeber um eine binäre Signatur bitten',
    how: 'Zeilenenden ließen sich unbemerkt ändern; nur der Herausgeber kann eine Signatur machen, die jedes Byte abdeckt.',
  },
  'key-not-allowed': {
    sentence: 'Nicht vertrauen: {{name}} ist mit einem Schlüssel signiert, der das nicht durfte.',
    more: '{{why}}',
    next: 'Dem Herausgeber sagen',
    how: 'Bitten Sie um eine Version, die richtig signiert ist.',
  },
  'unusable-input': {
    sentence: 'Wir konnten {{input}} nicht verwenden: {{problem}}.',
    more: '',
    next: 'Andere Datei wählen …',
    how: 'Die Prüfung geht mit dem weiter, was Sie wählen.',
  },
  'unsupported-kind': {
    sentence: 'Diese Art von Signatur ({{kind}}) zu {{name}} können wir nicht lesen.',
    more: '',
    next: 'Andere Signatur wählen …',
    how: 'Wir lesen OpenPGP-Signaturen (.asc, .sig, .gpg) und Sigstore-Bundles (.sigstore.json), der Datei selbst oder einer Liste wie SHA256SUMS.',
  },
  'no-proof-of-time': {
    sentence: 'Nicht vertrauen: Nichts belegt, dass das Zertifikat hinter der Signatur zu {{name}} noch gültig war.',
    more: 'Ein solches Zertifikat gilt nur für Minuten. Wer später an seinen Schlüssel kam, könnte das signiert haben.',
    next: 'Herausgeber fragen',
    how: 'Bitten Sie um eine Version, die richtig signiert ist.',
  },
  'not-in-log': {
    sentence: 'Vertrauen Sie {{name}} nicht: Die Signatur steht nicht in dem Protokoll, in dem sie stehen muss.',
    more: 'Was so signiert wird, wird protokolliert, damit Missbrauch auffällt. Das hier blieb verborgen.',
    next: 'Herausgeber fragen',
    how: 'Bitten Sie um eine Version, die richtig signiert ist.',
  },
  'log-not-asked': {
    sentence: 'Die Signatur zu {{name}} belegt nicht, wann sie entstand. Vielleicht steht sie im Protokoll {{log}}.',
    more: 'Diese Version fragt das Protokoll nicht von selbst.',
    next: 'Bundle wählen …',
    how: 'Suchen Sie auf der Download-Seite des Projekts nach einem Bundle derselben Signatur, oft {{name}}.sigstore.json oder {{name}}.bundle: Darin liegt der Beleg.',
  },
  'no-log-known': {
    sentence:
      'Die Signatur zu {{name}} belegt nicht, wann sie entstand, und kein Protokoll, das hier bekannt ist, kann es wissen.',
    more: 'Das Zertifikat galt nur einige Minuten: Nichts zeigt, dass sie darin entstand.',
    next: 'Um eine andere Signatur bitten',
    how: 'Ein Bundle von Sigstore enthält den Beleg, ebenso, was gitsign mit gitsign.rekorMode offline signiert.',
  },
  'unknown-instance': {
    sentence: '{{name}} ist mit einem Sigstore signiert, das wir nicht kennen ({{kind}}).',
    more: '',
    next: 'Diese Instanz hinzufügen …',
    how: 'Wer sie betreibt, entscheidet, was als damit signiert gilt: die Dateien von dort holen und noch einmal prüfen. Oder eine andere Signatur derselben Datei suchen.',
  },
  'threshold-not-met': {
    sentence: '{{name}} trägt die Signatur von {{have}} der {{wanted}} Unterzeichner, die Sie verlangen.',
    more: '',
    next: 'Deren Signaturen wählen …',
    how: 'Suchen Sie auf der Download-Seite des Projekts nach den fehlenden Signaturen.',
  },
  'list-incomplete': {
    sentence:
      'Nicht hier und nicht geprüft: {{missing}} von {{listed}} Dateien aus {{name}}. Was hier ist, stimmt mit der Liste überein.',
    more: '',
    next: 'Fehlende Dateien wählen …',
    how: 'Haben Sie nur eine davon heruntergeladen? Dann prüfen Sie diese Datei statt der Liste.',
  },
  'list-none-here': {
    sentence: 'Keine der {{listed}} Dateien aus {{name}} ist hier: Es wurde kein Download geprüft.',
    more: 'Nur die Liste selbst wurde angesehen.',
    next: 'Ihren Download wählen …',
    how: 'Eine Datei aus der Liste genügt.',
  },
  'signature-without-artifact': {
    sentence: '{{signature}} ist eine Signatur, aber die Datei, zu der sie gehört ({{name}}), ist nicht hier.',
    more: '',
    next: '{{name}} wählen …',
    how: 'Gemeint ist die heruntergeladene Datei selbst, oft im Ordner „Downloads“.',
  },
  'could-not-check': {
    sentence: 'Wir können {{name}} nicht prüfen: {{problem}}.',
    more: '',
    next: 'Noch einmal versuchen',
    how: 'Sehen Sie nach, ob die Datei noch da ist und ob Sie sie lesen dürfen.',
  },
  'tag-renamed': {
    sentence: '{{name}} nicht vertrauen: Signiert wurde das Tag {{tag}}, keines mit diesem Namen.',
    more: 'Jemand hat dem Tag einen anderen Namen gegeben, damit eine ältere oder andere Version als diese durchgeht.',
    next: 'Das Tag noch einmal aus dem Repository des Projekts holen',
    how: 'Ist es dort genauso, sagen Sie es dem Projekt.',
  },
  'tag-also-named': {
    sentence: '{{name}} ist ein weiterer Name des Tags {{tag}}, das nur unter jenem Namen signiert wurde.',
    more: 'Das Tag steht in diesem Repository auch unter seinem eigenen Namen.',
    next: 'Das Tag {{tag}} prüfen',
    how: 'Was signiert wurde, sagt nichts über den Namen {{name}}: Richten Sie sich nach {{tag}}.',
  },
  'object-unsigned': {
    sentence: '{{name}} ist nicht signiert.',
    more: '',
    next: 'Das Projekt fragen, ob es signiert',
    how: 'Viele Projekte signieren ihre Tags und nicht jeden Commit: Ein signiertes Tag steht für alles, was zu ihm geführt hat.',
  },
  'object-log-not-asked': {
    sentence: 'Nichts belegt, wann {{name}} signiert wurde: Die Signatur enthält keinen Beleg dafür.',
    more: 'Ein Protokoll kann es belegen, wenn die Signatur darin steht: {{log}}. Alles andere, was sich hier prüfen lässt, wurde geprüft.',
    next: 'Im Protokoll nachschlagen',
    how: 'Neuere Versionen von gitsign legen den Beleg in die Signatur selbst (gitsign.rekorMode offline).',
  },
};

/** What each remark means, in one sentence. */
export const NOTE_TEXTS: Words<typeof en.NOTE_TEXTS> = {
  'signer-not-expected': 'Hier hat niemand gesagt, dass dieser Unterzeichner der richtige für diese Datei ist.',
  'project-unclear': 'Sie kennen diesen Unterzeichner von einem anderen Herausgeber.',
  'signer-changed': 'Hier wird ein anderer Unterzeichner erwartet.',
  malformed: 'Beschädigt, oder gegen die Regeln des Formats.',
  'key-instead-of-signature': 'Wo eine Signatur stehen sollte, steht ein öffentlicher Schlüssel.',
  'unusable-input': 'Eine Datei, die für diese Prüfung angegeben war, ließ sich nicht verwenden.',
  'key-expired-since': 'Der Schlüssel ist nach dem Datum abgelaufen, das die Signatur trägt.',
  'key-not-valid-then': 'Der Schlüssel war an dem Datum, das die Signatur trägt, nicht gültig.',
  'key-revoked': 'Der Schlüssel wurde als gestohlen oder ohne Angabe eines Grundes widerrufen.',
  'key-retired': 'Dieser Schlüssel wurde ersetzt oder außer Dienst gestellt.',
  'signature-expired': 'Die Signatur selbst ist abgelaufen.',
  'dated-in-future': 'Die Signatur trägt ein Datum, das noch kommt.',
  'weak-digest': 'Sie benutzt ein Verfahren, das sich heute fälschen lässt (MD5, SHA-1 oder RIPEMD).',
  'weak-key': 'Der Schlüssel ist zu kurz, um heute sicher zu sein.',
  'sha1-self-signature': 'Der Schlüssel bürgt nur mit SHA-1 für sich selbst.',
  'key-may-not-sign': 'Der Schlüssel, der die Signatur gemacht hat, durfte nicht signieren.',
  'text-mode': 'Die Signatur behandelt die Datei als Text: Geänderte Zeilenenden fielen nicht auf.',
  chain: 'Das Zertifikat hinter der Signatur führt zu keiner bekannten Stelle.',
  sct: 'Das Zertifikat steht nicht so in einem Zertifikatsprotokoll, wie es behauptet.',
  'log-proof': 'Der Beleg, dass diese Signatur im Protokoll steht, ist falsch.',
  'log-promise': 'Die Zusage des Protokolls für diese Signatur ist falsch.',
  checkpoint: 'Der signierte Stand des Protokolls ist falsch.',
  timestamp: 'Der Zeitstempel ist falsch.',
  'subject-mismatch': 'Die signierte Aussage betrifft eine andere Datei.',
  'no-trusted-time': 'Nichts belegt, wann signiert wurde.',
  'not-logged': 'In keinem Protokoll verzeichnet.',
  'unknown-instance': 'Mit Diensten gemacht, die hier nicht bekannt sind.',
  'several-signatures': 'Es gibt mehrere Signaturen.',
  'threshold-not-met': 'Es haben weniger signiert, als Sie verlangen.',
  'manifest-unsigned': 'Nichts belegt, von wem die Liste oder die Prüfsumme stammt.',
  'not-listed': 'Die Liste sagt nichts über diese Datei.',
  'unlisted-files': 'Hier liegen Dateien, die die Liste nicht nennt.',
  renamed: 'Die Datei heißt anders als in der Liste.',
  'key-not-refreshed': 'Ob der Schlüssel widerrufen wurde, ist seit mehr als 90 Tagen nicht nachgeschlagen.',
  downgrade: 'Das ist eine ältere Version als die zuletzt bestätigte.',
};
