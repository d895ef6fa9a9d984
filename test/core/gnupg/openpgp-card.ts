import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** ATR of a token that is an OpenPGP card (Gnuk's). */
const ATR = Buffer.from('3BDA18FF81B1FE751F030031F573C001600090001C', 'hex');
const AID = Buffer.from('D2760001240103040006123430210000', 'hex');
const HISTORICAL = Buffer.from('0031F573C00160009000', 'hex');
/** Ed25519 for signing and authentication, Curve25519 for decryption, as algorithm attributes (OpenPGP card 3.4, section 4.4.3.10). */
const ED25519 = Buffer.from('162B06010401DA470F01', 'hex');
const CV25519 = Buffer.from('122B060104019755010501', 'hex');
const OK = 0x9000;

/**
 * An OpenPGP card 3.4 with one Ed25519 signing key, in the reader of the driver `vpcd`: a two-byte length, then one byte of
 * control (0 off, 1 on, 2 reset, 4 ATR) or a command APDU.
 */
export class OpenpgpCard {
  pin = '123456';
  tries = 3;
  /** PINs that reached the card. */
  verifications = 0;
  signatures = 0;
  readonly #key;
  readonly #fingerprint: Buffer;
  #socket: Socket | undefined;
  #verified = false;

  constructor(pkcs8: Buffer, fingerprint: string) {
    this.#key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    this.#fingerprint = Buffer.from(fingerprint, 'hex');
  }

  /** Puts the card into the reader that listens on `port`. */
  async insert(port: number): Promise<void> {
    const socket = connect(port, '127.0.0.1');
    this.#socket = socket;
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    let rest = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
        const message = rest.subarray(2, 2 + rest.readUInt16BE(0));
        rest = rest.subarray(2 + message.length);
        const answer = message.length === 1 ? this.#control(message[0]!) : this.#command(message);
        if (answer) socket.write(Buffer.concat([number(answer.length, 2), answer]));
      }
    });
  }

  remove(): void {
    this.#socket?.destroy();
    this.#verified = false;
  }

  #control(code: number): Buffer | undefined {
    if (code === 4) return ATR;
    this.#verified = false;
    return undefined;
  }

  #command(apdu: Buffer): Buffer {
    const [, instruction, p1 = 0, p2 = 0] = apdu;
    const data = apdu.length > 5 ? apdu.subarray(5, 5 + apdu[4]!) : Buffer.alloc(0);
    switch (instruction) {
      case 0xa4:
        return data.subarray(0, 6).equals(AID.subarray(0, 6)) ? answer(OK) : answer(0x6a82);
      case 0xca: {
        const found = this.#object((p1 << 8) | p2);
        return found ? answer(OK, found) : answer(0x6a88);
      }
      case 0x20:
        return this.#verify(data);
      case 0x47: {
        const raw = createPublicKey(this.#key).export({ format: 'der', type: 'spki' }).subarray(-32);
        return p1 === 0x81 && data[0] === 0xb6 ? answer(OK, tlv(0x7f49, tlv(0x86, raw))) : answer(0x6a88);
      }
      case 0x2a:
        if (!this.#verified) return answer(0x6982);
        this.signatures++;
        return answer(OK, sign(null, data, this.#key));
      default:
        return answer(0x6d00);
    }
  }

  #verify(pin: Buffer): Buffer {
    if (pin.length === 0) return answer(this.#verified ? OK : 0x63c0 | this.tries);
    if (this.tries === 0) return answer(0x6983);
    this.verifications++;
    this.#verified = pin.toString() === this.pin;
    this.tries = this.#verified ? 3 : this.tries - 1;
    return answer(this.#verified ? OK : this.tries === 0 ? 0x6983 : 0x6982);
  }

  #object(tag: number): Buffer | undefined {
    const status = Buffer.from([1, 127, 127, 127, this.tries, 0, 3]);
    const keys = Buffer.concat([this.#fingerprint, Buffer.alloc(40)]);
    const discretionary = tlv(
      0x73,
      tlv(0xc0, Buffer.from('7D0000FE04000000FF00', 'hex')),
      tlv(0xc1, ED25519),
      tlv(0xc2, CV25519),
      tlv(0xc3, ED25519),
      tlv(0xc4, status),
      tlv(0xc5, keys),
      tlv(0xc6, Buffer.alloc(60)),
      tlv(0xcd, Buffer.alloc(12, 1)),
    );
    const objects: Record<number, Buffer> = {
      0x4f: AID,
      0x5f52: HISTORICAL,
      0xc4: status,
      0x6e: tlv(0x6e, tlv(0x4f, AID), tlv(0x5f52, HISTORICAL), discretionary),
      0x65: tlv(
        0x65,
        tlv(0x5b, Buffer.from('Lovelace<<Ada')),
        tlv(0x5f2d, Buffer.from('en')),
        tlv(0x5f35, Buffer.from('0')),
      ),
      0x7a: tlv(0x7a, tlv(0x93, number(this.signatures, 3))),
    };
    return objects[tag];
  }
}

function answer(status: number, data: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([data, number(status, 2)]);
}

function tlv(tag: number, ...values: Buffer[]): Buffer {
  const value = Buffer.concat(values);
  const length =
    value.length < 128
      ? [value.length]
      : value.length < 256
        ? [0x81, value.length]
        : [0x82, value.length >> 8, value.length & 0xff];
  return Buffer.concat([number(tag, tag > 0xff ? 2 : 1), Buffer.from(length), value]);
}

function number(value: number, octets: number): Buffer {
  const bytes = Buffer.alloc(octets);
  bytes.writeUIntBE(value, 0, octets);
  return bytes;
}
