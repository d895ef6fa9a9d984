import type * as en from '../en/help.ts';
import type { Words } from '../words.ts';

/** The help beside the content: its frame and its question marks. */
export const HELP: Words<typeof en.HELP> = {
  help: {
    title: 'Ayuda',
    about: 'Ayuda: {{what}}',
    back: 'Atrás',
    all: 'Todos los temas',
    close: 'Cerrar la ayuda',
    topics: {
      overview: 'Todos los temas',
      'check-a-download': 'Comprobar una descarga',
      'find-a-signature': 'Encontrar la firma en una página de descargas',
      'compare-a-fingerprint': 'Comparar una huella',
      verdicts: 'Qué significa cada veredicto',
      'what-genuine-does-not-mean': 'Qué no significa un veredicto verde',
      repositories: 'Mirar un repositorio de git',
      'git-policy': 'Una política para etiquetas y commits',
      'sign-a-release': 'Firmar una versión',
      sigstore: 'Sigstore: firmar iniciando sesión o con una clave',
      'what-is-stored': 'Qué se guarda y dónde',
      'move-to-another-machine': 'Copias de seguridad y cambio de equipo',
      'keyboard-and-gestures': 'Teclado y gestos',
    },
    names: {
      threeLines: 'las tres líneas',
      thisVerdict: 'este veredicto y qué hacer ahora',
      askLog: 'Buscar una firma en un registro',
      lookUp: 'buscar una clave',
      signOptions: 'qué se escribe',
      signTag: 'firmar una etiqueta',
      signCommits: 'firmar commits de nuevo',
      instructions: 'qué necesitan sus usuarios',
      life: 'cuánto vale una clave',
      backup: 'la copia de seguridad',
      revocation: 'el certificado de revocación',
      publisher: 'qué es un editor',
      expectIdentity: 'qué firmante se espera',
      instances: 'las instancias de Sigstore',
      notLogged: 'lo que aún no está registrado',
      published: 'qué se hace público',
      gitSetup: 'configurar git para firmar',
    },
  },
};
