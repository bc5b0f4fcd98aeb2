import * as fs from 'node:fs/promises';

const PIECE_BYTES = 256 * 1024;
const MOST_PIECES = 32;
/** A file system with less room than this has cut an answer off, or will cut the next one off. */
const LEAST_ROOM_BYTES = 64 * 1024;

/** The file that crash writes one answer into; it can be read while it grows. */
export class AnswerFile {
  private handedOn = 0;
  private looking: Promise<number> | undefined;

  /** `onPartial` gets the bytes of the answer as they come, in order, each once. */
  constructor(
    private readonly path: string,
    private readonly onPartial?: (bytes: Buffer) => void,
  ) {}

  /** Hands on what is new and says how long the file is by now, in bytes; 0 while there is none. */
  look(): Promise<number> {
    this.looking ??= this.handOn().finally(() => (this.looking = undefined));
    return this.looking;
  }

  /**
   * The answer, once crash has closed the file: all of it, or nothing when it went through
   * `onPartial`, by now to its last byte.
   */
  async take(): Promise<Buffer> {
    if (!this.onPartial) {
      return fs.readFile(this.path).catch(() => Buffer.alloc(0));
    }
    await this.looking?.catch(() => undefined);
    let before = -1;
    while (before !== this.handedOn) {
      before = this.handedOn;
      await this.look();
    }
    return Buffer.alloc(0);
  }

  /** Whether the file system is full: crash then cuts its answers off without a word. */
  async diskIsFull(): Promise<boolean> {
    const { bavail, bsize, blocks } = await fs.statfs(this.path);
    return blocks > 0 && bavail * bsize < LEAST_ROOM_BYTES;
  }

  async remove(): Promise<void> {
    await fs.rm(this.path, { force: true });
  }

  private async handOn(): Promise<number> {
    const { onPartial } = this;
    if (!onPartial) {
      return (await fs.stat(this.path).catch(() => undefined))?.size ?? 0;
    }
    const file = await fs.open(this.path).catch(() => undefined);
    if (!file) {
      return 0;
    }
    try {
      // One look ends, however fast the file grows.
      for (let count = 0; count < MOST_PIECES; count++) {
        const piece = Buffer.alloc(PIECE_BYTES);
        const { bytesRead } = await file.read(piece, 0, piece.length, this.handedOn);
        if (bytesRead === 0) break;
        this.handedOn += bytesRead;
        onPartial(piece.subarray(0, bytesRead));
      }
      return this.handedOn;
    } finally {
      await file.close();
    }
  }
}
