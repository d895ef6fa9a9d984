/** Whether a text is made of whole characters: half a surrogate pair has no UTF-8, and would be written as something else. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
