// Variables of the environment that switch the check of TLS certificates off.
import { hostOf, isLoopback } from './downloads';
import { insecureOption, isOptionsVariable } from './tls-runtimes';
import { isOff, isOn } from './weakness';

interface Switch {
  /** Whether a value switches the check off. Undefined stands for a value that is not known. */
  readonly isWeak: (value: string | undefined) => boolean;
  /** A value that switches it on. */
  readonly safe?: string;
}

const off = (safe: string): Switch => ({ isWeak: isOff, safe });
const on = (safe: string): Switch => ({ isWeak: isOn, safe });
/** Hosts whose certificates are not checked; this machine is none that needs one. */
export const anyHost: Switch = {
  isWeak: (value) => value !== undefined && value !== '' && !hosts(value).every(isLoopback),
};

const VARIABLES: ReadonlyMap<string, Switch> = new Map([
  ['pythonhttpsverify', { isWeak: (value) => value === '0', safe: '1' }],
  ['node_tls_reject_unauthorized', { isWeak: (value) => value === '0', safe: '1' }],
  ['git_ssl_no_verify', { isWeak: () => true }], // set at all is enough: http.c of git
  ['npm_config_strict_ssl', off('true')],
  ['pnpm_config_strict_ssl', off('true')],
  ['yarn_strict_ssl', off('true')],
  ['yarn_enable_strict_ssl', off('true')],
  ['conda_ssl_verify', off('true')],
  ['bundle_ssl_verify_mode', { isWeak: (value) => value === '0', safe: '1' }],
  ['pip_trusted_host', anyHost],
  ['uv_insecure_host', anyHost],
  ['goinsecure', anyHost],
  ['perl_lwp_ssl_verify_hostname', { isWeak: (value) => value === '0', safe: '1' }],
  ['azure_cli_disable_connection_verification', on('0')],
  ['cloudsdk_auth_disable_ssl_validation', on('0')],
  ['hex_unsafe_https', on('0')],
  ['vault_skip_verify', on('0')],
  ['nomad_skip_verify', on('0')],
  ['consul_http_ssl_verify', off('true')],
  ['ansible_galaxy_ignore', on('0')],
  ['rclone_no_check_certificate', on('false')],
  ['helm_kubeinsecure_skip_tls_verify', on('false')],
]);

const hosts = (value: string): string[] => value.split(/[\s,]+/).map((host) => hostOf(host) ?? host);
const ANY_CASE = /^(?:npm|pnpm|yarn)_/i;

export const isTlsVariable = (name: string): boolean => VARIABLES.has(name.toLowerCase()) || isOptionsVariable(name);

export interface WeakVariable {
  readonly safe?: string;
  /** One of several options in the value: the variable has other uses. */
  readonly isPart?: boolean;
}

/** What a variable would have to be for the check to stay on; undefined where the variable, so set, leaves it on. */
export function weakVariable(name: string, value: string | undefined): WeakVariable | undefined {
  if (isOptionsVariable(name)) return insecureOption(value ?? '') === undefined ? undefined : { isPart: true };
  const found = VARIABLES.get(name.toLowerCase());
  if (!found?.isWeak(value) || (name !== name.toUpperCase() && !ANY_CASE.test(name))) return undefined;
  return { safe: found.safe };
}
