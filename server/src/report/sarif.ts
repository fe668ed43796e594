// SARIF 2.1.0, for code scanning and for editors that read it.
// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
import type * as Sarif from 'sarif';
import type { Analysis } from '../lint/analysis';
import type { RuleInfo } from '../rule/rule';
import { comparePositions } from '../text/range';
import { pathWithin } from '../text/uri';
import { Fingerprints } from './fingerprint';
import { maskedLines } from './mask';
import type { Report } from './report';
import { type Result, type ResultContext, resultJson } from './sarif-result';
import { ruleDescriptor } from './sarif-rule';
import { printable, printableJson } from './visible';

export interface SarifOptions {
  /** Everything that can stand in a finding's `rule`. */
  readonly rules: readonly RuleInfo[];
  readonly version: string;
  /** The folder that paths are relative to, as a URI. */
  readonly root: string;
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const ROOT = '%SRCROOT%';
const HOMEPAGE = 'https://github.com/hullwright/hullwright';

export function sarifReport({ rules, version, root }: SarifOptions): Report {
  const folder = root.endsWith('/') ? root : `${root}/`;
  let isFirst = true;

  const location = (uri: string): string => {
    const path = pathWithin(uri, folder);
    const file: Sarif.ArtifactLocation = path ? { uri: path, uriBaseId: ROOT } : { uri };
    return JSON.stringify(file);
  };
  const context: ResultContext = { location, ruleIndexes: new Map(rules.map(({ id }, index) => [id, index])) };

  return {
    start() {
      const driver: Sarif.ToolComponent = {
        name: 'Hullwright',
        version,
        semanticVersion: version,
        informationUri: HOMEPAGE,
        rules: rules.map(ruleDescriptor),
      };
      const run: Omit<Sarif.Run, 'results'> = {
        tool: { driver },
        columnKind: 'utf16CodeUnits',
        newlineSequences: ['\n'],
        originalUriBaseIds: { [ROOT]: { uri: folder } },
      };
      const head = printableJson({ $schema: SCHEMA, version: '2.1.0', runs: [run] });
      return `${head.slice(0, -3)},"results":[`;
    },
    file({ uri, analysis }) {
      const here = location(uri);
      const fingerprints = new Fingerprints(maskedLines(analysis));
      let json = '';
      for (const { finding, by } of inOrder(analysis)) {
        const result = { finding, by, fingerprint: fingerprints.of(finding) };
        json += `${isFirst ? '' : ','}\n${resultJson(result, here, context)}`;
        isFirst = false;
      }
      return printable(json);
    },
    end() {
      const invocations: Sarif.Invocation[] = [{ executionSuccessful: true }];
      return `\n],"invocations":${printableJson(invocations)}}]}\n`;
    },
  };
}

/** In the order of their places: a finding keeps its fingerprint when another one is silenced. */
function inOrder({ findings, suppressed = [] }: Analysis): readonly Pick<Result, 'finding' | 'by'>[] {
  const shown = findings.map((finding) => ({ finding, by: undefined }));
  if (suppressed.length === 0) return shown;
  return [...shown, ...suppressed].sort((a, b) => comparePositions(a.finding.range.start, b.finding.range.start));
}
