import type { LOGIN as EN_LOGIN } from '../en/login.ts';
import type { Words } from '../words.ts';

/** El inicio de sesión, y lo que se hace público con una firma registrada. */
export const LOGIN: Words<typeof EN_LOGIN> = {
  login: {
    title: 'Iniciar sesión en el navegador',
    text: 'Allí se ha abierto una página. Dirá cuándo ha iniciado sesión; entonces vuelva aquí.',
    notOpened: 'Aquí no se pudo abrir ningún navegador. Copie la dirección en uno, o use un código.',
    again: 'Los diez minutos de la última sesión han pasado. Inicie sesión otra vez y la firma continuará.',
    codeTitle: 'Iniciar sesión con un código',
    codeText: 'Abra esta dirección en cualquier dispositivo y escriba el código.',
    address: 'Dirección',
    code: 'Código',
    copyAddress: 'Copiar la dirección',
    openAgain: 'Abrir la página otra vez',
    waiting: 'Esperando el inicio de sesión',
    left: 'Esperamos {{time}} más. Lo ya firmado se conserva.',
    other: {
      device: 'Usar mejor un código en otro dispositivo',
      browser: 'Usar mejor el navegador de este equipo',
    },
    stop: 'Detener la firma',
  },
  publish: {
    title: 'Esto se hace público para siempre',
    text: 'Cualquiera puede leerlo, y nadie puede retirarlo. Todavía no se ha enviado nada.',
    privateTitle: 'Esto queda en los registros de {{instance}}',
    withinText: 'Quien pueda leer esos registros lo verá, y nadie puede retirarlo. Todavía no se ha enviado nada.',
    whoTitle: 'Ha iniciado sesión',
    agreedBefore: 'Ya aceptó antes lo que se hace público al firmar en este lugar. Todavía no se ha enviado nada.',
    who: 'Quién',
    loggedIn: 'con sesión de {{provider}} (emisor {{issuer}})',
    key: 'Clave',
    what: 'Qué',
    more_one: 'y {{count}} archivo más, con su propio resumen',
    more_other: 'y {{count}} archivos más, cada uno con su propio resumen',
    where: 'Dónde',
    log: 'el registro de {{host}}',
    certificates: 'un registro público de certificados',
    certificatesWithin: 'su registro de certificados',
    entry: 'La entrada exacta',
    entryHint: '«…» está en lugar de lo que se crea solo si acepta: la firma y el certificado que lleva su nombre.',
    private: '¿Es una versión privada?',
    privateText:
      'Entonces no acepte. Use una instancia privada, o firme con una clave y sin registro. En los ajustes se puede marcar una carpeta como nunca pública.',
    remember_one: 'No volver a preguntar por este firmante en {{place}}',
    remember_other: 'No volver a preguntar por este firmante en estas {{count}} carpetas',
    another: 'Usar otra cuenta',
    do: 'Publicar y firmar',
    doWithin: 'Firmar',
    doKnown: 'Firmar',
  },
};
