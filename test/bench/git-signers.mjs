// Keys that sign tens of thousands of commits in seconds: OpenPGP (RFC 9580, version 4) and SSH signatures put together by hand.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';

const ED25519 = Buffer.from('092b06010401da470f01', 'hex');
const EDDSA = 22;
const SHA256 = 8;
const SHA512 = 10;

const number = (value, bytes) => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
};

function integer(bytes) {
  const from = bytes.findIndex((octet) => octet !== 0);
  const kept = from === -1 ? Buffer.alloc(0) : bytes.subarray(from);
  const bits = kept.length === 0 ? 0 : kept.length * 8 - Math.clz32(kept[0]) + 24;
  return Buffer.concat([number(bits, 2), kept]);
}

/** A packet with a length of four octets. */
const packet = (tag, body) => Buffer.concat([Buffer.of(0xc0 | tag, 0xff), number(body.length, 4), body]);
const subpacket = (type, body) => Buffer.concat([Buffer.of(body.length + 1, type), body]);
const block = (parts) => {
  const bytes = Buffer.concat(parts);
  return Buffer.concat([number(bytes.length, 2), bytes]);
};

function crc24(bytes) {
  let crc = 0xb704ce;
  for (const octet of bytes) {
    crc ^= octet << 16;
    for (let bit = 0; bit < 8; bit++) {
      crc <<= 1;
      if ((crc & 0x1000000) !== 0) crc ^= 0x1864cfb;
    }
  }
  return number(crc & 0xffffff, 3);
}

function armor(kind, bytes, width, sum) {
  const lines = bytes.toString('base64').replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n');
  return `-----BEGIN ${kind}-----\n${sum ? '\n' : ''}${lines}\n${sum ? `=${crc24(bytes).toString('base64')}\n` : ''}-----END ${kind}-----\n`;
}

function newKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, point: Buffer.from(publicKey.export({ format: 'jwk' }).x, 'base64url') };
}

/** A new OpenPGP key: `{ certificate, sign(payload, seconds) }`. */
export function openpgpSigner(name, created) {
  const { privateKey, point } = newKey();
  const material = Buffer.concat([ED25519, integer(Buffer.concat([Buffer.of(0x40), point]))]);
  const key = Buffer.concat([Buffer.of(4), number(created, 4), Buffer.of(EDDSA), material]);
  const hashedKey = Buffer.concat([Buffer.of(0x99), number(key.length, 2), key]);
  const fingerprint = createHash('sha1').update(hashedKey).digest();

  function signature(type, digest, over, at, more = []) {
    const hashed = block([
      subpacket(33, Buffer.concat([Buffer.of(4), fingerprint])),
      subpacket(2, number(at, 4)),
      ...more,
    ]);
    const head = Buffer.concat([Buffer.of(4, type, EDDSA, digest), hashed]);
    const hash = createHash(digest === SHA256 ? 'sha256' : 'sha512');
    const value = hash.update(over).update(head).update(Buffer.of(4, 0xff)).update(number(head.length, 4)).digest();
    const [r, s] = [sign(null, value, privateKey)].flatMap((both) => [both.subarray(0, 32), both.subarray(32)]);
    const issuer = block([subpacket(16, fingerprint.subarray(12))]);
    return packet(2, Buffer.concat([head, issuer, value.subarray(0, 2), integer(r), integer(s)]));
  }

  const userId = Buffer.from(name);
  const certified = Buffer.concat([hashedKey, Buffer.of(0xb4), number(userId.length, 4), userId]);
  const binding = signature(0x13, SHA512, certified, created, [subpacket(27, Buffer.of(0x03))]);
  return {
    certificate: armor('PGP PUBLIC KEY BLOCK', Buffer.concat([packet(6, key), packet(13, userId), binding]), 64, true),
    sign: (payload, at) => armor('PGP SIGNATURE', signature(0x00, SHA512, payload, at), 64, true),
  };
}

/** A new SSH key: `{ line, sign(payload) }`; `line` is what a list of allowed signers has of it. */
export function sshSigner(principal) {
  const { privateKey, point } = newKey();
  const string = (bytes) => Buffer.concat([number(Buffer.byteLength(bytes), 4), Buffer.from(bytes)]);
  const blob = Buffer.concat([string('ssh-ed25519'), string(point)]);
  const fields = [string('git'), string(''), string('sha512')];
  return {
    line: `${principal} ssh-ed25519 ${blob.toString('base64')}`,
    sign(payload) {
      const digest = createHash('sha512').update(payload).digest();
      const value = sign(null, Buffer.concat([Buffer.from('SSHSIG'), ...fields, string(digest)]), privateKey);
      const wrapped = string(Buffer.concat([string('ssh-ed25519'), string(value)]));
      const bytes = Buffer.concat([Buffer.from('SSHSIG'), number(1, 4), string(blob), ...fields, wrapped]);
      return armor('SSH SIGNATURE', bytes, 70, false);
    },
  };
}
