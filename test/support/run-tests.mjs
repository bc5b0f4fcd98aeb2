/**
 * npm test: installs what is missing, builds and runs every suite.
 *
 *   npm test -- [SUITE …] [--grep REGEXP]
 */
import './check-machine.mjs';

// Only now, because an old Node could not even read it.
void import('./runner/run-suites.mjs').then(({ TEST_SUITES, runSuites }) => runSuites(TEST_SUITES));
