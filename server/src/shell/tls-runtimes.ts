// How code and options of language runtimes switch the check of TLS certificates off.
import type { ShellCommand } from './command';
import { runSource } from './interpreters';
import type { Weakness } from './weakness';

/** Variables whose value is a list of options for a virtual machine or a runtime. */
export const isOptionsVariable = (name: string): boolean =>
  /^(?:NODE_OPTIONS|JAVA_\w*|_JAVA_OPTIONS|JDK_JAVA_OPTIONS|MAVEN_\w*|GRADLE_OPTS|SBT_OPTS|CATALINA_OPTS|JVM_\w+)$/.test(
    name,
  );

const OPTION =
  /-Dmaven\.wagon\.http\.ssl\.(?:insecure|allowall)=true|-Daether\.connector\.https\.securityMode=insecure|-Djdk\.internal\.httpclient\.disableHostnameVerification(?:=true)?(?![\w=])|-Dtrust_all_cert=true/;

/** The first of such options in a text. */
export const insecureOption = (text: string): string | undefined => OPTION.exec(text)?.[0];

const CODE =
  /verify\s*=\s*False\b|_create_unverified_context|\bCERT_NONE\b|check_hostname\s*=\s*False\b|\bverify_peer(?:_name)?["']?\s*=>\s*(?:false|0)|SSL_VERIFY(?:PEER|HOST)\s*,\s*(?:false|0)|\bVERIFY_NONE\b|rejectUnauthorized["']?\s*:\s*false|NODE_TLS_REJECT_UNAUTHORIZED\W{1,6}0|verify_hostname\s*=>\s*0|SSL_VERIFY_NONE/;

const NONE: readonly Weakness[] = [];

/** Code that a command gives an interpreter: `python -c`, `php -r`. */
export function insecureCode(command: ShellCommand): readonly Weakness[] {
  const { program = '' } = command;
  const run = /^(?:python|perl|ruby|node|php)/.test(program) ? runSource(command) : undefined;
  if (run?.kind !== 'code') return NONE;
  const found = CODE.exec(run.word.value ?? run.word.text)?.[0];
  return found === undefined ? NONE : [{ start: run.word.start, end: run.word.end, shown: found }];
}
