/** What cannot be opened gets a clear message, and ends the session without leaving anything. */
import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { copyFile, mkdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { FAILURE_IDS, type FailureId } from '../../debug-adapter/protocol/failure';
import { AdapterClient, type AdapterOptions } from './support/adapter-client';
import { writePatched } from '../support/patched-file';
import { sampleFile, sampleLaunch } from './support/sample';
import { Sandbox } from './support/sandbox';
import { writeScript } from './support/script';
import { until } from './support/until';

const BUILD_ID = Buffer.from('b3f8154e6f3292cfb80906262ea538aa8753de4a', 'hex');

interface BadInput {
  readonly id: FailureId;
  /** The sentence that a person must see. */
  readonly says: RegExp;
  readonly launch: (sandbox: Sandbox) => object | Promise<object>;
  readonly options?: (sandbox: Sandbox) => AdapterOptions;
}

let sandbox: Sandbox;

const CRASH: Readonly<Record<string, BadInput>> = {
  'crash that is not installed': {
    id: 'crash-not-found',
    says: /^The program crash is not installed\. .*apt install crash/,
    launch: () => ({ ...sampleLaunch(), crashPath: undefined }),
    options: ({ root }) => ({ env: { PATH: `${root}/nowhere:` } }),
  },
  'crashPath that does not exist': {
    id: 'crash-not-found',
    says: /^There is no program \S+\/no-such-crash\. crashPath must name the crash binary/,
    launch: ({ root }) => ({ ...sampleLaunch(), crashPath: `${root}/no-such-crash` }),
  },
  'crashPath that is a folder': {
    id: 'crash-not-found',
    says: /^There is no program /,
    launch: ({ root }) => ({ ...sampleLaunch(), crashPath: root }),
  },
  'crashPath that is not executable': {
    id: 'crash-not-found',
    says: /^There is no program .*must be executable/,
    launch: () => ({ ...sampleLaunch(), crashPath: sampleFile('labcrash.c') }),
  },
  'program that ends at once': {
    id: 'crash-refused',
    says: /^crash ended before it could open the dump\. It gave no reason \(its exit status is 1\)/,
    launch: () => ({ ...sampleLaunch(), crashPath: '/bin/false' }),
  },
  'program that is not crash': {
    id: 'crash-refused',
    says: /^crash ended before it could open the dump\. It said: .*unrecognized option/,
    launch: () => ({ ...sampleLaunch(), crashPath: '/bin/cat' }),
    options: () => ({ env: { LC_ALL: 'C' } }),
  },
  'crash that is killed while it starts': {
    id: 'crash-refused',
    says: /^crash ended before .*signal 9 ended it/,
    launch: async (box) => ({
      ...sampleLaunch(),
      crashPath: await writeScript(box, 'kill -KILL $$'),
    }),
  },
  'crash that has something to say': {
    id: 'crash-refused',
    says: /It said: the stars are wrong \(its exit status is 3\)/,
    launch: async (box) => ({
      ...sampleLaunch(),
      crashPath: await writeScript(box, 'echo the stars are wrong; exit 3'),
    }),
  },
  'crash that ends right after its prompt': {
    id: 'crash-refused',
    says: /^crash ended before it could open the dump/,
    launch: async (box) => ({
      ...sampleLaunch(),
      crashPath: await writeScript(box, 'printf "crash> "; read line; exit 7'),
    }),
  },
  'crash that says nothing but the name of an architecture': {
    id: 'crash-wrong-target',
    says: /^This crash was built for another architecture\./,
    launch: async (box) => ({
      ...sampleLaunch(),
      crashPath: await writeScript(box, 'echo "WARNING: machine type mismatch:"; exit 1'),
    }),
  },
};

const VMCORE: Readonly<Record<string, BadInput>> = {
  'vmcore that does not exist': {
    id: 'vmcore-unusable',
    says: /^There is no file \S+\/no-such-vmcore\./,
    launch: ({ root }) => ({ ...sampleLaunch(), vmcore: `${root}/no-such-vmcore` }),
  },
  'vmcore that is a folder': {
    id: 'vmcore-unusable',
    says: /is a folder\. A dump is one file\./,
    launch: ({ root }) => ({ ...sampleLaunch(), vmcore: root }),
  },
  'vmcore that is a text file': {
    id: 'vmcore-unusable',
    says: /labcrash\.c is a text file, not a dump\./,
    launch: () => ({ ...sampleLaunch(), vmcore: sampleFile('labcrash.c') }),
  },
  'vmcore that is the log of a kdump that failed': {
    id: 'vmcore-unusable',
    says: /is a text file, not a dump\. It tells why a dump is missing or bad: The dump-capture kernel does not fit into what was reserved for it\. .* Reserve more with crashkernel=/,
    launch: (box) =>
      written(
        box,
        Buffer.from(
          'Could not find a free area of memory of 0x1d4e000 bytes\nlocate_hole failed\n',
        ),
      ),
  },
  'vmcore that is empty': {
    id: 'vmcore-unusable',
    says: /\/vmcore is empty\./,
    launch: (box) => written(box, Buffer.alloc(0)),
  },
  'vmcore of zeros': {
    id: 'vmcore-unusable',
    says: /begins with nothing but zeros\./,
    launch: (box) => written(box, Buffer.alloc(8192)),
  },
  'vmcore that is packed': {
    id: 'vmcore-unusable',
    says: /is packed with gzip\. .*Unpack it first: gzip -dk '/,
    launch: (box) => written(box, gzipSync('a dump')),
  },
  'vmcore that is a vmlinux': {
    id: 'vmcore-unusable',
    says: /not a dump\. .*Name it as `vmlinux`/,
    launch: () => ({ ...sampleLaunch(), vmcore: sampleFile('vmlinux') }),
  },
  'vmcore that is a device': {
    id: 'vmcore-unusable',
    says: /^\/dev\/zero is not a regular file\./,
    launch: () => ({ ...sampleLaunch(), vmcore: '/dev/zero' }),
  },
  'vmcore of an unknown format': {
    id: 'file-not-supported',
    says: /^The vmcore is no dump that crash can read\. crash 9\.0\.2 does not know the format of \S+\/vmcore\./,
    launch: (box) => written(box, Buffer.alloc(65536, 'ab\0\x01\xfe\xff', 'latin1')),
  },
  'vmcore that was cut off at its beginning': {
    id: 'dump-cut-off',
    says: /^The dump is cut off: its end is missing\. \S+ has 100000 bytes; .* 65192 more belong to it/,
    launch: async (box) => {
      const vmcore = box.path('vmcore');
      await copyFile(sampleFile('vmcore'), vmcore);
      await truncate(vmcore, 100_000);
      return { ...sampleLaunch(), vmcore };
    },
  },
};

const VMLINUX: Readonly<Record<string, BadInput>> = {
  'vmlinux that does not exist': {
    id: 'vmlinux-unusable',
    says: /^This vmlinux cannot be used\. \S+\/no-such-vmlinux does not exist\./,
    launch: ({ root }) => ({ ...sampleLaunch(), vmlinux: `${root}/no-such-vmlinux` }),
  },
  'vmlinux that is a folder': {
    id: 'vmlinux-unusable',
    says: /is a folder\./,
    launch: ({ root }) => ({ ...sampleLaunch(), vmlinux: root }),
  },
  'vmlinux that is a text file': {
    id: 'vmlinux-unusable',
    says: /labcrash\.c is a text file, not a vmlinux\./,
    launch: () => ({ ...sampleLaunch(), vmlinux: sampleFile('labcrash.c') }),
  },
  'vmlinux that is a module': {
    id: 'vmlinux-unusable',
    says: /labcrash\.ko is a kernel module\. Name the vmlinux/,
    launch: () => ({ ...sampleLaunch(), vmlinux: sampleFile('labcrash.ko') }),
  },
  'vmlinux that is the dump': {
    id: 'vmlinux-unusable',
    says: /is a dump, not a vmlinux\./,
    launch: () => ({ ...sampleLaunch(), vmlinux: sampleFile('vmcore') }),
  },
  'vmlinux without debug info': {
    id: 'vmlinux-no-debug-info',
    says: /has no debug info \(\.debug_info\): it is stripped\. .*debug package/,
    launch: (box) =>
      patchedVmlinux(box, Buffer.from('.debug_info\0'), Buffer.from('.gone__info\0')),
  },
  'vmlinux that was cut off': {
    id: 'vmlinux-unusable',
    says: /cut off or damaged\. Copy it again\./,
    launch: async (box) => {
      const vmlinux = box.path('vmlinux');
      await copyFile(sampleFile('vmlinux'), vmlinux);
      await truncate(vmlinux, 1_000_000);
      return { ...sampleLaunch(), vmlinux };
    },
  },
  'vmlinux of another build, with both ids': {
    id: 'vmlinux-mismatch',
    says: /^The vmlinux does not belong to this dump\. .* has the build ID b3f8154e6f.*4b, the dump has b3f8154e6f.*4a: another build\./,
    launch: (box) => {
      const other = Buffer.from(BUILD_ID);
      other.writeUInt8(0x4b, other.length - 1);
      return patchedVmlinux(box, BUILD_ID, other);
    },
  },
  'vmlinux that is packed and no vmlinux': {
    id: 'vmlinux-unusable',
    says: /^This vmlinux cannot be used\. \S+ is a text file, not a vmlinux\./,
    launch: async (box) => {
      const vmlinux = box.path('vmlinux.gz');
      await writeFile(vmlinux, gzipSync('not a kernel'));
      return { ...sampleLaunch(), vmlinux };
    },
  },
  'dump whose vmlinux is nowhere': {
    id: 'vmlinux-not-found',
    says: /^The vmlinux of this dump was not found\. .*build ID b3f8154e6f3292cfb80906262ea538aa8753de4a/,
    launch: async (box) => {
      await mkdir(box.path('alone'));
      const vmcore = box.path('alone', 'vmcore');
      await symlink(sampleFile('vmcore'), vmcore);
      return { vmcore, crashPath: sampleLaunch().crashPath };
    },
  },
};

const ARGUMENTS: Readonly<Record<string, BadInput>> = {
  'configuration without vmcore': badArguments({}, /"vmcore" is missing: the path of the dump/),
  'vmcore that is no text': badArguments({ vmcore: 7 }, /"vmcore" must be a path\./),
  'vmcore that is blank': badArguments({ vmcore: '  ' }, /"vmcore" must be a path\./),
  'vmlinux that is no text': badArguments(
    { vmcore: 'x', vmlinux: ['y'] },
    /"vmlinux" must be a path\./,
  ),
  'crashArgs that are no list': badArguments(
    { vmcore: 'x', crashArgs: '--minimal' },
    /"crashArgs" must be a list of strings\./,
  ),
  'modulePaths with a number': badArguments(
    { vmcore: 'x', modulePaths: ['a', 1] },
    /"modulePaths" must be a list of strings\./,
  ),
  'sourceMap that maps to no path': badArguments(
    { vmcore: 'x', sourceMap: { a: 1 } },
    /"sourceMap" must map paths to paths\./,
  ),
  'trace that is someone’s file': {
    id: 'launch-arguments',
    says: /^The trace cannot be written\./,
    launch: async (box) => {
      const trace = box.path('precious.txt');
      await writeFile(trace, 'precious');
      return { ...sampleLaunch(), trace };
    },
  },
};

describe('bad input', () => {
  beforeEach(async () => {
    sandbox = await Sandbox.create();
  });

  afterEach(async () => {
    await sandbox.remove();
  });

  for (const argument of ['-i', '-x', '--eval', '/etc/passwd', '-s\n', '--log', '; touch x']) {
    it(`crashArgs are refused that could run something: ${JSON.stringify(argument)}`, async () => {
      await check({
        id: 'crash-arguments',
        says: /^The launch configuration has an argument that crash does not get\. .*is not passed on/s,
        launch: () => ({ ...sampleLaunch(), crashArgs: [argument] }),
      });
    });
  }

  for (const [group, cases] of Object.entries({ CRASH, VMCORE, VMLINUX, ARGUMENTS })) {
    describe(group.toLowerCase(), () => {
      for (const [title, input] of Object.entries(cases)) {
        it(`a ${title}`, () => check(input));
      }
    });
  }

  describe('a crash that never comes to its prompt', () => {
    const SCRIPTS = {
      'prints forever': 'while :; do echo never ends; done',
      'prints forever on one line': 'while :; do printf never; done',
      'says nothing': 'while :; do sleep 1; done',
      'says nothing and ignores SIGTERM, SIGHUP and SIGINT':
        'trap "" TERM HUP INT; while :; do sleep 1; done',
      'shows a prompt and answers nothing': 'printf "crash> "; trap "" TERM INT HUP; sleep 100',
    };

    for (const [what, script] of Object.entries(SCRIPTS)) {
      it(`${what} is ended by disconnect`, async () => {
        const client = await AdapterClient.begin(sandbox);
        const crashPath = await writeScript(sandbox, script);
        const launch = client.response('launch', { ...sampleLaunch(), crashPath });
        await until('it runs', () => sandbox.tools().length > 0);
        const from = performance.now();
        assert.deepEqual(await client.end(), { status: 0, signal: null });
        assert.ok(performance.now() - from < 30_000, 'it took too long');
        assert.equal((await launch).success, false);
        await sandbox.assertClean();
      });
    }
  });

  it('a trace that may not be written leaves the file as it was', async () => {
    const trace = sandbox.path('precious.txt');
    await writeFile(trace, 'precious');
    const client = await AdapterClient.begin(sandbox);
    await client.response('launch', { ...sampleLaunch(), trace });
    await client.end();
    assert.equal(await readFile(trace, 'utf8'), 'precious');
  });

  it('a failure is left to the extension to show when the client is VS Code', async () => {
    const client = await AdapterClient.begin(sandbox, { clientID: 'vscode' });
    const response = (await client.response('launch', {})) as P.ErrorResponse;
    assert.equal(response.body.error?.showUser, false);
    assert.equal(client.failures.length, 1);
    await client.end();
  });
});

/** Launches it, looks at what is said, and that nothing is left. */
async function check({ id, says, launch, options }: BadInput): Promise<void> {
  const client = await AdapterClient.begin(sandbox, options?.(sandbox));
  // Without the ladder, which would open some of these all the same (see ladder.test.ts).
  const sent = { minimal: 'never', ...(await launch(sandbox)) };
  const response = (await client.response('launch', sent)) as P.ErrorResponse;
  assert.equal(response.success, false);
  assert.match(response.message ?? '', says);
  assert.doesNotMatch(response.message ?? '', /undefined|\[object|Error:/);
  assert.equal(response.body.error?.id, FAILURE_IDS[id]);
  assert.equal(response.body.error?.showUser, true);
  await client.event('terminated');
  assert.deepEqual(
    client.failures.map((failure) => failure.id),
    [id],
  );
  assert.equal(client.eventsNamed('terminated').length, 1);
  assert.deepEqual(client.eventsNamed('initialized'), []);
  assert.deepEqual(client.eventsNamed('stopped'), []);
  assert.deepEqual(sandbox.tools(), [], 'nothing but the adapter runs');
  assert.deepEqual(await sandbox.sessionDirectories(), []);
  assert.deepEqual(await client.end(), { status: 0, signal: null });
  await sandbox.assertClean();
}

async function written(box: Sandbox, bytes: Buffer): Promise<object> {
  const vmcore = box.path('vmcore');
  await writeFile(vmcore, bytes);
  return { ...sampleLaunch(), vmcore };
}

async function patchedVmlinux(box: Sandbox, from: Buffer, to: Buffer): Promise<object> {
  const vmlinux = box.path('vmlinux');
  await writePatched(sampleFile('vmlinux'), vmlinux, from, to);
  return { ...sampleLaunch(), vmlinux };
}

function badArguments(sent: object, says: RegExp): BadInput {
  return { id: 'launch-arguments', says, launch: () => sent };
}
