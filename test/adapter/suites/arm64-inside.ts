/** What is inside the frames of an arm64 dump: variables, registers, memory, instructions. */
import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { pcOf } from '../../support/dap-client';
import type { OpenedSession } from './frames';

const SYSRQ_C = 'c'.charCodeAt(0);

export function arm64Inside(session: () => OpenedSession): void {
  const frameOf = (thread: RegExp, name: RegExp): P.StackFrame => {
    const stack = session().stacks.find((candidate) => thread.test(candidate.thread.name));
    const frame = stack?.frames.find((candidate) => name.test(candidate.name));
    assert.ok(frame, `${thread.source}: ${name.source}`);
    return frame;
  };
  const valuesOf = async (frame: P.StackFrame, scope: string): Promise<Map<string, string>> => {
    const { client } = session();
    const { scopes } = (await client.scopesRequest({ frameId: frame.id })).body;
    const variablesReference = scopes.find(({ name }) => name === scope)?.variablesReference ?? 0;
    const { variables } = (await client.variablesRequest({ variablesReference })).body;
    return new Map(variables.map(({ name, value }) => [name, value]));
  };

  it('of the panicking task: what was asked for, and where', async () => {
    const frame = frameOf(/· panic$/, /^__handle_sysrq/);
    const locals = await valuesOf(frame, 'Locals');
    assert.equal(locals.get('key'), String(SYSRQ_C));
    assert.match(locals.get('op_p') ?? '', /<sysrq_crash_op>$/);
    const registers = await valuesOf(frame, 'Registers');
    assert.equal(BigInt(registers.get('pc') ?? 0), pcOf(frame));
    assert.match(registers.get('x0') ?? '', /not known/);
  });

  it('of a caller that only the link register knew: the buffer that user mode gave', async () => {
    const { client } = session();
    const frame = frameOf(/^cat · .* · CPU \d/, /^read_zero$/);
    const locals = await valuesOf(frame, 'Locals');
    const task = session().stacks.find(({ frames }) => frames.includes(frame));
    // The second argument of read(2), in the registers of user mode at the end of `bt`.
    const bt = await client.console(`bt ${task?.backtrace.task.toString(16) ?? ''}`);
    const [, buffer = '0'] = /\bX1: ([0-9a-f]{16})/.exec(bt) ?? [];
    const shown = BigInt(/^0x[0-9a-f]+/.exec(locals.get('buf') ?? '')?.[0] ?? 1);
    // read_zero goes on in its buffer a page at a time.
    assert.ok(shown >= BigInt(`0x${buffer}`) && shown < BigInt(`0x${buffer}`) + 0x10000n);
  });

  it('of an exception: every register that the entry code saved', async () => {
    const frame = frameOf(/^cat · .* · CPU \d/, /^__arch_clear_user$/);
    const registers = await valuesOf(frame, 'Exception');
    assert.equal(BigInt(registers.get('PC') ?? 0), pcOf(frame));
    for (const name of ['X0', 'X28', 'X29', 'LR', 'SP', 'PSTATE']) {
      assert.match(registers.get(name) ?? '', /^0x[0-9a-f]{16}/, name);
    }
    const byGdb = await valuesOf(frame, 'Registers');
    assert.equal(byGdb.get('x19'), registers.get('X19'));
  });

  it('instructions: where a frame leads is its call, on the frame’s line', async () => {
    const { client } = session();
    const frame = frameOf(/· panic$/, /^__handle_sysrq/);
    const answer = await client.send('disassemble', {
      memoryReference: frame.instructionPointerReference,
      instructionCount: 1,
    });
    const { instructions } = (answer as P.DisassembleResponse).body ?? { instructions: [] };
    assert.match(instructions[0]?.instruction ?? '', /^blr? +\w/);
    assert.equal(BigInt(instructions[0]?.address ?? 0), (pcOf(frame) ?? 0n) - 4n);
    assert.equal(instructions[0]?.line, frame.line);
  });
}
