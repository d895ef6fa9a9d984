import { tellable, toAppError } from '../../shared/error.ts';
import type { AppContext } from './context.ts';
import { report } from './ipc/gate.ts';

/** What a job calls where it is done but could not be written into the activity log: what was found or made stands, and the window is told. */
export function notRemembered({ emit }: AppContext, job: string): (thrown: unknown) => void {
  return (thrown) => {
    const error = toAppError(thrown);
    if (error.code === 'internal') report(thrown);
    emit('job.notRemembered', { job, error: tellable(error) });
  };
}
