/**
 * Whether a name fits a list of patterns as OpenSSH writes them (ssh_config(5), PATTERNS): `*` and `?`, separated by commas, and none of
 * those that begin with `!`.
 */
export function fitsPatternList(name: string, list: string): boolean {
  let fits = false;
  for (const pattern of list.split(',')) {
    const negated = pattern.startsWith('!');
    if (!fitsPattern(name, negated ? pattern.slice(1) : pattern)) continue;
    if (negated) return false;
    fits = true;
  }
  return fits;
}

/** Without going back farther than the last star, so that no pattern takes long. */
function fitsPattern(name: string, pattern: string): boolean {
  let [at, in_, star, from] = [0, 0, -1, 0];
  while (at < name.length) {
    if (pattern[in_] === '*') {
      star = in_++;
      from = at;
    } else if (in_ < pattern.length && (pattern[in_] === '?' || pattern[in_] === name[at])) {
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
