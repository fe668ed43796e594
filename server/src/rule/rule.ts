// The shape of a rule: a value that reads the model and yields reports.
import type { Project, Service } from '../compose/model';
import type { DaemonFile } from '../daemon/model';
import type { Dockerfile } from '../dockerfile/model';
import type { Stage } from '../dockerfile/stages';
import type { LearnedImage } from '../image/learned';
import type { ImagePolicy } from '../image/policy';
import type { ContainerRun } from '../script/container-run';
import type { ScriptCommand } from '../script/script-command';
import type { UnitFile } from '../script/unit';
import type { Files } from '../text/files';
import type { Facts } from './facts';
import type { Confidence, FindingTag, Report, Severity } from './finding';
import type { OptionSpecs, OptionsOf } from './options';

export type Category =
  | 'privilege'
  | 'secrets'
  | 'supply-chain'
  | 'network'
  | 'filesystem'
  | 'resources'
  | 'hygiene'
  | 'syntax';

/** Where others speak of the same thing: one key each. */
export interface Reference {
  readonly cis?: string;
  readonly cwe?: number;
  readonly trivy?: string;
  readonly checkov?: string;
  readonly kics?: string;
  readonly hadolint?: string;
  readonly buildkit?: string;
  readonly semgrep?: string;
  readonly sonar?: string;
  readonly dockle?: string;
  readonly tally?: string;
  readonly url?: string;
}

export interface RuleDocs {
  /** Paragraphs of Markdown. */
  readonly why: string;
  /** A whole file that the rule reports. */
  readonly bad: string;
  /** A whole file that the rule is silent on. */
  readonly good: string;
  readonly limits: string;
  /** The `.hullwright.yaml` beside the examples, where they need one. */
  readonly configuration?: string;
  /** What stands beside them, by path from their folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** What registries said of the examples' images, where that is needed: by reference. */
  readonly learned?: Readonly<Record<string, LearnedImage>>;
}

/** What everything that can stand in a finding's `rule` says of itself, the notices of the engine included. */
export interface RuleInfo {
  /** For ever. Kebab case, names the bad thing: the file's name, the page's name, the setting's key. */
  readonly id: string;
  /** Ids that it had before: they go on to work in comments and configurations. */
  readonly aliases?: readonly string[];
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly category: Category;
  readonly recommended: boolean;
  readonly references: readonly Reference[];
  /** It reports that something is missing: silent in a file that BuildKit's parser refuses, where it may stand unseen. */
  readonly reportsAbsence?: boolean;
  /** How an editor draws what is found: struck through, or faded. */
  readonly tag?: FindingTag;
  /** Rules that say less of the same place: their findings are dropped where this one has its own. */
  readonly supersedes?: readonly string[];
  /** What the configuration can say to it. */
  readonly options?: OptionSpecs;
  readonly docs: Pick<RuleDocs, 'why' | 'limits'> & Partial<RuleDocs>;
}

export interface RuleContext<Options extends OptionSpecs = OptionSpecs> {
  readonly facts: Facts;
  /** What the configuration says of images. */
  readonly policy: ImagePolicy;
  readonly options: OptionsOf<Options>;
}

/** For what looks at a whole file, and beyond it. */
export interface FileContext<Options extends OptionSpecs = OptionSpecs> extends RuleContext<Options> {
  /** Of the file; a path on the command line's own terms where it has no URI. */
  readonly uri: string;
  /** Other files, as far as they were read: what is unknown now is read, and the rule asked again. */
  readonly files: Files;
}

interface RuleBase<Options extends OptionSpecs> extends RuleInfo {
  readonly options?: Options;
  readonly docs: RuleDocs;
  /** Other rules that report `docs.bad` as well. */
  readonly alsoReports?: readonly string[];
}

export interface DockerfileRule<Options extends OptionSpecs = OptionSpecs> extends RuleBase<Options> {
  readonly kind: 'dockerfile';
  /**
   * Names one of which stands in every stage that `stage` reports, or in what may be put into it: instructions, programs,
   * words. Stages without any are not asked.
   */
  readonly looksFor?: readonly string[];
  /** Ranges are relative to the stage's first line. Asked again only when the stage, or what it is built on, changes. */
  stage?(stage: Stage, context: RuleContext<Options>): Iterable<Report>;
  /** What remains of a report of `stage` beside other files: it, another one in its place, or none. Asked at every change. */
  beside?(report: Report, stage: Stage, context: FileContext<Options>): Report | undefined;
  /** Ranges are the file's. Asked at every change: for what no single stage shows. */
  file?(file: Dockerfile, context: FileContext<Options>): Iterable<Report>;
}

export interface ComposeRule<Options extends OptionSpecs = OptionSpecs> extends RuleBase<Options> {
  readonly kind: 'compose';
  /** Ranges are relative to the service's first line. Asked again only when the service, or what it is made of, changes. */
  service?(service: Service, context: RuleContext<Options>): Iterable<Report>;
  /** What remains of a report of `service` beside other files: it, another one in its place, or none. Asked at every change. */
  beside?(report: Report, service: Service, context: FileContext<Options>): Report | undefined;
  /** Ranges are the file's. Asked at every change: for what joins services or files. */
  project?(project: Project, context: FileContext<Options>): Iterable<Report>;
}

export interface DaemonRule<Options extends OptionSpecs = OptionSpecs> extends RuleBase<Options> {
  readonly kind: 'daemon';
  file?(daemon: DaemonFile, context: FileContext<Options>): Iterable<Report>;
}

export interface ScriptRule<Options extends OptionSpecs = OptionSpecs> extends RuleBase<Options> {
  readonly kind: 'script';
  /** For each command that starts a container: in scripts, recipes of Makefiles and units of systemd. */
  run?(run: ContainerRun, context: FileContext<Options>): Iterable<Report>;
  /** For each command of these. */
  command?(command: ScriptCommand, context: FileContext<Options>): Iterable<Report>;
}

export interface UnitRule<Options extends OptionSpecs = OptionSpecs> extends RuleBase<Options> {
  readonly kind: 'unit';
  file(unit: UnitFile, context: FileContext<Options>): Iterable<Report>;
}

export type Rule = DockerfileRule | ComposeRule | DaemonRule | ScriptRule | UnitRule;
/** The kinds of files that are checked. */
export type FileKind = Rule['kind'];

// Each adds to the rule itself: a copy would read all that the build put elsewhere (scripts/rule-docs.mjs).

export const dockerfileRule = <const Options extends OptionSpecs>(
  rule: Omit<DockerfileRule<Options>, 'kind'>,
): DockerfileRule => Object.assign(rule, { kind: 'dockerfile' as const });

export const composeRule = <const Options extends OptionSpecs>(rule: Omit<ComposeRule<Options>, 'kind'>): ComposeRule =>
  Object.assign(rule, { kind: 'compose' as const });

export const daemonRule = <const Options extends OptionSpecs>(rule: Omit<DaemonRule<Options>, 'kind'>): DaemonRule =>
  Object.assign(rule, { kind: 'daemon' as const });

export const scriptRule = <const Options extends OptionSpecs>(rule: Omit<ScriptRule<Options>, 'kind'>): ScriptRule =>
  Object.assign(rule, { kind: 'script' as const });

export const unitRule = <const Options extends OptionSpecs>(rule: Omit<UnitRule<Options>, 'kind'>): UnitRule =>
  Object.assign(rule, { kind: 'unit' as const });
