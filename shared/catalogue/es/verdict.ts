import type * as en from '../en/verdict.ts';
import type { Words } from '../words.ts';

const AGAIN_FROM_PROJECT = 'Descargar ambos de nuevo desde la página del propio proyecto';
const TELL_THEM = 'Si vuelve a fallar, avise al proyecto.';
const BOTH_OF_PROJECT =
  'Un proyecto que cambia de clave lo anuncia en su propia página. Mientras no lo lea allí, la nueva es de un extraño.';
const WHERE_SIGNATURES_ARE =
  'En la página de descargas del proyecto, busque un archivo llamado {{name}}.asc, {{name}}.sig o {{name}}.sigstore.json, o una lista como SHA256SUMS junto con su firma.';
const SAME_PLACE = 'Descárguela de la página del propio proyecto, de donde viene {{name}}.';
const WITH_NEWER_VERSION = 'Está en la página del propio proyecto, a menudo junto a una versión más reciente.';
const SIGNED_PROPERLY = 'Pida una versión bien firmada.';

/** What a verdict card says first, and what its one button offers. */
export const VERDICT_SENTENCES: Words<typeof en.VERDICT_SENTENCES> = {
  verified: {
    sentence: '{{name}} viene de {{publisher}}, sin cambios.',
    more: 'Lo firmó {{signer}}, el firmante que se confirmó aquí para {{publisher}} el {{since}}.',
    next: 'Abrir la carpeta',
    how: '',
  },
  'verified-for-call': {
    sentence: '{{name}} está sin cambios y lo firmó {{signer}}, el firmante que indicó.',
    more: '',
    next: 'Abrir la carpeta',
    how: '',
  },
  'verified-by-manifest': {
    sentence: '{{name}} viene de {{publisher}}, sin cambios: figura en la lista que firmó {{signer}}.',
    more: '',
    next: 'Abrir la carpeta',
    how: '',
  },
  'verified-by-manifest-for-call': {
    sentence: '{{name}} está sin cambios: figura en la lista que firmó {{signer}}, el firmante que indicó.',
    more: '',
    next: 'Abrir la carpeta',
    how: '',
  },
  'verified-among-several': {
    sentence: '{{name}} viene de {{publisher}}, sin cambios.',
    more: 'Lo firmó {{signer}}. También lo firmaron otros ({{others}}), que no están confirmados aquí; eso no cambia nada.',
    next: 'Abrir la carpeta',
    how: '',
  },
  'verified-expired-since': {
    sentence: '{{name}} viene de {{publisher}}, sin cambios.',
    more: 'La clave de {{signer}} ha caducado desde entonces; esta misma firma ya se comprobó aquí el {{seenAt}}.',
    next: 'Actualizar la clave de {{signer}}',
    how: 'Mucha gente prolonga sus claves. Una copia reciente dice hasta cuándo vale esta.',
  },
  'verified-own-key': {
    sentence: '{{name}} está sin cambios, y lo firmó usted, como {{signer}}.',
    more: '',
    next: 'Abrir la carpeta',
    how: '',
  },
  'verified-list': {
    sentence: '{{name}} viene de {{publisher}}, y los {{listed}} archivos que enumera están sin cambios.',
    more: 'Firmado por {{signer}}.',
    next: 'Abrir la carpeta',
    how: '',
  },
  'verified-list-for-call': {
    sentence:
      'Los {{listed}} archivos que enumera {{name}} están sin cambios, y la lista la firmó {{signer}}, el firmante que indicó.',
    more: '',
    next: 'Abrir la carpeta',
    how: '',
  },
  'verified-undated': {
    sentence: '{{name}} viene de {{publisher}}, sin cambios.',
    more: 'Firmado con {{signer}}, la clave confirmada para {{publisher}} el {{since}}. Nada indica cuándo se firmó.',
    next: 'Abrir la carpeta',
    how: '',
  },
  'verified-undated-for-call': {
    sentence: '{{name}} no tiene cambios y se firmó con {{signer}}, una clave indicada para esta comprobación.',
    more: 'Nada indica cuándo se firmó.',
    next: 'Abrir la carpeta',
    how: '',
  },
  'verified-build': {
    sentence:
      '{{builder}} compiló {{name}} el {{signedAt}} a partir del repositorio {{repository}} ({{ref}}) de {{publisher}}.',
    more: 'No ha cambiado desde entonces.',
    next: 'Abrir la carpeta',
    how: '',
  },
  'verified-build-for-call': {
    sentence:
      '{{builder}} compiló {{name}} el {{signedAt}} a partir del repositorio {{repository}} ({{ref}}), como se indicó.',
    more: 'No ha cambiado desde entonces.',
    next: 'Abrir la carpeta',
    how: '',
  },
  'first-time-identity': {
    sentence: '{{identity}} firmó {{name}} tras iniciar sesión con {{provider}}. ¿Es quien hace {{name}}?',
    more: 'Cualquiera puede iniciar sesión, también con una dirección que suene a alguien conocido; nadie ha confirmado aquí que sea la persona correcta.',
    next: 'Comparar con la página del proyecto',
    how: 'Abra la página por una dirección que conozca. Si indica la misma identidad y el mismo inicio de sesión, desde ahora se reconoce. Si indica otra, o ninguna, no abra el archivo.',
  },
  'first-time-build': {
    sentence: '{{builder}} compiló {{name}} a partir del repositorio {{repository}} ({{ref}}). ¿Viene {{name}} de ahí?',
    more: 'Cualquiera puede compilar en un repositorio propio; nadie ha confirmado aquí que sea el correcto.',
    next: 'Comparar con la página del proyecto',
    how: 'Abra la página por una dirección que conozca. Si indica el mismo repositorio, desde ahora se reconoce. Si indica otro, o ninguno, no abra el archivo.',
  },
  'proof-broken': {
    sentence: 'No confíe en {{name}}: las pruebas que acompañan a su firma no son válidas.',
    more: '{{problem}}',
    next: 'Descargar los dos otra vez de la página del proyecto',
    how: 'Si vuelve a fallar, avise al proyecto.',
  },
  'key-not-identity': {
    sentence:
      'No se puede comprobar {{name}} con la identidad indicada: se firmó con una clave, no tras un inicio de sesión.',
    more: 'La clave termina en {{signer}}. Nadie ha confirmado aquí de quién es.',
    next: 'Elegir la clave pública…',
    how: 'Si el proyecto firma con una clave, su página da la clave pública, a menudo como cosign.pub: indique esa. Una clave que está junto a la descarga no prueba nada por sí sola.',
  },
  'public-key-missing': {
    sentence: 'Aún no se puede comprobar {{name}}: falta la clave pública con la que se firmó.',
    more: '',
    next: 'Elegir la clave pública…',
    how: 'Está en la página del proyecto, a menudo como cosign.pub. Una clave que está junto a la descarga no prueba nada por sí sola.',
  },
  'first-time': {
    sentence: 'Alguien que usa el nombre «{{signer}}» firmó {{name}}.',
    more: 'Cualquiera puede elegir ese nombre; aquí nadie lo ha confirmado.',
    next: 'Comparar con la página del proyecto',
    how: 'Entre por una dirección que conozca. La misma clave entera: este firmante se reconocerá a partir de ahora. Otra, o ninguna: no abra el archivo.',
  },
  'first-time-unnamed': {
    sentence: '{{name}} se firmó con una clave que no lleva ningún nombre y que termina en {{signer}}.',
    more: 'Aquí nadie ha confirmado de quién es.',
    next: 'Comparar con la página del proyecto',
    how: 'Entre por una dirección que conozca. La misma clave entera: este firmante se reconocerá a partir de ahora. Otra, o ninguna: no abra el archivo.',
  },
  'known-elsewhere': {
    sentence: 'Todavía no sabemos de quién es {{name}}. Lo firmó {{signer}}, a quien conoce por {{elsewhere}}.',
    more: '¿Este archivo es de {{elsewhere}}?',
    next: 'Decir de dónde lo sacó',
    how: 'Guíese por el sitio de donde lo descargó, no por lo que dice su nombre. Si no está seguro, no lo abra.',
  },
  'expired-since': {
    sentence: 'La clave de {{signer}} ha caducado, y nada independiente prueba que {{name}} se firmara antes.',
    more: 'Lo dice la propia firma; cualquiera que tenga la clave antigua pudo haber escrito esa fecha.',
    next: 'Obtener una copia reciente de la clave de {{signer}}',
    how: 'Mucha gente prolonga sus claves. Una copia reciente puede mostrar que esta todavía vale.',
  },
  'key-retired': {
    sentence: '{{name}} se firmó con una clave que {{signer}} ha sustituido desde entonces.',
    more: 'Nada independiente prueba cuándo.',
    next: 'Obtener la clave nueva de {{signer}}',
    how: 'Busque en la página del propio proyecto la clave nueva y una versión firmada con ella.',
  },
  'weak-method': {
    sentence:
      'Nada seguro avala {{name}}. Solo coincide con su firma por un método ({{method}}) que hoy se puede falsificar.',
    more: '',
    next: 'Buscar una firma más reciente',
    how: WITH_NEWER_VERSION,
  },
  'signer-changed': {
    sentence: 'Alto: {{name}} no lo firmó el firmante a quien conoce por {{publisher}}, sino otra persona.',
    more: 'Desde el {{since}}, el firmante esperado para {{publisher}} es {{expected}}. Este archivo está firmado con otra clave: {{signer}}. Cualquiera puede elegir cualquier nombre.',
    next: 'Comparar los dos firmantes',
    how: BOTH_OF_PROJECT,
  },
  'signer-changed-identity': {
    sentence: 'Alto: {{name}} no lo firmó el firmante a quien conoce por {{publisher}}, sino otra persona.',
    more: 'Desde el {{since}}, el firmante esperado para {{publisher}} es {{expected}}. Este archivo lo firmó otra identidad: {{signer}}.',
    next: 'Comparar los dos firmantes',
    how: 'Un proyecto que pasa a firmar de otra manera lo dice en su propia página. Mientras no lo lea allí, el nuevo firmante es un desconocido.',
  },
  'signer-not-named': {
    sentence: 'Alto: {{name}} no lo firmó quien se indicó, sino {{signer}}.',
    more: '',
    next: 'Comparar los dos firmantes',
    how: 'Un proyecto que pasa a firmar de otra manera lo dice en su propia página. Mientras no lo lea allí, el nuevo firmante es un desconocido.',
  },
  tampered: {
    sentence: 'No abra {{name}}: no corresponde a su firma, que nombra a {{signer}}.',
    more: '',
    next: AGAIN_FROM_PROJECT,
    how: TELL_THEM,
  },
  'other-statement': {
    sentence: 'No abra {{name}}: lo que se firmó es una declaración sobre otro archivo.',
    more: 'Nombra a {{signer}}.',
    next: AGAIN_FROM_PROJECT,
    how: TELL_THEM,
  },
  'list-mismatch': {
    sentence: 'No abra {{name}}: no es el archivo que figura en la lista {{list}}.',
    more: '',
    next: AGAIN_FROM_PROJECT,
    how: TELL_THEM,
  },
  'list-has-mismatches': {
    sentence: 'Alto: la lista {{name}} no coincide con {{count}} de los {{listed}} archivos que enumera.',
    more: '',
    next: 'Descargarlos de nuevo desde la página del propio proyecto',
    how: TELL_THEM,
  },
  'digest-mismatch': {
    sentence: 'No abra {{name}}: no coincide con la suma de verificación que se indicó.',
    more: '',
    next: 'Descargarlo de nuevo desde la página del propio proyecto',
    how: 'Copie también de nuevo la suma de verificación. Si vuelve a fallar, avise al proyecto.',
  },
  'belongs-to-other': {
    sentence: 'Nada de lo que hay aquí cubre {{name}}.',
    more: 'La firma que hay aquí es de {{other}}.',
    next: 'Elegir la firma de {{name}}…',
    how: WHERE_SIGNATURES_ARE,
  },
  'wrong-signature': {
    sentence: 'La firma que hay aquí no corresponde a {{name}}; por su nombre, parece ser de {{other}}.',
    more: '',
    next: 'Elegir la firma propia de {{name}}…',
    how: WHERE_SIGNATURES_ARE,
  },
  'one-good-one-bad': {
    sentence:
      'Alto: una de las firmas de {{name}} es incorrecta. La de {{signer}} no corresponde; una buena de {{good}} no lo compensa.',
    more: '',
    next: 'Mostrar ambas firmas',
    how: 'Una sola firma que no corresponda es motivo suficiente para preguntar al proyecto.',
  },
  'key-revoked': {
    sentence: 'No abra {{name}}: la clave de {{signer}} se declaró robada.',
    more: 'Quien la tenga pudo haber firmado esto.',
    next: 'Obtener otra copia, firmada con la clave nueva del editor',
    how: 'Busque en la página del propio proyecto su clave nueva y descargue de nuevo el archivo con su nueva firma.',
  },
  'key-missing': {
    sentence: 'Todavía no podemos comprobar {{name}}: no tenemos la clave que nombra su firma ({{keyId}}).',
    more: '',
    next: 'Buscar la clave',
    how: 'La clave también puede estar en la página del propio proyecto.',
  },
  'list-unsigned': {
    sentence: 'Nada dice quién hizo {{name}}. Solo coincide con la lista {{list}}, que nadie ha firmado.',
    more: '',
    next: 'Elegir la firma de la lista…',
    how: 'En la página de descargas del proyecto, busque un archivo llamado {{list}}.asc, {{list}}.sig, {{list}}.gpg o {{list}}.sigstore.json.',
  },
  'list-unsigned-whole': {
    sentence:
      'Nada dice quién hizo estos {{listed}} archivos. Solo coinciden con la lista {{name}}, que nadie ha firmado.',
    more: '',
    next: 'Elegir la firma de la lista…',
    how: 'En la página de descargas del proyecto, busque un archivo llamado {{name}}.asc, {{name}}.sig, {{name}}.gpg o {{name}}.sigstore.json.',
  },
  'digest-only': {
    sentence: 'Nada dice quién hizo {{name}}. Solo coincide con la suma de verificación que se indicó.',
    more: '',
    next: 'Elegir el archivo de firma…',
    how: WHERE_SIGNATURES_ARE,
  },
  'weak-sum-only': {
    sentence: 'Nada prueba quién hizo {{name}}. Solo coincide con su {{method}}, y {{method}} se puede falsificar.',
    more: '',
    next: 'Elegir el archivo de firma…',
    how: WHERE_SIGNATURES_ARE,
  },
  'not-listed': {
    sentence: 'La lista {{list}} no dice nada de {{name}}.',
    more: '',
    next: 'Elegir la firma de {{name}}…',
    how: WHERE_SIGNATURES_ARE,
  },
  'signature-is-web-page': {
    sentence: '{{signature}} no es una firma, sino una página web, probablemente un mensaje de error.',
    more: '',
    next: 'Descargar la firma de nuevo',
    how: SAME_PLACE,
  },
  'signature-is-empty': {
    sentence: '{{signature}} está vacío: no contiene ninguna firma.',
    more: '',
    next: 'Descargar la firma de nuevo',
    how: SAME_PLACE,
  },
  'signature-malformed': {
    sentence: '{{signature}} debería ser una firma de {{name}}, pero está dañado o incumple las reglas de su formato.',
    more: '',
    next: 'Descargar la firma de nuevo',
    how: SAME_PLACE,
  },
  'list-malformed': {
    sentence: 'La lista {{list}} incumple las reglas de su formato ({{problem}}), así que no puede avalar {{name}}.',
    more: '',
    next: 'Descargar de nuevo la lista desde la página del propio proyecto',
    how: TELL_THEM,
  },
  'key-instead-of-signature': {
    sentence: '{{signature}} es una clave, no una firma de {{name}}.',
    more: '',
    next: 'Obtener la propia firma',
    how: WHERE_SIGNATURES_ARE,
  },
  'nothing-to-check': {
    sentence: 'Nada de lo que hay aquí dice quién hizo {{name}}.',
    more: '',
    next: 'Elegir el archivo de firma…',
    how: `${WHERE_SIGNATURES_ARE} Una suma de verificación por sí sola solo muestra que la descarga llegó entera.`,
  },
  'nothing-covers': {
    sentence: '{{name}} está en esta carpeta, pero nada lo cubre.',
    more: '',
    next: 'Elegir la firma de {{name}}…',
    how: `${WHERE_SIGNATURES_ARE} Si no hay ninguna, no toque el archivo.`,
  },
  'covers-unpacked': {
    sentence: '{{signature}} cubre {{other}}, el archivo descomprimido.',
    more: 'No podemos comprobar {{name}} tal como está.',
    next: 'Elegir {{other}}…',
    how: 'Descomprima antes {{name}}, sin abrir nada de lo que contiene.',
  },
  'dated-in-future': {
    sentence: 'La firma de {{name}} lleva una fecha futura ({{signedAt}}). ¿Va bien el reloj de este equipo?',
    more: '',
    next: 'Revisar el reloj',
    how: 'Compare la fecha y la hora de este equipo con otro reloj. Si son correctas, no abra el archivo y pregunte al proyecto.',
  },
  'signature-expired': {
    sentence: '{{signer}} fijó hasta cuándo vale la firma de {{name}}; ese plazo ya pasó.',
    more: '',
    next: 'Buscar una más reciente',
    how: WITH_NEWER_VERSION,
  },
  'text-mode': {
    sentence:
      'Partes de {{name}} podrían haberse cambiado sin que nadie lo notara: la firma de {{signer}} no cubre todos los bytes.',
    more: '',
    next: 'Pedir al editor una firma binaria',
    how: 'Los finales de línea podrían cambiarse sin que nadie lo notara; solo el editor puede hacer una firma que cubra todos los bytes.',
  },
  'key-not-allowed': {
    sentence: 'No confíe en {{name}}: la clave que lo firmó no tenía permiso para hacerlo.',
    more: '{{why}}',
    next: 'Avisar al editor',
    how: SIGNED_PROPERLY,
  },
  'unusable-input': {
    sentence: 'No pudimos usar {{input}}: {{problem}}.',
    more: '',
    next: 'Elegir otro…',
    how: 'La comprobación continúa con lo que elija.',
  },
  'unsupported-kind': {
    sentence: 'No podemos leer este tipo de firma ({{kind}}) de {{name}}.',
    more: '',
    next: 'Elegir otra firma…',
    how: 'Leemos firmas OpenPGP (.asc, .sig, .gpg) y paquetes de Sigstore (.sigstore.json), del propio archivo o de una lista como SHA256SUMS.',
  },
  'no-proof-of-time': {
    sentence: 'No confíe en {{name}}: nada prueba que el certificado de su firmante todavía fuera válido.',
    more: 'Un certificado así solo vale unos minutos. Quien consiguió su clave después podría haber firmado esto.',
    next: 'Preguntar al editor',
    how: SIGNED_PROPERLY,
  },
  'not-in-log': {
    sentence: 'No confíe en {{name}}: su firma no está en el registro en el que tiene que estar.',
    more: 'Lo que se firma así se anota en un registro para que se note un abuso. Esto quedó oculto.',
    next: 'Preguntar al editor',
    how: SIGNED_PROPERLY,
  },
  'log-not-asked': {
    sentence: 'La firma de {{name}} no lleva ninguna prueba de cuándo se hizo. Quizá esté en el registro {{log}}.',
    more: 'Esta versión no pregunta al registro por sí misma.',
    next: 'Elegir el paquete de firma…',
    how: 'Busque en la página de descargas del proyecto un paquete de firma (bundle) de la misma firma, a menudo {{name}}.sigstore.json o {{name}}.bundle: lleva la prueba.',
  },
  'no-log-known': {
    sentence:
      'La firma de {{name}} no lleva ninguna prueba de cuándo se hizo, y ningún registro conocido aquí puede tenerla.',
    more: 'El certificado solo valió unos minutos: nada muestra que se hizo en ellos.',
    next: 'Pedir otra firma',
    how: 'Un paquete de firma (bundle) de Sigstore lleva la prueba, y también lo que gitsign firma con gitsign.rekorMode offline.',
  },
  'unknown-instance': {
    sentence: '{{name}} se firmó con un Sigstore que no conocemos ({{kind}}).',
    more: '',
    next: 'Añadir esta instancia…',
    how: 'Quien la gestiona decide qué cuenta como firmado con ella: pídale sus archivos y compruebe de nuevo. O busque otra firma del mismo archivo.',
  },
  'threshold-not-met': {
    sentence: '{{name}} lleva la firma de {{have}} de los {{wanted}} firmantes que se piden.',
    more: '',
    next: 'Elegir sus firmas…',
    how: 'Busque en la página de descargas del proyecto las firmas que faltan.',
  },
  'list-incomplete': {
    sentence:
      'No tenemos ni hemos comprobado {{missing}} de los {{listed}} archivos de {{name}}. Lo que sí está aquí coincide.',
    more: '',
    next: 'Elegir los archivos que faltan…',
    how: 'Si descargó solo uno de ellos, compruebe ese archivo en lugar de la lista.',
  },
  'list-none-here': {
    sentence: 'Ninguno de los {{listed}} archivos de {{name}} está aquí: no se ha comprobado ninguna descarga.',
    more: 'Solo se ha mirado la propia lista.',
    next: 'Elegir su descarga…',
    how: 'Basta con un archivo de la lista.',
  },
  'signature-without-artifact': {
    sentence: '{{signature}} es una firma, pero el archivo que cubre ({{name}}) no está aquí.',
    more: '',
    next: 'Elegir {{name}}…',
    how: 'Es la descarga misma; suele estar en su carpeta de descargas.',
  },
  'could-not-check': {
    sentence: 'No podemos comprobar {{name}}: {{problem}}.',
    more: '',
    next: 'Intentarlo de nuevo',
    how: 'Vea si el archivo sigue ahí y si tiene permiso para leerlo.',
  },
  'tag-renamed': {
    sentence: 'No confíe en {{name}}: lo que se firmó es la etiqueta {{tag}}, no una con este nombre.',
    more: 'Alguien dio otro nombre a la etiqueta, para que una versión anterior u otra pase por esta.',
    next: 'Obtener la etiqueta otra vez del repositorio del proyecto',
    how: 'Si allí es igual, avise al proyecto.',
  },
  'tag-also-named': {
    sentence: '{{name}} es otro nombre de la etiqueta {{tag}}, que se firmó solo con ese nombre.',
    more: 'La etiqueta figura en este repositorio también con su propio nombre.',
    next: 'Comprobar la etiqueta {{tag}}',
    how: 'Lo que se firmó no dice nada del nombre {{name}}: guíese por {{tag}}.',
  },
  'object-unsigned': {
    sentence: '{{name}} no está firmado.',
    more: '',
    next: 'Preguntar al proyecto si firma',
    how: 'Muchos proyectos firman sus etiquetas y no cada commit: una etiqueta firmada responde de todo lo que llevó a ella.',
  },
  'object-log-not-asked': {
    sentence: 'Nada prueba cuándo se firmó {{name}}: su firma no lleva ninguna prueba de ello.',
    more: 'Un registro puede probarlo, si tiene la firma: {{log}}. Todo lo demás que se puede comprobar aquí se comprobó.',
    next: 'Buscarla en el registro',
    how: 'Las versiones más recientes de gitsign ponen la prueba en la propia firma (gitsign.rekorMode offline).',
  },
};

/** What each remark means, in one sentence. */
export const NOTE_TEXTS: Words<typeof en.NOTE_TEXTS> = {
  'signer-not-expected': 'Aquí nadie ha dicho que este firmante sea el correcto para este archivo.',
  'project-unclear': 'Conoce a este firmante por otro editor.',
  'signer-changed': 'Se esperaba que esto lo firmara otra persona.',
  malformed: 'Está dañado o incumple las reglas de su formato.',
  'key-instead-of-signature': 'Contiene una clave pública donde debería haber una firma.',
  'unusable-input': 'Un archivo que se indicó para esta comprobación no se pudo usar.',
  'key-expired-since': 'La clave del firmante ha caducado después de la fecha que lleva la firma.',
  'key-not-valid-then': 'La clave del firmante no era válida en la fecha que lleva la firma.',
  'key-revoked': 'La clave del firmante se revocó por robo o sin indicar un motivo.',
  'key-retired': 'El firmante ha sustituido o retirado esta clave.',
  'signature-expired': 'El plazo de la propia firma ha vencido.',
  'dated-in-future': 'La firma lleva una fecha futura.',
  'weak-digest': 'Usa un método que hoy se puede falsificar (MD5, SHA-1 o RIPEMD).',
  'weak-key': 'La clave del firmante es demasiado corta para ser segura hoy.',
  'sha1-self-signature': 'La clave del firmante se avala a sí misma solo con SHA-1.',
  'key-may-not-sign': 'La clave que hizo la firma no tenía permiso para firmar.',
  'text-mode': 'La firma trata el archivo como texto: no se notaría un cambio en los finales de línea.',
  chain: 'El certificado del firmante no lleva a una autoridad conocida.',
  sct: 'El certificado no se inscribió en un registro de certificados, como afirma.',
  'log-proof': 'La prueba de que el registro contiene esta firma es incorrecta.',
  'log-promise': 'La promesa del registro para esta firma es incorrecta.',
  checkpoint: 'El estado firmado del registro es incorrecto.',
  timestamp: 'El sello de tiempo es incorrecto.',
  'subject-mismatch': 'La declaración que se firmó trata de otro archivo.',
  'no-trusted-time': 'Nada prueba cuándo se firmó.',
  'not-logged': 'No está en ningún registro.',
  'unknown-instance': 'Se hizo con servicios que aquí no se conocen.',
  'several-signatures': 'Hay varias firmas.',
  'threshold-not-met': 'Han firmado menos firmantes de los que se piden.',
  'manifest-unsigned': 'Nada dice quién escribió la lista o la suma de verificación.',
  'not-listed': 'La lista no dice nada de este archivo.',
  'unlisted-files': 'Aquí hay archivos que la lista no nombra.',
  renamed: 'El archivo tiene otro nombre que en la lista.',
  'key-not-refreshed': 'En los últimos 90 días no se ha consultado si la clave fue revocada.',
  downgrade: 'Esta es una versión más antigua que la última que se verificó aquí.',
};
