// What must not outlive the bench: temporary folders, GnuPG's agents, the display, and programs that still run.
const pending = new Set();

/** Remembers a clean-up until the returned function has done it. It must not wait for anything. */
export function cleanUpLater(work) {
  pending.add(work);
  return () => {
    if (pending.delete(work)) work();
  };
}

function cleanUpAll() {
  for (const work of [...pending].reverse()) {
    try {
      work();
    } catch (error) {
      console.error(error);
    }
  }
  pending.clear();
}

process.once('exit', cleanUpAll);
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])
  process.once(signal, () => process.exit(status));
