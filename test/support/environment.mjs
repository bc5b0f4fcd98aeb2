/**
 * What `npm test` hands to the suites through the environment, and how a suite asks for it.
 */

/** @type {Readonly<Record<Resource, string>>} */
const VARIABLES = {
  crashNewest: 'KERNEL_CRASH_TEST_CRASH_NEWEST',
  crashSystem: 'KERNEL_CRASH_TEST_CRASH_SYSTEM',
  crash806: 'KERNEL_CRASH_TEST_CRASH_806',
  crash802: 'KERNEL_CRASH_TEST_CRASH_802',
  sample: 'KERNEL_CRASH_TEST_SAMPLE',
  sampleArm64: 'KERNEL_CRASH_TEST_SAMPLE_ARM64',
  vsix: 'KERNEL_CRASH_TEST_VSIX',
  browser: 'KERNEL_CRASH_TEST_BROWSER',
  cache: 'KERNEL_CRASH_TEST_CACHE',
  result: 'KERNEL_CRASH_TEST_RESULT',
  grep: 'KERNEL_CRASH_TEST_GREP',
};

/**
 * - crashNewest, crashSystem, crash806, crash802: the newest crash there is, the one in PATH, and
 *   the 8.0.6 and 8.0.2 of Debian 13 and 12
 * - sample: the folder with vmlinux, vmcore, labcrash.ko, labcrash.c and expected.json
 * - sampleArm64: the folder with those of an arm64 machine, without a module
 * - vsix: the packed extension for this machine; browser: a Chromium
 * - cache: a folder for what a suite keeps, such as screenshots
 * - result: the file a suite writes its counts to (see runner/suite-result.mjs)
 * - grep: only the tests whose title matches; may be empty
 * @typedef {'crashNewest' | 'crashSystem' | 'crash806' | 'crash802' | 'sample' | 'sampleArm64' | 'vsix' | 'browser'
 *   | 'cache' | 'result' | 'grep'} Resource
 */

/**
 * @param {Resource} name
 * @returns {string}
 */
export function resource(name) {
  const value = process.env[VARIABLES[name]];
  if (value !== undefined) return value;
  throw new Error(`${VARIABLES[name]} is not set: run this suite through npm test`);
}

/**
 * @param {Partial<Record<Resource, string>>} resources
 * @returns {Record<string, string>}
 */
export function toEnvironment(resources) {
  /** @type {Record<string, string>} */
  const environment = {};
  for (const [name, value] of Object.entries(resources)) {
    environment[VARIABLES[/** @type {Resource} */ (name)]] = value;
  }
  return environment;
}
