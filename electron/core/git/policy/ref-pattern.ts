/** Why a pattern of refs cannot be one; technical English. Undefined where it is one. */
export function refPatternFault(pattern: string): string | undefined {
  if (!pattern.startsWith('refs/')) return 'a pattern of refs begins with refs/';
  // What git knows more of would be read in two ways by whoever does not; no name of a ref holds these.
  if (/[[\\\]^~: \p{C}]/u.test(pattern)) return 'of what fits more than itself, a pattern of refs has * and ? only';
  if (pattern.includes('***')) return 'more than two stars beside each other';
  if (pattern.includes('//') || pattern.includes('..')) return 'no ref has such a name';
  return undefined;
}

/**
 * Whether a ref fits a pattern, as `git for-each-ref` has it: literally, wholly or up to a slash; or with `?` and `*` for what is no
 * slash, and `**` between slashes for any parts of the name.
 */
export function fitsRefPattern(ref: string, pattern: string): boolean {
  if (ref === pattern || ref.startsWith(pattern.endsWith('/') ? pattern : `${pattern}/`)) return true;
  return fitsParts(ref.split('/'), pattern.split('/'));
}

/** Goes back to the last `**` only, so that no pattern takes long. */
function fitsParts(parts: readonly string[], patterns: readonly string[]): boolean {
  let [at, in_, stars, from] = [0, 0, -1, 0];
  while (at < parts.length) {
    const pattern = patterns[in_];
    if (pattern === '**') {
      // At the end it is for something, in the middle for nothing, too.
      if (in_ === patterns.length - 1) return true;
      stars = in_++;
      from = at;
    } else if (pattern !== undefined && fitsPart(parts[at] ?? '', pattern)) {
      at++;
      in_++;
    } else if (stars === -1) {
      return false;
    } else {
      in_ = stars + 1;
      at = ++from;
    }
  }
  return in_ === patterns.length;
}

function fitsPart(part: string, pattern: string): boolean {
  let [at, in_, star, from] = [0, 0, -1, 0];
  while (at < part.length) {
    if (pattern[in_] === '*') {
      star = in_++;
      from = at;
    } else if (in_ < pattern.length && (pattern[in_] === '?' || pattern[in_] === part[at])) {
      at++;
      in_++;
    } else if (star === -1) {
      return false;
    } else {
      in_ = star + 1;
      at = ++from;
    }
  }
  while (pattern[in_] === '*') in_++;
  return in_ === pattern.length;
}
