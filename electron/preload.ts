import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge, BridgeReply } from '../shared/ipc/bridge.ts';
import {
  CALL_NAMES,
  type CallName,
  channelOf,
  EVENT_NAMES,
  type EventName,
  GRANT_CHANNEL,
  LARGEST_CALL,
} from '../shared/ipc/names.ts';

// The schemas of the contract are checked on the privileged side, both ways. Here they would be built and run in the page's own
// time, at each start and for each result, and hold back nothing: a page that was taken over is refused there, too.

type Listener = (json: string) => void;

const failed = (code: string, detail: string): BridgeReply<never> => ({ ok: false, code, detail });

/** One question to the privileged side, as JSON. */
async function ask<T>(channel: string, input: unknown): Promise<BridgeReply<T>> {
  try {
    // `undefined` has no JSON; the privileged side refuses it as it does everything else that is not text.
    const text = JSON.stringify(input) as string | undefined;
    if (text !== undefined && text.length > LARGEST_CALL) return failed('too-large', 'the call is too large');
    return (await ipcRenderer.invoke(channel, text)) as BridgeReply<T>;
  } catch {
    return failed('internal', 'the call did not arrive');
  }
}

const calls: ReadonlySet<unknown> = new Set(CALL_NAMES);
const isCall = (name: unknown): name is CallName => calls.has(name);
const isEvent = (name: unknown): name is EventName => listeners.has(name as EventName);

/** Files handed over at the start may come before the page listens; they wait here, a few. */
const KEPT: ReadonlySet<EventName> = new Set(['files.opened', 'menu.command']);
const MOST_KEPT = 20;

const listeners = new Map<EventName, Set<Listener>>();
const kept = new Map<EventName, string[]>();

for (const name of EVENT_NAMES) {
  const listening = new Set<Listener>();
  listeners.set(name, listening);
  ipcRenderer.on(channelOf(name), (_event, json: string) => {
    if (listening.size === 0 && KEPT.has(name)) kept.set(name, [...(kept.get(name) ?? []), json].slice(-MOST_KEPT));
    for (const listener of listening) listener(json);
  });
}

const bridge: Record<keyof Bridge, unknown> = {
  call: (name: unknown, input: unknown) =>
    isCall(name) ? ask<unknown>(channelOf(name), input) : Promise.resolve(failed('bad-call', 'there is no such call')),

  on: (event: unknown, listener: Listener) => {
    if (!isEvent(event) || typeof listener !== 'function') return () => undefined;
    // A wrapper of its own, so that one function given twice is two listeners.
    const mine: Listener = (json) => listener(json);
    listeners.get(event)?.add(mine);
    for (const json of kept.get(event) ?? []) mine(json);
    kept.delete(event);
    return () => {
      listeners.get(event)?.delete(mine);
    };
  },

  grantFiles: (files: unknown) => {
    const list = Array.isArray(files) ? (files as unknown[]) : [];
    // Only files of a real drop or paste have a path; one that a script made has none.
    const paths = list.map(pathOf).filter((path) => path !== '');
    return ask(GRANT_CHANNEL, paths);
  },
};

function pathOf(file: unknown): string {
  try {
    return webUtils.getPathForFile(file as File);
  } catch {
    return '';
  }
}

contextBridge.exposeInMainWorld('countersign', bridge);
