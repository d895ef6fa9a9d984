/** A service's address as people are told it: without what every one begins and ends with. */
export function shownAddress(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '');
}
