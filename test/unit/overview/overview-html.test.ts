import assert from 'node:assert/strict';
import type { DumpIdentity } from '../../../debug-adapter/dumpfile/dump-identity';
import type { LogReading } from '../../../debug-adapter/dumpfile/log/log-record';
import { html } from '../../../extension/overview/page/html';
import { overviewData } from '../../../extension/overview/page/overview-data';
import { bodyHtml, headHtml, verdictHtml } from '../../../extension/overview/page/overview-html';
import { actionOf } from '../../../extension/overview/page/page-messages';
import { pageShell } from '../../../extension/overview/page/page-shell';
import { identityOf, readSample } from './dump-sample';

function page(identity: DumpIdentity, log: LogReading): string {
  const data = overviewData(identity, log);
  return `${headHtml(data).html}\n${bodyHtml(data).html}`;
}

const NO_LOG: LogReading = { ok: false, why: 'There is none.' };
const HOSTILE = '</pre><img src=x onerror=alert(1)>"\'\u202e\x1b[2J';

describe('the page on a dump', () => {
  it('says what the sample is and why it died', async function () {
    this.timeout(60_000);
    const { identity, log } = await readSample('x86_64-tiny');
    const text = page(identity, log);
    assert.match(text, /Linux 6\.1\.176-tiny · x86_64 · crashed 2026-11-22 22:22:18 UTC/);
    assert.match(text, /class="message">BUG: kernel NULL pointer dereference/);
    assert.match(
      text,
      /<mark>\[ {4}3\.850231\] \[ {6}T1\] BUG: kernel NULL[^<]*CR2: 0{15}8<\/mark>/,
    );
    assert.match(text, /Lines 229 to 271 of 271\. What tells of the crash is marked\./);
    assert.match(text, /rip ffffffffc005800b/);
    assert.match(text, /CPU 1 · process 1/);
    const actions = [...text.matchAll(/data-action="([^"]+)"/g)].map(([, action]) => action);
    assert.deepEqual(actions, ['start', 'log', 'refresh']);
  });

  it('makes no tag of anything that a dump says', () => {
    const identity = identityOf({
      path: `/tmp/${HOSTILE}`,
      release: HOSTILE,
      version: HOSTILE,
      buildId: HOSTILE,
      machine: HOSTILE,
      panicMessage: HOSTILE,
      registers: [{ index: 0, pid: 1, registers: new Map([[HOSTILE, 1n]]) }],
      unknown: { crashTime: HOSTILE },
      problems: [{ blocking: true, what: HOSTILE, why: HOSTILE, remedy: HOSTILE }],
    });
    const log: LogReading = {
      ok: true,
      log: {
        form: 'lockless',
        records: [
          { time: 0, text: HOSTILE },
          { time: 0, text: `Kernel panic - not syncing: ${HOSTILE}` },
        ],
        damage: HOSTILE,
      },
    };
    const verdict = { state: 'unfit', what: HOSTILE, why: [HOSTILE], places: [HOSTILE] } as const;
    const text = `${page(identity, log)}${verdictHtml(verdict, html``).html}`;
    assert.ok(text.includes('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;\\u202e\\x1b[2J'));
    assert.ok(!/<img|\u202e|\x1b/.test(text));
  });

  it('of a file that is no dump offers nothing that cannot work', () => {
    const problem = { blocking: true, what: 'It is a text.', why: 'Why.', remedy: 'Do.' };
    const identity = identityOf({ container: { kind: 'text' }, problems: [problem] });
    const text = page(identity, NO_LOG);
    assert.match(text, /It is a text\./);
    assert.match(text, /data-action="text"/);
    assert.doesNotMatch(text, /data-action="(?:start|log)"/);
    assert.doesNotMatch(text, /kernel log|Why the kernel died/);
  });

  it('says why there is no log, and why other things are not known', () => {
    const text = page(identityOf({ unknown: { release: 'A reason.' } }), NO_LOG);
    assert.match(text, /The log cannot be shown\. There is none\./);
    assert.match(text, /<strong>Release<\/strong>: A reason\./);
    assert.match(text, /A dump of an unknown Linux kernel · crash time unknown/);
  });

  it('has one heading of the first level, and names its regions', () => {
    const text = page(identityOf({ panicMessage: 'x' }), NO_LOG);
    assert.equal([...text.matchAll(/<h1>/g)].length, 1);
    const ids = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const [, id] of text.matchAll(/aria-labelledby="([^"]+)"/g)) assert.ok(ids.has(id), id);
  });

  it('takes no style and no script but its own, from nowhere', () => {
    const text = pageShell('vm<core', 'abc').html;
    assert.match(
      text,
      /content="default-src &#39;none&#39;; style-src &#39;nonce-abc&#39;; script-src/,
    );
    assert.match(text, /<title>vm&lt;core<\/title>/);
    assert.doesNotMatch(text, /https?:|unsafe-|\sstyle="|\son\w+="/);
    for (const [tag] of text.matchAll(/<(?:style|script)\b[^>]*>/g)) {
      assert.match(tag, / nonce="abc">$/);
    }
  });

  it('understands only its own messages', () => {
    assert.equal(actionOf({ action: 'start' }), 'start');
    for (const message of [undefined, null, 'start', {}, { action: 'x' }, { action: ['start'] }]) {
      assert.equal(actionOf(message), undefined);
    }
  });
});
