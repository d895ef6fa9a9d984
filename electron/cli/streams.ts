/** Standard output. Node makes it when it is first asked for, which takes a good part of a quiet call's time. */
export function standardOutput(): NodeJS.WriteStream {
  return watched(process.stdout);
}

/** Standard error, as standard output. */
export function standardError(): NodeJS.WriteStream {
  return watched(process.stderr);
}

const known = new Set<NodeJS.WriteStream>();

/** Resolves when all that was written has been taken, or nobody takes it any more. */
export async function outputTaken(): Promise<void> {
  await Promise.all([...known].map(taken));
}

async function taken(stream: NodeJS.WriteStream): Promise<void> {
  if (stream.writableLength === 0 || stream.destroyed) return;
  await new Promise<void>((resolve) => {
    stream.once('close', resolve);
    stream.write('', () => resolve());
  });
}

function watched(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (known.has(stream)) return stream;
  known.add(stream);
  return stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads our output (`| head`) may stop reading: the run is finished, and its status stays true. Results that a full disk
    // swallowed were not given.
    if (error.code !== 'EPIPE' && stream === process.stdout) process.on('exit', () => (process.exitCode = 5));
  });
}
