/** What each check saw, by the key that the check names; its `{{values}}` are in the check's `params`. Namespace `evidence`. */
export const EVIDENCE = {
  seen: '{{text}}',
} as const;
