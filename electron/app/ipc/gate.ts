import type * as z from 'zod';
import { AppError, tellable, toAppError } from '../../../shared/error.ts';
import type { CALLS, CallOutput, Reply } from '../../../shared/ipc/contract.ts';
import { LARGEST_CALL, type CallName } from '../../../shared/ipc/names.ts';

/** A call's input as its schema lets it through. */
export type ParsedInput<N extends CallName> = z.output<(typeof CALLS)[N]['input']>;

export type Handler<N extends CallName> = (input: ParsedInput<N>) => CallOutput<N> | Promise<CallOutput<N>>;

/** Exactly one handler for each call of the contract. */
export type Handlers = { readonly [N in CallName]: Handler<N> };

/**
 * The one way in: who asks, how much, of which shape; then the handler; then the shape of what goes out, so that nothing leaves
 * that the contract does not name. `text` is the call's input as JSON. Never throws.
 */
export async function answer<I>(
  schemas: { input: z.ZodType<I>; output: z.ZodType },
  text: unknown,
  isOurs: boolean,
  handle: (input: I) => unknown,
): Promise<Reply> {
  try {
    if (!isOurs) throw new AppError('bad-call', 'not from the app’s own window');
    const input = schemas.input.safeParse(readJson(text));
    if (!input.success) throw new AppError('bad-call', 'the call’s input has another shape');
    const output = schemas.output.safeParse(await handle(input.data));
    if (!output.success) throw new AppError('internal');
    return { ok: true, value: output.data };
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'internal') report(thrown);
    return { ok: false, ...tellable(error) };
  }
}

function readJson(text: unknown): unknown {
  if (typeof text !== 'string') throw new AppError('bad-call', 'the call is not text');
  if (text.length > LARGEST_CALL) throw new AppError('too-large', 'the call is too large');
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('bad-call', 'the call is not JSON');
  }
}

/** Says on standard error where an unknown failure came from: its name and frames, never its message, which may quote an input. */
export function report(thrown: unknown): void {
  const error = thrown instanceof Error ? thrown : new Error();
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  process.stderr.write(`countersign: ${error.name}\n${frames.slice(0, 12).join('\n')}\n`);
}
