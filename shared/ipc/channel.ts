import type { CallName, EventName } from './contract.ts';

/** The channel of a call or an event: its name behind the app's own. */
export const channelOf = (name: CallName | EventName): string => `countersign:${name}`;
