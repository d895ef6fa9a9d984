import type * as en from '../en/verify.ts';
import type { Words } from '../words.ts';

/** The Verify screen around its cards. */
export const VERIFY: Words<typeof en.VERIFY> = {
  verify: {
    emptyTitle: 'Suelte aquí una descarga',
    emptyText: 'Leerá quién la hizo y si alguien la ha cambiado desde entonces.',
    chooseFiles: 'Elegir archivos…',
    chooseFolder: 'Elegir una carpeta…',
    steps: {
      fetch: {
        title: 'Descargue también su firma',
        text: 'En la página de descargas, busque un archivo pequeño que termine en .asc, .sig o .sigstore.json, o una lista como SHA256SUMS acompañada de uno.',
      },
      drop: {
        title: 'Suelte aquí ambas cosas',
        text: 'También puede ser una carpeta, y también se puede pegar. Countersign encuentra lo que está junto a un archivo.',
      },
      read: {
        title: 'Lea una sola frase',
        text: 'Dice si se debe abrir el archivo y qué hacer ahora. Nada sale de este equipo.',
      },
    },
    newCheck: 'Nueva comprobación',
    addFiles: 'Añadir archivos…',
    checkAgain: 'Comprobar de nuevo',
    publisher: 'Estos archivos deberían venir de',
    publisherUnsaid: 'sin elegir',
    publisherRecognised: '{{publisher}} (como la última vez)',
    cancelled: 'Detuvo esta comprobación.',
    cancelledSome: 'Lo que ya se había mirado está abajo. No se cambió nada.',
    cancelledNone: 'Todavía no se había mirado ningún archivo. No se cambió nada.',
    nothingTitle: 'Aquí no había nada que comprobar.',
    nothing: 'Las firmas y las claves solas no dicen nada de un archivo. Añada el archivo que quiere comprobar.',
  },
  summary: {
    count: {
      verified_one: '{{count}} auténtico',
      verified_other: '{{count}} auténticos',
      invalid_one: '{{count}} no fiable',
      invalid_other: '{{count}} no fiables',
      untrusted_one: '{{count}} sin confirmar',
      untrusted_other: '{{count}} sin confirmar',
      incomplete_one: '{{count}} sin probar',
      incomplete_other: '{{count}} sin probar',
    },
    filter: 'Mostrar por veredicto',
    everything: 'Todos',
    search: 'Buscar un archivo por su nombre',
    found_one: '{{count}} archivo encontrado',
    found_other: '{{count}} archivos encontrados',
    list: 'Resultados, los peores primero',
    chosen: 'El resultado elegido',
  },
};
