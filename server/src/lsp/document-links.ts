// Ids of rules in our comments lead to their pages.
import type { Connection } from 'vscode-languageserver';
import { commentLinks } from '../lint/comment-links';
import { RuleIds } from '../lint/rule-ids';
import { notices } from '../rule/notices';
import { pageOf } from '../rule/pages';
import type { RuleInfo } from '../rule/rule';
import type { ReadDocument } from './open-document';

export function registerDocumentLinks(connection: Connection, read: ReadDocument, rules: readonly RuleInfo[]): void {
  const ids = new RuleIds([...rules, ...notices]);
  connection.onDocumentLinks(async ({ textDocument: { uri } }) => {
    const reading = await read(uri);
    const commented = reading?.analysis.commented;
    if (!reading || !commented) return [];
    const { lineBreaks } = reading.document;
    return commentLinks(commented, ids).map(({ range, rule }) => ({
      range: lineBreaks.toEditor(range),
      target: pageOf(rule),
      tooltip: `Read about ${rule}`,
    }));
  });
}
