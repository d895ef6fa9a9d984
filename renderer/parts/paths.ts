/** The file's place below `folder`, or its whole path where it lies elsewhere. */
export function below(folder: string, path: string): string {
  const start = /[\\/]$/.test(folder) ? folder : `${folder}${path.includes('\\') ? '\\' : '/'}`;
  return path.startsWith(start) ? path.slice(start.length) : path;
}
