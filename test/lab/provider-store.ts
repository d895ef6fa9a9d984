import type { Adapter, AdapterPayload } from 'oidc-provider';

/** What ends with the grant that it came from; a login under way does not. */
const GRANTED = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken', 'DeviceCode']);

/** Where one provider keeps its sessions, codes and tokens: in memory, gone with the lab. */
export function providerStore(): (model: string) => Adapter {
  const kept = new Map<string, AdapterPayload>();
  const findBy = (model: string, field: 'userCode' | 'uid', value: string): AdapterPayload | undefined => {
    for (const [key, payload] of kept) if (key.startsWith(`${model}:`) && payload[field] === value) return payload;
    return undefined;
  };
  return (model) => ({
    upsert: (id, payload) => Promise.resolve(void kept.set(`${model}:${id}`, payload)),
    find: (id) => Promise.resolve(kept.get(`${model}:${id}`)),
    findByUserCode: (code) => Promise.resolve(findBy(model, 'userCode', code)),
    findByUid: (uid) => Promise.resolve(findBy(model, 'uid', uid)),
    consume: (id) => {
      const payload = kept.get(`${model}:${id}`);
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
      return Promise.resolve();
    },
    destroy: (id) => Promise.resolve(void kept.delete(`${model}:${id}`)),
    revokeByGrantId: (grant) => {
      for (const [key, payload] of kept)
        if (payload.grantId === grant && GRANTED.has(key.split(':')[0] ?? '')) kept.delete(key);
      return Promise.resolve();
    },
  });
}
