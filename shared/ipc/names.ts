/** Every call by its name. This is all that the preload lets through; the contract gives each its schemas, and the compiler misses none. */
export const CALL_NAMES = [
  'app.info',
  'app.status',
  'app.openLink',
  'app.copy',
  'app.reveal',
  'menu.offer',
  'settings.get',
  'settings.set',
  'stored.list',
  'stored.forget',
  'app.startAfresh',
  'files.pick',
  'verify.start',
  'verify.save',
  'verify.copy',
  'sign.plan',
  'sign.start',
  'job.cancel',
  'prompt.answer',
  'prompt.openAgain',
  'keys.list',
  'keys.generate',
  'keys.generateCosign',
  'keys.import',
  'keys.rename',
  'keys.export',
  'keys.exportRevocation',
  'keys.publishText',
  'keys.extend',
  'keys.addUserId',
  'keys.addSubkey',
  'keys.revoke',
  'keys.delete',
  'keys.backup',
  'keys.restore',
  'keys.lookup',
  'keys.accept',
  'keys.refresh',
  'store.unlock',
  'store.lock',
  'store.create',
  'publishers.list',
  'publishers.add',
  'publishers.remove',
  'publishers.pin',
  'publishers.expect',
  'publishers.unpin',
  'publishers.proposals',
  'instances.list',
  'instances.add',
  'instances.remove',
  'instances.refresh',
  'consents.list',
  'consents.withdraw',
  'neverPublic.add',
  'neverPublic.remove',
  'logins.forget',
  'pending.list',
  'pending.log',
  'pending.forget',
  'activity.list',
  'activity.clear',
] as const;
export type CallName = (typeof CALL_NAMES)[number];

/** Every event by its name. */
export const EVENT_NAMES = [
  'job.progress',
  'job.results',
  'job.done',
  'job.notRemembered',
  'job.show',
  'prompt.asked',
  'prompt.withdrawn',
  'status.changed',
  'settings.changed',
  'keys.changed',
  'files.opened',
  'menu.command',
] as const;
export type EventName = (typeof EVENT_NAMES)[number];

/** The channel of a call or an event: its name behind the app's own. */
export const channelOf = (name: CallName | EventName): string => `countersign:${name}`;

/** The preload's own channel: it alone can turn dropped `File` objects into paths. The window gets handles back. */
export const GRANT_CHANNEL = 'countersign:files.grant';

/** The largest call that is read at all, in characters of its JSON. */
export const LARGEST_CALL = 8_000_000;
