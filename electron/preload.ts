import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { config, type ZodType } from 'zod';
import type { Bridge, BridgeReply } from '../shared/ipc/bridge.ts';
import { channelOf } from '../shared/ipc/channel.ts';
import {
  CALLS,
  EVENTS,
  GRANT_CHANNEL,
  GrantOutput,
  LARGEST_CALL,
  Reply,
  type EventName,
} from '../shared/ipc/contract.ts';

// The page's policy forbids making code out of text, which the schema library would otherwise do.
config({ jitless: true });

type Listener = (data: unknown) => void;

const failed = (code: string, detail: string): BridgeReply<never> => ({ ok: false, code, detail });

/** One question to the privileged side: the input checked before it leaves, the answer checked before it arrives. */
async function ask<T>(
  channel: string,
  schemas: { input?: ZodType; output: ZodType<T> },
  input: unknown,
): Promise<BridgeReply<T>> {
  try {
    if (schemas.input?.safeParse(input).success === false)
      return failed('bad-call', 'the call’s input has another shape');
    const text = JSON.stringify(input);
    if (text.length > LARGEST_CALL) return failed('too-large', 'the call is too large');
    const reply = Reply.parse(await ipcRenderer.invoke(channel, text));
    if (!reply.ok) return reply;
    const value = schemas.output.safeParse(reply.value);
    return value.success ? { ok: true, value: value.data } : failed('internal', 'the answer has another shape');
  } catch {
    return failed('internal', 'the call did not arrive');
  }
}

const isCall = (name: unknown): name is keyof typeof CALLS => typeof name === 'string' && Object.hasOwn(CALLS, name);
const isEvent = (name: unknown): name is EventName => typeof name === 'string' && Object.hasOwn(EVENTS, name);

/** Files handed over at the start may come before the page listens; they wait here, a few. */
const KEPT: ReadonlySet<EventName> = new Set(['files.opened', 'menu.command']);
const MOST_KEPT = 20;

const listeners = new Map<EventName, Set<Listener>>();
const kept = new Map<EventName, unknown[]>();

for (const name of Object.keys(EVENTS) as EventName[]) {
  listeners.set(name, new Set());
  ipcRenderer.on(channelOf(name), (_event, data: unknown) => {
    const parsed = EVENTS[name].safeParse(data);
    if (!parsed.success) return;
    const listening = listeners.get(name) ?? new Set();
    if (listening.size === 0 && KEPT.has(name))
      kept.set(name, [...(kept.get(name) ?? []), parsed.data].slice(-MOST_KEPT));
    for (const listener of listening) listener(parsed.data);
  });
}

const bridge: Record<keyof Bridge, unknown> = {
  call: (name: unknown, input: unknown) =>
    isCall(name)
      ? ask<unknown>(channelOf(name), CALLS[name], input)
      : Promise.resolve(failed('bad-call', 'there is no such call')),

  on: (event: unknown, listener: Listener) => {
    if (!isEvent(event) || typeof listener !== 'function') return () => undefined;
    // A wrapper of its own, so that one function given twice is two listeners.
    const mine: Listener = (data) => listener(data);
    listeners.get(event)?.add(mine);
    for (const data of kept.get(event) ?? []) mine(data);
    kept.delete(event);
    return () => {
      listeners.get(event)?.delete(mine);
    };
  },

  grantFiles: (files: unknown) => {
    const list = Array.isArray(files) ? (files as unknown[]) : [];
    // Only files of a real drop or paste have a path; one that a script made has none.
    const paths = list.map(pathOf).filter((path) => path !== '');
    return ask(GRANT_CHANNEL, { output: GrantOutput }, paths);
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
