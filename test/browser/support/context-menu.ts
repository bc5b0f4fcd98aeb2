import type { Locator } from 'playwright-core';

/** Right-clicks and chooses. VS Code ignores a click on a menu that has just opened: then again. */
export async function chooseFromContextMenu(target: Locator, item: string): Promise<void> {
  await target.click({ button: 'right' });
  const menu = target.page().locator('.monaco-menu');
  const entry = menu.getByText(item, { exact: true });
  for (let attempt = 0; attempt < 5; attempt++) {
    await entry.click();
    const chosen = await menu.waitFor({ state: 'hidden', timeout: 1000 }).then(
      () => true,
      () => false,
    );
    if (chosen) {
      return;
    }
  }
  throw new Error(`The menu does not take "${item}".`);
}
