import type { GitReceipt } from '../../../shared/model/git-receipt.ts';
import type { GitSignerChoice } from '../../../shared/model/git-sign.ts';
import type { Ask } from '../../core/engines/engine.ts';
import type { GitSigner, GitSignContext } from '../../core/git/sign/git-signing.ts';
import { asJob } from '../as-job.ts';
import type { AppContext } from '../context.ts';
import { notRemembered } from '../not-remembered.ts';

/** Signs in a repository as a job of the window's, which shows what it asks. `item`: what is signed, or the first of it. */
export function startSigning(
  context: AppContext,
  item: string,
  sign: (how: GitSignContext, job: string) => Promise<GitReceipt>,
): { job: string } {
  const { jobs, prompts } = context;
  const job = jobs.start('sign', async ({ job: id, signal, onProgress }) => {
    const ask: Ask = (prompt, withdrawn) =>
      prompts.ask({ ...prompt, job: id }, withdrawn === undefined ? signal : AbortSignal.any([signal, withdrawn]));
    const how = { signal, onProgress, onNotRemembered: notRemembered(context, id), ask };
    onProgress({ ...BEGUN, item });
    const receipt = await asJob({ job: id, signal }, () => sign(how, id));
    context.told.tell(receipt.repository);
    if (receipt.check !== undefined) context.results.set(receipt.check.id, receipt.check);
    return receipt;
  });
  return { job };
}

const BEGUN = {
  stage: 'signing',
  ...{ itemsDone: 0, itemsTotal: 1, bytesDone: 0, bytesTotal: 0, bytesPerSecond: 0, secondsLeft: null },
} as const;

/** Who signs, as the core is told. */
export function signerOf({ key, sigstore, login }: GitSignerChoice): GitSigner {
  return { key, ...(sigstore === undefined ? {} : { sigstore }), wish: { login } };
}

/** A date as the window gets it; an impossible one is none. */
export function timeOf(at: Date | undefined): string | undefined {
  return at === undefined || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
