import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { Readable } from 'node:stream';

const HEADER = /^Content-Length: (\d+)\r\n\r\n/;

/** Every message that an adapter sent, in order, read apart from the client. */
export class MessageRecorder {
  readonly messages: P.ProtocolMessage[] = [];
  private rest = Buffer.alloc(0);

  constructor(stream: Readable) {
    stream.on('data', (piece: Buffer) => this.push(piece));
  }

  events(name: string): P.Event[] {
    return this.messages.filter(
      (message): message is P.Event => isEvent(message) && message.event === name,
    );
  }

  responses(): P.Response[] {
    return this.messages.filter((message) => message.type === 'response') as P.Response[];
  }

  private push(piece: Buffer): void {
    this.rest = Buffer.concat([this.rest, piece]);
    for (;;) {
      const header = HEADER.exec(this.rest.toString('latin1', 0, 64));
      if (!header) {
        return;
      }
      const start = header[0].length;
      const end = start + Number(header[1]);
      if (this.rest.length < end) {
        return;
      }
      const text = this.rest.toString('utf8', start, end);
      this.messages.push(JSON.parse(text) as P.ProtocolMessage);
      this.rest = this.rest.subarray(end);
    }
  }
}

function isEvent(message: P.ProtocolMessage): message is P.Event {
  return message.type === 'event';
}
