import * as z from 'zod';

/** A signature that waits for a log, as the window lists it. */
export const WaitingLog = z.object({
  id: z.string(),
  at: z.string(),
  instance: z.string(),
  /** Whether that instance is still there to be asked. */
  known: z.boolean(),
  artifact: z.string(),
  bundle: z.string(),
});
export type WaitingLog = z.infer<typeof WaitingLog>;
