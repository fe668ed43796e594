// `hullwright/status`: what an editor shows of how a document is checked, and of what was found in it.
import { type Connection, RequestType } from 'vscode-languageserver';
import { type DocumentStatus, STATUS, type StatusQuestion } from '../../../protocol/status';
import type { Analysis } from '../lint/analysis';
import type { ConfigurationStatus } from './configurations';
import type { Reach } from './images/reach';

const statusRequest = new RequestType<StatusQuestion, DocumentStatus | null, void>(STATUS);

interface Answers {
  readonly configurationOf: (uri: string) => Promise<ConfigurationStatus | undefined>;
  /** Undefined for a document that is not open. */
  readonly analysisOf: (uri: string) => Promise<Analysis | undefined>;
  readonly reachOf: (uri: string) => Promise<Reach>;
}

export function registerStatus(connection: Connection, { configurationOf, analysisOf, reachOf }: Answers): void {
  connection.onRequest(statusRequest, async ({ uri }) => {
    const configuration = await configurationOf(uri);
    if (!configuration) return null;
    const analysis = await analysisOf(uri);
    const [findings, suppressed] = [analysis?.findings.length ?? 0, analysis?.suppressed?.length ?? 0];
    return { ...configuration, findings, suppressed, network: await reachOf(uri) };
  });
}
