/** What a table has of its own under a name that the user wrote; never what every object has (`constructor`). */
export function ownEntry<T>(table: Readonly<Record<string, T>>, name: string | undefined): T | undefined {
  return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
