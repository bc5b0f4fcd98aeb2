import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BuildCancelled, BuildError } from '../../../extension/crash-build/build-error';
import { download, type Fetch } from '../../../extension/crash-build/sources/download';

/** A web of a few addresses: what each answers. */
function web(pages: Readonly<Record<string, () => Response>>): { fetch: Fetch; asked: string[] } {
  const asked: string[] = [];
  const fetch: Fetch = (address) => {
    asked.push(address.href);
    const page = pages[address.href];
    return page ? Promise.resolve(page()) : Promise.reject(new TypeError('fetch failed'));
  };
  return { fetch, asked };
}

function moved(location: string): Response {
  return new Response(null, { status: 302, headers: { location } });
}

describe('a download', () => {
  let folder: string;
  let file: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kcd-download-'));
    file = path.join(folder, 'file');
  });

  after(() => rm(folder, { recursive: true }));

  const context = () => ({
    log: () => undefined,
    progress: () => undefined,
    signal: new AbortController().signal,
  });

  const refused = async (fetch: Fetch, address: string, why: RegExp) => {
    await assert.rejects(download(address, file, context(), fetch), (error) => {
      assert.ok(error instanceof BuildError, String(error));
      assert.match(error.message, why);
      return true;
    });
  };

  it('brings the file and its digest, through redirections', async () => {
    const text = 'source of crash';
    const { fetch, asked } = web({
      'https://a.example/9.tar.gz': () => moved('https://b.example/x'),
      'https://b.example/x': () => moved('/y'),
      'https://b.example/y': () => new Response(text),
    });
    const digest = await download('https://a.example/9.tar.gz', file, context(), fetch);
    assert.equal(await readFile(file, 'utf8'), text);
    assert.equal(digest, createHash('sha256').update(text).digest('hex'));
    assert.equal(asked.length, 3);
  });

  it('is made over https only', async () => {
    const { fetch, asked } = web({});
    for (const address of ['http://a.example/', 'file:///etc/passwd', 'ftp://a.example/', '']) {
      await refused(fetch, address, /is no https address/);
    }
    assert.deepEqual(asked, []);
  });

  it('follows no redirection to http', async () => {
    const { fetch, asked } = web({ 'https://a.example/': () => moved('http://a.example/') });
    await refused(fetch, 'https://a.example/', /^http:\/\/a\.example\/ is no https address/);
    assert.deepEqual(asked, ['https://a.example/']);
  });

  it('ends when it is redirected for ever', async () => {
    const { fetch } = web({ 'https://a.example/': () => moved('https://a.example/') });
    await refused(fetch, 'https://a.example/', /redirected again and again/);
  });

  it('tells in words what is not there', async () => {
    const { fetch } = web({ 'https://a.example/': () => new Response('', { status: 404 }) });
    await refused(fetch, 'https://a.example/', /is not there: the server answered 404.*Debian/);
  });

  it('tells in words that a server cannot be reached, by the real fetch', async () => {
    // A name that never exists (RFC 2606).
    await refused(globalThis.fetch, 'https://crash.invalid/9.tar.gz', /could not be downloaded: /);
  });

  it('can be ended', async () => {
    const control = new AbortController();
    const fetch: Fetch = (_address, { signal }) =>
      new Promise((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(new Error('aborted'))),
      );
    const running = download(
      'https://a.example/',
      file,
      { ...context(), signal: control.signal },
      fetch,
    );
    control.abort();
    await assert.rejects(running, BuildCancelled);
  });
});
