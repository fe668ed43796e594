// `hullwright/status`: what an editor shows of how a document is checked, and of what was found in it.
import { type Connection, RequestType } from 'vscode-languageserver';
import type { Analysis } from '../lint/analysis';
import type { ConfigurationStatus } from './configurations';

export interface DocumentStatus extends ConfigurationStatus {
  readonly findings: number;
  readonly suppressed: number;
  /** Whether the server asks registries. It does not. */
  readonly network: 'off';
}

const statusRequest = new RequestType<{ uri: string }, DocumentStatus | null, void>('hullwright/status');

interface Answers {
  readonly configurationOf: (uri: string) => Promise<ConfigurationStatus | undefined>;
  /** Undefined for a document that is not open. */
  readonly analysisOf: (uri: string) => Promise<Analysis | undefined>;
}

export function registerStatus(connection: Connection, { configurationOf, analysisOf }: Answers): void {
  connection.onRequest(statusRequest, async ({ uri }) => {
    const configuration = await configurationOf(uri);
    if (!configuration) return null;
    const analysis = await analysisOf(uri);
    const [findings, suppressed] = [analysis?.findings.length ?? 0, analysis?.suppressed?.length ?? 0];
    return { ...configuration, findings, suppressed, network: 'off' };
  });
}
