// Commands that make a private key.
import type { ShellCommand } from './command';

/** Options with which ssh-keygen makes none: it prints, converts, signs, or keeps known_hosts. */
const SSH_OTHER = /^-[a-zA-Z]*[lFHRrkQyeipcBDsLYM]/;
const OPENSSL_MAKES = /^(?:genrsa|genpkey|gendsa)$/;
const GPG_MAKES = /^--(?:quick-)?(?:full-)?gen(?:erate)?-key$|^--quick-add-key$/;

/** The programs that can. */
export const MAKES_KEYS: readonly string[] = [
  'ssh-keygen',
  'openssl',
  'keytool',
  'gpg',
  'gpg2',
  'mkcert',
  'make-ssl-cert',
];

export function makesPrivateKey({ program, args }: ShellCommand): boolean {
  const values = args.map(({ value, text }) => value ?? text);
  const has = (option: RegExp): boolean => values.some((value) => option.test(value));
  switch (program) {
    case 'ssh-keygen':
      return (
        !values.some((value, i) => SSH_OTHER.test(value) && !/^-[tbfNCaOZmwnVzP]$/.test(values[i - 1] ?? '')) ||
        has(/^-[a-zA-Z]*A$/)
      );
    case 'openssl': {
      const [subcommand = ''] = values;
      if (OPENSSL_MAKES.test(subcommand)) return true;
      if (subcommand === 'ecparam') return has(/^-genkey$/);
      if (subcommand === 'req') return has(/^-(?:newkey|keyout)$/) || (has(/^-new$/) && !has(/^-key$/));
      return false;
    }
    case 'keytool':
      return has(/^-gen(?:key|keypair|seckey)$/);
    case 'gpg':
    case 'gpg2':
      return has(GPG_MAKES);
    case 'mkcert':
      return values.some((value) => !value.startsWith('-')) && !has(/^-(?:install|CAROOT|uninstall)$/);
    case 'make-ssl-cert':
      return true;
    default:
      return false;
  }
}
