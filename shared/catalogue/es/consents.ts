import type * as en from '../en/consents.ts';
import type { Words } from '../words.ts';

/** Lo que puede hacerse público, lo que nunca, y lo que queda de los inicios de sesión, en los ajustes. */
export const CONSENTS: Words<typeof en.CONSENTS> = {
  consents: {
    title: 'Lo que se hace público',
    text: 'Un registro público muestra para siempre quién firmó qué. No se envía nada allí sin que lo acepte.',
    never: 'Nunca público',
    neverText: 'De estas carpetas nada va a un registro público, aunque en otro lugar se haya aceptado.',
    forbid: 'Añadir una carpeta…',
    since: 'Desde el {{date}}',
    allow: 'Quitar…',
    allowSure: '¿Quitar {{path}} de la lista? Lo que se firme allí podrá hacerse público, si lo acepta.',
    allowYes: 'Quitar',
    agreed: 'Aceptado sin volver a preguntar',
    agreedNone: 'Nada: se pregunta cada vez.',
    who: '{{identity}}, con sesión iniciada en {{provider}}',
    in: { folder: 'en la carpeta {{path}}', repository: 'en el repositorio {{path}}' },
    agreedOn: 'en el registro de {{instance}}, aceptado el {{date}}',
    withdraw: 'Volver a preguntar',
    logins: 'Inicios de sesión',
    loginsNone: 'Nadie ha iniciado sesión aquí.',
    loginsText:
      'Quién inició sesión por última vez, según recuerda este equipo. También se recuerda, como ajuste, la manera de iniciar sesión elegida por última vez: no es un secreto.',
    loginAt: 'en {{instance}}, {{when}}',
    nameOnly:
      'Solo se guarda el nombre. La sesión en sí terminó en minutos; al firmar se inicia de nuevo, una vez para todos los archivos.',
    keptUntil: 'La sesión se guarda hasta {{when}}, protegida como sus claves. Hasta entonces se usa al firmar.',
    logOut: 'Cerrar sesión…',
    logOutSure:
      '¿Olvidar aquí estas sesiones? El navegador sigue con la sesión abierta en el proveedor; ciérrela también allí si lo desea.',
    logOutYes: 'Cerrar sesión',
  },
};
