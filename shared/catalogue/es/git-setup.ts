import type * as en from '../en/git-setup.ts';
import type { Words } from '../words.ts';

/** Setting git up for signing, on the Settings screen. */
export const GIT_SETUP: Words<typeof en.GIT_SETUP> = {
  gitSetup: {
    title: 'Git',
    text: 'El propio git puede firmar con una clave que esté aquí. Entonces git commit y git tag lo hacen como siempre, en todos los repositorios de este equipo, y git log --show-signature lo muestra.',
    absentTitle: 'Git no está instalado',
    absentText:
      'Instale git 2.34 o una versión más reciente y vuelva a mirar. La mayoría de los sistemas lo incluyen entre sus paquetes; en la página de git lo hay para todos.',
    get: 'Abrir la página de git',
    look: 'Volver a mirar',
    none: 'Git todavía no firma.',
    ours: 'Git firma con {{key}}. Se configuró aquí el {{date}}.',
    changed: 'Git se configuró aquí para {{key}} el {{date}}, y desde entonces se cambió algo.',
    changedText:
      'Mientras sea así, aquí no se deshace nada. Restablezca los ajustes marcados o configure git de nuevo, lo que los sustituye.',
    theirs: 'Git está configurado para firmar, pero no por esta aplicación.',
    theirsText: 'Aun así se puede configurar aquí. Lo que hay ahora vuelve con «Deshacer».',
    settings: 'Ajustes de git para firmar',
    changedMark: 'cambiado desde entonces',
    fromFile: 'de {{file}}',
    elsewhere:
      'Algunos vienen de un archivo distinto de sus propios ajustes. Git toma lo último que lee: si no firma como se configuró aquí, mire allí.',
    start: 'Configurar git …',
    another: 'Configurar de nuevo …',
    key: 'Firmar con',
    kind: {
      openpgp: 'clave OpenPGP',
      gnupg: 'clave de GnuPG',
      ssh: 'clave SSH',
      'ssh-agent': 'clave del agente SSH',
    },
    option: '{{name}} ({{kind}}, {{end}})',
    noKeys: 'Aquí no hay ninguna clave con la que git pueda firmar.',
    makeKey: 'Crear una clave',
    noHelper:
      'Faltan las claves que guarda esta aplicación: en Windows git no puede preguntarle. La línea de órdenes de Countersign puede configurarlo (countersign git setup).',
    commits: 'Firmar todos los commits',
    commitsText: 'Si no, solo firma git commit -S.',
    tags: 'Firmar todas las etiquetas',
    tagsText: 'Si no, solo firma git tag -s.',
    commands: 'Se ejecutan estas órdenes',
    same: 'Git ya tiene estos ajustes.',
    launcher:
      'Git recurre entonces a esta aplicación para cada firma. Cómo la encuentra está en un pequeño archivo, que se escribe primero:',
    allowedOurs: 'Con esta línea git sabe de quién es la clave. Se añade a su lista de firmantes permitidos:',
    allowedTheirs:
      'Su propia lista de firmantes permitidos queda como está. Añádale esta línea para que git sepa de quién es la clave:',
    replaced_one: 'Esto sustituye un ajuste. «Deshacer» lo devuelve:',
    replaced_other: 'Esto sustituye {{count}} ajustes. «Deshacer» los devuelve:',
    run: 'Ejecutar estas órdenes …',
    runSure: '¿Cambiar los ajustes de git para todos los repositorios de este equipo?',
    runYes: 'Ejecutarlas',
    done: {
      setUp: 'Git está configurado. Ahora git commit -S y git tag -s firman como siempre.',
      undone: 'Los ajustes de git vuelven a estar como antes.',
    },
    undo: 'Deshacer …',
    undoSure: 'Se ejecutan estas órdenes, y los ajustes de git vuelven a estar como antes:',
    undoNothing: 'Los ajustes de git ya están como antes. Solo desaparece lo que está anotado aquí.',
    undoYes: 'Deshacerlo',
    only: 'Configurado solo para un repositorio',
    use: 'Usar con git …',
  },
};
