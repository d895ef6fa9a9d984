import { describe, expect, it } from 'vitest';
import { loginWays, wayOf } from '../../../renderer/parts/login-form.ts';
import type { InstanceSummary } from '../../../shared/model/instance.ts';

const instance = (name: string, builtIn: boolean): InstanceSummary => ({
  name,
  builtIn,
  public: builtIn,
  used: true,
  source: 'files',
  repository: null,
  services: { certificateAuthorities: [], logs: [], timestampAuthorities: [], logins: ['login.example'] },
  root: null,
  refreshedAt: null,
});
const publicGood = instance('public-good', true);
const compass = instance('compass', false);

describe('how one logs in', () => {
  it('names accounts where the instance is a broker, and only there', () => {
    expect(loginWays(publicGood)).toEqual(['browser', 'github', 'google', 'microsoft', 'device']);
    for (const other of [compass, undefined]) expect(loginWays(other)).toEqual(['browser', 'device']);
  });

  it('sends what was chosen, and no account to an instance that has none', () => {
    expect(wayOf('github', publicGood)).toEqual({ device: false, provider: 'github' });
    expect(wayOf('browser', publicGood)).toEqual({ device: false });
    for (const one of [publicGood, compass]) expect(wayOf('device', one)).toEqual({ device: true });
    expect(wayOf('github', compass)).toEqual({ device: false });
  });
});
