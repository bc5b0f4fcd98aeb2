/** What is true of an arm64 dump whose kernel followed a null pointer in the module labcrash. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { OpenedSession, Stack } from '../../adapter/suites/frames';
import { repository } from '../../support/paths.mjs';

const SOURCE = path.join(repository, 'test', 'lab', 'src', 'labcrash.c');

/** @param hasVariables whether this crash's gdb sees what the exception interrupted */
export function arm64ModuleOops(session: () => OpenedSession, hasVariables: boolean): void {
  it('begin, for a person, where the module failed, below the handlers and the exception', async () => {
    const { stacks, stopped } = session();
    const [panic] = stacks as [Stack];
    assert.equal(panic.thread.id, stopped.threadId);
    assert.match(stopped.text ?? '', /NULL pointer dereference at virtual address 0+8$/);
    const first = panic.frames.findIndex(
      ({ presentationHint }) => presentationHint !== 'label' && presentationHint !== 'subtle',
    );
    const frame = panic.frames[first];
    assert.equal(frame?.name, 'lab_account [labcrash]');
    const lines = (await readFile(SOURCE, 'utf8')).split('\n');
    assert.match(lines[(frame?.line ?? 0) - 1] ?? '', /NULL dereference here for "null"/);
    assert.equal(panic.frames[first - 1]?.name, 'exception');
    assert.equal(panic.frames[first - 2]?.name, 'el1h_64_sync');
    const names = panic.calls.filter(({ module }) => module === 'labcrash').map(({ name }) => name);
    assert.deepEqual(names, ['lab_account', 'lab_dispatch', 'lab_submit', 'lab_write']);
  });

  it('tell what the exception left, and the null pointer that it followed', async () => {
    const { client, stacks } = session();
    const frame = stacks[0]?.frames.find(({ name }) => name === 'lab_account [labcrash]');
    const { scopes } = (await client.scopesRequest({ frameId: frame?.id ?? 0 })).body;
    const valuesOf = async (name: string): Promise<Map<string, string>> => {
      const variablesReference =
        scopes.find((scope) => scope.name === name)?.variablesReference ?? 0;
      const { variables } = (await client.variablesRequest({ variablesReference })).body;
      return new Map(variables.map((variable) => [variable.name, variable.value]));
    };
    const exception = await valuesOf('Exception');
    assert.match(exception.get('ESR') ?? '', /data abort, read/);
    assert.match(exception.get('FAR') ?? '', /^0x0+8: 8 bytes from a null pointer/);
    // The first argument, which the function has not changed yet.
    assert.match(exception.get('X0') ?? '', /^0x0+$/);
    const locals = await valuesOf('Locals');
    if (hasVariables) assert.equal(locals.get('st'), '0x0');
    else
      assert.match([...locals.values()].join(), /gdb, which could name variables, does not see it/);
  });
}
