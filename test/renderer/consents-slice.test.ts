import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useConsents } from '../../renderer/screens/settings/consents-slice.ts';
import { HeldBridge } from './support.ts';

let bridge: HeldBridge;
const consents = () => useConsents.getState();
const empty = { consents: [], neverPublic: [], logins: [] };

beforeEach(() => {
  bridge = new HeldBridge();
});
afterEach(() => vi.unstubAllGlobals());

test('forbids the folder that was picked, and none where the dialog was closed', async () => {
  void consents().forbid();
  await bridge.answer('files.pick', []);
  expect(bridge.inputs('neverPublic.add')).toEqual([]);
  void consents().forbid();
  await bridge.answer('files.pick', [{ id: 'f', name: 'work', path: '/work', kind: 'folder', size: 0 }]);
  expect(bridge.inputs('neverPublic.add')).toEqual([{ folder: 'f' }]);
});

test('reads the list again after what was taken back', async () => {
  void consents().allow('/work');
  await bridge.answer('neverPublic.remove', null);
  await bridge.answer('consents.list', empty);
  expect(consents().remembered).toEqual(empty);
});
