/**
 * On the sample and on a dump of Debian's 6.12: the variables of every frame that gdb has equal what gdb prints in
 * the same crash, and members of structures equal what crash's `struct` prints.
 */
import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { DapClient } from '../support/dap-client';
import { readGdbFrames } from './gdb-variables';
import { openDump } from './open-dump';
import { sameValue } from './same-value';
import { StructWalk } from './struct-walk';

/** Of 56 and of 107 in the dumps. */
const TASKS = 40;
const MEMBERS = 500;
const SEED = 12;

for (const name of ['the sample', '6.12-zstd'] as const) {
  describe(`values of ${name}`, () => {
    let client: DapClient;
    let threads: P.Thread[];

    before(async () => {
      ({ client } = await openDump(name));
      threads = await client.threads();
    });

    after(() => client?.stop());

    it(`equal gdb’s, of every variable of every frame of ${TASKS} tasks`, async () => {
      const wrong: string[] = [];
      let compared = 0;
      let frames = 0;
      for (const thread of threads.slice(0, TASKS)) {
        const shown = await client.stack(thread.id);
        const first = shown.find(({ presentationHint }) => presentationHint !== 'label');
        if (!first) continue;
        const locals = await client.console('gdb frame apply all info locals', first.id);
        const args = await client.console('gdb frame apply all info args', first.id);
        const truth = readGdbFrames(locals, args);
        let from = 0;
        for (const frame of shown) {
          const called = frame.name.split(' ')[0] ?? '';
          const at = truth.findIndex((entry, index) => index >= from && entry.name === called);
          if (frame.presentationHint === 'label' || at < 0) continue;
          from = at + 1;
          const { scopes } = (await client.scopesRequest({ frameId: frame.id })).body;
          const scope = scopes.find((entry) => entry.name === 'Locals');
          const { variablesReference } = scope as P.Scope;
          const { variables } = (await client.variablesRequest({ variablesReference })).body;
          // A frame that gdb sees with other inlined functions has none, and says so.
          if (variables[0]?.name === 'not known' || variables[0]?.name === 'none') continue;
          frames += 1;
          for (const [variable, value] of truth[at]?.variables ?? []) {
            const ours = variables.find((entry) => entry.name === variable);
            compared += 1;
            if (!ours || !sameValue(ours.value, value)) {
              wrong.push(`${thread.name}: ${called}: ${variable}: ${ours?.value} for ${value}`);
            }
          }
        }
      }
      console.log(`      ${frames} frames, ${compared} variables`);
      assert.deepEqual(wrong.slice(0, 10), []);
      assert.ok(compared > 300, `only ${compared} variables were compared`);
    });

    it(`equal crash’s struct, of ${MEMBERS} members of five structures`, async () => {
      const walk = new StructWalk(client, SEED);
      const wrong: string[] = [];
      const structures = new Set<string>();
      for (let compared = 0; compared < MEMBERS; compared++) {
        const thread = walk.pick(threads);
        const member = await walk.member(thread.id);
        const command = `struct ${member.structure}.${member.path} ${member.address}`;
        const printed = await client.console(command);
        const value = / = ([^]*?),?\s*$/.exec(printed)?.[1]?.trim();
        structures.add(member.structure);
        if (value === undefined || !sameValue(member.value, value)) {
          wrong.push(`${command}: ${member.value} for ${printed.trim()}`);
        }
      }
      console.log(`      members of ${[...structures].sort().join(', ')}`);
      assert.deepEqual(wrong.slice(0, 10), []);
      assert.equal(structures.size, 5);
    });
  });
}
