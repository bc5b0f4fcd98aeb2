import type { SymbolDescription } from '../kconfig/answers/describe-symbol';
import type { Reference, SymbolEntry } from '../kconfig/answers/find-symbols';
import type { ValueHere } from '../kconfig/answers/value-here';
import type { LintRequest } from '../kconfig/context/settings';
import type { Finding } from '../kconfig/model/finding';
import type { TreePlace } from '../kconfig/tree/symbols/kconfig-tree';

/** Which tree, for which architecture: its Kconfig files read differently for each. */
export interface TreeKey {
  /** The top folder, as the system names it. */
  readonly root: string;
  /** As ARCH of make: `x86_64`, `arm64`. */
  readonly arch: string;
}

/** A configuration that is open. */
export interface ConfigText {
  readonly text: string;
  /** `CONFIG_`, or nothing for Buildroot. */
  readonly prefix: string;
  /** Its path: that of a defconfig tells how it is read. */
  readonly fileName: string;
}

/** What a symbol is, and what it is in a configuration. */
export interface SymbolAnswer {
  readonly description: SymbolDescription;
  readonly here: ValueHere | undefined;
}

/** Question → [what is asked of a tree, the answer]. Plain data: it goes from thread to thread. */
export interface Questions {
  describe: [
    { readonly name: string; readonly config: ConfigText | undefined },
    SymbolAnswer | undefined,
  ];
  definitions: [{ readonly name: string }, readonly TreePlace[]];
  references: [{ readonly name: string }, readonly Reference[]];
  search: [{ readonly query: string; readonly most: number }, readonly SymbolEntry[]];
  complete: [{ readonly start: string; readonly most: number }, readonly SymbolEntry[]];
  symbol: [{ readonly name: string }, SymbolEntry | undefined];
  /** What the lint finds in a configuration or a Kconfig file by the light of the tree. */
  lint: [{ readonly text: string; readonly request: LintRequest }, readonly Finding[]];
}

export type Question = keyof Questions;

/** What the worker is started with. */
export interface WorkerData {
  /** Where what was read of trees is kept between sessions. */
  readonly cacheFolder: string | undefined;
}

/** To the worker. */
export type ToWorker =
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly tree: TreeKey;
      readonly question: Question;
      readonly argument: unknown;
    }
  | { readonly kind: 'cancel'; readonly id: number }
  /** A file is other than it was; with a text: it is open and not saved. */
  | { readonly kind: 'changed'; readonly path: string; readonly text: string | undefined };

/** From the worker. */
export type FromWorker =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: string };
