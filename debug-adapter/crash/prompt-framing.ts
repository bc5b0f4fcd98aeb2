/** Text kept of one answer on the terminal; what comes in between is dropped (it is never data). */
const KEPT_CHARACTERS = 256 * 1024;

// Control sequences of ECMA-48 (CSI, OSC and two-character escapes), as gdb and readline emit them.

const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])/g;

/** Removes terminal control sequences and bells. */
export function stripEscapes(text: string): string {
  return text.replace(ESCAPES, '').replace(/\x07/g, '');
}

/**
 * Finds the prompt in what crash writes to its terminal, however the pieces are cut.
 *
 * crash's prompt is `<name of the program>> ` at the start of a line, and nothing after it. The name
 * is not always `crash`: until the first prompt has been confirmed by an answered command, any
 * word followed by `> ` counts.
 */
export class PromptFraming {
  private head = '';
  private tail = '';
  private dropped = 0;
  private prompts: Set<string> | undefined;

  /** Takes the next piece that the terminal gave. */
  push(piece: string): void {
    this.tail += piece;
    if (this.tail.length > 2 * KEPT_CHARACTERS) {
      if (this.head === '') {
        this.head = this.tail.slice(0, KEPT_CHARACTERS);
        this.tail = this.tail.slice(KEPT_CHARACTERS);
      }
      const excess = this.tail.length - KEPT_CHARACTERS;
      if (excess > 0) {
        this.dropped += excess;
        this.tail = this.tail.slice(excess);
      }
    }
  }

  /** Characters that came since the last `take`, those that were not kept included. */
  get length(): number {
    return this.head.length + this.dropped + this.tail.length;
  }

  /** The prompt that the text now ends in, or undefined while crash is busy. */
  prompt(): string | undefined {
    const lastLine = /(?:^|[\r\n])([^\r\n]*)$/.exec(this.tail.slice(-512))?.[1] ?? '';
    // The terminal echoes a Ctrl-C in front of the prompt that follows it.
    const line = stripEscapes(lastLine).replace(/^(?:\^C)+/, '');
    if (this.prompts) {
      return this.prompts.has(line) ? line : undefined;
    }
    return /^\S.{0,80}> $/.test(line) ? line : undefined;
  }

  /**
   * Whether the command just typed has been answered: its echo, known by `token`, was seen, a line
   * ended after it, and the prompt is back. A prompt that was still on its way is thus not taken
   * for the answer.
   */
  isAnswered(token: string): boolean {
    if (this.prompt() === undefined) {
      return false;
    }
    const text = this.head === '' ? this.tail : this.head;
    const echo = stripEscapes(text).indexOf(token);
    return echo >= 0 && (this.head !== '' || /[\r\n]/.test(stripEscapes(text).slice(echo)));
  }

  /** From now on only this prompt, and gdb's own, count. */
  confirm(prompt: string): void {
    this.prompts = new Set([prompt, 'gdb> ']);
  }

  /** The text since the last `take`, without its prompt and escapes, and starts anew. */
  take(): string {
    const prompt = this.prompt();
    const gap = this.dropped > 0 ? `\n[… ${this.dropped} characters left out …]\n` : '';
    let text = stripEscapes(this.head + gap + this.tail);
    if (prompt !== undefined && text.endsWith(prompt)) {
      text = text.slice(0, -prompt.length);
    }
    this.head = '';
    this.tail = '';
    this.dropped = 0;
    return text;
  }
}
