/**
 * npm run test:lab: the suites that make real dumps of full-size kernels; hours rather than minutes.
 *
 *   npm run test:lab -- [--grep REGEXP]
 */
import './check-machine.mjs';

// Only now, because an old Node could not even read it.
void import('./runner/run-suites.mjs').then(({ LAB_SUITES, runSuites }) => runSuites(LAB_SUITES));
