import { toAppError } from '../../shared/error.ts';
import type { AppContext } from './context.ts';
import { report } from './ipc/gate.ts';

/** What a job calls where it is done but could not be written into the activity log: what was found or made stands, and the window is told. */
export function notRemembered({ emit }: AppContext, job: string): (thrown: unknown) => void {
  return (thrown) => {
    const { code, detail } = toAppError(thrown);
    if (code === 'internal') report(thrown);
    emit('job.notRemembered', { job, error: { code, detail: code === 'internal' ? '' : detail } });
  };
}
