import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What a room may import of the project's other rooms, and why no more. ARCHITECTURE.md says the same. */
const ROOMS: Readonly<Record<string, { may: readonly string[]; because: string }>> = {
  'debug-adapter/main.ts': { may: ['dap'], because: 'an entry point only constructs' },
  'debug-adapter/protocol': {
    may: [],
    because: 'the extension imports it: it drags nothing along',
  },
  'debug-adapter/model': { may: [], because: 'plain data of the field, whoever finds or shows it' },
  'debug-adapter/elf': { may: [], because: 'dumps and kernels share what ELF is' },
  'debug-adapter/kernel-log': {
    may: [],
    because: 'what a log tells is the same whoever read it: crash or we',
  },
  'debug-adapter/kernel-config': {
    may: [],
    because: 'a kernel’s image holds its configuration alike in a dump and in a vmlinux',
  },
  'debug-adapter/dumpfile': {
    may: ['elf', 'kernel-log', 'kernel-config'],
    because: 'a dump is identified without crash and sessions',
  },
  'debug-adapter/vmlinux': {
    may: ['elf', 'kernel-config', 'programs'],
    because: 'a vmlinux is found without crash and sessions; unpacked ones are kept',
  },
  'debug-adapter/sources': {
    may: [],
    because: 'a source file is found without crash and sessions: a log’s links need it too',
  },
  'debug-adapter/programs': { may: [], because: 'which programs a machine has, nothing more' },
  'debug-adapter/crash-choice': {
    may: ['programs', 'dumpfile', 'sources', 'extension/kconfig'],
    because:
      'which crash opens a dump is the same for a session and for the overview; what is known of versions stands in one table, the lint’s',
  },
  'debug-adapter/mi': { may: [], because: 'a grammar: text in, data out' },
  'debug-adapter/commands': {
    may: ['model', 'kernel-log'],
    because: 'text of crash in, rows out; it asks nothing',
  },
  'debug-adapter/failures': {
    may: ['protocol'],
    because: 'a catalogue: evidence in, words out, whoever gathers the one and shows the other',
  },
  'debug-adapter/crash': {
    may: ['protocol'],
    because: 'it carries questions and answers and understands neither; failures are told in words',
  },
  'debug-adapter/reader': {
    may: [
      'crash',
      'failures',
      'crash-choice',
      'mi',
      'commands',
      'model',
      'kernel-log',
      'dumpfile',
      'vmlinux',
      'sources',
      'programs',
      'protocol',
    ],
    because: 'it answers what a debugger asks, to any client: no DAP',
  },
  'debug-adapter/dap': {
    may: ['reader', 'model', 'protocol', 'crash', 'commands'],
    because: 'the rim: what gdb says reaches it through the reader, never as MI',
  },
  extension: {
    may: [
      'protocol',
      'kernel-log',
      'dumpfile',
      'vmlinux',
      'sources',
      'programs',
      'crash-choice',
      'extension/kconfig',
      'extension/crash-build',
      'extension/kconfig-syntax',
      'extension/kconfig-worker',
    ],
    because: 'the adapter is another process: they share types, and how to know a dump',
  },
  'extension/crash-build': {
    may: ['programs', 'crash-choice'],
    because: 'the lab builds crash with the same code, without an editor',
  },
  'extension/kconfig': { may: [], because: 'Kconfig is understood without an editor' },
  'extension/kconfig-worker': {
    may: ['extension/kconfig'],
    because: 'a thread that reads Kconfig trees; it has no editor',
  },
  'extension/kconfig-syntax': {
    may: ['extension/kconfig'],
    because: 'the structure of a Kconfig file is known without an editor',
  },
};

/** Packages from outside, and the only files that may import them. */
const PACKAGES: readonly { name: RegExp; only: RegExp; atMost?: number; because: string }[] = [
  {
    name: /^vscode$/,
    only: /^extension\/(?!(kconfig|kconfig-syntax|kconfig-worker|crash-build)\/)/,
    because: 'the adapter runs with any client, and Kconfig is understood without an editor',
  },
  {
    name: /^@vscode\/debug(adapter|protocol)$/,
    only: /^debug-adapter\/dap\//,
    because: 'DAP is a matter of the rim',
  },
  {
    name: /^node-pty$/,
    only: /^debug-adapter\/crash\/node-pty-terminal\.ts$/,
    atMost: 1,
    because: 'the terminal is a port; tests and other platforms put another one in its place',
  },
  {
    name: /^zstddec$/,
    only: /^debug-adapter\/dumpfile\/pages\/decompress\.ts$/,
    atMost: 1,
    because: 'one file knows how pages are packed',
  },
  {
    name: /^diff$/,
    only: /^extension\/kconfig\/minimal-edits\.ts$/,
    atMost: 1,
    because: 'one file knows how texts are compared',
  },
  {
    name: /^web-tree-sitter$/,
    only: /^extension\/kconfig-syntax\/syntax-tree\.ts$/,
    atMost: 1,
    because: 'one file loads the WebAssembly',
  },
];

interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  /** Files of the project. */
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

const sources = ['debug-adapter', 'extension'].flatMap(readSources);

function readSources(folder: string): SourceFile[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?tsx?$/.test(name))
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
    .map((file) => {
      const text = readFileSync(path.join(ROOT, file), 'utf8');
      const names = ts
        .preProcessFile(text, true, true)
        .importedFiles.map((entry) => entry.fileName);
      return {
        path: file,
        files: names.filter((name) => name.startsWith('.')).map((name) => resolve(file, name)),
        packages: names.filter((name) => !name.startsWith('.')),
      };
    });
}

function resolve(from: string, name: string): string {
  const target = path.posix.join(path.posix.dirname(from), name);
  const found = [target, `${target}.ts`].find(
    (file) => /\.\w+$/.test(file) && existsSync(path.join(ROOT, file)),
  );
  return found ?? target;
}

/** `debug-adapter/crash/errors.ts` → `debug-adapter/crash`; most of the extension is one room. */
function roomOf(file: string): string {
  const [top = '', next = ''] = file.split('/');
  return top === 'debug-adapter' ||
    /^(kconfig|kconfig-syntax|kconfig-worker|crash-build)$/.test(next)
    ? `${top}/${next}`
    : top;
}

function shortName(room: string): string {
  return room.replace('debug-adapter/', '');
}

describe('the rooms', () => {
  it('are all known', () => {
    const rooms = new Set(sources.map((file) => roomOf(file.path)));
    assert.deepEqual(
      [...rooms].filter((room) => !(room in ROOMS)),
      [],
    );
    assert.ok(sources.length > 80, 'the files were not found');
  });

  for (const [room, { may, because }] of Object.entries(ROOMS)) {
    const allowed = may.length === 0 ? 'no other room' : may.join(', ');
    it(`${shortName(room)} imports ${allowed}: ${because}`, () => {
      const wrong = sources
        .filter((file) => roomOf(file.path) === room)
        .flatMap((file) => file.files.map((target) => ({ from: file.path, target })))
        .filter(({ target }) => {
          const other = roomOf(target);
          return other !== room && !may.includes(shortName(other));
        })
        .map(({ from, target }) => `${from} → ${target}`);
      assert.deepEqual(wrong, []);
    });
  }

  it('import files that exist', () => {
    const missing = sources.flatMap((file) =>
      file.files.filter((target) => !existsSync(path.join(ROOT, target))),
    );
    assert.deepEqual(missing, []);
  });

  it('never take anything from test/', () => {
    const wrong = sources.flatMap((file) =>
      file.files.filter((target) => /^(\.\.|test)\//.test(target)),
    );
    assert.deepEqual(wrong, []);
  });
});

describe('packages', () => {
  for (const { name, only, atMost, because } of PACKAGES) {
    it(`${name.source} only in ${only.source}: ${because}`, () => {
      const users = sources.filter((file) => file.packages.some((entry) => name.test(entry)));
      assert.deepEqual(
        users.map((file) => file.path).filter((file) => !only.test(file)),
        [],
      );
      assert.ok(users.length <= (atMost ?? Infinity), users.map((file) => file.path).join(', '));
    });
  }

  it('node-pty has its one user', () => {
    assert.equal(sources.filter((file) => file.packages.includes('node-pty')).length, 1);
  });

  it('model, mi, commands, failures, kernel-log and protocol are pure: not even Node’s own modules', () => {
    const pure = sources.filter((file) =>
      /^debug-adapter\/(model|mi|commands|failures|kernel-log|protocol)\//.test(file.path),
    );
    assert.deepEqual(
      pure.filter((file) => file.packages.length > 0).map((file) => file.path),
      [],
    );
  });

  it('the lint of configurations is pure too, but for its command line and what reads trees', () => {
    const pure = sources.filter((file) => /^extension\/kconfig\/(?!(cli|node)\/)/.test(file.path));
    assert.ok(pure.length > 20);
    assert.deepEqual(
      pure.flatMap(({ packages }) => packages),
      ['diff'],
    );
    assert.deepEqual(
      pure.filter((file) => file.files.some((target) => /kconfig\/(cli|node)\//.test(target))),
      [],
    );
  });
});

describe('the overview of a dump', () => {
  it('is made without an editor, and without reading anything', () => {
    const pages = sources.filter((file) => file.path.startsWith('extension/overview/page/'));
    assert.ok(pages.length > 10);
    assert.deepEqual(
      pages.filter((file) => file.packages.length > 0).map((file) => file.path),
      [],
    );
  });
});

describe('files', () => {
  it('import one another in no circle', () => {
    const imports = new Map(sources.map((file) => [file.path, file.files]));
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      const at = trail.indexOf(file);
      if (at >= 0) {
        circles.push([...trail.slice(at), file].join(' → '));
      }
      if (at >= 0 || done.has(file)) {
        return;
      }
      imports.get(file)?.forEach((next) => visit(next, [...trail, file]));
      done.add(file);
    };
    for (const file of imports.keys()) {
      visit(file, []);
    }
    assert.deepEqual(circles, []);
  });

  it('are no barrels: nothing is exported that was only imported', () => {
    const barrels = sources.filter(({ path: file }) =>
      /^export (?:type )?(?:\*|\{[^}]*\}) from /m.test(readFileSync(path.join(ROOT, file), 'utf8')),
    );
    assert.deepEqual(
      barrels.map((file) => file.path),
      [],
    );
  });
});
