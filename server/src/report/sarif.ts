// SARIF 2.1.0, for code scanning and for editors that read it.
// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
import type * as Sarif from 'sarif';
import type { Analysis, Suppressed, Suppression } from '../lint/analysis';
import type { Fix, Related, Severity } from '../rule/finding';
import type { RuleInfo } from '../rule/rule';
import type { TextEdit } from '../text/edit';
import { comparePositions, type Range } from '../text/range';
import { pathWithin } from '../text/uri';
import { Fingerprints } from './fingerprint';
import { maskedLines } from './mask';
import type { Report } from './report';
import { ruleDescriptor } from './sarif-rule';
import { printableJson } from './visible';

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

const LEVELS: Readonly<Record<Severity, Sarif.Result.level>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

export function sarifReport({ rules, version, root }: SarifOptions): Report {
  const folder = root.endsWith('/') ? root : `${root}/`;
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  let isFirst = true;

  const location = (uri: string): Sarif.ArtifactLocation => {
    const path = pathWithin(uri, folder);
    return path ? { uri: path, uriBaseId: ROOT } : { uri };
  };
  const fixOf = (fix: Fix, here: Sarif.ArtifactLocation): Sarif.Fix => ({
    description: { text: fix.title },
    artifactChanges: fix.edits().map(({ uri: other, edits }) => ({
      artifactLocation: other === undefined ? here : location(other),
      replacements: edits.map(replacementOf),
    })),
    properties: { safety: fix.safety },
  });
  const relatedOf = (
    { uri: other, message, range }: Related,
    id: number,
    here: Sarif.ArtifactLocation,
  ): Sarif.Location => ({
    id,
    message: { text: message },
    physicalLocation: { artifactLocation: other === undefined ? here : location(other), region: regionOf(range) },
  });
  /** JSON leaves out what is undefined. */
  const resultOf = (here: Sarif.ArtifactLocation, { finding, by }: Result, fingerprint: string): Sarif.Result => {
    const { rule, severity, message, range, related } = finding;
    const fixes = finding.fixes.filter(({ safety }) => safety !== 'manual');
    return {
      ruleId: rule,
      ruleIndex: indexes.get(rule),
      level: LEVELS[severity],
      message: { text: message },
      locations: [{ physicalLocation: { artifactLocation: here, region: regionOf(range) } }],
      relatedLocations: related.length > 0 ? related.map((place, i) => relatedOf(place, i, here)) : undefined,
      partialFingerprints: { 'hullwright/v1': fingerprint },
      fixes: fixes.length > 0 ? fixes.map((fix) => fixOf(fix, here)) : undefined,
      suppressions: by ? [suppressionOf(here, by)] : [],
    };
  };

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
      let text = '';
      for (const result of resultsOf(analysis)) {
        text += `${isFirst ? '' : ','}\n${printableJson(resultOf(here, result, fingerprints.of(result.finding)))}`;
        isFirst = false;
      }
      return text;
    },
    end() {
      const invocations: Sarif.Invocation[] = [{ executionSuccessful: true }];
      return `\n],"invocations":${printableJson(invocations)}}]}\n`;
    },
  };
}

/** `by`: who silences it. */
type Result = Pick<Suppressed, 'finding'> & Partial<Suppressed>;

/** In the order of their places: a finding keeps its fingerprint when another one is silenced. */
function resultsOf({ findings, suppressed = [] }: Analysis): readonly Result[] {
  const shown = findings.map((finding): Result => ({ finding }));
  if (suppressed.length === 0) return shown;
  return [...shown, ...suppressed].sort((a, b) => comparePositions(a.finding.range.start, b.finding.range.start));
}

const suppressionOf = (
  artifactLocation: Sarif.ArtifactLocation,
  { kind, reason, line }: Suppression,
): Sarif.Suppression => ({
  kind,
  status: 'accepted',
  justification: reason,
  location:
    line === undefined ? undefined : { physicalLocation: { artifactLocation, region: { startLine: line + 1 } } },
});

/** 1-based; the end column is the one behind the last character. */
const regionOf = ({ start, end }: Range): Sarif.Region => ({
  startLine: start.line + 1,
  startColumn: start.character + 1,
  endLine: end.line + 1,
  endColumn: end.character + 1,
});

const replacementOf = ({ range, newText }: TextEdit): Sarif.Replacement => ({
  deletedRegion: regionOf(range),
  insertedContent: newText === '' ? undefined : { text: newText },
});
