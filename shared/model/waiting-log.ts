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
  /** Why it could not be logged when that was last tried, since the app was started. */
  problem: z.object({ code: z.string(), detail: z.string() }).optional(),
});
export type WaitingLog = z.infer<typeof WaitingLog>;
