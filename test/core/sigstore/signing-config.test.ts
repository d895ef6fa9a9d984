import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPublic, readSigningConfig } from '../../../electron/core/sigstore/signing-config.ts';
import { AppError } from '../../../shared/error.ts';
import { shipped } from '../../../electron/core/sigstore/instances/shipped.ts';
import { isServiceAddress } from '../../../electron/core/sigstore/service-address.ts';
import { type Lab, startLab } from '../../lab/lab.ts';

const MEDIA_TYPE = 'application/vnd.dev.sigstore.signingconfig.v0.2+json';
const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const naming = (url: string) => bytes({ mediaType: MEDIA_TYPE, caUrls: [{ url, majorApiVersion: 1, operator: 'o' }] });

const good = JSON.parse(Buffer.from(await (await shipped('staging')).signingConfig()).toString()) as {
  rekorTlogUrls: Record<string, unknown>[];
} & Record<string, unknown>;
const withLog = (service: unknown): unknown => ({ ...good, rekorTlogUrls: [service] });
const log = good.rekorTlogUrls[0]!;

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
    ['an address that stands there twice', JSON.stringify(good).replace('"url":', '"url":"https://a.example","url":')],
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
});

describe('a signing config, strictly', () => {
  it('names services, who runs them, and how many are wanted', () => {
    const config = readSigningConfig(bytes(good));
    expect(config.rekorTlogUrls.map(({ majorApiVersion }) => majorApiVersion)).toEqual([2, 2, 2, 1]);
    expect(config.rekorTlogUrls[1]?.validFor?.end).toEqual(new Date('2025-09-22T11:00:00Z'));
    expect(config.rekorTlogConfig).toEqual({ selector: 2, count: 0 });
  });

  it('may leave out what an instance does not have, and be on this computer', () => {
    const { mediaType, caUrls } = good;
    expect(readSigningConfig(bytes({ mediaType, caUrls })).tsaUrls).toEqual([]);
    const here = { ...log, url: 'http://127.0.0.1:3000/rekor' };
    expect(readSigningConfig(bytes(withLog(here))).rekorTlogUrls[0]?.url).toBe('http://127.0.0.1:3000/rekor');
  });

  it.each<[string, unknown]>([
    ['that is a list', [good]],
    ['that is null', null],
    ['with a log on plain http', withLog({ ...log, url: 'http://rekor.example.org' })],
    ['with a log that is a file', withLog({ ...log, url: 'file:///tmp/log' })],
    ['with a password in an address', withLog({ ...log, url: 'https://a:b@rekor.example.org' })],
    ['with a query in an address', withLog({ ...log, url: 'https://rekor.example.org/?q' })],
    ['with no address', withLog({ ...log, url: '' })],
    ['without a version', withLog({ ...log, majorApiVersion: undefined })],
    ['with a version that is a text', withLog({ ...log, majorApiVersion: '2' })],
    ['with half a version', withLog({ ...log, majorApiVersion: 1.5 })],
    ['with a date that is none', withLog({ ...log, validFor: { start: 'soon' } })],
    ['with a log that is null', withLog(null)],
    ['with an operator that is a number', withLog({ ...log, operator: 1 })],
    ['with too many logs', { ...good, rekorTlogUrls: Array.from({ length: 65 }, () => log) }],
    ['with an unknown choice', { ...good, rekorTlogConfig: { selector: 'SOME' } }],
    ['with an unsaid choice', { ...good, rekorTlogConfig: {} }],
    ['with a negative count', { ...good, tsaConfig: { selector: 'EXACT', count: -1 } }],
  ])('%s is refused', (_what, content) => {
    expect(() => readSigningConfig(bytes(content))).toThrow(expect.objectContaining({ code: 'malformed' }));
  });

  it('holds addresses that may be asked and nothing else, or is refused, whatever the file holds', () => {
    const service = fc.record(
      {
        url: fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.constantFrom('http://localhost:1', 'http://10.0.0.1', 'https://a@b'),
        ),
        majorApiVersion: fc.oneof(fc.integer(), fc.anything()),
        validFor: fc.oneof(fc.anything(), fc.constant({ start: '2025-01-01T00:00:00Z' })),
        operator: fc.oneof(fc.string(), fc.anything()),
      },
      { requiredKeys: [] },
    );
    const config = fc.record(
      {
        caUrls: fc.oneof(fc.array(service), fc.anything()),
        rekorTlogUrls: fc.array(service),
        tsaConfig: fc.oneof(fc.anything(), fc.constant({ selector: 'ANY' })),
      },
      { requiredKeys: [] },
    );
    const file = fc.oneof(
      fc.uint8Array(),
      fc.json().map((text) => Buffer.from(text)),
      config.map((content) => {
        try {
          return Buffer.from(JSON.stringify({ ...content, mediaType: good['mediaType'] }));
        } catch {
          return Buffer.alloc(0);
        }
      }),
    );
    fc.assert(
      fc.property(file, (content) => {
        try {
          const read = readSigningConfig(content);
          for (const { url, majorApiVersion } of [...read.caUrls, ...read.rekorTlogUrls]) {
            expect(isServiceAddress(url)).toBe(true);
            expect(Number.isSafeInteger(majorApiVersion)).toBe(true);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect(['malformed', 'unsupported']).toContain((error as AppError).code);
        }
      }),
      { numRuns: 2000 },
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
