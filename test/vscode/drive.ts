// The way of a user through the visible workbench, a picture after each step.
import type { Page } from 'playwright-core';

export interface Step {
  /** The picture's file name. */
  readonly name: string;
  readonly does: string;
  act(page: Page): Promise<void>;
}

const patience = 30_000;

export const steps: readonly Step[] = [
  {
    name: 'findings',
    does: 'a finding is underlined and says why',
    async act(page) {
      await page.getByRole('treeitem', { name: 'Dockerfile' }).first().dblclick({ timeout: 60_000 });
      const squiggle = page.locator('.squiggly-error').first();
      await squiggle.waitFor({ timeout: 60_000 });
      await squiggle.hover({ force: true });
      await page.locator('.monaco-hover', { hasText: 'secret-in-env' }).waitFor({ timeout: patience });
    },
  },
  {
    name: 'problems',
    does: 'the Problems panel lists the findings',
    async act(page) {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+Shift+M');
      const problems = page.locator('.markers-panel');
      for (const rule of ['missing-user', 'secret-in-env', 'floating-tag']) {
        await problems.getByText(rule).first().waitFor({ timeout: patience });
      }
    },
  },
  {
    name: 'status',
    does: 'the language status says what the file has and how it is checked',
    async act(page) {
      await page.locator('[id="status.languageStatus"]').click({ timeout: patience });
      const status = page.locator('.hover-language-status', { hasText: /\d+ findings/ });
      await status.getByText('profile recommended · no network').waitFor({ timeout: patience });
      // It fades in.
      const hover = "document.querySelector('.hover-language-status').closest('.monaco-hover')";
      await page.waitForFunction(`${hover}.getAnimations({ subtree: true }).length === 0`, undefined, {
        timeout: patience,
      });
    },
  },
  {
    name: 'quick-fix',
    does: 'the lightbulb offers the fixes',
    async act(page) {
      await page.keyboard.press('Escape');
      await page.locator('.squiggly-error').first().click({ force: true });
      await page.locator('.monaco-editor .lightBulbWidget').first().waitFor({ timeout: patience });
      await openMenu(page);
    },
  },
  {
    name: 'fixed',
    does: 'a fix changes the text and its finding is gone',
    async act(page) {
      await page.keyboard.press('Enter');
      await page.locator('.squiggly-error').waitFor({ state: 'detached', timeout: patience });
      await page.locator('.monaco-editor .lightBulbWidget').waitFor({ state: 'hidden', timeout: patience });
    },
  },
  {
    name: 'palette',
    does: 'the palette has the audit',
    async act(page) {
      await page.keyboard.press('F1');
      await page.keyboard.type('Hullwright: Audit');
      await page.locator('.quick-input-list').getByText('Hullwright: Audit Workspace').waitFor({ timeout: patience });
    },
  },
  {
    name: 'audit',
    does: 'the audit shows its summary, and closed files in Problems',
    async act(page) {
      await page.keyboard.press('Enter');
      await page
        .locator('.notification-toast', { hasText: /\d+ findings? in \d+ files?/ })
        .waitFor({ timeout: patience });
      await page.locator('.markers-panel').getByText('api').first().waitFor({ timeout: patience });
      const summary = page.frameLocator('iframe.webview').frameLocator('iframe');
      await summary.getByText('missing-user').first().waitFor({ timeout: patience });
    },
  },
  {
    name: 'audit-link',
    does: 'a line in the summary opens there',
    async act(page) {
      const summary = page.frameLocator('iframe.webview').frameLocator('iframe');
      await summary.getByRole('link', { name: 'line 7', exact: true }).click();
      await page.getByRole('tab', { name: 'Dockerfile' }).first().waitFor({ timeout: patience });
      await page.getByText('Ln 7, Col 1').waitFor({ timeout: patience });
    },
  },
];

/** Asks for the fixes as a person does: again, when the editor was just busy with something else. */
async function openMenu(page: Page): Promise<void> {
  const menu = page.locator('.action-widget').first();
  for (const deadline = Date.now() + patience; ; ) {
    await page.keyboard.press('Control+.');
    const opened = await menu.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
    if (opened) return;
    if (Date.now() > deadline) throw new Error('the menu of fixes does not open');
    await page.locator('.squiggly-error').first().click({ force: true });
  }
}
