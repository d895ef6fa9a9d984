// `npm run demo`
export async function demo() {
  return 0;
}
