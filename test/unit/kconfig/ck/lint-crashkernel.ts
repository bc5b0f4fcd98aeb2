/** What the rules on crashkernel= find in a file. */
import { lint } from '../../../../extension/kconfig/engine';
import type { Architecture } from '../../../../extension/kconfig/model/architecture';
import type { Finding } from '../../../../extension/kconfig/model/finding';
import { parseVersion } from '../../../../extension/kconfig/model/version';

export interface Known {
  readonly architecture?: Architecture;
  readonly kernel?: string;
  readonly memory?: number;
  readonly fileName?: string;
}

/** Findings of the CK rules alone. */
export function lintText(text: string, known: Known = {}): Finding[] {
  const { architecture, kernel, memory, fileName = 'extlinux.conf' } = known;
  const { findings } = lint(text, {
    fileName,
    settings: {
      severities: {},
      tools: {},
      ...(architecture ? { architecture } : {}),
      ...(kernel === undefined ? {} : { kernel: parseVersion(kernel) }),
      ...(memory === undefined ? {} : { memory }),
    },
  });
  return findings.filter(({ rule }) => rule.startsWith('CK'));
}

/** Of a boot loader's line with these values. */
export function lintValues(values: readonly string[], known: Known = {}): Finding[] {
  return lintText(lineOf(values), known);
}

export function lineOf(values: readonly string[]): string {
  return `append ${['quiet', ...values.map((value) => `crashkernel=${value}`)].join(' ')}\n`;
}

/** `CK001 error "B"`, with the piece that is underlined. */
export function brief(text: string, findings: readonly Finding[]): string[] {
  return findings.map(
    ({ rule, severity, span }) => `${rule} ${severity} "${text.slice(span.start, span.end)}"`,
  );
}
