import { connect, type Socket } from 'node:net';
import { DBUS_ERROR, DBUS_RETURN, encodeCall, decodeMessage, type DbusReply } from './dbus-message.ts';

/** A connection to the desktop's message bus that can make calls with text arguments. */
export interface SessionBus {
  /** The first value of the reply: text, a number, or true or false. Rejects with an error that names what the bus said. */
  call(destination: string, path: string, member: string, args: readonly string[]): Promise<string | number | boolean>;
  close(): void;
}

/**
 * The socket of the session bus (D-Bus specification, "Server Addresses"): from `DBUS_SESSION_BUS_ADDRESS`, else
 * `$XDG_RUNTIME_DIR/bus`. Undefined where only other transports are named.
 */
export function sessionBusSocket(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const address = env['DBUS_SESSION_BUS_ADDRESS'];
  if (address === undefined || address === '') {
    const runtime = env['XDG_RUNTIME_DIR'];
    return runtime === undefined || runtime === '' ? undefined : `${runtime}/bus`;
  }
  for (const one of address.split(';')) {
    if (!one.startsWith('unix:')) continue;
    for (const pair of one.slice(5).split(',')) {
      const [key, value = ''] = pair.split('=', 2);
      const text = value.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
      if (key === 'path') return text;
      if (key === 'abstract') return `\0${text}`;
    }
  }
  return undefined;
}

/** Connects and says hello (D-Bus specification, "Authentication Protocol", EXTERNAL). Rejects after `limitMs` milliseconds. */
export async function openSessionBus(socketPath: string, limitMs: number): Promise<SessionBus> {
  const socket = connect({ path: socketPath });
  // A desktop that does not answer must not keep the process alive.
  const timer = setTimeout(() => socket.destroy(new Error('the message bus did not answer in time')), limitMs);
  const wire = new Wire(socket, () => clearTimeout(timer));
  const call: SessionBus['call'] = (destination, path, member, args) => wire.call(destination, path, member, args);
  try {
    await wire.authenticate();
    await call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus.Hello', []);
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return { call, close: () => socket.destroy() };
}

interface Waiting {
  resolve: (reply: DbusReply) => void;
  reject: (error: Error) => void;
}

class Wire {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  #buffer = Buffer.alloc(0);
  #serial = 0;
  #greeting: { resolve: (line: string) => void; reject: (error: Error) => void } | undefined;

  constructor(socket: Socket, closed: () => void) {
    this.#socket = socket;
    socket.on('data', (bytes) => this.#receive(bytes));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => {
      closed();
      this.#fail(new Error('the message bus closed the connection'));
    });
  }

  async authenticate(): Promise<void> {
    const uid = Buffer.from(String(process.getuid?.() ?? 0), 'ascii').toString('hex');
    const answer = new Promise<string>((resolve, reject) => (this.#greeting = { resolve, reject }));
    this.#socket.write(`\0AUTH EXTERNAL ${uid}\r\n`);
    const line = await answer;
    if (!line.startsWith('OK ')) throw new Error(`the message bus refused: ${line}`);
    this.#socket.write('BEGIN\r\n');
  }

  async call(destination: string, path: string, member: string, args: readonly string[]) {
    const serial = ++this.#serial;
    const reply = await new Promise<DbusReply>((resolve, reject) => {
      this.#waiting.set(serial, { resolve, reject });
      this.#socket.write(encodeCall(serial, destination, path, member, args));
    });
    if (reply.type === DBUS_ERROR) throw new Error(reply.errorName ?? 'unnamed error');
    if (reply.value === undefined) throw new Error('the reply holds nothing that is understood');
    return reply.value;
  }

  #receive(bytes: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    if (this.#greeting !== undefined) {
      const end = this.#buffer.indexOf('\r\n');
      if (end < 0) return;
      const line = this.#buffer.toString('latin1', 0, end);
      this.#buffer = this.#buffer.subarray(end + 2);
      this.#greeting.resolve(line);
      this.#greeting = undefined;
    }
    try {
      for (;;) {
        const message = decodeMessage(this.#buffer);
        if (message === undefined) return;
        this.#buffer = this.#buffer.subarray(message.length);
        if (message.type !== DBUS_RETURN && message.type !== DBUS_ERROR) continue;
        this.#waiting.get(message.replySerial)?.resolve(message);
        this.#waiting.delete(message.replySerial);
      }
    } catch (error) {
      this.#socket.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #fail(error: Error): void {
    this.#greeting?.reject(error);
    this.#greeting = undefined;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
