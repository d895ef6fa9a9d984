// Stands where scdaemon stands: speaks its protocol (Assuan over standard input and output) to the real gpg-agent, and is
// at the same time the card: one Ed25519 key, a PIN with a retry counter, and a button. What the card is like, and what it
// was asked, is in the JSON file named as the first argument, so that a test can plug, unplug, touch and read it.
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

const [, , file] = process.argv;
const SCD = 6 << 24;
const ERR = {
  badPin: [SCD | 87, 'Bad PIN'],
  blocked: [SCD | 130, 'PIN blocked'],
  removed: [SCD | 110, 'Card removed'],
  absent: [SCD | 32848, 'No such device'],
  wrongCard: [SCD | 112, 'Card not present'],
  cancelled: [SCD | 99, 'Operation cancelled'],
  unknown: [SCD | 275, 'Unknown IPC command'],
};

const card = () => JSON.parse(readFileSync(file, 'utf8'));
const change = (values) => {
  writeFileSync(`${file}.new`, JSON.stringify({ ...card(), ...values }));
  renameSync(`${file}.new`, file);
};
let unlocked = false;

/** One connection: the agent's pipe, or one of those that it makes to the socket, a connection for each of its own callers. */
async function serve(input, output, ended) {
  const put = (line) => output.write(`${line}\n`);
  const putError = ([code, words]) => put(`ERR ${code} ${words} <SCD>`);
  const putData = (bytes) => {
    let line = '';
    for (const byte of bytes)
      line += byte === 37 || byte === 13 || byte === 10 ? `%${hex(byte)}` : String.fromCharCode(byte);
    output.write(Buffer.from(`D ${line}\n`, 'latin1'));
  };
  const hex = (byte) => byte.toString(16).toUpperCase().padStart(2, '0');
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  const privateKey = () => createPrivateKey({ key: Buffer.from(card().key, 'base64'), format: 'der', type: 'pkcs8' });

  /** The public key as libgcrypt's canonical S-expression. */
  function publicExpression() {
    const raw = createPublicKey(privateKey()).export({ format: 'der', type: 'spki' }).subarray(-32);
    const head = '(10:public-key(3:ecc(5:curve7:Ed25519)(5:flags5:eddsa)(1:q33:@';
    return Buffer.concat([Buffer.from(head, 'latin1'), raw, Buffer.from(')))', 'latin1')]);
  }

  let data = Buffer.alloc(0);

  async function handle(line, next) {
    const [command, ...words] = line.split(' ');
    const now = card();
    appendFileSync(`${file}.log`, `${command}\n`);
    if (['OPTION', 'RESTART', 'RESET', 'NOP', 'DISCONNECT'].includes(command)) return put('OK');
    if (command === 'GETINFO') {
      if (words[0] !== 'version' && words[0] !== 'socket_name') return putError(ERR.unknown);
      put(words[0] === 'version' ? 'D 2.2.40' : `D ${socketPath}`);
      return put('OK');
    }
    if (!now.present) {
      unlocked = false;
      return putError(ERR.absent);
    }
    switch (command) {
      case 'SERIALNO': {
        const demanded = words.find((word) => word.startsWith('--demand='))?.slice(9);
        if (demanded !== undefined && demanded !== now.token) return putError(ERR.wrongCard);
        put(`S SERIALNO ${now.token}`);
        return put('OK');
      }
      case 'LEARN':
        put('S APPTYPE OPENPGP');
        put(`S SERIALNO ${now.token}`);
        put(`S KEYPAIRINFO ${now.keygrip} OPENPGP.1`);
        return put('OK');
      case 'READKEY':
        putData(publicExpression());
        return put('OK');
      case 'GETATTR':
        if (words[0] === 'CHV-STATUS') put(`S CHV-STATUS +${now.pinEachTime ? 0 : 1}+127+127+127+${now.tries}+0+3`);
        else if (words[0] === 'UIF-1') put(`S UIF-1 ${now.touch ? '%01' : '%00'}+`);
        else return putError(ERR.unknown);
        return put('OK');
      case 'SETDATA': {
        const more = words[0] === '--append';
        const bytes = Buffer.from(words[more ? 1 : 0] ?? '', 'hex');
        data = more ? Buffer.concat([data, bytes]) : bytes;
        return put('OK');
      }
      case 'PKSIGN':
        return await pksign(now, next);
      default:
        return putError(ERR.unknown);
    }
  }

  async function pksign(now, next) {
    if (now.tries === 0) return putError(ERR.blocked);
    if (!unlocked || now.pinEachTime) {
      put('INQUIRE NEEDPIN ||Please unlock the card%0A%0ANumber: 0006 12343021%0AHolder: Ada');
      let pin = '';
      for (let line = await next(); line !== 'END'; line = await next()) {
        if (line === 'CAN' || line === undefined) return putError(ERR.cancelled);
        if (line.startsWith('D ')) pin += line.slice(2);
      }
      // gpg-agent ends the PIN with a NUL.
      pin = decodeURIComponent(pin.replace(/%00/g, '')).replaceAll('\0', '');
      const right = pin === now.pin;
      change({ verifications: now.verifications + 1, tries: right ? 3 : now.tries - 1 });
      if (!right) return putError(ERR.badPin);
      unlocked = true;
    }
    while (card().touch && !card().touched) {
      if (!card().present) return putError(ERR.removed);
      await sleep(20);
    }
    if (card().unplugAtSignature) {
      change({ present: false });
      return putError(ERR.removed);
    }
    change({ touched: false, signatures: card().signatures + 1 });
    // Some versions of the agent send the digest inside its ASN.1 wrapping, some alone.
    putData(sign(null, data.subarray(-32), privateKey()));
    put('OK');
  }

  const lines = [];
  let waiting;
  const next = () =>
    lines.length > 0 ? Promise.resolve(lines.shift()) : new Promise((resolve) => (waiting = resolve));
  const reader = createInterface({ input });
  reader.on('line', (line) => {
    if (waiting) {
      const resolve = waiting;
      waiting = undefined;
      resolve(line);
    } else lines.push(line);
  });
  reader.on('close', ended);

  put('OK stand-in for scdaemon');
  for (;;) {
    const line = await next();
    if (line === 'BYE') {
      put('OK closing connection');
      return ended();
    }
    await handle(line, next);
  }
}

const socketPath = `${file}.${process.pid}`;
const server = createServer((socket) => {
  socket.on('error', () => undefined);
  void serve(socket, socket, () => socket.destroy());
}).listen(socketPath, () => {
  void serve(process.stdin, process.stdout, () => {
    server.close();
    process.exit(0);
  });
});
