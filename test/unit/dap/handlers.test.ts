import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { SessionContext } from '../../../debug-adapter/dap/context';
import { handlers } from '../../../debug-adapter/dap/handlers';
import { RequestError } from '../../../debug-adapter/dap/request-error';
import type { RequestName } from '../../../debug-adapter/dap/requests';

/** What an adapter sends to its client, not the other way round. */
const REVERSE = ['runInTerminal', 'startDebugging'];

function protocolRequests(): string[] {
  const file = createRequire(import.meta.url).resolve(
    '@vscode/debugprotocol/lib/debugProtocol.d.ts',
  );
  const names = [...readFileSync(file, 'utf8').matchAll(/\/\/ command: '(\w+)';/g)];
  return names.flatMap(([, name]) => (name === undefined || REVERSE.includes(name) ? [] : [name]));
}

function declaredRequests(): string[] {
  const url = new URL('../../../debug-adapter/dap/requests.ts', import.meta.url);
  const table =
    /interface StandardRequests \{([^]*?)\n\}/.exec(readFileSync(url, 'utf8'))?.[1] ?? '';
  return [...table.matchAll(/^ {2}(\w+): \[/gm)].flatMap(([, name]) => name ?? []);
}

function context(): SessionContext {
  const nothing = (): void => undefined;
  return new SessionContext({
    event: nothing,
    customEvent: nothing,
    ended: nothing,
    features: () => undefined,
  });
}

async function answer(name: RequestName, args: object): Promise<unknown> {
  const handler = handlers[name] as (
    context: SessionContext,
    args: object,
    signal: AbortSignal,
  ) => unknown;
  return await handler(context(), args, new AbortController().signal);
}

describe('the table of handlers', () => {
  const standard = Object.keys(handlers).filter((name) => !name.startsWith('kernelCrash/'));

  it('has every request of the protocol', () => {
    assert.ok(protocolRequests().length > 40);
    assert.deepEqual(standard.sort(), protocolRequests().sort());
  });

  it('has every request that the types name', () => {
    assert.deepEqual(standard.sort(), declaredRequests().sort());
  });

  it('has nothing that an object has by itself', () => {
    for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
      assert.equal(Object.hasOwn(handlers, name), false);
    }
  });
});

describe('requests that a dump cannot serve', () => {
  const cannot: readonly RequestName[] = [
    'continue',
    'next',
    'stepIn',
    'stepOut',
    'stepBack',
    'reverseContinue',
    'pause',
    'goto',
    'restartFrame',
    'terminateThreads',
    'setVariable',
    'setExpression',
    'writeMemory',
  ];
  for (const name of cannot) {
    it(`${name}: in words, to the person`, async () => {
      await assert.rejects(
        async () => answer(name, {}),
        (error) =>
          error instanceof RequestError &&
          error.showUser &&
          /^A dump cannot [\w ,]+: .*died\.$/.test(error.message),
      );
    });
  }

  const accepted: readonly RequestName[] = [
    'setBreakpoints',
    'setFunctionBreakpoints',
    'setInstructionBreakpoints',
    'setDataBreakpoints',
  ];
  for (const name of accepted) {
    it(`${name}: accepted, one by one, never to be reached`, async () => {
      const body = (await answer(name, { breakpoints: [{ line: 1 }, { line: 2 }] })) as {
        breakpoints: { verified: boolean; message: string }[];
      };
      assert.deepEqual(
        body.breakpoints.map(({ verified }) => verified),
        [false, false],
      );
      assert.match(body.breakpoints[0]?.message ?? '', /never reached/);
      assert.deepEqual(await answer(name, {}), { breakpoints: [] });
    });
  }

  it('old clients name lines instead of breakpoints', async () => {
    const body = (await answer('setBreakpoints', { lines: [3] })) as { breakpoints: unknown[] };
    assert.equal(body.breakpoints.length, 1);
  });
});

describe('requests before there is a dump', () => {
  const early: readonly RequestName[] = [
    'threads',
    'stackTrace',
    'evaluate',
    'source',
    'exceptionInfo',
    'modules',
    'kernelCrash/sessionInfo',
  ];
  for (const name of early) {
    it(`${name}: refused in words`, async () => {
      await assert.rejects(
        async () => answer(name, {}),
        (error) => error instanceof RequestError && /No dump is open/.test(error.message),
      );
    });
  }

  for (const name of ['cancel', 'disconnect', 'terminate'] as const) {
    it(`${name}: at any time`, async () => {
      assert.deepEqual((await answer(name, {})) ?? {}, {});
    });
  }
});
