import { isAtLeast } from '../../model/version';
import { statementsOf } from '../../tree/kconfig-statements';
import type { Place, Property } from '../../tree/syntax/syntax';
import type { KconfigRule } from '../rule';

export const kcf005: KconfigRule = {
  id: 'KCF005',
  title: 'A construct that this kernel’s Kconfig does not read',
  severity: 'info',
  role: 'any',
  subject: 'kconfig',
  why: 'The language grows, and a file that was written for a newer kernel stops the configuration of an older one with a syntax error.',
  evidence:
    'scripts/kconfig/parser.y of 5.10, 6.1, 6.12 and 7.2: `transitional` is in 7.2 and not in 6.12 (it came with 6.18), `depends on A if B` likewise (7.0).',
  advice: 'Write it without: for `depends on A if B`, `depends on A || !B`.',
  examples: {
    bad: [
      {
        fileName: 'drivers/foo/Kconfig',
        kernel: '6.12',
        text: 'config FOO\n\tbool "foo"\n\tdepends on A if B\n',
      },
      { fileName: 'mm/Kconfig', kernel: '6.12', text: 'config FOO\n\tbool\n\ttransitional\n' },
    ],
    good: [
      {
        fileName: 'drivers/foo/Kconfig',
        kernel: '7.2',
        text: 'config FOO\n\tbool "foo"\n\tdepends on A if B\nconfig BAR\n\tbool\n\ttransitional\n',
      },
      { fileName: 'drivers/foo/Kconfig', text: 'config BAR\n\tbool\n\ttransitional\n' },
    ],
  },
  *check({ file, spanOf }, { kernel }) {
    if (!kernel) return;
    for (const statement of statementsOf(file)) {
      if (!('properties' in statement)) continue;
      for (const property of statement.properties) {
        const newer = newerSyntax(property);
        if (!newer || isAtLeast(kernel.value, newer.since)) continue;
        yield {
          span: spanOf(newer.place),
          message: `${newer.what} needs Linux ${newer.since}; this is ${kernel.value.text}.`,
        };
      }
    }
  },
};

function newerSyntax(
  property: Property,
): { since: string; what: string; place: Place } | undefined {
  if (property.kind === 'depends' && property.condition) {
    return { since: '7.0', what: '"depends on" with "if"', place: property.place };
  }
  if (property.kind !== 'flag' || property.value !== undefined) return undefined;
  const since = property.name === 'transitional' ? '6.18' : undefined;
  return since === undefined
    ? undefined
    : { since, what: `"${property.name}"`, place: property.place };
}
