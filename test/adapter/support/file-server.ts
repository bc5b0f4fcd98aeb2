import { createReadStream, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from './until';

/** A web server on loopback that has a few files. */
export class FileServer {
  /** Paths that were asked for. */
  readonly asked: string[] = [];
  /** It takes requests and answers none. */
  silent = false;

  private constructor(private readonly server: Server) {}

  static async start(files: Readonly<Record<string, string>>): Promise<FileServer> {
    const server = createServer();
    const self = new FileServer(server);
    server.on('request', ({ url = '' }, response) => {
      self.asked.push(url);
      if (self.silent) return;
      const file = files[url];
      if (file === undefined) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'content-length': statSync(file).size });
      createReadStream(file).pipe(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return self;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  waitForRequest(): Promise<void> {
    return until('somebody asks the server', () => this.asked.length > 0);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
