import type * as en from '../en/pending.ts';
import type { Words } from '../words.ts';

/** Lo que está firmado y aún no consta en el registro. */
export const PENDING: Words<typeof en.PENDING> = {
  pending: {
    title: 'Firmado, aún sin registrar',
    text_one:
      'No se pudo enviar esta firma a ningún registro. Se guarda aquí; su paquete de firma se escribirá cuando un registro la tenga.',
    text_other:
      'No se pudieron enviar estas {{count}} firmas a ningún registro. Se guardan aquí; sus paquetes de firma se escribirán cuando un registro las tenga.',
    signed: 'Firmado: {{when}}, para el registro de {{instance}}',
    instanceGone:
      '{{instance}} ya no está entre sus instancias de Sigstore. Puede añadirla de nuevo en los ajustes para registrar esto, u olvidarlo.',
    log_one: 'Registrar ahora',
    log_other: 'Registrar las {{count}} ahora',
    offline: 'La red está desactivada.',
    logged_one: 'Registrado: su paquete de firma está escrito y comprobado.',
    logged_other: 'Registrado: {{count}} paquetes de firma están escritos y comprobados.',
    notLogged_one: 'No se pudo registrar {{count}} firma: al lado figura por qué.',
    notLogged_other: 'No se pudieron registrar {{count}} firmas: junto a cada una figura por qué.',
    why: {
      'already-exists': {
        title: 'Donde va su paquete de firma hay ahora otro archivo.',
        advice: 'Se dejó como está. Muévalo y registre esto de nuevo, u olvide esta firma.',
      },
      'not-found': {
        title: 'El archivo firmado ya no está.',
        advice: 'Devuélvalo a su sitio y registre esto de nuevo, u olvide su firma.',
      },
    },
    forget: 'Olvidar…',
    forgetSure:
      '¿Olvidar la firma de {{name}}? Ya no se podrá registrar; para tener un paquete de firma hay que firmar de nuevo el archivo.',
    forgetYes: 'Olvidar',
    settled: 'Desde entonces se registraron o se olvidaron.',
    strip_one: '{{count}} sin registrar',
    strip_other: '{{count}} sin registrar',
  },
};
