import { once } from '../../core/util/once.ts';
import type { AppContext } from '../context.ts';
import type { auditHandlers } from './audit-handlers.ts';

/** Auditing, which is loaded when somebody audits: the window does not wait for it. */
export function auditWhenNeeded(context: AppContext): ReturnType<typeof auditHandlers> {
  const load = once(async () => (await import('./audit-handlers.ts')).auditHandlers(context));
  return {
    'audit.branches': async (input) => (await load())['audit.branches'](input),
    'audit.policy': async (input) => (await load())['audit.policy'](input),
    'audit.start': async (input) => (await load())['audit.start'](input),
    'audit.found': async (input) => (await load())['audit.found'](input),
    'audit.save': async (input) => (await load())['audit.save'](input),
    'audit.savePolicy': async (input) => (await load())['audit.savePolicy'](input),
  };
}
