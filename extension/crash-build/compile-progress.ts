/**
 * How far `make` is, from the lines that it writes. How much there is to do, only those know who have
 * done it: counted in builds of crash 8.0.6 (gdb 10.2) and 9.0.2 (gdb 16.3) for ARM64.
 */
export class CompileProgress {
  private compiled = 0;

  /** Takes a line of the log; says how much is done, 0 to 1, never quite 1. */
  take(line: string): number {
    if (isCompiling(line)) {
      this.compiled++;
    }
    return Math.min(this.compiled / FILES, MOST);
  }

  /** Files compiled so far. */
  get files(): number {
    return this.compiled;
  }
}

const FILES = 1_150;
const MOST = 0.98;

/** `  CXX    gdb.o` of gdb, `gcc … -c file.c` of its libraries and of crash. */
export function isCompiling(line: string): boolean {
  return /^ +(CC|CXX) +\S+\.l?o$/.test(line) || /\s-c\s.*\.(c|cc|cpp)(\s|$)/.test(line);
}
