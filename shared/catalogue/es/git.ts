import type * as en from '../en/git.ts';
import type { Words } from '../words.ts';

const AGAIN = {
  next: 'Obtenerlo otra vez del repositorio del proyecto',
  how: 'Si allí es igual, avise al proyecto.',
};
const PROPERLY = { next: 'Avisar al proyecto', how: 'Pida una firma hecha correctamente.' };
const SAME_KEY =
  'Entre por una dirección que conozca. La misma clave entera: este firmante se reconocerá a partir de ahora. Otra, o ninguna: no lo use.';

/** Lo que dice una tarjeta de una etiqueta o un commit donde no sirven las palabras para archivos. */
export const GIT_SENTENCES: Words<typeof en.GIT_SENTENCES> = {
  'verified-build': {
    sentence:
      '{{builder}} firmó {{name}} el {{signedAt}} para el repositorio {{repository}} ({{ref}}) de {{publisher}}.',
  },
  'verified-build-for-call': {
    sentence:
      '{{builder}} firmó {{name}} el {{signedAt}} para el repositorio {{repository}} ({{ref}}), tal como se indicó.',
  },
  'first-time': { how: SAME_KEY },
  'first-time-unnamed': { how: SAME_KEY },
  'first-time-identity': {
    sentence: '{{identity}} firmó {{name}} tras iniciar sesión con {{provider}}. ¿Es quien firma por este proyecto?',
    how: 'Entre por una dirección que conozca. La misma identidad y el mismo inicio de sesión: este firmante se reconocerá a partir de ahora. Otra, o ninguna: no lo use.',
  },
  'first-time-build': {
    sentence: '{{builder}} firmó {{name}} para el repositorio {{repository}} ({{ref}}). ¿Viene {{name}} de ahí?',
    how: 'Entre por una dirección que conozca. El mismo repositorio: lo que compile se reconocerá a partir de ahora. Otro, o ninguno: no lo use.',
  },
  'proof-broken': AGAIN,
  'known-elsewhere': {
    more: '¿Este repositorio es de {{elsewhere}}?',
    how: 'Guíese por el sitio de donde lo clonó, no por lo que dice su nombre. Si no está seguro, no lo use.',
  },
  'key-retired': {
    next: 'Buscar algo firmado con la clave nueva de {{signer}}',
    how: 'Busque en la página del propio proyecto la clave nueva.',
  },
  'key-not-allowed': PROPERLY,
  'no-proof-of-time': PROPERLY,
  'not-in-log': PROPERLY,
  'text-mode': {
    next: 'Avisar al proyecto',
    how: 'Los finales de línea podrían cambiarse sin que nadie lo notara. El propio git nunca firma así.',
  },
  'weak-method': {
    next: 'Buscar una etiqueta más reciente',
    how: 'Las más recientes suelen estar firmadas con un método más seguro.',
  },
  'signer-changed': {
    more: 'Desde el {{since}}, el firmante esperado para {{publisher}} es {{expected}}. Esto está firmado con otra clave: {{signer}}. Cualquiera puede elegir cualquier nombre.',
  },
  'signer-changed-identity': {
    more: 'Desde el {{since}}, el firmante esperado para {{publisher}} es {{expected}}. Esto lo firmó otra identidad: {{signer}}.',
  },
  tampered: {
    sentence: 'No confíe en {{name}}: no corresponde a su firma, que nombra a {{signer}}.',
    ...AGAIN,
  },
  'key-revoked': {
    sentence: 'No confíe en {{name}}: la clave de {{signer}} se declaró robada.',
    next: 'Buscar algo firmado con una clave nueva',
    how: 'Busque en la página del propio proyecto su clave nueva.',
  },
  'signature-malformed': {
    sentence: 'No confíe en {{name}}: el propio objeto o su firma está dañado o incumple las reglas de su formato.',
    ...AGAIN,
  },
  'dated-in-future': {
    how: 'Compare la fecha y la hora de este equipo con otro reloj. Si son correctas, pregunte al proyecto.',
  },
  'signature-expired': { how: 'Puede que haya etiquetas más recientes firmadas de nuevo.' },
  'unsupported-kind': {
    next: 'Pedir otra firma al proyecto',
    how: 'Leemos firmas OpenPGP y SSH de etiquetas y commits, y las que hace gitsign.',
  },
  'unknown-instance': {
    how: 'Quien la gestiona decide qué cuenta como firmado con ella: obtenga allí lo que necesita y compruebe de nuevo.',
  },
  'could-not-check': { how: 'Puede que el repositorio esté dañado. Un clon nuevo lo muestra.' },
};

/** Observaciones cuyas palabras para archivos no sirven para una etiqueta o un commit. */
export const GIT_NOTES: Words<typeof en.GIT_NOTES> = {
  'signer-not-expected': 'Nadie ha dicho aquí que este firmante sea el correcto para este repositorio.',
  'text-mode': 'La firma cubre solo el texto: no se notaría un cambio en los finales de línea.',
  renamed: 'La etiqueta tiene aquí otro nombre que el que se firmó.',
};
