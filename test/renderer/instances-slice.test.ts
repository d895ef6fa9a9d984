import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useInstances } from '../../renderer/screens/settings/instances-slice.ts';
import type { InstanceSummary } from '../../shared/model/instance.ts';
import { HeldBridge } from './support.ts';

let bridge: HeldBridge;
const state = () => useInstances.getState();

const COMPASS: InstanceSummary = {
  name: 'compass',
  builtIn: false,
  public: false,
  used: true,
  source: 'tuf',
  repository: 'https://tuf.example.org',
  services: { certificateAuthorities: [], logs: [], timestampAuthorities: [], logins: [] },
  root: null,
  refreshedAt: null,
};

beforeEach(() => {
  bridge = new HeldBridge();
  useInstances.setState({ instances: null, busy: null, problem: null, done: null });
});
afterEach(() => vi.unstubAllGlobals());

test('says what is being done, then what was done, and lists anew', async () => {
  const source = { kind: 'files', trustedRoot: 't', signingConfig: 's' } as const;
  const added = state().add({ name: 'compass', source });
  expect(state()).toMatchObject({ busy: 'compass', done: null });
  await bridge.answer('instances.add', COMPASS);
  expect(state()).toMatchObject({ busy: null, done: { what: 'added', name: 'compass' } });
  await bridge.answer('instances.list', [COMPASS]);
  expect(await added).toBe(true);
  expect(state().instances).toEqual([COMPASS]);
  expect(bridge.inputs('instances.add')).toEqual([{ name: 'compass', source }]);
});

test.each([
  ['root-refused', 'root-refused'],
  ['cancelled', undefined],
] as const)('a refresh that ends with %s claims nothing, and lists anew what is known now', async (code, told) => {
  const calls: string[] = [];
  vi.stubGlobal('window', {
    countersign: {
      call: (name: string) => {
        calls.push(name);
        return Promise.resolve(
          name === 'instances.list' ? { ok: true, value: [COMPASS] } : { ok: false, code, detail: '' },
        );
      },
    },
  });
  useInstances.setState({ done: { what: 'added', name: 'other' } });
  await state().refresh('compass');
  expect(state()).toMatchObject({ busy: null, done: null, instances: [COMPASS] });
  expect(state().problem?.code).toBe(told);
  expect(calls).toEqual(['instances.refresh', 'instances.list']);
});

test('a removal is asked for by name', async () => {
  const removed = state().remove('compass');
  await bridge.answer('instances.remove', null);
  await bridge.answer('instances.list', []);
  await removed;
  expect(bridge.inputs('instances.remove')).toEqual([{ name: 'compass' }]);
  expect(state()).toMatchObject({ instances: [], done: { what: 'removed', name: 'compass' } });
});
