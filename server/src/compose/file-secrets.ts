// Whether files that a project names hold what has to be kept, by what stands in them.
import { type EnvironmentSecret, firstSecret } from '../secrets/environment-text';
import { worthOf } from '../secrets/weak';
import type { Files } from '../text/files';
import type { NamedFile } from './named-files';

/** The first of a file of variables. Undefined for none, and where the file can't be read. */
export function environmentSecret({ uri }: NamedFile, files: Files): EnvironmentSecret | undefined {
  const answer = files.read(uri);
  return answer.kind === 'text' ? firstSecret(answer.text) : undefined;
}

/** Of the file of a secret: certificates and public keys are none, and neither is what waits to be filled in. */
export function holdsSecret({ uri }: NamedFile, files: Files): boolean {
  const answer = files.read(uri);
  const text = answer.kind === 'text' ? answer.text.trim() : '';
  if (/-----BEGIN (?:CERTIFICATE|(?:\w+ )?PUBLIC KEY)/.test(text) && !text.includes('PRIVATE KEY')) return false;
  return text.includes('\n') || (text !== '' && worthOf('PASSWORD', text) === 'secret');
}
