/** The four verdicts, worst first, as the exit status of the command line ranks them. Kept apart from its schema: the core loads no schemas. */
export const VERDICTS = ['invalid', 'untrusted', 'incomplete', 'verified'] as const;
