// The way of a user through a project of Compose, from its findings to those of the host that it runs on.
import type { Page } from 'playwright-core';
import { command, openMenu, patience, type Step } from './step';

export const composeSteps: readonly Step[] = [
  {
    name: 'compose-findings',
    does: 'a finding in a Compose file is underlined and says why',
    async act(page) {
      await page.getByRole('treeitem', { name: 'compose.yaml' }).first().dblclick({ timeout: 60_000 });
      await page.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
      await textOf(page, 'privileged', 'true').hover({ force: true });
      await page.locator('.monaco-hover', { hasText: 'privileged-service' }).waitFor({ timeout: patience });
    },
  },
  {
    name: 'compose-quick-fix',
    does: 'the lightbulb offers its fix',
    async act(page) {
      await page.keyboard.press('Escape');
      const value = textOf(page, 'privileged', 'true');
      await value.click({ force: true });
      await openMenu(page, value);
      await page.locator('.action-widget').getByText("Take 'privileged' out").waitFor({ timeout: patience });
    },
  },
  {
    name: 'compose-fixed',
    does: 'the fix changes the file and the finding is gone',
    async act(page) {
      await page.keyboard.press('Enter');
      await page.locator('.view-line', { hasText: 'privileged' }).waitFor({ state: 'detached', timeout: patience });
      await page.locator('.squiggly-error').nth(1).waitFor({ state: 'detached', timeout: patience });
    },
  },
  {
    name: 'compose-harden',
    does: 'a service is hardened in a preview first',
    async act(page) {
      const service = textOf(page, 'db:', 'db');
      await service.click({ force: true });
      await openMenu(page, service);
      await page.locator('.action-widget').getByText('Harden this service').waitFor({ timeout: patience });
      await page.keyboard.press('Control+Enter');
      await page.locator('.monaco-list-row', { hasText: 'cap_drop' }).click({ timeout: patience });
      await page.locator('.editor.modified .view-line', { hasText: 'pids_limit' }).waitFor({ timeout: patience });
    },
  },
  {
    name: 'compose-hardened',
    does: 'what was looked at is written, and the finding is gone',
    async act(page) {
      await page.getByRole('button', { name: 'Apply' }).click();
      await page.locator('.view-line', { hasText: 'pids_limit' }).first().waitFor({ timeout: patience });
    },
  },
  {
    name: 'compose-related',
    does: 'a finding about the Dockerfile behind a service names its place',
    async act(page) {
      await page.keyboard.press('Control+Shift+M');
      const finding = page.locator('.markers-panel').getByRole('treeitem', { name: /built to run as root/ });
      await finding.click({ timeout: patience });
      await page.keyboard.press('ArrowRight');
      await related(page).waitFor({ timeout: patience });
    },
  },
  {
    name: 'compose-related-open',
    does: 'the place is one click away',
    async act(page) {
      await related(page).dblclick();
      await page.getByRole('tab', { name: 'Dockerfile' }).first().waitFor({ timeout: patience });
      await page.getByText('Ln 2, Col', { exact: false }).first().waitFor({ timeout: patience });
    },
  },
  {
    name: 'host-audit',
    does: 'the audit of the host says in a line how it stands',
    async act(page) {
      await command(page, 'Hullwright: Audit This Docker Host');
      const summary = page.locator('.notification-toast', {
        hasText: /This Docker host: \d+ checks failed, \d+ unknown, \d+ passed\./,
      });
      await summary.waitFor({ timeout: patience });
      // It slides in.
      await page.waitForFunction(
        "document.querySelector('.notifications-toasts').getAnimations({ subtree: true }).length === 0",
        undefined,
        { timeout: patience },
      );
    },
  },
  {
    name: 'host-audit-report',
    does: 'its report is there to read',
    async act(page) {
      await page.getByRole('button', { name: 'Open Report' }).click();
      const report = page.frameLocator('iframe.webview').frameLocator('iframe');
      await report.getByRole('heading', { name: 'Failed' }).waitFor({ timeout: patience });
      await report.getByText('whoever reaches this is root on the host').waitFor({ timeout: patience });
    },
  },
];

/** A word of the line that has a text. */
const textOf = (page: Page, line: string, word: string) =>
  page.locator('.view-line', { hasText: line }).getByText(word, { exact: true }).first();

const related = (page: Page) =>
  page.locator('.markers-panel').getByRole('treeitem', { name: /the stage that it is built from/ });
