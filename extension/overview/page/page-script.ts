/**
 * The whole script of the page: clicks become messages, messages become parts. What a part says is
 * HTML that the extension has escaped. A part that is said again is left alone, with its selection;
 * one that changes keeps what was unfolded and where the keyboard was.
 */
export const PAGE_SCRIPT = `
const editor = acquireVsCodeApi();
const said = new Map();
const opened = (element) => [...element.querySelectorAll('details[open]')].map(({ id }) => id);
addEventListener('click', ({ target }) => {
  const action = target instanceof Element && target.closest('[data-action]')?.dataset.action;
  if (action) editor.postMessage({ action });
});
addEventListener('message', ({ data: { part, html } }) => {
  const element = document.getElementById(part);
  if (!element || said.get(part) === html) return;
  said.set(part, html);
  const unfolded = opened(element);
  const { action } = (element.contains(document.activeElement) && document.activeElement.dataset) || {};
  element.innerHTML = html;
  for (const id of unfolded) document.getElementById(id)?.setAttribute('open', '');
  if (action) element.querySelector('[data-action="' + action + '"]')?.focus();
});
editor.postMessage({ action: 'ready' });
`;
