import type { BootArguments } from '../boot/boot-arguments';
import type { ConfigFile } from '../config/config-file';
import type { Context, FileKind } from '../context/context';
import type { Architecture } from '../model/architecture';
import type { Problem, Severity } from '../model/finding';
import type { Role, RuleRole } from '../model/role';
import type { Span } from '../model/text';
import type { Version, VersionRange } from '../model/version';
import type { Evaluation } from '../tree/evaluate/evaluation';
import type { KconfigFile, Place } from '../tree/syntax/syntax';
import type { TreeKnowledge } from '../tree/tree-knowledge';
import type { VersionData } from '../versions/version-data';

/** What every rule says of itself; its documentation page is made of it. */
interface RuleFacts {
  /** Stable for ever: people write it into settings and comments. */
  readonly id: string;
  /** A few words, as a heading. */
  readonly title: string;
  readonly severity: Severity;
  /** It would speak up on most stock configurations: only for those who ask for it. */
  readonly offByDefault?: true;
  readonly role: RuleRole;
  /** Kernels that it is about; all when absent. Of an unknown kernel it says `info` at most. */
  readonly kernel?: VersionRange;
  /** Architectures that it is about; all, and unknown ones, when absent. */
  readonly architectures?: readonly Architecture[];
  /** Why it matters, for the page: Markdown. */
  readonly why: string;
  /** How we know: kernel file, commit, experiment. Markdown. */
  readonly evidence: string;
  /** What to do. Markdown. */
  readonly advice: string;
  /** On the page, and run as tests: each of `bad` is reported by this rule, no `good` is. */
  readonly examples: { readonly bad: readonly Example[]; readonly good: readonly Example[] };
}

/** A small file, with what the engine would be told of it. */
export interface Example {
  readonly text: string;
  /** `.config` when absent; it tells the kind of the file as in real life. */
  readonly fileName?: string;
  readonly role?: Role;
  readonly kernel?: string;
  readonly architecture?: Architecture;
  readonly tools?: {
    readonly crash?: string;
    readonly makedumpfile?: string;
    readonly kexec?: string;
  };
  readonly distribution?: string;
  /** In bytes. */
  readonly memory?: number;
  readonly referenced?: Readonly<Record<string, string>>;
  /** The Kconfig file of the tree that it is for. */
  readonly tree?: string;
  /** The text after the problem's first fix. */
  readonly fixed?: string;
}

/** Looks at a configuration. */
export interface ConfigRule extends RuleFacts {
  readonly subject: 'config';
  /** Kinds of configurations that it is about. */
  readonly kinds: readonly FileKind[];
  /**
   * In a fragment whose role a person declared, its symbols count as n when absent (they are n by
   * default), and what it finds is an `info`: another fragment may set them.
   */
  readonly assumesAbsentIsOff?: true;
  check(config: ConfigFile, context: Context): Iterable<Problem>;
}

/** Looks at one kernel command line, wherever it stands. */
export interface BootArgumentsRule extends RuleFacts {
  readonly subject: 'boot-arguments';
  /** `config` is there when the command line stands in a configuration. */
  check(boot: BootArguments, context: Context, config?: ConfigFile): Iterable<Problem>;
}

/** The kernel and the tools that must understand its dump. */
export interface VersionSet {
  readonly kernel: Version | undefined;
  readonly architecture: Architecture | undefined;
  readonly crash: Version | undefined;
  readonly makedumpfile: Version | undefined;
  readonly kexec: Version | undefined;
}

/** It has no place in a text: who shows it puts it where a document speaks of the tool. */
export interface VersionProblem extends Omit<Problem, 'span'> {
  /** The tool that it is about. */
  readonly tool: 'crash' | 'makedumpfile' | 'kexec';
  /** What the tool stops with, where no doubt is left: it is a release of its own project. */
  readonly symptoms?: readonly string[];
}

/** Looks at versions, which no text may hold. */
export interface VersionsRule extends RuleFacts {
  readonly subject: 'versions';
  check(versions: VersionSet, data: VersionData): Iterable<VersionProblem>;
}

/** A configuration in the light of the Kconfig files that it is for. */
export interface EvaluatedTree extends TreeKnowledge {
  readonly evaluation: Evaluation;
}

/** Looks at a configuration whose tree is known; silent where none is. */
export interface TreeRule extends RuleFacts {
  readonly subject: 'tree';
  readonly kinds: readonly FileKind[];
  check(tree: EvaluatedTree, config: ConfigFile, context: Context): Iterable<Problem>;
}

/** A Kconfig file. */
export interface KconfigDocument {
  readonly file: KconfigFile;
  /** Where a place is in the text. */
  readonly spanOf: (place: Place) => Span;
  /** The tree that it is part of, where that is known. */
  readonly tree: TreeKnowledge | undefined;
}

/** Looks at a Kconfig file. */
export interface KconfigRule extends RuleFacts {
  readonly subject: 'kconfig';
  check(document: KconfigDocument, context: Context): Iterable<Problem>;
}

export type Rule = ConfigRule | BootArgumentsRule | VersionsRule | TreeRule | KconfigRule;
