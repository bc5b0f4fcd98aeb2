import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { useTemporaryFolder } from './temporary-folder';

const MAIN = fileURLToPath(new URL('../../../../extension/kconfig/cli/main.ts', import.meta.url));

/** The bundle as a process of its own, as a shell runs it. */
describe('kconfig-lint as a process', () => {
  const folderWith = useTemporaryFolder();

  it('writes, complains, reads its input and ends with a status', async () => {
    const folder = folderWith({ x_defconfig: 'CONFIG_DEBUG_INFO_REDUCED=y\n' });
    const program = path.join(folder, 'kconfig-lint.js');
    await build({
      entryPoints: [MAIN],
      outfile: program,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      define: { KCONFIG_LINT_VERSION: '"4.5.6"' },
      logLevel: 'silent',
    });
    const run = (command: string, input = '') =>
      spawnSync('sh', ['-c', command, 'sh', process.execPath, program], {
        cwd: folder,
        input,
        encoding: 'utf8',
        timeout: 60_000,
      });

    const version = run('"$1" "$2" --version');
    assert.deepEqual([version.stdout, version.status], ['kconfig-lint 4.5.6\n', 0]);
    const found = run('"$1" "$2" x_defconfig');
    assert.equal(found.status, 1);
    assert.match(found.stdout, /^x_defconfig:1:1: error: .*\[SYS004\]$/m);
    const wrong = run('"$1" "$2" --nothing');
    assert.equal(wrong.status, 2);
    assert.equal(wrong.stdout, '');
    assert.match(wrong.stderr, /--nothing/);
    const piped = run('"$1" "$2" --fail-on=never -', 'CONFIG_DEBUG_INFO_REDUCED=y\n');
    assert.equal(piped.status, 0);
    assert.match(piped.stdout, /^\.config:1:1: error: /m);
    // A reader that goes away before it has read all is no failure.
    const head = run('"$1" "$2" --format=sarif --fail-on=never x_defconfig | head -1');
    assert.deepEqual([head.stdout, head.stderr], ['{\n', '']);
  }).timeout(30_000);
});
