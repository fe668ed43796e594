// `hullwright image`: what registries tell of images, with where and when it was learned.
import { readFileSync } from 'node:fs';
import { stderr } from 'node:process';
import { parsePlatform } from '../image/platform';
import { type ImageReference, parseImageReference } from '../image/reference';
import type { TrustedKey } from '../image/registry-facts';
import { machineRegistries } from '../registry/machine';
import { readKey } from '../registry/simple-signing';
import { printableJson, visible } from '../report/visible';
import { reasonOf } from '../workspace/file-system';
import type { ExitCode } from './exit-code';
import { type ImageReport, imageJson, imageText } from './image-report';
import { insecureHosts } from './insecure-hosts';
import { reasonFor } from './node-file-system';
import { readOptions } from './options';
import { standardOutput } from './output';
import { UsageError } from './usage-error';

export async function imageCommand(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readOptions(args, {
    format: ['text', 'json'],
    key: 'text',
    platform: 'text',
    insecure: 'text',
  });
  if (positionals.length === 0) throw new UsageError('image needs the name of an image');
  const references = positionals.map(referenceOf);
  const { platform } = values;
  if (platform !== undefined && !parsePlatform(platform)) {
    throw new UsageError(`--platform takes OS/ARCHITECTURE[/VARIANT], such as linux/arm64: '${platform}' is none`);
  }
  const keys = values.key === undefined ? [] : [keyAt(values.key)];
  const registries = machineRegistries({ insecure: insecureHosts(values.insecure), insecureByFile: new Set() });
  const hosts = new Set(references.map(({ registry }) => registry));
  stderr.write(`asking ${visible([...hosts].sort().join(', '))}\n`);
  const reports = await Promise.all(
    references.map(async (reference): Promise<ImageReport> => {
      const name = reference.text;
      try {
        return { name, facts: await registries.factsOf(reference, { platform, keys }) };
      } catch (error) {
        return { name, problem: reasonOf(error) };
      }
    }),
  );
  const text = reports.map((report) => imageText(report, Date.now())).join('\n');
  standardOutput().end(values.format === 'json' ? `${printableJson(imageJson(reports), 2)}\n` : text);
  if (reports.some(({ problem }) => problem !== undefined)) return 2;
  return keys.length > 0 && reports.some(({ facts }) => facts?.signed.kind !== 'verified') ? 1 : 0;
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
