import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { CrashDebugSession } from './session';

/** Only from this machine: whoever can connect makes crash read files as the person who started it. */
const HOST = '127.0.0.1';
/** How every message of the protocol begins. */
const HEADER = 'Content-Length:';

/** Sessions on a TCP port, one for each connection, independent of one another. */
export class SessionServer {
  private readonly sessions = new Set<CrashDebugSession>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {
    server.on('connection', (socket) => this.accept(socket));
  }

  /**
   * Listens on the loopback address; port 0 takes a free one.
   * @throws NodeJS.ErrnoException such as EADDRINUSE.
   */
  static async listen(port: number): Promise<SessionServer> {
    const server = createServer({ noDelay: true });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, HOST, resolve);
    });
    return new SessionServer(server, (server.address() as AddressInfo).port);
  }

  /** Takes no more connections, and ends all sessions in order. */
  async close(): Promise<void> {
    this.server.close();
    await Promise.all(Array.from(this.sessions, (session) => session.abandon()));
  }

  /** The process is told to die. */
  closeNow(): void {
    this.sessions.forEach((session) => session.abandonNow());
  }

  private accept(socket: Socket): void {
    const session = new CrashDebugSession(() => socket.end());
    session.setRunAsServer(true);
    this.sessions.add(session);
    // An error is followed by `close`.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      void session.abandon().finally(() => this.sessions.delete(session));
    });
    session.start(onlyProtocol(socket), socket);
  }
}

/**
 * What a connection sends, if it speaks the protocol from its first byte on. A browser that a web
 * page makes post to this port does not: it begins with a line of HTTP.
 */
function onlyProtocol(socket: Socket): PassThrough {
  const input = new PassThrough();
  let begun = Buffer.alloc(0);
  const begin = (bytes: Buffer): void => {
    begun = Buffer.concat([begun, bytes]);
    const start = begun.toString('latin1', 0, HEADER.length);
    if (!HEADER.startsWith(start)) {
      socket.destroy();
    } else if (start === HEADER) {
      socket.off('data', begin);
      input.write(begun);
      socket.pipe(input);
    }
  };
  socket.on('data', begin);
  socket.on('close', () => input.destroy());
  return input;
}
