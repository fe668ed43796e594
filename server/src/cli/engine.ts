// The engine with the facts that ship, as the command line runs it. What most audits do not need is loaded when a file asks for it.
import { stderr } from 'node:process';
import { bundledImageFacts } from '../image/facts';
import { analyseWith, type NamedText, prepareWith, type TextLinter } from '../lint/analyse';
import type { Analysis } from '../lint/analysis';
import type { Configuration } from '../lint/configuration';
import { DockerfileLinter } from '../lint/dockerfile-linter';
import { kindOfName } from '../lint/file-kind';
import { visible } from '../report/visible';
import type { FileKind } from '../rule/rule';
import { dockerfileRules } from '../rules/all.generated';
import { decodePath } from '../text/uri';
import type { FileSystem } from '../workspace/file-system';
import { ListedFolders } from '../workspace/listed-folders';
import { analyseAmong, Surroundings } from '../workspace/surroundings';
import { type ConfigurationOf, type ConfigurationOptions, configurationsFor } from './configuration';
import { blockingFileSystem } from './node-file-system';
import { roots } from './roots';

export interface Engine {
  /** What it has seen of the folders is not asked for again. */
  readonly fs: FileSystem;
  readonly configurationOf: ConfigurationOf;
  /** What analyses a file, by the configuration that holds for it, among the files that `analyse` has read. */
  analyserOf(uri: string): Promise<(text: string) => Analysis>;
  /** For files that are analysed next, each of them after the other. */
  prepare(texts: readonly NamedText[]): Promise<void>;
  analyse(uri: string, text: string): Promise<Analysis>;
  /** A rule threw: what was said of the files is not all. */
  hasFailed(): boolean;
}

/** Files from which on it pays to tell V8 how to run us: what that needs to be loaded takes a tenth of a start. */
const MANY = 40;

export async function engineFor(options: ConfigurationOptions): Promise<Engine> {
  const today = new Date().toISOString().slice(0, 10);
  const fs = new ListedFolders(blockingFileSystem);
  const configurationOf = await configurationsFor(options, today, fs);
  const linters = new Map<Configuration, Map<FileKind, TextLinter>>();
  const surroundings = new Surroundings({ fs, rootOf: roots(fs), isMissing: (uri) => fs.isMissing(uri) });
  let failures = 0;
  let current = '';
  let files = 0;
  const onRuleFailure = (rule: string, error: unknown): void => {
    failures++;
    stderr.write(`hullwright: the rule ${rule} failed on ${visible(current)}: ${visible(String(error))}\n`);
  };
  const linterFor = async (uri: string): Promise<TextLinter> => {
    const configuration = await configurationOf(uri);
    const kind = kindOfName(decodePath(uri.slice(uri.lastIndexOf('/') + 1))) ?? 'dockerfile';
    const ofKinds = linters.get(configuration) ?? new Map<FileKind, TextLinter>();
    linters.set(configuration, ofKinds);
    const made = ofKinds.get(kind);
    if (made) return made;
    const facts = { images: bundledImageFacts, today };
    const linter = await linterOf(kind, { ...configuration, facts, onRuleFailure });
    ofKinds.set(kind, linter);
    return linter;
  };
  return {
    fs,
    configurationOf,
    analyserOf: async (uri) => {
      const linter = await linterFor(uri);
      return (text) => {
        current = uri;
        return analyseWith(linter, uri, text, surroundings);
      };
    },
    prepare: async (texts) => {
      const byLinter = new Map<TextLinter, NamedText[]>();
      for (const each of texts) {
        const linter = await linterFor(each.uri);
        const others = byLinter.get(linter);
        if (others) others.push(each);
        else byLinter.set(linter, [each]);
      }
      for (const [linter, own] of byLinter) prepareWith(linter, own);
    },
    analyse: async (uri, text) => {
      if (++files === MANY) (await import('./tune-v8')).tuneV8('audit');
      const linter = await linterFor(uri);
      current = uri;
      return analyseAmong(surroundings, (files) => analyseWith(linter, uri, text, files));
    },
    hasFailed: () => failures > 0,
  };
}

type Options = Omit<ConstructorParameters<typeof DockerfileLinter>[0], 'rules'>;

async function linterOf(kind: FileKind, options: Options): Promise<TextLinter> {
  switch (kind) {
    case 'dockerfile':
      return new DockerfileLinter({ ...options, rules: dockerfileRules });
    case 'compose': {
      // Those for Dockerfiles as well: one may be written in it.
      const [{ ComposeLinter }, { everyRule }] = await Promise.all([
        import('../lint/compose-linter'),
        import('../rules/every'),
      ]);
      return new ComposeLinter({ ...options, rules: everyRule });
    }
    case 'daemon': {
      const [{ DaemonLinter }, { daemonRules }] = await Promise.all([
        import('../lint/daemon-linter'),
        import('../rules/daemon.generated'),
      ]);
      return new DaemonLinter({ ...options, rules: daemonRules });
    }
    case 'script': {
      const [{ ScriptLinter }, { scriptRules }] = await Promise.all([
        import('../lint/script-linter'),
        import('../rules/script.generated'),
      ]);
      return new ScriptLinter({ ...options, rules: scriptRules });
    }
    case 'unit': {
      const [{ UnitLinter }, { daemonRules }, { scriptRules }, { unitRules }] = await Promise.all([
        import('../lint/unit-linter'),
        import('../rules/daemon.generated'),
        import('../rules/script.generated'),
        import('../rules/unit.generated'),
      ]);
      return new UnitLinter({ ...options, rules: [...daemonRules, ...scriptRules, ...unitRules] });
    }
    default:
      return kind satisfies never;
  }
}
