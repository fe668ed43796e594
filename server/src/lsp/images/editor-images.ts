// All that an editor is offered about images: put together when it says hello.
import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { ImageReference } from '../../image/reference';
import type { RegistryAnswer } from '../../image/registry-facts';
import type { Analysis } from '../../lint/analysis';
import type { FileSystem } from '../../workspace/file-system';
import { type Abilities, abilitiesOf } from '../abilities';
import type { EditorConfigurations } from '../configurations';
import type { OpenTexts } from '../open-texts';
import type { SettingsStore } from '../settings';
import type { WorkspaceAudit } from '../workspace-audit';
import { currentEnv, isEnv } from './env-images';
import { ImageCommands } from './image-commands';
import { LearnedImages } from './learned-images';
import { Lookout } from './lookout';
import { type Reach, reachOf } from './reach';
import type { Asking, EditorRegistries, ImageSource, OpenRegistries, Way } from './registries';

export interface EditorImagesOptions {
  readonly connection: Connection;
  readonly params: InitializeParams;
  readonly settings: SettingsStore;
  readonly configurations: EditorConfigurations;
  readonly audit: WorkspaceAudit;
  readonly fileSystem: FileSystem;
  /** Files of variables that are open. */
  readonly texts: OpenTexts;
  /** Of an open document. */
  readonly analysisOf: (uri: string) => Promise<Analysis | undefined>;
  readonly open: OpenRegistries;
  /** Something was learned of images: what was found without it is out of date. */
  readonly learnedMore: (learned: LearnedImages) => void;
  readonly afterPause: (work: () => void) => () => void;
}

export class EditorImages {
  readonly abilities: Abilities;
  readonly commands: ImageCommands;
  readonly lookout: Lookout;
  private readonly learned = new LearnedImages();
  private readonly opened = new Map<string, Promise<EditorRegistries>>();

  constructor(private readonly options: EditorImagesOptions) {
    const { connection, params, configurations, audit, fileSystem, texts, analysisOf, afterPause } = options;
    this.abilities = abilitiesOf(params);
    const reachOf = (uri: string): Promise<Reach> => this.reachOf(uri);
    this.commands = new ImageCommands({
      connection,
      abilities: this.abilities,
      reachOf,
      current: (uri) => (isEnv(uri) ? currentEnv(uri, texts, fileSystem) : audit.fixable(uri)),
      pathOf: (uri) => configurations.pathOf(uri),
      workspaceFiles: (signal) => audit.dockerfiles(signal),
      wayOf: (uri) => configurations.wayFor(uri),
      afterPause,
      sourceFor: (insecureByFile, asking) => this.sourceFor(insecureByFile, asking),
    });
    this.lookout = new Lookout({
      learned: this.learned,
      reachOf,
      analysisOf,
      registriesFor: async (uri) => {
        const way = await configurations.wayFor(uri);
        return { registries: await this.registries(new Set(way.insecure), 'files'), way };
      },
      changed: () => options.learnedMore(this.learned),
      log: (message) => connection.tracer.log(message),
      afterPause,
      now: Date.now,
    });
  }

  async reachOf(uri: string): Promise<Reach> {
    const { network } = await this.options.settings.of(uri);
    return reachOf({ uri, network, trusted: this.abilities.trusted, canAsk: true });
  }

  answerOf(reference: ImageReference): RegistryAnswer | undefined {
    return this.learned.of(reference);
  }

  /** What a command asks for is learned on the way. */
  private async sourceFor(insecureByFile: ReadonlySet<string>, asking: Asking): Promise<ImageSource> {
    const registries = await this.registries(insecureByFile, 'programs');
    return {
      digestOf: (reference) => registries.digestOf(reference, asking),
      tagsOf: (reference) => registries.tagsOf(reference, asking),
      factsOf: async (reference) => {
        const facts = await registries.factsOf(reference, asking);
        if (this.learned.hear(reference, { kind: 'known', facts }, asking.keys)) this.options.learnedMore(this.learned);
        return facts;
      },
    };
  }

  /** One for each way, so that what they hold in memory serves all. */
  private registries(insecureByFile: ReadonlySet<string>, logins: Way['logins']): Promise<EditorRegistries> {
    const key = [logins, ...[...insecureByFile].sort()].join(' ');
    const known = this.opened.get(key) ?? this.options.open({ insecureByFile, logins });
    this.opened.set(key, known);
    return known;
  }
}
