const SUBKEYS = 18;
const BOX = 256;
const WORDS = SUBKEYS + 4 * BOX;

/**
 * Blowfish as bcrypt uses it (Provos and Mazières, 1999): the key schedule takes a salt too. Nothing under this app has it: it is in
 * no platform's crypto any more, and no kept library has it apart. It is here for the passphrases of OpenSSH's key files alone.
 */
export class Blowfish {
  readonly #subkeys: Uint32Array;
  readonly #boxes: Uint32Array;
  #left = 0;
  #right = 0;

  constructor() {
    const start = startState();
    this.#subkeys = start.slice(0, SUBKEYS);
    this.#boxes = start.slice(SUBKEYS);
  }

  /** Mixes in a key of 32-bit words, and a salt where there is one; both are taken again from their start as often as needed. */
  expand(key: Uint32Array, salt?: Uint32Array): void {
    const subkeys = this.#subkeys;
    for (let i = 0; i < SUBKEYS; i++) subkeys[i] = (subkeys[i] ?? 0) ^ (key[i % key.length] ?? 0);
    let [left, right, at] = [0, 0, 0];
    for (const words of [subkeys, this.#boxes]) {
      for (let i = 0; i < words.length; i += 2) {
        if (salt !== undefined) {
          left ^= salt[at++ % salt.length] ?? 0;
          right ^= salt[at++ % salt.length] ?? 0;
        }
        this.#encipher(left, right);
        [left, right] = [this.#left, this.#right];
        words[i] = left;
        words[i + 1] = right;
      }
    }
  }

  /** Enciphers pairs of words in place. */
  encipher(words: Uint32Array): void {
    for (let i = 0; i < words.length; i += 2) {
      this.#encipher(words[i] ?? 0, words[i + 1] ?? 0);
      words[i] = this.#left;
      words[i + 1] = this.#right;
    }
  }

  #encipher(first: number, second: number): void {
    const [p, s] = [this.#subkeys, this.#boxes];
    let left = first ^ (p[0] ?? 0);
    let right = second;
    for (let i = 1; i <= 16; i += 2) {
      right ^= mixed(s, left) ^ (p[i] ?? 0);
      left ^= mixed(s, right) ^ (p[i + 1] ?? 0);
    }
    this.#left = right ^ (p[17] ?? 0);
    this.#right = left;
  }
}

function mixed(s: Uint32Array, x: number): number {
  const sum = (s[x >>> 24] ?? 0) + (s[BOX + ((x >>> 16) & 0xff)] ?? 0);
  return ((sum ^ (s[2 * BOX + ((x >>> 8) & 0xff)] ?? 0)) + (s[3 * BOX + (x & 0xff)] ?? 0)) | 0;
}

let start: Uint32Array | undefined;

/** Blowfish begins with the digits of pi behind the point. To count them takes some milliseconds, and no table can be mistyped. */
function startState(): Uint32Array {
  if (start !== undefined) return start;
  const bits = BigInt(WORDS * 32);
  const guard = 64n;
  const one = 1n << (bits + guard);
  // Machin's formula.
  const pi = (16n * inverseTangent(5n, one) - 4n * inverseTangent(239n, one)) >> guard;
  const digits = (pi & ((1n << bits) - 1n)).toString(16).padStart(WORDS * 8, '0');
  start = Uint32Array.from({ length: WORDS }, (_, i) => Number.parseInt(digits.slice(8 * i, 8 * i + 8), 16));
  return start;
}

function inverseTangent(of: bigint, one: bigint): bigint {
  let power = one / of;
  let sum = power;
  const square = of * of;
  for (let n = 3n; power !== 0n; n += 2n) {
    power = -power / square;
    sum += power / n;
  }
  return sum;
}
