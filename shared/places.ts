const PLACE = /\{\{(\w+)\}\}/;

/**
 * The pieces of a template in turn, each `{{name}}` as what stands there. What was put in is not looked at again, so that a value
 * that looks like a place, as a stranger's may, stays what it is.
 */
export function mapPlaces<T>(template: string, valueOf: (name: string) => T): (string | T)[] {
  // With one group in the pattern, every other piece is a name.
  return piecesOf(template).map((piece, index) => (index % 2 === 0 ? piece : valueOf(piece)));
}

/** Templates stand in the catalogue: there are not more of them, and each is used again and again. */
const taken = new Map<string, readonly string[]>();

function piecesOf(template: string): readonly string[] {
  const before = taken.get(template);
  if (before !== undefined) return before;
  const pieces = template.split(PLACE);
  taken.set(template, pieces);
  return pieces;
}

/** Fills the `{{name}}` places of a template, once; a place without a value is left out. */
export function fillPlaces(template: string, valueOf: (name: string) => string | undefined): string {
  return mapPlaces(template, valueOf).join('');
}
