import type * as en from '../en/activity.ts';
import type { Words } from '../words.ts';

/** The Activity screen. */
export const ACTIVITY: Words<typeof en.ACTIVITY> = {
  activity: {
    none: 'Todavía no hay nada',
    notRemembered:
      'Lo que ve es válido, pero no se pudo anotar en Actividad. La próxima comprobación no sabrá de ello.',
    noneText: 'Lo que compruebe y firme figurará aquí con su resultado, y podrá abrirlo y comprobarlo de nuevo.',
    toVerify: 'Comprobar una descarga',
    toSign: 'Firmar una versión',
    find: 'Buscar por nombre',
    show: 'Mostrar',
    wanted: { all: 'Todo', signed: 'Lo firmado' },
    noneFound: 'Aquí nada tiene ese nombre.',
    outcome: {
      signed: 'Firmado',
      partly: 'Firmado en parte',
      stopped: 'Detenido',
      pending: 'Aún sin registrar',
      takenBack: 'Deshecho',
    },
    more: 'Mostrar más antiguos',
    back: 'Toda la actividad',
    again: 'Comprobar de nuevo',
    clear: 'Vaciar la lista…',
    clearSure: 'La lista se vacía. Los archivos y las claves se quedan.',
    clearYes: 'Sí, vaciarla',
  },
};
