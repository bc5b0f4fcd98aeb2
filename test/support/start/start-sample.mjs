/** What `npm start` does. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cache } from '../paths.mjs';
import { endGroupsWithScript } from '../process-group.mjs';
import { seconds, step } from '../progress.mjs';
import { ensureCodeServer } from '../provision/code-server.mjs';
import { ensureNewestCrash } from '../provision/debian-crash.mjs';
import { ensureNpmPackages } from '../provision/npm-packages.mjs';
import { ensureSample } from '../provision/sample.mjs';
import { wishFor } from '../provision/system-packages.mjs';
import { SetupError, runScript } from '../setup-error.mjs';
import { serveToBrowser, showPage } from './browser.mjs';
import { DesktopCode } from './desktop.mjs';
import { makeSampleWorkspace } from './sample-workspace.mjs';

const stateDir = path.join(cache, 'start');
const workspace = path.join(stateDir, 'workspace');

async function start() {
  const options = readOptions();
  endGroupsWithScript();
  await ensureNpmPackages();
  const crash = await ensureNewestCrash();
  const sample = await ensureSample();
  await wishFor(['eu-addr2line']);
  const code = options.browser ? undefined : await DesktopCode.find(stateDir);
  if (!code) await ensureCodeServer();
  const vsix = await step('building the extension', buildVsix);

  const nonce = randomUUID();
  await makeSampleWorkspace({ folder: workspace, sample, crashPath: crash.path, nonce });
  const env = { KERNEL_CRASH_START: nonce };
  console.log(`- opening the sample dump with crash ${crash.version} …`);
  if (code) {
    await code.open({ vsix, workspace, env });
    console.log(`\nThe sample dump opens in VS Code. (${elapsed()})`);
    return;
  }
  const server = await serveToBrowser({ stateDir, vsix, port: options.port, env });
  const url = `${server.url}/?folder=${encodeURIComponent(workspace)}`;
  console.log(`\nThe sample dump is open in VS Code at\n\n    ${url}\n`);
  console.log(`Ready after ${elapsed()}. The session starts by itself; Ctrl-C ends it.`);
  if (options.open) await showPage(url);
  const how = await server.ended;
  throw new SetupError(`code-server ended (${how}); what it said is in ${server.log}`);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8377' },
      browser: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new SetupError(`--port ${values.port}: a number from 0 to 65535 is wanted.`);
  }
  return { port, browser: values.browser, open: !values['no-open'] };
}

/** Loaded late: these need the npm packages. */
async function buildVsix() {
  const { build } = await import('../build.mjs');
  const { packageVsix } = await import('../package-vsix.mjs');
  await build();
  return packageVsix();
}

function elapsed() {
  return seconds(performance.now());
}

runScript(start);
