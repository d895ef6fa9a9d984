import type * as en from '../en/publishers.ts';
import type { Words } from '../words.ts';

/** The Publishers screen. */
export const PUBLISHERS: Words<typeof en.PUBLISHERS> = {
  publishers: {
    text: 'De quién comprueba los archivos, y quién espera que los firme.',
    none: 'Todavía nadie',
    noneText: 'Un editor es alguien cuyos archivos comprueba: un proyecto, una empresa o una persona.',
    ways: {
      check: {
        title: 'Comprobar una descarga',
        text: 'Compare una vez su firmante con la página del propio proyecto. A partir de entonces se reconocen sus versiones.',
      },
      add: { title: 'Añadir un nombre', text: 'Escríbalo abajo y diga después qué clave firma sus versiones.' },
      own: {
        title: 'Crear una clave',
        text: 'Diga de quién son las versiones que firmará, y sus propios archivos se reconocerán como suyos.',
      },
    },
    name: 'Proyecto o persona',
    add: 'Añadir un editor',
    own: 'Suyo',
    pins_zero: 'Ningún firmante confirmado',
    pins_one: '{{count}} firmante esperado',
    pins_other: '{{count}} firmantes esperados',
    since: 'desde el {{date}}',
    expected: 'Firmantes esperados',
    noPins: 'Todavía no hay ningún firmante confirmado, así que nada de este editor se puede verificar.',
    noKeys: 'Aquí no hay ninguna otra clave. Añada antes la clave del firmante.',
    toKeys: 'Abrir Claves',
    pin: 'Añadir un firmante esperado',
    pinWhy:
      'Cualquiera puede crear una clave con cualquier nombre. La huella de la página del propio proyecto distingue la correcta de todas las demás.',
    pinIdentity: 'Alguien que firma con Sigstore, sin clave',
    pinKey: 'Clave',
    pinChoose: 'Elija una clave…',
    keysOf: { unexpected: 'No esperadas para nadie', elsewhere: 'Esperadas para otro editor' },
    compared: 'Qué se compara',
    unpin: 'Quitar a {{name}} de los esperados…',
    unpinSure: 'Lo que haya firmado este firmante ya no se verificará para este editor.',
    unpinYes: 'Sí, quitarlo de los esperados',
    remove: 'Quitar este editor',
    removeSure_zero: 'Se olvida. No tenía ningún firmante confirmado.',
    removeSure_one: 'Se olvida también su firmante; sus versiones ya no se verifican hasta que lo compare de nuevo.',
    removeSure_other:
      'Se olvidan también sus {{count}} firmantes; sus versiones ya no se verifican hasta que los compare de nuevo.',
    removeYes: 'Sí, quitarlo',
    how: {
      pasted: 'Se comparó con la página del proyecto el {{date}}',
      wkd: 'Se encontró igual en el dominio de la dirección el {{date}}',
      'own-key': 'Su propia clave, desde el {{date}}',
      'command-line': 'Se confirmó en la línea de órdenes el {{date}}',
      import: 'Se importó el {{date}}',
    },
    proposals: 'De confianza en GnuPG',
    proposalsText:
      'En GnuPG confía en estas claves. No se adopta nada sin preguntar: compare cada una con la página de su proyecto.',
    proposalExpect: 'Añadir a un editor…',
  },
};
