/** Whether a piece of advice makes names of files out of the one that was judged (`{{name}}.asc`): a digest alone has none to make them of. */
export function namesFiles(advice: string): boolean {
  return /\{\{name\}\}\.\p{L}/u.test(advice);
}
