// `hullwright image`: what registries tell of images, with where and when it was learned.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stderr } from 'node:process';
import { hostsAsked } from '../image/mirrors';
import { parsePlatform } from '../image/platform';
import { type ImageReference, parseImageReference } from '../image/reference';
import type { TrustedKey } from '../image/registry-facts';
import { machineRegistries } from '../registry/machine';
import { readKey } from '../registry/simple-signing';
import { printableJson, visible } from '../report/visible';
import { reasonOf } from '../workspace/file-system';
import { configurationsFor } from './configuration';
import type { ExitCode } from './exit-code';
import { type ImageReport, imageJson, imageText } from './image-report';
import { insecureHosts } from './insecure-hosts';
import { blockingFileSystem, reasonFor, uriOf } from './node-file-system';
import { readOptions } from './options';
import { standardOutput } from './output';
import { UsageError } from './usage-error';

export async function imageCommand(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readOptions(args, {
    format: ['text', 'json'],
    key: 'text',
    platform: 'text',
    insecure: 'text',
    config: 'text',
    'no-config': 'flag',
  });
  if (positionals.length === 0) throw new UsageError('image needs the name of an image');
  const references = positionals.map(referenceOf);
  const { platform } = values;
  if (platform !== undefined && !parsePlatform(platform)) {
    throw new UsageError(`--platform takes OS/ARCHITECTURE[/VARIANT], such as linux/arm64: '${platform}' is none`);
  }
  const given = values.key === undefined ? undefined : [keyAt(values.key)];
  const insecure = insecureHosts(values.insecure);
  const configurationOf = await configurationsFor(values, new Date().toISOString().slice(0, 10), blockingFileSystem);
  // No file names the images: it is the one that holds for a file of this folder.
  const configured = await configurationOf(uriOf(resolve('Dockerfile')));
  const { mirrors = {}, insecure: listed = [] } = configured.registries ?? {};
  const keys = given ?? configured.images?.keys ?? [];
  const insecureByFile = new Set(listed.map((host) => host.toLowerCase()));
  const registries = machineRegistries({ insecure, insecureByFile });
  stderr.write(`asking ${visible([...hostsAsked(references, mirrors)].sort().join(', '))}\n`);
  const reports = await Promise.all(
    references.map(async (reference): Promise<ImageReport> => {
      const name = reference.text;
      try {
        return { name, facts: await registries.factsOf(reference, { platform, keys, mirrors }) };
      } catch (error) {
        return { name, problem: reasonOf(error) };
      }
    }),
  );
  const text = reports.map((report) => imageText(report, Date.now())).join('\n');
  standardOutput().end(values.format === 'json' ? `${printableJson(imageJson(reports), 2)}\n` : text);
  if (reports.some(({ problem }) => problem !== undefined)) return 2;
  const mustBeSigned = given !== undefined || (keys.length > 0 && configured.images?.provenance === 'required');
  return mustBeSigned && reports.some(({ facts }) => facts?.signed.kind !== 'verified') ? 1 : 0;
}

function referenceOf(text: string): ImageReference {
  const reference = parseImageReference(text);
  if (!reference) throw new UsageError(`'${text}' is no name of an image`);
  return reference;
}

function keyAt(path: string): TrustedKey {
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`can't read ${path}: ${reasonFor(error)}`);
  }
  const key = { name: path, pem };
  if (!readKey(key)) throw new UsageError(`${path} is no ECDSA P-256 public key in PEM, as cosign writes it`);
  return key;
}
