// Ids of rules in our comments lead to their pages, what a service is built from to its Dockerfile.
import type { Connection } from 'vscode-languageserver';
import { dockerfileLinks } from '../compose/dockerfile-links';
import { commentLinks } from '../lint/comment-links';
import { RuleIds } from '../lint/rule-ids';
import { notices } from '../rule/notices';
import { pageOf } from '../rule/pages';
import type { RuleInfo } from '../rule/rule';
import type { Files } from '../text/files';
import type { ReadDocument } from './open-document';

export interface DocumentLinkOptions {
  readonly read: ReadDocument;
  readonly rules: readonly RuleInfo[];
  readonly files: Files;
  /** Reads what is not known yet. */
  readonly load: (uris: ReadonlySet<string>) => Promise<unknown>;
}

export function registerDocumentLinks(connection: Connection, { read, rules, files, load }: DocumentLinkOptions): void {
  const ids = new RuleIds([...rules, ...notices]);
  connection.onDocumentLinks(async ({ textDocument: { uri } }) => {
    const reading = await read(uri);
    if (!reading) return [];
    const { lineBreaks } = reading.document;
    const { commented, compose } = reading.analysis;
    const rulePages = (commented ? commentLinks(commented, ids) : []).map(({ range, rule }) => ({
      range: lineBreaks.toEditor(range),
      target: pageOf(rule),
      tooltip: `Read about ${rule}`,
    }));
    const named = compose ? dockerfileLinks(compose) : [];
    await load(new Set(named.map((link) => link.uri)));
    const dockerfiles = named
      .filter((link) => files.read(link.uri).kind === 'text')
      .map((link) => ({ range: lineBreaks.toEditor(link.range), target: link.uri, tooltip: 'Open the Dockerfile' }));
    return [...rulePages, ...dockerfiles];
  });
}
