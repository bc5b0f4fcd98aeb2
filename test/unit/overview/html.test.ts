import assert from 'node:assert/strict';
import { html, own } from '../../../extension/overview/page/html';

describe('HTML of the overview', () => {
  it('escapes every text', () => {
    const text = `<script>alert("1")</script> & 'x'`;
    assert.equal(
      html`<p title="${text}">${text}</p>`.html,
      [
        '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;">',
        '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;</p>',
      ].join(''),
    );
  });

  it('shows controls, terminal escapes and marks of direction', () => {
    assert.equal(html`${'a\x1b[31mb\u202ec\u0000'}`.html, 'a\\x1b[31mb\\u202ec\\x00');
    assert.equal(html`${'two\n\tlines'}`.html, 'two\n\tlines');
  });

  it('nests, joins lists, and leaves out what is absent', () => {
    const items = ['<a>', '<b>'].map((text) => html`<li>${text}</li>`);
    const list = html`<ul>
      ${items}
    </ul>`;
    assert.equal(list.html.replace(/\s/g, ''), '<ul><li>&lt;a&gt;</li><li>&lt;b&gt;</li></ul>');
    assert.equal(html`${undefined}${3}${own('<br>')}${[]}`.html, '3<br>');
  });
});
