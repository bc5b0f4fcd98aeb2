import { valueLine } from './evaluate/value-line';
import type { Evaluation } from './evaluate/evaluation';
import { ConfigFile } from '../config/config-file';

/**
 * A configuration with the values that Kconfig will give it, where they are known: what a kernel will
 * really have. Its lines are those that are written.
 */
export class EvaluatedConfig extends ConfigFile {
  override readonly isEvaluated = true;

  constructor(
    config: ConfigFile,
    private readonly evaluation: Evaluation,
  ) {
    const isWhole = evaluation.input.absent === 'default';
    super(
      config.text,
      config.lines,
      isWhole ? 'full' : config.completeness,
      config.prefix,
      config.header,
    );
  }

  override written(symbol: string): string | undefined {
    return this.computed(symbol) ?? super.written(symbol);
  }

  override isUnknown(symbol: string): boolean {
    if (!this.evaluation.tree.symbols.has(symbol)) return super.isUnknown(symbol);
    return this.written(symbol) === undefined;
  }

  override isOff(symbol: string): boolean {
    const value = this.computed(symbol);
    if (value !== undefined) return value.startsWith('n');
    // A symbol that the tree does not define is off; one whose value is not known is not.
    return !this.evaluation.tree.symbols.has(symbol) && super.isOff(symbol);
  }

  /** As in a configuration file; undefined: not known. */
  private computed(symbol: string): string | undefined {
    const found = this.evaluation.tree.symbols.get(symbol);
    return found && valueLine(this.evaluation, found);
  }
}
