import type * as en from '../en/error.ts';
import type { Words } from '../words.ts';

/** The words for every error code. */
export const ERRORS: Words<typeof en.ERRORS> = {
  cancelled: { title: 'Detenido.', advice: 'Se detuvo a petición suya. No quedó nada a medio escribir.' },
  usage: {
    title: 'Así no se puede hacer.',
    advice: 'Revise lo que escribió o eligió, cámbielo (un nombre puede ser demasiado largo) e inténtelo de nuevo.',
  },
  'not-found': {
    title: 'El archivo ya no está ahí.',
    advice: 'Se movió, se eliminó o cambió de nombre. Elíjalo de nuevo.',
  },
  'not-a-file': {
    title: 'Esto no es un archivo corriente.',
    advice: 'Aquí no se pueden usar carpetas, dispositivos ni tuberías. Elija un archivo.',
  },
  unreadable: {
    title: 'Esto no se puede abrir.',
    advice:
      'Countersign no tiene permiso, o el disco no lo entrega. Revise los permisos y el disco, o cópielo a un lugar propio, e inténtelo de nuevo.',
  },
  'read-only': {
    title: 'En este lugar no se puede escribir.',
    advice: 'Elija otra carpeta, o permita escribir en esta. No se cambió nada.',
  },
  'disk-full': {
    title: 'El disco está lleno.',
    advice: 'Haga sitio e inténtelo de nuevo. Lo que había antes no ha cambiado.',
  },
  'already-exists': {
    title: 'Ya existe un archivo con este nombre.',
    advice: 'Se dejó como está. Elija otro nombre, o indique que se puede reemplazar.',
  },
  'changed-while-read': {
    title: 'El archivo cambió mientras se leía.',
    advice: 'Espere a que terminen la descarga o la compilación e inténtelo de nuevo.',
  },
  'too-large': {
    title: 'Esto es demasiado grande.',
    advice: 'Use menos archivos, o más pequeños, e inténtelo de nuevo.',
  },
  malformed: {
    title: 'Este archivo no es lo que debería ser.',
    advice: 'Está dañado, o es otra cosa. Consígalo de nuevo, o elija otro.',
  },
  unsupported: {
    title: 'Esta versión no puede leer ese tipo.',
    advice: 'Que sepamos, a su archivo no le pasa nada. Búsquelo en otro formato.',
  },
  'not-text': {
    title: 'Este archivo no es de texto.',
    advice:
      'Una copia legible con la firma dentro solo puede hacerse de un texto. Elija en su lugar una firma junto al archivo.',
  },
  'no-signing-key': {
    title: 'No hay ninguna clave con la que firmar.',
    advice: 'Cree una clave o importe una en Claves; después, inténtelo de nuevo.',
  },
  'key-not-found': { title: 'No tenemos esa clave.', advice: 'Impórtela o búsquela en Claves.' },
  'key-ambiguous': {
    title: 'Hay más de una clave posible.',
    advice: 'Indique la clave con su huella completa.',
  },
  'key-expired': {
    title: 'Esta clave ha caducado.',
    advice: 'Prolónguela en Claves, o use otra. No se firmó nada.',
  },
  'key-revoked': {
    title: 'Esta clave se revocó.',
    advice: 'No se puede volver a usar. Use otra clave. No se firmó nada.',
  },
  'key-exists': { title: 'Esta clave ya está aquí.', advice: 'No se cambió nada.' },
  'no-secret-part': {
    title: 'La parte secreta de esta clave no está aquí.',
    advice: 'Conecte el token que la contiene, o importe la clave secreta. No se firmó nada.',
  },
  'wrong-passphrase': {
    title: 'Esa frase de contraseña no es correcta.',
    advice: 'Revise las mayúsculas y la distribución del teclado, y escríbala de nuevo.',
  },
  'passphrase-needed': {
    title: 'Hace falta una frase de contraseña.',
    advice: 'Escriba la frase de contraseña e inténtelo de nuevo.',
  },
  'keychain-absent': {
    title: 'En este equipo no responde ningún llavero.',
    advice: 'Establezca en su lugar una frase de contraseña; sus claves se guardan entonces cifradas con ella.',
  },
  'keychain-locked': {
    title: 'El llavero está bloqueado.',
    advice: 'Desbloquéelo e inténtelo de nuevo; no se firmó nada.',
  },
  'store-locked': {
    title: 'Sus claves están bloqueadas.',
    advice: 'Desbloquéelas e inténtelo de nuevo; no se firmó nada.',
  },
  'store-damaged': {
    title: 'Un archivo en el que Countersign guarda sus claves o editores está dañado.',
    advice: 'No se cambió nada. Restaure una copia de seguridad: lo dañado primero se aparta, nunca se elimina.',
  },
  'store-newer': {
    title: 'Sus claves las guardó por última vez una versión más reciente de Countersign.',
    advice: 'Use esa versión o una más reciente. No se cambió nada.',
  },
  'store-busy': {
    title: 'Otro Countersign está guardando en este momento.',
    advice: 'Espere a que termine e inténtelo de nuevo.',
  },
  'gnupg-absent': {
    title: 'GnuPG no está instalado.',
    advice: 'Instale GnuPG para usar sus claves y los tokens. Las claves que guarda Countersign funcionan sin él.',
  },
  'gnupg-agent': {
    title: 'El agente de GnuPG no responde.',
    advice:
      'Ejecute «gpgconf --kill all» o cierre la sesión y vuelva a entrar; después, inténtelo de nuevo. No se firmó nada.',
  },
  'gnupg-pinentry': {
    title: 'GnuPG no pudo pedir el PIN o la frase de contraseña.',
    advice:
      'Instale un programa pinentry, o deje que pregunte esta ventana: Ajustes, «Quién pide los PIN y las frases de contraseña de GnuPG». No se firmó nada.',
  },
  'gnupg-failed': {
    title: 'GnuPG no pudo hacerlo.',
    advice: 'Lo que dijo está en los detalles. No se firmó nada.',
  },
  'ssh-agent-absent': {
    title: 'El agente SSH no responde.',
    advice: 'Inícielo y añada su clave (ssh-add); después, inténtelo de nuevo. No se firmó nada.',
  },
  'ssh-agent-refused': {
    title: 'El agente SSH no firmó.',
    advice:
      'Quizá esté bloqueado (ssh-add -X lo desbloquea), se respondió que no a su pregunta o no se tocó a tiempo la llave de seguridad. No se firmó nada.',
  },
  'git-absent': {
    title: 'Git no está instalado.',
    advice: 'Instale git para comprobar etiquetas y commits. Todo lo demás funciona sin él.',
  },
  'git-failed': {
    title: 'Git no pudo leer este repositorio.',
    advice:
      'Puede que esté dañado o que no se permita leerlo. Lo que dijo git está en el texto técnico; no se cambió nada.',
  },
  'git-too-old': {
    title: 'Este git es demasiado antiguo.',
    advice:
      'Instale git 2.25 o posterior para comprobar etiquetas y commits. Algunos repositorios necesitan uno aún más nuevo. Todo lo demás funciona sin él.',
  },
  'git-settings-changed': {
    title: 'La configuración de git cambió entretanto.',
    advice: 'No se cambió nada. Mírela con «git config --list --show-origin» y empiece de nuevo.',
  },
  'git-helper-unusable': {
    title: 'Git no recibe aquí respuesta nuestra.',
    advice:
      'Para una clave que guarda esta aplicación, y para un inicio de sesión, git inicia la aplicación mediante un pequeño archivo de su carpeta. No respondió: quizá la aplicación se movió o se actualizó mientras estaba abierta, o desde esa carpeta no se pueden iniciar programas. Inicie de nuevo la aplicación y vuelva a configurar git. No se cambió nada en los ajustes de git.',
  },
  'git-helper-absent': {
    title: 'En Windows git no puede preguntar a esta aplicación.',
    advice:
      'Allí git no llega a un programa que tiene una ventana. Elija una clave de GnuPG o del agente SSH; o instale Node y configure git en la línea de órdenes de Countersign: countersign git setup. No se cambió nada en los ajustes de git.',
  },
  'no-repository': {
    title: 'Aquí no hay ningún repositorio de git.',
    advice: 'Elija la carpeta que creó «git clone».',
  },
  'tag-exists': {
    title: 'Ya hay una etiqueta con este nombre.',
    advice: 'Se dejó como estaba. Elija otro nombre o indique que esta etiqueta se puede reemplazar.',
  },
  'ref-moved': {
    title: 'La rama o la etiqueta cambió mientras tanto.',
    advice: 'Alguien u otra cosa la cambió, así que se dejó como está. Mírela otra vez y empiece de nuevo.',
  },
  'already-published': {
    title: 'Estos commits están publicados.',
    advice:
      'Puede que otros ya los tengan. Firmados de nuevo son otros commits, que solo se pueden enviar con «git push --force». No se cambió nada; quien quiera hacerlo lo confirma una segunda vez.',
  },
  'git-unfinished': {
    title: 'En este repositorio hay algo sin terminar.',
    advice:
      'Un rebase, una fusión o algo parecido cuenta con que la rama siga donde está. Terminarlo o abandonarlo («git status» dice cómo) y empezar de nuevo. No se cambió nada.',
  },
  'branch-elsewhere': {
    title: 'Esta rama está activa en otra carpeta.',
    advice: 'Puede que alguien esté trabajando allí. Abra aquí esa carpeta y firme allí. No se cambió nada.',
  },
  'history-cut': {
    title: 'Los commits anteriores no están aquí.',
    advice:
      'Es un clon superficial. El resto se trae con «git fetch --unshallow»; o firme solo lo más nuevo. No se cambió nada.',
  },
  'too-many-commits': {
    title: 'Son demasiados commits.',
    advice: 'Se firman de nuevo diez mil como mucho de una vez. Empiece por uno más nuevo. No se cambió nada.',
  },
  'no-tagger': {
    title: 'Git no sabe quién es usted.',
    advice: 'Toda etiqueta dice quién la hizo. Escriba un nombre y una dirección de correo.',
  },
  'card-absent': {
    title: 'El token no está conectado.',
    advice: 'Conéctelo e inténtelo de nuevo. No se firmó nada.',
  },
  'card-pin-wrong': {
    title: 'Ese PIN no es correcto.',
    advice: 'Se envió una vez y no se volverá a enviar por sí solo. Mire cuántos intentos quedan antes del siguiente.',
  },
  'card-pin-blocked': {
    title: 'El token ha bloqueado su PIN.',
    advice:
      'Se escribieron demasiados PIN incorrectos. Desbloquéelo con su código de restablecimiento o su PIN de administración.',
  },
  'card-failed': {
    title: 'El token no respondió como debía.',
    advice: 'Desconéctelo, conéctelo de nuevo e inténtelo otra vez. No se firmó nada.',
  },
  offline: {
    title: 'Countersign está sin conexión.',
    advice: 'Eligió trabajar sin conexión. Desactive abajo «Trabajar sin conexión» para consultar la red.',
  },
  network: {
    title: 'El servidor no responde.',
    advice: 'Revise la conexión, o inténtelo más tarde. No se cambió nada.',
  },
  'network-tls': {
    title: 'La conexión no es segura.',
    advice: 'El servidor no pudo demostrar que es el correcto. Inténtelo desde otra red; no se adoptó nada.',
  },
  'not-on-server': {
    title: 'El servidor no tiene esa clave.',
    advice: 'Revise cómo está escrita, pruebe el otro lugar donde buscar, o pregunte a su dueño.',
  },
  'service-absent': {
    title: 'Esta instancia de Sigstore no tiene un servicio para eso.',
    advice:
      'Elija otra instancia, o prescinda de lo que falta: firme con una clave, o sin entrada de registro o sin sello de tiempo.',
  },
  'service-failed': {
    title: 'Un servicio de Sigstore no responde.',
    advice: 'Se le preguntó varias veces. Inténtelo de nuevo en unos minutos; no se escribió nada sin comprobar.',
  },
  'service-refused': {
    title: 'Un servicio de Sigstore rechazó la petición.',
    advice: 'Los detalles dicen por qué. Cambie lo que indican, o pregunte a quienes lo gestionan.',
  },
  'service-answer': {
    title: 'Un servicio de Sigstore dio una respuesta que no supera la comprobación.',
    advice:
      'La respuesta se descartó. Inténtelo de nuevo; si sigue así, no firme ahí y avise a quienes gestionan el servicio.',
  },
  'already-logged': {
    title: 'El registro ya tiene esta firma, pero no la muestra.',
    advice: 'Firme de nuevo: una firma nueva recibe su propia entrada.',
  },
  'not-yet-logged': {
    title: 'Firmado, aún sin registrar.',
    advice:
      'El registro no responde. La firma se guarda y puede registrarse más tarde sin iniciar sesión otra vez: en Actividad, «Registrar ahora».',
  },
  'login-failed': {
    title: 'El inicio de sesión no funcionó.',
    advice:
      'Lo que devolvió el navegador no encaja con lo que se pidió, así que no se envió nada. Inicie sesión de nuevo.',
  },
  'login-refused': {
    title: 'Se rechazó el inicio de sesión.',
    advice:
      'Se canceló en el navegador, o la cuenta no puede usarse para esto. Inicie sesión de nuevo, o use otra cuenta.',
  },
  'login-timed-out': {
    title: 'Nadie inició sesión en cinco minutos.',
    advice: 'Ya no se espera al navegador. Empiece de nuevo cuando esté listo; no se envió nada.',
  },
  'token-unusable': {
    title: 'Este token de identidad no se puede usar.',
    advice: 'Está dañado, ha caducado o es para otra cosa. Consiga uno nuevo, o inicie sesión con el navegador.',
  },
  'certificate-lapsed': {
    title: 'La sesión ha terminado y nada prueba cuándo se firmó esto.',
    advice: 'Un certificado dura diez minutos. Empiece de nuevo: basta con iniciar sesión una vez.',
  },
  'never-public': {
    title: 'Nada de esta carpeta puede ir a un registro público.',
    advice:
      'Está marcada como nunca pública, así que no se envió nada. Firme con una clave y sin registro, use una instancia privada, o quite la marca en los ajustes.',
  },
  'clock-wrong': {
    title: 'Puede que el reloj de este equipo no esté en hora.',
    advice:
      'La hora del servidor y la nuestra difieren mucho. Ajuste el reloj y vuelva a intentarlo. Si está bien, ha caducado el certificado del servidor: avise a quienes lo gestionan. No se adoptó nada.',
  },
  'instance-unknown': {
    title: 'No hay ninguna instancia de Sigstore con ese nombre.',
    advice: 'Se quitó, o nunca se añadió. Añádala en los ajustes con su raíz de confianza, o elija otra instancia.',
  },
  'instance-exists': {
    title: 'Ya hay una instancia de Sigstore con ese nombre.',
    advice: 'Se dejó como estaba. Elija otro nombre, o quite antes la anterior en los ajustes.',
  },
  'instance-damaged': {
    title: 'Lo que se guarda de esta instancia de Sigstore no se puede usar.',
    advice: 'Quite la instancia en los ajustes y añádala de nuevo; la incorporada se rehace al actualizarla ahí.',
  },
  'root-refused': {
    title: 'La nueva raíz de confianza no supera la comprobación.',
    advice:
      'Lo que envió el servidor está alterado, incompleto o es más antiguo que lo que ya había. No se adoptó nada: la última raíz de confianza sigue en uso. Si persiste, avise a quienes gestionan la instancia.',
  },
  'root-outdated': {
    title: 'Lo que envió el servidor está desactualizado.',
    advice:
      'No se adoptó nada: la última raíz de confianza sigue en uso. Vuelva a intentarlo más tarde; si persiste, avise a quienes gestionan la instancia.',
  },
  'not-expected-key': {
    title: 'No es la misma clave.',
    advice:
      'Lo que se pegó es de otra. Copie la huella completa, o la clave misma, de la página del propio proyecto; si sigue siendo distinta, no confíe en la clave.',
  },
  'not-own-publisher': {
    title: 'Este editor no es suyo.',
    advice:
      'Sin comparar, una clave propia solo se espera para un nombre que es nuevo aquí o para un editor propio. Deje fuera el editor y compare después la clave con la página del propio proyecto: en Editores, «Añadir un firmante esperado».',
  },
  'pasted-several': {
    title: 'Ahí figura más de una clave.',
    advice: 'Pegue solo la clave, o la huella, con la que este proyecto firma sus versiones publicadas.',
  },
  'pasted-part': {
    title: 'Es solo una parte de una huella.',
    advice: 'La clave de otra persona puede terminar igual. Copie la huella completa de la página del propio proyecto.',
  },
  'pasted-nothing': {
    title: 'Ahí no hay ninguna huella ni ninguna clave pública.',
    advice:
      'Copie la huella completa, o la clave pública desde la primera línea hasta la última, de la página del propio proyecto.',
  },
  'verify-after-sign': {
    title: 'La nueva firma no superó su propia comprobación.',
    advice: 'No se conservó. Inténtelo de nuevo; si vuelve a ocurrir, revise el disco y el token.',
  },
  'changed-since-signed': {
    title: 'El archivo ya no es el que se firmó.',
    advice: 'Recupere el archivo firmado, o firme este de nuevo. No se informó a ningún registro.',
  },
  'not-granted': {
    title: 'Ese archivo no se entregó a esta ventana.',
    advice: 'Suelte el archivo aquí o elíjalo de nuevo.',
  },
  'bad-call': {
    title: 'Countersign no se entendió a sí mismo.',
    advice: 'No se cambió nada. Cierre la ventana, empiece de nuevo y, si se repite, comuníquelo.',
  },
  internal: {
    title: 'Algo falló en Countersign.',
    advice: 'Que sepamos, no se cambió nada. Inténtelo de nuevo y, si se repite, comuníquelo.',
  },
};
