/** Makes fixtures out of complete configurations, which are 300 KB each. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../../support/paths.mjs';

/**
 * A complete configuration without most of its symbols. What stays: the header, every symbol that
 * the lint's sources so much as name (be it "is not set"), and some others spread over the whole
 * file. So every rule finds in it what it finds in the whole one.
 * @param others about how many symbols that the lint does not name
 */
export function shortenConfig(text: string, others: number): string {
  const named = namedByTheLint();
  const isNamed = (symbol: string): boolean => named.has(symbol) || TOPIC.test(symbol);
  const lines = text.split('\n').map((line) => ({ line, symbol: symbolOf(line) }));
  const head = lines.findIndex(({ symbol }) => symbol !== undefined);
  const rest = lines.flatMap(({ symbol }) => (symbol && !isNamed(symbol) ? symbol : []));
  const step = Math.max(1, Math.floor(rest.length / others));
  const spread = new Set(rest.filter((_, index) => index % step === 0));
  const short = lines.filter(
    ({ symbol }, index) => index < head || (symbol && (isNamed(symbol) || spread.has(symbol))),
  );
  return `${short.map(({ line }) => line).join('\n')}\n`;
}

function symbolOf(line: string): string | undefined {
  return /^(?:# )?CONFIG_(\w+)(?:=| is not set$)/.exec(line)?.[1];
}

/** What rules know by patterns instead of names. */
const TOPIC =
  /KEXEC|CRASH|VMCORE|KCORE|DEBUG_INFO|KALLSYMS|RANDSTRUCT|CMDLINE|HIGHMEM|UNWINDER|PANIC/;

/** All words in the lint's sources that may be symbols. */
function namedByTheLint(): ReadonlySet<string> {
  const folder = path.join(repository, 'extension', 'kconfig');
  const names = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const source = readFileSync(path.join(folder, file), 'utf8');
    for (const [name] of source.matchAll(/\b[A-Z0-9][A-Z0-9_]{2,}\b/g)) names.add(name);
  }
  return names;
}
