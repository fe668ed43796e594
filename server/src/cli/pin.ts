// `hullwright pin`: puts digests behind the tags of images, renews them, or checks that they are those of their tags and still there.
import type { PinMode } from '../dockerfile/pin-edit';
import type { Mirrors } from '../image/mirrors';
import type { ImageReference } from '../image/reference';
import type { Analysis } from '../lint/analysis';
import { machineRegistries } from '../registry/machine';
import type { Registries } from '../registry/registry';
import { audit } from '../workspace/audit';
import { digestProblem } from '../workspace/digests';
import { type Engine, engineFor } from './engine';
import type { ExitCode } from './exit-code';
import { insecureHosts } from './insecure-hosts';
import { readOptions } from './options';
import { standardOutput } from './output';
import { type BesideEnv, envAnalysis, envFilesToPin } from './pin-env';
import { type Answer, type PinnedFile, Pinning } from './pinning';
import { progress } from './progress';
import { targetsOf } from './targets';
import { UsageError } from './usage-error';

export async function pinCommand(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readOptions(args, {
    refresh: 'flag',
    check: 'flag',
    diff: 'flag',
    insecure: 'text',
    config: 'text',
    'no-config': 'flag',
  });
  if (values.check && (values.refresh || values.diff)) {
    throw new UsageError('--check writes nothing: it goes with neither --refresh nor --diff');
  }
  const mode: PinMode = values.check ? 'check' : values.refresh ? 'refresh' : 'pin';
  const insecure = insecureHosts(values.insecure);
  const engine = await engineFor(values);
  const waiting = progress('asked for', 'images');
  const pinning = new Pinning(mode, values.diff === true, waiting, standardOutput(waiting.clear));
  const files: PinnedFile[] = [];
  const besideEnv: BesideEnv[] = [];
  const insecureByFile = new Set<string>();
  const audited = audit(targetsOf(positionals, engine.fs), engine);
  for await (const { file, source, analysis } of audited) {
    const uses = pinning.usesIn(file, source, analysis);
    if (!source || (uses.length === 0 && !analysis.compose?.environment)) continue;
    const { registries } = await engine.configurationOf(file.uri);
    const mirrors = registries?.mirrors ?? {};
    if (analysis.compose?.environment) besideEnv.push({ file, project: analysis.compose, mirrors });
    if (uses.length > 0) files.push({ file, source, analysis, uses, mirrors });
    for (const host of registries?.insecure ?? []) insecureByFile.add(host.toLowerCase());
  }
  files.push(...(await envFilesToPin(besideEnv, mode, (place, what) => pinning.tell(place, what))));
  const registries = machineRegistries({ insecure, insecureByFile });
  const age = mode === 'pin' ? 'young' : 'fresh';
  pinning.tellHosts(files);
  const answerFor = async (reference: ImageReference, mirrors: Mirrors): Promise<Answer> => {
    try {
      return mode === 'check'
        ? await checked(reference, registries, mirrors)
        : { digest: await registries.digestOf(reference, { age, mirrors }) };
    } catch (error) {
      return {
        problem: await digestProblem(error, { tagsOf: (image) => registries.tagsOf(image, { mirrors }) }, reference),
      };
    } finally {
      waiting.step(reference.text);
    }
  };
  const asked = files.map(({ uses, mirrors }) =>
    Promise.all(uses.map(async (use) => ({ use, answer: await answerFor(use.reference, mirrors) }))),
  );
  for (const [i, answers] of asked.entries()) {
    const file = files[i];
    if (file) await pinning.apply(file, await answers, (text) => analysed(engine, file, text));
  }
  const code = pinning.end();
  return engine.hasFailed() ? 2 : code;
}

/** What is left of secrets in it is for nobody to read, whatever kind of file it is. */
const analysed = async (engine: Engine, { file, analysis, uses }: PinnedFile, text: string): Promise<Analysis> =>
  analysis.dockerfile || analysis.compose ? engine.analyse(file.uri, text) : envAnalysis(file.uri, text, uses);

/** What a pinned reference's tag names now, and whether its own digest is still there where that is another one. */
async function checked(reference: ImageReference, registries: Registries, mirrors: Mirrors): Promise<Answer> {
  const { tag, digest } = reference;
  const asking = { age: 'fresh', mirrors } as const;
  const now = tag === undefined ? undefined : await registries.digestOf(reference, asking);
  if (now !== undefined && now === digest) return { digest: now };
  const isThere = await registries.hasDigest(reference, asking);
  return isThere ? { digest: now ?? digest ?? '' } : { gone: reference.registry };
}
