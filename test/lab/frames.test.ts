/**
 * On real dumps of Debian kernels: every frame of every task equals what drgn and eu-addr2line say,
 * and every task is there under its name.
 */
import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { DapClient } from '../support/dap-client';
import { ensureCrash, ensureNewestCrash } from '../support/provision/debian-crash.mjs';
import { compareStack } from './compare-stacks';
import { dumpNames, ensureDump, type LabDump } from './dumps';
import { shownName } from './shown-name';
import type { TrueTask, Truth } from './truth';

const CRASHES = {
  'the newest crash': () => ensureNewestCrash(),
  'crash 8.0.6': () => ensureCrash('8.0.6', 'trixie'),
};

for (const [version, findCrash] of Object.entries(CRASHES)) {
  for (const name of dumpNames) {
    describe(`${name} with ${version}`, () => {
      let dump: LabDump;
      let client: DapClient;
      let threads: P.Thread[];
      let stopped: P.StoppedEvent['body'];

      before(async () => {
        dump = await ensureDump(name);
        const { vmcore, vmlinux, modulePaths } = dump;
        const crashPath = (await findCrash()).path;
        client = await DapClient.start();
        stopped = await client.open({ vmcore, vmlinux, modulePaths, crashPath });
        threads = await client.threads();
      });

      after(() => client?.stop());

      it('stops on the task that panicked', () => {
        const panic = dump.truth.tasks.find(({ task }) => task === dump.truth.panicTask);
        assert.equal(stopped.threadId, threads[0]?.id);
        assert.equal(startOfName(threads[0]), panic && expectedName(panic));
      });

      it('leads the eye to what died', async () => {
        const frames = await client.stack(stopped.threadId ?? 0);
        const first = frames.find(
          ({ presentationHint }) => presentationHint !== 'subtle' && presentationHint !== 'label',
        );
        assert.equal(first?.name.split(' ')[0], dump.focus);
      });

      it('shows every task under its name', () => {
        const names = threads.map(startOfName).sort();
        assert.deepEqual(names, dump.truth.tasks.map(expectedName).sort());
      });

      it('shows true frames', async () => {
        const report = await compareAll(client, threads, dump.truth);
        console.log(`      ${report.summary}`);
        assert.deepEqual(report.mismatches.slice(0, 10), [], report.summary);
      });
    });
  }
}

async function compareAll(client: DapClient, threads: readonly P.Thread[], truth: Truth) {
  const tasks = new Map(truth.tasks.map((task) => [expectedName(task), task]));
  const mismatches: string[] = [];
  let frames = 0;
  let inlined = 0;
  let unfinished = 0;
  let lost = 0;
  for (const thread of threads) {
    const name = startOfName(thread);
    const task = tasks.get(name);
    if (!task) {
      mismatches.push(`no such task: ${name}`);
      continue;
    }
    const comparison = compareStack(await client.stack(thread.id), task);
    frames += comparison.compared;
    lost += comparison.lost;
    inlined += [...task.handler, ...task.stack].filter(({ inline }) => inline).length;
    unfinished += task.whole ? 0 : 1;
    mismatches.push(...comparison.mismatches.map((mismatch) => `${name}: ${mismatch}`));
  }
  const beyond = lost > 0 ? ` (and ${lost} lost beyond a switch of stacks)` : '';
  const known = unfinished > 0 ? ` (of ${unfinished} only the beginning is known)` : '';
  const summary = `${threads.length} tasks${known}, ${frames} frames${beyond}, ${inlined} of them inlined: ${mismatches.length} mismatches`;
  return { mismatches, summary };
}

/** `name · pid`, of `name · pid · state`. */
function startOfName(thread: P.Thread | undefined): string {
  return (thread?.name ?? '').split(' · ').slice(0, -1).join(' · ');
}

function expectedName({ comm, pid }: TrueTask): string {
  return `${shownName(Buffer.from(comm, 'hex'))} · ${pid}`;
}
