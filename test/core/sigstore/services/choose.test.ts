import { type Service, ServiceSelector } from '@sigstore/protobuf-specs';
import { describe, expect, it } from 'vitest';
import { askOperators, endpoint, howMany, operatorsOf } from '../../../../electron/core/sigstore/services/choose.ts';
import { AppError } from '../../../../shared/error.ts';

const NOW = new Date('2026-11-21T00:00:00Z');
const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

function service(url: string, more: Partial<Service> & { start?: string; end?: string } = {}): Service {
  const { start, end, majorApiVersion = 1, operator = 'example.org' } = more;
  const validFor = {
    start: start === undefined ? undefined : day(start),
    end: end === undefined ? undefined : day(end),
  };
  return { url, majorApiVersion, operator, validFor };
}

const urls = (services: readonly Service[], versions: number[] = [2, 1]): string[][] =>
  operatorsOf(services, versions, NOW).map((operator) => operator.map(({ url }) => url));

describe('the services that are asked', () => {
  it('are those of now, the newest first', () => {
    const list = [
      service('old', { start: '2020-01-01', end: '2026-11-20' }),
      service('now', { start: '2025-01-01' }),
      service('newer', { start: '2026-11-01', end: '2026-11-21' }),
      service('soon', { start: '2026-11-22' }),
    ];
    expect(urls(list)).toEqual([['newer', 'now']]);
  });

  it('are of the highest version that we speak', () => {
    const list = [service('one'), service('two', { majorApiVersion: 2 }), service('three', { majorApiVersion: 3 })];
    expect(urls(list)).toEqual([['two', 'one']]);
    expect(urls(list, [1])).toEqual([['one']]);
    expect(urls(list, [4])).toEqual([]);
  });

  it('are grouped by operator', () => {
    const list = [service('a1'), service('b1', { operator: 'b' }), service('a2', { start: '2026-01-01' })];
    expect(urls(list)).toEqual([['a2', 'a1'], ['b1']]);
  });
});

describe('how many operators are asked', () => {
  const two = operatorsOf([service('a'), service('b', { operator: 'b' })], [1], NOW);
  it.each([
    ['ANY', ServiceSelector.ANY, 0, 1],
    ['ALL', ServiceSelector.ALL, 0, 2],
    ['EXACT 2', ServiceSelector.EXACT, 2, 2],
    ['nothing said', ServiceSelector.SERVICE_SELECTOR_UNDEFINED, 0, 1],
  ])('%s', (_name, selector, count, expected) => expect(howMany(two, { selector, count })).toBe(expected));

  it.each([0, 3, -1])('EXACT %i cannot be met', (count) => {
    expect(() => howMany(two, { selector: ServiceSelector.EXACT, count })).toThrow(
      expect.objectContaining({ code: 'service-absent' }),
    );
  });
});

describe('the next service of the list', () => {
  const operators = operatorsOf(
    [service('a'), service('a-spare', { start: '2020-01-01' }), service('b', { operator: 'b' })],
    [1],
    NOW,
  );
  const order = operators.flat().map(({ url }) => url);

  async function ask(
    count: number,
    failing: Record<string, AppError>,
  ): Promise<{ asked: string[]; answers: string[] }> {
    const asked: string[] = [];
    const answers = await askOperators(operators, count, ({ url }) => {
      asked.push(url);
      const failure = failing[url];
      return failure === undefined ? Promise.resolve(url) : Promise.reject(failure);
    });
    return { asked, answers };
  }

  it('is not asked where the first answers', async () => {
    expect(await ask(1, {})).toEqual({ asked: [order[0]], answers: [order[0]] });
  });

  it.each(['service-failed', 'service-refused', 'service-answer', 'network-tls', 'too-large'] as const)(
    'is asked after %s',
    async (code) => {
      const { answers } = await ask(1, { [order[0]!]: new AppError(code) });
      expect(answers).toEqual([order[1]]);
    },
  );

  it.each(['cancelled', 'offline'] as const)('is not asked after %s', async (code) => {
    await expect(ask(1, { [order[0]!]: new AppError(code) })).rejects.toMatchObject({ code });
  });

  it('counts each operator once', async () => {
    expect((await ask(2, {})).answers).toEqual([order[0], 'b']);
    await expect(ask(2, { b: new AppError('service-failed', 'b is down') })).rejects.toMatchObject({
      code: 'service-failed',
      detail: 'b is down',
    });
  });

  it('tells the first failure where none answers', async () => {
    const failing = Object.fromEntries(order.map((url) => [url, new AppError('service-failed', url)]));
    await expect(ask(1, failing)).rejects.toMatchObject({ detail: order[0] });
  });
});

describe('endpoints', () => {
  it.each([
    ['https://rekor.example.org', 'https://rekor.example.org/api'],
    ['https://example.org/rekor/', 'https://example.org/rekor/api'],
  ])('%s', (url, expected) => expect(endpoint(service(url), '/api').href).toBe(expected));

  it('refuses what is no URL', () => {
    expect(() => endpoint(service('rekor'), '/api')).toThrow(expect.objectContaining({ code: 'service-absent' }));
  });
});
