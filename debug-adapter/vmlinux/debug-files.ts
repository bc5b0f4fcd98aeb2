import type { SymbolizedFunction, Symbolizer } from './symbolizer';
import { openSymbolizer } from './symbolizer';
import { SymbolTable } from './symbol-table';

/** An ELF file with debug info, kept open while it is asked. */
interface DebugFile {
  readonly symbolizer: Symbolizer;
  readonly table: Promise<SymbolTable | undefined>;
  timer: NodeJS.Timeout;
}

/** A look-up process holds the debug info of a whole kernel in memory; nobody asks for ever. */
const IDLE_MS = 120_000;

/** The files with debug info that links of logs lead into, each with its look-up process. */
export class DebugFiles {
  private readonly files = new Map<string, DebugFile>();

  close(): void {
    for (const path of [...this.files.keys()]) this.closeFile(path);
  }

  /** Undefined when the file has none. Rejects with the system's error. */
  symbols(path: string): Promise<SymbolTable | undefined> {
    return this.file(path).table;
  }

  /** Rejects when the look-up process cannot run or has ended. */
  async lookup(path: string, place: bigint | string): Promise<readonly SymbolizedFunction[]> {
    try {
      return await this.file(path).symbolizer.lookup(place);
    } catch (error) {
      this.closeFile(path);
      throw error;
    }
  }

  private file(path: string): DebugFile {
    const known = this.files.get(path);
    clearTimeout(known?.timer);
    const timer = setTimeout(() => this.closeFile(path), IDLE_MS);
    if (known) {
      known.timer = timer;
      return known;
    }
    const file = { symbolizer: openSymbolizer(path), table: SymbolTable.read(path), timer };
    file.table.catch(() => this.closeFile(path));
    this.files.set(path, file);
    return file;
  }

  private closeFile(path: string): void {
    const file = this.files.get(path);
    this.files.delete(path);
    clearTimeout(file?.timer);
    file?.symbolizer.close();
  }
}
