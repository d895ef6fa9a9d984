import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_KEY_FILE, readPemBlocks, writePem } from '../../../../electron/core/sigstore/cosign-key/pem-blocks.ts';
import { AppError } from '../../../../shared/error.ts';

const text = (value: string) => new TextEncoder().encode(value);
const read = (value: string) => readPemBlocks(text(value)).map(({ label, der }) => [label, der.toString('latin1')]);

describe('reading PEM', () => {
  it('gives back what was written, wherever it stands', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('\n', '\r\n'), (der, end) => {
        const pem = writePem('PRIVATE KEY', der).replaceAll('\n', end);
        const [block, other] = readPemBlocks(text(`a note before${end}${pem}and behind${end}`));
        expect(other).toBeUndefined();
        expect(block).toEqual({ label: 'PRIVATE KEY', der: Buffer.from(der), hasHeaders: false });
      }),
    );
  });

  it('gives back several blocks in order, and says which have headers', () => {
    const body = writePem('EC PARAMETERS', text('p')) + writePem('EC PRIVATE KEY', text('k'));
    expect(read(body)).toEqual([
      ['EC PARAMETERS', 'p'],
      ['EC PRIVATE KEY', 'k'],
    ]);
    const old =
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n';
    expect(readPemBlocks(text(old))[0]).toMatchObject({ label: 'RSA PRIVATE KEY', hasHeaders: true });
  });

  it.each([
    ['no end', '-----BEGIN A-----\nAAAA\n'],
    ['the end of another', '-----BEGIN A-----\nAAAA\n-----END B-----\n'],
    ['one inside another', '-----BEGIN A-----\n-----BEGIN B-----\nAAAA\n-----END B-----\n-----END A-----\n'],
    ['no base64', '-----BEGIN A-----\nAA?A\n-----END A-----\n'],
    ['base64 that is cut off', '-----BEGIN A-----\nAAA\n-----END A-----\n'],
    ['something behind the padding', '-----BEGIN A-----\nAA==AAAA\n-----END A-----\n'],
  ])('refuses %s', (_what, pem) => {
    expect(() => readPemBlocks(text(pem))).toThrow(expect.objectContaining({ code: 'malformed' }) as Error);
  });

  it('refuses more than any key has', () => {
    const large = new Uint8Array(MAX_KEY_FILE + 1);
    expect(() => readPemBlocks(large)).toThrow(expect.objectContaining({ code: 'too-large' }) as Error);
    expect(readPemBlocks(large.subarray(1))).toEqual([]);
  });

  it('survives whatever else there is', () => {
    const piece = fc.constantFrom(
      '-----BEGIN A-----',
      '-----END A-----',
      'AAAA',
      'x: y',
      '\n',
      '\r\n',
      '-----',
      ' ',
      '=',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece).map((all) => all.join('')),
          fc.string(),
        ),
        (value) => {
          try {
            readPemBlocks(text(value));
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
          }
        },
      ),
    );
  });
});
