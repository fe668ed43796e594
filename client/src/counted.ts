// Numbers with their noun, in the user's language.
import { l10n } from 'vscode';

export const findings = (n: number): string => (n === 1 ? l10n.t('1 finding') : l10n.t('{0} findings', String(n)));

export const files = (n: number): string => (n === 1 ? l10n.t('1 file') : l10n.t('{0} files', String(n)));
