// Commands that compare a file with a known digest, or check its signature.
import type { ShellCommand } from './command';
import { shownText } from './written-files';

const DIGESTS =
  /^(?:(?:md5|sha1|sha224|sha256|sha384|sha512|b2|b3|xxh\w*)sum|shasum|sha(?:1|256|512)|md5|cksum|rhash|hashdeep|gsha\d+sum)$/;
const SIGNATURES =
  /^(?:gpg[12v]?|gpgv2|cosign|minisign|signify|rpmkeys|slsa-verifier|debsig-verify|dpkg-sig|jarsigner|sq|notation)$/;
const SPEAKING_NAME = /verif|checksum|check[-_]?(?:sum|sha|sig)|sha(?:256|512)/i;

/** Whether a program does nothing but that, or is named for it. */
export const isVerifier = (program: string | undefined): boolean =>
  program !== undefined && (DIGESTS.test(program) || SIGNATURES.test(program) || SPEAKING_NAME.test(program));

/** The words of a command that verifies, its input's included: the files are among them. Undefined for other commands. */
export function verifiedWords(command: ShellCommand): readonly string[] | undefined {
  if (!verifies(command)) return undefined;
  const piped = command.inputs.flatMap(({ args }) => args);
  const strings = command.redirects.flatMap(({ target, operator }) => (operator === '<<<' && target ? [target] : []));
  return [...command.args, ...piped, ...strings].flatMap((word) => shownText(word).split(/[\s'"()]+/));
}

/** What every program that can verify has in its name; most commands have nothing of it. */
const MAY_VERIFY = /sum|sha|md5|hash|deep|gpg|sig|veri|check|cosign|rpm|openssl|^(?:sq|gh|git|php|notation|python.*)$/i;

function verifies({ program, args }: ShellCommand): boolean {
  if (program === undefined || !MAY_VERIFY.test(program)) return false;
  const has = (option: RegExp): boolean => args.some(({ value, text }) => option.test(value ?? text));
  if (/^gpg/.test(program)) return program.startsWith('gpgv') || has(/^--(?:verify|decrypt)|^-[a-z]*d$/);
  if (isVerifier(program)) return true;
  if (program === 'openssl') return has(/^(?:dgst|sha\d+|md5|cms|smime|pkeyutl|ts)$/);
  if (program === 'rpm') return has(/^(?:-K|--checksig)/);
  if (program === 'gh') return has(/^attestation$/);
  if (program === 'git') return has(/^verify-(?:tag|commit)$/);
  if (program === 'php') return has(/hash_file|hash\(/);
  return /^python/.test(program) && has(/hashlib/);
}
