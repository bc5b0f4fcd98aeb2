import type { DumpProblem } from '../../../debug-adapter/dumpfile/dump-problem';
import type { Fact, Gap } from './dump-facts';
import { html, type Html } from './html';
import type { LogTail } from './log-tail';
import type { CpuText, OverviewData } from './overview-data';
import type { PageAction } from './page-messages';
import type { Verdict } from './verdict';

/** The head of the page: what it is, why it died, what can be done. */
export function headHtml(data: OverviewData): Html {
  return html`<header>
      <h1>${data.title}</h1>
      <p class="summary">${data.summary}</p>
    </header>
    ${panicHtml(data)}
    <div class="actions" role="group" aria-label="Actions">
      ${data.canDebug ? button('start', 'Start Debugging', 'primary') : undefined}
      ${hasLog(data) ? button('log', 'Open Kernel Log') : undefined}
      ${data.isText ? button('text', 'Open as Text') : undefined} ${button('refresh', 'Refresh')}
    </div>
    ${data.problems.length > 0 ? problemsHtml(data.problems) : undefined}`;
}

/** What is known of the dump, the end of its log, and the registers. */
export function bodyHtml(data: OverviewData): Html {
  const { facts } = data;
  const isKnown = facts.kernel.length > 0;
  return html`${logHtml(data)}
    <section aria-labelledby="dump-title">
      <h2 id="dump-title">${isKnown ? 'The dump' : 'The file'}</h2>
      <div class="columns">
        ${isKnown ? tableHtml(facts.kernel, 'Kernel') : undefined}
        ${tableHtml(facts.file, isKnown ? 'File' : '')}
      </div>
      ${facts.gaps.length > 0 ? gapsHtml(facts.gaps) : undefined}
    </section>
    ${data.cpus.length > 0 ? registersHtml(data.cpus) : undefined}`;
}

/** Before anything is known. */
export function readingHtml(title: string): Html {
  return html`<header>
    <h1>${title}</h1>
    <p class="summary">Reading the dump…</p>
  </header>`;
}

/** Whether vmlinux, or crash, is there. */
export function verdictHtml(verdict: Verdict, actions: Html): Html {
  const { state, what, why, remedy, places = [] } = verdict;
  return html`<p class="what">
      <span class="mark ${state}" role="img" aria-label="${LABELS[state]}">${MARKS[state]}</span>
      <span>${what}</span>
    </p>
    ${why.map((sentence) => html`<p>${sentence}</p>`)}
    ${remedy === undefined ? undefined : html`<p>${remedy}</p>`}
    ${
      places.length === 0
        ? undefined
        : html`<details id="places">
            <summary>Where it was looked for (${places.length})</summary>
            <ul class="paths">
              ${places.map((place) => html`<li>${place}</li>`)}
            </ul>
          </details>`
    }
    ${actions}`;
}

export function searchingHtml(what: string): Html {
  return html`<p>Looking for ${what}…</p>`;
}

export function button(action: PageAction, label: string, look = 'secondary'): Html {
  return html`<button type="button" class="${look}" data-action="${action}">${label}</button>`;
}

const MARKS = { ready: '✓', doubt: '!', unfit: '✗' } as const;
const LABELS = { ready: 'OK:', doubt: 'Attention:', unfit: 'Problem:' } as const;

function hasLog({ log }: OverviewData): boolean {
  return log !== undefined && 'lines' in log;
}

function panicHtml({ panic }: OverviewData): Html | undefined {
  if (panic === undefined) return undefined;
  return html`<section class="panic" aria-labelledby="panic-title">
    <h2 id="panic-title">Why the kernel died</h2>
    <p class="message">${panic}</p>
  </section>`;
}

function problemsHtml(problems: readonly DumpProblem[]): Html {
  return html`<section aria-labelledby="problems-title">
    <h2 id="problems-title">What is wrong with the file</h2>
    ${problems.map(
      ({ blocking, what, why, remedy }) =>
        html`<div class="problem ${blocking ? 'unfit' : 'doubt'}">
          <p class="what">${what}</p>
          <p>${why} ${remedy}</p>
        </div>`,
    )}
  </section>`;
}

function logHtml({ log, logDamage }: OverviewData): Html | undefined {
  if (log === undefined) return undefined;
  const title = html`<h2 id="log-title">The end of the kernel log</h2>`;
  if (!('lines' in log)) {
    return html`<section aria-labelledby="log-title">
      ${title}
      <p>The log cannot be shown. ${log.why}</p>
    </section>`;
  }
  return html`<section aria-labelledby="log-title">
    ${title} ${logDamage === undefined ? undefined : html`<p class="note">${logDamage}</p>`}
    <p class="note">${extentWords(log)}</p>
    <pre class="log" role="region" tabindex="0" aria-labelledby="log-title">${logLines(log)}</pre>
  </section>`;
}

function extentWords({ lines, before, after, oops }: LogTail): string {
  const shown = before + lines.length;
  const marked = oops ? 'What tells of the crash is marked.' : 'No oops and no panic is in it.';
  return `Lines ${before + 1} to ${shown} of ${shown + after}. ${marked}`;
}

function logLines({ lines, oops }: LogTail): Html {
  if (!oops) return html`${lines.join('\n')}`;
  const { from, to } = oops;
  const part = (start: number, end: number) => lines.slice(start, end).join('\n');
  // The mark is a block: it begins and ends a line by itself.
  return html`${part(0, from)}<mark>${part(from, to)}</mark>${part(to, lines.length)}`;
}

function tableHtml(facts: readonly Fact[], caption: string): Html {
  return html`<table>
    ${
      caption === ''
        ? undefined
        : html`<caption>
            ${caption}
          </caption>`
    }
    <tbody>
      ${facts.map(
        ({ label, value }) =>
          html`<tr>
            <th scope="row">${label}</th>
            <td>${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function gapsHtml(gaps: readonly Gap[]): Html {
  return html`<h3>Not known</h3>
    <ul>
      ${gaps.map(({ labels, why }) => html`<li><strong>${labels.join(', ')}</strong>: ${why}</li>`)}
    </ul>`;
}

function registersHtml(cpus: readonly CpuText[]): Html {
  return html`<section aria-labelledby="registers-title">
    <details id="registers">
      <summary><h2 id="registers-title">Registers of ${cpus.length} CPUs</h2></summary>
      ${cpus.map(
        ({ title, registers }, at) =>
          html`<h3 id="cpu-${at}">${title}</h3>
            <pre role="region" tabindex="0" aria-labelledby="cpu-${at}">${registers}</pre>`,
      )}
    </details>
  </section>`;
}
