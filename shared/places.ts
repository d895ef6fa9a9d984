const PLACE = /\{\{(\w+)\}\}/;

/**
 * The pieces of a template in turn, each `{{name}}` as what stands there. What was put in is not looked at again, so that a value
 * that looks like a place, as a stranger's may, stays what it is.
 */
export function mapPlaces<T>(template: string, valueOf: (name: string) => T): (string | T)[] {
  // With one group in the pattern, every other piece is a name.
  return template.split(PLACE).map((piece, index) => (index % 2 === 0 ? piece : valueOf(piece)));
}

/** Fills the `{{name}}` places of a template, once; a place without a value is left out. */
export function fillPlaces(template: string, valueOf: (name: string) => string | undefined): string {
  return mapPlaces(template, valueOf).join('');
}
