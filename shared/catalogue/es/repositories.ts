import type * as en from '../en/repositories.ts';
import type { Words } from '../words.ts';

/** La pantalla de repositorios alrededor de las tarjetas. */
export const REPOSITORIES: Words<typeof en.REPOSITORIES> = {
  repositories: {
    emptyTitle: 'Suelte aquí un repositorio',
    emptyText: 'Aquí se verá qué etiquetas y commits están firmados, por quién, y si es quien debería ser.',
    choose: 'Elegir una carpeta …',
    steps: {
      clone: {
        title: 'Clonarlo como siempre',
        text: 'Vale cualquier carpeta de git: un árbol de trabajo, un repositorio bare o un submódulo.',
      },
      drop: {
        title: 'Soltar aquí su carpeta',
        text: 'Mirarla no cambia ni ejecuta nada de lo que hay en ella, y nada sale de este equipo.',
      },
      read: {
        title: 'Decir de quién es',
        text: 'Entonces un firmante a quien espera pone en verde sus etiquetas y commits; un desconocido, nunca.',
      },
    },
    another: 'Abrir otro …',
    again: 'Leer de nuevo',
    asFiles: 'Comprobar mejor sus archivos',
    isFolder: 'Soltó un repositorio; aquí están sus etiquetas y commits.',
    whose: 'Este repositorio debería venir de',
    unsaid: 'sin elegir',
    kind: { worktree: 'Repositorio', linked: 'Árbol de trabajo enlazado', bare: 'Repositorio bare' },
    sha256: 'ID de objeto SHA-256',
    shallow: 'Un clon superficial (shallow): los commits más antiguos no están aquí y no se comprueban.',
    lists: 'Qué se muestra',
    list: { tags: 'Etiquetas', commits: 'Commits' },
    unsigned_one: '{{count}} sin firmar',
    unsigned_other: '{{count}} sin firmar',
    waiting_one: '{{count}} aún sin comprobar',
    waiting_other: '{{count}} aún sin comprobar',
    none: { tags: 'Aquí no hay etiquetas.', commits: 'Aquí no hay commits.' },
    noneShown: 'Aquí no coincide nada.',
    state: {
      verified: 'Auténtico',
      untrusted: 'Sin confirmar',
      invalid: 'No confiar',
      incomplete: 'Sin probar',
      unsigned: 'Sin firmar',
      waiting: 'Aún sin comprobar',
    },
    by: '{{state}}: {{who}}',
    filter: 'Mostrar por estado',
    everything: 'Todo',
    search: 'Buscar por nombre, palabras o persona',
    found_one: '{{count}} encontrado',
    found_other: '{{count}} encontrados',
    rows: { tags: 'Etiquetas, las más recientes primero', commits: 'Commits, los más recientes primero' },
    reading: 'Leyendo el repositorio',
    checking: 'Comprobando firmas',
    checked_one: '{{done}} de {{count}} comprobado',
    checked_other: '{{done}} de {{count}} comprobados',
    cancelled: 'Lectura detenida. Lo que quedó sin comprobar figura como tal.',
    chooseRow: 'Elija una etiqueta o un commit para leer quién lo firmó y cómo lo sabemos.',
    opening: 'Comprobando …',
    chosen: 'La etiqueta o el commit elegido',
    made: '{{date}}, por {{who}}',
    madeUndated: 'Por {{who}}',
    object: 'ID del objeto',
    saysGit: 'Letra de git',
    letter: {
      G: 'Correcta, de un firmante esperado.',
      B: 'Incorrecta.',
      U: 'Correcta, de un firmante que nadie ha confirmado.',
      X: 'Correcta, pero caducada.',
      Y: 'Correcta, con una clave caducada.',
      R: 'Correcta, con una clave revocada.',
      E: 'No se puede comprobar.',
      N: 'Sin firma.',
    },
  },
  nowGit: { wait: 'No se fíe todavía.', never: 'No lo use.' },
  adviceGit: {
    fetchAgain: 'Obténgalo otra vez del repositorio del proyecto, o clónelo de nuevo.',
    openAgain: 'Abra aquí esa copia.',
    keepOld: 'Guarde lo que tiene: puede que el proyecto quiera verlo.',
    lookForNewer: 'Obtenga las etiquetas más recientes del proyecto y mire esas.',
    newKeyPage: 'Busque en la página del propio proyecto su clave nueva.',
    tellThem:
      'Si vuelve a ser igual, cuente al proyecto lo que ha visto. En «Cómo lo sabemos» se puede guardar un registro para ello.',
    tellWhat: 'Cuente al proyecto lo que ha visto. En «Cómo lo sabemos» se puede guardar un registro para ello.',
    lookAtClock: 'Según este equipo, hoy es {{nowAt}}. Compare su fecha y su hora con otro reloj.',
    clockWrong: 'Si están mal, corríjalas y compruebe de nuevo.',
    clockRight: 'Si están bien, pregunte al proyecto. No adelante el reloj.',
    askThem: 'Pregunte al proyecto cuáles de sus etiquetas están firmadas y por quién.',
  },
  chainGit: { tag: 'La etiqueta', commit: 'El commit', object: 'Su ID, calculado de su contenido' },
  linkGit: { noSignature: 'No hay ninguna.', broken: 'El objeto incumple las reglas de git.' },
  askLog: {
    tells:
      'Esto consulta por la red a {{log}} y, si no tiene nada, a otros registros de la misma instancia de Sigstore. Reciben el certificado del firmante, donde consta quién es, y la dirección de red de este equipo.',
    nothingElse:
      'No se envía nada más del repositorio. Si el registro tiene la firma, el certificado ya es público allí.',
    do: 'Consultar el registro',
    asking: 'Consultando el registro …',
    openFirst: 'Para buscarla en el registro, abra el repositorio en «Repositorios».',
  },
  cardGit: {
    unchangedMeaning: 'Si es, hasta el último byte, lo que se firmó.',
    unchangedNo: 'No. No es lo que se firmó.',
    hiddenInName:
      'Este nombre contiene caracteres ocultos, que aquí se muestran como recuadros. Pueden hacer que parezca otro nombre.',
  },
  compareGit: {
    how: 'Abra el sitio web del propio proyecto por una dirección que conozca, no por un enlace del repositorio. Copie ahí la huella completa de su clave de firma y péguela aquí.',
    publisher: '¿De quién es este repositorio?',
  },
  identityGit: {
    how: 'Abra el sitio web del propio proyecto por una dirección que conozca, no por un enlace del repositorio. Copie lo que dice sobre quién firma sus etiquetas y commits, o toda su orden para comprobarlos, y péguelo aquí.',
    different:
      'Alto: no es lo mismo. Esto no lo firmó quien nombra la página del proyecto. No lo use y vuelva a mirar la dirección de la página.',
    'not-a-release':
      'No se firmó para el propio proyecto, sino para un cambio que cualquiera puede proponer. No lo use.',
    'built-for-branch':
      'Es el repositorio correcto, pero se firmó para una de sus ramas, y la página no dice nada de eso. Si la página nombra esta rama, elija «Nombra un repositorio» e indíquela.',
  },
  sayWhetherGit: {
    where: '¿De dónde sacó este repositorio?',
    wrongYes:
      'Diga que sí solo si lo clonó de ahí: tras un sí equivocado, todo se juzga según a quién espera para {{elsewhere}}.',
    unknownThen: 'Entonces no lo use. Mire dónde dice el proyecto que está su repositorio y obténgalo de ahí.',
  },
};
