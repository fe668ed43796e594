// A step of a walk through the workbench, and what many of them do.
import type { Locator, Page } from 'playwright-core';

export interface Step {
  /** The picture's file name. */
  readonly name: string;
  readonly does: string;
  /** Skipped where it can't be run. */
  readonly needs?: 'registry';
  act(page: Page): Promise<void>;
}

/** Milliseconds. */
export const patience = 30_000;

/** Asks again when the editor was just busy and took the focus. */
export async function command(page: Page, name: string): Promise<void> {
  const found = page.locator('.quick-input-list').getByText(name).first();
  for (const deadline = Date.now() + patience; ; ) {
    await page.keyboard.press('F1');
    await page.keyboard.type(name);
    const opened = await found.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
    if (opened) break;
    if (Date.now() > deadline) throw new Error(`the palette does not find '${name}'`);
    await page.keyboard.press('Escape');
  }
  await page.keyboard.press('Enter');
}

/** Asks for the fixes at a place as a person does: again, when the editor was just busy with something else. */
export async function openMenu(page: Page, place: Locator): Promise<void> {
  const menu = page.locator('.action-widget').first();
  for (const deadline = Date.now() + patience; ; ) {
    await page.keyboard.press('Control+.');
    const opened = await menu.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
    if (opened) return;
    if (Date.now() > deadline) throw new Error('the menu of fixes does not open');
    await place.click({ force: true });
  }
}
