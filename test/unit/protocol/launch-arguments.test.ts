import assert from 'node:assert/strict';
import { readLaunchArguments } from '../../../debug-adapter/protocol/launch-arguments';
import { FAILURE_IDS, failureText } from '../../../debug-adapter/protocol/failure';

const NONE = {
  acceptVmlinux: false,
  indexCache: true,
  minimal: 'auto',
  vmlinuxPaths: [],
  debuginfodUrls: [],

  crashArgs: [],
  crashPaths: [],
  sourceMap: {},
  listTypes: {},
  modulePaths: [],
  folders: [],
  readCrashrc: false,
  allowShellEscapes: false,
};

function accepts(name: string, sent: unknown, expected: object): void {
  it(name, () => {
    assert.deepEqual(readLaunchArguments(sent), { ok: true, value: { ...NONE, ...expected } });
  });
}

function refuses(name: string, sent: unknown, problem: RegExp): void {
  it(name, () => {
    const result = readLaunchArguments(sent);
    assert.equal(result.ok, false);
    assert.match(result.ok ? '' : result.problem, problem);
  });
}

describe('launch arguments', () => {
  accepts('the least', { vmcore: '/d/vmcore' }, { vmcore: '/d/vmcore' });
  const all = {
    vmcore: '/d/my dump',
    vmlinux: '/k/vmlinux',
    crashPath: '/opt/crash',
    acceptVmlinux: true,
    indexCache: false,
    minimal: 'never',
    vmlinuxPaths: ['/srv/debug'],
    debuginfodUrls: ['https://debuginfod.example'],
    crashPaths: ['/opt/crash-arm64'],
    crashArgs: ['--minimal'],
    sourceMap: { '/usr/src/linux': '/home/me/linux' },
    listTypes: { 'struct foo.items': 'struct item.node', items: 'struct item.in.node' },
    modulePaths: ['/m'],
    trace: '/tmp/trace',
    versionData: '/home/me/versions.json',
    folders: ['/w'],
    readCrashrc: true,
    allowShellEscapes: true,
  };
  accepts('all of them', all, all);
  accepts(
    'what VS Code adds is left alone',
    { ...all, type: 'kernel-crash', request: 'launch', name: 'x', __sessionId: '1', noDebug: true },
    all,
  );
  accepts('only true is true', { vmcore: 'a', readCrashrc: 'true' }, { vmcore: 'a' });
  refuses('another rung', { vmcore: 'a', minimal: 'full' }, /"minimal" must be "auto", "never"/);
  accepts('an empty map', { vmcore: 'a', sourceMap: {} }, { vmcore: 'a' });

  refuses('nothing', undefined, /no arguments/);
  refuses('null', null, /no arguments/);
  refuses('a string', 'vmcore', /no arguments/);
  refuses('no dump', {}, /"vmcore" is missing/);
  refuses('an empty dump', { vmcore: '' }, /"vmcore" must be a path/);
  refuses('a blank dump', { vmcore: '  ' }, /"vmcore" must be a path/);
  refuses('a number', { vmcore: 5 }, /"vmcore" must be a path/);
  refuses('a null path', { vmcore: 'a', vmlinux: null }, /"vmlinux" must be a path/);
  refuses('an empty vmlinux', { vmcore: 'a', vmlinux: '' }, /"vmlinux" must be a path/);
  refuses('a list for a path', { vmcore: 'a', crashPath: ['x'] }, /"crashPath" must be a path/);
  refuses('a flag for a file', { vmcore: 'a', trace: true }, /"trace" must be a path/);
  refuses('one string for a list', { vmcore: 'a', crashArgs: '-x' }, /"crashArgs" must be a list/);
  refuses('a list of numbers', { vmcore: 'a', modulePaths: [1] }, /"modulePaths" must be a list/);
  refuses('folders of anything', { vmcore: 'a', folders: {} }, /"folders" must be a list/);
  refuses('a list for a map', { vmcore: 'a', sourceMap: ['x'] }, /"sourceMap" must map/);
  refuses('a map to numbers', { vmcore: 'a', sourceMap: { a: 1 } }, /"sourceMap" must map/);
  refuses('a list of no member', { vmcore: 'a', listTypes: { a: 'item' } }, /"listTypes" must map/);
  refuses(
    'a command for a list',
    { vmcore: 'a', listTypes: { a: 'struct item.node; quit' } },
    /"listTypes" must map/,
  );
  refuses('a string for a map', { vmcore: 'a', sourceMap: 'x' }, /"sourceMap" must map/);
});

describe('failures', () => {
  it('have numbers of their own', () => {
    const numbers = Object.values(FAILURE_IDS);
    assert.equal(new Set(numbers).size, numbers.length);
    assert.ok(numbers.every((number) => number >= 1000 && number < 2000));
  });

  it('are one paragraph', () => {
    const failure = { id: 'cancelled', what: 'A.', why: '', remedy: 'C.', actions: [] } as const;
    assert.equal(failureText(failure), 'A. C.');
  });
});
