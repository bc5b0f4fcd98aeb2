import { decodeAnswer } from './answer-text';

/** A line longer than this is handed on before it ends. */
const LONGEST_LINE_BYTES = 64 * 1024;

/** Turns an answer that comes in pieces into text, whole lines at a time, so that no character is cut. */
export class AnswerStream {
  private rest = Buffer.alloc(0);

  constructor(private readonly onText: (text: string) => void) {}

  push(bytes: Buffer): void {
    const all = Buffer.concat([this.rest, bytes]);
    const newline = all.lastIndexOf(0x0a);
    const end = newline < 0 && all.length > LONGEST_LINE_BYTES ? all.length : newline + 1;
    this.rest = all.subarray(end);
    if (end > 0) {
      this.onText(decodeAnswer(all.subarray(0, end)));
    }
  }

  end(): void {
    if (this.rest.length > 0) {
      this.onText(decodeAnswer(this.rest));
      this.rest = Buffer.alloc(0);
    }
  }
}
