/**
 * npm start: installs what is missing, builds, and opens the sample dump in VS Code.
 *
 *   npm start -- [--port N] [--browser] [--no-open]
 *
 * --port N     the port for the browser, if it is free (8377)
 * --browser    a browser even where desktop VS Code is
 * --no-open    only print the address
 */
import './check-machine.mjs';

// Only now, because an old Node could not even read it.
void import('./start/start-sample.mjs');
