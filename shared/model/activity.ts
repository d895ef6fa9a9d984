import * as z from 'zod';
import { GitReceipt } from './git-receipt.ts';
import { GitUndone } from './git-undone.ts';
import { CheckResult } from './result.ts';
import { Receipt } from './sign.ts';

/** One thing that ran, as the activity log keeps it. */
export const ActivityEntry = z.discriminatedUnion('kind', [
  z.object({ id: z.string(), at: z.string(), kind: z.literal('check'), result: CheckResult }),
  z.object({ id: z.string(), at: z.string(), kind: z.literal('sign'), receipt: Receipt }),
  z.object({ id: z.string(), at: z.string(), kind: z.literal('sign-git'), receipt: GitReceipt }),
  z.object({ id: z.string(), at: z.string(), kind: z.literal('undo-git'), undone: GitUndone }),
]);
export type ActivityEntry = z.infer<typeof ActivityEntry>;
