/**
 * Each way in which values are shown, on real dumps: the text equals what drgn says of the same value,
 * or crash. The objects of 6.12-rules are made for it (src/labrules.c).
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { run } from '../support/command.mjs';
import type { DapClient } from '../support/dap-client';
import { repository } from '../support/paths.mjs';
import { openDump, type Opened } from './open-dump';

/** What type-rules.py says of a value. */
interface Truth {
  readonly rule: string;
  readonly expression: string;
  /** The whole text, or its beginning. */
  readonly says?: string;
  readonly ends?: string;
  readonly contains?: string;
  /** Names of each flag, and the whole of them. */
  readonly words?: readonly (readonly string[])[];
  readonly value?: number;
  /** Addresses of the first parts. */
  readonly parts?: readonly string[];
}

/** Lists that only their owner knows. */
const LISTS = {
  'struct lab_rules.list': 'struct lab_thing.node',
  'struct lab_rules.hash': 'struct lab_thing.hash',
};
/** Virtual memory areas of so many tasks. */
const TASKS_WITH_MEMORY = 4;

for (const name of ['the sample', '6.12-rules', '6.1-5000'] as const) {
  describe(`type rules of ${name}`, () => {
    let opened: Opened;
    let client: DapClient;

    before(async () => {
      opened = await openDump(name, { listTypes: LISTS });
      ({ client } = opened);
    });

    after(() => client?.stop());

    it('show what drgn says', async () => {
      const wrong: string[] = [];
      const counts = new Map<string, number>();
      const examples = new Map<string, string>();
      for (const truth of await readTruths(opened)) {
        const value = await evaluate(client, truth.expression);
        const parts = truth.parts ? await partsOf(client, value) : [];
        const differs = difference(truth, value, parts);
        if (differs !== undefined) wrong.push(`${truth.rule}: ${truth.expression}: ${differs}`);
        counts.set(truth.rule, (counts.get(truth.rule) ?? 0) + 1);
        examples.set(truth.rule, `${truth.expression} → ${value.result}`);
      }
      for (const [rule, example] of examples) {
        console.log(`      ${rule} (${counts.get(rule)}): ${example}`);
      }
      assert.deepEqual(wrong, []);
      assert.ok(examples.size >= 15, `only ${[...examples.keys()].join(', ')}`);
    });

    it('show the flags of memory areas as vm -f does', async () => {
      let compared = 0;
      for (const { address, flags } of await areas(client)) {
        const { result } = await evaluate(
          client,
          `((struct vm_area_struct *)${address})->vm_flags`,
        );
        const names = /\(([A-Z|_]+)\)/.exec(await client.console(`vm -f ${flags}`))?.[1] ?? '';
        assert.deepEqual(wordsOf(result), namesOf(names), result);
        assert.ok(result.endsWith(` (0x${flags})`), result);
        if (compared === 0) console.log(`      ${result}: ${names}`);
        compared += 1;
      }
      assert.ok(compared > 10, `${compared}`);
    });
  });
}

/** By drgn, and of the module labrules where it is loaded. */
async function readTruths({ client, vmcore, vmlinux, modulePaths }: Opened): Promise<Truth[]> {
  const place = /^[0-9a-f]+/.exec(await client.console('sym lab_rules'))?.[0];
  const module = path.join(modulePaths[0] ?? '', 'labrules.ko');
  const lab = place === undefined ? [] : [module, `0x${place}`];
  const script = path.join(repository, 'test', 'lab', 'type-rules.py');
  const json = await run('/usr/bin/python3', [script, vmcore, vmlinux, ...lab]);
  return JSON.parse(json.toString()) as Truth[];
}

async function evaluate(
  client: DapClient,
  expression: string,
): Promise<P.EvaluateResponse['body']> {
  return (await client.evaluateRequest({ expression, context: 'watch' })).body;
}

async function partsOf(
  client: DapClient,
  { variablesReference }: P.EvaluateResponse['body'],
): Promise<readonly P.Variable[]> {
  return variablesReference === 0
    ? []
    : (await client.variablesRequest({ variablesReference })).body.variables;
}

/** How a value differs from the truth; undefined where it does not. */
function difference(
  truth: Truth,
  { result }: P.EvaluateResponse['body'],
  shown: readonly P.Variable[],
): string | undefined {
  if (!isTrue(truth, result)) return `${result} for ${JSON.stringify(truth)}`;
  const addresses = shown.slice(0, truth.parts?.length ?? 0).map((part) => part.memoryReference);
  return truth.parts && addresses.join() !== truth.parts.join()
    ? `${addresses.join()} for ${truth.parts.join()}`
    : undefined;
}

function isTrue({ says, ends, contains, words, value }: Truth, shown: string): boolean {
  if (words) {
    const names = wordsOf(shown);
    const whole = /\((0x\w+)\)$/.exec(shown)?.[1] ?? shown;
    return (
      names.length === words.length &&
      words.every((some) => some.some((name) => names.includes(name))) &&
      BigInt(whole) === BigInt(value ?? -1)
    );
  }
  if (contains !== undefined) return shown.split(/[ |]+/).includes(contains);
  return ends === undefined
    ? shown === says
    : shown.startsWith(says ?? '') && shown.endsWith(` ${ends}`);
}

/** The names in `a | b | 0x100 (0x103)`. */
function wordsOf(shown: string): string[] {
  return shown
    .replace(/ \(0x\w+\)$/, '')
    .split(' | ')
    .filter((word) => !/^0x|^0$/.test(word))
    .sort();
}

/** crash has names of before Linux 3.7: since then these bits are VM_SOFTDIRTY and VM_DONTDUMP. */
function namesOf(names: string): string[] {
  const now = names
    .toLowerCase()
    .replace('can_nonlinear', 'softdirty')
    .replace('alwaysdump', 'dontdump');
  return now.split('|').sort();
}

/** Memory areas of some tasks, as crash lists them. */
async function areas(client: DapClient): Promise<{ address: string; flags: string }[]> {
  const found: { address: string; flags: string }[] = [];
  const pids = [...(await client.console('ps -u')).matchAll(/^[> ]+(\d+) /gm)];
  for (const [, pid] of pids.slice(0, TASKS_WITH_MEMORY)) {
    const text = await client.console(`vm ${pid}`);
    for (const [, address, flags] of text.matchAll(
      /^([0-9a-f]{16}) +[0-9a-f]+ +[0-9a-f]+ +([0-9a-f]+)/gm,
    )) {
      found.push({ address: `0x${address}`, flags: flags ?? '' });
    }
  }
  return found;
}
