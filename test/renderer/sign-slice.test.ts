import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FileHandle } from '../../shared/model/file-handle.ts';
import { useKnown } from '../../renderer/parts/known.ts';
import { useSign } from '../../renderer/screens/sign/sign-slice.ts';
import { HeldBridge } from './support.ts';

let bridge: HeldBridge;
const sign = () => useSign.getState();
const file = (path: string, id = path): FileHandle => ({ id, name: path.slice(1), path, kind: 'file', size: 1 });

beforeEach(() => {
  bridge = new HeldBridge();
  sign().clear();
  useSign.setState({ plan: { files: [], outputs: [], folder: '/d', bytes: 0 } });
});

afterEach(() => vi.unstubAllGlobals());

test('signs once where the button is pressed twice, and again once the run has begun', async () => {
  void sign().start(false);
  void sign().start(false);
  expect(bridge.inputs('sign.start')).toHaveLength(1);
  await bridge.answer('sign.start', { job: 'j1' });
  expect(sign().job).toBe('j1');
  void sign().start(false);
  expect(bridge.inputs('sign.start')).toHaveLength(2);
  await bridge.answer('sign.start', { job: 'j2' });
});

test('takes each file once, in the order in which they came', () => {
  sign().addFiles([file('/a'), file('/b'), file('/a')]);
  sign().addFiles([file('/c'), file('/b')]);
  expect(sign().files.map(({ path }) => path)).toEqual(['/a', '/b', '/c']);
});

test('sends what Sigstore keys were told to do, and keeps it while other keys sign', () => {
  const services = { certificateAuthorities: [], logs: ['log.example'], timestampAuthorities: [], logins: [] };
  const about = {
    builtIn: true,
    public: true,
    used: true,
    source: 'tuf',
    repository: null,
    root: null,
    refreshedAt: null,
  } as const;
  useKnown.setState({ instances: [{ name: 'public-good', ...about, services }] });
  const last = () => bridge.inputs('sign.plan').at(-1) as { options: { sigstore?: unknown } };
  sign().addFiles([file('/a')]);
  sign().signAs(['cosign:C']);
  expect(last().options.sigstore).toEqual({ instance: 'public-good', log: false, timestamp: false });
  const logged = { instance: 'public-good', log: true, timestamp: false };
  sign().chooseWitnesses(logged);
  expect(last().options.sigstore).toEqual(logged);
  sign().signAs(['A']);
  expect(last().options.sigstore).toBeUndefined();
  sign().signAs(['A', 'cosign:C']);
  expect(last().options.sigstore).toEqual(logged);
});

test('says how to log in only where a login signs, which is logged and timestamped as its instance says', async () => {
  const last = () => bridge.inputs('sign.start').at(-1) as { options: { sigstore?: unknown }; login?: unknown };
  sign().chooseLogin('device');
  sign().signAs(['A']);
  useSign.setState({ plan: { files: [], outputs: [], folder: '/d', bytes: 0 } });
  void sign().start(false);
  expect(last()).not.toHaveProperty('login');
  await bridge.answer('sign.start', { job: 'j1' });
  sign().signAs(['A', 'keyless']);
  useSign.setState({ plan: { files: [], outputs: [], folder: '/d', bytes: 0 } });
  void sign().start(false);
  expect(last().login).toEqual({ device: true });
  expect(last().options.sigstore).toMatchObject({ log: null, timestamp: null });
  await bridge.answer('sign.start', { job: 'j2' });
});
