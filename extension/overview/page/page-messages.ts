/** What a person can do on the page; `ready` is said by the page itself when it can be written to. */
const PAGE_ACTIONS = [
  'ready',
  'start',
  'start-with-vmlinux',
  'log',
  'text',
  'refresh',
  'open-config',
  'set-crash-path',
  'get-crash',
  'trust',
] as const;

export type PageAction = (typeof PAGE_ACTIONS)[number];

/** Parts of the page that are written one by one, in their order. */
export const PAGE_PARTS = ['head', 'vmlinux', 'crash', 'body'] as const;

export type PagePart = (typeof PAGE_PARTS)[number];

/** From the extension to the page. */
export interface PartMessage {
  readonly part: PagePart;
  readonly html: string;
}

/** What a message from the page asks for; undefined of any other message. */
export function actionOf(message: unknown): PageAction | undefined {
  const asked: unknown =
    typeof message === 'object' && message !== null && 'action' in message && message.action;
  return PAGE_ACTIONS.find((action) => action === asked);
}
