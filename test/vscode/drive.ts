// The way of a user through the visible workbench, a picture after each step.
import type { Page } from 'playwright-core';
import { command, openMenu, patience, type Step } from './step';

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
      await status.getByText('profile recommended · registries when you ask').waitFor({ timeout: patience });
      // It fades in.
      const hover = "document.querySelector('.hover-language-status').closest('.monaco-hover')";
      await page.waitForFunction(`${hover}.getAnimations({ subtree: true }).length === 0`, undefined, {
        timeout: patience,
      });
    },
  },
  {
    name: 'hover',
    does: 'an instruction says under a pointer what holds there',
    async act(page) {
      await page.keyboard.press('Escape');
      await page.locator('.view-line', { hasText: 'WORKDIR' }).getByText('WORKDIR').first().hover({ force: true });
      const hover = page.locator('.monaco-hover', { hasText: 'the final image' });
      await hover.getByText('Built on').waitFor({ timeout: patience });
    },
  },
  {
    name: 'quick-fix',
    does: 'the lightbulb offers the fixes',
    async act(page) {
      await page.keyboard.press('Escape');
      await page.locator('.squiggly-error').first().click({ force: true });
      await page.locator('.monaco-editor .lightBulbWidget').first().waitFor({ timeout: patience });
      await openMenu(page, page.locator('.squiggly-error').first());
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
    name: 'audit-by-rule',
    does: 'the audit lists what it finds, by rule, in a view of its own',
    async act(page) {
      // Not the key: the first in the list is what was used last.
      await page.locator('.quick-input-list').getByText('Hullwright: Audit Workspace').click();
      await notification(page).waitFor({ timeout: patience });
      await page.getByRole('treeitem', { name: /^missing-user, 2 findings/ }).waitFor({ timeout: patience });
      await page.getByRole('treeitem', { name: /api\/Dockerfile, line 7$/ }).waitFor({ timeout: patience });
    },
  },
  {
    name: 'audit',
    does: 'the view groups by file, and its keys open a finding',
    async act(page) {
      await command(page, 'Hullwright: Group Audit by File');
      await page.getByRole('treeitem', { name: /^api\/Dockerfile, \d findings/ }).click();
      for (const key of ['ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
      await page.getByText('Ln 7, Col', { exact: false }).waitFor({ timeout: patience });
    },
  },
  {
    name: 'audit-review',
    does: 'fixes of many files are reviewed before they are made',
    async act(page) {
      await command(page, 'Hullwright: Fix All Shown');
      await page.locator('.quick-input-list').getByText('Review Each Change').click();
      await page.locator('.edit-checkbox').first().waitFor({ timeout: patience });
    },
  },
  {
    name: 'audit-reviewed',
    does: 'what was ticked is fixed, and gone from the view',
    async act(page) {
      await page.locator('.edit-checkbox').first().click();
      await page.getByRole('button', { name: 'Apply' }).click();
      await page
        .getByRole('tab', { name: /^Hullwright/ })
        .first()
        .click();
      await page.getByRole('treeitem', { name: /^api\/Dockerfile, \d findings/ }).waitFor({ timeout: patience });
      await page.getByRole('treeitem', { name: /missing-user: .*\. Dockerfile, line/ }).waitFor({ state: 'detached' });
    },
  },
  {
    name: 'audit-summary',
    does: 'the audit has a summary to read',
    async act(page) {
      await command(page, 'Hullwright: Open Audit Summary');
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
  {
    name: 'image-hover',
    does: 'an image says under a pointer what its registry says, once that was asked',
    needs: 'registry',
    async act(page) {
      await page.keyboard.press('Control+P');
      await page.keyboard.type('tools/Dockerfile');
      await page.locator('.quick-input-list').getByText('tools').first().waitFor({ timeout: patience });
      await page.keyboard.press('Enter');
      const image = page.locator('.view-line', { hasText: 'base:1.2' });
      await image.getByText('acme').first().click({ timeout: patience });
      await command(page, 'Hullwright: Look Up Image');
      const answer = page.locator('.notification-toast', { hasText: 'made on 2026-10-04' });
      await answer.waitFor({ timeout: patience });
      await page.keyboard.press('Escape');
      await command(page, 'Notifications: Clear All Notifications');
      await image.getByText('acme').first().hover({ force: true });
      const hover = page.locator('.monaco-hover', { hasText: 'asked on' });
      await hover.getByText('Made on 2026-10-04').waitFor({ timeout: patience });
    },
  },
  {
    name: 'pin-preview',
    does: 'the pins of a file are shown before they are made',
    needs: 'registry',
    async act(page) {
      await page.keyboard.press('Escape');
      await command(page, 'Hullwright: Pin All Images in File');
      await page.locator('.quick-input-list').getByText('Review Each Change').click({ timeout: patience });
      // The file's, and one for each of its pins.
      await page.locator('.edit-checkbox').nth(2).waitFor({ timeout: patience });
      await page.locator('.notification-toast').waitFor({ state: 'detached', timeout: patience });
    },
  },
  {
    name: 'pinned',
    does: 'what was ticked is pinned',
    needs: 'registry',
    async act(page) {
      await page.locator('.edit-checkbox').first().click();
      await page.getByRole('button', { name: 'Apply' }).click();
      await page.locator('.view-line', { hasText: '@sha256:' }).first().waitFor({ timeout: patience });
    },
  },
  {
    name: 'walkthrough',
    does: 'the walkthrough shows the first steps, in the colours of the theme',
    async act(page) {
      await command(page, 'Welcome: Open Walkthrough');
      await page.keyboard.type('Get started with Hullwright');
      await page.keyboard.press('Enter');
      await page.getByText('See what is risky while you write').first().waitFor({ timeout: patience });
      // Its picture wants the room of the panel and the side bar.
      await page.keyboard.press('Control+J');
      await page.keyboard.press('Control+B');
      await page.getByText('Audit the whole workspace').first().click();
      await page
        .locator('.gettingStarted .media, .gettingStartedContainer iframe')
        .first()
        .waitFor({ timeout: patience });
    },
  },
  {
    name: 'dark',
    does: 'a dark theme has them in its colours',
    async act(page) {
      await page.keyboard.press('Control+J');
      await command(page, 'Preferences: Toggle between Light/Dark Themes');
      await page.locator('.monaco-workbench.vs-dark').waitFor({ timeout: patience });
      await page.getByRole('treeitem', { name: /^api\/Dockerfile, \d findings/ }).waitFor({ timeout: patience });
    },
  },
  {
    name: 'high-contrast',
    does: 'and so has a theme of high contrast',
    async act(page) {
      await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
      await page.locator('.monaco-workbench.hc-black').waitFor({ timeout: patience });
    },
  },
];

const notification = (page: Page) => page.locator('.notification-toast', { hasText: /\d+ findings? in \d+ files?/ });
