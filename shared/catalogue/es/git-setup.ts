import type * as en from '../en/git-setup.ts';
import type { Words } from '../words.ts';

/** Setting git up for signing, on the Settings screen. */
export const GIT_SETUP: Words<typeof en.GIT_SETUP> = {
  gitSetup: {
    title: 'Git',
    text: 'El propio git puede firmar con una clave que esté aquí, o con un inicio de sesión en el navegador. Entonces git commit y git tag lo hacen como siempre, en todos los repositorios de este equipo, y git log --show-signature lo muestra.',
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
      'Faltan las claves que guarda esta aplicación y el inicio de sesión en el navegador: en Windows git no puede preguntarle. La línea de órdenes de Countersign puede configurarlo (countersign git setup).',
    commits: 'Firmar todos los commits',
    commitsText: 'Si no, solo firma git commit -S.',
    tags: 'Firmar todas las etiquetas',
    tagsText: 'Si no, solo firma git tag -s.',
    login: {
      option: 'Sin clave: un inicio de sesión en el navegador cada vez',
      ours: 'Git firma con un inicio de sesión en el navegador, del que responde {{instance}}. Se configuró aquí el {{date}}.',
      changed:
        'Git se configuró aquí el {{date}} para un inicio de sesión en el navegador, del que responde {{instance}}, y desde entonces se cambió algo.',
      title: 'Qué significa firmar con un inicio de sesión',
      public:
        'Con cada firma se hace público para siempre quién inició la sesión (la dirección de correo o la cuenta), cuándo, y el resumen del commit o de la etiqueta. Su texto y sus archivos no se hacen públicos.',
      private:
        'Con cada firma queda para siempre en los registros de {{instance}}, para quienes puedan leerlos, quién inició la sesión (la dirección de correo o la cuenta), cuándo, y el resumen del commit o de la etiqueta. Su texto y sus archivos no.',
      hosts:
        'GitHub y GitLab muestran esos commits y etiquetas como «Unverified»: no conocen los certificados de Sigstore. Quien los compruebe con Countersign o gitsign verá quién firmó.',
      asks: 'Cada vez se abre el navegador o, si no lo hay, se muestra un código. Después, en la terminal donde se ejecuta git se muestra lo que se hace público y se pregunta. Ctrl+C allí lo termina, y también cinco minutos sin inicio de sesión; entonces no se firma nada.',
      editor:
        'Los editores que ejecutan git no tienen una terminal donde preguntar. Firme una vez en una terminal y responda con a: en ese repositorio ya no se volverá a preguntar.',
      never: 'Se rechazan los repositorios que están en una carpeta que figura aquí en «Nunca público».',
      publisher:
        'Un inicio de sesión no es una clave suya. Para que git dé por bueno lo que firme con él, elija un editor para el que espere ese inicio de sesión; indíquelo antes en Editores.',
      commits: 'Cada commit exige entonces un inicio de sesión. Si no, solo lo pide git commit -S.',
      tags: 'Cada etiqueta exige entonces un inicio de sesión. Si no, solo lo pide git tag -s.',
    },
    publisher: 'A quién da git por bueno',
    publisherNone: 'Solo mis propias claves',
    publisherText: 'Con un editor, también a quienes se espera para él.',
    counting: 'Git da por buenos a quienes espera para {{publisher}} y sus propias claves.',
    publisherOnly: 'Los ajustes de git quedan como están. Solo cambia a quién da git por bueno.',
    publisherDo: 'Guardar eso',
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
