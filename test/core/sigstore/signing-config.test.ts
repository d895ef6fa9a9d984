import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPublic, readSigningConfig } from '../../../electron/core/sigstore/signing-config.ts';
import { AppError } from '../../../shared/error.ts';
import { type Lab, startLab } from '../../lab/lab.ts';

const MEDIA_TYPE = 'application/vnd.dev.sigstore.signingconfig.v0.2+json';
const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const naming = (url: string) => bytes({ mediaType: MEDIA_TYPE, caUrls: [{ url, majorApiVersion: 1, operator: 'o' }] });

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

describe('a signing config', () => {
  it('is read as it stands', () => {
    const config = readSigningConfig(readFileSync(lab.files.signingConfig));
    expect(config.rekorTlogUrls.map(({ url, majorApiVersion }) => [url, majorApiVersion])).toEqual([
      [lab.urls.rekor2, 2],
    ]);
    expect(isPublic(config)).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['a list', '[]'],
    ['null', 'null'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['a service that is no address', naming('fulcio')],
    ['a service that is not encrypted', naming('http://fulcio.example.org')],
    ['a service that is a file', naming('file:///etc/passwd')],
    ['too much', Buffer.alloc(2_000_000, 0x20)],
    [
      'too many services',
      bytes({ mediaType: MEDIA_TYPE, caUrls: Array.from({ length: 101 }, () => ({ url: 'https://a.example' })) }),
    ],
  ])('is refused: %s', (_name, content) => {
    expect(() => readSigningConfig(Buffer.from(content as string))).toThrow(
      expect.objectContaining({ code: 'malformed' }),
    );
  });

  it.each([undefined, 'application/vnd.dev.sigstore.signingconfig.v0.1+json', 'x'])(
    'of another version: %s',
    (mediaType) => {
      expect(() => readSigningConfig(bytes({ mediaType }))).toThrow(expect.objectContaining({ code: 'unsupported' }));
    },
  );

  it('whatever it is, it ends in a closed error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        try {
          readSigningConfig(Buffer.from(text));
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});

describe('whose logs anybody can read', () => {
  it.each([
    ['https://fulcio.sigstore.dev', true],
    ['https://fulcio.sigstage.dev', true],
    ['https://sigstore.dev', true],
    ['https://fulcio.example.org', false],
    ['https://fulcio.notsigstore.dev', false],
    ['https://sigstore.dev.example.org', false],
  ])('%s: %s', (url, expected) => expect(isPublic(readSigningConfig(naming(url)))).toBe(expected));
});
