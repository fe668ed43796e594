// Whether files that a project names hold what has to be kept, by what stands in them.
import { type EnvironmentSecret, firstSecret } from '../secrets/environment-text';
import { worthOf } from '../secrets/weak';
import type { Files } from '../text/files';
import { Memo } from '../text/memo';
import type { NamedFile } from './named-files';

const KEPT_CHARACTERS = 100_000;
/** Many services may name one file. */
const known = new Memo<{ readonly secret: EnvironmentSecret | undefined }>(KEPT_CHARACTERS);

/** The first of a file of variables. Undefined for none, and where the file can't be read. */
export function environmentSecret({ uri }: NamedFile, files: Files): EnvironmentSecret | undefined {
  const answer = files.read(uri);
  if (answer.kind !== 'text') return undefined;
  const found = known.get(answer.text) ?? { secret: firstSecret(answer.text) };
  known.set(answer.text, found);
  return found.secret;
}

/** Of the file of a secret: certificates and public keys are none, and neither is what waits to be filled in. */
export function holdsSecret({ uri }: NamedFile, files: Files): boolean {
  const answer = files.read(uri);
  const text = answer.kind === 'text' ? answer.text.trim() : '';
  if (/-----BEGIN (?:CERTIFICATE|(?:\w+ )?PUBLIC KEY)/.test(text) && !text.includes('PRIVATE KEY')) return false;
  return text.includes('\n') || (text !== '' && worthOf('PASSWORD', text) === 'secret');
}
