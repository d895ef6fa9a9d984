/** Standard output. Node makes it when it is first asked for, which takes a good part of a quiet call's time. */
export function standardOutput(): NodeJS.WriteStream {
  return watched(process.stdout);
}

/** Standard error, as standard output. */
export function standardError(): NodeJS.WriteStream {
  return watched(process.stderr);
}

const known = new WeakSet<NodeJS.WriteStream>();

function watched(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (known.has(stream)) return stream;
  known.add(stream);
  return stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads our output (`| head`) may stop reading: the run is finished, and its status stays true. Results that a full disk
    // swallowed were not given.
    if (error.code !== 'EPIPE' && stream === process.stdout) process.on('exit', () => (process.exitCode = 5));
  });
}
