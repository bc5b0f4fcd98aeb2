/** TCP ports of this machine. */
import { createServer } from 'node:net';

/**
 * @param {number} preferred 0 for any
 * @returns {Promise<number>} the preferred port if nobody listens on it, else a free one
 */
export async function freePort(preferred = 0) {
  return probe(preferred).catch(() => probe(0));
}

/**
 * @param {number} port
 * @returns {Promise<number>}
 */
function probe(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const found = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(found));
    });
  });
}
