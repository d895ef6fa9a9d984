import { describe, expect, it } from 'vitest';
import {
  effective,
  OFFLINE,
  offeredBy,
  optionsOf,
  signingInstances,
  WITNESSES,
  witnessesOf,
} from '../../../renderer/parts/witnesses.ts';
import type { InstanceSummary } from '../../../shared/model/instance.ts';

const instance = (name: string, services: Partial<InstanceSummary['services']> = {}, used = true): InstanceSummary => ({
  name,
  builtIn: name === 'public-good',
  public: name === 'public-good',
  used,
  source: 'files',
  repository: null,
  services: { certificateAuthorities: [], logs: [], timestampAuthorities: [], logins: [], ...services },
  root: null,
  refreshedAt: null,
});

const publicGood = instance('public-good', { logs: ['log.example'], timestampAuthorities: ['clock.example'] });
const compass = instance('compass', { timestampAuthorities: ['clock.compass.example'] });
const unused = instance('staging', { logs: ['log.staging.example'] }, false);
const all = [publicGood, compass, unused];
const KEY = ['cosign:C'];

describe('witnesses', () => {
  it('reads every choice back from its options', () => {
    for (const one of WITNESSES) expect(witnessesOf(optionsOf('compass', one))).toBe(one);
    expect(witnessesOf(OFFLINE)).toBe('neither');
  });

  it('offers what an instance has, and nothing where the network is off or the instance is not known', () => {
    expect(offeredBy(publicGood, false)).toEqual(['neither', 'timestamp', 'log', 'both']);
    expect(offeredBy(compass, false)).toEqual(['neither', 'timestamp']);
    expect(offeredBy(publicGood, true)).toEqual(['neither']);
    expect(offeredBy(undefined, false)).toEqual(['neither']);
  });

  it('signs with instances that are used alone', () => {
    expect(signingInstances(all).map(({ name }) => name)).toEqual(['public-good', 'compass']);
    expect(signingInstances(null)).toEqual([]);
  });

  it('tells a run what was chosen, as far as it can be had', () => {
    const both = optionsOf('public-good', 'both');
    expect(effective(both, KEY, all, false)).toEqual({ instance: 'public-good', log: true, timestamp: true });
    expect(effective(both, KEY, all, true)).toEqual({ instance: 'public-good', log: false, timestamp: false });
    expect(effective(optionsOf('compass', 'timestamp'), KEY, all, false)).toEqual({
      instance: 'compass',
      log: false,
      timestamp: true,
    });
    // It has no log: rather nothing at all than less than was chosen.
    expect(effective(optionsOf('compass', 'both'), KEY, all, false)).toMatchObject({ log: false, timestamp: false });
  });

  it('asks nobody by an instance that is gone, not used or not known yet', () => {
    for (const name of ['gone', 'staging'])
      expect(effective(optionsOf(name, 'neither'), KEY, all, false)).toEqual(OFFLINE);
    expect(effective(optionsOf('public-good', 'both'), KEY, null, false)).toEqual(OFFLINE);
  });

  it('leaves a login to what its instance says', () => {
    expect(effective(OFFLINE, ['A', 'keyless'], all, false)).toEqual({
      instance: 'public-good',
      log: null,
      timestamp: null,
    });
  });
});
