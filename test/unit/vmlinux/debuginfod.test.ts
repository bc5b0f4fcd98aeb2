import assert from 'node:assert/strict';
import { debuginfodServers, progressWords } from '../../../debug-adapter/vmlinux/debuginfod';

describe('debuginfod', () => {
  it('is asked where a person has set a server: in our setting, else in the environment', () => {
    const environment = { DEBUGINFOD_URLS: 'https://a.example/  http://127.0.0.1:8002' };
    const both = ['https://a.example/', 'http://127.0.0.1:8002'];
    assert.deepEqual(debuginfodServers([], environment), both);
    assert.deepEqual(debuginfodServers(['https://b.example'], environment), ['https://b.example']);
    assert.deepEqual(debuginfodServers([], {}), []);
    assert.deepEqual(debuginfodServers(['nonsense', 'https://x y'], {}), []);
  });

  it('says how far it is', () => {
    const said =
      '\rDownloading /\rDownloading |\rDownloading from http://127.0.0.1:18998/ 1653248/50579248\rDownloading from http://127.0.0.1:18998/ 25579';
    assert.equal(progressWords(said), '3 % of 51 MB from http://127.0.0.1:18998');
    assert.equal(progressWords('\rDownloading /\r'), undefined);
    assert.equal(progressWords(''), undefined);
  });
});
