import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_SETTINGS } from '../../../extension/kconfig/context/settings';
import { lint } from '../../../extension/kconfig/engine';
import { type Bench, inTurns, type Inputs, type Sample } from '../bench';

const REQUEST = { fileName: '.config', settings: { ...DEFAULT_SETTINGS, role: 'both' as const } };

const PEER = 'split into lines, one regular expression a line';

/** The lint of one complete configuration, for both roles, so that every rule of them runs. */
export default function lintBenches({ kernelConfig, bundles }: Inputs): Bench[] {
  const text = readFileSync(kernelConfig, 'utf8');
  const edited = keystrokes(text);
  return [
    {
      name: 'lint of a whole .config, first of the process',
      peer: PEER,
      limit: 20,
      warmUp: 1,
      samples: 15,
      sample: () => {
        const first = path.join(bundles, 'first-lint.mjs');
        const said = execFileSync(process.execPath, [first, kernelConfig], { encoding: 'utf8' });
        return JSON.parse(said) as Sample;
      },
    },
    {
      name: 'lint of a whole .config',
      peer: PEER,
      limit: 20,
      warmUp: 50,
      samples: 100,
      sample: inTurns(
        () => lint(text, REQUEST),
        () => peer(text),
      ),
    },
    {
      name: 'lint after a keystroke',
      peer: PEER,
      limit: 10,
      warmUp: 50,
      samples: 200,
      sample: () => {
        const changed = edited();
        return inTurns(
          () => lint(changed, REQUEST),
          () => peer(changed),
        )();
      },
    },
  ];
}

/** About the least that reads every symbol of a configuration. */
export function peer(text: string): Map<string, string> {
  const symbols = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^(?:# )?CONFIG_(\w+)(?:=(.*)| is not set)$/.exec(line);
    if (match?.[1] !== undefined) symbols.set(match[1], match[2] ?? 'n');
  }
  return symbols;
}

/** The text with one character more each time, as somebody types a comment in its midst. */
function keystrokes(text: string): () => string {
  const at = text.indexOf('\n', text.length / 2) + 1;
  let typed = '# ';
  return () => {
    typed = typed.length > 60 ? '# ' : `${typed}x`;
    // Flat, as an editor's text is, and not a rope that the first reader has to join.
    return Buffer.from(`${text.slice(0, at)}${typed}\n${text.slice(at)}`).toString();
  };
}
